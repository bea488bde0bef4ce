// The input schema of a tool: what it says of each parameter, and how dialects other than JSON
// Schema become JSON Schema. Used by tool.cc only.
#ifndef MCPRISK_MODEL_INPUT_SCHEMA_H_
#define MCPRISK_MODEL_INPUT_SCHEMA_H_

#include <string>
#include <vector>

#include "base/json.h"
#include "model/tool.h"

namespace mcprisk {

// The same schema as the text of a JSON Schema, parameters in the order received; empty when
// `schema` is one already. Dialects:
//   Docker's list   [{"name":"path","type":"string","desc":"File","optional":true}]
//   mcpm's flat map {"path":{"type":"string"}}
//   `required` beside the schema instead of inside it
// `required` is that neighbor, or missing.
std::string AsJsonSchema(const Json& schema, const Json& required);

// The properties of the schema's root. `type`, `enum` and `const` are also taken from the branches
// of anyOf, oneOf and allOf and through local $refs; nothing is fetched.
std::vector<Parameter> ReadParameters(const Json& schema);

}  // namespace mcprisk

#endif  // MCPRISK_MODEL_INPUT_SCHEMA_H_
