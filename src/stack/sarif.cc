#include "stack/sarif.h"

#include <filesystem>
#include <map>

#include "base/digest.h"
#include "base/text.h"
#include "base/value.h"

namespace mcprisk {
namespace {

namespace fs = std::filesystem;

std::string_view LevelOf(Severity severity) {
  switch (severity) {
    case Severity::kCritical:
    case Severity::kHigh:
      return "error";
    case Severity::kMedium:
      return "warning";
    case Severity::kLow:
    case Severity::kInfo:
      return "note";
  }
  return "none";
}

// GitHub's scale: over 9.0 critical, from 7.0 high, from 4.0 medium, below low.
std::string_view SecuritySeverity(Severity severity) {
  switch (severity) {
    case Severity::kCritical:
      return "9.5";
    case Severity::kHigh:
      return "8.0";
    case Severity::kMedium:
      return "5.5";
    case Severity::kLow:
      return "2.0";
    case Severity::kInfo:
      return "0.0";
  }
  return "0.0";
}

std::string Uri(const std::string& file, const std::string& base) {
  const fs::path absolute = (fs::path(base) / file).lexically_normal();
  const std::string relative = absolute.lexically_relative(base).string();
  if (!relative.empty() && relative != "." && !relative.starts_with("..")) {
    return PercentEncoded(relative, "/");
  }
  return "file://" + PercentEncoded(absolute.string(), "/");
}

// A message in which "[text](target)" is text: brackets and backslashes have a meaning in messages
// (SARIF 2.1.0, 3.11.6), and viewers draw links, so a name could bring one.
std::string Literal(const std::string& message) {
  std::string literal;
  for (char c : ForTerminal(message)) {
    if (c == '[' || c == ']' || c == '\\') literal += '\\';
    literal += c;
  }
  return literal;
}

Value TextRecord(std::string_view text) { return Value::Map({{"text", text}}); }

Value RuleRecord(const StackRule& rule) {
  // "stack/toxic-flow" is also called ToxicFlow.
  std::string name;
  bool capital = true;
  for (char c : rule.id.substr(rule.id.find('/') + 1)) {
    if (c == '-') {
      capital = true;
      continue;
    }
    name += capital ? static_cast<char>(c - 'a' + 'A') : c;
    capital = false;
  }
  return Value::Map(
      {{"id", rule.id},
       {"name", name},
       {"shortDescription", TextRecord(rule.title)},
       {"fullDescription", TextRecord(std::string(rule.title) + ". " + std::string(rule.help))},
       {"help", Value::Map({{"text", rule.help}, {"markdown", rule.help}})},
       {"defaultConfiguration", Value::Map({{"level", LevelOf(rule.severity)}})},
       {"properties", Value::Map({{"tags", Value::List({"security", "mcp"})},
                                  {"precision", "high"},
                                  {"security-severity", SecuritySeverity(rule.severity)}})}});
}

// Stays when lines move; `ordinal` tells findings apart that are alike in everything else.
std::string Fingerprint(const StackFinding& finding, const std::string& uri, size_t ordinal) {
  std::string text;
  for (const std::string& part :
       {finding.rule, uri, finding.client, finding.server, finding.subject}) {
    text += part;
    text += '\0';
  }
  constexpr size_t kFingerprintDigits = 16;  // of the same length as CodeQL's
  return Sha256(text).Hex().substr(0, kFingerprintDigits) + ":" + std::to_string(ordinal);
}

Value ResultRecord(const StackFinding& finding, const std::string& uri, size_t rule_index,
                   const std::string& fingerprint) {
  Value place = Value::Map({{"artifactLocation", Value::Map({{"uri", uri}})},
                            {"region", Value::Map({{"startLine", finding.at.line},
                                                   {"startColumn", finding.at.column}})}});
  return Value::Map(
      {{"ruleId", finding.rule},
       {"ruleIndex", rule_index},
       {"level", LevelOf(finding.severity)},
       {"message", TextRecord(Literal(finding.message) + ".")},
       {"locations", Value::List({Value::Map({{"physicalLocation", std::move(place)}})})},
       {"partialFingerprints", Value::Map({{"primaryLocationLineHash", fingerprint}})},
       {"properties", Value::Map({{"client", ForTerminal(finding.client)},
                                  {"server", ForTerminal(finding.server)},
                                  {"severity", SeverityName(finding.severity)}})}});
}

Value Results(const std::vector<StackFinding>& findings, const std::string& base) {
  Value results = Value::List();
  std::map<std::string, size_t> ordinals;
  for (const StackFinding& finding : findings) {
    size_t rule_index = 0;
    while (StackRules()[rule_index].id != finding.rule) ++rule_index;
    const std::string uri = Uri(finding.file, base);
    const size_t ordinal = ++ordinals[Fingerprint(finding, uri, 0)];
    results.Add(ResultRecord(finding, uri, rule_index, Fingerprint(finding, uri, ordinal)));
  }
  return results;
}

}  // namespace

std::string ToSarif(const std::vector<StackFinding>& findings, const std::vector<Problem>& problems,
                    const SarifInput& input) {
  Value rules = Value::List();
  for (const StackRule& rule : StackRules()) rules.Add(RuleRecord(rule));
  Value notifications = Value::ListOf(problems, [](const Problem& problem) {
    return Value::Map({{"level", "warning"},
                       {"message", TextRecord(Literal(problem.place + ": " + problem.what))}});
  });
  Value driver = Value::Map({{"name", "mcprisk"},
                             {"semanticVersion", input.program_version},
                             {"rules", std::move(rules)}});
  Value invocation = Value::Map(
      {{"executionSuccessful", true}, {"toolExecutionNotifications", std::move(notifications)}});
  Value run = Value::Map({{"tool", Value::Map({{"driver", std::move(driver)}})},
                          {"columnKind", "unicodeCodePoints"},
                          {"invocations", Value::List({std::move(invocation)})},
                          {"results", Results(findings, input.base_folder)}});
  return Value::Map({{"$schema", "https://json.schemastore.org/sarif-2.1.0.json"},
                     {"version", "2.1.0"},
                     {"runs", Value::List({std::move(run)})}})
             .Json() +
         "\n";
}

}  // namespace mcprisk
