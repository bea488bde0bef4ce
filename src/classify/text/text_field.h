// Every string of a definition that a model gets to see, each with its place.
#ifndef MCPRISK_CLASSIFY_TEXT_TEXT_FIELD_H_
#define MCPRISK_CLASSIFY_TEXT_TEXT_FIELD_H_

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "model/tool.h"

namespace mcprisk {

class JsonParser;
class SchemaPath;

// What kind of string it is: a phrase that is an instruction in a description is none in a pattern.
enum class TextRole : uint8_t {
  kName,          // the tool's
  kTitle,         // the tool's, its annotations', and those in schemas
  kDescription,   // the tool's
  kProperty,      // a property's name, at any depth
  kSchema,        // descriptions and comments in schemas
  kValue,         // enum, const, default, examples, pattern, format, and unknown keywords
  kInstructions,  // what a server tells the model when it connects
};
inline constexpr int kTextRoles = 7;

// The word for it in rule files ("name", "title", …).
std::string_view TextRoleName(TextRole role);

struct TextField {
  TextRole role = TextRole::kDescription;
  // "name", "title", "description", "annotations.title", "instructions", or a JSON pointer (RFC
  // 6901) into the definition: "/inputSchema/properties/q/default". Behind a property's name itself
  // stands a "#", as in Relative JSON Pointers: "/inputSchema/properties/q#".
  std::string field;
  std::string text;  // as received
};

// A string of a schema, while it is visited.
struct SchemaText {
  TextRole role = TextRole::kSchema;
  std::string_view text;
  const SchemaPath& path;

  TextField Field() const;  // of its own
};

// Visits the strings of both schemas, in their order; empty ones but for names of properties are
// left out. A schema that is no JSON has none. The parser is the caller's, for its room.
void VisitSchemaTexts(const Tool& tool, JsonParser* parser,
                      const std::function<void(const SchemaText&)>& visit);

}  // namespace mcprisk

#endif  // MCPRISK_CLASSIFY_TEXT_TEXT_FIELD_H_
