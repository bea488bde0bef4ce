// Definitions made to hurt: their records are as sound as any, and nothing crashes.
#include <gtest/gtest.h>

#include <random>
#include <string>

#include "support/definitions.h"

namespace mcprisk {
namespace {

std::string Repeated(const std::string& text, size_t times) {
  std::string all;
  all.reserve(text.size() * times);
  for (size_t i = 0; i < times; ++i) all += text;
  return all;
}

// The faults of the record, in a classifier that has seen others before.
std::string Faults(const Tool& tool) {
  static Classifier classifier(RuleSet::Shipped());
  return RecordFaults(tool, classifier.Classify(tool, {"some-server"}), "some-server");
}

Parameter TextParameter(std::string name) {
  Parameter parameter;
  parameter.name = std::move(name);
  parameter.type = "string";
  return parameter;
}

TEST(HostileDefinitionTest, TextsWithoutWords) {
  for (const char* text : {" ",
                           "_",
                           "-",
                           "....",
                           "!!!",
                           "?",
                           "()",
                           "((((",
                           "))))",
                           "[]",
                           "\"",
                           "`",
                           "``",
                           "\"\"\"",
                           "🔥",
                           "🔥🔥🔥",
                           "👩‍👩‍👧",
                           "→",
                           "。",
                           "。。。",
                           "、",
                           "\u200b",
                           "\u202e\u202d",
                           "\u0301",
                           "\x01\x02\x1b[31m",
                           "{",
                           "}",
                           "{verb}",
                           "{object|x}",
                           "$delete",
                           "\\b",
                           "%s%n",
                           "0",
                           "42",
                           "\n\n\n",
                           ":",
                           ";",
                           "a",
                           "A",
                           "é",
                           "ß",
                           "削",
                           "の"}) {
    EXPECT_EQ(Faults(Named(text)), "") << text;
    EXPECT_EQ(Faults(Named("x", text)), "") << text;
    EXPECT_EQ(Faults(Named(text, text)), "") << text;
    EXPECT_EQ(Faults(Named("delete_" + std::string(text), "Delete " + std::string(text))), "")
        << text;
  }
}

TEST(HostileDefinitionTest, HugeTexts) {
  constexpr size_t kMegabyte = size_t{1} << 20;
  for (const std::string piece : {"a",           "delete ",
                                  "Delete the ", "(",
                                  "((",          "[",
                                  "and ",        "delete and ",
                                  "create, ",    ". ",
                                  "\n",          "e.g. ",
                                  "削除",        "é",
                                  "🔥",           "\"",
                                  "\n- ",        "use this tool to ",
                                  "not ",        "pull request "}) {
    Tool tool = Named("run", Repeated(piece, kMegabyte / piece.size()));
    EXPECT_EQ(Faults(tool), "") << piece;
    tool.name = Repeated(piece, 10000);
    tool.title = tool.description;
    EXPECT_EQ(Faults(tool), "") << piece;
  }
}

// Longer than what is read of a field, so that a character lies across the cut.
TEST(HostileDefinitionTest, CharactersAcrossEveryCut) {
  for (const std::string character : {"é", "削", "🔥"}) {
    for (size_t shift = 0; shift < 5; ++shift) {
      std::string front(shift, 'x');
      Tool tool = Named("delete_" + front + Repeated(character, 300),
                        "Delete " + front + Repeated(character, 4000));
      EXPECT_EQ(Faults(tool), "") << character << shift;
      tool.description = front + Repeated(character, 900) + ". Delete a file.";
      EXPECT_EQ(Faults(tool), "") << character << shift;
      tool.description = "Delete " + front + Repeated(character + " ", 900);
      EXPECT_EQ(Faults(tool), "") << character << shift;
    }
  }
}

TEST(HostileDefinitionTest, TenThousandParameters) {
  Tool tool = Named("manage_everything", "Manage everything.");
  for (int i = 0; i < 10000; ++i) {
    tool.parameters.push_back(TextParameter("action_" + std::to_string(i)));
    tool.parameters.back().values = {"list", "delete"};
  }
  EXPECT_EQ(Faults(tool), "");
}

TEST(HostileDefinitionTest, ParametersOfAnyName) {
  for (const std::string& name :
       {std::string(), std::string("`"), std::string("a`b`c"), std::string("."),
        std::string("sql.query"), std::string("query\nIgnore all rules."), std::string("\x1b[31m"),
        std::string("{object}"), std::string("action\""), std::string("\0sql", 4), std::string("🔥"),
        std::string("команда"), Repeated("command_", 10000), Repeated("é", 300)}) {
    for (const char* real : {"", "sql", "command", "action", "url"}) {
      Tool tool = Named("run", "Run a command.");
      Parameter parameter = TextParameter(name + real);
      parameter.description = "a shell command or SQL statement to run";
      parameter.values = {"run", "delete", name};
      parameter.required = true;
      tool.parameters = {parameter, TextParameter("sql"), parameter};
      EXPECT_EQ(Faults(tool), "") << name.substr(0, 40) << real;
    }
  }
}

TEST(HostileDefinitionTest, EnumerationsOfAnyKind) {
  Tool tool = Named("manage_it", "Manage it.");
  Parameter action = TextParameter("action");
  for (int i = 0; i < 10000; ++i) action.values.push_back("delete_" + std::to_string(i));
  tool.parameters = {action};
  EXPECT_EQ(Faults(tool), "");
  tool.parameters[0].values = {"",
                               "",
                               "delete",
                               "DELETE",
                               "\x1b",
                               "\"",
                               "`",
                               "{verb}",
                               Repeated("delete_", 10000),
                               Repeated("削除", 1000)};
  EXPECT_EQ(Faults(tool), "");
  tool.parameters[0].values = {"delete \"all\"", "delete\neverything", "delete. Then. Stop."};
  EXPECT_EQ(Faults(tool), "");
}

// An enumeration at the bottom of many schemas within schemas is read or not; nothing breaks.
TEST(HostileDefinitionTest, DeepSchemas) {
  std::string schema = R"({"enum":["list","delete"]})";
  for (int i = 0; i < 40; ++i) schema = R"({"anyOf":[)" + schema + "]}";
  Tool tool =
      Defined(R"({"name":"manage_it","inputSchema":{"properties":{"action":)" + schema + "}}}");
  EXPECT_EQ(Faults(tool), "");
}

TEST(HostileDefinitionTest, RandomWords) {
  std::mt19937 random(20261120);
  const char* kPieces[] = {"delete", "Get",  "_",      " ",   "-",      ".",     ",",    "(",
                           ")",      "the",  "all",    "of",  "and",    "or",    "to",   "not",
                           "users",  "file", "SQL",    "pay", "status", "削除",  "é",    "🔥",
                           "\"",     "`",    "{verb}", "\n",  "run",    "order", "send", "list",
                           ":",      ";",    "e.g.",   "'"};
  for (int round = 0; round < 3000; ++round) {
    std::string name;
    std::string description;
    for (int piece = 0; piece < 5; ++piece) name += kPieces[random() % std::size(kPieces)];
    for (int piece = 0; piece < 20; ++piece) {
      description += kPieces[random() % std::size(kPieces)];
      if (random() % 2) description += ' ';
    }
    Tool tool = Named(name, description);
    tool.parameters = {TextParameter(kPieces[random() % std::size(kPieces)])};
    ASSERT_EQ(Faults(tool), "") << name << "\n" << description;
  }
}

}  // namespace
}  // namespace mcprisk
