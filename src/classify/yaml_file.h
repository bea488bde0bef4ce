// A YAML file that a person must mend when it is wrong: nodes with places, and messages with the
// line and a caret. Private to the files of this folder that read rules.
#ifndef MCPRISK_CLASSIFY_YAML_FILE_H_
#define MCPRISK_CLASSIFY_YAML_FILE_H_

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

namespace YAML {
class Node;
struct Mark;
}  // namespace YAML

namespace mcprisk {

// Collects problems of one file as "path:line:column: what", the line, and a caret below.
class YamlFile {
 public:
  YamlFile(std::string path, const std::string& text, std::vector<std::string>* problems);
  ~YamlFile();

  const YAML::Node& root() const { return *root_; }
  const std::string& path() const { return path_; }
  bool ok() const { return ok_; }

  void Trouble(const YAML::Node& at, const std::string& what);
  // Reports keys of `map` that are not allowed (naming the nearest one) and keys given twice.
  void CheckKeys(const YAML::Node& map, const std::vector<std::string>& allowed);
  // The scalar under `key`, or "" with a problem when `required` and missing.
  std::string Text(const YAML::Node& map, const char* key, bool required);
  // A scalar or a list of scalars.
  std::vector<std::string> Texts(const YAML::Node& node);
  size_t Line(const YAML::Node& node) const;

 private:
  void Report(const YAML::Mark& mark, size_t length, const std::string& what);

  std::string path_;
  std::vector<std::string> lines_;
  std::vector<std::string>* problems_;
  std::unique_ptr<YAML::Node> root_;
  bool ok_ = true;
};

}  // namespace mcprisk

#endif  // MCPRISK_CLASSIFY_YAML_FILE_H_
