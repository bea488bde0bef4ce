// Judging: Classification = Classify(Tool, Context, RuleSet), a pure function.
//
// No clock, network or database; the same arguments give the same bytes on every machine. Only
// where the definition itself is silent does the context count, and the record then says so in its
// basis. What a server wrote can raise a risk class or the confidence; it lowers a class only by
// the rows of rules/risk.yaml that say so, each shown as a step.
//
// A Classifier keeps buffers between tools: one for one thread. The rule set outlives it.
#ifndef MCPRISK_CLASSIFY_CLASSIFY_H_
#define MCPRISK_CLASSIFY_CLASSIFY_H_

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "classify/rule_set.h"
#include "model/classification.h"
#include "model/tool.h"

namespace mcprisk {

// What surrounds a definition. Looked at only below kSilentConfidence.
struct Context {
  std::string_view server;  // the server's name
};

// Below this the definition is called silent; classification.md section 1.
inline constexpr double kSilentConfidence = 0.6;

// How a verdict came about, for --explain.
struct Explanation {
  struct Considered {
    std::string rule;
    std::string claim;               // "Destructive", "deletes-data", "High"
    std::vector<Evidence> evidence;  // where it matched
    std::string outcome;             // "decides", "agrees", or why it lost, in words
  };
  std::string path;          // id of rules/confidence.yaml
  std::string path_meaning;  // its meaning
  std::vector<Considered> considered;
};

class Classifier {
 public:
  explicit Classifier(const RuleSet& rules);
  ~Classifier();
  Classifier(const Classifier&) = delete;
  Classifier& operator=(const Classifier&) = delete;

  // `explanation` may be null; filling it costs time and changes nothing in the result.
  Classification Classify(const Tool& tool, const Context& context,
                          Explanation* explanation = nullptr);

  // What is wrong with a server's instructions, by the warning rules that look at text alone.
  // Evidence is of the field "instructions".
  std::vector<Finding> JudgeInstructions(std::string_view instructions);

 private:
  struct Rep;
  std::unique_ptr<Rep> rep_;
};

}  // namespace mcprisk

#endif  // MCPRISK_CLASSIFY_CLASSIFY_H_
