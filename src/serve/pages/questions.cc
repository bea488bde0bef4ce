#include "serve/pages/questions.h"

#include <algorithm>
#include <cmath>

#include "base/text.h"

namespace mcprisk {
namespace {

constexpr size_t kNameColumns = 60;

std::string Name(const CatalogTool& tool) { return ForTerminal(tool.tool.name, kNameColumns); }

std::string WhatItDoes(const CatalogTool& tool) {
  const std::string said =
      tool.tool.description
          ? "Its server says: “" + ForTerminal(*tool.tool.description, 240) + "”"
          : std::string(
                "Its server does not say; only the name and what surrounds it were there "
                "to judge by.");
  return said + " We read it as " + std::string(CategoryName(tool.classification.category)) + ". " +
         ForTerminal(tool.classification.rationale);
}

std::string RiskAnswer(const CatalogTool& tool) {
  const Classification& c = tool.classification;
  std::string answer = std::string(RiskName(c.risk)) + ". ";
  for (const std::string& step : c.risk_steps) answer += ForTerminal(step) + ". ";
  answer += "Of verdicts that come about in this way, " +
            std::to_string(std::lround(c.confidence * 100)) +
            " in 100 were right on labeled tools.";
  return answer;
}

std::string EnforceAnswer(const Ruling& ruling) {
  std::string answer = "Recommended: " + DecisionLabel(ruling.decision, ruling.limit) + ". ";
  if (!ruling.cases.empty()) {
    answer += "Calls fare better where " + ForTerminal(ruling.cases.front().when) + ". ";
  }
  return answer +
         "The policy above covers it; the server’s page writes the same for every client and "
         "gateway that we know, with all of the server’s tools.";
}

std::string LimitAnswer(const Ruling& ruling) {
  if (ruling.limit) {
    return "Yes; we recommend at most " + Counted(ruling.limit->max, "call") + " a " +
           ruling.limit->window + ". Clients that cannot count calls are told to ask instead.";
  }
  switch (ruling.decision) {
    case Decision::kAllow:
      return "Yes, by a gateway that counts calls; nothing it does calls for that here.";
    case Decision::kAsk:
      return "Yes, but a limit alone is not enough: we recommend that a person sees each call.";
    default:
      return "Yes, but a limit alone is not enough: one call can do the damage.";
  }
}

std::string BlockAnswer(const CatalogTool& tool) {
  return "Leave " + Name(tool) +
         " out of a policy whose default is to deny, hide it where the gateway can, or add an "
         "override to mcprisk.yaml: { tool: \"" +
         Name(tool) + "\", ruling: deny }.";
}

std::string ServersAnswer(const CatalogTool& tool, const OtherTools& others) {
  std::string answer = ForTerminal(tool.server, kNameColumns);
  if (others.count == 0) return answer + ", and no other server of this catalog.";
  answer += ", and " + Counted(others.count, "other server") + " of this catalog";
  const size_t differ = others.count - others.same_verdict;
  return answer + (differ == 0 ? ", all with the same verdict."
                               : "; of these, " + Grouped(differ) + " with another verdict.");
}

}  // namespace

std::vector<ToolQuestion> QuestionsOn(const CatalogTool& tool, const Ruling& ruling,
                                      const OtherTools& others) {
  const std::string name = Name(tool);
  return {
      {"What does " + name + " do?", WhatItDoes(tool)},
      {"What risk level is " + name + "?", RiskAnswer(tool)},
      {"How do I enforce a policy on " + name + "?", EnforceAnswer(ruling)},
      {"Can " + name + " be rate-limited?", LimitAnswer(ruling)},
      {"How do I block " + name + " completely?", BlockAnswer(tool)},
      {"Which servers provide " + name + "?", ServersAnswer(tool, others)},
  };
}

}  // namespace mcprisk
