#include "model/reference.h"

#include <gtest/gtest.h>

#include "base/text.h"
#include "support/problem_lines.h"

namespace mcprisk {
namespace {

std::string Problems(const std::string& yaml) {
  std::vector<Problem> problems;
  EXPECT_EQ(References::Parse("refs.yaml", yaml, &problems), nullptr);
  std::string lines;
  lines += ProblemLines(problems);
  return lines;
}

TEST(ReferenceTest, TheShippedTableNamesEachFrameworkWithItsVersion) {
  std::string lines;
  for (const auto& framework : References::Shipped().frameworks()) {
    lines += framework->id + " " + framework->version + "\n";
  }
  EXPECT_EQ(lines,
            "OWASP MCP Top 10 2025, phase 3 beta\n"
            "OWASP Agentic Top 10 2026\n"
            "OWASP LLM Top 10 2025\n"
            "SAFE-MCP snapshot of 2026-02-01\n"
            "MITRE ATLAS 5.6.0\n"
            "CoSAI MCP Security revision of 2026-05-29\n"
            "CWE 4.18\n");
}

TEST(ReferenceTest, AnIdIsFoundWithItsNameAndFramework) {
  const auto text = [](std::string_view id) {
    const Reference* reference = References::Shipped().Find(id);
    return reference == nullptr ? "none" : reference->framework->id + ": " + reference->name;
  };
  EXPECT_EQ(text("MCP03:2025"), "OWASP MCP Top 10: Tool Poisoning");
  EXPECT_EQ(text("ASI02:2026"), "OWASP Agentic Top 10: Tool Misuse and Exploitation");
  EXPECT_EQ(text("LLM05:2025"), "OWASP LLM Top 10: Improper Output Handling");
  EXPECT_EQ(text("SAFE-T1201"), "SAFE-MCP: MCP Rug Pull Attack");
  EXPECT_EQ(text("AML.T0051.001"), "MITRE ATLAS: LLM Prompt Injection - Indirect");
  EXPECT_EQ(text("CWE-918"), "CWE: Server-Side Request Forgery");
  EXPECT_EQ(text("T1201"), "none");
}

TEST(ReferenceTest, ATableWithMistakesNamesThemAll) {
  EXPECT_EQ(Problems("- framework: A\n"
                     "  title: A\n"
                     "  version: 1\n"
                     "  published: 2025\n"
                     "  checked: 2026-01-01\n"
                     "  link: https://a.example\n"
                     "  ids: { A1: one, A1: two }\n"),
            "refs.yaml:6:3: unknown key \"link\" in a framework, expected one of framework, title, "
            "version, published, checked, url, ids\n"
            "refs.yaml:7:19: the id \"A1\" is there twice\n"
            "refs.yaml:1:3: a framework lacks the key \"url\"\n");
}

}  // namespace
}  // namespace mcprisk
