#include "stack/sarif.h"

#include "base/sarif.h"
#include "base/text.h"

namespace mcprisk {
namespace {

SarifSeverity SarifSeverityOf(Severity severity) { return static_cast<SarifSeverity>(severity); }

SarifResult ResultOf(const StackFinding& finding) {
  return {.rule = finding.rule,
          .severity = SarifSeverityOf(finding.severity),
          .message = ForTerminal(finding.message) + ".",
          .file = finding.file,
          .line = finding.at.line,
          .column = finding.at.column,
          .same = {finding.client, finding.server, finding.subject},
          .properties = Value::Map({{"client", ForTerminal(finding.client)},
                                    {"server", ForTerminal(finding.server)},
                                    {"severity", SeverityName(finding.severity)}})};
}

}  // namespace

std::string ToSarif(const std::vector<StackFinding>& findings, const std::vector<Problem>& problems,
                    const SarifInput& input) {
  SarifLog log;
  log.program_version = input.program_version;
  log.base_folder = input.base_folder;
  for (const StackRule& rule : StackRules()) {
    log.rules.push_back({.id = std::string(rule.id),
                         .title = std::string(rule.title),
                         .help = std::string(rule.help),
                         .severity = SarifSeverityOf(rule.severity)});
  }
  for (const StackFinding& finding : findings) log.results.push_back(ResultOf(finding));
  for (const Problem& problem : problems) {
    log.notifications.push_back(ForTerminal(problem.place + ": " + problem.what));
  }
  return SarifText(log);
}

}  // namespace mcprisk
