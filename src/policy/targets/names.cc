#include "policy/targets/names.h"

#include <algorithm>
#include <cstdint>

#include "base/text.h"

namespace mcprisk {
namespace {

bool IsKept(char c, std::string_view others) {
  return IsAsciiAlnum(c) || others.find(c) != std::string_view::npos;
}

}  // namespace

std::string Rewritten(std::string_view name, std::string_view others) {
  std::string rewritten;
  for (size_t at = 0; at < name.size();) {
    uint32_t c = NextCodePoint(name, &at);
    if (c < 0x80 && IsKept(static_cast<char>(c), others)) {
      rewritten += static_cast<char>(c);
    } else {
      rewritten += c > 0xffff ? "__" : "_";
    }
  }
  return rewritten;
}

bool IsMadeOf(std::string_view name, std::string_view others) {
  return !name.empty() &&
         std::all_of(name.begin(), name.end(), [&](char c) { return IsKept(c, others); });
}

Result<std::string> ExceptWildcard(const std::string& tool, const TargetServer&) {
  if (tool == "*") return Failure("the name means every tool");
  return tool;
}

std::vector<std::string> ToolsWith(const Policy& policy, Decision decision) {
  std::vector<std::string> tools;
  for (const Ruling& ruling : policy.rulings) {
    if (ruling.decision == decision) tools.push_back(ruling.tool);
  }
  return tools;
}

}  // namespace mcprisk
