// What the shape of a definition says, whatever its words: how large it is, and whether its schema
// bounds what a caller may pass. Private to classify/.
//
// Pure functions, safe from any thread; they cost a look at sizes unless a schema is odd.
#ifndef MCPRISK_CLASSIFY_SHAPE_H_
#define MCPRISK_CLASSIFY_SHAPE_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/tool.h"

namespace mcprisk {

// Of 23,040 real tools the largest description has 10 KB, the largest schema 53 KB, 66 parameters
// and 28 levels; of a hundred tools one has more than 1.5 KB, 2.8 KB, 14 and 9.
inline constexpr size_t kLongDescriptionBytes = size_t{8} << 10;
inline constexpr size_t kLargeSchemaBytes = size_t{64} << 10;
inline constexpr size_t kUsualParameters = 30;
inline constexpr size_t kDeepSchemaLevels = 32;

enum class Shape : uint8_t {
  kLongDescription,
  kLargeSchema,
  kDeepSchema,
  kManyParameters,
  kOpenSchema,       // the root takes any other property: "additionalProperties": true
  kShapelessObject,  // a required parameter is an object of which nothing is said
};

struct ShapeName {
  Shape shape;
  std::string_view id;  // what rule files call it
};
// All of them.
const std::vector<ShapeName>& ShapeNames();
std::optional<Shape> FindShape(std::string_view id);

// A shape that a definition has, and the words for how: "41 parameters", "the parameter options".
struct ShapeHit {
  Shape shape;
  std::string how;
};

// In the order of ShapeNames().
std::vector<ShapeHit> ShapesOf(const Tool& tool);

}  // namespace mcprisk

#endif  // MCPRISK_CLASSIFY_SHAPE_H_
