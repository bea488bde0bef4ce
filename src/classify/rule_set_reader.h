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

  // What one of those below does with a file that is YAML.
  void Read(const RuleFile& file, void (RuleSetReader::*read)(YamlFile&));
  void ReadPhrases(YamlFile& file);
  void ReadWordingFile(YamlFile& file);
  void ReadVocabulary(YamlFile& file);
  void ReadVerbs(YamlFile& file);
  void ReadLists(YamlFile& file);
  void ReadLanguage(YamlFile& file);
  void ReadRules(const std::vector<RuleFile>& files);
  void ReadRuleFile(YamlFile& file);
  void ReadPrecedence(YamlFile& file);
  void ReadSection(YamlFile& file, const char* section, std::vector<const Rule*>* order);
  void ReadRisk(YamlFile& file);
  void ReadCapabilities(YamlFile& file);
  void ReadConfidence(YamlFile& file);
  bool KnowsCapability(const std::string& id) const;
  void ListRulesByKind();
  void NumberRules();

  RuleSet* set_;
  std::vector<Problem> problems_;
};

// Reads one rule file. The rule is usable only when there were no problems.
Rule ReadRule(YamlFile* file, Grammar* grammar, PatternSet* patterns, TextConditions* texts);

}  // namespace mcprisk

#endif  // MCPRISK_CLASSIFY_RULE_SET_READER_H_
