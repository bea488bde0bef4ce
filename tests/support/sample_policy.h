// A made-up server whose tools have every name and every ruling that makes trouble, for tests of
// the targets.
#ifndef MCPRISK_TESTS_SUPPORT_SAMPLE_POLICY_H_
#define MCPRISK_TESTS_SUPPORT_SAMPLE_POLICY_H_

#include <ostream>
#include <string>
#include <vector>

#include "policy/target.h"

namespace mcprisk {

// The server "example.vault/tools" with the key "vault". Names: dotted, slashed, spaced, with
// quotes, commas, brackets and a zero-width space, one of 70 characters, two that are one after
// escaping, and words that YAML reads as something else. Rulings: all decisions, limits, every kind
// of condition. The definitions live as long as the program.
TargetServer SampleServer();
// The same server with only these of its tools.
TargetServer SampleServer(const std::vector<std::string>& tools);

// What gtest calls a target that a test is a parameter of.
inline void PrintTo(const Target* target, std::ostream* out) { *out << target->name; }

}  // namespace mcprisk

#endif  // MCPRISK_TESTS_SUPPORT_SAMPLE_POLICY_H_
