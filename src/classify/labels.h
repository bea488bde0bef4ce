// Tools whose category people have agreed on: the files that `mcprisk eval` and the quality gate
// measure by.
//
// JSON Lines, one label a line: `category`, and at will `also` (other categories that a careful
// expert could defend), `stratum` (how the tool was drawn), `operations` (the category of each
// value of the action parameter). The definition is inside (`tool`, with `server` for its
// context), or the label names it: by `digest`, or by `server` and `name`. Other members are not
// looked at.
#ifndef MCPRISK_CLASSIFY_LABELS_H_
#define MCPRISK_CLASSIFY_LABELS_H_

#include <cstddef>
#include <istream>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/digest.h"
#include "base/result.h"
#include "model/classification.h"
#include "model/tool.h"

namespace mcprisk {

struct Label {
  size_t line = 0;               // of its file, from 1
  std::string stratum;           // "" where the file says none
  std::string server;            // context of the verdict
  std::string name;              // of the tool
  std::optional<Tool> tool;      // nullopt: named, and not offered yet
  std::optional<Digest> digest;  // how it is named, where that is not by server and name
  Category category = Category::kRead;
  std::vector<Category> also;
  std::vector<Operation> operations;
};

class LabelSet {
 public:
  // Lines that are no label become problems at `place`:line; the others are read.
  static LabelSet Read(std::istream& in, const std::string& place, const ProblemSink& problem);

  // Gives every label that names this definition the definition, and those that name it by its
  // digest the server; what a label has already stays.
  void Offer(std::string_view server, const Tool& tool);

  const std::vector<Label>& labels() const { return labels_; }  // in the order of the file
  // Those that name a definition that was not offered.
  std::vector<const Label*> Missing() const;

 private:
  void Give(const std::vector<size_t>& labels, std::string_view server, const Tool& tool);

  std::vector<Label> labels_;
  // Indexes of the labels that wait for a definition.
  std::unordered_map<Digest, std::vector<size_t>, DigestHash> by_digest_;
  std::map<std::pair<std::string, std::string>, std::vector<size_t>> by_name_;
};

}  // namespace mcprisk

#endif  // MCPRISK_CLASSIFY_LABELS_H_
