#include "classify/yaml_file.h"

#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <set>

#include "base/text.h"

namespace mcprisk {

YamlFile::YamlFile(std::string path, const std::string& text, std::vector<std::string>* problems)
    : path_(std::move(path)), problems_(problems), root_(std::make_unique<YAML::Node>()) {
  for (std::string_view line : Split(text, '\n')) lines_.emplace_back(line);
  try {
    *root_ = YAML::Load(text);
  } catch (const YAML::Exception& error) {
    Report(error.mark, 1, error.msg);
  }
}

YamlFile::~YamlFile() = default;

void YamlFile::Report(const YAML::Mark& mark, size_t length, const std::string& what) {
  ok_ = false;
  if (mark.is_null()) {
    problems_->push_back(path_ + ": " + what);
    return;
  }
  auto line = static_cast<size_t>(mark.line);
  auto column = static_cast<size_t>(mark.column);
  std::string message =
      path_ + ":" + std::to_string(line + 1) + ":" + std::to_string(column + 1) + ": " + what;
  if (line < lines_.size()) {
    std::string number = std::to_string(line + 1);
    std::string margin(number.size() < 5 ? 5 - number.size() : 0, ' ');
    message += "\n" + margin + number + " | " + lines_[line] + "\n" +
               std::string(margin.size() + number.size(), ' ') + " | " + std::string(column, ' ') +
               "^" + std::string(length > 1 ? length - 1 : 0, '~');
  }
  problems_->push_back(message);
}

void YamlFile::Trouble(const YAML::Node& at, const std::string& what) {
  size_t length = at.IsScalar() ? at.Scalar().size() : 1;
  Report(at.Mark(), length, what);
}

void YamlFile::CheckKeys(const YAML::Node& map, const std::vector<std::string>& allowed) {
  if (!map.IsMap()) {
    Trouble(map, "expected a map");
    return;
  }
  std::set<std::string> seen;
  for (const auto& pair : map) {
    const std::string& key = pair.first.Scalar();
    // yaml-cpp takes a key twice and keeps one of the values; a rule must not say two things.
    if (!seen.insert(key).second) Trouble(pair.first, "key \"" + key + "\" is given twice");
    if (std::find(allowed.begin(), allowed.end(), key) != allowed.end()) continue;
    std::vector<std::string> near = NearestNames(key, allowed, 1);
    Trouble(pair.first, "unknown key \"" + key + "\"" +
                            (near.empty() ? "" : ", did you mean \"" + near[0] + "\"?"));
  }
}

std::string YamlFile::Text(const YAML::Node& map, const char* key, bool required) {
  YAML::Node value = map[key];
  if (!value) {
    if (required) Trouble(map, std::string("missing key \"") + key + "\"");
    return "";
  }
  if (!value.IsScalar()) {
    Trouble(value, std::string("\"") + key + "\" must be a text");
    return "";
  }
  return value.Scalar();
}

std::vector<std::string> YamlFile::Texts(const YAML::Node& node) {
  std::vector<std::string> texts;
  if (node.IsScalar()) {
    texts.push_back(node.Scalar());
  } else if (node.IsSequence()) {
    for (const YAML::Node& item : node) {
      if (item.IsScalar()) {
        texts.push_back(item.Scalar());
      } else {
        Trouble(item, "expected a text");
      }
    }
  } else {
    Trouble(node, "expected a text or a list of texts");
  }
  return texts;
}

size_t YamlFile::Line(const YAML::Node& node) const {
  return node.Mark().is_null() ? 0 : static_cast<size_t>(node.Mark().line) + 1;
}

}  // namespace mcprisk
