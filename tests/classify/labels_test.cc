// Label files: what is read, what is refused, and how a label finds its definition.
#include "classify/labels.h"

#include <gtest/gtest.h>

#include <sstream>
#include <string>

#include "support/definitions.h"

namespace mcprisk {
namespace {

std::string Text(const LabelSet& set) {
  std::string text;
  for (const Label& label : set.labels()) {
    text += std::to_string(label.line) + " " + std::string(CategoryName(label.category));
    for (Category also : label.also) text += "|" + std::string(CategoryName(also));
    if (!label.stratum.empty()) text += " of " + label.stratum;
    text += " " + label.server + "/" + label.name + (label.tool ? "" : " missing");
    for (const Operation& operation : label.operations) {
      text += " " + operation.value + "=" + std::string(CategoryName(operation.category));
    }
    text += "\n";
  }
  return text;
}

struct Read {
  LabelSet set;
  std::string problems;
};

Read ReadLabels(const std::string& lines) {
  std::istringstream in(lines);
  Read read;
  read.set = LabelSet::Read(in, "labels.jsonl", [&](const Problem& problem) {
    read.problems += problem.place + ": " + problem.what + "\n";
  });
  return read;
}

TEST(LabelsTest, TheDefinitionIsInside) {
  Read read = ReadLabels(
      R"({"id":"A","server":"acme","stratum":"money","tool":{"name":"pay"},"category":"Financial"})"
      "\n\n"
      R"({"tool":{"name":"manage"},"category":"write","also":["Destructive","Read"],)"
      R"("operations":{"get":"Read","drop":"Destructive"}})"
      "\n");
  EXPECT_EQ(Text(read.set),
            "1 Financial of money acme/pay\n"
            "3 Write|Destructive|Read /manage get=Read drop=Destructive\n");
  EXPECT_EQ(read.problems, "");
}

TEST(LabelsTest, WhatIsNoLabelIsAProblemAndTheRestIsRead) {
  Read read = ReadLabels(
      "nonsense\n"
      "[]\n"
      R"({"tool":{"name":"a"}})"
      "\n"
      R"({"tool":{"name":"a"},"category":"Other"})"
      "\n"
      R"({"tool":{"name":"a"},"category":"Read","also":["Other"]})"
      "\n"
      R"({"tool":{"name":"a"},"category":"Read","operations":{"x":7}})"
      "\n"
      R"({"tool":{"title":"a"},"category":"Read"})"
      "\n"
      R"({"digest":"12","category":"Read"})"
      "\n"
      R"({"name":"a","category":"Read"})"
      "\n"
      R"({"tool":{"name":"b"},"category":"Read"})");
  EXPECT_EQ(Text(read.set), "10 Read /b\n");
  const std::string one_of =
      " is no category; one of Read, Write, Execute, Destructive, Financial\n";
  size_t first_line = read.problems.find('\n');  // says what the JSON reader says
  EXPECT_EQ(
      read.problems.substr(first_line + 1),
      "labels.jsonl:2: a label is an object\n"
      "labels.jsonl:3: `category`" +
          one_of + "labels.jsonl:4: `category`" + one_of + "labels.jsonl:5: `also`" + one_of +
          "labels.jsonl:6: `operations`" + one_of +
          "labels.jsonl:7: this tool has no name\n"
          "labels.jsonl:8: `digest` is not 64 hex digits\n"
          "labels.jsonl:9: the label names no definition; give `tool`, `digest`, or `server` and "
          "`name`\n");
  EXPECT_TRUE(read.problems.starts_with("labels.jsonl:1: "));
}

TEST(LabelsTest, ADefinitionThatIsNamedIsOffered) {
  const Tool delete_note = Defined(R"({"name":"delete_note","description":"Delete a note."})");
  const Tool other = Defined(R"({"name":"delete_note","description":"Forget a note."})");
  const Tool get = Defined(R"({"name":"get_note"})");
  Read read = ReadLabels("{\"digest\":\"" + delete_note.digest.Hex() +
                         "\",\"category\":\"Destructive\"}\n"
                         "{\"server\":\"acme\",\"name\":\"get_note\",\"category\":\"Read\"}\n"
                         "{\"server\":\"apex\",\"name\":\"get_note\",\"category\":\"Read\"}\n");
  EXPECT_EQ(read.problems, "");
  EXPECT_EQ(read.set.Missing().size(), 3u);
  read.set.Offer("first", other);
  read.set.Offer("first", delete_note);
  read.set.Offer("second", delete_note);
  read.set.Offer("acme", get);
  EXPECT_EQ(Text(read.set),
            "1 Destructive first/delete_note\n"
            "2 Read acme/get_note\n"
            "3 Read apex/get_note missing\n");
  ASSERT_EQ(read.set.Missing().size(), 1u);
  EXPECT_EQ(read.set.Missing()[0]->line, 3u);
}

TEST(LabelsTest, TwoLabelsOfOneDefinitionBothGetIt) {
  const Tool get = Defined(R"({"name":"get_note"})");
  const std::string line = "{\"digest\":\"" + get.digest.Hex() + "\",\"category\":\"Read\"}\n";
  Read read = ReadLabels(line + line);
  read.set.Offer("acme", get);
  EXPECT_EQ(Text(read.set), "1 Read acme/get_note\n2 Read acme/get_note\n");
}

}  // namespace
}  // namespace mcprisk
