#include "base/yaml_file.h"

#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <utility>

#include "base/text.h"

namespace mcprisk {
namespace {

constexpr size_t kNumberColumns = 5;  // of line numbers in the margin

// "    5 | the line" and "      |     ^~~~".
std::string Excerpt(const std::string& line, size_t number, size_t column, size_t length) {
  const std::string shown = std::to_string(number);
  const std::string margin(kNumberColumns - std::min(kNumberColumns, shown.size()), ' ');
  return "\n" + margin + shown + " | " + line + "\n" +
         std::string(margin.size() + shown.size(), ' ') + " | " + std::string(column, ' ') + "^" +
         std::string(length > 1 ? length - 1 : 0, '~');
}

}  // namespace

YamlFile::YamlFile(std::string_view path, std::vector<Problem>* problems)
    : path_(path), problems_(problems), root_(std::make_unique<Node>()) {}

YamlFile::YamlFile(std::string_view path, const std::string& text, std::vector<Problem>* problems)
    : YamlFile(path, problems) {
  Parse(text);
}

YamlFile::~YamlFile() = default;

bool YamlFile::Parse(const std::string& text) {
  lines_.clear();
  for (std::string_view line : Split(text, '\n')) lines_.emplace_back(line);
  try {
    std::vector<Node> documents = YAML::LoadAll(text);
    if (documents.size() == 1) {
      *root_ = documents[0];
      return true;
    }
    Complain(YAML::Mark::null_mark(), "the file must hold exactly one document");
  } catch (const YAML::Exception& error) {
    Complain(error.mark, error.msg);
  }
  return false;
}

void YamlFile::Complain(const YAML::Mark& at, const std::string& what, size_t length) {
  ok_ = false;
  if (at.is_null()) {  // nothing was read there
    problems_->push_back({path_, what});
    return;
  }
  // yaml-cpp counts from 0.
  const auto line = static_cast<size_t>(at.line);
  const auto column = static_cast<size_t>(at.column);
  Problem problem{path_ + ":" + std::to_string(line + 1) + ":" + std::to_string(column + 1), what};
  if (line < lines_.size()) problem.what += Excerpt(lines_[line], line + 1, column, length);
  problems_->push_back(std::move(problem));
}

void YamlFile::Complain(const Node& at, const std::string& what) {
  Complain(at.Mark(), what, at.IsScalar() ? at.Scalar().size() : 1);
}

bool YamlFile::TakeKey(const Node& key, const std::vector<std::string>& allowed,
                       std::set<std::string>* seen, const std::string& where) {
  const std::string name = Scalar(key);
  const bool is_new = seen->insert(name).second;
  if (!is_new) Complain(key, "key \"" + name + "\" is given twice" + where);
  if (std::find(allowed.begin(), allowed.end(), name) != allowed.end()) return is_new;
  const std::vector<std::string> near = NearestNames(name, allowed, 1);
  std::string hint;
  if (!near.empty()) {
    hint = ", did you mean \"" + near[0] + "\"?";
  } else if (!where.empty()) {
    hint = ", expected one of " + Join(allowed, ", ");
  }
  Complain(key, "unknown key \"" + name + "\"" + where + hint);
  return false;
}

void YamlFile::CheckKeys(const Node& map, const std::vector<std::string>& allowed) {
  if (!map.IsMap()) return Complain(map, "expected a map");
  std::set<std::string> seen;
  for (const auto& pair : map) TakeKey(pair.first, allowed, &seen, "");
}

std::string YamlFile::Text(const Node& map, const char* key, bool required) {
  const Node value = map[key];
  if (!value) {
    if (required) Complain(map, std::string("missing key \"") + key + "\"");
    return "";
  }
  if (!value.IsScalar()) Complain(value, std::string("\"") + key + "\" must be a text");
  return Scalar(value);
}

std::vector<std::string> YamlFile::Texts(const Node& node) {
  std::vector<std::string> texts;
  if (node.IsScalar()) {
    texts.push_back(node.Scalar());
  } else if (node.IsSequence()) {
    for (const Node& item : node) {
      if (item.IsScalar()) {
        texts.push_back(item.Scalar());
      } else {
        Complain(item, "expected a text");
      }
    }
  } else {
    Complain(node, "expected a text or a list of texts");
  }
  return texts;
}

size_t YamlFile::Line(const Node& node) const {
  return node.Mark().is_null() ? 0 : static_cast<size_t>(node.Mark().line) + 1;
}

std::string YamlFile::Scalar(const Node& node) {
  return node.IsScalar() ? node.Scalar() : std::string();
}

}  // namespace mcprisk
