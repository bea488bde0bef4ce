// Asks the products themselves what they make of our files, by node: tests/acceptance/run.mjs.
#ifndef MCPRISK_TESTS_SUPPORT_ACCEPTANCE_H_
#define MCPRISK_TESTS_SUPPORT_ACCEPTANCE_H_

#include <string>
#include <utility>
#include <vector>

#include "policy/target.h"

namespace mcprisk {

struct AcceptanceCall {
  std::string tool;
  std::string arguments;  // a JSON object
};

struct AcceptanceQuestion {
  std::string key;
  std::vector<std::pair<std::string, std::string>> files;  // by name, the policy first
  std::vector<PolicyEntry> tools;
  std::vector<AcceptanceCall> calls;
};

struct AcceptanceAnswer {
  std::vector<std::string> problems;   // what the product refuses
  std::vector<std::string> decisions;  // "allow", "ask" or "deny" for each call; empty: not asked
};

// Why the products cannot be asked, for GTEST_SKIP; the empty string when they can.
std::string AcceptanceMissing();

// "engines/agt", "programs/codex": what answers for the target, or the empty string. Engines answer
// thousands of calls in one process, programs take seconds for each policy.
std::string AcceptanceEngine(const Target& target);

// In the order of the questions. Throws, with what node said, when there is no answer.
std::vector<AcceptanceAnswer> Ask(const std::string& engine,
                                  const std::vector<AcceptanceQuestion>& questions);

}  // namespace mcprisk

#endif  // MCPRISK_TESTS_SUPPORT_ACCEPTANCE_H_
