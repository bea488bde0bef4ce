#include "classify/regex_needs.h"

#include <algorithm>

#include "base/text.h"
#include "classify/word_frequency.h"

namespace mcprisk {
namespace {

// Shorter ones are met everywhere, but for "@" and pairs that begin with a sign.
constexpr size_t kMinLiteralBytes = 3;

// What is in less than two of a hundred: a whole word, one that may go on, a part of one.
constexpr double kSeldom = 0.5;
constexpr double kSeldomBegun = 1;
constexpr double kSeldomPart = 3;
// What more definitions have screens nothing that another part does not screen.
constexpr double kOften = 90;

bool IsWordByte(char c) { return IsAsciiAlnum(c) || c == '_'; }

struct Node;
using Sequence = std::vector<Node>;

// One piece of an expression and how often it stands there.
struct Node {
  enum Kind { kText, kSet, kEdge, kNothing, kGroup };
  Kind kind = kNothing;
  std::string text;                    // kText: one character
  bool no_word = false;                // kSet: surely none of its characters is one of a word
  std::vector<Sequence> alternatives;  // kGroup
  int least = 1;
  bool repeats = false;
};

// Reads RE2 syntax as far as it matters here.
class Reader {
 public:
  explicit Reader(std::string_view pattern) : pattern_(pattern) {}

  std::vector<Sequence> Alternatives() {
    std::vector<Sequence> alternatives(1);
    while (at_ < pattern_.size() && pattern_[at_] != ')') {
      if (pattern_[at_] == '|') {
        ++at_;
        alternatives.emplace_back();
        continue;
      }
      Node node = Atom();
      Quantify(&node);
      alternatives.back().push_back(std::move(node));
    }
    return alternatives;
  }

 private:
  Node Atom() {
    Node node;
    switch (pattern_[at_]) {
      case '(':
        return Group();
      case '[':
        return Set();
      case '\\':
        return Escape();
      case '.':
        node.kind = Node::kSet;
        ++at_;
        return node;
      case '^':
      case '$':
        ++at_;
        return node;
      default: {
        size_t begin = at_;
        NextCodePoint(pattern_, &at_);
        node.kind = Node::kText;
        node.text = pattern_.substr(begin, at_ - begin);
        return node;
      }
    }
  }

  // "(?:", "(?s:", "(?P<name>" and "(": what they differ in does not matter here.
  Node Group() {
    Node node;
    node.kind = Node::kGroup;
    ++at_;
    if (at_ < pattern_.size() && pattern_[at_] == '?') {
      at_ = std::min(pattern_.size(), pattern_.find_first_of(":>)", at_));
      if (at_ < pattern_.size() && pattern_[at_] == ')') {  // flags alone
        ++at_;
        node.kind = Node::kNothing;
        return node;
      }
      ++at_;
    }
    node.alternatives = Alternatives();
    ++at_;
    return node;
  }

  Node Set() {
    std::string_view set = pattern_.substr(at_, EndOfSet(pattern_, at_) - at_);
    at_ += set.size();
    const bool inverted = set.starts_with("[^");
    std::string_view inside = set.substr(1, set.size() - 2);
    Node node;
    node.kind = Node::kSet;
    node.no_word = inverted ? inside.find("\\w") != std::string_view::npos : HasNoWord(inside);
    return node;
  }

  // Of signs alone, no letters, digits, ranges or escapes that stand for such.
  static bool HasNoWord(std::string_view inside) {
    for (size_t i = 0; i < inside.size(); ++i) {
      if (inside[i] == '\\' && ++i < inside.size() && (inside[i] == 's' || inside[i] == 'n')) {
        continue;
      }
      if (i >= inside.size() || IsWordByte(inside[i]) || inside[i] == ':') return false;
      bool range = i + 2 < inside.size() && inside[i + 1] == '-';
      if (range) return false;
    }
    return true;
  }

  Node Escape() {
    ++at_;
    char c = at_ < pattern_.size() ? pattern_[at_++] : '\\';
    Node node;
    if (!IsAsciiAlpha(c) && !IsAsciiDigit(c)) {
      node.kind = Node::kText;
      node.text = c;
    } else if (c == 'b') {
      node.kind = Node::kEdge;
    } else if (c == 'B' || c == 'A' || c == 'z') {
      node.kind = Node::kNothing;
    } else {
      node.kind = Node::kSet;
      node.no_word = c == 'W' || c == 's' || c == 'n' || c == 't' || c == 'r';
      SkipOperand(c);
    }
    return node;
  }

  // Of \x41, \x{41}, \pN and \p{Han}.
  void SkipOperand(char c) {
    if (c != 'x' && c != 'p' && c != 'P') return;
    if (at_ < pattern_.size() && pattern_[at_] == '{') {
      at_ = std::min(pattern_.size(), pattern_.find('}', at_) + 1);
    } else {
      at_ = std::min(pattern_.size(), at_ + (c == 'x' ? 2 : 1));
    }
  }

  void Quantify(Node* node) {
    while (at_ < pattern_.size()) {
      char c = pattern_[at_];
      if (c == '?' || c == '*') {
        node->least = 0;
        node->repeats = node->repeats || c == '*';
        ++at_;
      } else if (c == '+') {
        node->repeats = true;
        ++at_;
      } else if (c == '{') {
        size_t end = pattern_.find('}', at_);
        std::string_view count = pattern_.substr(at_ + 1, end - at_ - 1);
        if (count.empty() || count.starts_with("0")) node->least = 0;
        node->repeats = node->repeats || count != "1";
        at_ = std::min(pattern_.size(), end + 1);
      } else {
        return;
      }
      // "x??" is no less optional than "x?".
      if (at_ < pattern_.size() && pattern_[at_] == '?') ++at_;
    }
  }

  std::string_view pattern_;
  size_t at_ = 0;
};

// Whether a sequence surely begins, or ends, with what is no letter of a word: `open` where it may
// be empty.
bool IsEdge(const Node& node, bool front);
bool IsEdge(const Sequence& sequence, bool front, bool open) {
  for (size_t i = 0; i < sequence.size(); ++i) {
    const Node& node = sequence[front ? i : sequence.size() - 1 - i];
    if (node.kind == Node::kNothing) continue;
    if (!IsEdge(node, front)) return false;
    if (node.least > 0) return true;
  }
  return open;
}
bool IsEdge(const Node& node, bool front) {
  switch (node.kind) {
    case Node::kText:
      return node.text.size() == 1 && !IsWordByte(node.text[0]);
    case Node::kSet:
      return node.no_word;
    case Node::kEdge:
      return true;
    case Node::kNothing:
      return false;
    case Node::kGroup:
      return std::all_of(node.alternatives.begin(), node.alternatives.end(),
                         [&](const Sequence& one) { return IsEdge(one, front, false); });
  }
  return false;
}

// Of a hundred definitions, about how many have it.
double PercentOf(std::string_view literal) {
  bool begins = literal.starts_with(LiteralScanner::kEdge);
  bool ends = literal.ends_with(LiteralScanner::kEdge);
  std::string_view word = literal.substr(begins ? 1 : 0, literal.size() - begins - ends);
  double seldom = begins && ends ? kSeldom : begins ? kSeldomBegun : kSeldomPart;
  if (!IsWordByte(word.front())) return kSeldom;
  return PercentOfDefinitions(word) + seldom;
}

double PercentOf(const Literals& literals) {
  double percent = 0;
  for (const std::string& literal : literals) percent += PercentOf(literal);
  return percent;
}

bool IsRarer(const Literals& a, const Literals& b) { return PercentOf(a) < PercentOf(b); }

// The needs of one sequence, between what stands before and behind it.
class Finder {
 public:
  explicit Finder(std::vector<Literals>* needs) : needs_(*needs) {}

  // `left`, `right`: what is beside the sequence is surely no letter of a word.
  void Walk(const Sequence& sequence, bool left, bool right) {
    bool edge = left;  // before the next node
    for (size_t i = 0; i < sequence.size(); ++i) {
      const Node& node = sequence[i];
      if (Counts(node)) {
        if (word_.empty()) word_edge_ = edge;
        word_ += node.text;
      } else {
        Close(EdgeFrom(sequence, i, right));
        if (node.kind == Node::kGroup && node.least > 0) {
          bool behind = EdgeFrom(sequence, i + 1, right);
          bool again = !node.repeats || (IsEdge(node, true) && IsEdge(node, false));
          bool before = edge && (!node.repeats || IsEdge(node, false));
          WalkGroup(node, before, behind && again);
        }
      }
      edge = node.kind == Node::kNothing ? edge : IsEdge(node, false) && (node.least > 0 || edge);
    }
    Close(right);
  }

 private:
  // Apostrophes and dashes within words have many forms that fold into one, and JSON writes some
  // signs in two.
  bool Counts(const Node& node) const {
    if (node.kind != Node::kText || node.least == 0 || node.repeats) return false;
    if (node.text == "'" || node.text == "-") return word_.empty() || !IsAsciiAlpha(word_.back());
    return node.text != " " && node.text != "\"" && node.text != "\\";
  }

  static bool EdgeFrom(const Sequence& sequence, size_t from, bool right) {
    for (size_t i = from; i < sequence.size(); ++i) {
      if (sequence[i].kind == Node::kNothing) continue;
      if (!IsEdge(sequence[i], true)) return false;
      if (sequence[i].least > 0) return true;
    }
    return right;
  }

  // The word that ends here.
  void Close(bool edge) {
    bool sign = word_ == "@" || (word_.size() == 2 && !IsWordByte(word_.front()));
    if (word_.size() >= kMinLiteralBytes || sign) {
      std::string literal;
      if (word_edge_ && IsWordByte(word_.front())) literal += LiteralScanner::kEdge;
      literal += word_;
      if (edge && IsWordByte(word_.back())) literal += LiteralScanner::kEdge;
      needs_.push_back({std::move(literal)});
    }
    word_.clear();
  }

  // Of each alternative its rarest; nothing where one has none.
  void WalkGroup(const Node& group, bool left, bool right) {
    Literals any;
    for (const Sequence& one : group.alternatives) {
      std::vector<Literals> needs;
      Finder(&needs).Walk(one, left, right);
      if (group.alternatives.size() == 1) {
        needs_.insert(needs_.end(), needs.begin(), needs.end());
        return;
      }
      auto rarest = std::min_element(needs.begin(), needs.end(), IsRarer);
      if (rarest == needs.end()) return;
      any.insert(any.end(), rarest->begin(), rarest->end());
    }
    needs_.push_back(std::move(any));
  }

  std::vector<Literals>& needs_;
  std::string word_;
  bool word_edge_ = false;
};

bool BeginsWithLetter(const Node& node);
bool BeginsWithLetter(const Sequence& sequence) {
  for (const Node& node : sequence) {
    if (node.kind == Node::kNothing) continue;
    if (!BeginsWithLetter(node)) return false;
    if (node.least > 0) return true;
  }
  return false;
}
bool BeginsWithLetter(const Node& node) {
  switch (node.kind) {
    case Node::kText:
      return IsWordByte(node.text[0]);
    case Node::kEdge:
      return true;
    case Node::kGroup:
      return std::all_of(node.alternatives.begin(), node.alternatives.end(),
                         [](const Sequence& one) { return BeginsWithLetter(one); });
    default:
      return false;
  }
}

// All of an expression as one group.
Node WholeOf(std::string_view pattern) {
  Node whole;
  whole.kind = Node::kGroup;
  whole.alternatives = Reader(pattern).Alternatives();
  return whole;
}

}  // namespace

size_t EndOfSet(std::string_view pattern, size_t at) {
  ++at;
  if (at < pattern.size() && pattern[at] == '^') ++at;
  for (bool first = true; at < pattern.size() && (first || pattern[at] != ']'); ++at) {
    first = false;
    if (pattern[at] == '\\') ++at;
    if (pattern.substr(std::min(at, pattern.size())).starts_with("[:")) {
      at = std::min(pattern.size(), pattern.find(":]", at)) + 1;
    }
  }
  return std::min(pattern.size(), at + 1);
}

bool BeginsWithLetter(std::string_view pattern) { return BeginsWithLetter(WholeOf(pattern)); }

std::vector<Literals> NeedsOf(std::string_view pattern) {
  std::vector<Literals> needs;
  Finder(&needs).Walk({WholeOf(pattern)}, false, false);
  if (needs.empty()) return needs;
  const Literals rarest = needs[RarestOf(needs)];
  std::erase_if(needs,
                [&](const Literals& one) { return PercentOf(one) > kOften && one != rarest; });
  return needs;
}

size_t RarestOf(const std::vector<Literals>& needs) {
  return static_cast<size_t>(std::min_element(needs.begin(), needs.end(), IsRarer) - needs.begin());
}

}  // namespace mcprisk
