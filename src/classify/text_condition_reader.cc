#include "classify/text_condition_reader.h"

#include <yaml-cpp/yaml.h>

#include "base/text.h"

namespace mcprisk {
namespace {

uint16_t ReadRoles(YamlFile* file, const YAML::Node& node) {
  unsigned roles = 0;
  for (const std::string& name : file->Texts(node)) {
    unsigned role = 0;
    while (role < kTextRoles && TextRoleName(static_cast<TextRole>(role)) != name) ++role;
    if (role == kTextRoles) {
      file->Complain(node,
                     "no kind of text \"" + name +
                         "\"; there are name, title, description, property, schema, value and "
                         "instructions");
    } else {
      roles |= 1u << role;
    }
  }
  return static_cast<uint16_t>(roles);
}

class ConditionReader {
 public:
  ConditionReader(YamlFile* file, TextConditions* conditions, PatternSet* patterns)
      : file_(file), conditions_(conditions), patterns_(patterns) {}

  size_t Read(const YAML::Node& node) {
    file_->CheckKeys(node, {"detector", "says", "unless", "in"});
    TextCondition condition;
    if (!node.IsMap()) return 0;
    if (YAML::Node detector = node["detector"]) ReadDetector(detector, &condition);
    if (YAML::Node roles = node["in"]) condition.roles = ReadRoles(file_, roles);
    std::vector<std::string> literals;
    std::vector<std::string> says = ReadPhrases(node["says"], !condition.detector, &literals);
    std::vector<std::string> unless = ReadPhrases(node["unless"], false, nullptr);
    if (says.empty() && !condition.detector) {
      file_->Complain(node, "text needs a detector, or phrases under \"says\"");
    }
    if (!file_->ok()) return 0;
    if (!says.empty()) condition.phrase = std::make_unique<Phrase>(says, unless);
    return conditions_->Add(std::move(condition), literals, patterns_);
  }

 private:
  void ReadDetector(const YAML::Node& node, TextCondition* condition) {
    condition->detector = FindTextDetector(node.Scalar());
    if (condition->detector) return;
    std::vector<std::string> ids;
    for (const TextDetector* one : TextDetectors()) ids.emplace_back(one->id);
    std::vector<std::string> near = NearestNames(node.Scalar(), ids, 1);
    file_->Complain(node, "no detector \"" + node.Scalar() + "\"" +
                              (near.empty() ? "; there are " + Join(ids, ", ")
                                            : ", did you mean \"" + near[0] + "\"?"));
  }

  std::vector<std::string> ReadPhrases(const YAML::Node& node, bool needs_literals,
                                       std::vector<std::string>* literals) {
    std::vector<std::string> patterns;
    if (!node) return patterns;
    for (const std::string& phrase : file_->Texts(node)) {
      PhraseClasses::Compiled compiled = conditions_->classes().Compile(phrase, needs_literals);
      if (!compiled.problem.empty()) {
        file_->Complain(node, "\"" + phrase + "\": " + compiled.problem);
        continue;
      }
      patterns.push_back(std::move(compiled.pattern));
      if (literals) {
        literals->insert(literals->end(), compiled.literals.begin(), compiled.literals.end());
      }
    }
    return patterns;
  }

  YamlFile* file_;
  TextConditions* conditions_;
  PatternSet* patterns_;
};

}  // namespace

void ReadPhraseClasses(YamlFile* file, PhraseClasses* classes) {
  for (const auto& pair : file->root()) {
    std::string problem = classes->Add(pair.first.Scalar(), file->Texts(pair.second));
    if (!problem.empty()) file->Complain(pair.first, problem);
  }
}

std::vector<size_t> ReadTextConditions(YamlFile* file, const YAML::Node& node,
                                       TextConditions* conditions, PatternSet* patterns) {
  ConditionReader reader(file, conditions, patterns);
  if (!node.IsSequence()) return {reader.Read(node)};
  std::vector<size_t> numbers;
  for (const YAML::Node& one : node) numbers.push_back(reader.Read(one));
  return numbers;
}

}  // namespace mcprisk
