#include "catalog/encode.h"

#include <gtest/gtest.h>

namespace mcprisk {
namespace {

template <typename Work>
std::string ErrorOf(Work work) {
  try {
    work();
  } catch (const Error& error) {
    return error.what();
  }
  return "no error";
}

TEST(Encode, Strings) {
  JsonParser parser;
  std::string text = "what was there before";
  EncodeStrings({}, &text);
  EXPECT_EQ(text, "[]");
  EXPECT_EQ(DecodeStrings(text, &parser), std::vector<std::string>());
  const std::vector<std::string> strings = {"bulk", "say \"hi\"\n", "天气", std::string("a\0b", 3),
                                            ""};
  EncodeStrings(strings, &text);
  EXPECT_EQ(text, "[\"bulk\",\"say \\\"hi\\\"\\n\",\"天气\",\"a\\u0000b\",\"\"]");
  EXPECT_EQ(DecodeStrings(text, &parser), strings);
}

TEST(Encode, Evidence) {
  JsonParser parser;
  std::string text;
  EncodeEvidence({{"name", 0, 6, "delete", "category/deletes-data"},
                  {"parameters.sql", 10, 65536, "\\", "capability/queries-database"}},
                 &text);
  EXPECT_EQ(text,
            "[[\"name\",0,6,\"delete\",\"category/deletes-data\"],"
            "[\"parameters.sql\",10,65536,\"\\\\\",\"capability/queries-database\"]]");
  const std::vector<Evidence> evidence = DecodeEvidence(text, &parser);
  ASSERT_EQ(evidence.size(), 2u);
  EXPECT_EQ(evidence[0].field, "name");
  EXPECT_EQ(evidence[0].begin, 0u);
  EXPECT_EQ(evidence[0].end, 6u);
  EXPECT_EQ(evidence[1].end, 65536u);
  EXPECT_EQ(evidence[1].quote, "\\");
  EXPECT_EQ(evidence[1].rule, "capability/queries-database");
}

TEST(Encode, Operations) {
  JsonParser parser;
  std::string text;
  EncodeOperations({{"list", Category::kRead}, {"drop", Category::kDestructive}}, &text);
  EXPECT_EQ(text, "[[\"list\",\"Read\"],[\"drop\",\"Destructive\"]]");
  const std::vector<Operation> operations = DecodeOperations(text, &parser);
  ASSERT_EQ(operations.size(), 2u);
  EXPECT_EQ(operations[1].value, "drop");
  EXPECT_EQ(operations[1].category, Category::kDestructive);
}

TEST(Encode, EveryBasis) {
  for (int bits = 0; bits < 32; ++bits) {
    const Basis basis{.name = (bits & 1) != 0,
                      .description = (bits & 2) != 0,
                      .schema = (bits & 4) != 0,
                      .annotations = (bits & 8) != 0,
                      .server = (bits & 16) != 0};
    EXPECT_EQ(DecodeBasis(basis.Text()).Text(), basis.Text());
  }
}

TEST(Encode, WhatWeDidNotWriteIsAnError) {
  JsonParser parser;
  for (const char* text : {"", "{}", "null", "[1]", "[\"a\"", "[[\"a\"]]"}) {
    EXPECT_EQ(ErrorOf([&] { DecodeStrings(text, &parser); }),
              std::string("holds a list that cannot be read: ") + text);
  }
  for (const char* text :
       {"[1]", "[[\"name\",0,6,\"x\"]]", "[[\"name\",-1,6,\"x\",\"r\"]]",
        "[[\"name\",\"0\",6,\"x\",\"r\"]]", "[[\"name\",0,1e300,\"x\",\"r\"]]"}) {
    EXPECT_EQ(ErrorOf([&] { DecodeEvidence(text, &parser); }),
              std::string("holds a list that cannot be read: ") + text);
  }
  for (const char* text : {"[[\"a\",\"Nonsense\"]]", "[[\"a\"]]", "[\"a\"]"}) {
    EXPECT_EQ(ErrorOf([&] { DecodeOperations(text, &parser); }),
              std::string("holds a list that cannot be read: ") + text);
  }
}

}  // namespace
}  // namespace mcprisk
