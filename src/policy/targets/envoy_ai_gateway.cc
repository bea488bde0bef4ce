// Envoy AI Gateway, an MCPRoute of aigateway.envoyproxy.io/v1beta1 (api/v1beta1/mcp_route.go and
// internal/mcpproxy/authorization.go, 2026). toolSelector says which tools are shown at all, the
// authorization rules which calls pass: the first that matches, else Deny. CEL that fails to
// evaluate matches nothing.
//
// Traps:
//   - Lists are short: 32 names or patterns of a selector, 32 rules, 16 tools a rule, 4,096
//     characters of CEL. Names beyond a list become anchored patterns; tools beyond the rules are
//     left out, which denies them.
//   - An empty include list is dropped when the object is stored, and the selector with it, so a
//     server without an allowed tool excludes every name.
//   - A backend of the default kind Service needs a port; ours is a Backend of Envoy Gateway.
//   - Names of Kubernetes objects are lower-case DNS names, and so is the server's key.
//   - double(argument), as the documentation has it, reads texts too; a bare comparison does not.
#include <re2/re2.h>

#include <algorithm>

#include "base/text.h"
#include "policy/literals.h"
#include "policy/target.h"
#include "policy/targets/cases.h"

namespace mcprisk {
namespace {

constexpr size_t kMaxSelectorItems = 32;
constexpr size_t kMaxRules = 32;
constexpr size_t kMaxToolsPerRule = 16;
constexpr size_t kMaxCelCharacters = 4096;
constexpr size_t kMaxObjectName = 253;

std::string KeyProblem(const std::string& key) {
  static const RE2 object_name("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");
  if (key.size() <= kMaxObjectName && RE2::FullMatch(key, object_name)) return "";
  return "a Kubernetes object has a lower-case DNS name";
}

std::string Argument(const ArgumentCondition& condition) {
  std::string path = "request.mcp.params.arguments";
  for (const std::string& part : PointerParts(condition)) {
    path += "[" + Quoted(part, LiteralLanguage::kCel) + "]";
  }
  return path;
}

// Numbers of JSON are doubles in CEL.
std::string DoubleText(double number) {
  std::string text = NumberText(number);
  return text.find_first_of(".e") == std::string::npos ? text + ".0" : text;
}

std::string Expression(const ArgumentCondition& condition) {
  std::string argument = Argument(condition);
  std::string pattern =
      condition.values.empty() ? "" : Quoted(condition.values[0], LiteralLanguage::kCel);
  switch (condition.kind) {
    case ArgumentCondition::Kind::kAtMost:
      return argument + " <= " + DoubleText(condition.number);
    case ArgumentCondition::Kind::kOneOf:
      return argument + " in [" + QuotedList(condition.values, LiteralLanguage::kCel) + "]";
    case ArgumentCondition::Kind::kIsTrue:
      return argument + " == true";
    case ArgumentCondition::Kind::kIsFalse:
      return argument + " == false";
    case ArgumentCondition::Kind::kMatches:
      return argument + ".matches(" + pattern + ")";
    case ArgumentCondition::Kind::kNotMatches:
      break;
  }
  return "!" + argument + ".matches(" + pattern + ")";
}

bool CanCheck(const ArgumentCondition& condition) { return !condition.parameter.empty(); }

struct Rule {
  std::vector<std::string> tools;
  std::string cel;  // empty: every call
};

std::vector<Rule> PlainRules(const std::vector<std::string>& tools) {
  std::vector<Rule> rules;
  for (const std::string& tool : tools) {
    if (rules.empty() || rules.back().tools.size() == kMaxToolsPerRule) rules.emplace_back();
    rules.back().tools.push_back(tool);
  }
  return rules;
}

Rule CaseRule(const std::string& tool, const RulingCase& one) {
  std::vector<std::string> expressions;
  for (const ArgumentCondition& condition : one.conditions) {
    expressions.push_back(Expression(condition));
  }
  return {{tool}, Join(expressions, " && ")};
}

// What passes, at most kMaxRules of them; `notes` says what has no room.
std::vector<Rule> Rules(const Policy& policy, std::vector<TargetNote>* notes) {
  std::vector<std::string> allowed;
  std::vector<Rule> cases;
  std::vector<std::string> lost;
  for (const Ruling& ruling : policy.rulings) {
    if (ruling.decision == Decision::kAllow) {
      allowed.push_back(ruling.tool);
      continue;
    }
    for (const RulingCase& one : ruling.cases) {
      Rule rule = CaseRule(ruling.tool, one);
      if (rule.cel.size() > kMaxCelCharacters) {
        lost.push_back(ruling.tool);
      } else {
        cases.push_back(std::move(rule));
      }
    }
  }
  std::vector<Rule> rules = PlainRules(allowed);
  rules.insert(rules.end(), cases.begin(), cases.end());
  for (size_t i = kMaxRules; i < rules.size(); ++i) {
    lost.insert(lost.end(), rules[i].tools.begin(), rules[i].tools.end());
  }
  rules.resize(std::min(rules.size(), kMaxRules));
  if (!lost.empty()) {
    notes->push_back({"envoy-ai-gateway holds " + std::to_string(kMaxRules) + " rules of " +
                      std::to_string(kMaxCelCharacters) + " characters: calls of " +
                      NamedTools(lost) + " are denied for want of room"});
  }
  return rules;
}

std::string TextOf(const Rule& rule, const std::string& key) {
  std::string text = "      - action: Allow\n        target:\n          tools:\n";
  for (const std::string& tool : rule.tools) {
    text += "          - backend: " + Quoted(key, LiteralLanguage::kYaml) +
            "\n            tool: " + Quoted(tool, LiteralLanguage::kYaml) + "\n";
  }
  // A literal block: CEL is not escaped a second time.
  if (!rule.cel.empty()) text += "        cel: |-\n          " + rule.cel + "\n";
  return text;
}

// The shown tools: each by name, or, where there are too many, in patterns of about equal length.
std::string Selector(const std::vector<Rule>& rules) {
  std::vector<std::string> shown;
  for (const Rule& rule : rules) shown.insert(shown.end(), rule.tools.begin(), rule.tools.end());
  std::sort(shown.begin(), shown.end());
  shown.erase(std::unique(shown.begin(), shown.end()), shown.end());
  if (shown.empty()) return "      excludeRegex:\n      - \".*\"\n";
  std::string text = "      include:\n";
  size_t per_item = 1;
  if (shown.size() > kMaxSelectorItems) {
    text = "      includeRegex:\n";
    per_item = (shown.size() + kMaxSelectorItems - 1) / kMaxSelectorItems;
    for (std::string& name : shown) name = RE2::QuoteMeta(name);
  }
  for (size_t begin = 0; begin < shown.size(); begin += per_item) {
    auto first = shown.begin() + static_cast<ptrdiff_t>(begin);
    auto last = shown.begin() + static_cast<ptrdiff_t>(std::min(begin + per_item, shown.size()));
    std::string item = Join({first, last}, "|");
    if (shown.size() > kMaxSelectorItems) item = "^(?:" + item + ")$";
    text += "      - " + Quoted(item, LiteralLanguage::kYaml) + "\n";
  }
  return text;
}

std::string Write(const std::vector<TargetServer>& servers, std::vector<TargetNote>* notes) {
  const TargetServer& server = servers.front();
  std::string key = Quoted(server.key, LiteralLanguage::kYaml);
  std::vector<Rule> rules = Rules(server.policy, notes);
  std::string rule_texts;
  for (const Rule& rule : rules) rule_texts += TextOf(rule, server.key);
  return "apiVersion: aigateway.envoyproxy.io/v1beta1\nkind: MCPRoute\nmetadata:\n  name: " + key +
         "\nspec:\n  parentRefs:\n  # Put the name of your Gateway here.\n  - name: mcp-gateway\n"
         "    kind: Gateway\n    group: gateway.networking.k8s.io\n  backendRefs:\n  - name: " +
         key + "\n    kind: Backend\n    group: gateway.envoyproxy.io\n    toolSelector:\n" +
         Selector(rules) +
         "  securityPolicy:\n    authorization:\n      defaultAction: Deny\n      rules:" +
         (rule_texts.empty() ? " []\n" : "\n" + rule_texts);
}

}  // namespace

extern const Target kEnvoyAiGatewayTarget;
const Target kEnvoyAiGatewayTarget = {
    .name = "envoy-ai-gateway",
    .description = "Envoy AI Gateway: an MCPRoute with toolSelector and authorization",
    .file_name = "mcproute.yaml",
    .can = {.deny = true, .denies_unlisted = true, .condition = CanCheck},
    .key_problem = KeyProblem,
    .write = Write,
};

}  // namespace mcprisk
