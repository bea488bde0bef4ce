// From characters to tokens, for all languages: they differ in comments and in how texts are
// written.
#include <algorithm>
#include <array>
#include <vector>

#include "base/text.h"
#include "crawl/packages/source.h"

namespace mcprisk {
namespace {

bool IsNameStart(char c) {
  return IsAsciiAlpha(c) || c == '_' || c == '$' || static_cast<unsigned char>(c) >= 0x80;
}
bool IsNamePart(char c) { return IsNameStart(c) || IsAsciiDigit(c); }

class Tokenizer {
 public:
  Tokenizer(std::string_view text, Language language) : text_(text), language_(language) {}

  std::vector<SourceToken> Run() {
    if (text_.starts_with("\xEF\xBB\xBF")) at_ = 3;
    if (text_.substr(at_).starts_with("#!") && language_ != Language::kRust) SkipLine();
    while (at_ < text_.size()) {
      if (!SkipBlank() && !ReadText() && !ReadWord()) ReadSign();
    }
    for (uint32_t open : open_) tokens_[open].match = Count();
    return std::move(tokens_);
  }

 private:
  bool Ahead(std::string_view what) const { return text_.substr(at_).starts_with(what); }
  char Peek(size_t ahead = 0) const {
    return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
  }
  uint32_t Count() const { return static_cast<uint32_t>(tokens_.size()); }

  SourceToken& Add(TokenKind kind, size_t begin, size_t end) {
    SourceToken& token = tokens_.emplace_back();
    token.kind = kind;
    token.begin = static_cast<uint32_t>(begin);
    token.end = static_cast<uint32_t>(end);
    return token;
  }

  // --- Blanks and comments -----------------------------------------------------------------------

  void SkipLine() { at_ = std::min(text_.find('\n', at_), text_.size()); }

  bool SkipBlank() {
    char c = Peek();
    if (c == '\n') {
      if (language_ == Language::kPython && open_.empty()) Add(TokenKind::kNewLine, at_, at_ + 1);
      ++at_;
      return true;
    }
    if (c == ' ' || c == '\t' || c == '\r' || c == '\f') {
      ++at_;
      return true;
    }
    if (language_ == Language::kPython) {
      if (c == '#') return SkipLine(), true;
      if (c == '\\' && Peek(1) == '\n') return at_ += 2, true;
      return false;
    }
    if (c == '/' && Peek(1) == '/') return SkipLineComment(), true;
    if (c == '/' && Peek(1) == '*') {
      size_t end = text_.find("*/", at_ + 2);
      at_ = end == std::string_view::npos ? text_.size() : end + 2;
      return true;
    }
    // C#: #region, #if and their like stand alone on a line.
    if (c == '#' && language_ == Language::kCSharp) return SkipLine(), true;
    return false;
  }

  void SkipLineComment() {
    size_t begin = at_;
    SkipLine();
    if (language_ != Language::kRust || !text_.substr(begin).starts_with("///")) return;
    size_t text = begin + 3;
    if (text < at_ && text_[text] == ' ') ++text;
    Add(TokenKind::kDoc, text, std::max(text, at_)).raw = true;
  }

  // --- Texts -------------------------------------------------------------------------------------

  bool ReadText() {
    switch (language_) {
      case Language::kJavaScript:
        return ReadJavaScriptText();
      case Language::kPython:
        return ReadPythonText();
      case Language::kGo:
        if (Peek() == '`') return ReadUntil(1, "`", true, true);
        return ReadQuoted('"') || ReadQuoted('\'');
      case Language::kCSharp:
        return ReadCSharpText();
      case Language::kJava:
        if (Ahead("\"\"\"")) return ReadUntil(3, "\"\"\"", false, true);
        return ReadQuoted('"') || ReadQuoted('\'');
      case Language::kRust:
        return ReadRustText();
    }
    return false;
  }

  // A text that begins `opening` characters from here and ends before `closing`.
  bool ReadUntil(size_t opening, std::string_view closing, bool raw, bool many_lines) {
    size_t begin = at_ + opening;
    size_t end = begin;
    while (end < text_.size() && !text_.substr(end).starts_with(closing)) {
      if (text_[end] == '\n' && !many_lines) break;
      bool escape = text_[end] == '\\' && (!raw || language_ == Language::kPython);
      end += escape ? 2 : 1;
    }
    end = std::min(end, text_.size());
    Add(TokenKind::kText, std::min(begin, end), end).raw = raw;
    at_ = text_.substr(end).starts_with(closing) ? end + closing.size() : end;
    return true;
  }

  bool ReadQuoted(char quote) {
    if (Peek() != quote) return false;
    return ReadUntil(1, std::string_view(&quote, 1), false, language_ == Language::kRust);
  }

  bool ReadJavaScriptText() {
    char c = Peek();
    if (c == '`') {
      Open(at_, '`');
      ++at_;
      ReadTemplatePart();
      return true;
    }
    if (c == '}' && !open_.empty() && tokens_[open_.back()].sign == '$') {
      Close(at_, '$');
      ++at_;
      ReadTemplatePart();
      return true;
    }
    if (c == '/' && RegexMayBegin()) return SkipRegex();
    return ReadQuoted('"') || ReadQuoted('\'');
  }

  // The literal part of a template up to its end or to the next hole.
  void ReadTemplatePart() {
    size_t end = at_;
    while (end < text_.size() && text_[end] != '`' && !text_.substr(end).starts_with("${")) {
      end += text_[end] == '\\' ? 2 : 1;
    }
    end = std::min(end, text_.size());
    Add(TokenKind::kText, at_, end);
    at_ = end;
    if (Peek() == '`') {
      Close(at_, '`');
      ++at_;
    } else if (Peek() == '$') {
      Open(at_, '$');
      at_ += 2;
    }
  }

  // Behind a value a slash divides; elsewhere a regular expression begins.
  bool RegexMayBegin() const {
    if (tokens_.empty()) return true;
    const SourceToken& last = tokens_.back();
    if (last.kind == TokenKind::kName) {
      constexpr std::array<std::string_view, 8> kBeforeValues = {
          "return", "typeof", "case", "in", "of", "else", "void", "await"};
      std::string_view name = text_.substr(last.begin, last.end - last.begin);
      return std::find(kBeforeValues.begin(), kBeforeValues.end(), name) != kBeforeValues.end();
    }
    if (last.kind == TokenKind::kClose) return last.sign == '}';
    return last.kind == TokenKind::kSign || last.kind == TokenKind::kOpen;
  }

  bool SkipRegex() {
    size_t end = at_ + 1;
    bool in_class = false;
    for (; end < text_.size() && text_[end] != '\n'; ++end) {
      char c = text_[end];
      if (c == '\\') ++end;
      if (c == '[') in_class = true;
      if (c == ']') in_class = false;
      if (c == '/' && !in_class) break;
    }
    if (end >= text_.size() || text_[end] != '/') return false;
    ++end;
    while (end < text_.size() && IsAsciiAlpha(text_[end])) ++end;
    // A value that nobody looks into.
    Add(TokenKind::kNumber, at_, end);
    at_ = end;
    return true;
  }

  bool ReadPythonText() {
    size_t prefix = 0;
    bool raw = false;
    bool holes = false;
    constexpr size_t kLongestPrefix = 2;
    while (prefix < kLongestPrefix && IsAsciiAlpha(Peek(prefix))) {
      char c = AsciiLower(Peek(prefix));
      if (c != 'r' && c != 'b' && c != 'f' && c != 'u' && c != 't') return false;
      raw = raw || c == 'r';
      holes = holes || c == 'f' || c == 't';
      ++prefix;
    }
    char quote = Peek(prefix);
    if (quote != '"' && quote != '\'') return false;
    const char triple[3] = {quote, quote, quote};
    std::string_view closing(triple, 3);
    bool many = text_.substr(at_ + prefix).starts_with(closing);
    if (!many) closing = closing.substr(0, 1);
    ReadUntil(prefix + closing.size(), closing, raw, many);
    tokens_.back().holes = holes;
    return true;
  }

  bool ReadCSharpText() {
    size_t prefix = 0;
    bool holes = false;
    bool verbatim = false;
    for (; Peek(prefix) == '$' || Peek(prefix) == '@'; ++prefix) {
      (Peek(prefix) == '$' ? holes : verbatim) = true;
    }
    if (Peek(prefix) != '"') return prefix == 0 && ReadQuoted('\'');
    bool block = text_.substr(at_ + prefix).starts_with("\"\"\"");
    std::string_view closing = block ? "\"\"\"" : "\"";
    ReadUntil(prefix + closing.size(), closing, block || verbatim, block || verbatim);
    tokens_.back().holes = holes;
    return true;
  }

  bool ReadRustText() {
    size_t at = Peek() == 'b' ? 1 : 0;
    if (Peek(at) == 'r' && (Peek(at + 1) == '"' || Peek(at + 1) == '#')) {
      size_t hashes = 0;
      while (Peek(at + 1 + hashes) == '#') ++hashes;
      if (Peek(at + 1 + hashes) != '"') return false;
      std::string closing = "\"" + std::string(hashes, '#');
      return ReadUntil(at + 2 + hashes, closing, true, true);
    }
    if (Peek(at) == '"') return ReadUntil(at + 1, "\"", false, true);
    // 'x' is a character, 'x alone a lifetime.
    if (Peek() == '\'' && (Peek(1) == '\\' || Peek(2) == '\'')) {
      return ReadUntil(1, "'", false, false);
    }
    return false;
  }

  // --- Words and signs ---------------------------------------------------------------------------

  bool ReadWord() {
    size_t begin = at_;
    char c = Peek();
    // JavaScript: a member that only its class sees.
    bool is_private = c == '#' && language_ == Language::kJavaScript && IsNameStart(Peek(1));
    if (IsNameStart(c) || is_private) {
      for (++at_; at_ < text_.size() && IsNamePart(text_[at_]);) ++at_;
      Add(TokenKind::kName, begin, at_);
      return true;
    }
    if (!IsAsciiDigit(c) && !(c == '.' && IsAsciiDigit(Peek(1)))) return false;
    while (at_ < text_.size()) {
      bool exponent = (text_[at_] == '+' || text_[at_] == '-') && at_ > begin &&
                      AsciiLower(text_[at_ - 1]) == 'e';
      bool range = text_[at_] == '.' && Peek(1) == '.';
      if (range || !(IsNamePart(text_[at_]) || text_[at_] == '.' || exponent)) break;
      ++at_;
    }
    Add(TokenKind::kNumber, begin, at_);
    return true;
  }

  void Open(size_t at, char bracket) {
    open_.push_back(Count());
    size_t length = bracket == '$' ? 2 : 1;
    Add(TokenKind::kOpen, at, at + length).sign = bracket;
  }

  // Closes the innermost bracket if it is of this kind; a stray one is punctuation.
  void Close(size_t at, char opening) {
    uint32_t here = Count();
    bool fits = !open_.empty() && tokens_[open_.back()].sign == opening;
    SourceToken& token = Add(fits ? TokenKind::kClose : TokenKind::kSign, at, at + 1);
    token.sign = text_[at];
    token.match = here;
    if (!fits) return;
    token.match = open_.back();
    tokens_[open_.back()].match = here;
    open_.pop_back();
  }

  void ReadSign() {
    char c = Peek();
    constexpr std::string_view kOpening = "([{";
    constexpr std::string_view kClosing = ")]}";
    if (kOpening.find(c) != std::string_view::npos) {
      Open(at_++, c);
      return;
    }
    if (size_t kind = kClosing.find(c); kind != std::string_view::npos) {
      Close(at_++, kOpening[kind]);
      return;
    }
    constexpr std::array<std::string_view, 22> kLongSigns = {
        "...", "===", "!==", "**=", "=>", "?.", "::", "->", "||", "&&", "??",
        "==",  "!=",  "<=",  ">=",  ":=", "+=", "-=", "*=", "/=", "**", "//"};
    size_t length = 1;
    for (std::string_view sign : kLongSigns) {
      if (!Ahead(sign)) continue;
      length = sign.size();
      break;
    }
    Add(TokenKind::kSign, at_, at_ + length).sign = c;
    at_ += length;
  }

  std::string_view text_;
  Language language_;
  size_t at_ = 0;
  std::vector<SourceToken> tokens_;
  std::vector<uint32_t> open_;  // brackets that wait for their partners
};

}  // namespace

std::vector<SourceToken> TokenizeSource(std::string_view text, Language language) {
  return Tokenizer(text, language).Run();
}

}  // namespace mcprisk
