#include "classify/text_findings.h"

#include <algorithm>

#include "base/text.h"

namespace mcprisk {
namespace {

constexpr size_t kMaxEvidence = 12;
// Columns of hidden text that a message shows.
constexpr size_t kMaxRevealed = 160;

void AddHit(const ConditionHit& hit, const std::string& rule, Finding* finding) {
  if (finding->evidence.size() == kMaxEvidence || hit.begin >= hit.end) return;
  bool known =
      std::any_of(finding->evidence.begin(), finding->evidence.end(), [&](const Evidence& other) {
        return other.field == hit.field && other.begin == hit.begin && other.end == hit.end;
      });
  if (known) return;
  if (finding->evidence.empty() && !hit.revealed.empty()) {
    finding->message += " It says: \"" + ForTerminal(hit.revealed, kMaxRevealed) + "\".";
  }
  finding->evidence.push_back({hit.field, hit.begin, hit.end, hit.quote, rule});
}

}  // namespace

void AddTextFindings(const RuleSet& rules, const std::vector<ConditionHit>& hits,
                     const std::function<bool(const Rule&)>& others_hold,
                     std::vector<Finding>* findings) {
  if (hits.empty()) return;
  for (const Rule* rule : rules.text_warnings()) {
    Finding finding{rule->id, rule->severity, rule->message, {}};
    for (size_t condition : rule->texts) {
      auto first = std::lower_bound(
          hits.begin(), hits.end(), condition,
          [](const ConditionHit& hit, size_t wanted) { return hit.condition < wanted; });
      for (; first != hits.end() && first->condition == condition; ++first) {
        AddHit(*first, rule->id, &finding);
      }
    }
    if (!finding.evidence.empty() && others_hold(*rule)) findings->push_back(std::move(finding));
  }
}

}  // namespace mcprisk
