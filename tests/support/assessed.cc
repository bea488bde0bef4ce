#include "support/assessed.h"

#include <stdexcept>

#include "base/text.h"

namespace mcprisk {

ToolBench& ToolBench::Add(const std::string& line) {
  const std::vector<std::string_view> words = Split(line, ' ');
  if (words.size() < 3) throw std::runtime_error("no server:name Category Risk in: " + line);
  const std::vector<std::string_view> place = Split(words[0], ':');
  Kept& kept = kept_.emplace_back();
  kept.server = std::string(place[0]);
  kept.name = std::string(place.back());
  AssessedTool tool{.server = kept.server,
                    .name = kept.name,
                    .category = ParseCategory(words[1]).value(),
                    .risk = ParseRisk(words[2]).value(),
                    .capabilities = &kept.capabilities,
                    .worst_finding = std::nullopt,
                    .tokens = 100};
  for (size_t i = 3; i < words.size(); ++i) {
    if (words[i].starts_with("finding=")) {
      tool.worst_finding = ParseSeverity(words[i].substr(8)).value();
    } else {
      kept.capabilities.emplace_back(words[i]);
    }
  }
  tools_.push_back(tool);
  return *this;
}

}  // namespace mcprisk
