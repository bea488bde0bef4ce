#include "classify/wording_text.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>

#include "base/text.h"

namespace mcprisk {
namespace {

// What a character of a text may be.
enum Kind : uint8_t {
  kLower = 1,
  kUpper = 2,
  kBlank = 4,
  kAround = 8,   // stands around words
  kBetween = 16  // and between the parts of one
};
constexpr std::array<uint8_t, 256> kKinds = [] {
  std::array<uint8_t, 256> kinds{};
  const auto set = [&](std::string_view characters, uint8_t kind) {
    for (char c : characters) kinds[static_cast<unsigned char>(c)] |= kind;
  };
  set("abcdefghijklmnopqrstuvwxyz", kLower);
  set("ABCDEFGHIJKLMNOPQRSTUVWXYZ", kUpper);
  set(" \t\n\v\f\r", kBlank);
  set("\"'()[]{}<>,.;:!?*`|=#", kAround);
  set("-/=", kBetween);
  return kinds;
}();
bool Is(char c, uint8_t kinds) { return (kKinds[static_cast<unsigned char>(c)] & kinds) != 0; }

bool IsBlank(char c) { return Is(c, kBlank); }
bool IsLower(char c) { return Is(c, kLower); }

constexpr uint16_t BitOf(WordingMark mark) {
  return static_cast<uint16_t>(1u << static_cast<unsigned>(mark));
}

std::string_view Stripped(std::string_view word) {
  while (!word.empty() && Is(word.front(), kAround)) word.remove_prefix(1);
  while (!word.empty() && Is(word.back(), kAround)) word.remove_suffix(1);
  return word;
}

template <typename Holds>
bool All(std::string_view word, Holds holds) {
  return std::all_of(word.begin(), word.end(), holds);
}
template <typename Holds>
bool Any(std::string_view word, Holds holds) {
  return std::any_of(word.begin(), word.end(), holds);
}

// Only letters.
bool IsPlainWord(std::string_view word) {
  return All(word, [](char c) { return Is(c, kLower | kUpper); });
}

bool IsEmail(std::string_view word) {
  size_t at = word.rfind('@');
  return at != std::string_view::npos && at > 0 && word.find('.', at) != std::string_view::npos;
}

bool IsPath(std::string_view word) {
  return (word[0] == '/' || word.starts_with("~/")) && word.size() > 3 && Any(word, IsAsciiAlpha);
}

bool IsLongCode(std::string_view word) {
  if (word.starts_with("0x") && word.size() >= 8) return true;
  return word.size() >= 20 && All(word, IsAsciiAlnum) && Any(word, IsAsciiDigit) &&
         Any(word, IsAsciiAlpha);
}

bool IsNumber(std::string_view word) {
  const bool begins =
      IsAsciiDigit(word[0]) || (word.size() > 1 && IsAsciiDigit(word[1]) &&
                                std::string_view("$+-").find(word[0]) != std::string_view::npos);
  return begins && All(word, [](char c) {
           return std::string_view("0123456789.,:/-$+").find(c) != std::string_view::npos;
         });
}

bool IsHost(std::string_view word) {
  constexpr std::string_view kEndings[] = {"com",  "net", "org",   "io",  "example", "dev",
                                           "test", "cn",  "ru",    "co",  "app",     "site",
                                           "xyz",  "ai",  "cloud", "info"};
  size_t dot = word.rfind('.');
  if (dot == std::string_view::npos) return false;
  const bool plain =
      All(word, [](char c) { return IsLower(c) || IsAsciiDigit(c) || c == '-' || c == '.'; });
  return plain && std::find(std::begin(kEndings), std::end(kEndings), word.substr(dot + 1)) !=
                      std::end(kEndings);
}

// What stands in the place of a word, which is not only of letters.
std::optional<WordingMark> NoWord(std::string_view word) {
  if (word.find("://") != std::string_view::npos) return WordingMark::kUrl;
  if (IsEmail(word)) return WordingMark::kEmail;
  if (IsPath(word)) return WordingMark::kPath;
  if (IsLongCode(word)) return WordingMark::kAddress;
  if (word.back() == '%' && IsAsciiDigit(word[0])) return WordingMark::kPercent;
  if (IsNumber(word)) return WordingMark::kNumber;
  if (IsHost(word)) return WordingMark::kHost;
  return std::nullopt;
}

// name_like_this
bool IsSnakeName(std::string_view word) {
  return word.size() > 2 && word.substr(1, word.size() - 2).find('_') != std::string_view::npos &&
         All(word, [](char c) { return IsAsciiAlnum(c) || c == '_'; }) && Any(word, IsLower);
}

// nameLikeThis
bool IsCamelName(std::string_view plain_word) {
  return IsLower(plain_word[0]) && Any(plain_word, [](char c) { return Is(c, kUpper); });
}

uint64_t BitOfSize(size_t size) { return uint64_t{1} << std::min<size_t>(size, 63); }

// "e.g.", "i.e.", "etc.", "vs.": the stop stands behind `before`.
bool IsAbbreviation(std::string_view before) {
  return before.ends_with("e.g") || before.ends_with("i.e") || before.ends_with("etc") ||
         before.ends_with("vs");
}

}  // namespace

WordingNames::WordingNames(const Tool& tool) : self(AsciiLowered(tool.name)) {
  for (const Parameter& parameter : tool.parameters) {
    parameters_.push_back(AsciiLowered(parameter.name));
    sizes_ |= BitOfSize(parameter.name.size());
  }
}

bool WordingNames::IsParameter(std::string_view word) const {
  return (sizes_ & BitOfSize(word.size())) != 0 &&
         std::find(parameters_.begin(), parameters_.end(), word) != parameters_.end();
}

WordingText::WordingText(std::string_view text, const WordingNames& names, bool from_first) {
  Fold(text);
  Cut(names, from_first);
  if (from_first || sentences_.size() != 1) return;
  sentences_.clear();
  words_.clear();
  Cut(names, true);
}

void WordingText::Cut(const WordingNames& names, bool from_first) {
  size_t begin = 0;
  auto cut = [&](size_t end) {
    const size_t most = from_first || !sentences_.empty() ? SIZE_MAX : 1;
    AddSentence(begin, end, names, most);
    begin = end;
  };
  for (size_t i = 0; i < plain_.size() && sentences_.size() < kMaxWordingSentences; ++i) {
    const char c = plain_[i];
    if (c == '\n') {
      if (i + 1 == plain_.size() || !IsLower(plain_[i + 1])) cut(i);
    } else if (!Is(c, kAround)) {
      continue;
    } else if (c == ';') {
      if (i + 1 < plain_.size() && IsBlank(plain_[i + 1])) cut(i + 1);
    } else if (c == '.' || c == '!' || c == '?') {
      size_t behind = i + 1;
      while (behind < plain_.size() &&
             std::string_view("\"')]").find(plain_[behind]) != std::string_view::npos) {
        ++behind;
      }
      if (behind < plain_.size() && !IsBlank(plain_[behind])) continue;
      const size_t from = std::max(begin, i < 3 ? 0 : i - 3);
      if (c == '.' && IsAbbreviation(std::string_view(lowered_).substr(from, i - from))) continue;
      cut(behind);
      i = behind - 1;
    }
  }
  if (sentences_.size() < kMaxWordingSentences) cut(plain_.size());
}

void WordingText::Fold(std::string_view text) {
  if (IsAscii(text)) {
    plain_ = text;
  } else {
    for (size_t i = 0; i < text.size(); ++i) {
      const auto byte = static_cast<unsigned char>(text[i]);
      if (byte >= 0x80 && byte < 0xC0) continue;  // goes on with a character
      from_.push_back(static_cast<uint32_t>(i));
      const bool apostrophe = text.substr(i).starts_with("\xE2\x80\x99");
      folded_ += byte < 0x80 ? text[i] : apostrophe ? '\'' : ' ';
    }
    from_.push_back(static_cast<uint32_t>(text.size()));
    plain_ = folded_;
  }
  lowered_ = AsciiLowered(plain_);
  words_.reserve(plain_.size() / 4);
}

void WordingText::AddSentence(size_t begin, size_t end, const WordingNames& names,
                              size_t most_words) {
  while (begin < end && IsBlank(plain_[begin])) ++begin;
  while (end > begin && IsBlank(plain_[end - 1])) --end;
  Sentence sentence{RawOf(begin), RawOf(end), end - begin, words_.size(), 0, 0};
  bool first = true;
  for (size_t at = begin; at < end && words_.size() - sentence.first_word < most_words;) {
    size_t behind = at;
    while (behind < end && !IsBlank(plain_[behind])) ++behind;
    const size_t before = words_.size();
    AddChunk(at, behind, first, names, &sentence.marks);
    if (words_.size() > before) first = false;
    at = behind;
    while (at < end && IsBlank(plain_[at])) ++at;
  }
  sentence.word_count = words_.size() - sentence.first_word;
  if (sentence.word_count > 0) sentences_.push_back(sentence);
}

// What stands between two blanks.
void WordingText::AddChunk(size_t begin, size_t end, bool first, const WordingNames& names,
                           uint16_t* marks) {
  const std::string_view chunk = plain_.substr(begin, end - begin);
  const char opens = chunk.front(), closes = chunk.back();
  if (opens == '"' || opens == '\'' || opens == '`' || closes == '"' || closes == '`') {
    *marks |= BitOf(WordingMark::kQuoted);
  }
  const std::string_view word = Stripped(chunk);
  if (word.empty()) return;
  const auto lowered = std::string_view(lowered_).substr(
      static_cast<size_t>(word.data() - plain_.data()), word.size());
  auto stands = [&](WordingMark mark) {
    *marks |= BitOf(mark);
    words_.emplace_back();
  };
  const bool plain = IsPlainWord(word);  // most of them
  if (!plain) {
    if (std::optional<WordingMark> mark = NoWord(word)) return stands(*mark);
  }
  if (lowered == names.self) return stands(WordingMark::kSelf);
  if (names.IsParameter(lowered)) {
    *marks |= BitOf(WordingMark::kParameter);
  } else if (plain ? IsCamelName(word) : IsSnakeName(word)) {
    return stands(WordingMark::kName);
  } else if (!first && IsAsciiUpper(word[0])) {
    *marks |= BitOf(WordingMark::kProper);
  }
  if (plain) {
    words_.push_back(lowered);
  } else {
    AddParts(lowered);
  }
}

void WordingText::AddParts(std::string_view word) {
  for (size_t at = 0; at <= word.size();) {
    size_t behind = at;
    while (behind < word.size() && !Is(word[behind], kBetween)) ++behind;
    std::string_view part = Stripped(word.substr(at, behind - at));
    if (part.ends_with("'s")) part.remove_suffix(2);
    if (!part.empty()) words_.push_back(part);
    at = behind + 1;
  }
}

}  // namespace mcprisk
