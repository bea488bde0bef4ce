#include "base/yaml_values.h"

#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <charconv>
#include <optional>
#include <set>

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

void YamlValues::Document(const std::string& text, const std::function<void(const Node&)>& read) {
  if (file_.Parse(text)) read(file_.root());
}

void YamlValues::Map(const Node& map, const std::string& what, const std::vector<Key>& keys) {
  if (!map.IsMap()) return Complain(map, what + " must be a map of keys and values");
  std::vector<std::string> names;
  for (const Key& key : keys) names.push_back(key.name);
  std::set<std::string> seen;
  for (const auto& entry : map) {
    if (!file_.TakeKey(entry.first, names, &seen, " in " + what)) continue;
    const auto known = std::find(names.begin(), names.end(), Scalar(entry.first));
    keys[static_cast<size_t>(known - names.begin())].read(entry.second);
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

}  // namespace mcprisk
