#include "base/sarif.h"

#include <filesystem>
#include <map>

#include "base/digest.h"
#include "base/text.h"

namespace mcprisk {
namespace {

namespace fs = std::filesystem;

std::string_view LevelOf(SarifSeverity severity) {
  switch (severity) {
    case SarifSeverity::kCritical:
    case SarifSeverity::kHigh:
      return "error";
    case SarifSeverity::kMedium:
      return "warning";
    case SarifSeverity::kLow:
    case SarifSeverity::kInfo:
      return "note";
  }
  return "none";
}

// GitHub's scale: over 9.0 critical, from 7.0 high, from 4.0 medium, below low.
std::string_view SecuritySeverity(SarifSeverity severity) {
  switch (severity) {
    case SarifSeverity::kCritical:
      return "9.5";
    case SarifSeverity::kHigh:
      return "8.0";
    case SarifSeverity::kMedium:
      return "5.5";
    case SarifSeverity::kLow:
      return "2.0";
    case SarifSeverity::kInfo:
      return "0.0";
  }
  return "0.0";
}

std::string Uri(const std::string& file, const std::string& base) {
  if (file.starts_with("https://") || file.starts_with("http://")) {
    return PercentEncoded(file, ":/?#[]@!$&'()*+,;=%");
  }
  const fs::path absolute = (fs::path(base) / file).lexically_normal();
  const std::string relative = absolute.lexically_relative(base).string();
  if (!relative.empty() && relative != "." && !relative.starts_with("..")) {
    return PercentEncoded(relative, "/");
  }
  return "file://" + PercentEncoded(absolute.string(), "/");
}

Value TextRecord(std::string_view text) { return Value::Map({{"text", text}}); }

// A message in which "[text](target)" is text: brackets and backslashes have a meaning in messages
// (SARIF 2.1.0, 3.11.6), and viewers draw links, so a name could bring one.
Value MessageRecord(std::string_view message) {
  std::string literal;
  for (char c : message) {
    if (c == '[' || c == ']' || c == '\\') literal += '\\';
    literal += c;
  }
  return TextRecord(literal);
}

Value RuleRecord(const SarifRule& rule) {
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
  Value record = Value::Map({{"id", rule.id},
                             {"name", name},
                             {"shortDescription", TextRecord(rule.title)},
                             {"fullDescription", TextRecord(rule.title + ". " + rule.help)},
                             {"help", Value::Map({{"text", rule.help}, {"markdown", rule.help}})}});
  if (!rule.help_url.empty()) record.Set("helpUri", rule.help_url);
  record.Set("defaultConfiguration", Value::Map({{"level", LevelOf(rule.severity)}}));
  record.Set("properties", Value::Map({{"tags", Value::List({"security", "mcp"})},
                                       {"precision", "high"},
                                       {"security-severity", SecuritySeverity(rule.severity)}}));
  return record;
}

// Stays when lines move; `ordinal` tells findings apart that are alike in everything else.
std::string Fingerprint(const SarifResult& result, const std::string& uri, size_t ordinal) {
  std::string text = result.rule + '\0' + uri + '\0';
  for (const std::string& part : result.same) {
    text += part;
    text += '\0';
  }
  constexpr size_t kFingerprintDigits = 16;  // of the same length as CodeQL's
  return Sha256(text).Hex().substr(0, kFingerprintDigits) + ":" + std::to_string(ordinal);
}

Value PlaceRecord(const SarifResult& result, const std::string& uri) {
  Value place = Value::Map({{"artifactLocation", Value::Map({{"uri", uri}})}});
  if (result.line > 0) {
    place.Set("region", Value::Map({{"startLine", result.line}, {"startColumn", result.column}}));
  }
  Value location = Value::Map({{"physicalLocation", std::move(place)}});
  if (!result.member.empty()) {
    location.Set(
        "logicalLocations",
        Value::List({Value::Map({{"fullyQualifiedName", result.member}, {"kind", "member"}})}));
  }
  return location;
}

Value Results(const SarifLog& log) {
  std::map<std::string, size_t> rule_index;
  for (const SarifRule& rule : log.rules) rule_index.emplace(rule.id, rule_index.size());
  Value results = Value::List();
  std::map<std::string, size_t> ordinals;
  for (const SarifResult& result : log.results) {
    const std::string uri = Uri(result.file, log.base_folder);
    const size_t ordinal = ++ordinals[Fingerprint(result, uri, 0)];
    results.Add(
        Value::Map({{"ruleId", result.rule},
                    {"ruleIndex", rule_index.at(result.rule)},
                    {"level", LevelOf(result.severity)},
                    {"message", MessageRecord(result.message)},
                    {"locations", Value::List({PlaceRecord(result, uri)})},
                    {"partialFingerprints",
                     Value::Map({{"primaryLocationLineHash", Fingerprint(result, uri, ordinal)}})},
                    {"properties", result.properties}}));
  }
  return results;
}

}  // namespace

std::string SarifText(const SarifLog& log) {
  Value notifications = Value::ListOf(log.notifications, [](const std::string& text) {
    return Value::Map({{"level", "warning"}, {"message", MessageRecord(text)}});
  });
  Value driver = Value::Map({{"name", "mcprisk"},
                             {"semanticVersion", log.program_version},
                             {"rules", Value::ListOf(log.rules, RuleRecord)}});
  Value invocation = Value::Map(
      {{"executionSuccessful", true}, {"toolExecutionNotifications", std::move(notifications)}});
  Value run = Value::Map({{"tool", Value::Map({{"driver", std::move(driver)}})},
                          {"columnKind", "unicodeCodePoints"},
                          {"invocations", Value::List({std::move(invocation)})},
                          {"results", Results(log)}});
  return Value::Map({{"$schema", "https://json.schemastore.org/sarif-2.1.0.json"},
                     {"version", "2.1.0"},
                     {"runs", Value::List({std::move(run)})}})
             .Json() +
         "\n";
}

}  // namespace mcprisk
