#include "base/json_pointer.h"

#include "base/json.h"
#include "base/text.h"

namespace mcprisk {

std::string PointerStep(std::string_view name) {
  return ReplaceAll(ReplaceAll(std::string(name), "~", "~0"), "/", "~1");
}

std::string NameOfPointerStep(std::string_view step) {
  return ReplaceAll(ReplaceAll(std::string(step), "~1", "/"), "~0", "~");
}

std::string JsonPointer(const std::vector<std::string>& path) {
  std::string pointer;
  for (const std::string& name : path) pointer += "/" + PointerStep(name);
  return pointer;
}

Json AtPointer(const Json& root, std::string_view pointer) {
  if (!pointer.starts_with('/')) return {};
  Json value = root;
  for (std::string_view step : Split(pointer.substr(1), '/'))
    value = value[NameOfPointerStep(step)];
  return value;
}

}  // namespace mcprisk
