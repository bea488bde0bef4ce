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

#include "classify/shape.h"
#include "classify/traits.h"
#include "classify/vocabulary.h"
#include "model/classification.h"

namespace mcprisk {

inline constexpr size_t kNoPattern = static_cast<size_t>(-1);

// Conditions on one parameter; all must hold for the same one.
struct ParameterMatch {
  size_t name_set = ListBits::kMax;  // the normalized name is in this set of Grammar
  size_t word = ListBits::kMax;      // or: a word of its name is on this list
  std::vector<std::string> types;
  std::vector<std::string> values;  // an enum value is one of these, case folded
  std::vector<std::string> formats;
  std::optional<bool> required;
  std::optional<bool> has_values;  // has an enum at all
  std::optional<bool> requests;    // is an array of HTTP requests of the caller's methods
  size_t pattern = kNoPattern;     // its description matches
};

struct AnnotationMatch {
  std::string hint;  // "readOnlyHint", …
  bool value = false;
};

// Conditions that all must hold. What is asked most comes first, so that most rules are told to be
// out of the question by one line of the processor's cache.
struct Match {
  // What is asked at all; filled in by the rule reader.
  enum Asked : uint16_t {
    kVerb = 1 << 0,
    kObject = 1 << 1,
    kAbout = 1 << 2,
    kMentions = 1 << 3,
    kFrame = 1 << 4,
    kOfFrame = kVerb | kObject | kAbout | kMentions | kFrame,
    kContext = 1 << 5,
    kName = 1 << 6,
    kCategory = 1 << 7,
    kNoParameters = 1 << 8,
    kDescribed = 1 << 9,
    kAnnotation = 1 << 10,
    kCapability = 1 << 11,
    kParameter = 1 << 12,
    kDescription = 1 << 13,
    kLead = 1 << 14,
  };
  uint16_t asked = 0;
  // Among all conditions that are indexed (rule_index.h), those of one `any` in a row; 0: not
  // indexed.
  uint32_t number = 0;
  // Of one frame, by list numbers.
  uint16_t verb = ListBits::kMax;      // the verb's lemma is on this list
  uint16_t object = ListBits::kMax;    // the head of what it acts on is
  uint16_t about = ListBits::kMax;     // a word of that noun phrase is
  uint16_t mentions = ListBits::kMax;  // a word of the clause is
  FrameKind frame = FrameKind::kName;  // only this kind of frame
  // Of the whole definition.
  uint8_t category = 0;               // bits: what is claimed or was decided
  uint16_t context = ListBits::kMax;  // a word of name, title, first text or a parameter name is
  uint16_t name = ListBits::kMax;     // a word of the name is
  bool no_parameters = false;
  bool described = false;           // has a description
  size_t description = kNoPattern;  // this pattern occurs
  size_t lead = kNoPattern;         // this pattern occurs in the lead sentence
  std::vector<Match> any;
  std::vector<Match> except;
  std::vector<ParameterMatch> parameter;  // one of these is met by some parameter
  std::vector<std::string> capability;    // has one of these already
  AnnotationMatch annotation;

  bool NeedsFrame() const;
  bool needs_frame = false;  // NeedsFrame(), where it is indexed
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
  std::vector<size_t> texts;   // kWarning: of these TextConditions one must be met
  std::vector<Shape> shapes;   // kWarning: of these one must be the definition's
  std::optional<int> wording;  // kWarning: a sentence of it comes to this sum at least
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
