#include "classify/rule_stats.h"

#include <algorithm>
#include <tuple>

#include "base/text.h"
#include "classify/rule_use.h"

namespace mcprisk {
namespace {

bool ComesFirst(const Sample& a, const Sample& b) {
  return std::tuple(!a.decided, a.digest) < std::tuple(!b.decided, b.digest);
}

Sample SampleOf(std::string_view server, const Tool& tool, Category category) {
  Sample sample;
  sample.digest = tool.digest;
  sample.server = server;
  sample.name = tool.name;
  sample.description = Utf8Prefix(tool.description.value_or(""), kMaxSampleBytes);
  sample.category = category;
  return sample;
}

}  // namespace

void Samples::Offer(Sample sample, size_t most) {
  if (most == 0) return;
  if (samples_.size() == most) {
    if (!ComesFirst(sample, samples_.back())) return;
    samples_.pop_back();
  }
  auto place = std::upper_bound(samples_.begin(), samples_.end(), sample, ComesFirst);
  samples_.insert(place, std::move(sample));
}

void RuleStats::Add(std::string_view server, const Tool& tool) {
  if (!seen_.insert(tool.digest).second) return;
  Explanation explanation;
  Classification verdict = classifier_.Classify(tool, {server}, &explanation);
  ++by_category_[static_cast<size_t>(verdict.category)];
  caught_by_nothing_ += CaughtByNothing(verdict, explanation, rules_) ? 1 : 0;
  low_confidence_ += verdict.confidence < kSilentConfidence ? 1 : 0;
  server_decided_ += verdict.basis.server ? 1 : 0;
  Sample sample = SampleOf(server, tool, verdict.category);
  for (const RuleUse& use : RulesUsed(verdict, explanation)) {
    RuleStat& stat = rule_stats_[use.rule];
    ++stat.matched;
    stat.decided += use.decided ? 1 : 0;
    sample.decided = use.decided;
    stat.samples.Offer(sample, samples_);
  }
  PathStat& path = path_stats_[explanation.path];
  ++path.definitions;
  sample.decided = true;
  path.samples.Offer(std::move(sample), samples_);
}

}  // namespace mcprisk
