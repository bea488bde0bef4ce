// What C# and Java have in common: methods that an attribute or annotation makes tools, and
// parameters that say in the same way what they are for.
#ifndef MCPRISK_CRAWL_PACKAGES_ATTRIBUTE_TOOLS_H_
#define MCPRISK_CRAWL_PACKAGES_ATTRIBUTE_TOOLS_H_

#include <string_view>

#include "crawl/packages/plain_reader.h"

namespace mcprisk {

// The method behind an attribute.
struct AttributedMethod {
  uint32_t name = 0;  // token; 0 when there is no method
  Range parameters;
  bool is_asynchronous = false;
};

// The first name with parameters behind token `at` that is no attribute itself.
AttributedMethod MethodBehind(const SourceText& source, uint32_t at);

// The JSON Schema of a type of C#, Java or Rust: its first word and whether it is a list; unknown
// for types of the package's own.
ValuePtr PlainType(const SourceText& source, Range type);

}  // namespace mcprisk

#endif  // MCPRISK_CRAWL_PACKAGES_ATTRIBUTE_TOOLS_H_
