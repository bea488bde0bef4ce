#include "base/yaml.h"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/mark.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <initializer_list>
#include <sstream>
#include <utility>
#include <vector>

#include "base/json.h"
#include "base/text.h"

namespace mcprisk {
namespace {

// --- Plain scalars (YAML 1.2.2, section 10.3.2)
// ---------------------------------------------------

bool IsOneOf(std::string_view text, std::initializer_list<std::string_view> words) {
  for (std::string_view word : words) {
    if (text == word) return true;
  }
  return false;
}

size_t CountDigits(std::string_view text) {
  size_t count = 0;
  while (count < text.size() && IsAsciiDigit(text[count])) ++count;
  return count;
}

// "0o17" and "0xFF" as decimal digits; empty when it is neither or beyond 64 bits.
std::string FromRadix(std::string_view text) {
  int radix = text.starts_with("0o") ? 8 : text.starts_with("0x") ? 16 : 0;
  if (radix == 0) return {};
  text.remove_prefix(2);
  uint64_t value;
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, radix);
  if (error != std::errc() || end != text.data() + text.size()) return {};
  return std::to_string(value);
}

// A decimal number in the spelling of JSON ("+.5" is "0.5"); empty when it is no number, or one
// that no double holds and that would make the whole document unreadable.
std::string FromDecimal(std::string_view text) {
  std::string number;
  if (text.starts_with('-')) number = "-";
  if (text.starts_with('-') || text.starts_with('+')) text.remove_prefix(1);
  std::string_view whole = text.substr(0, CountDigits(text));
  text.remove_prefix(whole.size());
  std::string_view fraction;
  if (text.starts_with('.')) {
    text.remove_prefix(1);
    fraction = text.substr(0, CountDigits(text));
    text.remove_prefix(fraction.size());
  }
  if (whole.empty() && fraction.empty()) return {};
  size_t leading_zeros = std::min(whole.find_first_not_of('0'), whole.size());
  whole.remove_prefix(leading_zeros);
  number += whole.empty() ? "0" : whole;
  if (!fraction.empty()) number.append(".").append(fraction);
  if (text.starts_with('e') || text.starts_with('E')) {
    std::string_view power = text.substr(1);
    bool sign = power.starts_with('-') || power.starts_with('+');
    size_t digits = CountDigits(power.substr(sign ? 1 : 0));
    if (digits == 0) return {};
    text.remove_prefix(1 + (sign ? 1 : 0) + digits);
    number.append("e").append(power.substr(0, (sign ? 1 : 0) + digits));
  }
  double value;
  const char* end = number.data() + number.size();
  if (!text.empty() || std::from_chars(number.data(), end, value).ec != std::errc()) return {};
  return number;
}

// The JSON text of a plain scalar that is no string; empty for strings.
std::string FromPlainScalar(std::string_view text) {
  if (IsOneOf(text, {"", "~", "null", "Null", "NULL"})) return "null";
  if (IsOneOf(text, {"true", "True", "TRUE"})) return "true";
  if (IsOneOf(text, {"false", "False", "FALSE"})) return "false";
  std::string number = FromRadix(text);
  return number.empty() ? FromDecimal(text) : number;
}

// --- Events
// ---------------------------------------------------------------------------------------

// Leaves the parser from inside an event. Never leaves this file.
struct Refused {
  int line;
  int column;
  std::string what;
};

[[noreturn]] void Refuse(const YAML::Mark& mark, std::string what) {
  throw Refused{mark.line, mark.column, std::move(what)};
}

// Writes JSON as the events come. yaml-cpp promises that they nest rightly.
class JsonWriter : public YAML::EventHandler {
 public:
  std::string& json() { return json_; }

  void OnDocumentStart(const YAML::Mark&) override {}
  void OnDocumentEnd() override {}

  void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override {
    Refuse(mark, "an alias, which is not supported");
  }

  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    WriteScalar(mark, anchor, "null", "null");
  }

  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    // "?" is a plain scalar without a tag, "!" a quoted one or a block. Tags of the core schema ask
    // for the same reading of the text; every other tag leaves a string.
    bool plain = IsOneOf(tag, {"?", "tag:yaml.org,2002:null", "tag:yaml.org,2002:bool",
                               "tag:yaml.org,2002:int", "tag:yaml.org,2002:float"});
    WriteScalar(mark, anchor, plain ? FromPlainScalar(value) : std::string(), value);
  }

  void OnSequenceStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value style) override {
    Open(mark, anchor, style, '[');
  }
  void OnSequenceEnd() override { Close(']'); }

  void OnMapStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value style) override {
    Open(mark, anchor, style, '{');
  }
  void OnMapEnd() override { Close('}'); }

 private:
  struct Level {
    bool is_map;
    bool at_key;  // the next scalar is a key
    bool empty = true;
  };

  bool AtKey() const { return !levels_.empty() && levels_.back().is_map && levels_.back().at_key; }

  // What stands in front of the next node.
  void Begin(const YAML::Mark& mark, YAML::anchor_t anchor) {
    if (anchor != YAML::NullAnchor) Refuse(mark, "an anchor, which is not supported");
    if (levels_.empty()) return;
    Level& level = levels_.back();
    if (level.is_map && !level.at_key) {
      json_ += ':';
    } else if (!level.empty) {
      json_ += ',';
    }
    level.empty = false;
  }

  // After a node: behind a key comes its value, behind a value the next key.
  void End() {
    if (!levels_.empty()) levels_.back().at_key = !levels_.back().at_key;
  }

  void WriteScalar(const YAML::Mark& mark, YAML::anchor_t anchor, const std::string& json,
                   const std::string& text) {
    Begin(mark, anchor);
    if (json.empty() || AtKey()) {
      AppendJsonString(text, &json_);
    } else {
      json_ += json;
    }
    End();
  }

  void Open(const YAML::Mark& mark, YAML::anchor_t anchor, YAML::EmitterStyle::value style,
            char bracket) {
    if (AtKey()) {
      // yaml-cpp takes a bracket that is never closed for a key.
      bool flow = style == YAML::EmitterStyle::Flow;
      Refuse(mark, flow ? "a bracket that is never closed, or a key that is not a scalar"
                        : "a key that is not a scalar");
    }
    if (levels_.size() == kMaxJsonDepth) {
      Refuse(mark, "nested deeper than " + std::to_string(kMaxJsonDepth) + " levels");
    }
    Begin(mark, anchor);
    json_ += bracket;
    levels_.push_back({.is_map = bracket == '{', .at_key = true});
  }

  void Close(char bracket) {
    json_ += bracket;
    levels_.pop_back();
    End();
  }

  std::string json_;
  std::vector<Level> levels_;
};

// --- The whole
// ------------------------------------------------------------------------------------

Failure At(int line, int column, const std::string& what) {
  return Failure(std::to_string(line + 1) + ":" + std::to_string(column + 1) + ": " + what);
}

// Bytes that yaml-cpp must not see: it would pass malformed UTF-8 on, guess UTF-16 from NULs, and
// take a 0x04 for the end of the text. YAML allows none of them (section 5.1).
Result<std::string> CheckCharacters(std::string_view yaml) {
  int line = 0;
  size_t line_begin = 0;
  for (size_t at = 0; at < yaml.size();) {
    size_t begin = at;
    uint32_t c = NextCodePoint(yaml, &at);
    int column = static_cast<int>(begin - line_begin);
    if (c == 0xFFFD && at - begin == 1) return At(line, column, "not valid UTF-8");
    if ((c < ' ' && c != '\t' && c != '\n' && c != '\r') || c == 0x7F) {
      return At(line, column, "a control character");
    }
    if (c == '\n') {
      ++line;
      line_begin = at;
    }
  }
  return std::string(yaml);
}

}  // namespace

Result<std::string> YamlToJson(std::string_view yaml) {
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  if (yaml.starts_with(kByteOrderMark)) yaml.remove_prefix(kByteOrderMark.size());
  if (yaml.size() > kMaxYamlBytes) {
    return At(0, 0, "YAML of more than " + std::to_string(kMaxYamlBytes >> 20) + " MiB");
  }
  Result<std::string> text = CheckCharacters(yaml);
  if (!text) return text;
  std::istringstream in(*std::move(text));
  try {
    JsonWriter writer;
    YAML::Parser parser(in);
    if (!parser.HandleNextDocument(writer)) return "null";
    return std::move(writer.json());
  } catch (const Refused& refused) {
    return At(refused.line, refused.column, refused.what);
  } catch (const YAML::Exception& error) {
    bool placed = !error.mark.is_null();
    return At(placed ? error.mark.line : 0, placed ? error.mark.column : 0, error.msg);
  }
}

}  // namespace mcprisk
