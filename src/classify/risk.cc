#include "classify/risk.h"

#include <algorithm>

namespace mcprisk {
namespace {

bool Applies(const RiskMove& move, Category category,
             const std::vector<std::string>& capabilities) {
  if (!move.categories.empty() && std::find(move.categories.begin(), move.categories.end(),
                                            category) == move.categories.end()) {
    return false;
  }
  return std::find(capabilities.begin(), capabilities.end(), move.capability) != capabilities.end();
}

int Moved(const RiskMove& move, int risk) {
  if (move.at_least) risk = std::max(risk, static_cast<int>(*move.at_least));
  if (move.at_most) risk = std::min(risk, static_cast<int>(*move.at_most));
  return risk + move.step;
}

}  // namespace

Risk DeriveRisk(Category category, const std::vector<std::string>& capabilities,
                const RuleSet& rules, std::vector<std::string>* steps) {
  int start = static_cast<int>(rules.RiskStart(category));
  int risk = start;
  steps->push_back(std::string(CategoryName(category)) + " starts at " +
                   std::string(RiskName(static_cast<Risk>(start))));
  if (capabilities.empty()) return static_cast<Risk>(risk);
  for (const RiskMove& move : rules.risk_moves()) {
    if (!Applies(move, category, capabilities)) continue;
    int moved = Moved(move, risk);
    moved = std::clamp(moved, std::max(0, start - kMaxRiskSteps),
                       std::min(kRisks - 1, start + kMaxRiskSteps));
    if (moved == risk) continue;
    risk = moved;
    steps->push_back(move.capability + ": " + move.because + ", so " +
                     std::string(RiskName(static_cast<Risk>(risk))));
  }
  return static_cast<Risk>(risk);
}

}  // namespace mcprisk
