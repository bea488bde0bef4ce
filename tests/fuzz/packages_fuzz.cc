// Source text of every language through the readers of crawl/packages. The first byte chooses the
// language.
#include <array>
#include <string>

#include "crawl/packages/extract.h"
#include "fuzz/targets.h"

namespace mcprisk {

void FuzzPackages(std::string_view bytes) {
  constexpr std::array<const char*, 6> kPaths = {"a.js", "a.py", "a.go", "a.cs", "a.java", "a.rs"};
  if (bytes.empty()) return;
  const char* path = kPaths[static_cast<unsigned char>(bytes.front()) % kPaths.size()];
  const ExtractedTools found = ExtractTools({{path, std::string(bytes.substr(1))}});
  for (size_t i = 0; i < found.tools.size(); ++i) {
    Promise(!found.tools[i].name.empty(), "every tool has a name");
    Promise(found.lines[i] != 0, "every tool stands in a line");
  }
}

}  // namespace mcprisk
