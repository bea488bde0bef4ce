// A YAML file that a person wrote, and must mend when it is wrong: nodes with places, and problems
// that show the line and a caret below it.
//
// Everything that is wrong is told at once: the functions never throw on a wrong value but complain
// and return something harmless, since a file with a problem is not used. yaml_values.h reads typed
// values on top of it. For one file and one thread.
#ifndef MCPRISK_BASE_YAML_FILE_H_
#define MCPRISK_BASE_YAML_FILE_H_

#include <cstddef>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace YAML {
class Node;
struct Mark;
}  // namespace YAML

namespace mcprisk {

class YamlFile {
 public:
  using Node = YAML::Node;

  // Problems get the place "path:line:column"; their text is what is wrong, then, on two lines of
  // their own, the line of the file and a caret.
  YamlFile(std::string_view path, std::vector<Problem>* problems);
  // The same, parsed.
  YamlFile(std::string_view path, const std::string& text, std::vector<Problem>* problems);
  ~YamlFile();

  // Parses what must be exactly one document into root(). False, with a problem, when it is not.
  bool Parse(const std::string& text);

  const Node& root() const { return *root_; }
  const std::string& path() const { return path_; }
  bool ok() const { return ok_; }

  // The caret stands below the whole of a scalar.
  void Complain(const Node& at, const std::string& what);
  void Complain(const YAML::Mark& at, const std::string& what, size_t length = 1);

  // Whether `key` is one of `allowed` and not in `seen` yet, where it is put (yaml-cpp takes a key
  // twice and keeps one of the values). Complains else, naming the nearest key; `where` is " in a
  // line" or empty.
  bool TakeKey(const Node& key, const std::vector<std::string>& allowed,
               std::set<std::string>* seen, const std::string& where);
  // The same for all keys of a map.
  void CheckKeys(const Node& map, const std::vector<std::string>& allowed);
  // The scalar under `key`, or "" with a problem when `required` and missing.
  std::string Text(const Node& map, const char* key, bool required);
  // A scalar or a list of scalars.
  std::vector<std::string> Texts(const Node& node);
  size_t Line(const Node& node) const;  // from 1; 0 for what is not there

  // The text of a scalar; empty for everything else.
  static std::string Scalar(const Node& node);

 private:
  std::string path_;
  std::vector<std::string> lines_;
  std::vector<Problem>* problems_;
  std::unique_ptr<Node> root_;
  bool ok_ = true;
};

}  // namespace mcprisk

#endif  // MCPRISK_BASE_YAML_FILE_H_
