// A judged tool for a person at a terminal: the answer first, then why, then what to do.
#ifndef MCPRISK_COMMANDS_TOOL_TEXT_H_
#define MCPRISK_COMMANDS_TOOL_TEXT_H_

#include <string>
#include <string_view>
#include <vector>

#include "classify/classify.h"
#include "commands/console.h"
#include "model/classification.h"
#include "model/tool.h"
#include "policy/policy.h"

namespace mcprisk {

struct ToolText {
  const Tool* tool = nullptr;
  const Classification* classification = nullptr;
  const Ruling* ruling = nullptr;
  std::string_view server;
};

// "get_job_status   Read · Low · confidence 0.96" and everything behind it.
std::string DescribeText(const ToolText& text, const Console& console);
// The derivation: why this category, why this risk, what would change it.
std::string ExplainText(const ToolText& text, const Explanation& explanation,
                        const Console& console);
// "High warning/…", the message and the first places, all escaped; `indent` spaces before each line
// but the first.
std::string FindingText(const Finding& finding, size_t indent, const Console& console);
// "Destructive · Critical" with the color of the risk.
std::string VerdictText(const Classification& classification, const Console& console);
// The evidence block of DescribeText: the field with the deciding words underlined by ^.
std::string EvidenceText(const Tool& tool, const std::vector<Evidence>& evidence, size_t columns);

}  // namespace mcprisk

#endif  // MCPRISK_COMMANDS_TOOL_TEXT_H_
