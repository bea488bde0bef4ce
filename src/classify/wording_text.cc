#include "classify/wording_text.h"

#include <algorithm>
#include <optional>

#include "base/text.h"

namespace mcprisk {
namespace {

constexpr std::string_view kAround = "\"'()[]{}<>,.;:!?*`|=#";

bool IsBlank(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }
bool IsLower(char c) { return c >= 'a' && c <= 'z'; }

constexpr uint16_t BitOf(WordingMark mark) {
  return static_cast<uint16_t>(1u << static_cast<unsigned>(mark));
}

std::string_view Stripped(std::string_view word) {
  size_t begin = word.find_first_not_of(kAround);
  if (begin == std::string_view::npos) return {};
  return word.substr(begin, word.find_last_not_of(kAround) + 1 - begin);
}

template <typename Holds>
bool All(std::string_view word, Holds holds) {
  return std::all_of(word.begin(), word.end(), holds);
}
template <typename Holds>
bool Any(std::string_view word, Holds holds) {
  return std::any_of(word.begin(), word.end(), holds);
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

// What stands in the place of a word.
std::optional<WordingMark> NoWord(std::string_view word) {
  if (All(word, IsAsciiAlpha)) return std::nullopt;  // most of them
  if (word.find("://") != std::string_view::npos) return WordingMark::kUrl;
  if (IsEmail(word)) return WordingMark::kEmail;
  if (IsPath(word)) return WordingMark::kPath;
  if (IsLongCode(word)) return WordingMark::kAddress;
  if (word.back() == '%' && IsAsciiDigit(word[0])) return WordingMark::kPercent;
  if (IsNumber(word)) return WordingMark::kNumber;
  if (IsHost(word)) return WordingMark::kHost;
  return std::nullopt;
}

// name_like_this or nameLikeThis.
bool IsName(std::string_view word) {
  if (word.size() > 2 && word.substr(1, word.size() - 2).find('_') != std::string_view::npos &&
      All(word, [](char c) { return IsAsciiAlnum(c) || c == '_'; }) && Any(word, IsLower)) {
    return true;
  }
  return IsLower(word[0]) && All(word, IsAsciiAlpha) && Any(word, IsAsciiUpper);
}

// "e.g.", "i.e.", "etc.", "vs.": the stop stands behind `before`.
bool IsAbbreviation(std::string_view before) {
  return before.ends_with("e.g") || before.ends_with("i.e") || before.ends_with("etc") ||
         before.ends_with("vs");
}

}  // namespace

WordingNames::WordingNames(const Tool& tool) : self(AsciiLowered(tool.name)) {
  for (const Parameter& parameter : tool.parameters) {
    parameters.push_back(AsciiLowered(parameter.name));
  }
}

bool WordingNames::IsParameter(std::string_view word) const {
  return std::find(parameters.begin(), parameters.end(), word) != parameters.end();
}

WordingText::WordingText(std::string_view text, const WordingNames& names) {
  Fold(text);
  size_t begin = 0;
  auto cut = [&](size_t end) {
    AddSentence(begin, end, names);
    begin = end;
  };
  for (size_t i = 0; i < plain_.size() && sentences_.size() < kMaxWordingSentences; ++i) {
    const char c = plain_[i];
    if (c == '\n') {
      if (i + 1 == plain_.size() || !IsLower(plain_[i + 1])) cut(i);
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
  const bool ascii = All(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  if (ascii) {
    plain_ = text;
  } else {
    for (size_t i = 0; i < text.size(); ++i) {
      const auto byte = static_cast<unsigned char>(text[i]);
      if (byte >= 0x80 && byte < 0xC0) continue;  // goes on with a character
      from_.push_back(static_cast<uint32_t>(i));
      const bool apostrophe = text.substr(i).starts_with("\xE2\x80\x99");
      plain_ += byte < 0x80 ? text[i] : apostrophe ? '\'' : ' ';
    }
    from_.push_back(static_cast<uint32_t>(text.size()));
  }
  lowered_ = AsciiLowered(plain_);
  words_.reserve(plain_.size() / 4);
}

void WordingText::AddSentence(size_t begin, size_t end, const WordingNames& names) {
  while (begin < end && IsBlank(plain_[begin])) ++begin;
  while (end > begin && IsBlank(plain_[end - 1])) --end;
  Sentence sentence{RawOf(begin), RawOf(end), end - begin, words_.size(), 0, 0};
  bool first = true;
  for (size_t at = begin; at < end;) {
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
  const auto chunk = std::string_view(plain_).substr(begin, end - begin);
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
  if (std::optional<WordingMark> mark = NoWord(word)) return stands(*mark);
  if (lowered == names.self) return stands(WordingMark::kSelf);
  if (names.IsParameter(lowered)) {
    *marks |= BitOf(WordingMark::kParameter);
  } else if (IsName(word)) {
    return stands(WordingMark::kName);
  } else if (!first && IsAsciiUpper(word[0])) {
    *marks |= BitOf(WordingMark::kProper);
  }
  for (size_t at = 0; at <= lowered.size();) {
    const size_t behind = std::min(lowered.find_first_of("-/=", at), lowered.size());
    std::string_view part = Stripped(lowered.substr(at, behind - at));
    if (part.ends_with("'s")) part.remove_suffix(2);
    if (!part.empty()) words_.push_back(part);
    at = behind + 1;
  }
}

}  // namespace mcprisk
