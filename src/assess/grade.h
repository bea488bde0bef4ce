// The risk grade of a server, A (least) to F, by the published formula of rules/grade.yaml: terms
// over its tools and over what was found about itself add points, and their sum falls into a grade.
//
// Adding a tool or a finding never lowers the points (tests/assess/grade_test.cc tries it on random
// servers), and tools that no term asks for change nothing. Pure functions, deterministic, safe
// from any thread.
#ifndef MCPRISK_ASSESS_GRADE_H_
#define MCPRISK_ASSESS_GRADE_H_

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "model/assessment.h"
#include "model/classification.h"
#include "model/tool_case.h"

namespace mcprisk {

inline constexpr int kMaxGradePoints = 100;

// What terms call the findings about a server's instructions; those about its tools together go by
// their ids in rules/server.yaml.
inline constexpr std::string_view kInstructionFindings = "instructions";

// Over one of three things. Tools: `first` points for the first one that a case holds for,
// `doubling` more each time their number doubles, at most `most`. Findings about the server: the
// same. A flow: `first` points when the tools make it.
struct GradeTermRule {
  std::string id;
  std::string title;                    // "tools of Critical risk"
  std::vector<ToolCase> tools;          // empty: not over tools
  std::vector<std::string> findings;    // kInstructionFindings or rule ids; empty: not over these
  Severity severity = Severity::kInfo;  // of the findings that count, or above
  std::string flow;                     // id of a flow; empty: not over one
  int first = 0;
  int doubling = 0;
  int most = 0;
};

struct GradeRule {
  char letter = 'A';
  int up_to = 0;        // points
  std::string meaning;  // "looks things up"
};

class GradeRules {
 public:
  // rules/grade.yaml, inside the program. Throws Error when it does not load.
  static const GradeRules& Shipped();
  // nullptr when there was a problem; all of them are in `problems`, placed "path:line:column".
  // Refused besides mistakes of form: grades that do not rise to kMaxGradePoints.
  static std::unique_ptr<GradeRules> Parse(std::string_view path, const std::string& yaml,
                                           std::vector<Problem>* problems);

  const std::vector<GradeTermRule>& terms() const { return terms_; }
  const std::vector<GradeRule>& grades() const { return grades_; }  // by rising points
  // The grade that so many points fall into.
  const GradeRule& Of(int points) const;

 private:
  friend class GradeRulesReader;
  std::vector<GradeTermRule> terms_;
  std::vector<GradeRule> grades_;
};

struct GradeTerm {
  const GradeTermRule* rule = nullptr;
  int points = 0;
  std::vector<std::string> tools;     // names of those that the term counted, in the order given
  std::vector<std::string> findings;  // rules of those that it counted, in the order given
};

struct Grade {
  char letter = 'A';
  std::string meaning;
  int points = 0;                // the sum of the terms, at most kMaxGradePoints
  std::vector<GradeTerm> terms;  // all of the rules', those without points too
};

// nullopt without tools. `findings` are about the server itself, what it tells the model and its
// tools together; `flows` are the ids of the flows that these tools make (flow.h).
std::optional<Grade> GradeOf(const GradeRules& rules, const std::vector<AssessedTool>& tools,
                             const std::vector<Finding>& findings,
                             const std::vector<std::string>& flows);

}  // namespace mcprisk

#endif  // MCPRISK_ASSESS_GRADE_H_
