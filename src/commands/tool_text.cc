#include "commands/tool_text.h"

#include <algorithm>
#include <cstdio>
#include <map>

#include "assess/attack.h"
#include "base/text.h"
#include "commands/assessment_text.h"
#include "model/token_cost.h"
#include "policy/targets/policylayer.h"

namespace mcprisk {
namespace {

constexpr size_t kLabelColumns = 13;  // "  evidence   "
constexpr size_t kFieldColumns = 13;

std::string TwoDecimals(double value) {
  char text[16];
  std::snprintf(text, sizeof(text), "%.2f", value);
  return text;
}

std::string Label(std::string_view label) { return "  " + PadTo(label, kLabelColumns - 2); }

// The text of a field as it was received, for the fields that evidence points into.
std::string_view FieldText(const Tool& tool, const Evidence& evidence) {
  if (evidence.field == "name") return tool.name;
  if (evidence.field == "description" && tool.description) return *tool.description;
  for (const Parameter& parameter : tool.parameters) {
    if (evidence.field == "parameters." + parameter.name) return parameter.name;
  }
  return evidence.quote;
}

// A window of the field around the first quote, and a line of ^ below the quoted characters.
struct Underlined {
  std::string text;
  std::string marks;
};

Underlined Underline(std::string_view field, const std::vector<const Evidence*>& spans,
                     size_t columns) {
  size_t first = field.size();
  for (const Evidence* span : spans) first = std::min(first, span->begin);
  size_t begin = first > columns / 2 ? first - columns / 3 : 0;
  while (begin > 0 && begin < field.size() && (field[begin] & 0xc0) == 0x80) --begin;
  Underlined result;
  if (begin > 0) {
    result.text = "…";
    result.marks = " ";
  }
  size_t at = begin;
  while (at < field.size() && DisplayWidth(result.text) + 1 < columns) {
    size_t next = at;
    NextCodePoint(field, &next);
    std::string shown = ForTerminal(field.substr(at, next - at));
    bool marked = std::any_of(spans.begin(), spans.end(), [&](const Evidence* span) {
      return at >= span->begin && at < span->end;
    });
    result.text += shown;
    result.marks += std::string(DisplayWidth(shown), marked ? '^' : ' ');
    at = next;
  }
  if (at < field.size()) result.text += "…";
  while (!result.marks.empty() && result.marks.back() == ' ') result.marks.pop_back();
  return result;
}

std::string ParametersText(const Tool& tool) {
  size_t required =
      static_cast<size_t>(std::count_if(tool.parameters.begin(), tool.parameters.end(),
                                        [](const Parameter& p) { return p.required; }));
  return std::to_string(tool.parameters.size()) + " (" + std::to_string(required) + " required)";
}

// The patterns that abuse this kind of access.
std::string AttacksText(const Classification& classification, size_t columns) {
  std::vector<std::string> ids;
  for (const AttackPattern* pattern :
       AttacksOnTool(AttackPatterns::Shipped(), AssessedToolOf({}, {}, classification, 0))) {
    ids.push_back(pattern->id);
  }
  if (ids.empty()) return "";
  const std::string wrapped = Wrapped(Join(ids, ", "), columns, kLabelColumns);
  return Label("attacks") + wrapped.substr(std::min(kLabelColumns, wrapped.size())) + "\n";
}

}  // namespace

std::string VerdictText(const Classification& c, const Console& console) {
  return console.Colored(
      c.risk, std::string(CategoryName(c.category)) + " · " + std::string(RiskName(c.risk)));
}

std::string EvidenceText(const Tool& tool, const std::vector<Evidence>& evidence, size_t columns) {
  // Fields in the order in which they decided; the spans of one field on one line.
  std::vector<std::string> order;
  std::map<std::string, std::vector<const Evidence*>> by_field;
  for (const Evidence& one : evidence) {
    if (!by_field.contains(one.field)) order.push_back(one.field);
    by_field[one.field].push_back(&one);
  }
  size_t width = columns - kLabelColumns - kFieldColumns;
  std::string text;
  for (const std::string& field : order) {
    const std::vector<const Evidence*>& spans = by_field[field];
    Underlined line = Underline(FieldText(tool, *spans[0]), spans, width);
    std::string label = ForTerminal(field);
    bool long_label = DisplayWidth(label) >= kFieldColumns;
    text += Label(text.empty() ? "evidence" : "");
    if (long_label) {
      text += label + "\n" + Label("");
      label.clear();
    }
    text += PadTo(label, kFieldColumns) + line.text + "\n";
    if (!line.marks.empty()) {
      text += std::string(kLabelColumns + kFieldColumns, ' ') + line.marks + "  " + spans[0]->rule +
              "\n";
    }
  }
  return text;
}

std::string FindingText(const Finding& finding, size_t indent, const Console& console) {
  constexpr size_t kPlaces = 3;
  std::string text = std::string(SeverityName(finding.severity)) + " " + finding.rule + "\n" +
                     Wrapped(ForTerminal(finding.message), console.columns(), indent) + "\n";
  const std::string margin(indent, ' ');
  const size_t shown = std::min(kPlaces, finding.evidence.size());
  for (size_t i = 0; i < shown; ++i) {
    const Evidence& one = finding.evidence[i];
    std::string place = ForTerminal(one.field) + " ";
    size_t used = indent + DisplayWidth(place) + 2;
    size_t room = console.columns() > used + 20 ? console.columns() - used : 20;
    text += margin + place + "\"" + ForTerminal(one.quote, room) + "\"\n";
  }
  if (shown < finding.evidence.size()) {
    text += margin + "and at " + Counted(finding.evidence.size() - shown, "other place") + "\n";
  }
  return text;
}

std::string DescribeText(const ToolText& input, const Console& console) {
  const Tool& tool = *input.tool;
  const Classification& c = *input.classification;
  std::string text = console.Bold(ForTerminal(tool.name, console.columns() / 2)) + "   " +
                     VerdictText(c, console) + " · confidence " + TwoDecimals(c.confidence) + "\n";
  text += "\n" + Wrapped(ForTerminal(c.rationale), console.columns(), 2) + "\n\n";
  text += EvidenceText(tool, c.evidence, console.columns());
  if (!c.operations.empty()) {
    std::string list;
    for (const Operation& operation : c.operations) {
      if (!list.empty()) list += ", ";
      list +=
          ForTerminal(operation.value, 30) + " " + std::string(CategoryName(operation.category));
    }
    text += Label("operations") + "\n" + Wrapped(list, console.columns(), kLabelColumns) + "\n";
  }
  if (!c.capabilities.empty()) text += Label("reach") + Join(c.capabilities, ", ") + "\n";
  text += AttacksText(c, console.columns());
  text += Label("parameters") + ParametersText(tool) + "\n";
  text += Label("costs") +
          ForTerminal(TokensText(EstimateTokens(tool)), console.columns() - kLabelColumns) + "\n";
  text += Label("basis") + c.basis.Text() + (tool.place.empty() ? "" : ", static") + "\n";
  if (!tool.place.empty()) text += Label("declared") + ForTerminal(tool.place) + "\n";
  for (const Finding& finding : c.findings) {
    text += Label("finding") + FindingText(finding, kLabelColumns, console);
  }
  text += Label("policy") + std::string(DecisionName(input.ruling->decision)) + ": " +
          ForTerminal(PolicyLayerEntry(*input.ruling)) + "\n";
  return text;
}

std::string ExplainText(const ToolText& input, const Explanation& explanation,
                        const Console& console) {
  const Tool& tool = *input.tool;
  const Classification& c = *input.classification;
  std::string text = console.Bold(ForTerminal(tool.name, console.columns() / 2)) + "   " +
                     VerdictText(c, console) + " · confidence " + TwoDecimals(c.confidence) + "\n";
  text += "  why " + std::string(CategoryName(c.category)) + "\n";
  text += "    " + explanation.path + ": " + explanation.path_meaning + "\n";
  for (const Explanation::Considered& one : explanation.considered) {
    text += "    " + one.rule + "  " + one.claim + "  " + one.outcome + "\n";
    for (const Evidence& evidence : one.evidence) {
      text += "      " + ForTerminal(evidence.field) + " " + std::to_string(evidence.begin) + "…" +
              std::to_string(evidence.end) + " \"" + ForTerminal(evidence.quote, 60) + "\"\n";
    }
  }
  text += "  why " + std::string(RiskName(c.risk)) + "\n";
  for (const std::string& step : c.risk_steps) text += "    " + step + "\n";
  for (const Finding& finding : c.findings) {
    text += "  " + FindingText(finding, 4, console);
  }
  text += "  rationale\n" + Wrapped(ForTerminal(c.rationale), console.columns(), 4) + "\n";
  return text;
}

}  // namespace mcprisk
