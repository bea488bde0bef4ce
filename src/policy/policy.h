// Policies: what a posture says of every tool of a server, in no product's words, and the
// PolicyLayer policy.json made of it.
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

struct CallLimit {
  size_t max = 0;
  std::string window;  // "minute", "hour"
};

// What a posture says of one tool.
struct Ruling {
  std::string tool;
  Decision decision = Decision::kDeny;
  std::optional<CallLimit> limit;  // with kLimit, and with kAsk where a cap holds too
  // For kAsk on a tool with an amount: the parameter whose value is to be capped; else empty.
  std::string amount_parameter;
  std::optional<double> amount_cap;
  // Which lines of the posture decided, and why, as a clause with a full stop: "it moves or
  // promises money (balanced/financial)."
  std::string reason;
};

inline constexpr std::string_view kDefaultPosture = "balanced";
struct Posture;  // parsed data/postures/NAME.yaml; see posture.h

class Postures {
 public:
  // The postures that the program ships: balanced (the default), careful, open; by name.
  static const Postures& Shipped();
  ~Postures();
  const Posture* Find(std::string_view name) const;  // nullptr when there is none
  std::vector<std::string> Names() const;

 private:
  Postures();
  std::vector<std::unique_ptr<Posture>> postures_;
};

Ruling MakeRuling(const Tool& tool, const Classification& classification, const Posture& posture);

struct PolicyEntry {
  const Tool* tool = nullptr;
  const Classification* classification = nullptr;
};

struct Policy {
  std::string server;
  std::string posture;
  std::vector<Ruling> rulings;  // by tool name, each name once: of two the stricter ruling
};

Policy MakePolicy(std::string server, const std::vector<PolicyEntry>& tools,
                  const Posture& posture);

// PolicyLayer's policy.json (its hosted gateway, autumn 2026): {"version":"1","default":"deny",
// "hide":[…],"tools":{…}}, two-space indented, keys in that order, "hide" only where a tool is
// denied, with a final newline. What the format cannot express goes to `*notes`, one sentence each,
// and is degraded to the stricter side. Notes may quote names of strangers; the printer escapes.
std::string PolicyLayerJson(const Policy& policy, std::vector<std::string>* notes);
// The entry of one tool alone, on one line, the same as in the whole file: `"get_job_status": {}`,
// and `"hide": ["drop_table"]` for a tool that is denied.
std::string PolicyLayerEntry(const Ruling& ruling);

}  // namespace mcprisk

#endif  // MCPRISK_POLICY_POLICY_H_
