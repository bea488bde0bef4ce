#include "base/csv.h"

#include <gtest/gtest.h>

namespace mcprisk {
namespace {

std::string Sheet(const std::string& field) { return CsvRecord({field}, CsvReader::kSpreadsheet); }

TEST(Csv, FieldsAreQuotedWhereTheyMustBe) {
  EXPECT_EQ(
      CsvRecord({"a", "b c", "", "say \"hi\"", "x,y", "two\nlines", " blank"}, CsvReader::kProgram),
      "a,b c,,\"say \"\"hi\"\"\",\"x,y\",\"two\nlines\",\" blank\"\r\n");
  EXPECT_EQ(CsvRecord({}, CsvReader::kProgram), "\r\n");
}

TEST(Csv, NoFieldIsAFormula) {
  EXPECT_EQ(Sheet("=1+1"), "\"'=1+1\"\r\n");
  EXPECT_EQ(Sheet("+1"), "\"'+1\"\r\n");
  EXPECT_EQ(Sheet("-1"), "\"'-1\"\r\n");
  EXPECT_EQ(Sheet("@SUM(A1)"), "\"'@SUM(A1)\"\r\n");
  EXPECT_EQ(Sheet("  =1"), "\"'  =1\"\r\n");
  EXPECT_EQ(Sheet("\t=1"), "\"'\t=1\"\r\n");
  EXPECT_EQ(Sheet("\rx"), "\"'\rx\"\r\n");
  EXPECT_EQ(Sheet("\uff1d1"), "\"'\uff1d1\"\r\n");
  EXPECT_EQ(Sheet("a=1"), "a=1\r\n");
  EXPECT_EQ(CsvRecord({"=1+1"}, CsvReader::kProgram), "=1+1\r\n");
}

}  // namespace
}  // namespace mcprisk
