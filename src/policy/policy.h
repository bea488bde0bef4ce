// Policies in no product's words: what a posture says of every tool of a server. target.h turns
// them into the files that clients and gateways read.
//
// A posture is data (data/postures/*.yaml). Pure functions, deterministic, safe from any thread.
#ifndef MCPRISK_POLICY_POLICY_H_
#define MCPRISK_POLICY_POLICY_H_

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "model/classification.h"
#include "model/tool.h"

namespace mcprisk {

enum class Decision { kAllow, kLimit, kAsk, kDeny };  // rising strictness
inline constexpr int kDecisions = 4;
std::string_view DecisionName(Decision decision);  // "allow", "limit", "ask", "deny"
std::optional<Decision> ParseDecision(std::string_view name);

struct CallLimit {
  size_t max = 0;
  std::string window;  // "minute", "hour"

  bool operator==(const CallLimit&) const = default;
};

// Something that an argument of a call must meet. An argument that is missing, null or of another
// type meets nothing.
struct ArgumentCondition {
  enum class Kind {
    kAtMost,      // a number <= `number`
    kOneOf,       // a string equal to one of `values`, case and all
    kIsTrue,      // the boolean true
    kIsFalse,     // the boolean false
    kMatches,     // a string in which the pattern values[0] occurs (RE2 syntax, no look-around)
    kNotMatches,  // a string in which it does not
  };

  std::string parameter;  // JSON pointer into the arguments object (RFC 6901): "/amount"
  Kind kind = Kind::kOneOf;
  double number = 0;
  std::vector<std::string> values;

  bool operator==(const ArgumentCondition&) const = default;
};
std::string_view ConditionKindName(ArgumentCondition::Kind kind);  // "at_most", "one_of", …

// Calls that fare better than their tool. A target that cannot tell them drops the case, which is
// always the stricter side.
struct RulingCase {
  std::vector<ArgumentCondition> conditions;  // at least one; all must hold
  Decision decision = Decision::kAllow;       // milder than the ruling's
  std::optional<CallLimit> limit;             // with kLimit, and with kAsk where a cap holds too
  std::string when;                           // the same for people: "amount is at most 100"
  std::string reason;                         // as in Ruling

  bool operator==(const RulingCase&) const = default;
};

// What a posture says of one tool.
struct Ruling {
  std::string tool;
  Decision decision = Decision::kDeny;  // of every call that no case below holds for
  std::optional<CallLimit> limit;       // with kLimit, and with kAsk where a cap holds too
  // Of those that hold for a call the mildest decides; in rising strictness.
  std::vector<RulingCase> cases;
  // The lines that decided, in the order in which they did: "balanced/financial",
  // "mcprisk.yaml:12". The first set the decision, the others moved it.
  std::vector<std::string> decided_by;
  // Degraded() only: denied because the target cannot ask; a target with messages says so.
  bool would_ask = false;
  // Why, as a clause with a full stop: "it moves or promises money (balanced/financial)."
  std::string reason;
};

inline constexpr std::string_view kDefaultPosture = "balanced";
struct PolicyConfig;  // parsed mcprisk.yaml; see config.h
struct Posture;       // parsed data/postures/NAME.yaml; see posture.h

class Postures {
 public:
  // The postures that the program ships: balanced (the default), careful, open; by name. Safe from
  // any thread.
  static const Postures& Shipped();
  ~Postures();
  // nullptr when there is none. A posture is read when it is asked for first; throws Error when it
  // does not load. The tests load each one.
  const Posture* Find(std::string_view name) const;
  std::vector<std::string> Names() const;

 private:
  Postures();
  struct Entry;
  std::vector<std::unique_ptr<Entry>> entries_;
};

Ruling MakeRuling(const Tool& tool, const Classification& classification, const Posture& posture);

struct PolicyEntry {
  const Tool* tool = nullptr;
  const Classification* classification = nullptr;
};

struct Policy {
  std::string server;
  std::string posture;
  std::vector<Ruling> rulings;          // by tool name, each name once: of two the stricter ruling
  Decision unlisted = Decision::kDeny;  // of every tool that `rulings` does not name
};

// With the overrides of `config`, when there is one, over what the posture says.
Policy MakePolicy(std::string server, const std::vector<PolicyEntry>& tools, const Posture& posture,
                  const PolicyConfig* config = nullptr);

}  // namespace mcprisk

#endif  // MCPRISK_POLICY_POLICY_H_
