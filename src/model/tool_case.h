// A condition on one judged tool, as the tables of flows, grades and attack patterns write it:
//   { category: [Write, Execute], capability: calls-url, risk: High, finding: Medium }
// All keys must hold; of a list one member is enough; `risk` and `finding` mean this or above.
#ifndef MCPRISK_MODEL_TOOL_CASE_H_
#define MCPRISK_MODEL_TOOL_CASE_H_

#include <optional>
#include <string>
#include <vector>

#include "base/yaml_values.h"
#include "model/assessment.h"

namespace mcprisk {

struct ToolCase {
  std::vector<Category> categories;       // empty: any
  std::vector<std::string> capabilities;  // ids of rules/capabilities.yaml; empty: any
  std::optional<Risk> risk;
  std::optional<Severity> finding;

  bool Holds(const AssessedTool& tool) const;
  // What of the tool made it hold, in a word: the capability, else the category, else "High risk",
  // else "finding". For a tool that it holds for.
  std::string Reason(const AssessedTool& tool) const;
};

// The keys of a case, to be read into it; it must live until the map has been read.
std::vector<YamlValues::Key> ToolCaseKeys(YamlValues* yaml, ToolCase* into);

// A list of cases, at least one.
std::vector<ToolCase> ReadToolCases(YamlValues* yaml, const YamlValues::Node& value,
                                    const std::string& what);

}  // namespace mcprisk

#endif  // MCPRISK_MODEL_TOOL_CASE_H_
