// Source text of every language through the readers of crawl/packages. The first byte chooses the
// language.
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "crawl/packages/extract.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  constexpr std::array<const char*, 6> kPaths = {"a.js", "a.py", "a.go", "a.cs", "a.java", "a.rs"};
  if (size == 0) return 0;
  std::string text(reinterpret_cast<const char*>(data) + 1, size - 1);
  const char* path = kPaths[data[0] % kPaths.size()];
  mcprisk::ExtractedTools found = mcprisk::ExtractTools({{path, text}});
  // Every tool stands in the text, and none has an empty name.
  for (size_t i = 0; i < found.tools.size(); ++i) {
    if (found.tools[i].name.empty() || found.lines[i] == 0) std::abort();
  }
  return 0;
}
