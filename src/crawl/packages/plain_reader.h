// Literals and constants of Go, C#, Java and Rust: these declare tools by attributes, builders and
// struct literals, so that texts, numbers and names of constants are all there is to read.
#ifndef MCPRISK_CRAWL_PACKAGES_PLAIN_READER_H_
#define MCPRISK_CRAWL_PACKAGES_PLAIN_READER_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "crawl/packages/declaration.h"
#include "crawl/packages/value.h"

namespace mcprisk {

class PlainReader {
 public:
  // Reads the files of one language; `package` must outlive this.
  PlainReader(SourcePackage& package, Language language);

  // Numbers of the files among those of the package.
  const std::vector<size_t>& files() const { return files_; }
  const SourceText& source(size_t file) const { return package_.files[file]; }
  // True when one of the files holds this name, or a text that holds it.
  bool Mentions(std::string_view name_or_text) const;

  // A text (several joined by +), a number, a truth value, or a constant of the package. Never
  // nullptr.
  ValuePtr Read(Range range, size_t file) const;
  // The value behind `name =` or `name:` among the pieces of an argument list; unknown where it is
  // not there.
  ValuePtr Named(const std::vector<Range>& pieces, std::string_view name, size_t file) const;
  // Pieces between commas, those between < and > kept together.
  std::vector<Range> SplitParameters(Range range, size_t file) const;

 private:
  void FindConstants(size_t file);

  SourcePackage& package_;
  std::vector<size_t> files_;
  struct Constant {
    size_t file = 0;
    uint32_t token = 0;
    bool unique = true;  // the same text wherever something of this name is assigned
  };
  std::unordered_map<std::string_view, Constant> constants_;
};

// An empty map, to be filled in.
std::shared_ptr<SourceValue> NewMap();

}  // namespace mcprisk

#endif  // MCPRISK_CRAWL_PACKAGES_PLAIN_READER_H_
