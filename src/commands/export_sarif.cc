// mcprisk export --format sarif: what was found in definitions, and toxic flows of one server
// alone, for whoever gathers findings of many programs. One file, findings.sarif.
#include <filesystem>
#include <set>

#include "base/sarif.h"
#include "base/text.h"
#include "classify/rule_set.h"
#include "commands/exporter.h"
#include "commands/whole_file.h"
#include "records/reference_url.h"
#include "records/server_view.h"

namespace mcprisk {
namespace {

constexpr char kFlowRules[] = "flow/";

SarifSeverity SarifSeverityOf(Severity severity) { return static_cast<SarifSeverity>(severity); }

std::string Sentence(std::string text) {
  if (!text.empty() && text.back() != '.') text += '.';
  return text;
}

// All that a result may name: the shipped warnings and flows.
std::vector<SarifRule> KnownRules() {
  std::vector<SarifRule> rules;
  for (const Rule& rule : RuleSet::Shipped().rules()) {
    if (rule.kind != RuleKind::kWarning) continue;
    rules.push_back({.id = rule.id,
                     .title = rule.title,
                     .help = rule.message,
                     .severity = SarifSeverityOf(rule.severity),
                     .help_url = rule.references.empty() ? "" : ReferenceUrl(rule.references[0])});
  }
  for (const FlowRule& flow : FlowRules::Shipped().all()) {
    rules.push_back({.id = kFlowRules + flow.id,
                     .title = flow.title,
                     .help = "What helps: " + Sentence(flow.prevent),
                     .severity = SarifSeverityOf(flow.severity)});
  }
  return rules;
}

// Where the definition that stands was read.
std::string FileOf(const CatalogServer& server, const std::string& format,
                   const std::string& location) {
  for (const ServerSighting& sighting : server.sightings) {
    const bool same = sighting.source.format == format && sighting.source.location == location;
    if (same && sighting.tools_known && !sighting.place.empty()) return sighting.place;
  }
  return location;
}

class SarifExporter final : public Exporter {
 public:
  explicit SarifExporter(const ExportInput& input)
      : file_(std::filesystem::path(input.folder) / "findings.sarif"),
        program_version_(input.program_version),
        rules_(KnownRules()) {
    for (const SarifRule& rule : rules_) known_.insert(rule.id);
  }

  void Add(const CatalogServer& server, const std::vector<CatalogTool>& tools) override {
    for (const CatalogTool& tool : tools) {
      for (const Finding& finding : tool.classification.findings) AddFinding(server, tool, finding);
    }
    for (const Flow& flow : FindFlows(FlowRules::Shipped(), AssessedToolsOf(tools))) {
      AddFlow(server, tools, flow);
    }
  }

  void Commit() override {
    file_.Append(SarifText({.program_version = program_version_,
                            .base_folder = std::filesystem::current_path().string(),
                            .rules = std::move(rules_),
                            .results = std::move(results_)}));
    file_.Commit();
  }

 private:
  void AddFinding(const CatalogServer& server, const CatalogTool& tool, const Finding& finding) {
    // A catalog may be judged by rules of one's own.
    if (known_.insert(finding.rule).second) {
      rules_.push_back({.id = finding.rule,
                        .title = finding.rule,
                        .help = Sentence(ForTerminal(finding.message)),
                        .severity = SarifSeverityOf(finding.severity)});
    }
    Value properties = Value::Map({{"server", ForTerminal(server.name)},
                                   {"tool", ForTerminal(tool.tool.name)},
                                   {"severity", SeverityName(finding.severity)}});
    if (!finding.evidence.empty()) {
      properties.Set("field", ForTerminal(finding.evidence[0].field));
      properties.Set("quote", ForTerminal(finding.evidence[0].quote));
    }
    results_.push_back({.rule = finding.rule,
                        .severity = SarifSeverityOf(finding.severity),
                        .message = ForTerminal(tool.tool.name) + " of " + ForTerminal(server.name) +
                                   ": " + Sentence(ForTerminal(finding.message)),
                        .file = FileOf(server, tool.source_format, tool.source_location),
                        .member = ForTerminal(server.name) + "/" + ForTerminal(tool.tool.name),
                        .same = {server.name, tool.tool.name},
                        .properties = std::move(properties)});
  }

  void AddFlow(const CatalogServer& server, const std::vector<CatalogTool>& tools,
               const Flow& flow) {
    std::vector<std::string> steps;
    for (const FlowStep& step : flow.smallest) steps.push_back(ForTerminal(step.tool));
    results_.push_back(
        {.rule = kFlowRules + flow.rule->id,
         .severity = SarifSeverityOf(flow.rule->severity),
         .message =
             ForTerminal(server.name) + ": " + flow.rule->title + ": " + Join(steps, " → ") + ".",
         .file = FileOf(server, tools[0].source_format, tools[0].source_location),
         .member = ForTerminal(server.name),
         .same = {server.name},
         .properties = Value::Map({{"server", ForTerminal(server.name)},
                                   {"tools", Value::Texts(steps)},
                                   {"severity", SeverityName(flow.rule->severity)}})});
  }

  WholeFileStream file_;
  std::string program_version_;
  std::vector<SarifRule> rules_;
  std::set<std::string> known_;
  std::vector<SarifResult> results_;
};

}  // namespace

std::unique_ptr<Exporter> MakeSarifExporter(const ExportInput& input) {
  return std::make_unique<SarifExporter>(input);
}

}  // namespace mcprisk
