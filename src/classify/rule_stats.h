// What each rule and each decision path catches over a set of definitions: for whoever works on
// rules and wants to read real examples of what they do.
#ifndef MCPRISK_CLASSIFY_RULE_STATS_H_
#define MCPRISK_CLASSIFY_RULE_STATS_H_

#include <array>
#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "base/digest.h"
#include "classify/classify.h"
#include "classify/rule_set.h"

namespace mcprisk {

// One definition as a sample shows it; text of strangers.
struct Sample {
  Digest digest;
  std::string server;
  std::string name;
  std::string description;  // its first kMaxSampleBytes
  Category category = Category::kRead;
  bool decided = false;  // the rule decided it; in samples of a path always true
};

// More than any terminal shows, and samples of every rule stay in memory.
inline constexpr size_t kMaxSampleBytes = 400;

// The samples that stand for many: those that were decided first, then by digest. Digests fall as
// evenly as dice, so samples come from everywhere in the input, and the same ones whatever its
// order.
class Samples {
 public:
  void Offer(Sample sample, size_t most);
  const std::vector<Sample>& all() const { return samples_; }

 private:
  std::vector<Sample> samples_;
};

struct RuleStat {
  size_t matched = 0;
  size_t decided = 0;
  Samples samples;
};

struct PathStat {
  size_t definitions = 0;
  Samples samples;
};

// Not thread-safe, as a Classifier is not. The rule set outlives it.
class RuleStats {
 public:
  RuleStats(const RuleSet& rules, size_t samples)
      : rules_(rules), samples_(samples), classifier_(rules) {}

  // Judges the definition, unless the same one was there before.
  void Add(std::string_view server, const Tool& tool);

  const RuleSet& rules() const { return rules_; }
  size_t definitions() const { return seen_.size(); }  // distinct
  size_t Of(Category category) const { return by_category_[static_cast<size_t>(category)]; }
  // Definitions of which no rule said a category.
  size_t caught_by_nothing() const { return caught_by_nothing_; }
  size_t low_confidence() const { return low_confidence_; }  // below kSilentConfidence
  size_t server_decided() const { return server_decided_; }  // the record says `basis: server`
  const std::map<std::string, RuleStat>& rule_stats() const { return rule_stats_; }
  const std::map<std::string, PathStat>& path_stats() const { return path_stats_; }

 private:
  const RuleSet& rules_;
  const size_t samples_;
  Classifier classifier_;
  std::unordered_set<Digest, DigestHash> seen_;
  std::array<size_t, kCategories> by_category_{};
  size_t caught_by_nothing_ = 0;
  size_t low_confidence_ = 0;
  size_t server_decided_ = 0;
  std::map<std::string, RuleStat> rule_stats_;
  std::map<std::string, PathStat> path_stats_;
};

}  // namespace mcprisk

#endif  // MCPRISK_CLASSIFY_RULE_STATS_H_
