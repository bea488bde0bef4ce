// Turns the files of a rules folder into a RuleSet: vocabulary, languages, rules, precedence and
// tables. Private to classify/.
#ifndef MCPRISK_CLASSIFY_RULE_SET_READER_H_
#define MCPRISK_CLASSIFY_RULE_SET_READER_H_

#include <memory>
#include <string>
#include <vector>

#include "classify/rule_set.h"

namespace mcprisk {

class YamlFile;

class RuleSetReader {
 public:
  // Every problem of every file, joined by newlines, or the rule set. Expressions that are compiled
  // when they are asked for are none.
  static Result<std::unique_ptr<RuleSet>> Read(std::vector<RuleFile> files, Compiling compiling);

 private:
  explicit RuleSetReader(RuleSet* set) : set_(set) {}

  void Guarded(const RuleFile& file, void (RuleSetReader::*read)(const RuleFile&));
  void ReadRuleFile(const RuleFile& file);
  void ReadPhrases(const RuleFile& file);
  void ReadWordingFile(const RuleFile& file);
  void ReadVocabulary(const RuleFile& file);
  void ReadVerbs(YamlFile& file);
  void ReadLists(YamlFile& file);
  void ReadLanguage(const RuleFile& file);
  void ReadRules(const std::vector<RuleFile>& files);
  void ReadPrecedence(const RuleFile& file);
  void ReadSection(YamlFile& file, const char* section, std::vector<const Rule*>* order);
  void ReadRisk(const RuleFile& file);
  void ReadCapabilities(const RuleFile& file);
  void ReadConfidence(const RuleFile& file);
  bool KnowsCapability(const std::string& id) const;
  void ListRulesByKind();
  void NumberRules();

  RuleSet* set_;
  std::vector<Problem> problems_;
};

// Reads one rule file. Problems are appended; the rule is usable only when none were.
Rule ReadRule(const RuleFile& file, Grammar* grammar, PatternSet* patterns, TextConditions* texts,
              std::vector<Problem>* problems);

}  // namespace mcprisk

#endif  // MCPRISK_CLASSIFY_RULE_SET_READER_H_
