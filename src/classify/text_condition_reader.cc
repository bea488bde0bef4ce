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
    file_->CheckKeys(node, {"detector", "says", "unless", "with", "in"});
    TextCondition condition;
    if (!node.IsMap()) return 0;
    if (YAML::Node detector = node["detector"]) ReadDetector(detector, &condition);
    if (YAML::Node roles = node["in"]) condition.roles = ReadRoles(file_, roles);
    std::vector<std::vector<Literals>> needs;
    std::vector<PhraseClasses::Compiled> says;
    for (const std::string& phrase : Texts(node["says"])) {
      PhraseClasses::Compiled compiled = Compile(node["says"], {phrase}, !condition.detector);
      needs.push_back(std::move(compiled.needs));
      says.push_back(std::move(compiled));
    }
    Phrases::Shared unless = CompileAny(node["unless"]);
    Phrases::Shared with = CompileAny(node["with"]);
    if (says.empty() && !condition.detector) {
      file_->Complain(node, "text needs a detector, or phrases under \"says\"");
    }
    if (!file_->ok()) return 0;
    if (!says.empty()) condition.phrases = std::make_unique<Phrases>(std::move(says), unless, with);
    return conditions_->Add(std::move(condition), needs, patterns_);
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

  std::vector<std::string> Texts(const YAML::Node& node) {
    return node ? file_->Texts(node) : std::vector<std::string>();
  }

  PhraseClasses::Compiled Compile(const YAML::Node& node, const std::vector<std::string>& phrases,
                                  bool needs_literals) {
    PhraseClasses::Compiled compiled = conditions_->classes().Compile(phrases, needs_literals);
    if (!compiled.problem.empty()) {
      std::string quoted = phrases.size() == 1 ? "\"" + phrases[0] + "\": " : "";
      file_->Complain(node, quoted + compiled.problem);
    }
    return compiled;
  }

  // nullptr where there are none.
  Phrases::Shared CompileAny(const YAML::Node& node) {
    return node ? Compile(node, Texts(node), false).expression : nullptr;
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
