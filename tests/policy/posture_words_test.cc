// A posture may not include the rules, so that its capabilities are theirs is held here.
#include <gtest/gtest.h>

#include <set>
#include <string>

#include "classify/rule_set.h"
#include "policy/policy.h"
#include "policy/posture.h"

namespace mcprisk {
namespace {

TEST(PostureWordsTest, ShippedPosturesNameOnlyCapabilitiesThatRulesKnow) {
  std::set<std::string> known;
  for (const Capability& capability : RuleSet::Shipped().capabilities())
    known.insert(capability.id);
  size_t named = 0;
  for (const std::string& name : Postures::Shipped().Names()) {
    const Posture& posture = *Postures::Shipped().Find(name);
    auto check = [&](const std::string& id, const PostureCondition& when) {
      for (const std::string& capability : when.capabilities) {
        EXPECT_TRUE(known.contains(capability)) << name << "/" << id << ": " << capability;
        ++named;
      }
    };
    for (const PostureLine& line : posture.lines) check(line.id, line.when);
    for (const PostureAdjustment& one : posture.adjustments) check(one.id, one.when);
  }
  EXPECT_GT(named, 0u);
}

}  // namespace
}  // namespace mcprisk
