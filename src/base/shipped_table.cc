#include "base/shipped_table.h"

#include "base/embedded.h"

namespace mcprisk {

std::string EmbeddedText(std::string_view path) {
  for (const EmbeddedFile& file : EmbeddedFiles()) {
    if (file.path == path) return std::string(file.text);
  }
  throw Error("this program was built without " + std::string(path));
}

void ThrowProblems(const std::vector<Problem>& problems) {
  if (problems.empty()) return;
  std::string all = "a table inside this program does not load:";
  for (const Problem& problem : problems) all += "\n" + problem.place + ": " + problem.what;
  throw Error(all);
}

}  // namespace mcprisk
