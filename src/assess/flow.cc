#include "assess/flow.h"

#include <algorithm>
#include <bit>
#include <optional>
#include <tuple>

namespace mcprisk {
namespace {

using LegSet = unsigned;  // one bit a leg

// A tool that fills at least one leg.
struct Candidate {
  const AssessedTool* tool;
  std::vector<std::optional<size_t>> cases;  // by leg

  LegSet Legs() const {
    LegSet legs = 0;
    for (size_t i = 0; i < cases.size(); ++i) legs |= cases[i] ? LegSet{1} << i : 0;
    return legs;
  }

  FlowStep Step(const FlowRule& rule, size_t leg) const {
    return {std::string(tool->server), std::string(tool->name),
            rule.legs[leg].tools[*cases[leg]].Reason(*tool)};
  }

  // Less is more telling, for these legs.
  auto Key(LegSet legs) const {
    size_t rank = 0;
    for (size_t i = 0; i < cases.size(); ++i) rank += (legs >> i & 1) != 0 ? *cases[i] : 0;
    return std::make_tuple(rank, -static_cast<int>(tool->risk), tool->server, tool->name);
  }
};

std::vector<Candidate> Candidates(const FlowRule& rule, const std::vector<AssessedTool>& tools) {
  std::vector<Candidate> candidates;
  for (const AssessedTool& tool : tools) {
    Candidate candidate{.tool = &tool, .cases = {}};
    for (const FlowLegRule& leg : rule.legs) candidate.cases.push_back(leg.CaseOf(tool));
    if (candidate.Legs() != 0) candidates.push_back(std::move(candidate));
  }
  return candidates;
}

// Searches the fewest tools that fill all legs: the legs are parted into groups in every way, and
// each group is filled by the tool that is the most telling for it.
class SmallestSet {
 public:
  SmallestSet(const FlowRule& rule, const std::vector<Candidate>& candidates)
      : rule_(rule), best_of_(size_t{1} << rule.legs.size()) {
    for (LegSet legs = 1; legs < best_of_.size(); ++legs) {
      for (const Candidate& candidate : candidates) {
        if ((candidate.Legs() & legs) != legs) continue;
        const Candidate*& best = best_of_[legs];
        if (best == nullptr || candidate.Key(legs) < best->Key(legs)) best = &candidate;
      }
    }
  }

  std::vector<FlowStep> Steps() {
    Part(static_cast<LegSet>(best_of_.size() - 1), 0);
    std::vector<FlowStep> steps(rule_.legs.size());
    for (LegSet group : best_) {
      for (size_t leg = 0; leg < steps.size(); ++leg) {
        if ((group >> leg & 1) != 0) steps[leg] = best_of_[group]->Step(rule_, leg);
      }
    }
    return steps;
  }

 private:
  void Part(LegSet left, size_t rank) {
    if (left == 0) {
      const auto cost = std::make_pair(groups_.size(), rank);
      if (best_.empty() || cost < best_cost_) {
        best_ = groups_;
        best_cost_ = cost;
      }
      return;
    }
    const LegSet first = left & (~left + 1);
    for (LegSet group = left; group != 0; group = (group - 1) & left) {
      if ((group & first) == 0 || best_of_[group] == nullptr) continue;
      groups_.push_back(group);
      Part(left & ~group, rank + std::get<0>(best_of_[group]->Key(group)));
      groups_.pop_back();
    }
  }

  const FlowRule& rule_;
  std::vector<const Candidate*> best_of_;  // by set of legs
  std::vector<LegSet> groups_;
  std::vector<LegSet> best_;
  std::pair<size_t, size_t> best_cost_;
};

bool HasAllLegs(const FlowRule& rule, const std::vector<AssessedTool>& tools) {
  return std::all_of(rule.legs.begin(), rule.legs.end(), [&](const FlowLegRule& leg) {
    return std::any_of(tools.begin(), tools.end(),
                       [&](const AssessedTool& tool) { return leg.CaseOf(tool).has_value(); });
  });
}

Flow MakeFlow(const FlowRule& rule, const std::vector<AssessedTool>& tools) {
  Flow flow{.rule = &rule, .legs = {}, .smallest = {}};
  const std::vector<Candidate> candidates = Candidates(rule, tools);
  for (size_t leg = 0; leg < rule.legs.size(); ++leg) {
    std::vector<const Candidate*> of_leg;
    for (const Candidate& candidate : candidates) {
      if (candidate.cases[leg]) of_leg.push_back(&candidate);
    }
    const LegSet legs = LegSet{1} << leg;
    std::sort(of_leg.begin(), of_leg.end(),
              [&](const Candidate* a, const Candidate* b) { return a->Key(legs) < b->Key(legs); });
    FlowLeg& made = flow.legs.emplace_back();
    made.rule = &rule.legs[leg];
    for (const Candidate* candidate : of_leg) made.steps.push_back(candidate->Step(rule, leg));
  }
  flow.smallest = SmallestSet(rule, candidates).Steps();
  return flow;
}

}  // namespace

std::vector<Flow> FindFlows(const FlowRules& rules, const std::vector<AssessedTool>& tools) {
  std::vector<Flow> flows;
  for (const FlowRule& rule : rules.all()) {
    if (HasAllLegs(rule, tools)) flows.push_back(MakeFlow(rule, tools));
  }
  return flows;
}

std::vector<std::string> FlowIds(const FlowRules& rules, const std::vector<AssessedTool>& tools) {
  std::vector<std::string> ids;
  for (const FlowRule& rule : rules.all()) {
    if (HasAllLegs(rule, tools)) ids.push_back(rule.id);
  }
  return ids;
}

}  // namespace mcprisk
