#include "classify/text/phrases.h"

#include <re2/re2.h>

#include <algorithm>

#include "base/result.h"
#include "base/text.h"
#include "classify/text/folded_text.h"

namespace mcprisk {
namespace {

constexpr std::string_view kGap = "…";

// Accents go the way they go in the text; what is ASCII stays, since it is syntax.
std::string FoldLetters(const std::string& phrase) {
  std::string folded;
  for (size_t at = 0; at < phrase.size();) {
    size_t begin = at;
    NextCodePoint(phrase, &at);
    std::string one = phrase.substr(begin, at - begin);
    if (one.size() > 1 && one != kGap) {
      FoldedText text;
      FoldText(one, FoldMode::kProse, &text);
      one = text.text;
      while (one.ends_with('\n')) one.pop_back();
    }
    folded += one;
  }
  return folded;
}

// Whole words: what begins or ends with a letter or digit has a boundary there.
std::string Bounded(const std::string& alternative) {
  std::string bounded = IsAsciiAlnum(alternative.front()) ? "\\b" : "";
  bounded += alternative;
  size_t last = alternative.size() - 1;
  bool optional = alternative[last] == '?' && last > 0 && IsAsciiAlnum(alternative[last - 1]);
  bool escaped = last > 0 && alternative[last - 1] == '\\';
  if ((IsAsciiAlnum(alternative[last]) && !escaped) || optional) bounded += "\\b";
  return bounded;
}

// Letters, digits, what is no blank, and edges; any sign. What else there is may be a line end.
bool EscapeStaysInLine(std::string_view behind_backslash) {
  constexpr std::string_view kInLine = "wdSbBAz";
  if (behind_backslash.empty()) return false;
  const char c = behind_backslash.front();
  return !IsAsciiAlnum(c) || kInLine.find(c) != std::string_view::npos;
}

bool SetStaysInLine(std::string_view set) {
  const bool inverted = set.starts_with("[^");
  for (size_t at = 1; at < set.size(); ++at) {
    if (set[at] == '\n' || set.substr(at).starts_with("[:")) return false;
    if (set[at] != '\\') continue;
    ++at;
    const bool end = at < set.size() && (set[at] == 'n' || set[at] == 's');
    if (inverted && end) return true;
    if (!inverted && !EscapeStaysInLine(set.substr(at))) return false;
  }
  return !inverted;
}

// Whether nothing that `pattern` matches has a line end in it, as far as its syntax tells.
bool StaysInLine(std::string_view pattern) {
  if (pattern.find("(?s") != std::string_view::npos) return false;
  for (size_t at = 0; at < pattern.size();) {
    if (pattern[at] == '[') {
      const std::string_view set = pattern.substr(at, EndOfSet(pattern, at) - at);
      if (!SetStaysInLine(set)) return false;
      at += set.size();
    } else if (pattern[at] == '\\') {
      if (!EscapeStaysInLine(pattern.substr(at + 1))) return false;
      at += 2;
    } else if (pattern[at++] == '\n') {
      return false;
    }
  }
  return true;
}

}  // namespace

std::string PhraseClasses::Add(const std::string& name,
                               const std::vector<std::string>& alternatives) {
  std::string pattern;
  for (const std::string& raw : alternatives) {
    if (raw.empty()) return "an empty phrase in class " + name;
    std::string one = FoldLetters(raw);
    pattern += pattern.empty() ? "(?:" : "|";
    std::string problem;
    pattern += Expand(Bounded(one), &problem);
    if (!problem.empty()) return "class " + name + ": " + problem;
  }
  pattern += ")";
  const std::string problem = Expression(pattern, compiling_).Problem();
  if (!problem.empty()) return "class " + name + ": " + problem;
  classes_.insert_or_assign(name, std::move(pattern));
  return "";
}

std::string PhraseClasses::Expand(std::string_view phrase, std::string* problem) const {
  std::string pattern;
  for (size_t at = 0; at < phrase.size();) {
    std::string_view rest = phrase.substr(at);
    if (rest.starts_with(kGap)) {
      // With a blank on both sides there may be nothing in between: "send … it" is "send it", too.
      bool blanks = pattern.ends_with(' ') && rest.substr(kGap.size()).starts_with(' ');
      pattern += blanks ? "(?:[^\\n]*?[^\\w\\n])?" : "[^\\n]*?";
      at += kGap.size() + (blanks ? 1 : 0);
    } else if (rest[0] == '<') {
      size_t close = rest.find('>');
      std::string_view name = rest.substr(1, close - 1);
      auto found = classes_.find(name);
      if (close == std::string_view::npos || found == classes_.end()) {
        *problem =
            "no class <" + std::string(name) + "> in rules/phrases.yaml; \"\\<\" is the character";
        return "";
      }
      pattern += found->second;
      at += close + 1;
    } else {
      size_t step = rest[0] == '[' ? EndOfSet(rest, 0) : rest[0] == '\\' ? 2 : 1;
      pattern += rest.substr(0, step);
      at += step;
    }
  }
  return pattern;
}

PhraseClasses::Compiled PhraseClasses::Compile(const std::vector<std::string>& phrases,
                                               bool needs_literals) const {
  Compiled compiled;
  std::string pattern;
  for (const std::string& phrase : phrases) {
    std::string one = Expand(FoldLetters(phrase), &compiled.problem);
    if (!compiled.problem.empty()) return compiled;
    if (BeginsWithLetter(one)) one.insert(0, "\\b");
    pattern += (pattern.empty() ? "(?:" : "|(?:") + one + ")";
  }
  compiled.expression = std::make_shared<Expression>(pattern, compiling_);
  compiled.problem = compiled.expression->Problem();
  if (!compiled.problem.empty()) {
    compiled.problem.insert(0, "bad phrase: ");
    return compiled;
  }
  compiled.in_line = StaysInLine(pattern);
  if (needs_literals) compiled.needs = NeedsOf(pattern);
  if (needs_literals && compiled.needs.empty()) {
    compiled.problem = "no word of three bytes or more that the phrase cannot do without";
  }
  return compiled;
}

// Whether `unless` takes back what stands at [begin, end).
bool Phrases::IsTakenBack(std::string_view folded, size_t begin, size_t end) const {
  if (!unless_) return false;
  size_t from = begin == 0 ? std::string_view::npos : folded.rfind('\n', begin - 1);
  from = from == std::string_view::npos ? 0 : from + 1;
  if (begin - from > kMaxBeforeBytes) from = begin - kMaxBeforeBytes;
  size_t to = std::min(folded.size(), folded.find('\n', end));
  to = std::min(to, end + kMaxBeforeBytes);
  return RE2::PartialMatch(re2::StringPiece(folded.data() + from, to - from), unless_->Compiled());
}

// Whether one of `with` stands beside [begin, end). It may begin with the line end before it, which
// belongs to both.
bool Phrases::HasCompany(std::string_view folded, size_t begin, size_t end) const {
  if (!with_) return true;
  const size_t from = begin > kMaxWithBytes ? begin - kMaxWithBytes : 0;
  const size_t to = std::min(folded.size(), end + kMaxWithBytes);
  return RE2::PartialMatch(re2::StringPiece(folded.data() + from, begin - from),
                           with_->Compiled()) ||
         RE2::PartialMatch(re2::StringPiece(folded.data() + end, to - end), with_->Compiled());
}

std::optional<Phrases::Place> Phrases::FindOne(size_t phrase, std::string_view folded) const {
  return FindOneIn(phrase, folded, {0, folded.size()});
}

std::optional<Phrases::Place> Phrases::FindOneIn(size_t phrase, std::string_view folded,
                                                 Place part) const {
  const RE2& expression = says_[phrase].expression->Compiled();
  re2::StringPiece text(folded.data(), folded.size());
  re2::StringPiece found;
  size_t from = part.first;
  for (int i = 0; i < kMaxPhraseTries && from <= part.second; ++i) {
    if (!expression.Match(text, from, part.second, RE2::UNANCHORED, &found, 1)) break;
    size_t begin = static_cast<size_t>(found.data() - folded.data());
    size_t end = begin + found.size();
    if (found.size() <= kMaxPhraseBytes && !IsTakenBack(folded, begin, end) &&
        HasCompany(folded, begin, end)) {
      return Place(begin, end);
    }
    from = begin + 1;
  }
  return std::nullopt;
}

std::optional<Phrases::Place> Phrases::Find(std::string_view folded) const {
  std::optional<Place> first;
  for (size_t phrase = 0; phrase < says_.size(); ++phrase) {
    std::optional<Place> place = FindOne(phrase, folded);
    if (place && (!first || place->first < first->first)) first = place;
  }
  return first;
}

}  // namespace mcprisk
