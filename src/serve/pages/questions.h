// What people ask of a tool, answered from its record and nothing else.
#ifndef MCPRISK_SERVE_PAGES_QUESTIONS_H_
#define MCPRISK_SERVE_PAGES_QUESTIONS_H_

#include <string>
#include <vector>

#include "catalog/reader.h"
#include "policy/policy.h"
#include "serve/pages/tool_views.h"

namespace mcprisk {

// Plain text, safe to show.
struct ToolQuestion {
  std::string question;
  std::string answer;
};

std::vector<ToolQuestion> QuestionsOn(const CatalogTool& tool, const Ruling& ruling,
                                      const OtherTools& others);

}  // namespace mcprisk

#endif  // MCPRISK_SERVE_PAGES_QUESTIONS_H_
