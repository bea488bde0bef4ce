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

// The words that every text has that this expression matches.
std::vector<std::string> NeededWords(std::string_view expression) {
  std::vector<std::string> words;
  std::string word;
  auto close = [&] {
    if (word.size() >= kMinLiteralBytes) words.push_back(word);
    word.clear();
  };
  for (size_t at = 0; at < expression.size();) {
    char c = expression[at];
    if (c == '|') return {};
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
  return words;
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

// One word of each; none when one has none.
Literals LiteralsOfAll(const std::vector<std::string>& alternatives) {
  Literals literals;
  for (const std::string& one : alternatives) {
    std::vector<std::string> words = NeededWords(one);
    if (words.empty()) return {};
    literals.push_back(*std::max_element(words.begin(), words.end(), [](const auto& a, const auto& b) {
      return a.size() < b.size();
    }));
  }
  return literals;
}

size_t Worth(const std::string& literal) {
  bool common = std::find(std::begin(kCommon), std::end(kCommon), literal) != std::end(kCommon);
  return common ? 1 : literal.size();
}

size_t WorthOf(const Literals& literals) {
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
  Literals literals;
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
    Literals own = LiteralsOfAll(Alternatives(one));
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

// Works through one phrase, and notes the literals of each part.
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
    std::stable_sort(compiled_.needs.begin(), compiled_.needs.end(),
                     [](const Literals& a, const Literals& b) { return WorthOf(a) > WorthOf(b); });
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

  void AddNeed(Literals literals) {
    if (!literals.empty()) compiled_.needs.push_back(std::move(literals));
  }

  // The plain expression since the last class, bracket or gap.
  void ClosePlain() {
    std::vector<std::string> alternatives = Alternatives(plain_);
    if (alternatives.size() > 1) {
      AddNeed(LiteralsOfAll(alternatives));
    } else {
      for (std::string& word : NeededWords(plain_)) AddNeed({std::move(word)});
    }
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
    if (!IsOptional(phrase_, close + 1)) AddNeed(found->literals);
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
    Literals literals;
    bool sure = true;
    std::string_view inside = bracket.substr(1, bracket.size() - (bracket.ends_with(')') ? 2 : 1));
    if (inside.starts_with("?:")) inside.remove_prefix(2);
    for (const std::string& one : Alternatives(inside)) {
      Literals own = LiteralsOfAlternative(one);
      sure = sure && !own.empty();
      literals.insert(literals.end(), own.begin(), own.end());
    }
    if (sure && !IsOptional(phrase_, at_)) AddNeed(std::move(literals));
    ExpandInto(bracket);
  }

  // Of an alternative within brackets: those of its class, when it is nothing else, or of its
  // words.
  Literals LiteralsOfAlternative(const std::string& alternative) {
    if (alternative.starts_with("<") && alternative.find('>') == alternative.size() - 1) {
      size_t close = 0;
      const Class* found = ClassAt(alternative, 0, &close);
      return found ? found->literals : Literals();
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
  } else if (needs_literals && compiled.needs.empty()) {
    compiled.problem = "no word of three bytes or more that the phrase cannot do without";
  }
  return compiled;
}

struct Phrases::Rep {
  std::vector<std::unique_ptr<RE2>> says;
  std::unique_ptr<RE2> unless;

  // Whether what stands at [begin, end) of a sentence is taken back.
  bool IsTakenBack(std::string_view sentence, size_t begin, size_t end) const {
    if (!unless) return false;
    size_t from = begin > kMaxBeforeBytes ? begin - kMaxBeforeBytes : 0;
    size_t to = std::min(sentence.size(), end + kMaxBeforeBytes);
    return RE2::PartialMatch(re2::StringPiece(sentence.data() + from, to - from), *unless);
  }
};

namespace {

std::unique_ptr<RE2> Compiled(const std::string& pattern) {
  auto compiled = std::make_unique<RE2>(pattern, RE2::Quiet);
  if (!compiled->ok()) throw Error("the phrase " + pattern + " does not compile");
  return compiled;
}

std::string Joined(const std::vector<std::string>& patterns) {
  std::string joined;
  for (const std::string& one : patterns) joined += (joined.empty() ? "(?:" : "|(?:") + one + ")";
  return joined;
}

}  // namespace

Phrases::Phrases(const std::vector<std::string>& says, const std::vector<std::string>& unless)
    : rep_(std::make_unique<Rep>()) {
  for (const std::string& one : says) rep_->says.push_back(Compiled(one));
  if (!unless.empty()) rep_->unless = Compiled(Joined(unless));
}

Phrases::~Phrases() = default;

size_t Phrases::size() const { return rep_->says.size(); }

std::optional<Phrases::Place> Phrases::FindOne(size_t phrase, std::string_view sentence) const {
  const RE2& says = *rep_->says[phrase];
  re2::StringPiece text(sentence.data(), sentence.size());
  re2::StringPiece found;
  size_t from = 0;
  for (int i = 0; i < kMaxPhraseTries && from <= sentence.size(); ++i) {
    if (!says.Match(text, from, sentence.size(), RE2::UNANCHORED, &found, 1)) break;
    size_t begin = static_cast<size_t>(found.data() - sentence.data());
    size_t end = begin + found.size();
    if (found.size() <= kMaxPhraseBytes && !rep_->IsTakenBack(sentence, begin, end)) {
      return Place(begin, end);
    }
    from = begin + 1;
  }
  return std::nullopt;
}

std::optional<Phrases::Place> Phrases::Find(std::string_view folded) const {
  for (size_t begin = 0; begin < folded.size();) {
    std::string_view sentence = SentenceAt(folded, begin);
    std::optional<Place> first;
    for (size_t phrase = 0; phrase < size(); ++phrase) {
      std::optional<Place> place = FindOne(phrase, sentence);
      if (place && (!first || place->first < first->first)) first = place;
    }
    if (first) return Place(begin + first->first, begin + first->second);
    begin += sentence.size() + 1;
  }
  return std::nullopt;
}

std::string_view SentenceAt(std::string_view folded, size_t begin) {
  return folded.substr(begin, folded.find('\n', begin) - begin);
}

}  // namespace mcprisk
