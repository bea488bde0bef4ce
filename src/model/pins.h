// Pins: what a definition and a server are, as digests that anybody can compute again.
//
// A tool's own pin is Tool::digest. A field's pin is the SHA-256 of its value in canonical JSON
// (RFC 8785), so it says which field changed; nothing is normalized before, since hiding characters
// is the attack. Pure functions, safe from any thread.
#ifndef MCPRISK_MODEL_PINS_H_
#define MCPRISK_MODEL_PINS_H_

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/digest.h"
#include "model/tool.h"

namespace mcprisk {

struct FieldPin {
  std::string field;  // "name", "title", "description", "inputSchema", …
  std::string value;  // canonical JSON
  Digest digest;      // of `value`
};

// Of the fields that the definition has, in this order: name, title, description, inputSchema,
// outputSchema, annotations.
std::vector<FieldPin> FieldPins(const Tool& tool);

// SHA-256 of the canonical JSON of {"instructions": pin, "tools": [[name, pin], …]}, pins in hex,
// tools ordered by name, without "instructions" where the server gives none.
Digest ServerPin(std::vector<std::pair<std::string, Digest>> tools, std::string_view instructions);

}  // namespace mcprisk

#endif  // MCPRISK_MODEL_PINS_H_
