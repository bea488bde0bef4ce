#include "classify/wording_reader.h"

#include <yaml-cpp/yaml.h>

#include <charconv>

#include "base/text.h"

namespace mcprisk {
namespace {

class Reader {
 public:
  Reader(YamlFile* file, Wording* wording) : file_(file), wording_(wording) {}

  void Read() {
    const YAML::Node& root = file_->root();
    file_->CheckKeys(root, {"base", "marks", "sentences", "lengths", "classes", "first", "words"});
    if (!root.IsMap()) return;
    wording_->SetBase(Number(root["base"]));
    for (const auto& pair : root["marks"]) SetMark(pair.first, Number(pair.second));
    size_t number = 0;
    for (const YAML::Node& one : Row(root["sentences"], 6)) {
      wording_->SetSentences(++number, Number(one));
    }
    number = 0;
    for (const YAML::Node& one : Row(root["lengths"], 8)) {
      wording_->SetLength(number++, Number(one));
    }
    for (const auto& pair : root["classes"]) AddClass(pair.first, pair.second);
    for (const auto& pair : root["first"]) {
      for (const std::string& word : file_->Texts(pair.second)) {
        wording_->AddFirst(word, Number(pair.first));
      }
    }
    for (const auto& pair : root["words"]) {
      for (const std::string& word : file_->Texts(pair.second)) {
        wording_->AddWord(WordStem(word), Number(pair.first));
      }
    }
  }

  int Number(const YAML::Node& node) {
    const std::string text = YamlFile::Scalar(node);
    int number = 0;
    auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size()) {
      file_->Complain(node, "expected a whole number, in hundredths");
    }
    return number;
  }

 private:
  // An empty list, with a problem, when it is none of this size.
  YAML::Node Row(const YAML::Node& node, size_t size) {
    if (node && node.IsSequence() && node.size() == size) return node;
    file_->Complain(node ? node : file_->root(),
                    "expected a list of " + std::to_string(size) + " weights");
    return YAML::Node(YAML::NodeType::Sequence);
  }

  void SetMark(const YAML::Node& name, int weight) {
    for (int i = 0; i < kWordingMarks; ++i) {
      const auto mark = static_cast<WordingMark>(i);
      if (WordingMarkName(mark) == name.Scalar()) return wording_->SetMark(mark, weight);
    }
    file_->Complain(name, "no mark \"" + name.Scalar() + "\"");
  }

  void AddClass(const YAML::Node& name, const YAML::Node& node) {
    file_->CheckKeys(node, {"weight", "phrases"});
    if (!node.IsMap()) return;
    if (!wording_->AddClass(name.Scalar(), Number(node["weight"]))) {
      file_->Complain(name,
                      "more than " + std::to_string(kMaxWordingClasses) + " classes of words");
      return;
    }
    for (const std::string& text : file_->Texts(node["phrases"])) {
      const std::vector<std::string> words = SplitWords(text);
      const size_t star = text.find('*');
      const bool sound = !words.empty() && (star == std::string::npos || star + 1 == text.size());
      if (!sound || (words.size() == 1 && star != std::string::npos && star < 4)) {
        file_->Complain(node["phrases"],
                        "\"" + text + "\": words, the last with \"*\" behind four letters or more");
        continue;
      }
      wording_->AddPhrase(words);
    }
  }

  static std::vector<std::string> SplitWords(const std::string& text) {
    std::vector<std::string> words;
    for (size_t at = 0; at < text.size();) {
      const size_t behind = std::min(text.find(' ', at), text.size());
      if (behind > at) words.push_back(text.substr(at, behind - at));
      at = behind + 1;
    }
    return words;
  }

  YamlFile* file_;
  Wording* wording_;
};

}  // namespace

void ReadWording(YamlFile* file, Wording* wording) { Reader(file, wording).Read(); }

int ReadLeastWording(YamlFile* file, const YAML::Node& node) {
  file->CheckKeys(node, {"at_least"});
  if (!node.IsMap()) return 0;
  return Reader(file, nullptr).Number(node["at_least"]);
}

}  // namespace mcprisk
