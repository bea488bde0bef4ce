#include <algorithm>
#include <cstdint>
#include <tuple>
#include <utility>

#include "base/text.h"
#include "policy/policy.h"
#include "policy/posture.h"

namespace mcprisk {

std::string_view DecisionName(Decision decision) {
  switch (decision) {
    case Decision::kAllow:
      return "allow";
    case Decision::kLimit:
      return "limit";
    case Decision::kAsk:
      return "ask";
    case Decision::kDeny:
      break;
  }
  return "deny";
}

namespace {

template <typename T>
bool Asks(const std::vector<T>& wanted, const T& value) {
  return wanted.empty() || std::find(wanted.begin(), wanted.end(), value) != wanted.end();
}

}  // namespace

bool PostureCondition::Holds(const Classification& classification) const {
  auto has_finding = [&] {
    return std::any_of(classification.findings.begin(), classification.findings.end(),
                       [&](const Finding& finding) { return Asks(findings, finding.severity); });
  };
  auto has_capability = [&] {
    return std::any_of(classification.capabilities.begin(), classification.capabilities.end(),
                       [&](const std::string& id) { return Asks(capabilities, id); });
  };
  return Asks(categories, classification.category) && Asks(risks, classification.risk) &&
         (capabilities.empty() || has_capability()) && (findings.empty() || has_finding()) &&
         (!confidence_below || classification.confidence < *confidence_below);
}

namespace {

bool IsNumeric(const Parameter& parameter) {
  if (parameter.type.empty()) return false;
  for (std::string_view type : Split(parameter.type, '|')) {
    if (type != "number" && type != "integer") return false;
  }
  return true;
}

// The parameter whose value is the money that a call moves, or nullptr where a cap on it would not
// hold: a call could leave an optional one out, give a text, or use a second one beside it.
const Parameter* AmountParameter(const Tool& tool, const Posture& posture) {
  const Parameter* found = nullptr;
  for (const Parameter& parameter : tool.parameters) {
    const auto& names = posture.amount_parameters;
    if (std::find(names.begin(), names.end(), FoldedParameter(parameter.name)) == names.end()) {
      continue;
    }
    if (found || !parameter.required || !IsNumeric(parameter)) return nullptr;
    found = &parameter;
  }
  return found;
}

std::string Said(const Posture& posture, std::string_view id, std::string_view reason) {
  return std::string(reason) + " (" + posture.name + "/" + std::string(id) + ")";
}

void Adjust(const PostureAdjustment& adjustment, const Posture& posture, Ruling* ruling) {
  int steps = static_cast<int>(ruling->decision) + adjustment.stricter;
  Decision moved =
      std::max(static_cast<Decision>(std::min(steps, int{kDecisions} - 1)), adjustment.at_least);
  if (moved == ruling->decision) return;
  ruling->decision = moved;
  if (!ruling->limit) ruling->limit = adjustment.limit;
  ruling->reason += "; " + Said(posture, adjustment.id, adjustment.reason);
}

}  // namespace

Ruling MakeRuling(const Tool& tool, const Classification& classification, const Posture& posture) {
  Ruling ruling;
  ruling.tool = tool.name;
  auto line = std::find_if(posture.lines.begin(), posture.lines.end(),
                           [&](const PostureLine& l) { return l.when.Holds(classification); });
  if (line == posture.lines.end()) {
    ruling.reason = "no line of the posture speaks of it (" + posture.name + ").";
    return ruling;
  }
  ruling.decision = line->ruling;
  ruling.limit = line->limit;
  ruling.reason = Said(posture, line->id, line->reason);
  bool doubtful = false;
  for (const PostureAdjustment& adjustment : posture.adjustments) {
    if (!adjustment.when.Holds(classification)) continue;
    doubtful = true;
    Adjust(adjustment, posture, &ruling);
  }
  ruling.reason += ".";
  if (ruling.decision == Decision::kDeny) ruling.limit.reset();
  // A cap lets small amounts pass unasked; a definition that there is doubt about does not get
  // that.
  if (ruling.decision == Decision::kAsk && line->amount_cap && !doubtful) {
    if (const Parameter* amount = AmountParameter(tool, posture)) {
      ruling.amount_parameter = amount->name;
      ruling.amount_cap = line->amount_cap;
    }
  }
  return ruling;
}

namespace {

// Orders rulings of one tool from the strictest to the mildest; total, so that the order in which a
// server shows its tools does not matter.
auto Mildness(const Ruling& ruling) {
  constexpr size_t kMinutesPerHour = 60;
  size_t calls = SIZE_MAX;
  if (ruling.limit) {
    calls =
        ruling.limit->window == "minute" ? ruling.limit->max * kMinutesPerHour : ruling.limit->max;
  }
  return std::tuple(-static_cast<int>(ruling.decision), ruling.amount_cap.value_or(0), calls,
                    ruling.amount_parameter, ruling.reason);
}

}  // namespace

Policy MakePolicy(std::string server, const std::vector<PolicyEntry>& tools,
                  const Posture& posture) {
  Policy policy;
  policy.server = std::move(server);
  policy.posture = posture.name;
  for (const PolicyEntry& entry : tools) {
    policy.rulings.push_back(MakeRuling(*entry.tool, *entry.classification, posture));
  }
  std::sort(policy.rulings.begin(), policy.rulings.end(), [](const Ruling& a, const Ruling& b) {
    return a.tool != b.tool ? a.tool < b.tool : Mildness(a) < Mildness(b);
  });
  // A few servers show two tools of one name. A client cannot tell which it gets, so the stricter
  // ruling stands for both.
  auto same_tool = [](const Ruling& a, const Ruling& b) { return a.tool == b.tool; };
  policy.rulings.erase(std::unique(policy.rulings.begin(), policy.rulings.end(), same_tool),
                       policy.rulings.end());
  return policy;
}

}  // namespace mcprisk
