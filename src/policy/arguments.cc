#include "policy/arguments.h"

#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "base/embedded.h"
#include "base/json.h"
#include "base/json_pointer.h"
#include "base/text.h"

namespace mcprisk {

const std::string_view kReadingStatement =
    R"((?i)^\s*(?:select|with|show|describe|explain)\b[^;]*;?\s*$)";
const std::string_view kWritingWord =
    R"((?i)\b(?:insert|update|delete|merge|replace|upsert|remove|drop|alter|create|truncate|grant)"
    R"(|revoke|call|exec\w*|do|copy|load\w*|into|set|lock|vacuum|attach|detach|pragma|refresh)"
    R"(|reindex|analyze|rename|handler|nextval|setval|set_config|dblink\w*|openrowset|openquery)"
    R"(|(?:pg|lo|xp|sp|dbms|utl)_\w+|outfile|dumpfile|readfile|writefile|sys_\w+|shell|sleep)"
    R"(|benchmark|url|s3|file|http\w*)\b)";

namespace {

constexpr std::string_view kFile = "data/arguments.yaml";
constexpr std::string_view kPhrases = "confirm_phrases";
// Values that a sentence names; the condition has them all.
constexpr size_t kNamedValues = 6;

using Kind = ArgumentCondition::Kind;

// Names are folded, phrases are not.
struct ArgumentNames {
  std::map<std::string, std::vector<std::string>> lists;

  // Our own file: what is wrong with it is a mistake of the build.
  ArgumentNames() {
    for (const EmbeddedFile& file : EmbeddedFiles()) {
      if (file.path != kFile) continue;
      for (const auto& entry : YAML::Load(std::string(file.text))) {
        std::vector<std::string>& list = lists[entry.first.Scalar()];
        bool phrases = &list == &lists[std::string(kPhrases)];
        for (const YAML::Node& name : entry.second) {
          list.push_back(phrases ? name.Scalar() : FoldedParameter(name.Scalar()));
        }
      }
    }
  }
};

const std::vector<std::string>& Listed(const std::string& list) {
  static const ArgumentNames names;
  return names.lists.at(list);
}

bool IsOn(const Parameter& parameter, const std::string& list) {
  const std::vector<std::string>& names = Listed(list);
  return std::find(names.begin(), names.end(), FoldedParameter(parameter.name)) != names.end();
}

// The one parameter with a name of the list; nullptr when there is none, or a second one beside it
// that a call could use instead.
const Parameter* OnlyOne(const Tool& tool, const std::string& list) {
  const Parameter* found = nullptr;
  for (const Parameter& parameter : tool.parameters) {
    if (!IsOn(parameter, list)) continue;
    if (found) return nullptr;
    found = &parameter;
  }
  return found;
}

bool IsNumeric(const Parameter& parameter) {
  if (parameter.type.empty()) return false;
  for (std::string_view type : Split(parameter.type, '|')) {
    if (type != "number" && type != "integer") return false;
  }
  return true;
}

std::string PointerTo(std::string_view parameter) { return "/" + PointerStep(parameter); }

RulingCase CaseOf(std::vector<ArgumentCondition> conditions, Decision decision,
                  const std::optional<CallLimit>& limit, std::string when,
                  const std::string& reason) {
  bool counts = decision == Decision::kLimit || decision == Decision::kAsk;
  return {std::move(conditions), decision, counts ? limit : std::nullopt, std::move(when), reason};
}

// A call could leave an optional amount out, or give a text.
void AddCap(const Tool& tool, const PostureLine& line, const std::string& reason,
            std::vector<RulingCase>* cases) {
  const Parameter* amount = OnlyOne(tool, "amount");
  if (!line.amount_cap || !amount || !amount->required || !IsNumeric(*amount)) return;
  ArgumentCondition cap = {PointerTo(amount->name), Kind::kAtMost, *line.amount_cap, {}};
  cases->push_back(CaseOf({cap}, Decision::kLimit, line.limit, ConditionText(cap), reason));
}

void AddReading(const Tool& tool, const PostureLine& line, const std::string& reason,
                std::vector<RulingCase>* cases) {
  const Parameter* query = OnlyOne(tool, "query");
  if (!line.read_only_query || !query || query->type != "string") return;
  std::string pointer = PointerTo(query->name);
  cases->push_back(CaseOf({{pointer, Kind::kMatches, 0, {std::string(kReadingStatement)}},
                           {pointer, Kind::kNotMatches, 0, {std::string(kWritingWord)}}},
                          *line.read_only_query, line.limit, query->name + " only reads", reason));
}

bool RefusesUnlessConfirmed(const Parameter& parameter) {
  std::string lowered = AsciiLowered(parameter.description);
  const std::vector<std::string>& phrases = Listed(std::string(kPhrases));
  return std::any_of(phrases.begin(), phrases.end(), [&](const std::string& phrase) {
    return lowered.find(phrase) != std::string::npos;
  });
}

void AddDryRun(const Tool& tool, const PostureLine& line, const std::string& reason,
               std::vector<RulingCase>* cases) {
  if (!line.dry_run) return;
  const Parameter* dry_run = OnlyOne(tool, "dry_run");
  if (dry_run && dry_run->type == "boolean") {
    ArgumentCondition tried = {PointerTo(dry_run->name), Kind::kIsTrue, 0, {}};
    cases->push_back(CaseOf({tried}, *line.dry_run, line.limit, ConditionText(tried), reason));
  }
  const Parameter* confirm = OnlyOne(tool, "confirm");
  if (confirm && confirm->type == "boolean" && RefusesUnlessConfirmed(*confirm)) {
    ArgumentCondition open = {PointerTo(confirm->name), Kind::kIsFalse, 0, {}};
    cases->push_back(CaseOf({open}, *line.dry_run, line.limit, ConditionText(open), reason));
  }
}

// Where categories start, by README. An operation's own reach is not known, so that of the whole
// tool keeps it from being Low.
Classification OfOperation(const Classification& tool, Category category) {
  constexpr Risk kStart[kCategories] = {Risk::kLow, Risk::kMedium, Risk::kHigh, Risk::kCritical,
                                        Risk::kCritical};
  Classification one = tool;
  one.category = category;
  if (category == tool.category) return one;
  Risk start = kStart[static_cast<int>(category)];
  one.risk = tool.capabilities.empty() ? start : std::max(start, Risk::kMedium);
  return one;
}

// "listEpics", "list_epics" and "LIST epics" begin with "list".
std::string FirstWord(std::string_view value) {
  std::string word;
  for (size_t i = 0; i < value.size() && IsAsciiAlpha(value[i]); ++i) {
    if (i > 0 && IsAsciiUpper(value[i]) && !IsAsciiUpper(value[i - 1])) break;
    word += AsciiLower(value[i]);
  }
  return word;
}

bool SaysItReads(std::string_view value) {
  const std::vector<std::string>& words = Listed("reading_operations");
  return std::find(words.begin(), words.end(), FirstWord(value)) != words.end();
}

std::string ValuesText(const std::vector<std::string>& values) {
  size_t shown = std::min(values.size(), kNamedValues);
  std::string text = Join({values.begin(), values.begin() + static_cast<ptrdiff_t>(shown)}, " or ");
  if (shown < values.size()) {
    text += " or one of " + std::to_string(values.size() - shown) + " more";
  }
  return text;
}

}  // namespace

std::string ConditionText(const ArgumentCondition& condition) {
  std::string name = condition.parameter.substr(condition.parameter.starts_with('/') ? 1 : 0);
  name = NameOfPointerStep(ReplaceAll(name, "/", "."));
  std::string number;
  switch (condition.kind) {
    case Kind::kAtMost:
      AppendJsonNumber(condition.number, &number);
      return name + " is at most " + number;
    case Kind::kOneOf:
      return name + " is " + ValuesText(condition.values);
    case Kind::kIsTrue:
      return name + " is true";
    case Kind::kIsFalse:
      return name + " is false";
    case Kind::kMatches:
      return name + " matches " + condition.values[0];
    case Kind::kNotMatches:
      break;
  }
  return name + " does not match " + condition.values[0];
}

std::string FoldedParameter(std::string_view name) {
  std::string folded;
  for (char c : name) {
    if (c != '_' && c != '-' && c != '.' && c != ' ') folded += AsciiLower(c);
  }
  return folded;
}

std::vector<RulingCase> ArgumentCases(const Tool& tool, const PostureLine& line,
                                      const std::string& reason) {
  std::vector<RulingCase> cases;
  AddCap(tool, line, reason, &cases);
  AddReading(tool, line, reason, &cases);
  AddDryRun(tool, line, reason, &cases);
  return cases;
}

std::vector<RulingCase> OperationCases(const Tool& tool, const Classification& classification,
                                       const Ruling& ruling,
                                       const std::function<Ruling(const Classification&)>& rule) {
  const std::string& name = classification.operation_parameter;
  bool has = std::any_of(tool.parameters.begin(), tool.parameters.end(),
                         [&](const Parameter& parameter) { return parameter.name == name; });
  if (name.empty() || !has) return {};
  std::map<std::string, Category> severest;  // a value may be listed twice
  for (const Operation& operation : classification.operations) {
    Category& category = severest.try_emplace(operation.value, operation.category).first->second;
    category = std::max(category, operation.category);
  }
  std::vector<RulingCase> cases;
  for (const auto& [value, category] : severest) {
    if (category == Category::kRead && !SaysItReads(value)) continue;
    Ruling one = rule(OfOperation(classification, category));
    if (one.decision >= ruling.decision) continue;
    auto alike = std::find_if(cases.begin(), cases.end(), [&](const RulingCase& other) {
      return other.decision == one.decision && other.limit == one.limit &&
             other.reason == one.reason;
    });
    if (alike == cases.end()) {
      alike = cases.insert(cases.end(), CaseOf({{PointerTo(name), Kind::kOneOf, 0, {}}},
                                               one.decision, one.limit, "", one.reason));
    }
    alike->conditions[0].values.push_back(value);
    alike->when = ConditionText(alike->conditions[0]);
  }
  return cases;
}

}  // namespace mcprisk
