// A small tree of values that the program makes itself, and its text as JSON, YAML and TOML: every
// record, policy and lock is built of it, so that all quote and indent in one way. Reading foreign
// JSON is json.h's.
//
// Keys keep the order in which they were set. Whole numbers are written digit by digit, others as
// ECMAScript writes them (RFC 8785), so a share of 1.0 is 1. Bytes that are no UTF-8 become U+FFFD
// and numbers that are not finite null, so writing never fails.
//
// Values own what they hold; copies are deep. Writers and destructors recurse as deep as the tree,
// which is ours and shallow: foreign JSON goes in as one leaf (RawJson), however deep it is.
// Deterministic; a Value may be read from any thread while nobody changes it.
#ifndef MCPRISK_BASE_VALUE_H_
#define MCPRISK_BASE_VALUE_H_

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace mcprisk {

template <typename T>
concept WholeNumber = std::integral<T> && !std::same_as<T, bool> && !std::same_as<T, char>;

class Value {
 public:
  using Member = std::pair<std::string, Value>;
  struct NewMember;

  static Value Map() { return Value(MapData()); }
  static Value Map(std::initializer_list<NewMember> members);
  static Value List(std::vector<Value> items = {});
  static Value Texts(const std::vector<std::string>& texts);
  // A list of what `record` makes of each item.
  template <typename Items, typename Record>
  static Value ListOf(const Items& items, const Record& record) {
    ListData list;
    list.items.reserve(items.size());
    for (const auto& item : items) list.items.push_back(record(item));
    return Value(std::move(list));
  }
  // JSON that is there already, such as an input schema; it must be well-formed. On one line it is
  // written as it is, indented it is laid out like the rest.
  static Value RawJson(std::string json) { return Value(RawData{std::move(json)}); }

  Value() = default;                                          // null
  Value(const char* text) : Value(std::string(text)) {}       // NOLINT: literals read as values
  Value(std::string_view text) : Value(std::string(text)) {}  // NOLINT
  Value(std::string text) : data_(std::move(text)) {}         // NOLINT
  Value(bool truth) : data_(truth) {}                         // NOLINT
  Value(double number) : data_(number) {}                     // NOLINT
  template <WholeNumber T>
  Value(T number) : data_(static_cast<int64_t>(number)) {}  // NOLINT: below 2^63

  // Of a map: appends; the key must be new.
  Value& Set(std::string key, Value value);
  // Of a list: appends.
  Value& Add(Value value);
  bool IsEmpty() const;  // a list or a map without anything in it

  // Indented by `indent`, on one line where it is negative; empty lists and maps are "[]" and "{}".
  // No final newline; of the characters beyond ASCII, those that end lines elsewhere (U+0085,
  // U+2028, U+2029) have \u escapes.
  std::string Json(int indent = 2) const;
  // The same with \u escapes for characters that a person does not see (IsHiddenCharacter, up to
  // U+FFFF), for files that people read before they trust them.
  std::string VisibleJson(int indent = 2) const;
  // Block style, texts always in double quotes and with the escapes of VisibleJson, with a final
  // newline. For maps and lists.
  std::string Yaml() const;

 private:
  struct RawData {
    std::string json;
  };
  struct MapData {
    std::vector<Member> members;
  };
  struct ListData {
    std::vector<Value> items;
  };
  explicit Value(RawData data) : data_(std::move(data)) {}
  explicit Value(MapData data) : data_(std::move(data)) {}
  explicit Value(ListData data) : data_(std::move(data)) {}

  // Everything but lists and maps.
  std::string Scalar(bool visible) const;
  // On one line.
  void AppendJson(bool visible, std::string* out) const;
  void AppendYaml(size_t indent, std::string* out) const;
  // Behind "key:" or "-".
  void AppendYamlValue(size_t indent, bool in_list, std::string* out) const;

  std::variant<std::monostate, std::string, bool, int64_t, double, RawData, ListData, MapData>
      data_;
};

// {"key", value} in the braces of Map. Its value moves into the map, which the items of an
// initializer list, being constant, do not do by themselves.
struct Value::NewMember {
  NewMember(std::string key, Value value) : member(std::move(key), std::move(value)) {}
  NewMember(std::string_view key, Value value) : NewMember(std::string(key), std::move(value)) {}
  NewMember(const char* key, Value value) : NewMember(std::string(key), std::move(value)) {}
  mutable Member member;
};

// Well-formed JSON laid out for people: one member or item a line, `indent` spaces a level; empty
// objects and arrays stay "{}" and "[]". Texts and numbers stay as they are. Linear, at any depth.
std::string IndentedJson(std::string_view json, size_t indent);
// In double quotes and with the escapes of VisibleJson, as JSON, YAML and TOML all read it.
std::string Quoted(std::string_view text);
// A key as TOML writes it: bare where it may be, else quoted.
std::string TomlKey(std::string_view key);
// ["a", "b"]
std::string TomlTexts(const std::vector<std::string>& texts);

}  // namespace mcprisk

#endif  // MCPRISK_BASE_VALUE_H_
