#include "base/json_pointer.h"

#include "base/text.h"

namespace mcprisk {

std::string PointerStep(std::string_view name) {
  return ReplaceAll(ReplaceAll(std::string(name), "~", "~0"), "/", "~1");
}

std::string NameOfPointerStep(std::string_view step) {
  return ReplaceAll(ReplaceAll(std::string(step), "~1", "/"), "~0", "~");
}

}  // namespace mcprisk
