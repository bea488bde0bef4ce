// One rule, as its file says it, compiled.
//
// A rule file is documented in CONTRIBUTING.md. Keys of a `match` map AND; a list ORs; `any` is an
// OR of maps; `except` is none of these maps. A rule that speaks of a verb or object holds for one
// frame (the name or the lead clause); all its frame conditions must hold in the same frame.
#ifndef MCPRISK_CLASSIFY_RULE_H_
#define MCPRISK_CLASSIFY_RULE_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "classify/traits.h"
#include "classify/vocabulary.h"
#include "model/classification.h"

namespace mcprisk {

inline constexpr size_t kNoPattern = static_cast<size_t>(-1);

// Conditions on one parameter; all must hold for the same one.
struct ParameterMatch {
  std::vector<std::string> names;  // the normalized name is one of these
  size_t word = ListBits::kMax;    // or: a word of its name is on this list
  std::vector<std::string> types;
  std::vector<std::string> values;  // an enum value is one of these, case folded
  std::vector<std::string> formats;
  std::optional<bool> required;
  std::optional<bool> has_values;  // has an enum at all
  size_t pattern = kNoPattern;     // its description matches
};

struct AnnotationMatch {
  std::string hint;  // "readOnlyHint", …
  bool value = false;
};

struct Match {
  // Of one frame.
  size_t verb = ListBits::kMax;      // the verb's lemma is on this list
  size_t object = ListBits::kMax;    // the head of what it acts on is
  size_t about = ListBits::kMax;     // a word of that noun phrase is
  size_t mentions = ListBits::kMax;  // a word of the clause is
  std::optional<FrameKind> frame;    // only this kind of frame
  // Of the whole definition.
  size_t context =
      ListBits::kMax;            // a word of name, title, lead, first text or a parameter name is
  size_t name = ListBits::kMax;  // a word of the name is
  size_t description = kNoPattern;        // this pattern occurs (several are joined by |)
  size_t lead = kNoPattern;               // this pattern occurs in the lead sentence
  std::vector<ParameterMatch> parameter;  // one of these is met by some parameter
  std::optional<bool> no_parameters;
  std::optional<bool> described;  // has a description
  std::optional<AnnotationMatch> annotation;
  unsigned category = 0;                // bits;       // what is claimed or was decided
  std::vector<std::string> capability;  // has one of these already
  std::vector<Match> any;
  std::vector<Match> except;

  bool NeedsFrame() const;
  // False when no frame of this verb can meet it, whatever else it says.
  bool MayHoldForVerb(const Vocabulary& vocabulary, Lemma lemma) const;
  // Looks at more than the verb and the kind of frame.
  bool LooksBeyondVerb() const;
};

enum class RuleKind { kCategory, kCapability, kWarning };
enum class RuleStatus { kExperimental, kStable, kDeprecated };

// A definition written in the rule file, to show what the rule is for.
struct Example {
  Tool tool;
  size_t line = 0;
};

struct Rule {
  std::string id;  // "category/deletes-data"
  std::string title;
  RuleKind kind = RuleKind::kCategory;
  RuleStatus status = RuleStatus::kStable;
  Category category = Category::kRead;  // kCategory: what it claims
  std::string capability;               // kCapability: what it adds
  Severity severity = Severity::kInfo;  // kWarning
  Match match;
  std::string rationale;  // kCategory, kCapability: one sentence; {verb} and {object} are filled in
  std::string message;    // kWarning: what the finding says
  std::string raises;     // what would make it worse
  std::string false_positives;
  std::vector<std::string> references;
  std::vector<Example> matching;
  std::vector<Example> not_matching;
  std::string text;  // the file
};

}  // namespace mcprisk

#endif  // MCPRISK_CLASSIFY_RULE_H_
