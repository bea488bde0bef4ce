#include "base/value.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "base/characters.h"
#include "base/json.h"
#include "base/text.h"

namespace mcprisk {
namespace {

std::string CleanUtf8(std::string_view text) {
  std::string clean;
  for (size_t at = 0; at < text.size();) AppendCodePoint(NextCodePoint(text, &at), &clean);
  return clean;
}

void AppendText(std::string_view text, bool visible, std::string* out) {
  if (visible) {
    *out += Quoted(text);
  } else if (IsValidUtf8(text)) {
    AppendJsonString(text, out);
  } else {
    AppendJsonString(CleanUtf8(text), out);
  }
}

// JSON takes these raw, inside of strings; readers of JSON Lines in Python, and old ones in
// JavaScript, take them for the end of a line.
std::string WithoutForeignLineEnds(std::string json) {
  for (const auto& [raw, escape] :
       {std::pair("\xC2\x85", "\\u0085"), std::pair("\xE2\x80\xA8", "\\u2028"),
        std::pair("\xE2\x80\xA9", "\\u2029")}) {
    if (json.find(raw) != std::string::npos) json = ReplaceAll(json, raw, escape);
  }
  return json;
}

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
  return std::all_of(key.begin(), key.end(),
                     [](char c) { return IsAsciiAlnum(c) || c == '_' || c == '-'; });
}

std::string YamlKey(const std::string& key) { return IsBare(key, true) ? key : Quoted(key); }

}  // namespace

Value Value::Map(std::initializer_list<NewMember> members) {
  MapData map;
  map.members.reserve(members.size());
  for (const NewMember& one : members) map.members.push_back(std::move(one.member));
  return Value(std::move(map));
}

Value Value::List(std::vector<Value> items) { return Value(ListData{std::move(items)}); }

Value Value::Texts(const std::vector<std::string>& texts) {
  return ListOf(texts, [](const std::string& text) { return Value(text); });
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

std::string Value::Scalar(bool visible) const {
  std::string out;
  if (const auto* text = std::get_if<std::string>(&data_)) {
    AppendText(*text, visible, &out);
  } else if (const auto* truth = std::get_if<bool>(&data_)) {
    out = *truth ? "true" : "false";
  } else if (const auto* whole = std::get_if<int64_t>(&data_)) {
    out = std::to_string(*whole);
  } else if (const auto* number = std::get_if<double>(&data_)) {
    if (std::isfinite(*number)) {
      AppendJsonNumber(*number, &out);
    } else {
      out = "null";  // as ECMAScript's JSON.stringify has it
    }
  } else if (const auto* raw = std::get_if<RawData>(&data_)) {
    out = raw->json;
  } else {
    out = "null";
  }
  return out;
}

void Value::AppendJson(bool visible, std::string* out) const {
  if (const auto* map = std::get_if<MapData>(&data_)) {
    char separator = '{';
    for (const auto& [key, value] : map->members) {
      *out += separator;
      separator = ',';
      AppendText(key, visible, out);
      *out += ':';
      value.AppendJson(visible, out);
    }
    *out += separator == '{' ? "{}" : "}";
  } else if (const auto* list = std::get_if<ListData>(&data_)) {
    char separator = '[';
    for (const Value& item : list->items) {
      *out += separator;
      separator = ',';
      item.AppendJson(visible, out);
    }
    *out += separator == '[' ? "[]" : "]";
  } else {
    *out += Scalar(visible);
  }
}

std::string IndentedJson(std::string_view json, size_t indent) {
  constexpr std::string_view kSpace = " \t\n\r";
  std::string out;
  out.reserve(json.size() + json.size() / 4);
  size_t level = 0;
  bool opened = false;  // nothing stands yet in the container that was opened last
  auto new_line = [&] { out.append("\n").append(level * indent, ' '); };
  for (size_t at = 0; at < json.size(); ++at) {
    const char c = json[at];
    if (kSpace.find(c) != std::string_view::npos) continue;
    if (c == '}' || c == ']') {
      if (level > 0) --level;
      if (!opened) new_line();
      opened = false;
      out += c;
      continue;
    }
    if (opened) new_line();
    opened = c == '{' || c == '[';
    if (opened) ++level;
    if (c == '"') {
      const size_t begin = at;
      for (++at; at < json.size() && json[at] != '"'; ++at) at += json[at] == '\\' ? 1 : 0;
      out += json.substr(begin, at + 1 - begin);
      continue;
    }
    out += c;
    if (c == ',') new_line();
    if (c == ':') out += ' ';
  }
  return out;
}

std::string Value::Json(int indent) const {
  std::string json;
  AppendJson(/*visible=*/false, &json);
  json = WithoutForeignLineEnds(std::move(json));
  return indent < 0 ? json : IndentedJson(json, static_cast<size_t>(indent));
}

std::string Value::VisibleJson(int indent) const {
  std::string json;
  AppendJson(/*visible=*/true, &json);
  return indent < 0 ? json : IndentedJson(json, static_cast<size_t>(indent));
}

void Value::AppendYamlValue(size_t indent, bool in_list, std::string* out) const {
  bool map = std::holds_alternative<MapData>(data_);
  bool list = std::holds_alternative<ListData>(data_);
  if (!map && !list) {
    *out += " " + Scalar(/*visible=*/true) + "\n";
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
  std::string json;
  AppendText(text, /*visible=*/false, &json);
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
