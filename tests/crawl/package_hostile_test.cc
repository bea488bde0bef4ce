// Source text that was written to hurt its reader. Every test must end, and within the limits.
#include <gtest/gtest.h>

#include <array>

#include "crawl/packages/registry_metadata.h"
#include "support/declared.h"

namespace mcprisk {
namespace {

constexpr char kImport[] = "import '@modelcontextprotocol/sdk';import rmcp;import mcp\n";
constexpr std::array<const char*, 6> kFiles = {"a.js", "a.py", "a.go", "a.cs", "a.java", "a.rs"};

std::string Repeated(const std::string& text, size_t times) {
  std::string all;
  for (size_t i = 0; i < times; ++i) all += text;
  return all;
}

TEST(HostileSource, UnclosedTextsAndBracketsEndSomewhere) {
  for (const char* file : kFiles) {
    for (const char* code : {"\"",
                             "'",
                             "`",
                             "`${",
                             "`${`${",
                             "/*",
                             "\"\"\"",
                             "r#\"",
                             "(",
                             "[{(",
                             ")",
                             "}",
                             "`}",
                             "/",
                             "/[",
                             "\\",
                             "\"\\",
                             "$@\"",
                             "'\\",
                             "@",
                             "#[",
                             "server.registerTool(",
                             "server.registerTool(\"a\"",
                             "=>",
                             "x=>",
                             "const",
                             "const {",
                             "import",
                             "export {",
                             "for (",
                             "function",
                             "class",
                             "@mcp.tool(",
                             "def f(",
                             "\xFF\xFE",
                             "\xE2\x82"}) {
      EXPECT_EQ(Declared(file, std::string(kImport) + code).find("problem"), std::string::npos)
          << file << " " << code;
    }
  }
}

TEST(HostileSource, DeepNestingIsReadWithoutRecursion) {
  for (const char* file : kFiles) {
    for (const char* open :
         {"(", "[", "{", "`${", "a(", "x=>", "a?", "!", "f(function(){return "}) {
      std::string deep = Repeated(open, 100000);
      EXPECT_EQ(DeclaredNames(file, kImport + std::string("server.registerTool(") + deep), "")
          << file << " " << open;
    }
  }
}

TEST(HostileSource, ALongLineIsReadToItsEnd) {
  std::string line = Repeated("var a=[1,2,{b:\"c\"}];f(a,function(x){return x});", 200000);
  EXPECT_EQ(DeclaredNames("a.js", kImport + line + "s.registerTool(\"last\",{},f);"), "last");
}

TEST(HostileSource, GrowingValuesStopAtTheirLimits) {
  std::string lists = "const a0 = [1, 2];\n";
  std::string texts = "const t0 = \"xxxxxxxx\";\n";
  for (int i = 1; i < 60; ++i) {
    std::string last = std::to_string(i - 1);
    std::string next = std::to_string(i);
    lists += "const a" + next + " = [...a" + last + ", ...a" + last + "];\n";
    texts += "const t" + next + " = t" + last + " + t" + last + ";\n";
  }
  EXPECT_EQ(DeclaredNames("a.js", kImport + texts + "s.registerTool(t59, {}, f); "), "");
  EXPECT_EQ(Declared("a.js", kImport + lists + "s.setRequestHandler(L, () => ({tools: a59}));"),
            "problem : reading its source takes more than kMaxReadingSteps (52,428,800) steps; the "
            "rest was not read\n");
}

TEST(HostileSource, CirclesEnd) {
  EXPECT_EQ(DeclaredNames("a.js", std::string(kImport) + "const a = b; const b = a;"
                                                         "const f = (x) => f(x);"
                                                         "s.registerTool(a, {}, c);"
                                                         "s.registerTool(f(1), {}, c);"
                                                         "function g(n) { s.tool(n, h); g(n); }"),
            "");
  EXPECT_EQ(DeclaredNames("a.py",
                          "import mcp\na = b\nb = a\nclass A(B):\n    x: A\n"
                          "@m.tool()\ndef f(x: A, y: \"A\" = a): pass\n"),
            "f");
}

TEST(HostileSource, NamesOfStrangersAreJudgedLikeAllOthers) {
  EXPECT_EQ(Declared("a.js", std::string(kImport) + "s.tool('a\\u0000b', f);\ns.tool('" +
                                 Repeated("x", 300) + "', f);"),
            "problem a.js:2: the name of this tool holds a NUL character\n"
            "problem a.js:3: the name of this tool is longer than 256 bytes\n");
}

}  // namespace
}  // namespace mcprisk
