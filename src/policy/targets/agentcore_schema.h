// The Cedar schema that Amazon Bedrock AgentCore makes of a gateway's tools, which its policies
// must validate against.
//
// Source: "Schema constraints" of the AgentCore developer guide, and its generator, cedar-policy's
// mcp-schema-generator 0.6, with numbers as decimals and objects as records. A string is String,
// one with an enum an entity of AgentCore::<action>::Input::<parameter>, an integer Long, a number
// decimal, a boolean Bool, an array of those a Set. All else (objects, unions, references) is
// Unknown here: no policy of ours asks for it.
//
// Pure functions, deterministic, safe from any thread.
#ifndef MCPRISK_POLICY_TARGETS_AGENTCORE_SCHEMA_H_
#define MCPRISK_POLICY_TARGETS_AGENTCORE_SCHEMA_H_

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "model/tool.h"
#include "policy/target.h"

namespace mcprisk {

struct AgentCoreType {
  enum class Kind { kString, kEnum, kLong, kDecimal, kBool, kOther };
  Kind kind = Kind::kOther;
  std::string name = "Unknown";     // as the schema writes it
  std::vector<std::string> values;  // of an enum
};

struct AgentCoreParameter {
  AgentCoreType type;
  bool required = false;
};

// "github___list_issues": what AgentCore calls the tool of a target.
std::string AgentCoreAction(std::string_view key, std::string_view tool);
// A word that Cedar takes as the name of a type without more ado.
bool IsCedarIdentifier(std::string_view text);

// By name, the parameters of the tool's input schema.
std::map<std::string, AgentCoreParameter> AgentCoreParameters(const Tool& tool,
                                                              std::string_view key);

// The whole schema in Cedar's own syntax, with a final newline: an action for every definition of
// `server.tools`; of two of one name the first.
std::string AgentCoreSchema(const TargetServer& server);

}  // namespace mcprisk

#endif  // MCPRISK_POLICY_TARGETS_AGENTCORE_SCHEMA_H_
