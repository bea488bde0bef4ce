// Microsoft's agent-governance-toolkit, policy format governance.toolkit/v1, as its SDK 4.0.0 reads
// it (PolicyEngine.loadYaml and evaluatePolicy with {tool: {name}, args}). The matching rule of the
// highest priority decides; nothing matches: default_action.
//
// Traps:
//   - `action:` loads and means deny; only `ruleAction:` counts. An empty condition always holds.
//   - Limits are counted, and looked up, by the name of the rule in all policies of the engine: a
//     name is used once and begins with the server's key.
//   - An expression has no escapes and no parentheses: "or" binds weaker than "and", a text holds
//     neither quote, and a list is cut at every "," and "]". Tools with a quote in their name are
//     left out, those with other such characters have a comparison of their own.
//   - Comparing with a number reads "50", [50], true and null as numbers, which the policy does not
//     mean, so bounds are not exported; equality is strict.
//   - The condition knows a tool by its name alone: one server's policy for one engine.
#include <algorithm>

#include "base/text.h"
#include "policy/literals.h"
#include "policy/target.h"
#include "policy/targets/cases.h"

namespace mcprisk {
namespace {

// Priorities: cases of a tool above its ruling, the mildest on top.
constexpr size_t kRulingPriority = 100;
// Tools named in one rule; more make a line that nobody reads.
constexpr size_t kToolsPerRule = 20;
// Alternatives of one case, written out as "a and b or a and c".
constexpr size_t kMaxAlternatives = 64;

bool HasQuote(std::string_view text) { return text.find_first_of("'\"") != std::string_view::npos; }

// Whether a name survives in a list.
bool CanBeListed(const std::string& name) {
  return name == Trimmed(name) && !name.empty() && name.find_first_of(",[]") == std::string::npos;
}

Result<std::string> ToolId(const std::string& tool, const TargetServer& /*server*/) {
  if (HasQuote(tool)) return Failure("the name has a quote");
  return tool;
}

bool CanCheck(const ArgumentCondition& condition) {
  if (!HasDottedPath(condition)) return false;
  switch (condition.kind) {
    case ArgumentCondition::Kind::kIsTrue:
    case ArgumentCondition::Kind::kIsFalse:
      return true;
    case ArgumentCondition::Kind::kOneOf:
      return std::none_of(condition.values.begin(), condition.values.end(), HasQuote);
    case ArgumentCondition::Kind::kAtMost:
    case ArgumentCondition::Kind::kMatches:
    case ArgumentCondition::Kind::kNotMatches:
      break;
  }
  return false;
}

struct Rule {
  std::string name;
  std::string condition;
  Decision decision = Decision::kDeny;
  std::optional<CallLimit> limit;
  std::string reason;
  size_t priority = kRulingPriority;
};

std::string Text(const Rule& rule) {
  std::string text = "  - name: " + Quoted(rule.name, LiteralLanguage::kYaml) + "\n";
  if (!rule.reason.empty()) {
    text += "    description: " + Quoted(rule.reason, LiteralLanguage::kYaml) + "\n";
  }
  text += "    condition: " + Quoted(rule.condition, LiteralLanguage::kYaml) + "\n";
  text += rule.decision == Decision::kAsk
              ? "    ruleAction: require_approval\n    approvers: [owner]\n"
              : "    ruleAction: allow\n";
  if (rule.limit) {
    text += "    limit: \"" + std::to_string(rule.limit->max) + "/" + rule.limit->window + "\"\n";
  }
  return text + "    priority: " + std::to_string(rule.priority) + "\n";
}

std::string IsTool(const std::string& tool) { return "tool.name == '" + tool + "'"; }

// What one condition may be, each an alternative.
std::vector<std::string> Alternatives(const ArgumentCondition& condition) {
  std::string path = "args." + DottedPath(condition);
  if (condition.kind == ArgumentCondition::Kind::kIsTrue) return {path + " == true"};
  if (condition.kind == ArgumentCondition::Kind::kIsFalse) return {path + " == false"};
  std::vector<std::string> all;
  for (const std::string& value : condition.values) all.push_back(path + " == '" + value + "'");
  return all;
}

// All conditions of a case for its tool, as an "or" of "and"s; empty when that is too long.
std::string CaseCondition(const std::string& tool, const RulingCase& one) {
  std::vector<std::string> all = {IsTool(tool)};
  for (const ArgumentCondition& condition : one.conditions) {
    std::vector<std::string> longer;
    for (const std::string& alternative : Alternatives(condition)) {
      for (const std::string& before : all) longer.push_back(before + " and " + alternative);
    }
    if (longer.size() > kMaxAlternatives) return "";
    all = std::move(longer);
  }
  return Join(all, " or ");
}

std::vector<Rule> CaseRules(const std::string& key, const Ruling& ruling,
                            std::vector<TargetNote>* notes) {
  std::vector<Rule> rules;
  size_t count = ruling.cases.size();
  for (size_t i = 0; i < count; ++i) {
    const RulingCase& one = ruling.cases[i];
    std::string condition = CaseCondition(ruling.tool, one);
    if (condition.empty()) {
      notes->push_back({"agt cannot list more than " + std::to_string(kMaxAlternatives) +
                        " alternatives: calls of " + ruling.tool + " are not let through because " +
                        one.when});
      continue;
    }
    rules.push_back({key + ": case " + std::to_string(i + 1) + " of " + ruling.tool, condition,
                     one.decision, one.limit, one.reason, kRulingPriority + count - i});
  }
  return rules;
}

// One rule for each `kToolsPerRule` tools of one decision, without limits.
std::vector<Rule> ListRules(const std::string& key, Decision decision,
                            const std::vector<std::string>& tools) {
  std::vector<Rule> rules;
  for (size_t begin = 0; begin < tools.size(); begin += kToolsPerRule) {
    auto first = tools.begin() + static_cast<ptrdiff_t>(begin);
    auto last =
        tools.begin() + static_cast<ptrdiff_t>(std::min(begin + kToolsPerRule, tools.size()));
    Rule rule;
    rule.name = key + ": " + std::string(DecisionName(decision)) + " " +
                std::to_string(begin / kToolsPerRule + 1);
    rule.condition = "tool.name in ['" + Join({first, last}, "', '") + "']";
    rule.decision = decision;
    rules.push_back(std::move(rule));
  }
  return rules;
}

std::string Write(const std::vector<TargetServer>& servers, std::vector<TargetNote>* notes) {
  const TargetServer& server = servers.front();
  std::vector<std::string> allowed;
  std::vector<std::string> asked;
  std::vector<Rule> own;
  for (const Ruling& ruling : server.policy.rulings) {
    for (Rule& rule : CaseRules(server.key, ruling, notes)) own.push_back(std::move(rule));
    if (ruling.decision == Decision::kDeny) continue;
    if (!ruling.limit && CanBeListed(ruling.tool)) {
      (ruling.decision == Decision::kAsk ? asked : allowed).push_back(ruling.tool);
      continue;
    }
    own.push_back({server.key + ": tool " + ruling.tool, IsTool(ruling.tool), ruling.decision,
                   ruling.limit, ruling.reason});
  }
  std::string rules;
  for (const Rule& rule : ListRules(server.key, Decision::kAllow, allowed)) rules += Text(rule);
  for (const Rule& rule : ListRules(server.key, Decision::kAsk, asked)) rules += Text(rule);
  for (const Rule& rule : own) rules += Text(rule);
  return "apiVersion: governance.toolkit/v1\nname: " + Quoted(server.key, LiteralLanguage::kYaml) +
         "\ndefault_action: deny\nrules:" + (rules.empty() ? " []\n" : "\n" + rules);
}

}  // namespace

extern const Target kAgtTarget;
const Target kAgtTarget = {
    .name = "agt",
    .description = "Microsoft agent-governance-toolkit: a governance.toolkit/v1 policy",
    .file_name = "policy.yaml",
    .can = {.ask = true,
            .deny = true,
            .limit = true,
            .denies_unlisted = true,
            .condition = CanCheck,
            .case_ask = true},
    .tool_id = ToolId,
    .write = Write,
};

}  // namespace mcprisk
