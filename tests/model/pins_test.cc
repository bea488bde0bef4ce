// Pins: what anybody can compute again with sha256sum and a writer of RFC 8785.
#include "model/pins.h"

#include <gtest/gtest.h>

#include "base/json.h"

namespace mcprisk {
namespace {

Tool Read(std::string_view json) {
  JsonParser parser;
  return *ReadTool(*parser.Parse(json));
}

std::string PinsText(const Tool& tool) {
  std::string text;
  for (const FieldPin& pin : FieldPins(tool)) {
    text += pin.field + " " + pin.value + " " + pin.digest.Hex().substr(0, 8) + "\n";
  }
  return text;
}

// printf '"get"' | sha256sum
TEST(Pins, OfEveryFieldThatIsThere) {
  EXPECT_EQ(PinsText(Read(R"({"name": "get", "title": "T", "description": "",
                              "inputSchema": {"type": "object", "maximum": 1.0},
                              "outputSchema": {}, "annotations": {"readOnlyHint": true},
                              "_meta": {"x": 1}})")),
            "name \"get\" " + Sha256("\"get\"").Hex().substr(0, 8) +
                "\n"
                "title \"T\" " +
                Sha256("\"T\"").Hex().substr(0, 8) +
                "\n"
                "description \"\" 12ae32cb\n"
                "inputSchema {\"maximum\":1,\"type\":\"object\"} " +
                Sha256("{\"maximum\":1,\"type\":\"object\"}").Hex().substr(0, 8) +
                "\n"
                "outputSchema {} 44136fa3\n"
                "annotations {\"readOnlyHint\":true} " +
                Sha256("{\"readOnlyHint\":true}").Hex().substr(0, 8) + "\n");
  EXPECT_EQ(PinsText(Read(R"({"name": "get"})")),
            "name \"get\" " + Sha256("\"get\"").Hex().substr(0, 8) + "\n");
}

// Order of keys, white space, escapes and spellings of numbers are no change; a hidden character
// is.
TEST(Pins, AreOverTheCanonicalForm) {
  const Tool one = Read(R"({"name":"a","description":"d\u00e9","inputSchema":{"b":10,"a":[1e1]}})");
  const Tool same = Read(
      "{\"inputSchema\" : {\"a\":[10.0], \"b\":1E1},\n \"description\":\"dé\","
      "\"name\":\"\\u0061\"}");
  EXPECT_EQ(PinsText(one), PinsText(same));
  EXPECT_EQ(one.digest, same.digest);
  const Tool hidden =
      Read(R"({"name":"a","description":"d\u00e9\u200b","inputSchema":{"b":10,"a":[1e1]}})");
  EXPECT_NE(one.digest, hidden.digest);
}

TEST(Pins, OfAServer) {
  const Digest a = Sha256("a");
  const Digest b = Sha256("b");
  EXPECT_EQ(ServerPin({{"y", b}, {"x", a}}, "").Hex(),
            Sha256(R"({"tools":[["x",")" + a.Hex() + R"("],["y",")" + b.Hex() + R"("]]})").Hex());
  EXPECT_EQ(ServerPin({}, "Do it.").Hex(),
            Sha256(R"({"instructions":")" + Sha256("\"Do it.\"").Hex() + R"(","tools":[]})").Hex());
}

}  // namespace
}  // namespace mcprisk
