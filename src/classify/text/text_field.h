// Every string of a definition that a model gets to see, each with its place.
#ifndef MCPRISK_CLASSIFY_TEXT_TEXT_FIELD_H_
#define MCPRISK_CLASSIFY_TEXT_TEXT_FIELD_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "model/tool.h"

namespace mcprisk {

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

// Those of both schemas, in their order. Appends. A schema that is no JSON has none.
void AddSchemaFields(const Tool& tool, std::vector<TextField>* fields);

}  // namespace mcprisk

#endif  // MCPRISK_CLASSIFY_TEXT_TEXT_FIELD_H_
