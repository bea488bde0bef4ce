// The part of text.h that is for people.
#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

#include "base/characters.h"
#include "base/text.h"

namespace mcprisk {
namespace {

struct Case {
  std::string_view what, foreign, shown;
};

void ExpectShown(const std::vector<Case>& cases) {
  for (const auto& [what, foreign, shown] : cases) EXPECT_EQ(ForTerminal(foreign), shown) << what;
}

TEST(ForTerminalTest, OrdinaryTextStays) {
  ExpectShown({{"nothing", "", ""},
               {"ASCII", "Delete a file (~/x) at 100%!", "Delete a file (~/x) at 100%!"},
               {"European", "Größe naïve Ωμέγα Привет", "Größe naïve Ωμέγα Привет"},
               {"East Asian", "天気を調べる 날씨", "天気を調べる 날씨"},
               {"backslash", "C:\\Users\\me", "C:\\Users\\me"},
               {"accent", "e\u0301", "e\u0301"},
               {"replacement character", "\uFFFD", "\uFFFD"}});
}

TEST(ForTerminalTest, OneLine) {
  ExpectShown({{"line break", "a\nb", "a b"},
               {"break and indentation", "a\r\n\t  b", "a b"},
               {"blank before the break", "a \nb", "a b"},
               {"blanks without a break", "a   b", "a   b"},
               {"tab", "a\tb", "a b"},
               {"line separator", "a\u2028b\u2029c", "a\\u{2028}b\\u{2029}c"},
               {"next line", "a\u0085b", "a\\u{85}b"},
               {"vertical tab and form feed", "a\vb\fc", "a\\u{b}b\\u{c}c"}});
}

TEST(ForTerminalTest, ControlsAndEscapeSequences) {
  ExpectShown({{"color", "\x1b[31mred\x1b[0m", "\\u{1b}[31mred\\u{1b}[0m"},
               {"window title", "\x1b]0;pwned\x07", "\\u{1b}]0;pwned\\u{7}"},
               {"link", "\x1b]8;;http://x\x1b\\", "\\u{1b}]8;;http://x\\u{1b}\\"},
               {"C1 CSI", "\u009b2J", "\\u{9b}2J"},
               {"C1 as one byte", "\x9b\x32J", "\\x{9b}2J"},
               {"backspace", "safe\b\b\b\bevil", "safe\\u{8}\\u{8}\\u{8}\\u{8}evil"},
               {"NUL", std::string_view("a\0b", 3), "a\\u{0}b"},
               {"DEL", "\x7f", "\\u{7f}"}});
}

TEST(ForTerminalTest, DirectionMarks) {
  ExpectShown({{"override", "\u202Eexe.txt\u202C", "\\u{202e}exe.txt\\u{202c}"},
               {"isolate", "\u2066x\u2069", "\\u{2066}x\\u{2069}"},
               {"marks", "\u200Ea\u200Fb\u061Cc", "\\u{200e}a\\u{200f}b\\u{61c}c"}});
}

TEST(ForTerminalTest, InvisibleCharacters) {
  ExpectShown({{"zero width space", "rm\u200B-rf", "rm\\u{200b}-rf"},
               {"word joiner", "a\u2060b", "a\\u{2060}b"},
               {"byte-order mark", "\uFEFFa", "\\u{feff}a"},
               {"soft hyphen", "a\u00ADb", "a\\u{ad}b"},
               {"Hangul filler", "\u3164\u115F\uFFA0", "\\u{3164}\\u{115f}\\u{ffa0}"},
               {"Braille blank", "\u2800", "\\u{2800}"},
               {"tags", "a\U000E0041\U000E007F", "a\\u{e0041}\\u{e007f}"},
               {"selectors beyond the BMP", "a\U000E0100", "a\\u{e0100}"},
               {"private use", "\uE000\U000F0000", "\\u{e000}\\u{f0000}"},
               {"noncharacter", "\uFFFF", "\\u{ffff}"}});
}

TEST(ForTerminalTest, JoinersAndSelectorsWhereTheyBelong) {
  ExpectShown({{"emoji style", "⚠️ careful", "⚠️ careful"},
               {"keycap", "1️⃣", "1️⃣"},
               {"family", "👨‍👩‍👧", "👨‍👩‍👧"},
               {"heart on fire", "❤️‍🔥", "❤️‍🔥"},
               {"Persian", "می\u200Cخواهم", "می\u200Cخواهم"},
               {"Devanagari", "क्\u200Dष", "क्\u200Dष"},
               {"selector on a letter", "a\uFE0F", "a\\u{fe0f}"},
               {"second selector", "⚠\uFE0F\uFE0F", "⚠\uFE0F\\u{fe0f}"},
               {"selectors as a code", "⚠\uFE00\uFE01", "⚠\\u{fe00}\\u{fe01}"},
               {"joiner between letters", "a\u200Db", "a\\u{200d}b"},
               {"joiner at the end", "👨\u200D", "👨\\u{200d}"},
               {"joiners in a row", "म\u200C\u200Cम", "म\\u{200c}\\u{200c}म"}});
}

TEST(ForTerminalTest, PilesOfMarksEnd) {
  std::string pile = "e";
  for (int i = 0; i < 6; ++i) pile += "\u0301";
  EXPECT_EQ(ForTerminal(pile), "e\u0301\u0301\u0301\u0301\\u{301}\\u{301}");
}

TEST(ForTerminalTest, MalformedBytesAreTold) {
  ExpectShown({{"invalid byte", "a\xff", "a\\x{ff}"},
               {"cut character", "\xe2\x82", "\\x{e2}\\x{82}"},
               {"overlong escape", "\xc0\x9b", "\\x{c0}\\x{9b}"},
               {"surrogate", "\xed\xa0\x80", "\\x{ed}\\x{a0}\\x{80}"}});
}

TEST(ForTerminalTest, NothingButPrintableTextComesOut) {
  std::mt19937 random(22);
  for (int i = 0; i < 3000; ++i) {
    std::string foreign;
    for (int n = static_cast<int>(random() % 40); n > 0; --n) {
      switch (random() % 3) {
        case 0:
          foreign += static_cast<char>(random());
          break;
        case 1:
          AppendCodePoint(random() % 0x3000, &foreign);
          break;
        default:
          AppendCodePoint(random() % 0x110000, &foreign);
      }
    }
    std::string shown = ForTerminal(foreign);
    ASSERT_TRUE(IsValidUtf8(shown)) << shown;
    for (size_t at = 0; at < shown.size();) {
      uint32_t point = NextCodePoint(shown, &at);
      bool selector = point == 0x200C || point == 0x200D || point == 0xFE0E || point == 0xFE0F;
      ASSERT_TRUE(selector || !IsHiddenCharacter(point)) << shown;
    }
  }
}

TEST(ForTerminalTest, CutsToColumns) {
  EXPECT_EQ(ForTerminal("abcdef", 6), "abcdef");
  EXPECT_EQ(ForTerminal("abcdefg", 6), "abcde…");
  EXPECT_EQ(ForTerminal("a\nb\x1b", 6), "a b\\u…");
  EXPECT_EQ(ForTerminal("天気予報", 5), "天気…");
  EXPECT_EQ(ForTerminal("天気予報", 6), "天気…");
  EXPECT_EQ(ForTerminal("abc", 1), "…");
  EXPECT_EQ(ForTerminal("abc", 0), "");
}

TEST(DisplayWidthTest, CountsColumns) {
  EXPECT_EQ(DisplayWidth(""), 0u);
  EXPECT_EQ(DisplayWidth("abc"), 3u);
  EXPECT_EQ(DisplayWidth("Größe"), 5u);
  EXPECT_EQ(DisplayWidth("e\u0301"), 1u);
  EXPECT_EQ(DisplayWidth("天気"), 4u);
  EXPECT_EQ(DisplayWidth("날씨"), 4u);
  EXPECT_EQ(DisplayWidth("ＡＢ"), 4u);
  EXPECT_EQ(DisplayWidth("😀"), 2u);
  EXPECT_EQ(DisplayWidth("…"), 1u);
  EXPECT_EQ(DisplayWidth("─│"), 2u);
}

TEST(PadToTest, FillsOrCutsToExactlySoManyColumns) {
  EXPECT_EQ(PadTo("abc", 5), "abc  ");
  EXPECT_EQ(PadTo("abcde", 5), "abcde");
  EXPECT_EQ(PadTo("abcdef", 5), "abcd…");
  EXPECT_EQ(PadTo("天気", 5), "天気 ");
  EXPECT_EQ(PadTo("天気予", 4), "天… ");
  EXPECT_EQ(PadTo("abc", 0), "");
}

TEST(RightAlignedTest, FillsInFrontAndCutsNothing) {
  EXPECT_EQ(RightAligned("abc", 5), "  abc");
  EXPECT_EQ(RightAligned("天気", 5), " 天気");
  EXPECT_EQ(RightAligned("abcdef", 5), "abcdef");
}

TEST(WrappedTest, FillsLinesBehindTheIndentation) {
  EXPECT_EQ(Wrapped("the quick brown fox", 11, 2), "  the quick\n  brown fox");
  EXPECT_EQ(Wrapped("the quick brown fox", 10, 2), "  the\n  quick\n  brown\n  fox");
  EXPECT_EQ(Wrapped("  a\n\nb  ", 20, 0), "a b");
  EXPECT_EQ(Wrapped("", 20, 4), "");
}

TEST(WrappedTest, CutsWordsThatAreLongerThanALine) {
  EXPECT_EQ(Wrapped("see abcdefghij now", 5, 1), " see\n abcd\n efgh\n ij\n now");
  EXPECT_EQ(Wrapped("天気予報", 5, 0), "天気\n予報");
  EXPECT_EQ(Wrapped("ab", 0, 0), "ab");
  EXPECT_EQ(Wrapped("abc", 3, 9), "         ab\n         c");
}

TEST(NumbersTest, GroupedAndCounted) {
  EXPECT_EQ(Grouped(0), "0");
  EXPECT_EQ(Grouped(999), "999");
  EXPECT_EQ(Grouped(1000), "1,000");
  EXPECT_EQ(Grouped(18446744073709551615u), "18,446,744,073,709,551,615");
  EXPECT_EQ(Counted(0, "tool"), "0 tools");
  EXPECT_EQ(Counted(1, "tool"), "1 tool");
  EXPECT_EQ(Counted(18707, "tool"), "18,707 tools");
  EXPECT_EQ(Counted(2, "category"), "2 categories");
  EXPECT_EQ(Counted(2, "key"), "2 keys");
  EXPECT_EQ(Counted(2, "match"), "2 matches");
  EXPECT_EQ(Counted(1, "match"), "1 match");
  EXPECT_EQ(Percent(0), "0.0 %");
  EXPECT_EQ(Percent(0.9546), "95.5 %");
  EXPECT_EQ(Percent(1), "100.0 %");
}

}  // namespace
}  // namespace mcprisk
