// Gemini CLI's policy TOML: of the rules that match a call the one with the highest priority
// decides, so this says a default with exceptions and conditions on arguments.
//
// Source of names and patterns: packages/core/src/policy and tools/mcp-tool.ts of gemini-cli. The
// client knows a tool as mcp_SERVER_TOOL, with "_" for characters it does not take, and shortens
// ids beyond 63 characters to their first 30, "...", and their last 30. A rule for all tools of a
// server looks for mcp_SERVER_ in front, so a key that does not fit into those 30 characters would
// leave shortened tools without the server's deny.
#include <algorithm>
#include <cmath>
#include <string>

#include "base/text.h"
#include "base/value.h"
#include "policy/target.h"
#include "policy/targets/cases.h"
#include "policy/targets/names.h"

namespace mcprisk {
namespace {

constexpr std::string_view kIdCharacters = "_-.:";
constexpr size_t kMaxId = 63;
constexpr size_t kKeptOfLongId = 30;
// Longer patterns are refused, and with them the whole file.
constexpr size_t kMaxPattern = 2048;

constexpr int kServerPriority = 10;
constexpr int kToolPriority = 100;
constexpr int kCasePriority = 200;  // and the milder case above the stricter one

// What stands behind mcp_SERVER_ in the client's id of the tool.
Result<std::string> ToolId(const std::string& tool, const TargetServer& server) {
  std::string prefix = "mcp_" + server.key + "_";
  std::string id = prefix + Rewritten(tool, kIdCharacters);
  if (id.size() > kMaxId) {
    id = id.substr(0, kKeptOfLongId) + "..." + id.substr(id.size() - kKeptOfLongId);
  }
  std::string behind = id.substr(prefix.size());
  if (behind.find("__") != std::string::npos) return Failure("the id has __ in it");
  if (behind.starts_with("mcp_")) return Failure("the name reads like an id with a server");
  return behind;
}

std::string KeyProblem(const std::string& key) {
  constexpr size_t kMaxKey = kKeptOfLongId - std::string_view("mcp__").size();
  if (key.size() > kMaxKey) {
    return "with more than " + std::to_string(kMaxKey) +
           " characters, rules for the whole server miss the tools whose ids Gemini CLI shortens";
  }
  return IsMadeOf(key, "-.:") ? ""
                              : "it must be letters, digits, -, . and :, since Gemini CLI "
                                "takes what is before a _ for the server";
}

// A pattern of the whole numbers from 0 to `most`, without nested quantifiers.
std::string NumbersUpTo(unsigned long long most) {
  std::string digits = std::to_string(most);
  std::vector<std::string> ways;
  for (size_t length = 1; length < digits.size(); ++length) {
    ways.push_back(length == 1 ? "[0-9]" : "[1-9][0-9]{" + std::to_string(length - 1) + "}");
  }
  std::string same;  // the digits that are equal so far
  for (size_t at = 0; at < digits.size(); ++at) {
    char first = at == 0 && digits.size() > 1 ? '1' : '0';
    size_t rest = digits.size() - at - 1;
    if (digits[at] > first) {
      std::string way = same + "[" + first + "-" + static_cast<char>(digits[at] - 1) + "]";
      if (rest > 0) way += "[0-9]{" + std::to_string(rest) + "}";
      ways.push_back(way);
    }
    same += digits[at];
  }
  ways.push_back(digits);
  return "(?:" + Join(ways, "|") + ")";
}

// The text as it stands inside a JSON string inside a pattern.
std::string Literal(const std::string& text) {
  std::string json = Value(text).VisibleJson(-1);
  std::string literal;
  for (char c : json.substr(1, json.size() - 2)) {
    if (std::string_view("\\^$.|?*+()[]{}/").find(c) != std::string_view::npos) literal += '\\';
    literal += c;
  }
  return literal;
}

// Arguments are matched as JSON with sorted keys whose top-level pairs stand between NUL bytes, so
// a pair can be told from the same characters inside a text.
std::string ArgsPattern(const ArgumentCondition& condition) {
  using Kind = ArgumentCondition::Kind;
  std::string value;
  if (condition.kind == Kind::kAtMost) {
    auto whole = static_cast<unsigned long long>(condition.number);
    // As JavaScript writes numbers; what is below 0 is below every bound.
    value = "(?:-[0-9.e+-]+|" + NumbersUpTo(whole);
    if (whole > 0) value += "|" + NumbersUpTo(whole - 1) + "\\.[0-9]{1,17}|[0-9.]+e-[0-9]+";
    value += ")";
  } else if (condition.kind == Kind::kOneOf) {
    std::vector<std::string> literals;
    for (const std::string& one : condition.values) literals.push_back(Literal(one));
    value = "\"(?:" + Join(literals, "|") + ")\"";
  } else {
    value = condition.kind == Kind::kIsTrue ? "true" : "false";
  }
  return "\\x00\"" + PointerParts(condition)[0] + "\":" + value + "\\x00";
}

bool CanCheck(const ArgumentCondition& condition) {
  using Kind = ArgumentCondition::Kind;
  if (condition.kind == Kind::kMatches || condition.kind == Kind::kNotMatches) return false;
  if (condition.kind == Kind::kAtMost &&
      (condition.number < 0 || condition.number != std::floor(condition.number))) {
    return false;
  }
  return HasDottedPath(condition) && PointerParts(condition).size() == 1 &&
         ArgsPattern(condition).size() <= kMaxPattern;
}

// All conditions of a case: their pairs in the order of their keys, with anything in between. Empty
// when that cannot be one pattern.
std::string ArgsPattern(std::vector<ArgumentCondition> conditions) {
  auto by_key = [](const ArgumentCondition& a, const ArgumentCondition& b) {
    return a.parameter < b.parameter;
  };
  std::sort(conditions.begin(), conditions.end(), by_key);
  std::string pattern;
  for (size_t i = 0; i < conditions.size(); ++i) {
    if (i > 0 && conditions[i].parameter == conditions[i - 1].parameter) return "";
    pattern += (i > 0 ? "[\\s\\S]*" : "") + ArgsPattern(conditions[i]);
  }
  return pattern.size() <= kMaxPattern ? pattern : "";
}

std::string Rule(const TargetServer& server, const std::string& tool, const std::string& pattern,
                 Decision decision, int priority) {
  std::string said = decision == Decision::kAsk ? "ask_user" : std::string(DecisionName(decision));
  std::string text = "\n[[rule]]\nmcpName = " + Quoted(server.key) + "\n";
  text += "toolName = " + Quoted(tool) + "\n";
  if (!pattern.empty()) text += "argsPattern = " + Quoted(pattern) + "\n";
  text += "decision = " + Quoted(said) + "\n";
  return text + "priority = " + std::to_string(priority) + "\n";
}

std::string Write(const std::vector<TargetServer>& servers, std::vector<TargetNote>* notes) {
  std::string text = "# For ~/.gemini/policies/ or, for all users, /etc/gemini-cli/policies/.\n";
  for (const TargetServer& server : servers) {
    text += Rule(server, "*", "", Decision::kDeny, kServerPriority);
    for (const Ruling& ruling : server.policy.rulings) {
      std::string id = *ToolId(ruling.tool, server);
      if (ruling.decision != Decision::kDeny) {
        text += Rule(server, id, "", ruling.decision, kToolPriority);
      }
      for (const RulingCase& one : ruling.cases) {
        std::string pattern = ArgsPattern(one.conditions);
        if (pattern.empty()) {
          notes->push_back({"gemini cannot say it in one pattern: calls of " + ruling.tool +
                            " are not let through because " + one.when});
          continue;
        }
        int milder = static_cast<int>(Decision::kDeny) - static_cast<int>(one.decision);
        text += Rule(server, id, pattern, one.decision, kCasePriority + milder);
      }
    }
  }
  return text;
}

}  // namespace

extern const Target kGeminiTarget;
const Target kGeminiTarget = {
    .name = "gemini",
    .description = "Gemini CLI, policy TOML in ~/.gemini/policies",
    .file_name = "mcprisk.toml",
    .can = {.ask = true,
            .deny = true,
            .denies_unlisted = true,
            .condition = CanCheck,
            .case_ask = true,
            .many_servers = true},
    .tool_id = ToolId,
    .key_problem = KeyProblem,
    .write = Write,
};

}  // namespace mcprisk
