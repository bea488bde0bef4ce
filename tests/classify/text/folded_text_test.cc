// Foreign text as phrases are looked for in it, and the way back to its bytes.
#include "classify/text/folded_text.h"

#include <gtest/gtest.h>

#include <string>

#include "base/text.h"

namespace mcprisk {
namespace {

std::string Folded(std::string_view raw, FoldMode mode = FoldMode::kProse) {
  FoldedText folded;
  FoldText(raw, mode, &folded);
  EXPECT_EQ(folded.text.size(), folded.from.size());
  return ReplaceAll(folded.text, "\n", "|");
}

// The raw bytes behind the first place of `wanted` in the folded text.
std::string Behind(std::string_view raw, std::string_view wanted) {
  FoldedText folded;
  FoldText(raw, FoldMode::kProse, &folded);
  size_t at = folded.text.find(wanted);
  if (at == std::string::npos) return "not there: " + folded.text;
  auto [begin, end] = folded.RawRange(at, at + wanted.size());
  return std::string(raw.substr(begin, end - begin));
}

TEST(FoldedTextTest, LowerCaseAndOneBlank) {
  EXPECT_EQ(Folded("Ignore  ALL\tprevious\nrules"), "ignore all previous rules");
  EXPECT_EQ(Folded("Do **not** tell `it`"), "do not tell it");
  EXPECT_EQ(Folded("  lead"), "lead");
  EXPECT_EQ(Folded(""), "");
}

TEST(FoldedTextTest, OneLineASentence) {
  EXPECT_EQ(Folded("One. Two! Three? Four"), "one.|two!|three?|four");
  EXPECT_EQ(Folded("Files, e.g. a.txt, i.e. one"), "files, e.g. a.txt, i.e. one");
  EXPECT_EQ(Folded("Para\n\nPara\n- item\n1. item"), "para|para|- item|1.|item");
  EXPECT_EQ(Folded("查询。发送"), "查询。|发送");
}

TEST(FoldedTextTest, WhatLooksAlikeIsAlike) {
  EXPECT_EQ(Folded("ig\u200bnore"), "ignore");
  EXPECT_EQ(Folded("ｉｇｎｏｒｅ"), "ignore");
  EXPECT_EQ(Folded("𝐢𝐠𝐧𝐨𝐫𝐞"), "ignore");
  EXPECT_EQ(Folded("ign\u043er\u0435"), "ignore");
  EXPECT_EQ(Folded("i\u0337g\u0337nore"), "ignore");
  EXPECT_EQ(Folded("Instrucción naïve"), "instruccion naive");
  EXPECT_EQ(Folded("don\u2019t\u00a0tell"), "don't tell");
}

TEST(FoldedTextTest, OtherLanguagesStayThemselves) {
  EXPECT_EQ(Folded("Читает файл"), "читает фаил");
  EXPECT_EQ(Folded("これまでの指示"), "これまでの指示");
  EXPECT_EQ(Folded("이전의 지시"), "이전의 지시");
}

TEST(FoldedTextTest, Identifiers) {
  EXPECT_EQ(Folded("content_from_readingSSHKey", FoldMode::kIdentifier),
            "content from reading sshkey");
  EXPECT_EQ(Folded("read-file.now", FoldMode::kIdentifier), "read file now");
  EXPECT_EQ(NameSkeleton("Read_File"), NameSkeleton("re\u0430d-file"));
  EXPECT_EQ(NameSkeleton("\u0441\u0441"), "cc");
}

TEST(FoldedTextTest, TheWayBack) {
  EXPECT_EQ(Behind("Please IGNORE this", "ignore"), "IGNORE");
  EXPECT_EQ(Behind("a ig\u200bnore b", "ignore"), "ig\u200bnore");
  EXPECT_EQ(Behind("x ｉｇ y", "ig"), "ｉｇ");
  EXPECT_EQ(Behind("do **not**\n tell", "not tell"), "not**\n tell");
}

TEST(FoldedTextTest, AnyBytesFold) {
  EXPECT_EQ(Folded("a\xff\xfe"
                   "b\xe2\x80"),
            "ab");
  EXPECT_EQ(Folded(std::string("a\0b", 3)), "ab");
  EXPECT_EQ(Folded("\xf0\x9f\x98\x80 ok"), "\xf0\x9f\x98\x80 ok");
}

}  // namespace
}  // namespace mcprisk
