// The source text of a package as tokens: what every language here is read from.
//
// A token is a name, a text, a number, a bracket with its partner, or punctuation. Comments are
// gone, but for documentation comments of Rust. Reading is one pass without recursion and never
// fails: what does not fit is punctuation, an unclosed text ends at the end of its line or file, a
// bracket without a partner closes at the end. Nothing is ever executed.
//
// Offsets are bytes; a SourceText owns its text. Not changed after construction, so any thread may
// read.
#ifndef MCPRISK_CRAWL_PACKAGES_SOURCE_H_
#define MCPRISK_CRAWL_PACKAGES_SOURCE_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mcprisk {

// One source file; the largest bundle met in 22 published servers has 7.9 MB.
inline constexpr size_t kMaxSourceFileBytes = size_t{16} << 20;
// All source files of one package that are read; a token costs 16 bytes, and comes for every four.
inline constexpr size_t kMaxSourceBytes = size_t{48} << 20;

enum class Language { kJavaScript, kPython, kGo, kCSharp, kJava, kRust };

enum class TokenKind : uint8_t {
  kName,
  kText,  // begin and end are those of the content, without quotes
  kNumber,
  kOpen,  // ( [ { and in JavaScript a template "`" and a hole in it "$"
  kClose,
  kSign,     // punctuation, of up to three characters
  kNewLine,  // Python, outside of brackets
  kDoc,      // Rust: the text of one documentation comment
};

struct SourceToken {
  TokenKind kind = TokenKind::kSign;
  bool raw = false;    // a text without escapes
  bool holes = false;  // a text that is filled in when it runs: f"…", $"…"
  char sign = 0;       // the bracket, or the first character of punctuation
  uint32_t begin = 0;
  uint32_t end = 0;
  uint32_t match = 0;  // of a bracket: its partner; the number of tokens where there is none
};

// Tokens from `begin` up to and without `end`.
struct Range {
  uint32_t begin = 0;
  uint32_t end = 0;
  bool empty() const { return begin >= end; }
};

class SourceText {
 public:
  // `path` is the file's path in its package. `text` is read up to kMaxSourceFileBytes.
  SourceText(std::string path, std::string text, Language language);

  const std::string& path() const { return path_; }
  Language language() const { return language_; }
  uint32_t size() const { return static_cast<uint32_t>(tokens_.size()); }
  const SourceToken& operator[](uint32_t at) const { return at < size() ? tokens_[at] : end_; }

  // The characters of a token; of a text, its content as written.
  std::string_view Text(uint32_t at) const;
  bool Is(uint32_t at, std::string_view sign_or_name) const;
  bool IsName(uint32_t at) const { return (*this)[at].kind == TokenKind::kName; }
  bool IsText(uint32_t at) const { return (*this)[at].kind == TokenKind::kText; }
  bool IsOpen(uint32_t at, char bracket) const;
  // The content of a text token with its escapes resolved, as valid UTF-8.
  std::string Decoded(uint32_t at) const;

  // The token behind this one, or behind the bracket that it opens.
  uint32_t Next(uint32_t at) const;
  // Inside of the bracket at `open`.
  Range Inside(uint32_t open) const;
  // Pieces of a range between separators that are in no bracket; a trailing empty one is dropped.
  std::vector<Range> Split(Range range, std::string_view separator) const;
  // The first token of this text in the range and in no bracket; range.end when there is none.
  uint32_t Find(Range range, std::string_view sign_or_name) const;

  size_t Line(uint32_t at) const;    // 1-based
  size_t Column(uint32_t at) const;  // 0-based, in bytes

 private:
  std::string path_;
  std::string text_;
  Language language_;
  std::vector<SourceToken> tokens_;
  std::vector<uint32_t> lines_;  // offset of each line
  SourceToken end_;
};

// The language of a file by the ending of its path; nullopt for what is not read: declarations
// without code, tests, examples and the packages that a package carries inside itself.
std::optional<Language> SourceLanguage(std::string_view path);

// The tokens of `text`, for SourceText.
std::vector<SourceToken> TokenizeSource(std::string_view text, Language language);

}  // namespace mcprisk

#endif  // MCPRISK_CRAWL_PACKAGES_SOURCE_H_
