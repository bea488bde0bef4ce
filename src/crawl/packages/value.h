// What an expression in the source of a package is known to be without running it.
//
// Values are immutable and shared. One that cannot be known is kUnknown, and never a guess. `whole`
// is false for a text, list or map of which a part is missing: such a text is good enough to
// describe a tool, but not to name it.
#ifndef MCPRISK_CRAWL_PACKAGES_VALUE_H_
#define MCPRISK_CRAWL_PACKAGES_VALUE_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace mcprisk {

// Levels of values in values, and of the expressions that they are read from. Schemas of real tools
// reach 28.
inline constexpr size_t kMaxValueDepth = 64;
// Steps (tokens, values and texts looked at) that reading one package may take. A server with a
// bundle of 7.9 MB stays below it; so many take about a second.
inline constexpr size_t kMaxReadingSteps = size_t{50} << 20;

struct SourceValue;
using ValuePtr = std::shared_ptr<const SourceValue>;

// Names bound to values, innermost first: the arguments of a function that is being read.
struct Bindings {
  std::shared_ptr<const Bindings> outer;
  size_t file = 0;
  uint32_t declaration = 0;
  ValuePtr value;
};
using BindingsPtr = std::shared_ptr<const Bindings>;

// Where in a package something stands.
struct SourcePlace {
  size_t file = 0;
  uint32_t token = 0;
};

struct SourceValue {
  enum class Kind {
    kUnknown,
    kNull,
    kBool,
    kNumber,  // `text` is JSON
    kText,
    kList,
    kMap,
    kSchema,    // members are those of a JSON Schema
    kFunction,  // `index` of its file, seen with `bindings`
    kModule,    // the file `place.file`
  };
  Kind kind = Kind::kUnknown;
  bool whole = true;
  bool truth = false;     // of kBool
  bool optional = false;  // of kSchema: the property need not be there
  std::string text;
  std::vector<ValuePtr> items;
  std::vector<std::pair<std::string, ValuePtr>> members;
  SourcePlace place;
  uint32_t index = 0;
  BindingsPtr bindings;

  // The member of this name, the last one if there are several; nullptr when there is none.
  ValuePtr Find(std::string_view name) const;
};

ValuePtr UnknownValue();
ValuePtr TextValue(std::string text, SourcePlace place = {}, bool whole = true);
ValuePtr NumberValue(std::string text);
ValuePtr BoolValue(bool truth);
ValuePtr NullValue();

inline bool IsKind(const ValuePtr& value, SourceValue::Kind kind) {
  return value && value->kind == kind;
}
inline bool IsKnown(const ValuePtr& value) {
  return value && value->kind != SourceValue::Kind::kUnknown;
}
// A text that may name a tool.
bool IsName(const ValuePtr& value);

// Sets the member, replacing one of that name.
void SetMember(std::string_view name, ValuePtr value, SourceValue* map);

// {"type": `type`}.
ValuePtr TypeSchema(std::string_view type);
// `schema` with one more member.
ValuePtr WithMember(const ValuePtr& schema, std::string_view name, ValuePtr value);
ValuePtr WithOptional(const ValuePtr& schema, bool optional);
// {"type": "object"} of the map from names to schemas. A property that is not known is {}. Unknown
// where the map has properties that are not even named.
ValuePtr ObjectSchema(const SourceValue& properties);

// Appends JSON. False when a part is unknown or it is longer than kMaxSchemaBytes; with `lenient`,
// unknown parts are left out.
bool AppendValueJson(const ValuePtr& value, bool lenient, std::string* out);

}  // namespace mcprisk

#endif  // MCPRISK_CRAWL_PACKAGES_VALUE_H_
