// The parts of a tool's page that are made of its definition and its judgement.
#ifndef MCPRISK_SERVE_PAGES_TOOL_VIEWS_H_
#define MCPRISK_SERVE_PAGES_TOOL_VIEWS_H_

#include <string>
#include <vector>

#include "catalog/reader.h"
#include "policy/policy.h"
#include "serve/context.h"
#include "serve/template.h"

namespace mcprisk {

// A tool of the same name on another server, and how it differs.
struct OtherTool {
  ToolVerdict verdict;
  std::string difference;
};
struct OtherTools {
  size_t count = 0;
  size_t same_verdict = 0;
  std::vector<OtherTool> shown;  // other verdicts first
};
OtherTools ToolsNamedAlike(const CatalogTool& tool, ServeContext& context);

// "Allow", "Allow up to 30 calls a minute", "Ask a person", "Deny"
std::string DecisionLabel(Decision decision, const std::optional<CallLimit>& limit);

// Each fills the members of one part of tool.mustache.
void SetFindings(const CatalogTool& tool, const std::string& root, View* view);
void SetDefinition(const CatalogTool& tool, const ServeSettings& settings, View* view);
void SetCapabilities(const CatalogTool& tool, const ServeContext& context, View* view);
// Attack patterns that the tool offers the means for, and what it costs in a context.
void SetAttacks(const CatalogTool& tool, const std::string& root, View* view);
void SetOthers(const CatalogTool& tool, const OtherTools& others, const std::string& root,
               View* view);

}  // namespace mcprisk

#endif  // MCPRISK_SERVE_PAGES_TOOL_VIEWS_H_
