// The MCP tool definition, as one server gives it, and its identity.
//
// Source of the fields: the MCP specification, server/tools, revisions 2024-11-05 to 2026-07-28.
// Absent stays absent: an empty description is a statement by its author, none is not, and an
// annotation that is not there is not its default.
#ifndef MCPRISK_MODEL_TOOL_H_
#define MCPRISK_MODEL_TOOL_H_

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/digest.h"
#include "base/json.h"
#include "base/result.h"

namespace mcprisk {

// Largest values met in 23,040 real tools: name 56 characters, description 10,476 bytes, schema
// 52,808 bytes, 302 tools a server.
inline constexpr size_t kMaxToolNameBytes = 256;
inline constexpr size_t kMaxDescriptionBytes = size_t{64} << 10;
inline constexpr size_t kMaxSchemaBytes = size_t{256} << 10;
inline constexpr size_t kMaxToolsPerServer = 10000;

struct Annotations {
  std::optional<std::string> title;
  std::optional<bool> read_only;
  std::optional<bool> destructive;
  std::optional<bool> idempotent;
  std::optional<bool> open_world;
};

// One property of the input schema's root object. `type`, `format` and `values` are also looked for
// in the branches of anyOf, oneOf and allOf and behind $refs within the schema.
struct Parameter {
  std::string name;
  std::string type;  // "string", "array", …; several joined by "|"; empty when the schema is silent
  std::string description;
  std::string format;
  std::vector<std::string> values;  // `const` and `enum`, strings only, in the order received
  bool required = false;
  bool has_default = false;
  bool requests = false;  // an array of HTTP requests, whose items choose their methods
};

struct Tool {
  std::string name;
  std::optional<std::string> title;
  std::optional<std::string> description;
  std::optional<std::string> input_schema;      // canonical JSON
  std::optional<std::string> output_schema;     // canonical JSON
  std::optional<std::string> annotations_json;  // canonical JSON, as received
  Annotations annotations;
  std::vector<Parameter> parameters;  // of input_schema, in the order received

  // Where a package's source declares it, "package!file:line"; empty for every other tool. No part
  // of the identity.
  std::string place;

  // SHA-256 of the canonical JSON (RFC 8785) of {name, title, description, inputSchema,
  // outputSchema, annotations}, absent members absent: the definition's name everywhere.
  Digest digest;
};

// Reads one definition in any of the dialects met in public sources: `inputSchema`,
// `input_schema`, `parameters`, Docker's `arguments[]`, mcpm's flat map, OpenAI's
// {"type":"function","function":{…}}; `description`, `desc`, `summary`; null for absent. A schema
// in another dialect is rewritten to {"type":"object","properties":…,"required":[…]}; a list of
// `required` beside a schema that has none moves into it. Values of a type that makes no sense (a
// schema `true`, a description 7) count as absent.
// Fails, with a sentence, on: no object, no name, a name or text beyond the limits above, a
// duplicate key anywhere, NUL in the name.
// `name`: for sources that keep the name outside (a map); else empty. A name inside wins.
Result<Tool> ReadTool(const Json& definition, std::string_view name = {});

// The canonical JSON that `digest` is over.
std::string CanonicalDefinition(const Tool& tool);

// Makes a tool from stored parts (as ReadTool left them) and fills `parameters`, `annotations` and
// `digest` from them. Parameters then come in canonical order. Fails, with a sentence, on no name
// and on parts that are not JSON. For readers of a catalog and for tests.
Result<Tool> RestoreTool(std::string name, std::optional<std::string> title,
                         std::optional<std::string> description,
                         std::optional<std::string> input_schema,
                         std::optional<std::string> output_schema,
                         std::optional<std::string> annotations_json);

}  // namespace mcprisk

#endif  // MCPRISK_MODEL_TOOL_H_
