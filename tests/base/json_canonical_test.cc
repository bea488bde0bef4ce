// RFC 8785, with the examples of its text and appendices.
#include <gtest/gtest.h>

#include <bit>
#include <cstdint>
#include <cstdlib>
#include <random>
#include <string>

#include "base/json.h"

namespace mcprisk {
namespace {

// The canonical form, or the message.
std::string Canonical(std::string_view text) {
  JsonParser parser;
  Result<Json> root = parser.Parse(text);
  if (!root) return root.error();
  Result<std::string> canonical = root->Canonical();
  return canonical ? *canonical : canonical.error();
}

TEST(CanonicalTest, ExampleOfSection322) {
  EXPECT_EQ(Canonical(R"({
      "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
      "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
      "literals": [null, true, false]
    })"),
            R"({"literals":[null,true,false],)"
            R"("numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],)"
            R"("string":"€$\u000f\nA'B\"\\\\\"/"})");
}

TEST(CanonicalTest, ExampleOfSection323SortsByUtf16) {
  EXPECT_EQ(Canonical(R"({"\u20ac":"Euro Sign","\r":"Carriage Return",
                          "\ufb33":"Hebrew Letter Dalet With Dagesh","1":"One",
                          "\ud83d\ude00":"Emoji: Grinning Face","\u0080":"Control",
                          "\u00f6":"Latin Small Letter O With Diaeresis"})"),
            "{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u0080\":\"Control\","
            "\"ö\":\"Latin Small Letter O With Diaeresis\",\"€\":\"Euro Sign\","
            "\"😀\":\"Emoji: Grinning Face\",\"\uFB33\":\"Hebrew Letter Dalet With Dagesh\"}");
}

TEST(CanonicalTest, KeysInOrder) {
  EXPECT_EQ(Canonical(R"({"b":1,"":2,"a":3,"ab":4,"B":5})"), R"({"":2,"B":5,"a":3,"ab":4,"b":1})");
  EXPECT_EQ(Canonical(R"({"a":{"d":1,"c":[{"f":1,"e":2}]}})"),
            R"({"a":{"c":[{"e":2,"f":1}],"d":1}})");
  EXPECT_EQ(Canonical("{\"x\uE000\":1,\"x😀\":2}"), "{\"x😀\":2,\"x\uE000\":1}");
  EXPECT_EQ(Canonical("{\"\U0010FFFF\":1,\"😀\":2,\"\uD7FF\":3}"),
            "{\"\uD7FF\":3,\"😀\":2,\"\U0010FFFF\":1}");
}

TEST(CanonicalTest, WhiteSpaceGoesAndArraysKeepTheirOrder) {
  EXPECT_EQ(Canonical(" [ 3 , 1 ,\n2 , { } , [ ] ] "), "[3,1,2,{},[]]");
}

TEST(CanonicalTest, ADuplicateKeyIsNamed) {
  EXPECT_EQ(Canonical(R"({"a":1,"a":2})"), R"(duplicate key "a")");
  EXPECT_EQ(Canonical(R"({"z":1,"b":2,"a":3,"b":2})"), R"(duplicate key "b")");
  EXPECT_EQ(Canonical(R"([{"x":[{"deep":1,"deep":1}]}])"), R"(duplicate key "deep")");
  EXPECT_EQ(Canonical(R"({"a":1,"\u0061":2})"), R"(duplicate key "a")");
  EXPECT_EQ(Canonical(R"({"":1,"":2})"), R"(duplicate key "")");
  EXPECT_EQ(Canonical(R"({"a":{"k":1},"b":{"k":1}})"), R"({"a":{"k":1},"b":{"k":1}})");
  std::string key(200, 'k');
  EXPECT_EQ(Canonical("{\"" + key + "\":1,\"" + key + "\":2}"),
            "duplicate key \"" + std::string(80, 'k') + "…\"");
}

TEST(CanonicalTest, AppendsBehindWhatIsThere) {
  JsonParser parser;
  std::string out = "x=";
  EXPECT_EQ(parser.Parse("[1]")->AppendCanonical(&out), "");
  EXPECT_EQ(out, "x=[1]");
  EXPECT_EQ(Json().AppendCanonical(&out), "there is no value");
}

// --- Strings -------------------------------------------------------------------------------------

std::string Quoted(std::string_view text) {
  std::string out;
  AppendJsonString(text, &out);
  return out;
}

TEST(JsonStringTest, EscapesOnlyWhatItMust) {
  EXPECT_EQ(Quoted(""), R"("")");
  EXPECT_EQ(Quoted("a/b 'c' <d> \x7f é 😀"), "\"a/b 'c' <d> \x7f é 😀\"");
  EXPECT_EQ(Quoted("\b\t\n\f\r\"\\"), R"("\b\t\n\f\r\"\\")");
  EXPECT_EQ(Quoted(std::string_view("\0\x01\x0b\x1f", 4)), R"("\u0000\u0001\u000b\u001f")");
}

TEST(JsonStringTest, EveryCharacterAtEveryPlace) {
  // Eight bytes are looked at together: each must be seen wherever it stands.
  JsonParser parser;
  for (int c = 0; c < 0x80; ++c) {
    for (size_t at = 0; at < 17; ++at) {
      std::string text(17, 'x');
      text[at] = static_cast<char>(c);
      Result<Json> read = parser.Parse(Quoted(text));
      ASSERT_TRUE(read) << c << " at " << at << ": " << read.error();
      ASSERT_EQ(read->Text(), text);
    }
  }
  EXPECT_EQ(Quoted("ééééééééé\nééééééééé"), "\"ééééééééé\\nééééééééé\"");
}

// --- Numbers -------------------------------------------------------------------------------------

std::string Number(double number) {
  std::string out;
  AppendJsonNumber(number, &out);
  return out;
}

TEST(JsonNumberTest, AppendixB) {
  const struct {
    uint64_t bits;
    const char* text;
  } cases[] = {
      {0x0000000000000000, "0"},
      {0x8000000000000000, "0"},
      {0x0000000000000001, "5e-324"},
      {0x8000000000000001, "-5e-324"},
      {0x7fefffffffffffff, "1.7976931348623157e+308"},
      {0xffefffffffffffff, "-1.7976931348623157e+308"},
      {0x4340000000000000, "9007199254740992"},
      {0xc340000000000000, "-9007199254740992"},
      {0x4430000000000000, "295147905179352830000"},
      {0x44b52d02c7e14af5, "9.999999999999997e+22"},
      {0x44b52d02c7e14af6, "1e+23"},
      {0x44b52d02c7e14af7, "1.0000000000000001e+23"},
      {0x444b1ae4d6e2ef4e, "999999999999999700000"},
      {0x444b1ae4d6e2ef4f, "999999999999999900000"},
      {0x444b1ae4d6e2ef50, "1e+21"},
      {0x3eb0c6f7a0b5ed8c, "9.999999999999997e-7"},
      {0x3eb0c6f7a0b5ed8d, "0.000001"},
      {0x41b3de4355555553, "333333333.3333332"},
      {0x41b3de4355555554, "333333333.33333325"},
      {0x41b3de4355555555, "333333333.3333333"},
      {0x41b3de4355555556, "333333333.3333334"},
      {0x41b3de4355555557, "333333333.33333343"},
      {0xbecbf647612f3696, "-0.0000033333333333333333"},
      {0x43143ff3c1cb0959, "1424953923781206.2"},
  };
  for (const auto& [bits, text] : cases) EXPECT_EQ(Number(std::bit_cast<double>(bits)), text);
}

TEST(JsonNumberTest, SpellingsOfOneNumberBecomeOne) {
  EXPECT_EQ(Canonical("[1,1.0,1e0,10E-1,0.1e1]"), "[1,1,1,1,1]");
  EXPECT_EQ(Canonical("[-0,-0.0,0e5]"), "[0,0,0]");
  EXPECT_EQ(Canonical("[1e21,123456789012345678901,1e-7,0.5,-1.25e-9]"),
            "[1e+21,123456789012345680000,1e-7,0.5,-1.25e-9]");
}

TEST(JsonNumberTest, LargeIntegersBecomeTheNearestDouble) {
  EXPECT_EQ(Canonical("[9007199254740991,9007199254740993,-9223372036854775808]"),
            "[9007199254740991,9007199254740992,-9223372036854776000]");
  EXPECT_EQ(Canonical("[18446744073709551615,18446744073709551616]"),
            "[18446744073709552000,18446744073709552000]");
  EXPECT_EQ(Canonical(R"({"99999999999999999999 \" 99999999999999999999":)"
                      "[-99999999999999999999,1.99999999999999999999,99999999999999999999]}"),
            R"({"99999999999999999999 \" 99999999999999999999":)"
            "[-100000000000000000000,2,100000000000000000000]}");
  EXPECT_EQ(Canonical("1157920892373161954235709850086879078532699846656405640394575840079131296"
                      "39935"),
            "1.157920892373162e+77");
}

TEST(JsonNumberTest, EveryDoubleReadsBackAsItself) {
  std::mt19937_64 random(8785);
  for (int i = 0; i < 20000; ++i) {
    double number = std::bit_cast<double>(random());
    if (number != number || number - number != 0) continue;  // neither NaN nor infinite
    std::string text = Number(number);
    EXPECT_EQ(std::strtod(text.c_str(), nullptr), number) << text;
    EXPECT_LE(text.size(), 25u) << text;
  }
}

// --- Any bytes -----------------------------------------------------------------------------------

TEST(CanonicalTest, IsItsOwnCanonicalFormAndBearsBrokenInput) {
  const std::string seed =
      R"({"name":"x","n":[1,-2.5e3,1e21,true,null],"\u00e9":{"b":"\ud83d\ude00\n","a":{}}})";
  std::mt19937 random(1);
  JsonParser parser;
  int accepted = 0;
  for (int i = 0; i < 20000; ++i) {
    std::string text = seed;
    for (int n = static_cast<int>(random() % 4); n > 0; --n) {
      text[random() % text.size()] = "{}[],:\"\\0e-u\x80 z"[random() % 16];
    }
    Result<Json> root = parser.Parse(text);
    if (!root) continue;
    Result<std::string> canonical = root->Canonical();
    if (!canonical) continue;
    ++accepted;
    ASSERT_EQ(Canonical(*canonical), *canonical) << text;
  }
  EXPECT_GT(accepted, 1000);
}

}  // namespace
}  // namespace mcprisk
