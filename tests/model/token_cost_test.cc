#include "model/token_cost.h"

#include <gtest/gtest.h>

#include "support/definitions.h"

namespace mcprisk {
namespace {

// What o200k_base takes for each text was counted with that encoding.
TEST(TokenCostTest, TheEstimateIsNearTheEncoding) {
  struct Case {
    std::string_view text;
    size_t encoded;
    size_t estimated;
  };
  const Case cases[] = {
      {"", 0, 0},
      {"list_notes", 2, 2},
      {"getUserById", 4, 4},
      {"Sends an e-mail to one recipient, and returns its id.", 14, 13},
      {R"({"description":"Delete a note. This cannot be undone.","inputSchema":{"properties":)"
       R"({"note_id":{"description":"Id of the note","type":"string"}},"required":["note_id"],)"
       R"("type":"object"},"name":"delete_note"})",
       48, 50},
      {"查询城市的天气", 4, 6},
      {"Überweist 1.250,00 € auf ein Konto.", 13, 12},
      {"    four blanks\n\nand two lines", 7, 7},
      {"HTTPServerConfig don't I'LL 1234567", 10, 8},
  };
  for (const Case& one : cases) {
    EXPECT_EQ(EstimateTokens(one.text), one.estimated) << one.text;
    const size_t off =
        one.encoded > one.estimated ? one.encoded - one.estimated : one.estimated - one.encoded;
    EXPECT_LE(off, 2U) << one.text;
  }
}

TEST(TokenCostTest, ADefinitionCostsItsNameDescriptionAndInputSchema) {
  Result<Tool> tool =
      RestoreTool("delete_note", std::nullopt, "Delete a note. This cannot be undone.",
                  R"({"properties":{"note_id":{"description":"Id of the note","type":"string"}},)"
                  R"("required":["note_id"],"type":"object"})",
                  std::nullopt, std::nullopt);
  ASSERT_TRUE(tool);
  EXPECT_EQ(EstimateTokens(*tool), 50U);
  tool->output_schema = R"({"type":"object"})";
  EXPECT_EQ(EstimateTokens(*tool), 50U);
}

TEST(TokenCostTest, MalformedTextIsCountedToo) {
  EXPECT_EQ(EstimateTokens(std::string_view("\xff\xfe\x80", 3)), 2U);
  EXPECT_EQ(EstimateTokens(std::string_view("\xf0\x9f", 2)), 2U);
}

}  // namespace
}  // namespace mcprisk
