// Names and steps of RFC 6901, there and back.
#include "base/json_pointer.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "base/json.h"

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

TEST(JsonPointerTest, OfAPath) {
  EXPECT_EQ(JsonPointer({"a/b", "c~d", ""}), "/a~1b/c~0d/");
  EXPECT_EQ(JsonPointer({}), "");
}

// The text of the value, or "missing".
std::string At(const std::string& text, std::string_view pointer) {
  JsonParser parser;
  const Result<Json> root = parser.Parse(text);
  const Json value = AtPointer(*root, pointer);
  return value.IsString() ? std::string(value.Text()) : "missing";
}

TEST(JsonPointerTest, LeadsToAValue) {
  const std::string text = R"({"a/b": {"c~d": "here"}, "": "unnamed", "list": ["item"]})";
  EXPECT_EQ(At(text, "/a~1b/c~0d"), "here");
  EXPECT_EQ(At(text, "/"), "unnamed");
  EXPECT_EQ(At(text, "/a~1b/c~0d/e"), "missing");
  EXPECT_EQ(At(text, "/list/0"), "missing");
  EXPECT_EQ(At(text, "a~1b"), "missing");
  EXPECT_EQ(At(text, ""), "missing");
}

}  // namespace
}  // namespace mcprisk
