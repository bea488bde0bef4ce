#include "stack/references.h"

#include <gtest/gtest.h>

namespace mcprisk {
namespace {

std::string Filled(std::string_view text) {
  const Result<std::string> filled =
      FillReferences(text, {{"NAME", "value"}, {"NEST", "${OTHER}"}, {"EMPTY", ""}});
  return filled ? *filled : "! " + filled.error();
}

TEST(References, AreFilledIn) {
  EXPECT_EQ(Filled("plain"), "plain");
  EXPECT_EQ(Filled(""), "");
  EXPECT_EQ(Filled("$NAME"), "value");
  EXPECT_EQ(Filled("${NAME}"), "value");
  EXPECT_EQ(Filled("${env:NAME}"), "value");
  EXPECT_EQ(Filled("a${NAME}b${NAME}c"), "avaluebvaluec");
  EXPECT_EQ(Filled("${OTHER:-its own}"), "its own");
  EXPECT_EQ(Filled("${NAME:-its own}"), "value");
  EXPECT_EQ(Filled("${EMPTY}"), "");
}

TEST(References, AValueIsNoReference) { EXPECT_EQ(Filled("${NEST}"), "${OTHER}"); }

TEST(References, WithoutAValueAreNamed) {
  EXPECT_EQ(Filled("${OTHER}"), "! it refers to the variable OTHER");
  EXPECT_EQ(Filled("$OTHER"), "! it refers to the variable OTHER");
  EXPECT_EQ(Filled("a ${env:OTHER} b"), "! it refers to the variable OTHER");
}

TEST(References, OfOtherKindsHaveNoValueHere) {
  for (const char* text : {"${input:token}", "{{secrets.token}}", "op://vault/item", "%APPDATA%/x",
                           "${NAME", "${}", "${NAME} and {{x}}"}) {
    EXPECT_EQ(Filled(text), "! it refers to something that only the client knows") << text;
  }
}

}  // namespace
}  // namespace mcprisk
