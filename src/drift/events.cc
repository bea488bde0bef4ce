#include "drift/events.h"

#include <algorithm>
#include <set>
#include <tuple>

#include "base/json.h"
#include "base/text.h"
#include "drift/text_difference.h"

namespace mcprisk {
namespace {

std::optional<std::string> Cut(const std::optional<std::string>& value) {
  if (!value) return std::nullopt;
  return std::string(Utf8Prefix(*value, kMaxEventValueBytes));
}

std::optional<Digest> DigestOf(const std::optional<std::string>& value) {
  if (!value) return std::nullopt;
  return Sha256(*value);
}

}  // namespace

Graded GradeOf(const DriftTable& table, std::string_view kind, std::string_view of_case) {
  return {kind, table.Of(kind, of_case)};
}

void Raise(const Graded& to, Graded* grade) {
  if (to.severity > grade->severity) *grade = to;
}

ChangeEvent MakeEvent(const std::string& tool, const std::string& field, const Graded& grade,
                      const std::optional<std::string>& before,
                      const std::optional<std::string>& after) {
  ChangeEvent event;
  event.tool = tool;
  event.field = field;
  event.kind = grade.kind;
  event.severity = grade.severity;
  event.old_digest = DigestOf(before);
  event.new_digest = DigestOf(after);
  event.old_value = Cut(before);
  event.new_value = Cut(after);
  return event;
}

std::string JsonText(std::string_view text) {
  std::string json;
  AppendJsonString(text, &json);
  return json;
}

std::optional<std::string> JsonText(const std::optional<std::string>& text) {
  if (!text) return std::nullopt;
  return JsonText(std::string_view(*text));
}

std::string JsonTexts(const std::vector<std::string>& texts) {
  std::string json = "[";
  for (const std::string& text : texts) {
    if (json.size() > 1) json += ',';
    AppendJsonString(text, &json);
  }
  return json + "]";
}

std::string_view TextChange(const DriftTable& table, const std::optional<std::string>& before,
                            const std::optional<std::string>& after) {
  if (!before || !after) return "much";
  return ChangedShare(*before, *after) >= table.much_changed ? "much" : "little";
}

std::vector<Finding> NewFindings(const std::vector<Finding>& before,
                                 const std::vector<Finding>& after) {
  using Mark = std::tuple<std::string, std::string, std::string>;
  std::set<Mark> known;
  std::set<std::string> known_rules;
  for (const Finding& finding : before) {
    known_rules.insert(finding.rule);
    for (const Evidence& evidence : finding.evidence) {
      known.emplace(finding.rule, evidence.field, evidence.quote);
    }
  }
  std::vector<Finding> fresh;
  for (const Finding& finding : after) {
    const auto is_known = [&](const Evidence& evidence) {
      return known.contains({finding.rule, evidence.field, evidence.quote});
    };
    const bool is_old = known_rules.contains(finding.rule) &&
                        std::all_of(finding.evidence.begin(), finding.evidence.end(), is_known);
    if (!is_old) fresh.push_back(finding);
  }
  return fresh;
}

void AddFinding(const DriftTable& table, const Finding& finding, ChangeEvent* event) {
  if (std::find(event->detectors.begin(), event->detectors.end(), finding.rule) ==
      event->detectors.end()) {
    event->detectors.push_back(finding.rule);
  }
  event->severity = std::max(event->severity, finding.severity);
  if (finding.severity < table.injected_at_least) return;
  for (const std::string& beginning : table.injected_except) {
    if (finding.rule.starts_with(beginning)) return;
  }
  event->kind = "def.injected";
  event->severity = std::max(event->severity, table.Of("def.injected", "new"));
}

}  // namespace mcprisk
