// A posture: how strict a policy is to be, read from data/postures/NAME.yaml.
//
// Lines are tried in order and the first that matches a tool decides; a tool that none matches is
// denied. Then every adjustment that matches moves the decision, in order and only towards the
// stricter side. Whoever reads the file top-down can tell the ruling of any tool.
//
// Plain data, made once by ParsePosture and never changed; safe from any thread.
#ifndef MCPRISK_POLICY_POSTURE_H_
#define MCPRISK_POLICY_POSTURE_H_

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "model/classification.h"
#include "policy/policy.h"

namespace mcprisk {

// What a line or an adjustment asks of a classification. All that is given must hold; an empty list
// asks nothing, of a list with members one is enough.
struct PostureCondition {
  std::vector<Category> categories;
  std::vector<Risk> risks;
  std::vector<std::string> capabilities;
  std::vector<Severity> findings;  // severity of a finding about the definition
  std::optional<double> confidence_below;

  bool Holds(const Classification& classification) const;
};

struct PostureLine {
  std::string id;
  PostureCondition when;
  Decision ruling = Decision::kDeny;
  std::optional<CallLimit> limit;    // always with kLimit, possibly with kAsk
  std::optional<double> amount_cap;  // with kAsk; in the unit of the tool's own parameter
  // Rulings of calls that fare better; see arguments.h.
  std::optional<Decision> read_only_query;
  std::optional<Decision> dry_run;
  std::string reason;  // a clause about the tool: "it moves or promises money"
};

struct PostureAdjustment {
  std::string id;
  PostureCondition when;
  int stricter = 0;                      // steps along Decision
  Decision at_least = Decision::kAllow;  // nothing milder than this
  std::optional<CallLimit> limit;        // for a tool that kLimit is reached with
  std::string reason;
};

struct Posture {
  std::string name;
  std::string title;
  std::vector<PostureLine> lines;
  std::vector<PostureAdjustment> adjustments;
};

// Reads one posture file; `path` is what problems call it, and its stem must be the posture's name.
// nullptr when there was a problem; all of them are in `problems`, placed "path:line:column".
std::unique_ptr<Posture> ParsePosture(std::string_view path, std::string_view yaml,
                                      std::vector<Problem>* problems);

}  // namespace mcprisk

#endif  // MCPRISK_POLICY_POSTURE_H_
