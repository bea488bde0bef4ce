// Measures a rule set on labels: how often it is right, where it is wrong, and which rule, decision
// path or operation that was.
#ifndef MCPRISK_CLASSIFY_EVALUATION_H_
#define MCPRISK_CLASSIFY_EVALUATION_H_

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "classify/accuracy.h"
#include "classify/classify.h"
#include "classify/labels.h"
#include "classify/rule_set.h"

namespace mcprisk {

// What a rule did on the labeled tools.
struct RuleScore {
  size_t matched = 0;
  size_t decided = 0;  // its support
  size_t right = 0;    // of those it decided
};

// The tools that came to their verdict by one decision path.
struct PathScore {
  size_t tools = 0;
  size_t right = 0;
};

// Values of action parameters, over the labels that say the category of each.
struct OperationScore {
  size_t tools = 0;
  size_t values = 0;
  size_t right = 0;
  size_t unreported = 0;  // the record does not name this value
};

struct Miss {
  Label label;
  Classification verdict;
  Explanation explanation;
};

// Not thread-safe, as a Classifier is not. The rule set outlives it.
class Evaluation {
 public:
  explicit Evaluation(const RuleSet& rules) : rules_(rules), classifier_(rules) {}

  // `label.tool` must be there.
  void Add(const Label& label);

  const RuleSet& rules() const { return rules_; }
  const Accuracy& all() const { return all_; }
  // By name; labels without a stratum are in `all` only.
  const std::map<std::string, Accuracy>& strata() const { return strata_; }
  const std::map<std::string, RuleScore>& rule_scores() const { return rule_scores_; }
  const std::map<std::string, PathScore>& path_scores() const { return path_scores_; }
  const OperationScore& operation_score() const { return operation_score_; }
  // The worst first: severe effects called Read, other effects called Read, false alarms, the
  // rest; each in the order of the labels.
  std::vector<const Miss*> Misses() const;

 private:
  void AddOperations(const Label& label, const Classification& verdict);

  const RuleSet& rules_;
  Classifier classifier_;
  Accuracy all_;
  std::map<std::string, Accuracy> strata_;
  std::map<std::string, RuleScore> rule_scores_;
  std::map<std::string, PathScore> path_scores_;
  OperationScore operation_score_;
  std::vector<Miss> misses_;
};

}  // namespace mcprisk

#endif  // MCPRISK_CLASSIFY_EVALUATION_H_
