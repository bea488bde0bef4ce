// Rego v1, for OPA and every other engine of that language. There is no standard input for MCP, so
// the host that asks the policy agrees to this one:
//
//   input     {"server": "github", "tool": "create_issue", "arguments": {…}}
//   decision  "allow", "limit", "ask" or "deny"; "deny" for what the policy does not know
//   limit     {"max": 30, "window": "minute"} with "limit", and with "ask" where a cap holds too;
//             the host counts the calls of a tool, and asks or denies above the cap
//   reason    a sentence
//
// Traps: null and booleans are less than every number, so a bound asks for a number first; two
// rulings for one call would be an error of evaluation, so cases are one chain of else; {} is an
// object, so there is no empty set or map to get wrong: the table of tools is an object.
#include "policy/literals.h"
#include "policy/target.h"
#include "policy/targets/cases.h"

namespace mcprisk {
namespace {

std::string Entry(Decision decision, const std::optional<CallLimit>& limit,
                  const std::string& reason) {
  std::string entry = "{\"decision\": " + Quoted(DecisionName(decision), LiteralLanguage::kRego);
  if (limit) {
    entry += ", \"limit\": {\"max\": " + std::to_string(limit->max) +
             ", \"window\": " + Quoted(limit->window, LiteralLanguage::kRego) + "}";
  }
  return entry + ", \"reason\": " + Quoted(reason, LiteralLanguage::kRego) + "}";
}

std::string Argument(const ArgumentCondition& condition) {
  std::string path = "input.arguments";
  for (const std::string& member : PointerParts(condition)) {
    path += "[" + Quoted(member, LiteralLanguage::kRego) + "]";
  }
  return path;
}

std::string Expression(const ArgumentCondition& condition) {
  std::string argument = Argument(condition);
  std::string pattern =
      condition.values.empty() ? "" : Quoted(condition.values[0], LiteralLanguage::kRego);
  switch (condition.kind) {
    case ArgumentCondition::Kind::kAtMost:
      return "is_number(" + argument + ")\n\t" + argument + " <= " + NumberText(condition.number);
    case ArgumentCondition::Kind::kOneOf:
      return argument + " in [" + QuotedList(condition.values, LiteralLanguage::kRego) + "]";
    case ArgumentCondition::Kind::kIsTrue:
      return argument + " == true";
    case ArgumentCondition::Kind::kIsFalse:
      return argument + " == false";
    case ArgumentCondition::Kind::kMatches:
      return "regex.match(" + pattern + ", " + argument + ")";
    case ArgumentCondition::Kind::kNotMatches:
      return "is_string(" + argument + ")\n\tnot regex.match(" + pattern + ", " + argument + ")";
  }
  return "false";
}

// The empty pointer is the whole object, which no condition means.
bool CanCheck(const ArgumentCondition& condition) { return !condition.parameter.empty(); }

// The mildest case that holds for a call decides, so they are tried in order.
std::string Chain(const Ruling& ruling) {
  std::string asked = "\ttool == " + Quoted(ruling.tool, LiteralLanguage::kRego) + "\n";
  std::string chain = "ruling := ";
  for (const RulingCase& one : ruling.cases) {
    chain += Entry(one.decision, one.limit, one.reason) + " if {\n" + asked;
    for (const ArgumentCondition& condition : one.conditions) {
      chain += "\t" + Expression(condition) + "\n";
    }
    chain += "} else := ";
  }
  return chain + Entry(ruling.decision, ruling.limit, ruling.reason) + " if {\n" + asked + "}\n\n";
}

constexpr std::string_view kHead = R"(
import rego.v1

default decision := "deny"

default reason := "The policy does not name this tool."

decision := ruling.decision

reason := ruling.reason

limit := ruling.limit

)";

std::string Write(const std::vector<TargetServer>& servers, std::vector<TargetNote>* /*notes*/) {
  const TargetServer& server = servers.front();
  std::string key = Quoted(server.key, LiteralLanguage::kRego);
  std::string table;
  std::string chains;
  for (const Ruling& ruling : server.policy.rulings) {
    if (ruling.cases.empty()) {
      table += "\t" + Quoted(ruling.tool, LiteralLanguage::kRego) + ": " +
               Entry(ruling.decision, ruling.limit, ruling.reason) + ",\n";
    } else {
      chains += Chain(ruling);
    }
  }
  std::string text = "# input: {\"server\": " + key + ", \"tool\": …, \"arguments\": {…}}\n" +
                     "# decision: \"allow\", \"limit\" (the host counts), \"ask\" or \"deny\"\n" +
                     "package mcp[" + key + "]\n" + std::string(kHead) +
                     "tool := input.tool if input.server == " + key + "\n\n" +
                     "ruling := tools[tool]\n\n" + chains;
  return text + "tools := {" + (table.empty() ? "" : "\n" + table) + "}\n";
}

}  // namespace

extern const Target kRegoTarget;
const Target kRegoTarget = {
    .name = "rego",
    .description = "Rego v1 for OPA: decision, limit and reason for {server, tool, arguments}",
    .file_name = "policy.rego",
    .can = {.ask = true,
            .deny = true,
            .limit = true,
            .denies_unlisted = true,
            .condition = CanCheck,
            .case_ask = true},
    .write = Write,
};

}  // namespace mcprisk
