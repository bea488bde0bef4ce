#include "stack/findings.h"

#include <algorithm>
#include <map>

#include "base/text.h"

namespace mcprisk {
namespace {

constexpr size_t kToolsNamed = 5;

constexpr std::string_view kToolRules[kRisks] = {"stack/low-tools", "stack/medium-tools",
                                                 "stack/high-tools", "stack/critical-tools"};

std::string NamedList(const std::vector<std::string>& names) {
  const size_t shown = std::min(names.size(), kToolsNamed);
  std::string list =
      Join({names.begin(), names.begin() + static_cast<std::ptrdiff_t>(shown)}, ", ");
  if (names.size() > shown) list += " and " + std::to_string(names.size() - shown) + " more";
  return list;
}

class Gatherer {
 public:
  std::vector<StackFinding> Take() { return std::move(findings_); }

  void LookAt(const JudgedServer& judged) {
    LookForSecrets(judged.server);
    if (!judged.server.enabled) return;
    LookAtPackage(judged.server);
    LookAtAddress(judged.server);
    LookAtTools(judged);
    LookAtApprovals(judged);
    LookAtDefinitions(judged);
  }

  void AddFlow(const StackFlow& flow, const StackServer& where) {
    Add(flow.rule, where, where.at, flow.message, flow.flow)->severity = flow.severity;
  }

 private:
  StackFinding* Add(std::string_view rule, const StackServer& server, ConfigPosition at,
                    std::string message, std::string subject) {
    StackFinding finding;
    finding.rule = rule;
    finding.message = std::move(message);
    finding.client = server.client;
    finding.server = server.name;
    finding.file = server.file;
    finding.at = at;
    finding.subject = std::move(subject);
    for (const StackRule& known : StackRules()) {
      if (known.id == rule) finding.severity = known.severity;
    }
    findings_.push_back(std::move(finding));
    return &findings_.back();
  }

  void LookForSecrets(const StackServer& server) {
    for (const PlainSecret& secret : server.secrets) {
      std::string what = secret.where + (secret.name.empty() ? "" : " " + secret.name);
      Add("stack/plain-text-secret", server, secret.at,
          "plain-text " + secret.kind + " in " + what + " of server " + server.name +
              " (value not shown)",
          what);
    }
  }

  void LookAtPackage(const StackServer& server) {
    if (server.pin != Pin::kUnpinned) return;
    Add("stack/unpinned-package", server, server.at,
        "server " + server.name + " runs " + RunsText(server) +
            (server.version.empty() ? " without a version" : ", which is no exact version"),
        server.package);
  }

  void LookAtAddress(const StackServer& server) {
    const std::string lower = AsciiLowered(server.url);
    if (!lower.starts_with("http://")) return;
    std::string_view host = std::string_view(lower).substr(7);
    host = host.substr(0, host.find('/'));
    const bool local = host.starts_with("localhost") || host.starts_with("127.") ||
                       host.starts_with("[::1]") || host.starts_with("host.docker.internal");
    if (local) return;
    Add("stack/unencrypted-remote", server, server.at,
        "server " + server.name + " is called over plain HTTP", "");
  }

  void LookAtTools(const JudgedServer& judged) {
    const StackServer& server = judged.server;
    if (!judged.tools_known) {
      Add("stack/unknown-server", server, server.at,
          "server " + server.name + " (" + RunsText(server) + ")" +
              (judged.catalog_name.empty() ? " is not in the catalog"
                                           : " is in the catalog without its tools"),
          "");
      return;
    }
    if (judged.tools.empty()) return;
    const Risk highest = judged.tools[0].classification.risk;  // riskiest first
    std::vector<std::string> names;
    for (const StackTool& tool : judged.tools) {
      if (tool.classification.risk == highest) names.push_back(tool.tool.name);
    }
    Add(kToolRules[static_cast<int>(highest)], server, server.at,
        "server " + server.name + " offers " + Counted(names.size(), "tool") + " of " +
            std::string(RiskName(highest)) + " risk: " + NamedList(names),
        "");
  }

  void LookAtApprovals(const JudgedServer& judged) {
    std::vector<std::string> names;
    for (const StackTool& tool : judged.tools) {
      if (tool.classification.risk >= Risk::kHigh && judged.server.Approves(tool.tool.name)) {
        names.push_back(tool.tool.name);
      }
    }
    if (names.empty()) return;
    Add("stack/approved-without-asking", judged.server, judged.server.at,
        "the entry of server " + judged.server.name +
            " lets run without asking: " + NamedList(names),
        "");
  }

  // What the rules say against a definition itself, once for each rule of a server.
  void LookAtDefinitions(const JudgedServer& judged) {
    LookAtServerFindings(judged);
    std::map<std::string, std::pair<Severity, std::vector<std::string>>> by_rule;
    for (const StackTool& tool : judged.tools) {
      for (const Finding& finding : tool.classification.findings) {
        if (finding.severity < Severity::kMedium) continue;
        auto& [severity, names] = by_rule[finding.rule];
        severity = std::max(severity, finding.severity);
        if (names.empty() || names.back() != tool.tool.name) names.push_back(tool.tool.name);
      }
    }
    for (const auto& [rule, what] : by_rule) {
      Add("stack/definition-warning", judged.server, judged.server.at,
          rule + " on server " + judged.server.name + ": " + NamedList(what.second), rule)
          ->severity = what.first;
    }
  }

  // What it tells the model, and its tools together.
  void LookAtServerFindings(const JudgedServer& judged) {
    for (const Finding& finding : judged.findings) {
      if (finding.severity < Severity::kMedium) continue;
      const bool told =
          !finding.evidence.empty() && finding.evidence.front().field == "instructions";
      Add("stack/definition-warning", judged.server, judged.server.at,
          finding.rule + " on server " + judged.server.name + ": " +
              (told ? "its instructions" : "its tools together"),
          finding.rule)
          ->severity = finding.severity;
    }
  }

  std::vector<StackFinding> findings_;
};

}  // namespace

std::vector<StackFinding> FindStackFindings(const std::vector<JudgedServer>& servers,
                                            const std::vector<StackFlow>& flows) {
  Gatherer gatherer;
  for (const JudgedServer& judged : servers) gatherer.LookAt(judged);
  for (const StackFlow& flow : flows) {
    const auto where = std::find_if(servers.begin(), servers.end(), [&](const JudgedServer& one) {
      return one.server.client == flow.client && one.server.enabled &&
             one.server.name == flow.server;
    });
    if (where != servers.end()) gatherer.AddFlow(flow, where->server);
  }
  return gatherer.Take();
}

std::string RunsText(const StackServer& server) {
  std::string text = server.runner;
  if (!server.package.empty()) {
    text += " " + server.package;
    const bool plain =
        !server.version.empty() && (IsAsciiAlpha(server.version[0]) ||
                                    IsAsciiDigit(server.version[0]) || server.version[0] == '$');
    if (!server.version.empty()) text += (plain ? "@" : " ") + server.version;
  }
  if (!server.url.empty()) text += (text.empty() ? "" : " → ") + server.url;
  return text;
}

}  // namespace mcprisk
