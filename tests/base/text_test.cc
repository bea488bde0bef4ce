#include "base/text.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

namespace mcprisk {
namespace {

using Names = std::vector<std::string>;

TEST(TextTest, LowersTheCapitalsOfAsciiWhereverTheyStand) {
  for (int byte = 0; byte < 256; ++byte) {
    const char c = static_cast<char>(byte);
    const std::string text = std::string("1234567") + c + "90" + c;  // among eight, and behind
    const std::string lowered = std::string("1234567") + AsciiLower(c) + "90" + AsciiLower(c);
    EXPECT_EQ(AsciiLowered(text), lowered) << byte;
  }
}

TEST(TextTest, AsciiCaseLeavesOtherBytesAlone) {
  EXPECT_EQ(AsciiLowered("GET_Ünit9"), "get_Ünit9");
  EXPECT_TRUE(IsAsciiUpper('Z'));
  EXPECT_FALSE(IsAsciiUpper('z'));
  EXPECT_FALSE(IsAsciiAlpha('_'));
  EXPECT_FALSE(IsAsciiAlpha('\xC3'));
  EXPECT_TRUE(IsAsciiDigit('0'));
  EXPECT_FALSE(IsAsciiDigit('a'));
  EXPECT_TRUE(IsAscii(""));
  EXPECT_TRUE(IsAscii("a~\x7F"));
  EXPECT_FALSE(IsAscii("na\xC3\xAFve"));
}

TEST(TextTest, ComparesWithoutCase) {
  EXPECT_TRUE(EqualsNoCase("Delete", "dELETE"));
  EXPECT_FALSE(EqualsNoCase("delete", "deleted"));
  EXPECT_TRUE(EqualsNoCase("", ""));
  EXPECT_TRUE(StartsWithNoCase("HTTPS://x", "https:"));
  EXPECT_FALSE(StartsWithNoCase("http", "https"));
}

TEST(TextTest, TrimsOnlyTheEnds) {
  EXPECT_EQ(Trimmed(" \t\r\n a b \v\f"), "a b");
  EXPECT_EQ(Trimmed(" \n "), "");
  EXPECT_EQ(Trimmed(""), "");
}

TEST(TextTest, SplitKeepsEmptyPartsAndJoinUndoesIt) {
  EXPECT_EQ(Split("a//b/", '/'), (std::vector<std::string_view>{"a", "", "b", ""}));
  EXPECT_EQ(Split("", '/'), (std::vector<std::string_view>{""}));
  EXPECT_EQ(Join({"a", "", "b"}, ", "), "a, , b");
  EXPECT_EQ(Join({}, ", "), "");
}

TEST(TextTest, ReplaceAllDoesNotLookAtWhatItWrote) {
  EXPECT_EQ(ReplaceAll("aaa", "a", "aa"), "aaaaaa");
  EXPECT_EQ(ReplaceAll("x--y", "--", "-"), "x-y");
  EXPECT_EQ(ReplaceAll("same", "z", "y"), "same");
  EXPECT_EQ(ReplaceAll("same", "", "y"), "same");
}

// --- UTF-8 ---------------------------------------------------------------------------------------

std::vector<uint32_t> CodePoints(std::string_view text) {
  std::vector<uint32_t> points;
  for (size_t at = 0; at < text.size();) points.push_back(NextCodePoint(text, &at));
  return points;
}

TEST(TextTest, ReadsAndWritesEveryLengthOfCodePoint) {
  const std::vector<uint32_t> points = {0,      0x24,   0x7F,   0x80,    0x7FF,   0x800,
                                        0xD7FF, 0xE000, 0xFFFD, 0x10000, 0x1F600, 0x10FFFF};
  std::string text;
  for (uint32_t point : points) AppendCodePoint(point, &text);
  EXPECT_EQ(text.size(), 1u + 1 + 1 + 2 + 2 + 3 + 3 + 3 + 3 + 4 + 4 + 4);
  EXPECT_EQ(CodePoints(text), points);
  EXPECT_TRUE(IsValidUtf8(text));
}

TEST(TextTest, MalformedBytesCountOneByOne) {
  constexpr uint32_t kBad = 0xFFFD;
  struct {
    std::string_view what, bytes;
    std::vector<uint32_t> points;
  } const cases[] = {
      {"continuation alone", "\x80z", {kBad, 'z'}},
      {"overlong slash", "\xC0\xAF", {kBad, kBad}},
      {"overlong in three", "\xE0\x80\xAF", {kBad, kBad, kBad}},
      {"overlong in four", "\xF0\x80\x80\x80", {kBad, kBad, kBad, kBad}},
      {"surrogate", "\xED\xA0\x80", {kBad, kBad, kBad}},
      {"beyond Unicode", "\xF4\x90\x80\x80", {kBad, kBad, kBad, kBad}},
      {"no such lead", "\xFE\xFF", {kBad, kBad}},
      {"cut at the end", "a\xE2\x82", {'a', kBad, kBad}},
      {"cut in the middle", "\xE2\x82z", {kBad, kBad, 'z'}},
  };
  for (const auto& [what, bytes, points] : cases) {
    EXPECT_EQ(CodePoints(bytes), points) << what;
    EXPECT_FALSE(IsValidUtf8(bytes)) << what;
  }
}

TEST(TextTest, PrefixNeverCutsACodePoint) {
  EXPECT_EQ(Utf8Prefix("a€b", 10), "a€b");
  EXPECT_EQ(Utf8Prefix("a€b", 4), "a€");
  EXPECT_EQ(Utf8Prefix("a€b", 3), "a");
  EXPECT_EQ(Utf8Prefix("a€b", 2), "a");
  EXPECT_EQ(Utf8Prefix("a€b", 1), "a");
  EXPECT_EQ(Utf8Prefix("€", 2), "");
  EXPECT_EQ(Utf8Prefix("😀😀", 7), "😀");
  EXPECT_EQ(Utf8Prefix("\x80\x80\x80\x80\x80", 4), "\x80\x80\x80\x80");
  EXPECT_EQ(Utf8Prefix("abc", 0), "");
}

// --- Nearness ------------------------------------------------------------------------------------

TEST(TextTest, EditDistanceCountsFourKindsOfSlips) {
  EXPECT_EQ(EditDistance("delete", "delete", 3), 0u);
  EXPECT_EQ(EditDistance("Delete", "dELETE", 3), 0u);
  EXPECT_EQ(EditDistance("delet", "delete", 3), 1u);
  EXPECT_EQ(EditDistance("dellete", "delete", 3), 1u);
  EXPECT_EQ(EditDistance("dalete", "delete", 3), 1u);
  EXPECT_EQ(EditDistance("deltee", "delete", 3), 1u);
  EXPECT_EQ(EditDistance("kitten", "sitting", 3), 3u);
}

TEST(TextTest, EditDistanceStopsOneBeyondTheLimit) {
  EXPECT_EQ(EditDistance("kitten", "sitting", 2), 3u);
  EXPECT_EQ(EditDistance("aaaaaaaa", "bbbbbbbb", 2), 3u);
  EXPECT_EQ(EditDistance("a", "abcdefgh", 2), 3u);
  EXPECT_EQ(EditDistance("", "ab", 5), 2u);
  EXPECT_EQ(EditDistance("", "", 0), 0u);
  EXPECT_EQ(EditDistance("a", "b", 0), 1u);
}

// The same by the textbook: the whole table, no limit.
size_t FullDistance(const std::string& a, const std::string& b) {
  std::vector<std::vector<size_t>> d(a.size() + 1, std::vector<size_t>(b.size() + 1));
  for (size_t i = 0; i <= a.size(); ++i) d[i][0] = i;
  for (size_t j = 0; j <= b.size(); ++j) d[0][j] = j;
  for (size_t i = 1; i <= a.size(); ++i) {
    for (size_t j = 1; j <= b.size(); ++j) {
      size_t replace = d[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      d[i][j] = std::min({d[i - 1][j] + 1, d[i][j - 1] + 1, replace});
      bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (swapped) d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
    }
  }
  return d[a.size()][b.size()];
}

TEST(TextTest, EditDistanceAgreesWithTheWholeTable) {
  std::mt19937 random(7);
  auto word = [&random] {
    std::string text(random() % 9, 'a');
    for (char& c : text) c = static_cast<char>('a' + random() % 3);
    return text;
  };
  for (int i = 0; i < 3000; ++i) {
    std::string a = word();
    std::string b = word();
    size_t limit = random() % 6;
    EXPECT_EQ(EditDistance(a, b, limit), std::min(FullDistance(a, b), limit + 1))
        << a << " " << b << " " << limit;
  }
}

TEST(TextTest, NearestNamesComeNearestFirst) {
  const Names tools = {"list_files", "delete_file", "delete_files", "deleet_file", "send_mail"};
  EXPECT_EQ(NearestNames("delete_file", tools, 3),
            (Names{"delete_file", "delete_files", "deleet_file"}));
  EXPECT_EQ(NearestNames("delete_file", tools, 1), (Names{"delete_file"}));
  EXPECT_EQ(NearestNames("mail", tools, 5), (Names{"send_mail"}));
  EXPECT_EQ(NearestNames("FILES", tools, 5), (Names{"list_files", "delete_files"}));
  EXPECT_EQ(NearestNames("nothing like it", tools, 5), Names{});
  EXPECT_EQ(NearestNames("", tools, 5), Names{});
}

// --- File names ----------------------------------------------------------------------------------

TEST(TextTest, FileStemsAreSafeAndDistinct) {
  EXPECT_EQ(SafeFileStem("weather"), "weather-e5e72beb4e3c");
  EXPECT_EQ(SafeFileStem("@Acme/Weather MCP"), "acme-weather-mcp-4337a7e58274");
  const Names hostile = {"../../etc/passwd",
                         "con",
                         "a/b",
                         "a-b",
                         std::string(4096, 'x'),
                         std::string(1, 0),
                         ".",
                         "..",
                         "",
                         "C:\\x",
                         "ünï",
                         "---",
                         "-rf",
                         "A/B",
                         std::string(64, 'x') + "-y"};
  Names stems;
  for (const std::string& name : hostile) {
    std::string stem = SafeFileStem(name);
    EXPECT_LE(stem.size(), 64u + 1 + 12);
    EXPECT_EQ(stem.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-"), std::string::npos);
    EXPECT_NE(stem.front(), '-');
    stems.push_back(stem);
  }
  std::sort(stems.begin(), stems.end());
  EXPECT_EQ(std::adjacent_find(stems.begin(), stems.end()), stems.end());
  EXPECT_EQ(SafeFileStem("").substr(0, 8), "unnamed-");
}

TEST(TextTest, BytesOfAnAddressAreEncoded) {
  EXPECT_EQ(PercentEncoded("io.github.acme/weather+1 ä"), "io.github.acme%2Fweather%2B1%20%C3%A4");
  EXPECT_EQ(PercentEncoded("a b/c~d", "/"), "a%20b/c~d");
}

}  // namespace
}  // namespace mcprisk
