#include "classify/text/phrases.h"

#include <re2/re2.h>

#include <algorithm>

#include "base/result.h"
#include "base/text.h"
#include "classify/text/folded_text.h"

namespace mcprisk {
namespace {

constexpr std::string_view kGap = "…";
constexpr size_t kMinLiteralBytes = 3;

// Words that so many definitions have that looking for them would screen nothing.
constexpr std::string_view kCommon[] = {
    "use",   "user",    "users",  "tool",    "tools",  "call",   "must",   "always", "read",
    "file",  "files",   "send",   "when",    "before", "this",   "the",    "not",    "data",
    "all",   "any",     "and",    "with",    "get",    "set",    "list",   "add",    "should",
    "after", "first",   "only",   "content", "from",   "output", "system", "model",  "response",
    "using", "include", "return", "create",  "run",    "other"};

bool IsWordChar(char c) { return IsAsciiAlpha(c) || IsAsciiDigit(c); }

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

// The end of a bracketed part that begins at `at`.
size_t SkipBracket(std::string_view text, size_t at) {
  char open = text[at];
  char close = open == '(' ? ')' : ']';
  int depth = 0;
  for (; at < text.size(); ++at) {
    if (text[at] == '\\') {
      ++at;
    } else if (text[at] == open) {
      ++depth;
    } else if (text[at] == close && --depth == 0) {
      return at + 1;
    }
  }
  return text.size();
}

bool IsOptional(std::string_view text, size_t at) {
  return at < text.size() && (text[at] == '?' || text[at] == '*' || text[at] == '{');
}

// The longest word that every text has that this expression matches; empty when there is none.
std::string LongestWord(std::string_view expression) {
  std::string longest, word;
  auto close = [&] {
    if (word.size() > longest.size()) longest = word;
    word.clear();
  };
  for (size_t at = 0; at < expression.size();) {
    char c = expression[at];
    if (c == '|') return "";
    if (c == '(' || c == '[') {
      close();
      at = SkipBracket(expression, at);
    } else if (c == '\\') {
      bool letter = at + 1 < expression.size() && IsAsciiAlpha(expression[at + 1]);
      if (letter || at + 1 >= expression.size()) {
        close();
      } else if (!IsOptional(expression, at + 2)) {
        word += expression[at + 1];
      }
      at += 2;
    } else if (c == '{') {  // a count
      close();
      at = std::min(expression.size(), expression.find('}', at));
    } else if (c == ' ' || c == '.' || c == '^' || c == '$' || c == '?' || c == '*' || c == '+' ||
               c == '}') {
      close();
      ++at;
    } else {
      size_t begin = at;
      NextCodePoint(expression, &at);
      if (IsOptional(expression, at)) {
        close();
      } else {
        word.append(expression.substr(begin, at - begin));
      }
    }
  }
  close();
  return longest.size() >= kMinLiteralBytes ? longest : "";
}

// Splits at the "|" outside of brackets.
std::vector<std::string> Alternatives(std::string_view expression) {
  std::vector<std::string> parts(1);
  for (size_t at = 0; at < expression.size();) {
    size_t begin = at;
    if (expression[at] == '(' || expression[at] == '[') {
      at = SkipBracket(expression, at);
    } else {
      at += expression[at] == '\\' ? 2 : 1;
    }
    at = std::min(at, expression.size());
    if (at == begin + 1 && expression[begin] == '|') {
      parts.emplace_back();
    } else {
      parts.back().append(expression.substr(begin, at - begin));
    }
  }
  return parts;
}

std::vector<std::string> LiteralsOfAll(const std::vector<std::string>& alternatives) {
  std::vector<std::string> literals;
  for (const std::string& one : alternatives) {
    std::string literal = LongestWord(one);
    if (literal.empty()) return {};
    literals.push_back(std::move(literal));
  }
  return literals;
}

size_t Worth(const std::string& literal) {
  bool common = std::find(std::begin(kCommon), std::end(kCommon), literal) != std::end(kCommon);
  return common ? 1 : literal.size();
}

size_t WorthOf(const std::vector<std::string>& literals) {
  size_t least = literals.empty() ? 0 : SIZE_MAX;
  for (const std::string& literal : literals) least = std::min(least, Worth(literal));
  return least;
}

// Whole words: what begins or ends with a letter or digit has a boundary there.
std::string Bounded(const std::string& alternative) {
  std::string bounded = IsWordChar(alternative.front()) ? "\\b" : "";
  bounded += alternative;
  size_t last = alternative.size() - 1;
  bool optional = alternative[last] == '?' && last > 0 && IsWordChar(alternative[last - 1]);
  bool escaped = last > 0 && alternative[last - 1] == '\\';
  if ((IsWordChar(alternative[last]) && !escaped) || optional) bounded += "\\b";
  return bounded;
}

}  // namespace

std::string PhraseClasses::Add(const std::string& name,
                               const std::vector<std::string>& alternatives) {
  Class made;
  std::vector<std::string> literals;
  bool all = true;
  for (const std::string& raw : alternatives) {
    if (raw.empty()) return "an empty phrase in class " + name;
    std::string one = FoldLetters(raw);
    made.pattern += made.pattern.empty() ? "(?:" : "|";
    if (one.size() > 2 && one.front() == '<' && one.find('>') == one.size() - 1) {
      const auto other = classes_.find(std::string_view(one).substr(1, one.size() - 2));
      if (other == classes_.end()) return "no class " + one + " above " + name;
      made.pattern += other->second.pattern;
      literals.insert(literals.end(), other->second.literals.begin(), other->second.literals.end());
      all = all && !other->second.literals.empty();
      continue;
    }
    made.pattern += Bounded(one);
    std::vector<std::string> own = LiteralsOfAll(Alternatives(one));
    all = all && !own.empty();
    literals.insert(literals.end(), own.begin(), own.end());
  }
  made.pattern += ")";
  RE2 compiled(made.pattern, RE2::Quiet);
  if (!compiled.ok()) return "class " + name + ": " + compiled.error();
  if (all) made.literals = std::move(literals);
  classes_.insert_or_assign(name, std::move(made));
  return "";
}

// Works through one phrase, and keeps the literals of its rarest part.
class PhraseClasses::Compiler {
 public:
  Compiler(const StringMap<Class>& classes, std::string phrase)
      : classes_(classes), phrase_(std::move(phrase)) {}

  Compiled Run() {
    while (at_ < phrase_.size() && compiled_.problem.empty()) {
      std::string_view rest = std::string_view(phrase_).substr(at_);
      if (rest.starts_with(kGap)) {
        ClosePlain();
        at_ += TakeGap(rest);
      } else if (phrase_[at_] == '<') {
        ClosePlain();
        TakeClass();
      } else if (phrase_[at_] == '(' || phrase_[at_] == '[') {
        ClosePlain();
        TakeBracket();
      } else {
        size_t step = std::min(rest.size(), phrase_[at_] == '\\' ? size_t{2} : size_t{1});
        plain_ += rest.substr(0, step);
        compiled_.pattern += rest.substr(0, step);
        at_ += step;
      }
    }
    ClosePlain();
    return std::move(compiled_);
  }

 private:
  // Bytes of it. With a blank on both sides there may be nothing in between: "send … it" is "send
  // it", too.
  size_t TakeGap(std::string_view rest) {
    bool blanks = compiled_.pattern.ends_with(' ') && rest.substr(kGap.size()).starts_with(' ');
    compiled_.pattern += blanks ? "(?:[^\\n]*?[^\\w\\n])?" : "[^\\n]*?";
    return kGap.size() + (blanks ? 1 : 0);
  }

  void Consider(std::vector<std::string> literals) {
    if (WorthOf(literals) > WorthOf(compiled_.literals)) compiled_.literals = std::move(literals);
  }

  // The plain expression since the last class, bracket or gap.
  void ClosePlain() {
    if (!plain_.empty()) Consider(LiteralsOfAll(Alternatives(plain_)));
    plain_.clear();
  }

  // The class whose "<" stands at `open`, and where its ">" does.
  const Class* ClassAt(std::string_view text, size_t open, size_t* close) {
    *close = text.find('>', open);
    std::string_view name = text.substr(open + 1, *close - open - 1);
    auto found = classes_.find(name);
    if (*close != std::string_view::npos && found != classes_.end()) return &found->second;
    compiled_.problem =
        "no class <" + std::string(name) + "> in rules/phrases.yaml; \"\\<\" is the " + "character";
    return nullptr;
  }

  void TakeClass() {
    size_t close = 0;
    const Class* found = ClassAt(phrase_, at_, &close);
    if (!found) return;
    compiled_.pattern += found->pattern;
    if (!IsOptional(phrase_, close + 1)) Consider(found->literals);
    at_ = close + 1;
  }

  void TakeBracket() {
    size_t end = SkipBracket(phrase_, at_);
    std::string_view bracket = std::string_view(phrase_).substr(at_, end - at_);
    at_ = end;
    if (bracket.front() == '[') {
      compiled_.pattern += bracket;
      return;
    }
    std::vector<std::string> literals;
    bool sure = true;
    std::string_view inside = bracket.substr(1, bracket.size() - (bracket.ends_with(')') ? 2 : 1));
    if (inside.starts_with("?:")) inside.remove_prefix(2);
    for (const std::string& one : Alternatives(inside)) {
      std::vector<std::string> own = LiteralsOfAlternative(one);
      sure = sure && !own.empty();
      literals.insert(literals.end(), own.begin(), own.end());
    }
    if (sure && !IsOptional(phrase_, at_)) Consider(std::move(literals));
    ExpandInto(bracket);
  }

  // Of an alternative within brackets: those of its class, when it is nothing else, or of its
  // words.
  std::vector<std::string> LiteralsOfAlternative(const std::string& alternative) {
    if (alternative.starts_with("<") && alternative.find('>') == alternative.size() - 1) {
      size_t close = 0;
      const Class* found = ClassAt(alternative, 0, &close);
      return found ? found->literals : std::vector<std::string>();
    }
    return LiteralsOfAll({alternative});
  }

  // A bracket with its classes and gaps replaced.
  void ExpandInto(std::string_view bracket) {
    for (size_t at = 0; at < bracket.size() && compiled_.problem.empty();) {
      if (bracket.substr(at).starts_with(kGap)) {
        at += TakeGap(bracket.substr(at));
      } else if (bracket[at] == '<') {
        size_t close = 0;
        const Class* found = ClassAt(bracket, at, &close);
        if (!found) return;
        compiled_.pattern += found->pattern;
        at = close + 1;
      } else {
        size_t step = std::min(bracket.size() - at, bracket[at] == '\\' ? size_t{2} : size_t{1});
        compiled_.pattern += bracket.substr(at, step);
        at += step;
      }
    }
  }

  const StringMap<Class>& classes_;
  std::string phrase_;
  size_t at_ = 0;
  std::string plain_;
  Compiled compiled_;
};

PhraseClasses::Compiled PhraseClasses::Compile(const std::string& phrase,
                                               bool needs_literals) const {
  Compiled compiled = Compiler(classes_, FoldLetters(phrase)).Run();
  if (!compiled.problem.empty()) return compiled;
  RE2 checked(compiled.pattern, RE2::Quiet);
  if (!checked.ok()) {
    compiled.problem = "bad phrase: " + checked.error();
  } else if (needs_literals && compiled.literals.empty()) {
    compiled.problem = "no word of three bytes or more that the phrase cannot do without";
  }
  return compiled;
}

struct Phrase::Rep {
  std::unique_ptr<RE2> says;
  std::unique_ptr<RE2> unless;
};

namespace {

std::unique_ptr<RE2> Joined(const std::vector<std::string>& patterns) {
  if (patterns.empty()) return nullptr;
  std::string joined;
  for (const std::string& one : patterns) joined += (joined.empty() ? "(?:" : "|(?:") + one + ")";
  auto compiled = std::make_unique<RE2>(joined, RE2::Quiet);
  if (!compiled->ok()) throw Error("the phrase " + joined + " does not compile");
  return compiled;
}

}  // namespace

Phrase::Phrase(const std::vector<std::string>& says, const std::vector<std::string>& unless)
    : rep_(std::make_unique<Rep>()) {
  rep_->says = Joined(says);
  rep_->unless = Joined(unless);
}

Phrase::~Phrase() = default;

std::optional<std::pair<size_t, size_t>> Phrase::Find(std::string_view folded) const {
  if (!rep_->says) return std::nullopt;
  size_t from = 0;
  for (int i = 0; i < kMaxPhraseTries && from <= folded.size(); ++i) {
    re2::StringPiece text(folded.data(), folded.size());
    re2::StringPiece found;
    if (!rep_->says->Match(text, from, folded.size(), RE2::UNANCHORED, &found, 1)) break;
    size_t begin = static_cast<size_t>(found.data() - folded.data());
    size_t end = begin + found.size();
    bool counts = found.size() <= kMaxPhraseBytes;
    if (counts && rep_->unless) {
      size_t line = begin == 0 ? std::string_view::npos : folded.rfind('\n', begin - 1);
      line = line == std::string_view::npos ? 0 : line + 1;
      if (begin - line > kMaxBeforeBytes) line = begin - kMaxBeforeBytes;
      size_t rest = std::min(folded.size(), folded.find('\n', end));
      rest = std::min(rest, end + kMaxBeforeBytes);
      re2::StringPiece sentence(folded.data() + line, rest - line);
      counts = !RE2::PartialMatch(sentence, *rep_->unless);
    }
    if (counts) return std::pair(begin, end);
    from = begin + 1;
  }
  return std::nullopt;
}

}  // namespace mcprisk
