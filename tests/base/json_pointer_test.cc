// Names and steps of RFC 6901, there and back.
#include "base/json_pointer.h"

#include <gtest/gtest.h>

namespace mcprisk {
namespace {

TEST(JsonPointerTest, WhatHasAMeaningInAPointerIsWrittenAnotherWay) {
  EXPECT_EQ(PointerStep("a/b"), "a~1b");
  EXPECT_EQ(PointerStep("m~n"), "m~0n");
  EXPECT_EQ(PointerStep("~1"), "~01");
  EXPECT_EQ(PointerStep(""), "");
  EXPECT_EQ(PointerStep("k\"l c%d"), "k\"l c%d");
}

TEST(JsonPointerTest, AStepIsReadAsItsName) {
  EXPECT_EQ(NameOfPointerStep("a~1b"), "a/b");
  EXPECT_EQ(NameOfPointerStep("m~0n"), "m~n");
  EXPECT_EQ(NameOfPointerStep("~01"), "~1");
  EXPECT_EQ(NameOfPointerStep(""), "");
}

}  // namespace
}  // namespace mcprisk
