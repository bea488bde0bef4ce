#include "model/assessment.h"

#include <algorithm>

namespace mcprisk {

AssessedTool AssessedToolOf(std::string_view server, std::string_view name,
                            const Classification& classification, size_t tokens) {
  AssessedTool tool{.server = server,
                    .name = name,
                    .category = classification.category,
                    .risk = classification.risk,
                    .capabilities = &classification.capabilities,
                    .worst_finding = std::nullopt,
                    .tokens = tokens};
  for (const Finding& finding : classification.findings) {
    tool.worst_finding = std::max(tool.worst_finding, std::optional(finding.severity));
  }
  return tool;
}

}  // namespace mcprisk
