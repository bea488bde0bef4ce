// The figures, on counts small enough to work out by hand.
#include "classify/accuracy.h"

#include <gtest/gtest.h>

#include <cmath>

namespace mcprisk {
namespace {

constexpr Category kRead = Category::kRead;
constexpr Category kWrite = Category::kWrite;
constexpr Category kExecute = Category::kExecute;
constexpr Category kDestructive = Category::kDestructive;

TEST(AccuracyTest, NothingMeasuredIsZero) {
  const Accuracy accuracy;
  EXPECT_EQ(accuracy.Tools(), 0u);
  for (double figure :
       {accuracy.Strict(), accuracy.Lenient(), accuracy.EffectMissed(), accuracy.SevereMissed(),
        accuracy.FalseAlarm(), accuracy.MacroF1(), accuracy.CalibrationError()}) {
    EXPECT_EQ(figure, 0);
  }
}

TEST(AccuracyTest, CountsWhatMatters) {
  Accuracy accuracy;
  accuracy.Add(kRead, {}, kRead, 0.95);
  accuracy.Add(kRead, {}, kRead, 0.95);
  accuracy.Add(kRead, {}, kRead, 0.95);
  accuracy.Add(kRead, {kWrite}, kWrite, 0.95);     // a false alarm that can be defended
  accuracy.Add(kWrite, {}, kRead, 0.55);           // a missed effect
  accuracy.Add(kExecute, {}, kRead, 0.55);         // a severe one
  accuracy.Add(kExecute, {kRead}, kExecute, 1.0);  // right, in the last bin
  accuracy.Add(kDestructive, {}, kDestructive, 1.0);
  EXPECT_EQ(accuracy.Tools(), 8u);
  EXPECT_EQ(accuracy.Count(kRead, kWrite), 1u);
  EXPECT_DOUBLE_EQ(accuracy.Strict(), 5.0 / 8);
  EXPECT_DOUBLE_EQ(accuracy.Lenient(), 6.0 / 8);
  EXPECT_DOUBLE_EQ(accuracy.EffectMissed(), 2.0 / 4);
  EXPECT_DOUBLE_EQ(accuracy.SevereMissed(), 1.0 / 3);
  EXPECT_EQ(accuracy.SevereMisses(), 1u);
  EXPECT_DOUBLE_EQ(accuracy.FalseAlarm(), 1.0 / 4);
  // Read 3 of 4, 5 called so: 6/9; Write 0; Execute 2/3; Destructive 1; Financial has no label.
  EXPECT_DOUBLE_EQ(accuracy.MacroF1(), (6.0 / 9 + 0 + 2.0 / 3 + 1) / 4);
  // 0.5 to 0.6: 1.1 claimed, none right; 0.9 to 1.0: 5.8 claimed, 5 right.
  EXPECT_NEAR(accuracy.CalibrationError(), (1.1 + 0.8) / 8, 1e-12);
}

TEST(AccuracyTest, DestructiveForFinancialIsWrong) {
  Accuracy accuracy;
  accuracy.Add(Category::kFinancial, {}, kDestructive, 0.9);
  EXPECT_EQ(accuracy.Strict(), 0);
  EXPECT_EQ(accuracy.SevereMisses(), 0u);
}

}  // namespace
}  // namespace mcprisk
