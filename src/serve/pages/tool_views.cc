#include "serve/pages/tool_views.h"

#include <algorithm>

#include "assess/attack.h"
#include "base/text.h"
#include "base/value.h"
#include "model/assessment.h"
#include "model/token_cost.h"
#include "serve/lookup.h"
#include "serve/pages/page.h"
#include "serve/pages/views.h"

namespace mcprisk {
namespace {

constexpr size_t kOthersRead = 40;
constexpr size_t kOthersShown = 5;
constexpr size_t kShortField = 120;  // bytes of a quote beside the page

View FieldView(const std::string& label, const std::string& css, std::vector<View> segments) {
  View view;
  view.Set("field_label", label);
  view.Set("field_class", css);
  view.Set("field_segments", std::move(segments));
  return view;
}

// Hints as received: "readOnlyHint: true".
void AddAnnotation(const char* hint, const std::optional<bool>& value,
                   const std::vector<Evidence>& evidence, std::vector<View>* fields) {
  if (!value) return;
  const std::string text = *value ? "true" : "false";
  fields->push_back(
      FieldView(hint, "mono", MarkedText(std::string("annotations.") + hint, text, evidence)));
}

std::vector<View> FieldViews(const CatalogTool& tool) {
  const Tool& t = tool.tool;
  const std::vector<Evidence>& evidence = tool.classification.evidence;
  std::vector<View> fields;
  fields.push_back(FieldView("Name", "mono", MarkedText("name", t.name, evidence)));
  if (t.title) fields.push_back(FieldView("Title", "", MarkedText("title", *t.title, evidence)));
  if (t.description) {
    fields.push_back(
        FieldView("Description", "", MarkedText("description", *t.description, evidence)));
  } else {
    View none;
    none.Set("text", "none given");
    none.Set("marked", false);
    std::vector<View> segments;
    segments.push_back(std::move(none));
    fields.push_back(FieldView("Description", "soft", std::move(segments)));
  }
  AddAnnotation("readOnlyHint", t.annotations.read_only, evidence, &fields);
  AddAnnotation("destructiveHint", t.annotations.destructive, evidence, &fields);
  AddAnnotation("idempotentHint", t.annotations.idempotent, evidence, &fields);
  AddAnnotation("openWorldHint", t.annotations.open_world, evidence, &fields);
  if (tool.classification.basis.server) {
    fields.push_back(FieldView("Server", "mono", MarkedText("server", tool.server, evidence)));
  }
  return fields;
}

// Titles of the rules that looked at the parameter, and what chooses the operation.
std::string Matters(const Parameter& parameter, const CatalogTool& tool, const RuleSet& rules) {
  const std::string field = "parameters." + parameter.name;
  std::vector<std::string> reasons;
  const auto add = [&](const std::string& reason) {
    const bool is_new = std::find(reasons.begin(), reasons.end(), reason) == reasons.end();
    if (is_new && !reason.empty()) reasons.push_back(reason);
  };
  if (parameter.name == tool.classification.operation_parameter) {
    add("Chooses the operation");
  }
  for (const Evidence& one : tool.classification.evidence) {
    if (one.field != field && !one.field.starts_with(field + ".")) continue;
    const Rule* rule = rules.Find(one.rule);
    add(rule ? rule->title : one.rule);
  }
  return Join(reasons, "; ");
}

View ValueView(const Parameter& parameter, size_t index, const CatalogTool& tool) {
  const std::string field = "parameters." + parameter.name + ".enum[" + std::to_string(index) + "]";
  View view;
  view.Set("value", ForTerminal(parameter.values[index]));
  const auto& evidence = tool.classification.evidence;
  const auto marks = std::find_if(evidence.begin(), evidence.end(),
                                  [&](const Evidence& one) { return one.field == field; });
  view.Set("value_marked", marks != evidence.end());
  view.Set("rules", marks != evidence.end() ? marks->rule : std::string());
  return view;
}

View ParameterView(const Parameter& parameter, const CatalogTool& tool, const RuleSet& rules) {
  const std::string field = "parameters." + parameter.name;
  const std::vector<Evidence>& evidence = tool.classification.evidence;
  View view;
  view.Set("name_segments", MarkedText(field, parameter.name, evidence));
  view.Set("type", ForTerminal(parameter.type.empty() ? "any" : parameter.type));
  view.Set("required", parameter.required);
  view.Set("description_segments",
           MarkedText(field + ".description", parameter.description, evidence));
  std::vector<View> values;
  for (size_t i = 0; i < parameter.values.size(); ++i) {
    values.push_back(ValueView(parameter, i, tool));
  }
  view.Set("has_values", !values.empty());
  view.Set("values", std::move(values));
  view.Set("matters", Matters(parameter, tool, rules));
  return view;
}

// How another tool of the same name differs from this one.
std::string Difference(const CatalogTool& tool, const ToolVerdict& other, CatalogReader& reader) {
  if (tool.definition_id == other.key.definition_id) return "the same definition";
  std::vector<std::string> parts;
  if (tool.classification.category != other.category) {
    parts.emplace_back(CategoryName(other.category));
  }
  const auto text = reader.TextAt(other.key.definition_id);
  if (!text) return Join(parts, ", ");
  if (tool.tool.description != text->description) parts.emplace_back("another description");
  if (tool.tool.input_schema != text->input_schema) parts.emplace_back("another schema");
  if (tool.tool.annotations_json != text->annotations) parts.emplace_back("other annotations");
  return parts.empty() ? "another title or result" : Join(parts, ", ");
}

}  // namespace

OtherTools ToolsNamedAlike(const CatalogTool& tool, ServeContext& context) {
  OtherTools others;
  std::vector<const ToolVerdict*> candidates;
  const std::vector<ToolVerdict> all = VerdictsNamed(tool.tool.name, context);
  const auto same = [&](const ToolVerdict& one) {
    return one.risk == tool.classification.risk && one.category == tool.classification.category;
  };
  for (const ToolVerdict& one : all) {
    if (one.server_id == tool.server_id) continue;
    ++others.count;
    if (same(one)) ++others.same_verdict;
    if (candidates.size() < kOthersRead || !same(one)) candidates.push_back(&one);
  }
  std::stable_sort(candidates.begin(), candidates.end(),
                   [&](const ToolVerdict* a, const ToolVerdict* b) { return same(*a) < same(*b); });
  for (const ToolVerdict* one : candidates) {
    if (others.shown.size() == kOthersShown) break;
    others.shown.push_back({*one, Difference(tool, *one, context.reader())});
  }
  return others;
}

std::string DecisionLabel(Decision decision, const std::optional<CallLimit>& limit) {
  const std::string up_to =
      limit ? " up to " + Counted(limit->max, "call") + " a " + limit->window : std::string();
  switch (decision) {
    case Decision::kAllow:
      return "Allow";
    case Decision::kLimit:
      return "Allow" + up_to;
    case Decision::kAsk:
      return "Ask a person";
    case Decision::kDeny:
      break;
  }
  return "Deny";
}

void SetFindings(const CatalogTool& tool, const std::string& root, View* view) {
  const std::vector<Finding>& findings = tool.classification.findings;
  view->Set("has_findings", !findings.empty());
  view->Set("findings", FindingViews(findings, root));
}

void SetDefinition(const CatalogTool& tool, const ServeSettings& settings, View* view) {
  const Classification& c = tool.classification;
  const std::string root = RootOf(settings);
  view->Set("fields", FieldViews(tool));
  view->Set("has_parameters", !tool.tool.parameters.empty());
  view->Set("parameters", ViewsOf(tool.tool.parameters, [&](const Parameter& parameter) {
              return ParameterView(parameter, tool, *settings.rules);
            }));
  view->Set("schema", tool.tool.input_schema
                          ? VisibleText(Value::RawJson(*tool.tool.input_schema).Json())
                          : std::string());
  view->Set("has_operations", !c.operations.empty());
  view->Set("operation_parameter", ForTerminal(c.operation_parameter));
  view->Set("operations", ViewsOf(c.operations, [](const Operation& operation) {
              View one;
              one.Set("operation", ForTerminal(operation.value));
              SetCategory(operation.category, &one);
              return one;
            }));
  view->Set("evidence", ViewsOf(c.evidence, [&](const Evidence& one) {
              View item;
              item.Set("quote", ForTerminal(one.quote, kShortField));
              item.Set("field", ForTerminal(one.field, kShortField));
              item.Set("rule", one.rule);
              item.Set("rule_url", RuleUrl(one.rule, root));
              return item;
            }));
}

void SetCapabilities(const CatalogTool& tool, const ServeContext& context, View* view) {
  const Overview& overview = context.overview();
  view->Set("capabilities", ViewsOf(tool.classification.capabilities, [&](const std::string& id) {
              View one;
              const std::optional<size_t> known = overview.Capability(id);
              one.Set("capability_id", id);
              one.Set("capability_url", RootOf(context.settings()) + CapabilityPath(id));
              one.Set("capability_meaning",
                      known ? overview.capabilities[*known].meaning : std::string());
              return one;
            }));
}

void SetAttacks(const CatalogTool& tool, const std::string& root, View* view) {
  const size_t tokens = EstimateTokens(tool.tool);
  view->Set("tokens", Grouped(tokens));
  const std::vector<const AttackPattern*> attacks =
      AttacksOnTool(AttackPatterns::Shipped(),
                    AssessedToolOf(tool.server, tool.tool.name, tool.classification, tokens));
  view->Set("has_attacks", !attacks.empty());
  view->Set("attacks", ViewsOf(attacks, [&](const AttackPattern* pattern) {
              View one;
              one.Set("attack_name", pattern->name);
              one.Set("attack_url", root + AttackPath(pattern->id));
              one.Set("attack_summary", pattern->summary);
              one.Set("attack_prevention", Join(pattern->prevent, " "));
              return one;
            }));
}

void SetOthers(const CatalogTool& tool, const OtherTools& others, const std::string& root,
               View* view) {
  view->Set("has_others", others.count > 0);
  std::string text = Counted(others.count, "other server");
  if (others.same_verdict == others.count) {
    text += others.count == 1 ? " has it, with the same verdict" : ", all with the same verdict";
  } else {
    text += ", " + Grouped(others.count - others.same_verdict) + " with another verdict";
  }
  view->Set("others_text", text);
  view->Set("others", ViewsOf(others.shown, [&](const OtherTool& other) {
              View one;
              one.Set("other_server", ForTerminal(other.verdict.server));
              one.Set("other_url", root + ToolPath(other.verdict.tool, other.verdict.server));
              one.Set("other_difference", other.difference);
              SetRisk(other.verdict.risk, &one);
              return one;
            }));
  view->Set("others_url",
            others.count > others.shown.size() ? root + ToolPath(tool.tool.name) : std::string());
}

}  // namespace mcprisk
