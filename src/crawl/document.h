// From the bytes of one file to a Document: JSON or YAML, whole or what can be saved of it.
#ifndef MCPRISK_CRAWL_DOCUMENT_H_
#define MCPRISK_CRAWL_DOCUMENT_H_

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "base/result.h"
#include "crawl/format.h"
#include "crawl/sniff.h"

namespace mcprisk {

// A parsed file. Owns what its Document points into.
class LoadedDocument {
 public:
  // Parses `text`, which is of kind kJson or kYaml. JSON that does not parse as a whole is read
  // record by record: lost() tells what was given up. A Problem when nothing can be read; its place
  // has the line and column where they are known.
  static tl::expected<std::unique_ptr<LoadedDocument>, Problem> Load(
      Content kind, std::string_view text, std::string place, std::string path, bool own_file);

  // Valid as long as this lives.
  const Document& document() const { return document_; }
  const std::vector<Problem>& lost() const { return lost_; }

 private:
  JsonParser parser_;
  Document document_;
  std::vector<Problem> lost_;
};

// What can be saved of a JSON document that does not parse.
struct SavedJson {
  std::string text;           // parses
  std::vector<Problem> lost;  // one for each record given up, or one for the lost end
};

// Replaces the records of `text` that do not parse: items of the outermost array, or of the array
// "servers" or "tools" near the top, by null, so that the others keep their numbers; members of an
// outermost object of objects (name -> record) are left out. Of a truncated text the whole records
// are kept. Empty text when there is nothing to save. Linear, but for parsing each record once
// more.
SavedJson SaveRecords(std::string_view text, const std::string& place);

}  // namespace mcprisk

#endif  // MCPRISK_CRAWL_DOCUMENT_H_
