// A file of rules, parsed. Private to classify/.
#ifndef MCPRISK_CLASSIFY_PARSED_RULE_FILE_H_
#define MCPRISK_CLASSIFY_PARSED_RULE_FILE_H_

#include <memory>
#include <vector>

#include "base/result.h"
#include "base/yaml_file.h"
#include "classify/rule_set.h"

namespace mcprisk {

struct ParsedRuleFile {
  explicit ParsedRuleFile(const RuleFile& from)
      : file(from), yaml(from.path, from.text, &problems) {}

  const RuleFile& file;
  std::vector<Problem> problems;  // of parsing, then of reading
  YamlFile yaml;
};
using ParsedRuleFiles = std::vector<std::unique_ptr<ParsedRuleFile>>;

// In the order of `files`, which must outlive them. Parsing takes longer than all that is done with
// a file, so the processors share it.
ParsedRuleFiles ParseRuleFiles(const std::vector<RuleFile>& files);

}  // namespace mcprisk

#endif  // MCPRISK_CLASSIFY_PARSED_RULE_FILE_H_
