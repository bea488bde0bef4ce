// Cases of a ruling that come from a tool's parameters: calls that can be seen to fare better than
// the tool.
//
// Pure functions, deterministic, safe from any thread.
#ifndef MCPRISK_POLICY_ARGUMENTS_H_
#define MCPRISK_POLICY_ARGUMENTS_H_

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "policy/policy.h"
#include "policy/posture.h"

namespace mcprisk {

// A statement that only reads begins with a word of the first pattern and is the only one, and the
// second occurs nowhere in it: no word that writes, locks or reaches files, not even in a text or a
// comment. Stricter than a parser, which would have to know the database. What a function of the
// database does by another name cannot be seen. RE2 syntax.
extern const std::string_view kReadingStatement;
extern const std::string_view kWritingWord;

// "totalAmount", "total_amount" and "Total-Amount" are one name: ASCII lower case, no separators.
std::string FoldedParameter(std::string_view name);

// "amount is at most 100", "action is list or get", "sql matches (?i)^select".
std::string ConditionText(const ArgumentCondition& condition);

// Cases by the amount, the statement and the dry run, as far as `line` speaks of them and `tool`
// has one parameter that says it for certain. `reason` is said of every case.
std::vector<RulingCase> ArgumentCases(const Tool& tool, const PostureLine& line,
                                      const std::string& reason);

// Cases by the operation that the call names. `rule` says what is ruled of a classification.
// Operations that fare as badly as the tool have no case, nor has a reading one whose name does not
// say so; those that fare alike share one.
std::vector<RulingCase> OperationCases(const Tool& tool, const Classification& classification,
                                       const Ruling& ruling,
                                       const std::function<Ruling(const Classification&)>& rule);

}  // namespace mcprisk

#endif  // MCPRISK_POLICY_ARGUMENTS_H_
