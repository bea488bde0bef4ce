#include "policy/targets/value.h"

#include <algorithm>
#include <cstdint>
#include <cstdio>

#include "base/characters.h"
#include "base/json.h"
#include "base/text.h"

namespace mcprisk {
namespace {

// JSON takes these raw; YAML and TOML do not take all of them, and a person does not see them. All
// three read this escape, and none other for characters beyond 0xffff.
bool NeedsEscape(uint32_t c) { return c <= 0xffff && IsHiddenCharacter(c); }

// Plain scalars that YAML 1.1 or 1.2 readers take for something else than text.
bool IsYamlWord(std::string_view text) {
  for (std::string_view word : {"true", "false", "null", "yes", "no", "on", "off", "y", "n"}) {
    if (EqualsNoCase(text, word)) return true;
  }
  return false;
}

bool IsBare(std::string_view key, bool yaml) {
  if (key.empty() || (yaml && (!IsAsciiAlpha(key[0]) || IsYamlWord(key)))) return false;
  return std::all_of(key.begin(), key.end(), [](char c) {
    return IsAsciiAlpha(c) || IsAsciiDigit(c) || c == '_' || c == '-';
  });
}

std::string YamlKey(const std::string& key) { return IsBare(key, true) ? key : Quoted(key); }

}  // namespace

Value Value::Map(std::vector<Member> members) { return Value(MapData{std::move(members)}); }
Value Value::List(std::vector<Value> items) { return Value(ListData{std::move(items)}); }

Value Value::Texts(const std::vector<std::string>& texts) {
  Value list = List();
  for (const std::string& text : texts) list.Add(text);
  return list;
}

Value& Value::Set(std::string key, Value value) {
  std::get<MapData>(data_).members.emplace_back(std::move(key), std::move(value));
  return *this;
}

Value& Value::Add(Value value) {
  std::get<ListData>(data_).items.push_back(std::move(value));
  return *this;
}

bool Value::IsEmpty() const {
  if (const auto* map = std::get_if<MapData>(&data_)) return map->members.empty();
  const auto* list = std::get_if<ListData>(&data_);
  return list && list->items.empty();
}

std::string Value::Scalar() const {
  if (const auto* text = std::get_if<std::string>(&data_)) return Quoted(*text);
  if (const auto* truth = std::get_if<bool>(&data_)) return *truth ? "true" : "false";
  std::string number;
  AppendJsonNumber(std::get<double>(data_), &number);
  return number;
}

void Value::AppendJson(int indent, std::string* out) const {
  const auto* map = std::get_if<MapData>(&data_);
  const auto* list = std::get_if<ListData>(&data_);
  if (!map && !list) {
    *out += Scalar();
    return;
  }
  bool lines = indent >= 0 && !IsEmpty();
  int inner = indent >= 0 ? indent + 2 : indent;
  auto begin_item = [&](bool first) {
    if (!first) *out += ',';
    if (lines) *out += "\n" + std::string(static_cast<size_t>(inner), ' ');
  };
  *out += map ? '{' : '[';
  bool first = true;
  for (const Member& member : map ? map->members : std::vector<Member>()) {
    begin_item(first);
    *out += Quoted(member.first) + (indent >= 0 ? ": " : ":");
    member.second.AppendJson(inner, out);
    first = false;
  }
  for (const Value& item : list ? list->items : std::vector<Value>()) {
    begin_item(first);
    item.AppendJson(inner, out);
    first = false;
  }
  if (lines) *out += "\n" + std::string(static_cast<size_t>(indent), ' ');
  *out += map ? '}' : ']';
}

std::string Value::Json() const {
  std::string out;
  AppendJson(0, &out);
  return out;
}

std::string Value::JsonOnOneLine() const {
  std::string out;
  AppendJson(-1, &out);
  return out;
}

void Value::AppendYamlValue(size_t indent, bool in_list, std::string* out) const {
  bool map = std::holds_alternative<MapData>(data_);
  bool list = std::holds_alternative<ListData>(data_);
  if (!map && !list) {
    *out += " " + Scalar() + "\n";
  } else if (IsEmpty()) {
    *out += map ? " {}\n" : " []\n";
  } else if (in_list) {  // the first line of the value stands behind the dash
    std::string inner;
    AppendYaml(indent, &inner);
    *out += " " + inner.substr(indent);
  } else {
    *out += "\n";
    AppendYaml(indent, out);
  }
}

void Value::AppendYaml(size_t indent, std::string* out) const {
  std::string margin(indent, ' ');
  if (const auto* map = std::get_if<MapData>(&data_)) {
    for (const auto& [key, value] : map->members) {
      *out += margin + YamlKey(key) + ":";
      value.AppendYamlValue(indent + 2, /*in_list=*/false, out);
    }
  } else if (const auto* list = std::get_if<ListData>(&data_)) {
    for (const Value& item : list->items) {
      *out += margin + "-";
      item.AppendYamlValue(indent + 2, /*in_list=*/true, out);
    }
  }
}

std::string Value::Yaml() const {
  if (IsEmpty()) return std::holds_alternative<MapData>(data_) ? "{}\n" : "[]\n";
  std::string out;
  AppendYaml(0, &out);
  return out;
}

std::string Quoted(std::string_view text) {
  // One code point at a time, since a malformed byte becomes a well-formed one on the way.
  std::string clean;
  for (size_t at = 0; at < text.size();) AppendCodePoint(NextCodePoint(text, &at), &clean);
  std::string json;
  AppendJsonString(clean, &json);
  std::string quoted;
  for (size_t at = 0; at < json.size();) {
    size_t begin = at;
    uint32_t c = NextCodePoint(json, &at);
    if (!NeedsEscape(c)) {
      quoted += json.substr(begin, at - begin);
      continue;
    }
    char escape[8];
    std::snprintf(escape, sizeof(escape), "\\u%04x", c);
    quoted += escape;
  }
  return quoted;
}

std::string TomlKey(std::string_view key) {
  return IsBare(key, false) ? std::string(key) : Quoted(key);
}

std::string TomlTexts(const std::vector<std::string>& texts) {
  std::vector<std::string> quoted;
  for (const std::string& text : texts) quoted.push_back(Quoted(text));
  return "[" + Join(quoted, ", ") + "]";
}

}  // namespace mcprisk
