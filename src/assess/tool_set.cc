#include "assess/tool_set.h"

#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "assess/server_names.h"
#include "base/json_pointer.h"
#include "base/shipped_table.h"
#include "base/text.h"
#include "base/yaml_values.h"

namespace mcprisk {
namespace {

constexpr size_t kMostPlaces = 8;
// A shorter one may be a word of any text ("to_do").
constexpr size_t kMinDistinctiveBytes = 8;

using Node = YamlValues::Node;

std::string PlaceOf(std::string_view name, std::string_view field) {
  return "/tools/" + PointerStep(name) + "/" + std::string(field);
}

Evidence NameEvidence(std::string_view name, const std::string& rule) {
  return {PlaceOf(name, "name"), 0, name.size(), std::string(name), rule};
}

// Case and separators dropped.
std::string Plain(std::string_view name) {
  std::string plain;
  for (char c : name) {
    if (c != '_' && c != '-' && c != '.' && c != '/' && c != ' ') plain += AsciiLower(c);
  }
  return plain;
}

bool IsNameCharacter(char c) {
  return IsAsciiAlnum(c) || c == '_' || c == '-' || c == '.' || c == '/';
}

bool IsOddName(std::string_view name) {
  return name.empty() || name.size() > kMaxNameCharacters ||
         !std::all_of(name.begin(), name.end(), IsNameCharacter);
}

// The names that share what `key` makes of them with another name, together, by that; those that
// `counts` says of.
template <typename Key, typename Counts>
std::vector<std::string> NamesAlike(const std::set<std::string>& names, const Key& key,
                                    const Counts& counts) {
  std::map<std::string, std::vector<std::string>> alike;
  for (const std::string& name : names) alike[key(name)].push_back(name);
  std::vector<std::string> shared;
  for (const auto& [made, of] : alike) {
    if (of.size() > 1 && counts(of)) shared.insert(shared.end(), of.begin(), of.end());
  }
  return shared;
}

// Of names that look the same. 0 and 1 look like letters, too, but get_0 and get_o are both honest.
bool OneIsForeign(const std::vector<std::string>& names) {
  return !std::all_of(names.begin(), names.end(), IsAscii);
}

class ToolSet {
 public:
  explicit ToolSet(const ServerTexts& server)
      : instructions_(server.instructions), repeated_(server.repeated), tools_(server.tools) {
    std::sort(tools_.begin(), tools_.end(), [](const SetTool& a, const SetTool& b) {
      return std::tie(a.name, a.description, a.input_schema) <
             std::tie(b.name, b.description, b.input_schema);
    });
    for (const SetTool& tool : tools_) names_.emplace(tool.name);
  }

  std::vector<Evidence> Ask(const ToolSetRule& rule) const {
    if (rule.check == "repeated-name") return Names(Repeated(), rule);
    if (rule.check == "look-alike-name") {
      return Names(NamesAlike(names_, ServerNameSkeleton, OneIsForeign), rule);
    }
    if (rule.check == "near-name") {
      return Names(NamesAlike(names_, Plain, [](const auto&) { return true; }), rule);
    }
    if (rule.check == "odd-name") return Names(Odd(), rule);
    if (rule.check == "names-foreign-tool") return Foreign(rule);
    if (rule.check == "many-tools" && names_.size() > kManyTools) {
      return Names({*names_.begin()}, rule);
    }
    return {};
  }

 private:
  static std::vector<Evidence> Names(const std::vector<std::string>& names,
                                     const ToolSetRule& rule) {
    std::vector<Evidence> evidence;
    for (const std::string& name : names) evidence.push_back(NameEvidence(name, rule.id));
    return evidence;
  }

  std::vector<std::string> Repeated() const {
    std::set<std::string> repeated(repeated_.begin(), repeated_.end());
    for (size_t i = 1; i < tools_.size(); ++i) {
      if (tools_[i].name == tools_[i - 1].name) repeated.emplace(tools_[i].name);
    }
    return {repeated.begin(), repeated.end()};
  }

  std::vector<std::string> Odd() const {
    std::vector<std::string> odd;
    std::copy_if(names_.begin(), names_.end(), std::back_inserter(odd), IsOddName);
    return odd;
  }

  // A name that is a tool's or a parameter's of this server is its own, however it is written.
  bool IsOwn(const std::string& name) const {
    const std::string plain = Plain(name);
    const bool of_tool = std::any_of(names_.begin(), names_.end(), [&](const std::string& one) {
      const std::string own = Plain(one);
      return own.find(plain) != std::string::npos ||
             (own.size() >= kMinDistinctiveBytes && plain.find(own) != std::string::npos);
    });
    return of_tool || Schemas().find('"' + plain + '"') != std::string::npos;
  }

  // What they say, as names are compared.
  const std::string& Schemas() const {
    if (schemas_.empty()) {
      for (const SetTool& tool : tools_) schemas_ += Plain(tool.input_schema) + '\n';
    }
    return schemas_;
  }

  std::vector<Evidence> Foreign(const ToolSetRule& rule) const {
    std::vector<Evidence> evidence;
    // Of a server whose tools are unknown nobody can say which are its own.
    if (!tools_.empty()) AddForeign("instructions", instructions_, rule, &evidence);
    for (const SetTool& tool : tools_) {
      AddForeign(PlaceOf(tool.name, "description"), tool.description, rule, &evidence);
    }
    return evidence;
  }

  void AddForeign(const std::string& place, std::string_view text, const ToolSetRule& rule,
                  std::vector<Evidence>* evidence) const {
    for (const ToolMention& mention : DirectedMentions(text)) {
      if (IsOwn(mention.name)) continue;
      evidence->push_back({place, mention.begin, mention.end,
                           std::string(text.substr(mention.begin, mention.end - mention.begin)),
                           rule.id});
    }
  }

  std::string_view instructions_;
  const std::vector<std::string>& repeated_;
  std::vector<SetTool> tools_;  // by name
  std::set<std::string> names_;
  mutable std::string schemas_;  // made when they are asked for
};

struct Word {
  std::string_view text;
  size_t begin = 0;
};

std::vector<Word> WordsOf(std::string_view text) {
  std::vector<Word> words;
  for (size_t at = 0; at < text.size();) {
    const size_t begin = at;
    while (at < text.size() && (IsAsciiAlnum(text[at]) || text[at] == '_')) {
      ++at;
    }
    if (at > begin) words.push_back({text.substr(begin, at - begin), begin});
    if (at == begin) ++at;
  }
  return words;
}

// Words joined with "_", all lower case: constants and placeholders are not, and "__init__" is no
// tool's either.
bool IsDistinctive(std::string_view word) {
  return word.size() >= kMinDistinctiveBytes && word.find('_') != std::string_view::npos &&
         word.front() != '_' && word.back() != '_' &&
         std::none_of(word.begin(), word.end(), IsAsciiUpper);
}

// Before a name. A parameter is used, too ("use page_size"), so the weaker words want "tool" behind
// it.
constexpr std::array<std::string_view, 9> kBefore = {
    "call", "calling", "invoke", "invoking", "run", "running", "before", "after", "instead"};
constexpr std::array<std::string_view, 4> kWeaklyBefore = {"use", "using", "when", "whenever"};
constexpr std::array<std::string_view, 5> kBehind = {"called", "invoked", "used", "executed",
                                                     "runs"};

template <size_t kCount>
bool IsOneOf(std::string_view word, const std::array<std::string_view, kCount>& words) {
  return std::find(words.begin(), words.end(), AsciiLowered(word)) != words.end();
}

// "call the send_email", "instead of send_email", "use the send_email tool"; "send_email is
// called".
bool IsDirected(const std::vector<Word>& words, size_t at) {
  const auto behind = [&](size_t by) {
    return at + by < words.size() ? words[at + by].text : std::string_view();
  };
  const bool called_tool = behind(1) == "tool" || behind(1) == "function";
  for (size_t back = 1; back <= 2 && back <= at; ++back) {
    const Word& word = words[at - back];
    if (IsOneOf(word.text, kBefore)) return true;
    if (called_tool && IsOneOf(word.text, kWeaklyBefore)) return true;
    if (word.text != "the" && word.text != "of" && word.text != "tool") break;
  }
  return (behind(1) == "is" || behind(1) == "gets") && IsOneOf(behind(2), kBehind);
}

}  // namespace

std::string PlaceOfServer(std::string_view name) {
  return "/servers/" + PointerStep(name) + "/name";
}

std::vector<ToolMention> DirectedMentions(std::string_view text) {
  std::vector<ToolMention> mentions;
  if (text.find('_') == std::string_view::npos) return mentions;
  const std::vector<Word> words = WordsOf(text);
  for (size_t i = 0; i < words.size(); ++i) {
    const Word& word = words[i];
    if (!IsDistinctive(word.text) || !IsDirected(words, i)) continue;
    const bool known =
        std::any_of(mentions.begin(), mentions.end(),
                    [&](const ToolMention& mention) { return mention.name == word.text; });
    if (known) continue;
    mentions.push_back({std::string(word.text), word.begin, word.begin + word.text.size()});
  }
  return mentions;
}

std::vector<Finding> JudgeToolSet(const ToolSetRules& rules, const ServerTexts& server) {
  const ToolSet set(server);
  std::vector<Finding> findings;
  for (const ToolSetRule& rule : rules.all()) {
    std::vector<Evidence> evidence = set.Ask(rule);
    if (evidence.empty()) continue;
    std::string message = rule.message;
    if (evidence.size() > kMostPlaces) {
      message += " There are " + Grouped(evidence.size()) + " places, the first ones are shown.";
      evidence.resize(kMostPlaces);
    }
    findings.push_back({rule.id, rule.severity, std::move(message), std::move(evidence)});
  }
  return findings;
}

class ToolSetRulesReader {
 public:
  ToolSetRulesReader(std::string_view path, std::vector<Problem>* problems)
      : yaml_(path, problems) {}

  void Read(const std::string& text, ToolSetRules* rules) {
    yaml_.Document(text, [&](const Node& document) {
      for (const Node& one : yaml_.List(document, "the table")) {
        rules->all_.push_back(ReadRule(one));
        rules->all_.back().text = EntryAt(text, one);
      }
    });
  }

 private:
  // Up to the next entry.
  static std::string EntryAt(const std::string& text, const Node& entry) {
    const auto place = static_cast<size_t>(std::max(entry.Mark().pos, 0));
    const size_t begin = text.rfind("\n- ", place);
    const size_t end = text.find("\n- ", place);
    const size_t first = begin == std::string::npos ? 0 : begin + 1;
    return end == std::string::npos ? text.substr(first) : text.substr(first, end + 1 - first);
  }

  ToolSetRule ReadRule(const Node& value) {
    ToolSetRule rule;
    const auto text = [&](const char* key, std::string* into) {
      return YamlValues::Key{key, true,
                             [this, key, into](const Node& v) { *into = yaml_.Text(v, key); }};
    };
    const auto check = [&](const Node& v) {
      static const std::vector<std::string> kChecks = {
          "repeated-name",        "look-alike-name",   "near-name",   "odd-name",
          "names-foreign-tool",   "many-tools",        "name-double", "copied",
          "copied-from-verified", "copied-in-disguise"};
      rule.check = YamlValues::Scalar(v);
      if (std::find(kChecks.begin(), kChecks.end(), rule.check) == kChecks.end()) {
        yaml_.ComplainOfWord(v, "check", kChecks);
      }
    };
    const auto severity = [&](const Node& v) {
      if (const auto parsed = ParseSeverity(YamlValues::Scalar(v))) {
        rule.severity = *parsed;
      } else {
        yaml_.ComplainOfWord(v, "severity", {"Info", "Low", "Medium", "High", "Critical"});
      }
    };
    yaml_.Map(value, "a check",
              {text("id", &rule.id),
               {"check", true, check},
               text("title", &rule.title),
               {"severity", true, severity},
               text("message", &rule.message),
               text("false_positives", &rule.false_positives),
               {"references", true,
                [&](const Node& v) { rule.references = yaml_.Texts(v, "references"); }}});
    return rule;
  }

  YamlValues yaml_;
};

const ToolSetRules& ToolSetRules::Shipped() {
  static const std::unique_ptr<ToolSetRules> shipped =
      ShippedTable<ToolSetRules>("rules/server.yaml");
  return *shipped;
}

const ToolSetRule* ToolSetRules::Asking(std::string_view check) const {
  const auto found = std::find_if(all_.begin(), all_.end(),
                                  [&](const ToolSetRule& rule) { return rule.check == check; });
  return found == all_.end() ? nullptr : &*found;
}

const ToolSetRule* ToolSetRules::Find(std::string_view id) const {
  const auto found = std::find_if(all_.begin(), all_.end(),
                                  [&](const ToolSetRule& rule) { return rule.id == id; });
  return found == all_.end() ? nullptr : &*found;
}

std::unique_ptr<ToolSetRules> ToolSetRules::Parse(std::string_view path, const std::string& yaml,
                                                  std::vector<Problem>* problems) {
  auto rules = std::make_unique<ToolSetRules>();
  const size_t before = problems->size();
  ToolSetRulesReader(path, problems).Read(yaml, rules.get());
  return problems->size() == before ? std::move(rules) : nullptr;
}

}  // namespace mcprisk
