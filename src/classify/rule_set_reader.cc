#include "classify/rule_set_reader.h"

#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <functional>
#include <set>

#include "base/text.h"
#include "base/yaml_file.h"
#include "classify/pattern_set.h"
#include "classify/text_condition_reader.h"
#include "classify/wording_reader.h"

namespace mcprisk {
namespace {

using Strings = std::vector<std::string>;

bool IsRuleFile(const std::string& path) {
  return path.starts_with("rules/category/") || path.starts_with("rules/capability/") ||
         path.starts_with("rules/warning/");
}

std::vector<std::string> SplitWords(const std::string& phrase) {
  std::vector<std::string> words;
  for (std::string_view word : Split(phrase, ' ')) {
    if (!word.empty()) words.emplace_back(word);
  }
  return words;
}

std::string Lines(const std::vector<Problem>& problems) {
  std::vector<std::string> lines;
  for (const Problem& problem : problems) lines.push_back(problem.place + ": " + problem.what);
  return Join(lines, "\n");
}

}  // namespace

Result<std::unique_ptr<RuleSet>> RuleSetReader::Read(std::vector<RuleFile> files,
                                                     Compiling compiling) {
  std::sort(files.begin(), files.end(),
            [](const RuleFile& a, const RuleFile& b) { return a.path < b.path; });
  std::unique_ptr<RuleSet> set(new RuleSet(compiling));
  set->digest_ = RuleSet::DigestOf(files);
  RuleSetReader reader(set.get());
  auto with = [&](std::string_view path, void (RuleSetReader::*read)(YamlFile&), bool must = true) {
    const auto file = std::find_if(files.begin(), files.end(),
                                   [&](const RuleFile& one) { return one.path == path; });
    if (file != files.end()) {
      reader.Read(*file, read);
    } else if (must) {
      reader.problems_.push_back({std::string(path), "missing file"});
    }
  };
  // Lists before rules, rules before their order; languages last, since they take over the lists
  // that the English words are on.
  with("rules/vocabulary.yaml", &RuleSetReader::ReadVocabulary);
  with("rules/capabilities.yaml", &RuleSetReader::ReadCapabilities);
  with("rules/phrases.yaml", &RuleSetReader::ReadPhrases, false);
  with("rules/wording.yaml", &RuleSetReader::ReadWordingFile, false);
  reader.ReadRules(files);
  for (const RuleFile& file : files) {
    if (file.path.starts_with("rules/languages/")) {
      reader.Read(file, &RuleSetReader::ReadLanguage);
    }
  }
  with("rules/precedence.yaml", &RuleSetReader::ReadPrecedence);
  with("rules/risk.yaml", &RuleSetReader::ReadRisk);
  with("rules/confidence.yaml", &RuleSetReader::ReadConfidence);
  if (!reader.problems_.empty()) return Failure(Lines(reader.problems_));
  reader.ListRulesByKind();
  set->grammar_.ResolveLists();
  set->grammar_.vocabulary.Freeze();
  set->texts_->AddDetectors(set->patterns_.get());
  set->patterns_->Compile();
  reader.NumberRules();
  return set;
}

// yaml-cpp throws where a node is of another kind than it is asked for; that is a mistake in the
// file like any other.
void RuleSetReader::Read(const RuleFile& file, void (RuleSetReader::*read)(YamlFile&)) {
  YamlFile yaml(file.path, file.text, &problems_);
  try {
    if (yaml.ok()) (this->*read)(yaml);
  } catch (const YAML::Exception& error) {
    const auto at = [](int number) { return ":" + std::to_string(number + 1); };
    const YAML::Mark& mark = error.mark;
    std::string place = mark.is_null() ? "" : at(mark.line) + at(mark.column);
    problems_.push_back({file.path + place, "expected another kind of value here"});
  }
}

void RuleSetReader::ReadRuleFile(YamlFile& file) {
  set_->rules_.push_back(
      ReadRule(&file, &set_->grammar_, set_->patterns_.get(), set_->texts_.get()));
}

void RuleSetReader::ReadPhrases(YamlFile& file) {
  ReadPhraseClasses(&file, &set_->texts_->classes());
}

void RuleSetReader::ReadWordingFile(YamlFile& file) { ReadWording(&file, set_->wording_.get()); }

void RuleSetReader::ReadVocabulary(YamlFile& file) {
  file.CheckKeys(file.root(),
                 {"verbs", "irregular", "actions", "lists", "compounds", "boilerplate"});
  ReadVerbs(file);
  ReadLists(file);
  Grammar& grammar = set_->grammar_;
  YAML::Node compounds = file.root()["compounds"];
  for (const std::string& compound : compounds ? file.Texts(compounds) : Strings()) {
    std::vector<std::string> words = SplitWords(compound);
    if (words.size() == 2) {
      grammar.vocabulary.AddCompound(words[0], words[1]);
    } else {
      file.Complain(compounds, "\"" + compound + "\" is not two words");
    }
  }
  YAML::Node boilerplate = file.root()["boilerplate"];
  for (const std::string& phrase : boilerplate ? file.Texts(boilerplate) : Strings()) {
    std::vector<std::string> words = SplitWords(phrase);
    if (!words.empty()) grammar.boilerplate[words[0]].push_back(words);
  }
  for (auto& [first, phrases] : grammar.boilerplate) {
    std::stable_sort(phrases.begin(), phrases.end(),
                     [](const auto& a, const auto& b) { return a.size() > b.size(); });
  }
}

void RuleSetReader::ReadVerbs(YamlFile& file) {
  Vocabulary& vocabulary = set_->grammar_.vocabulary;
  const std::pair<const char*, Surety> sureties[] = {{"always", Surety::kAlways},
                                                     {"usually", Surety::kUsually},
                                                     {"sometimes", Surety::kSometimes}};
  for (const auto& pair : file.root()["verbs"]) {
    std::optional<Category> category = ParseCategory(pair.first.Scalar());
    if (!category) {
      file.Complain(pair.first, "no category \"" + pair.first.Scalar() + "\"");
      continue;
    }
    file.CheckKeys(pair.second, {"always", "usually", "sometimes"});
    // Each category's verbs are a list too: $read, $write, $execute, $destructive, $financial.
    size_t list = vocabulary.VerbListNumber(AsciiLowered(CategoryName(*category)));
    for (const auto& [key, surety] : sureties) {
      YAML::Node words = pair.second[key];
      if (!words) continue;
      std::vector<std::string> texts = file.Texts(words);
      for (const std::string& word : texts) {
        if (!vocabulary.AddVerb(word, *category, surety)) {
          file.Complain(words, "\"" + word + "\" is a verb already");
        }
      }
      vocabulary.AddToVerbList(list, texts);
    }
  }
  for (const char* section : {"irregular", "actions"}) {
    VerbForm form = section == std::string("actions") ? VerbForm::kNominal : VerbForm::kPast;
    for (const auto& pair : file.root()[section]) {
      if (!vocabulary.AddForm(pair.first.Scalar(), pair.second.Scalar(), form)) {
        file.Complain(pair.second, "\"" + pair.second.Scalar() + "\" is no verb");
      }
    }
  }
}

void RuleSetReader::ReadLists(YamlFile& file) {
  Vocabulary& vocabulary = set_->grammar_.vocabulary;
  for (const auto& pair : file.root()["lists"]) {
    size_t list = vocabulary.ListNumber(pair.first.Scalar());
    size_t verb_list = vocabulary.VerbListNumber(pair.first.Scalar());
    std::vector<std::string> plain;
    for (const std::string& word : file.Texts(pair.second)) {
      if (!word.starts_with("$")) {
        plain.push_back(word);
        continue;
      }
      size_t other = vocabulary.FindList(std::string_view(word).substr(1));
      if (other == ListBits::kMax) {
        file.Complain(pair.second, "no word list " + word + " above this one");
      } else {
        vocabulary.Include(other, list);
        vocabulary.IncludeVerbs(vocabulary.FindVerbList(std::string_view(word).substr(1)),
                                verb_list);
      }
    }
    vocabulary.AddToList(list, plain);
    vocabulary.AddToVerbList(verb_list, plain);
  }
}

void RuleSetReader::ReadLanguage(YamlFile& file) {
  file.CheckKeys(file.root(), {"language", "verbs", "nouns"});
  Vocabulary& vocabulary = set_->grammar_.vocabulary;
  // English word -> words of the language, since one English verb has many.
  for (const auto& pair : file.root()["verbs"]) {
    for (const std::string& word : file.Texts(pair.second)) {
      if (!vocabulary.AddForm(word, pair.first.Scalar(), VerbForm::kBase)) {
        file.Complain(pair.first, "\"" + pair.first.Scalar() + "\" is no verb");
        break;
      }
      size_t gap = word.find(" … ");
      if (gap != std::string::npos) {
        vocabulary.AddSeparable(
            std::string_view(word).substr(0, gap),
            std::string_view(word).substr(gap + std::string_view(" … ").size()));
      }
    }
  }
  for (const auto& pair : file.root()["nouns"]) {
    for (const std::string& word : file.Texts(pair.second)) {
      vocabulary.AddAlias(word, pair.first.Scalar());
    }
  }
}

void RuleSetReader::ReadRules(const std::vector<RuleFile>& files) {
  for (const RuleFile& file : files) {
    if (!IsRuleFile(file.path)) continue;
    const size_t before = set_->rules_.size();
    Read(file, &RuleSetReader::ReadRuleFile);
    if (set_->rules_.size() > before) set_->rules_.back().text = file.text;
  }
  for (const Rule& rule : set_->rules_) {
    if (rule.kind != RuleKind::kCapability || rule.capability.empty()) continue;
    if (!KnowsCapability(rule.capability)) {
      problems_.push_back({"rules/" + rule.id + ".yaml",
                           "no capability \"" + rule.capability + "\" in rules/capabilities.yaml"});
    }
  }
}

bool RuleSetReader::KnowsCapability(const std::string& id) const {
  return std::any_of(set_->capabilities_.begin(), set_->capabilities_.end(),
                     [&](const Capability& capability) { return capability.id == id; });
}

void RuleSetReader::ReadSection(YamlFile& file, const char* section,
                                std::vector<const Rule*>* order) {
  YAML::Node node = file.root()[section];
  if (!node) return;
  for (const std::string& name : file.Texts(node)) {
    const Rule* rule = set_->Find("category/" + name);
    if (!rule) {
      file.Complain(node, "no rule category/" + name);
    } else if (rule->status != RuleStatus::kDeprecated) {
      order->push_back(rule);
    }
  }
}

void RuleSetReader::ReadPrecedence(YamlFile& file) {
  file.CheckKeys(file.root(), {"stated", "frame", "parameters"});
  ReadSection(file, "stated", &set_->stated_);
  ReadSection(file, "frame", &set_->frame_);
  ReadSection(file, "parameters", &set_->parameters_);
  for (const Rule& rule : set_->rules_) {
    if (rule.kind != RuleKind::kCategory || rule.id.empty()) continue;
    if (rule.status == RuleStatus::kDeprecated) continue;
    size_t times = 0;
    for (const auto* order : {&set_->stated_, &set_->frame_, &set_->parameters_}) {
      times += static_cast<size_t>(std::count(order->begin(), order->end(), &rule));
    }
    if (times != 1) {
      file.Complain(YAML::Mark::null_mark(), rule.id + " is listed " + std::to_string(times) +
                                                 " times; every category rule stands there once");
    }
  }
}

void RuleSetReader::ReadRisk(YamlFile& file) {
  file.CheckKeys(file.root(), {"start", "moves"});
  unsigned started = 0;
  for (const auto& pair : file.root()["start"]) {
    std::optional<Category> category = ParseCategory(pair.first.Scalar());
    std::optional<Risk> risk = ParseRisk(pair.second.Scalar());
    if (!category || !risk) {
      file.Complain(pair.first, "expected a category and its risk class");
      continue;
    }
    set_->risk_start_[static_cast<int>(*category)] = *risk;
    started |= 1u << static_cast<unsigned>(*category);
  }
  if (file.ok() && started != (1u << kCategories) - 1) {
    file.Complain(file.root(), "\"start\" needs a risk class for each of the five categories");
  }
  for (const YAML::Node& node : file.root()["moves"]) {
    file.CheckKeys(node, {"capability", "at_least", "at_most", "step", "category", "because"});
    RiskMove move;
    move.capability = file.Text(node, "capability", true);
    move.because = file.Text(node, "because", true);
    if (node["at_least"]) move.at_least = ParseRisk(node["at_least"].Scalar());
    if (node["at_most"]) move.at_most = ParseRisk(node["at_most"].Scalar());
    if (YAML::Node step = node["step"]) {
      move.step = step.Scalar() == "-1" ? -1 : 1;
      if (step.Scalar() != "1" && step.Scalar() != "-1") file.Complain(step, "step is 1 or -1");
    }
    if (!KnowsCapability(move.capability)) {
      file.Complain(node, "no capability \"" + move.capability + "\" in rules/capabilities.yaml");
    }
    if (YAML::Node categories = node["category"]) {
      for (const std::string& name : file.Texts(categories)) {
        if (std::optional<Category> category = ParseCategory(name)) {
          move.categories.push_back(*category);
        } else {
          file.Complain(categories, "no category \"" + name + "\"");
        }
      }
    }
    if (!move.at_least && !move.at_most && move.step == 0) {
      file.Complain(node, "a move needs at_least, at_most or step");
    }
    set_->risk_moves_.push_back(move);
  }
}

void RuleSetReader::ReadCapabilities(YamlFile& file) {
  for (const auto& pair : file.root()) {
    set_->capabilities_.push_back({pair.first.Scalar(), pair.second.Scalar()});
  }
}

void RuleSetReader::ReadConfidence(YamlFile& file) {
  for (const auto& pair : file.root()) {
    file.CheckKeys(pair.second, {"confidence", "meaning"});
    DecisionPath path;
    path.id = pair.first.Scalar();
    path.confidence = std::atof(file.Text(pair.second, "confidence", true).c_str());
    path.meaning = file.Text(pair.second, "meaning", true);
    if (path.confidence <= 0 || path.confidence > 1) {
      file.Complain(pair.second, "confidence is above 0 and at most 1");
    }
    set_->paths_.emplace(path.id, path);
  }
}

void RuleSetReader::ListRulesByKind() {
  for (const Rule& rule : set_->rules_) {
    if (rule.status == RuleStatus::kDeprecated) continue;
    if (rule.kind == RuleKind::kCapability) set_->capability_rules_.push_back(&rule);
    if (rule.kind == RuleKind::kWarning) {
      std::vector<const Rule*>& list = rule.wording           ? set_->wording_warnings_
                                       : !rule.shapes.empty() ? set_->shape_warnings_
                                       : rule.texts.empty()   ? set_->warnings_
                                                              : set_->text_warnings_;
      list.push_back(&rule);
    }
  }
  std::ranges::stable_sort(set_->wording_warnings_, std::greater(), &Rule::wording);
}

// The rules that are asked one after the other have numbers in a row: the first of them that holds
// has the lowest.
void RuleSetReader::NumberRules() {
  std::vector<Rule*>& numbered = set_->numbered_;
  std::set<const Rule*> known;
  auto add = [&](const std::vector<const Rule*>& rules) {
    const auto before = static_cast<uint32_t>(numbered.size());
    for (const Rule* rule : rules) {
      if (known.insert(rule).second) numbered.push_back(const_cast<Rule*>(rule));
    }
    return ConditionRange{before + 1, static_cast<uint32_t>(numbered.size()) - before};
  };
  std::vector<const Rule*> capabilities = set_->capability_rules_;
  auto frameless = std::stable_partition(capabilities.begin(), capabilities.end(),
                                         [](const Rule* rule) { return rule->match.NeedsFrame(); });
  set_->frame_conditions_ = add(set_->frame_);
  set_->capability_conditions_ = add({capabilities.begin(), frameless});
  set_->frameless_capability_conditions_ = add({frameless, capabilities.end()});
  set_->stated_conditions_ = add(set_->stated_);
  set_->parameter_conditions_ = add(set_->parameters_);
  set_->warning_conditions_ = add(set_->warnings_);
  std::vector<const Rule*> others;  // deprecated ones
  for (const Rule& rule : set_->rules_) others.push_back(&rule);
  add(others);
  set_->index_.Build(numbered, set_->grammar_.vocabulary);
}

}  // namespace mcprisk
