#include "support/definitions.h"

#include <algorithm>
#include <optional>
#include <stdexcept>

#include "base/json.h"
#include "base/text.h"
#include "classify/text/text_field.h"

namespace mcprisk {
namespace {

// Words of a definition may be quoted at some length; a rationale stays readable.
constexpr size_t kMaxRationaleBytes = 700;

// The text of the field that a piece of evidence names; nullopt when there is no such field.
std::optional<std::string> FieldText(const Tool& tool, std::string_view server,
                                     const std::string& field) {
  if (field == "name") return tool.name;
  if (field == "server") return std::string(server);
  if (field == "title") return tool.title;
  if (field == "description") return tool.description;
  auto hint = [&](const std::optional<bool>& value) -> std::optional<std::string> {
    if (!value) return std::nullopt;
    return *value ? "true" : "false";
  };
  if (field == "annotations.title") return tool.annotations.title;
  if (field == "annotations.readOnlyHint") return hint(tool.annotations.read_only);
  if (field == "annotations.destructiveHint") return hint(tool.annotations.destructive);
  if (field == "annotations.idempotentHint") return hint(tool.annotations.idempotent);
  if (field == "annotations.openWorldHint") return hint(tool.annotations.open_world);
  // A parameter's name may be anything, so each way to write its fields is tried.
  for (const Parameter& parameter : tool.parameters) {
    std::string name = "parameters." + parameter.name;
    if (field == name) return parameter.name;
    if (field == name + ".description") return parameter.description;
    for (size_t i = 0; i < parameter.values.size(); ++i) {
      if (field == name + ".enum[" + std::to_string(i) + "]") return parameter.values[i];
    }
  }
  JsonParser parser;
  std::optional<std::string> found;
  VisitSchemaTexts(tool, &parser, [&](const SchemaText& text) {
    const TextField one = text.Field();
    if (!found && one.field == field) found = one.text;
  });
  return found;
}

std::string EvidenceFault(const Tool& tool, std::string_view server, const Evidence& evidence) {
  std::optional<std::string> text = FieldText(tool, server, evidence.field);
  if (!text) return "evidence of a field that is not there: " + evidence.field + "\n";
  bool within = evidence.begin <= evidence.end && evidence.end <= text->size();
  if (!within || text->substr(evidence.begin, evidence.end - evidence.begin) != evidence.quote) {
    return "evidence that is not the bytes of " + evidence.field + ": " + evidence.quote + "\n";
  }
  if (evidence.quote.empty()) return "empty evidence of " + evidence.field + "\n";
  return "";
}

// The rationale's own words: what stands in quotes or backticks is a stranger's.
constexpr char kQuoted = '#';

std::string OwnWords(std::string_view rationale) {
  std::string own;
  size_t at = 0;
  while (at < rationale.size()) {
    size_t open = std::min(rationale.size(), rationale.find_first_of("\"`", at));
    own += rationale.substr(at, open - at);
    if (open == rationale.size()) return own;
    size_t close = rationale.find(rationale[open], open + 1);
    if (close == std::string_view::npos) return own + "{open}";
    own += close == open + 1 ? "{nothing}" : std::string(1, kQuoted);
    at = close + 1;
  }
  return own;
}

size_t Sentences(std::string_view own) {
  size_t sentences = 0;
  for (size_t i = 0; i < own.size(); ++i) {
    bool ends = own[i] == '.' && (i + 1 == own.size() || own[i + 1] == ' ');
    sentences += ends ? 1 : 0;
  }
  return sentences;
}

std::string DoubledWord(const std::string& own) {
  std::string last;
  for (std::string_view part : Split(own, ' ')) {
    std::string word = AsciiLowered(part);
    if (!word.empty() && word == last && word[0] != kQuoted) return word;
    last = word;
  }
  return "";
}

std::string RationaleFaults(const std::string& rationale) {
  std::string faults;
  auto fault = [&](const std::string& what) { faults += what + ": " + rationale + "\n"; };
  if (!IsValidUtf8(rationale)) return "a rationale that is no UTF-8\n";
  if (rationale.size() > kMaxRationaleBytes) fault("a rationale too long");
  if (rationale.find_first_of("\n\r\t") != std::string::npos) fault("more than one line");
  std::string own = OwnWords(rationale);
  if (own.find_first_of("{}|$") != std::string::npos) fault("a seam");
  for (const char* doubled : {"..", ",,", "  ", " .", " ,", ",.", ".,", "?.", ":."}) {
    if (own.find(doubled) != std::string::npos) fault("doubled marks or blanks");
  }
  if (std::string word = DoubledWord(own); !word.empty()) fault("\"" + word + "\" twice");
  if (!own.ends_with('.')) fault("no full stop");
  if (Sentences(own) < 2 || Sentences(own) > 4) fault("not two to four sentences");
  return faults;
}

}  // namespace

Tool Defined(std::string_view json) {
  JsonParser parser;
  Result<Json> parsed = parser.Parse(json);
  if (!parsed) throw std::runtime_error(parsed.error());
  Result<Tool> tool = ReadTool(*parsed);
  if (!tool) throw std::runtime_error(tool.error());
  return std::move(*tool);
}

Tool Named(std::string name, std::string description) {
  Tool tool;
  tool.name = std::move(name);
  if (!description.empty()) tool.description = std::move(description);
  return tool;
}

Classification Judged(const Tool& tool, std::string_view server, Explanation* explanation) {
  Classifier classifier(RuleSet::Shipped());
  return classifier.Classify(tool, {server}, explanation);
}

std::string EvidenceText(const std::vector<Evidence>& evidence) {
  std::string text;
  for (const Evidence& one : evidence) {
    if (!text.empty()) text += "\n";
    text += one.field + "[" + std::to_string(one.begin) + "," + std::to_string(one.end) + ") " +
            one.quote;
  }
  return text;
}

std::string RecordText(const Classification& record) {
  std::string text(CategoryName(record.category));
  text += " " + std::string(RiskName(record.risk)) + " " + std::to_string(record.confidence);
  text += "\nbasis: " + record.basis.Text();
  text += "\ncapabilities: " + Join(record.capabilities, " ");
  text += "\nrationale: " + record.rationale;
  text += "\nevidence:\n" + EvidenceText(record.evidence);
  for (const Evidence& one : record.evidence) text += "\nby " + one.rule;
  for (const Finding& finding : record.findings) {
    text += "\nfinding " + finding.rule + " " + std::string(SeverityName(finding.severity)) + " " +
            finding.message + "\n" + EvidenceText(finding.evidence);
  }
  text += "\noperations of " + record.operation_parameter + ":";
  for (const Operation& operation : record.operations) {
    text += " " + operation.value + "=" + std::string(CategoryName(operation.category));
  }
  return text + "\nrisk: " + Join(record.risk_steps, "; ");
}

std::string RecordFaults(const Tool& tool, const Classification& record, std::string_view server) {
  std::string faults = RationaleFaults(record.rationale);
  for (const Evidence& evidence : record.evidence) faults += EvidenceFault(tool, server, evidence);
  for (const Finding& finding : record.findings) {
    for (const Evidence& evidence : finding.evidence)
      faults += EvidenceFault(tool, server, evidence);
  }
  if (record.confidence <= 0 || record.confidence > 1) faults += "a confidence out of range\n";
  if (record.risk_steps.empty()) faults += "a risk without steps\n";
  return faults;
}

}  // namespace mcprisk
