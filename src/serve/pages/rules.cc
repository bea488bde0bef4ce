// How verdicts come about: the tables, and each rule as its file says it.
#include "assess/tool_set.h"
#include "base/text.h"
#include "records/reference_url.h"
#include "serve/pages/page.h"
#include "serve/router.h"

namespace mcprisk {
namespace {

constexpr std::string_view kMeanings[] = {
    "only retrieve, search, check, compute or convert; nothing outside the call changes",
    "create or change state that can be changed back",
    "start something whose extent depends on the arguments or that leaves the system",
    "permanently delete, wipe, revoke or terminate, or overwrite what was there",
    "move, commit or promise money or priced assets",
};

std::string Effect(const RiskMove& move) {
  std::vector<std::string> parts;
  if (move.at_least) parts.push_back("at least " + std::string(RiskName(*move.at_least)));
  if (move.at_most) parts.push_back("at most " + std::string(RiskName(*move.at_most)));
  if (move.step > 0) parts.emplace_back("one class up");
  if (move.step < 0) parts.emplace_back("one class down");
  std::vector<std::string> only;
  for (Category category : move.categories) only.emplace_back(CategoryName(category));
  return Join(parts, ", ") + (only.empty() ? "" : " (" + Join(only, ", ") + ")");
}

WebResponse About(const WebRequest&, const PathArguments&, ServeContext& context) {
  const RuleSet& rules = *context.settings().rules;
  const std::string root = RootOf(context.settings());
  std::vector<View> starts;
  for (int c = 0; c < kCategories; ++c) {
    const auto category = static_cast<Category>(c);
    View one;
    SetCategory(category, &one);
    SetRisk(rules.RiskStart(category), &one);
    one.Set("start_url", root + CategoryPath(category));
    one.Set("meaning", kMeanings[c]);
    starts.push_back(std::move(one));
  }
  View view;
  view.Set("starts", std::move(starts));
  view.Set("moves", ViewsOf(rules.risk_moves(), [&](const RiskMove& move) {
             View one;
             one.Set("move_capability", move.capability);
             one.Set("move_url", root + CapabilityPath(move.capability));
             one.Set("move_because", move.because);
             one.Set("move_effect", Effect(move));
             return one;
           }));
  const auto link = [&](const auto& rule) {
    View one;
    one.Set("rule_id", rule.id);
    one.Set("rule_title", rule.title);
    one.Set("rule_url", root + "/rules/" + EncodeSegments(rule.id));
    return one;
  };
  std::vector<View> links = ViewsOf(rules.rules(), link);
  for (const ToolSetRule& rule : ToolSetRules::Shipped().all()) links.push_back(link(rule));
  view.Set("rules", std::move(links));
  return PageResponse("about",
                      {.title = "How risk is derived",
                       .description = "The tables and rules by which MCP tools are judged: "
                                      "categories, what moves a risk class, every rule.",
                       .path = "/about"},
                      std::move(view), context);
}

std::string_view StatusName(RuleStatus status) {
  switch (status) {
    case RuleStatus::kExperimental:
      return "experimental";
    case RuleStatus::kStable:
      return "stable";
    case RuleStatus::kDeprecated:
      break;
  }
  return "deprecated";
}

// A rule about definitions, or about the tools of a server together.
template <typename AnyRule>
WebResponse PageOf(const AnyRule& rule, std::string_view status, const std::string& says,
                   ServeContext& context) {
  View view;
  view.Set("rule_id", rule.id);
  view.Set("rule_title", rule.title);
  view.Set("rule_status", status);
  view.Set("rule_rationale", says);
  view.Set("false_positives", rule.false_positives);
  view.Set("references", ViewsOf(rule.references, [](const std::string& reference) {
             View one;
             one.Set("reference", ReferenceText(reference));
             one.Set("reference_url", ReferenceUrl(reference));
             return one;
           }));
  view.Set("rule_text", rule.text);
  return PageResponse("rule",
                      {.title = rule.title + " · rule",
                       .description = "The rule " + rule.id + ": what it matches and why.",
                       .path = "/rules/" + EncodeSegments(rule.id)},
                      std::move(view), context);
}

WebResponse RulePage(const WebRequest&, const PathArguments& arguments, ServeContext& context) {
  const std::string& id = arguments.at("rule");
  if (const Rule* rule = context.settings().rules->Find(id)) {
    return PageOf(*rule, StatusName(rule->status),
                  rule->rationale.empty() ? rule->message : rule->rationale, context);
  }
  if (const ToolSetRule* rule = ToolSetRules::Shipped().Find(id)) {
    return PageOf(*rule, StatusName(RuleStatus::kStable), rule->message, context);
  }
  return ErrorPage(404, "there is no such rule", context);
}

}  // namespace

extern const RouteGroup kRuleRoutes;
const RouteGroup kRuleRoutes = {"rules",
                                {{"GET", "/about", About}, {"GET", "/rules/{rule...}", RulePage}}};

}  // namespace mcprisk
