// JSON with comments. Written here because every reader at hand either knows no trailing commas or
// forgets where a value stood.
#include <charconv>

#include "base/text.h"
#include "stack/config_value.h"

namespace mcprisk {
namespace {

// Leaves the parser from any depth. Never leaves this file.
struct Refused {
  ConfigPosition at;
  std::string what;
};

class Parser {
 public:
  explicit Parser(std::string_view text) : text_(text) {}

  ConfigValue Document() {
    SkipBlanks();
    if (AtEnd()) {
      ConfigValue empty;
      empty.type = ConfigType::kObject;
      return empty;
    }
    ConfigValue value = Value(0);
    SkipBlanks();
    if (!AtEnd()) Refuse("something stands behind the end of the document");
    return value;
  }

 private:
  [[noreturn]] void Refuse(std::string what) const { throw Refused{Here(), std::move(what)}; }
  bool AtEnd() const { return at_ >= text_.size(); }
  char Peek() const { return AtEnd() ? '\0' : text_[at_]; }
  ConfigPosition Here() const { return {line_, at_ - line_begin_ - continuations_ + 1}; }

  // Over every byte that may be a line break or beyond ASCII.
  void Advance() {
    const char c = text_[at_++];
    if (c == '\n') {
      ++line_;
      line_begin_ = at_;
      continuations_ = 0;
    } else if ((static_cast<unsigned char>(c) & 0xC0) == 0x80) {
      ++continuations_;
    }
  }

  void SkipLineComment() {
    while (!AtEnd() && Peek() != '\n') Advance();
  }

  void SkipBlockComment() {
    const ConfigPosition begin = Here();
    const size_t end = text_.find("*/", at_ + 2);
    if (end == std::string_view::npos) throw Refused{begin, "a comment that is never closed"};
    while (at_ < end + 2) Advance();
  }

  void SkipBlanks() {
    while (!AtEnd()) {
      const std::string_view rest = text_.substr(at_, 2);
      if (rest == "//") {
        SkipLineComment();
      } else if (rest == "/*") {
        SkipBlockComment();
      } else if (rest[0] == ' ' || rest[0] == '\t' || rest[0] == '\r' || rest[0] == '\n') {
        Advance();
      } else {
        return;
      }
    }
  }

  ConfigValue Value(size_t depth) {
    if (depth > kMaxConfigDepth) {
      Refuse("nested deeper than " + std::to_string(kMaxConfigDepth) + " levels");
    }
    if (++values_ > kMaxConfigValues) {
      Refuse("more than " + std::to_string(kMaxConfigValues) + " values (kMaxConfigValues)");
    }
    ConfigValue value;
    value.at = Here();
    switch (Peek()) {
      case '{':
        ReadObject(depth, &value);
        break;
      case '[':
        ReadArray(depth, &value);
        break;
      case '"':
        value.type = ConfigType::kString;
        value.text = String();
        break;
      default:
        ReadWord(&value);
    }
    return value;
  }

  void ReadObject(size_t depth, ConfigValue* value) {
    value->type = ConfigType::kObject;
    const ConfigPosition begin = Here();
    Advance();
    for (SkipBlanks(); Peek() != '}'; SkipBlanks()) {
      if (AtEnd()) throw Refused{begin, "an object that is never closed"};
      if (Peek() != '"') Refuse("a key in double quotes is missing here");
      ConfigMember member;
      member.at = Here();
      member.key = String();
      SkipBlanks();
      if (Peek() != ':') Refuse("a colon is missing behind the key");
      Advance();
      SkipBlanks();
      member.value = Value(depth + 1);
      value->members.push_back(std::move(member));
      ReadComma('}', begin);
    }
    Advance();
  }

  void ReadArray(size_t depth, ConfigValue* value) {
    value->type = ConfigType::kArray;
    const ConfigPosition begin = Here();
    Advance();
    for (SkipBlanks(); Peek() != ']'; SkipBlanks()) {
      if (AtEnd()) throw Refused{begin, "an array that is never closed"};
      value->items.push_back(Value(depth + 1));
      ReadComma(']', begin);
    }
    Advance();
  }

  // Between two values; a comma in front of `close` is forgiven.
  void ReadComma(char close, ConfigPosition begin) {
    SkipBlanks();
    if (Peek() == ',') {
      Advance();
    } else if (AtEnd()) {
      throw Refused{
          begin, close == '}' ? "an object that is never closed" : "an array that is never closed"};
    } else if (Peek() != close) {
      Refuse("a comma is missing here");
    }
  }

  std::string String() {
    const ConfigPosition begin = Here();
    Advance();
    std::string text;
    while (Peek() != '"') {
      if (AtEnd() || Peek() == '\n') throw Refused{begin, "a string that is never closed"};
      if (Peek() == '\\') {
        Advance();
        ReadEscape(&text);
      } else {
        text += Peek();
        Advance();
      }
    }
    Advance();
    return text;
  }

  void ReadEscape(std::string* text) {
    constexpr std::string_view kLetters = "\"\\/bfnrt";
    constexpr std::string_view kMeanings = "\"\\/\b\f\n\r\t";
    const char letter = Peek();
    if (letter == 'u') {
      Advance();
      uint32_t code = Hex();
      if (code >= 0xD800 && code < 0xDC00 && text_.substr(at_, 2) == "\\u") {
        at_ += 2;
        const uint32_t low = Hex();
        const bool pair = low >= 0xDC00 && low < 0xE000;
        code = pair ? 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00) : 0xFFFD;
      }
      if (code >= 0xD800 && code < 0xE000) code = 0xFFFD;
      AppendCodePoint(code, text);
      return;
    }
    const size_t known = AtEnd() ? std::string_view::npos : kLetters.find(letter);
    if (known == std::string_view::npos) Refuse("an escape that JSON does not know");
    *text += kMeanings[known];
    Advance();
  }

  uint32_t Hex() {
    uint32_t code = 0;
    const std::string_view digits = text_.substr(at_, 4);
    auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), code, 16);
    if (digits.size() != 4 || error != std::errc() || end != digits.data() + 4) {
      Refuse("an escape that JSON does not know");
    }
    at_ += 4;
    return code;
  }

  // true, false, null or a number. Numbers are kept as written: nothing here counts with them.
  void ReadWord(ConfigValue* value) {
    const size_t begin = at_;
    while (!AtEnd() && (IsAsciiAlnum(Peek()) || Peek() == '+' || Peek() == '-' || Peek() == '.')) {
      ++at_;
    }
    value->text = text_.substr(begin, at_ - begin);
    const std::string& word = value->text;
    if (word == "null") {
      value->type = ConfigType::kNull;
      value->text.clear();
    } else if (word == "true" || word == "false") {
      value->type = ConfigType::kBool;
    } else if (!word.empty() && (IsAsciiDigit(word[0]) || word[0] == '-')) {
      value->type = ConfigType::kNumber;
    } else {
      at_ = begin;
      Refuse("a value is missing here");
    }
  }

  std::string_view text_;
  size_t at_ = 0;
  size_t line_ = 1;
  size_t line_begin_ = 0;
  size_t continuations_ = 0;  // of UTF-8, in this line up to here
  size_t values_ = 0;
};

}  // namespace

Result<ConfigValue> ReadJsonc(std::string_view text) {
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  if (!IsValidUtf8(text)) return ConfigFailure({}, "not valid UTF-8");
  try {
    return Parser(text).Document();
  } catch (const Refused& refused) {
    return ConfigFailure(refused.at, refused.what);
  }
}

}  // namespace mcprisk
