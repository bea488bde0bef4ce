// A small tree of values and its text in the syntaxes of policy files, so that every target quotes
// and indents in one way. Keys keep the order in which they were set.
//
// Bytes that are no UTF-8 become U+FFFD. Not for foreign depth: the writers recurse.
#ifndef MCPRISK_POLICY_TARGETS_VALUE_H_
#define MCPRISK_POLICY_TARGETS_VALUE_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace mcprisk {

class Value {
 public:
  using Member = std::pair<std::string, Value>;

  static Value Map(std::vector<Member> members = {});
  static Value List(std::vector<Value> items = {});
  static Value Texts(const std::vector<std::string>& texts);

  Value(const char* text) : Value(std::string(text)) {}         // NOLINT: literals read as values
  Value(std::string_view text) : Value(std::string(text)) {}    // NOLINT
  Value(std::string text) : data_(std::move(text)) {}           // NOLINT
  Value(bool truth) : data_(truth) {}                           // NOLINT
  Value(int number) : data_(static_cast<double>(number)) {}     // NOLINT
  Value(size_t number) : data_(static_cast<double>(number)) {}  // NOLINT
  Value(double number) : data_(number) {}                       // NOLINT

  // Of a map: appends; the key must be new.
  Value& Set(std::string key, Value value);
  // Of a list: appends.
  Value& Add(Value value);
  bool IsEmpty() const;  // a list or a map without anything in it

  // Indented by two; empty lists and maps are "[]" and "{}". No final newline.
  std::string Json() const;
  std::string JsonOnOneLine() const;  // {"a":1}
  // Block style, texts always in double quotes, with a final newline. For maps and lists.
  std::string Yaml() const;

 private:
  struct MapData {
    std::vector<Member> members;
  };
  struct ListData {
    std::vector<Value> items;
  };
  explicit Value(MapData data) : data_(std::move(data)) {}
  explicit Value(ListData data) : data_(std::move(data)) {}

  // A text, number or truth.
  std::string Scalar() const;
  // `indent` < 0: all on one line.
  void AppendJson(int indent, std::string* out) const;
  void AppendYaml(size_t indent, std::string* out) const;
  // Behind "key:" or "-".
  void AppendYamlValue(size_t indent, bool in_list, std::string* out) const;

  std::variant<std::string, bool, double, ListData, MapData> data_;
};

// In double quotes, as JSON, YAML and TOML all read it.
std::string Quoted(std::string_view text);
// A key as TOML writes it: bare where it may be, else quoted.
std::string TomlKey(std::string_view key);
// ["a", "b"]
std::string TomlTexts(const std::vector<std::string>& texts);

}  // namespace mcprisk

#endif  // MCPRISK_POLICY_TARGETS_VALUE_H_
