// What the parts of the comparison share: making one event. Private to drift/.
#ifndef MCPRISK_DRIFT_EVENTS_H_
#define MCPRISK_DRIFT_EVENTS_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "drift/drift.h"

namespace mcprisk {

// A class and the case of it, with its severity.
struct Graded {
  std::string_view kind;
  Severity severity = Severity::kInfo;
};

Graded GradeOf(const DriftTable& table, std::string_view kind, std::string_view of_case);
// `grade` stays where it is at least as severe.
void Raise(const Graded& to, Graded* grade);

// With digests over the whole values, which are canonical JSON, and the values cut.
ChangeEvent MakeEvent(const std::string& tool, const std::string& field, const Graded& grade,
                      const std::optional<std::string>& before,
                      const std::optional<std::string>& after);

// `text` as canonical JSON; nothing stays nothing.
std::string JsonText(std::string_view text);
std::optional<std::string> JsonText(const std::optional<std::string>& text);
std::string JsonTexts(const std::vector<std::string>& texts);

// "little" or "much", by the words that changed. A text that comes or goes changed much.
std::string_view TextChange(const DriftTable& table, const std::optional<std::string>& before,
                            const std::optional<std::string>& after);

// Findings of `after` that `before` has not: another rule, field or quote.
std::vector<Finding> NewFindings(const std::vector<Finding>& before,
                                 const std::vector<Finding>& after);
// Adds the finding's rule to the event, which becomes as severe: def.injected where the table says
// that such findings are.
void AddFinding(const DriftTable& table, const Finding& finding, ChangeEvent* event);

// compare_schema.cc: the events of one schema, `root` being "inputSchema" or "outputSchema".
void CompareSchemas(const DriftTable& table, const Tool& before, const Tool& after,
                    const std::string& root, std::vector<ChangeEvent>* events);
// compare_flows.cc: the tools of the newer side that brought a leg of a toxic flow that was
// missing, where none is missing now; by name, each once. Both sides have tools. Where the older
// side does not exist, its tools are none.
std::vector<const DriftTool*> ToolsThatMakeFlows(const DriftSide& before, const DriftSide& after);
// compare_access.cc: of servers that were asked themselves, where both sides know it.
std::vector<ChangeEvent> CompareAccess(const DriftTable& table, const ServerAccess& before,
                                       const ServerAccess& after);
// compare_tool.cc: the events of one tool that both sides have.
std::vector<ChangeEvent> CompareTools(const DriftTable& table, const DriftTool& before,
                                      const DriftTool& after);

}  // namespace mcprisk

#endif  // MCPRISK_DRIFT_EVENTS_H_
