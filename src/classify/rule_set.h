// All rules with their words, patterns and tables: what a definition is judged by.
//
// Loaded from the files embedded in the program, or from a folder. A rule set with a problem does
// not load: every problem comes back at once as "file:line:column: what", the line and a caret.
// Immutable after loading; Classify may be called from any number of threads.
#ifndef MCPRISK_CLASSIFY_RULE_SET_H_
#define MCPRISK_CLASSIFY_RULE_SET_H_

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/digest.h"
#include "base/result.h"
#include "base/string_map.h"
#include "classify/grammar.h"
#include "classify/rule.h"
#include "classify/rule_index.h"

namespace mcprisk {

// Raised with every change of the code that judges, so that catalogs judge again: it goes into the
// digest of every rule set.
inline constexpr int kClassifierVersion = 4;

// A rule or table file: its path from the rules folder up ("rules/category/x.yaml"), and its text.
struct RuleFile {
  std::string path;
  std::string text;
};

// How one capability moves the risk class; rules/risk.yaml.
struct RiskMove {
  std::string capability;
  std::optional<Risk> at_least;
  std::optional<Risk> at_most;
  int step = 0;
  std::vector<Category> categories;  // only for these; empty: all
  std::string because;
};

struct Capability {
  std::string id;
  std::string meaning;
};

// A way to the verdict, with the share of verdicts that were right on labels;
// rules/confidence.yaml.
struct DecisionPath {
  std::string id;
  double confidence = 0;
  std::string meaning;
};

// Patterns over descriptions, screened in one pass.
class PatternSet;
// What warning rules look for in every text of a definition.
class TextConditions;
// How its sentences read.
class Wording;
enum class Compiling;

class RuleSet {
 public:
  ~RuleSet();

  // The rules that the program carries. Throws Error when they do not load, which a test prevents.
  static const RuleSet& Shipped();
  // Their digest, without loading them.
  static Digest ShippedDigest();
  // From a folder laid out like rules/.
  static Result<std::unique_ptr<RuleSet>> FromFolder(const std::string& folder);
  static Result<std::unique_ptr<RuleSet>> FromFiles(std::vector<RuleFile> files);

  // Over kClassifierVersion and all paths and texts, in the order of paths.
  static Digest DigestOf(std::vector<RuleFile> files);
  const Digest& digest() const { return digest_; }
  const Grammar& grammar() const { return grammar_; }
  const std::vector<Rule>& rules() const { return rules_; }  // by id
  const Rule* Find(std::string_view id) const;

  // Category rules in the order of rules/precedence.yaml.
  const std::vector<const Rule*>& stated() const { return stated_; }
  const std::vector<const Rule*>& frame() const { return frame_; }
  // The conditions of frame(), in the same order.
  ConditionRange frame_conditions() const { return frame_conditions_; }
  const std::vector<const Rule*>& parameters() const { return parameters_; }
  const std::vector<const Rule*>& capability_rules() const { return capability_rules_; }
  // The conditions of those that look at a frame, in the same order.
  ConditionRange capability_conditions() const { return capability_conditions_; }
  // Of those that look at no frame, of the stated() and the parameters() rules and of the warnings,
  // each in the order of these.
  ConditionRange frameless_capability_conditions() const {
    return frameless_capability_conditions_;
  }
  ConditionRange stated_conditions() const { return stated_conditions_; }
  ConditionRange parameter_conditions() const { return parameter_conditions_; }
  ConditionRange warning_conditions() const { return warning_conditions_; }
  // The rule whose condition has this number.
  const Rule& RuleOf(uint32_t condition) const { return *numbered_[condition - 1]; }
  // Warning rules that look at words alone, those that look at texts, those that look at the shape
  // and those that look at the wording, first what asks for the most.
  const std::vector<const Rule*>& warnings() const { return warnings_; }
  const std::vector<const Rule*>& text_warnings() const { return text_warnings_; }
  const std::vector<const Rule*>& shape_warnings() const { return shape_warnings_; }
  const std::vector<const Rule*>& wording_warnings() const { return wording_warnings_; }

  const std::vector<Capability>& capabilities() const { return capabilities_; }
  const std::vector<RiskMove>& risk_moves() const { return risk_moves_; }
  Risk RiskStart(Category category) const { return risk_start_[static_cast<int>(category)]; }
  const DecisionPath& Path(std::string_view id) const;
  const PatternSet& patterns() const { return *patterns_; }
  const TextConditions& texts() const { return *texts_; }
  const Wording& wording() const { return *wording_; }
  const RuleIndex& index() const { return index_; }

 private:
  friend class RuleSetReader;
  explicit RuleSet(Compiling compiling);

  Digest digest_;
  Grammar grammar_;
  std::vector<Rule> rules_;
  std::vector<const Rule*> stated_, frame_, parameters_, capability_rules_, warnings_;
  std::vector<const Rule*> text_warnings_, shape_warnings_, wording_warnings_;
  std::vector<Rule*> numbered_;
  ConditionRange frame_conditions_, capability_conditions_, frameless_capability_conditions_,
      stated_conditions_, parameter_conditions_, warning_conditions_;
  std::vector<Capability> capabilities_;
  std::vector<RiskMove> risk_moves_;
  Risk risk_start_[kCategories] = {};
  StringMap<DecisionPath> paths_;
  std::unique_ptr<PatternSet> patterns_;
  std::unique_ptr<TextConditions> texts_;
  std::unique_ptr<Wording> wording_;
  RuleIndex index_;
};

}  // namespace mcprisk

#endif  // MCPRISK_CLASSIFY_RULE_SET_H_
