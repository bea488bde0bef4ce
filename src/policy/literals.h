// Names and numbers as literals of the languages that gateways' policies are written in.
//
// Names come from strangers: whatever they hold, a literal stays one literal on one line, and what
// cannot be seen (controls, direction marks, zero-width characters) is written as an escape, so
// that a person who reads the file sees what the gateway reads.
//
// Pure functions, deterministic, safe from any thread.
#ifndef MCPRISK_POLICY_LITERALS_H_
#define MCPRISK_POLICY_LITERALS_H_

#include <string>
#include <string_view>
#include <vector>

namespace mcprisk {

enum class LiteralLanguage {
  kYaml,   // YAML 1.1 and 1.2, double-quoted
  kCel,    // Common Expression Language
  kCedar,  // Cedar 4
  kRego,   // Rego v1, which has JSON's strings
};

// With its double quotes.
std::string Quoted(std::string_view text, LiteralLanguage language);
// Each quoted, with `separator` between them.
std::string QuotedList(const std::vector<std::string>& texts, LiteralLanguage language,
                       std::string_view separator = ", ");

// The shortest text that reads back as the same double: "100", "0.5", "1e+22".
std::string NumberText(double number);

}  // namespace mcprisk

#endif  // MCPRISK_POLICY_LITERALS_H_
