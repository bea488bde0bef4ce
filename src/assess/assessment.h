// What follows for the tools of one server together: grade, flows, capabilities, tokens.
//
// By the tables inside the program. Pure functions, deterministic, safe from any thread.
#ifndef MCPRISK_ASSESS_ASSESSMENT_H_
#define MCPRISK_ASSESS_ASSESSMENT_H_

#include <optional>
#include <string>
#include <vector>

#include "assess/flow.h"
#include "assess/grade.h"
#include "base/digest.h"
#include "model/assessment.h"
#include "model/classification.h"

namespace mcprisk {

// A capability with the tools that give it.
struct CapabilityUse {
  std::string capability;
  std::vector<std::string> tools;  // names, in the order given
};

struct Assessment {
  std::optional<Grade> grade;  // none without tools
  std::vector<Flow> flows;
  std::vector<CapabilityUse> capabilities;  // in the order of rules/capabilities.yaml
  size_t tokens = 0;                        // of all definitions
};

// `findings` are about the server itself: what it tells the model, and its tools together. Without
// tools, whether they are unknown or there are none, everything in it is empty.
Assessment Assess(const std::vector<AssessedTool>& tools, const std::vector<Finding>& findings);

// The same as a catalog keeps it, at a fraction of the cost.
AssessmentSummary Summarize(const std::vector<AssessedTool>& tools,
                            const std::vector<Finding>& findings);

// Raised with every change of the code that assesses, or of the estimate of tokens, so that
// catalogs assess again.
inline constexpr int kAssessmentVersion = 3;
// Over kAssessmentVersion and the tables that a summary follows by.
Digest AssessmentTables();

}  // namespace mcprisk

#endif  // MCPRISK_ASSESS_ASSESSMENT_H_
