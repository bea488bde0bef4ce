#include <algorithm>
#include <cstdint>
#include <tuple>
#include <utility>

#include "policy/arguments.h"
#include "policy/call_limit.h"
#include "policy/config.h"
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

std::optional<Decision> ParseDecision(std::string_view name) {
  for (int i = 0; i < kDecisions; ++i) {
    if (name == DecisionName(static_cast<Decision>(i))) return static_cast<Decision>(i);
  }
  return std::nullopt;
}

std::string_view ConditionKindName(ArgumentCondition::Kind kind) {
  switch (kind) {
    case ArgumentCondition::Kind::kAtMost:
      return "at_most";
    case ArgumentCondition::Kind::kOneOf:
      return "one_of";
    case ArgumentCondition::Kind::kIsTrue:
      return "is_true";
    case ArgumentCondition::Kind::kIsFalse:
      return "is_false";
    case ArgumentCondition::Kind::kMatches:
      return "matches";
    case ArgumentCondition::Kind::kNotMatches:
      break;
  }
  return "not_matches";
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
  ruling->decided_by.push_back(posture.name + "/" + adjustment.id);
  ruling->reason += "; " + Said(posture, adjustment.id, adjustment.reason);
}

}  // namespace

namespace {

// The ruling of a classification, and whether an adjustment held. Cases are not looked for.
Ruling RuleOf(const PostureLine* line, const Classification& classification, const Posture& posture,
              bool* doubtful) {
  Ruling ruling;
  if (!line) {
    ruling.decided_by = {posture.name};
    ruling.reason = "no line of the posture speaks of it (" + posture.name + ").";
    return ruling;
  }
  ruling.decision = line->ruling;
  ruling.limit = line->limit;
  ruling.decided_by = {posture.name + "/" + line->id};
  ruling.reason = Said(posture, line->id, line->reason);
  for (const PostureAdjustment& adjustment : posture.adjustments) {
    if (!adjustment.when.Holds(classification)) continue;
    *doubtful = true;
    Adjust(adjustment, posture, &ruling);
  }
  ruling.reason += ".";
  if (ruling.decision == Decision::kDeny) ruling.limit.reset();
  return ruling;
}

const PostureLine* LineFor(const Classification& classification, const Posture& posture) {
  auto line = std::find_if(posture.lines.begin(), posture.lines.end(),
                           [&](const PostureLine& l) { return l.when.Holds(classification); });
  return line == posture.lines.end() ? nullptr : &*line;
}

}  // namespace

Ruling MakeRuling(const Tool& tool, const Classification& classification, const Posture& posture) {
  const PostureLine* line = LineFor(classification, posture);
  bool doubtful = false;
  Ruling ruling = RuleOf(line, classification, posture, &doubtful);
  ruling.tool = tool.name;
  auto rule = [&](const Classification& one) {
    bool ignored = false;
    return RuleOf(LineFor(one, posture), one, posture, &ignored);
  };
  if (!classification.operations.empty()) {
    ruling.cases = OperationCases(tool, classification, ruling, rule);
  } else if (line && !doubtful && ruling.decision == line->ruling) {
    // A definition that there is doubt about is not believed in what it says of its parameters.
    ruling.cases = ArgumentCases(tool, *line, ruling.reason);
  }
  std::stable_sort(
      ruling.cases.begin(), ruling.cases.end(),
      [](const RulingCase& a, const RulingCase& b) { return a.decision < b.decision; });
  return ruling;
}

namespace {

// Orders rulings of one tool from the strictest to the mildest; total, so that the order in which a
// server shows its tools does not matter.
auto Mildness(const Ruling& ruling) {
  size_t calls = ruling.limit ? CallsAnHour(*ruling.limit) : SIZE_MAX;
  return std::tuple(-static_cast<int>(ruling.decision), calls, ruling.reason);
}

Ruling Overridden(const std::string& tool, const PolicyOverride& override) {
  Ruling ruling;
  ruling.tool = tool;
  ruling.decision = override.ruling;
  ruling.limit = override.limit;
  ruling.decided_by = {override.place};
  ruling.reason = override.reason + " (" + override.place + ").";
  return ruling;
}

}  // namespace

Policy MakePolicy(std::string server, const std::vector<PolicyEntry>& tools, const Posture& posture,
                  const PolicyConfig* config) {
  Policy policy;
  policy.server = std::move(server);
  policy.posture = posture.name;
  for (const PolicyEntry& entry : tools) {
    const PolicyOverride* override =
        config ? config->Find(policy.server, entry.tool->name, *entry.classification) : nullptr;
    policy.rulings.push_back(override ? Overridden(entry.tool->name, *override)
                                      : MakeRuling(*entry.tool, *entry.classification, posture));
  }
  std::sort(policy.rulings.begin(), policy.rulings.end(), [](const Ruling& a, const Ruling& b) {
    return a.tool != b.tool ? a.tool < b.tool : Mildness(a) < Mildness(b);
  });
  // A few servers show two tools of one name. A client cannot tell which it gets, so the stricter
  // ruling stands for both, and a case that speaks of one of them alone is dropped.
  std::vector<Ruling> each;
  for (Ruling& ruling : policy.rulings) {
    if (each.empty() || each.back().tool != ruling.tool) {
      each.push_back(std::move(ruling));
    } else if (each.back().cases != ruling.cases) {
      each.back().cases.clear();
    }
  }
  policy.rulings = std::move(each);
  return policy;
}

}  // namespace mcprisk
