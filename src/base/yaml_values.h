// Typed values of a YAML file that a person wrote: texts, numbers, lists, and maps whose keys are
// known. Problems are told as YamlFile tells them. For one file and one thread.
#ifndef MCPRISK_BASE_YAML_VALUES_H_
#define MCPRISK_BASE_YAML_VALUES_H_

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/yaml_file.h"

namespace mcprisk {

class YamlValues {
 public:
  using Node = YAML::Node;

  // A key that a map may have, and what takes its value.
  struct Key {
    std::string name;
    bool required;
    std::function<void(const Node&)> read;
  };

  // `what` in the functions below is what problems call the value.
  YamlValues(std::string_view path, std::vector<Problem>* problems) : file_(path, problems) {}

  void Complain(const Node& node, const std::string& what) { file_.Complain(node, what); }

  // Parses the text and hands over its one document.
  void Document(const std::string& text, const std::function<void(const Node&)>& read);

  // Hands each value to its key's reader. Complains of unknown keys (with the nearest known one),
  // of keys that are there twice and of required ones that are not.
  void Map(const Node& map, const std::string& what, const std::vector<Key>& keys);
  // A list with at least one item.
  std::vector<Node> List(const Node& list, const std::string& what);
  // The same, or one scalar as a list of one.
  std::vector<Node> ListOrOne(const Node& value, const std::string& what);

  std::string Text(const Node& value, const std::string& what);
  std::vector<std::string> Texts(const Node& value, const std::string& what);
  // 0 < number <= most.
  double Number(const Node& value, const std::string& what, double most);
  // 1 <= count <= most.
  size_t Count(const Node& value, const std::string& what, size_t most);

  // Says that the scalar is none of `words`, and which is nearest.
  void ComplainOfWord(const Node& value, const std::string& what,
                      const std::vector<std::string>& words);

  // The text of a scalar; empty for everything else.
  static std::string Scalar(const Node& value) { return YamlFile::Scalar(value); }

 private:
  YamlFile file_;
};

}  // namespace mcprisk

#endif  // MCPRISK_BASE_YAML_VALUES_H_
