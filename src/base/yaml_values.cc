#include "base/yaml_values.h"

#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <charconv>
#include <optional>
#include <set>
#include <utility>

#include "base/text.h"

namespace mcprisk {
namespace {

// All of `text` as a number; nullopt when anything is left over.
template <typename T>
std::optional<T> Parsed(const std::string& text) {
  T number{};
  const char* last = text.data() + text.size();
  auto [end, error] = std::from_chars(text.data(), last, number);
  if (error != std::errc() || end != last) return std::nullopt;
  return number;
}

std::string Nearest(const std::string& wanted, const std::vector<std::string>& words) {
  std::vector<std::string> nearest = NearestNames(wanted, words, 1);
  if (!nearest.empty()) return ", did you mean \"" + nearest[0] + "\"?";
  return ", expected one of " + Join(words, ", ");
}

}  // namespace

void YamlValues::Complain(const Node& node, std::string what) {
  Complain(node.Mark(), std::move(what));
}

void YamlValues::Complain(const YAML::Mark& mark, std::string what) {
  std::string place = path_;
  // yaml-cpp counts from 0, and has no mark where nothing was read.
  if (!mark.is_null()) {
    place += ":" + std::to_string(mark.line + 1) + ":" + std::to_string(mark.column + 1);
  }
  problems_->push_back({std::move(place), std::move(what)});
}

void YamlValues::Document(const std::string& text, const std::function<void(const Node&)>& read) {
  try {
    std::vector<Node> documents = YAML::LoadAll(text);
    if (documents.size() == 1) {
      read(documents[0]);
    } else {
      Complain(YAML::Mark::null_mark(), "the file must hold exactly one document");
    }
  } catch (const YAML::Exception& e) {
    Complain(e.mark, e.msg);
  }
}

void YamlValues::Map(const Node& map, const std::string& what, const std::vector<Key>& keys) {
  if (!map.IsMap()) {
    Complain(map, what + " must be a map of keys and values");
    return;
  }
  std::vector<std::string> names;
  for (const Key& key : keys) names.push_back(key.name);
  std::set<std::string> seen;
  for (const auto& entry : map) {
    std::string name = Scalar(entry.first);
    auto known = std::find(names.begin(), names.end(), name);
    if (known == names.end()) {
      Complain(entry.first, "unknown key \"" + name + "\" in " + what + Nearest(name, names));
    } else if (!seen.insert(name).second) {
      Complain(entry.first, "the key \"" + name + "\" is there twice in " + what);
    } else {
      keys[static_cast<size_t>(known - names.begin())].read(entry.second);
    }
  }
  for (const Key& key : keys) {
    if (key.required && !seen.contains(key.name)) {
      Complain(map, what + " lacks the key \"" + key.name + "\"");
    }
  }
}

std::vector<YAML::Node> YamlValues::List(const Node& list, const std::string& what) {
  if (!list.IsSequence() || list.size() == 0) {
    Complain(list, what + " must be a list with at least one item");
    return {};
  }
  return {list.begin(), list.end()};
}

std::vector<YAML::Node> YamlValues::ListOrOne(const Node& value, const std::string& what) {
  return value.IsScalar() ? std::vector{value} : List(value, what);
}

std::string YamlValues::Text(const Node& value, const std::string& what) {
  std::string text = Scalar(value);
  if (text.empty()) Complain(value, what + " must be a text");
  return text;
}

std::vector<std::string> YamlValues::Texts(const Node& value, const std::string& what) {
  std::vector<std::string> all;
  for (const Node& item : ListOrOne(value, what)) all.push_back(Text(item, what));
  return all;
}

double YamlValues::Number(const Node& value, const std::string& what, double most) {
  std::optional<double> number = Parsed<double>(Scalar(value));
  if (number && *number > 0 && *number <= most) return *number;  // so NaN is refused too
  Complain(value, what + " must be a number above 0 and at most " +
                      std::to_string(static_cast<long long>(most)));
  return most;
}

size_t YamlValues::Count(const Node& value, const std::string& what, size_t most) {
  std::optional<size_t> count = Parsed<size_t>(Scalar(value));
  if (count && *count >= 1 && *count <= most) return *count;
  Complain(value, what + " must be a whole number from 1 to " + std::to_string(most));
  return 1;
}

void YamlValues::ComplainOfWord(const Node& value, const std::string& what,
                                const std::vector<std::string>& words) {
  std::string word = Scalar(value);
  Complain(value, "unknown " + what + " \"" + word + "\"" + Nearest(word, words));
}

std::string YamlValues::Scalar(const Node& value) {
  return value.IsScalar() ? value.Scalar() : std::string();
}

}  // namespace mcprisk
