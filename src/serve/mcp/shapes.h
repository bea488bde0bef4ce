// Verdicts as our MCP tools answer them: short, since a model pays for every word, and with all
// that a stranger wrote under "untrusted", hidden characters escaped ("\u{202e}").
//
// Pure functions, safe from any thread.
#ifndef MCPRISK_SERVE_MCP_SHAPES_H_
#define MCPRISK_SERVE_MCP_SHAPES_H_

#include <cstddef>
#include <string>
#include <string_view>

#include "base/json.h"
#include "base/result.h"
#include "base/value.h"
#include "catalog/reader.h"
#include "policy/policy.h"

namespace mcprisk {

// Of a description; a model that wants more can ask the server itself.
inline constexpr size_t kQuotedCharacters = 600;

// Foreign text on one line, escaped and cut.
std::string Quote(std::string_view foreign);

// {server, tool, category, risk, confidence, capabilities, rationale, findings, recommended,
// untrusted{title, description}}.
Value McpVerdict(std::string_view server, const Tool& tool, const Classification& classification,
                 const Posture& posture);
// The same without what only a closer look needs: {server, tool, category, risk, recommended}.
Value McpVerdictLine(const CatalogTool& tool, const Posture& posture);
// A list of {rule, severity, message}.
Value McpFindings(const std::vector<Finding>& findings);
// {name, version, status, tools, by_category, by_risk, identities, untrusted{title, description}}
Value McpServerHead(const CatalogServer& server);

// JSON Schemas of these.
std::string McpVerdictSchema();
std::string McpVerdictLineSchema();
std::string McpFindingsSchema();
std::string McpServerHeadSchema();
// {"type":"object","properties":`properties`,"required":[…]}; `required` is "a,b".
std::string ObjectSchema(std::string_view properties, std::string_view required);
std::string ListSchema(const std::string& items);

// The server that `name` means, or a sentence that names what is near.
Result<CatalogServer> ServerNamed(CatalogReader& reader, std::string_view name);

// Arguments, checked: a failure names the argument and what it has to be.
Result<std::string> TextArgument(const Json& arguments, std::string_view name, bool required);
Result<size_t> NumberArgument(const Json& arguments, std::string_view name, size_t otherwise,
                              size_t most);

}  // namespace mcprisk

#endif  // MCPRISK_SERVE_MCP_SHAPES_H_
