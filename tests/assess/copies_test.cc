// Servers whose tools are another publisher's.
#include "assess/copies.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace mcprisk {
namespace {

// Ten tools with a sentence of twelve words each; `changed` of them say something else.
std::vector<std::string> Sentences(size_t changed) {
  std::vector<std::string> sentences;
  for (size_t i = 0; i < 10; ++i) {
    const std::string number = std::to_string(i);
    const std::string verb = i < changed ? "forward" : "read";
    sentences.push_back("Let the model " + verb + " entry" + number + " of the ledger" + number +
                        " by its page" + number + " and line" + number);
  }
  return sentences;
}

ToolSetSketch SketchOfSentences(const std::vector<std::string>& sentences) {
  std::vector<std::string> names;
  for (size_t i = 0; i < sentences.size(); ++i) names.push_back("entry_" + std::to_string(i));
  std::vector<SetTool> tools;
  for (size_t i = 0; i < sentences.size(); ++i) tools.push_back({names[i], sentences[i], ""});
  return SketchOf(tools);
}

Identity Named(const std::string& text) {
  if (text.starts_with("npm:")) return {IdentityKind::kPackage, text};
  if (text.starts_with("github.com/")) return {IdentityKind::kRepository, text};
  return {IdentityKind::kRegistryName, text};
}

// A server under `identities`; one with a registry name is in the registry.
SketchedServer Of(int64_t id, const std::string& name, const std::vector<std::string>& identities,
                  size_t changed = 0, int64_t first_run = 1) {
  SketchedServer server{.id = id,
                        .name = name,
                        .identities = {},
                        .in_registry = false,
                        .first_run = first_run,
                        .sketch = SketchOfSentences(Sentences(changed))};
  for (const std::string& text : identities) {
    server.identities.push_back(Named(text));
    if (server.identities.back().kind == IdentityKind::kRegistryName) server.in_registry = true;
  }
  return server;
}

// "2 server/copied Info: It is ….", a line for each finding, without what the rule says first.
std::string Copies(const std::vector<SketchedServer>& servers) {
  std::string lines;
  for (const auto& [id, finding] : FindCopies(ToolSetRules::Shipped(), servers)) {
    lines += std::to_string(id) + " " + finding.rule + " " +
             std::string(SeverityName(finding.severity)) + ":" +
             finding.message.substr(finding.message.rfind(" It is ")) + "\n";
    EXPECT_EQ(finding.evidence.size(), 1U);
    EXPECT_NE(finding.message.find(" It is " + finding.evidence[0].quote), std::string::npos);
  }
  return lines;
}

TEST(CopiesTest, LikenessIsTheShareOfWhatBothSay) {
  const ToolSetSketch all = SketchOfSentences(Sentences(0));
  EXPECT_EQ(LikenessOf(all, all), 1);
  EXPECT_EQ(LikenessOf({}, {}), 0);
  EXPECT_EQ(LikenessOf({1, 2, 3}, {2, 3, 4}), 0.5);
  EXPECT_EQ(LikenessOf({1, 2}, {3}), 0);
  EXPECT_GT(LikenessOf(all, SketchOfSentences(Sentences(1))), 0.9);
  EXPECT_LT(LikenessOf(all, SketchOfSentences(Sentences(5))), 0.9);
}

TEST(CopiesTest, ASketchSaysWhatTheToolsSay) {
  // Neither order, nor capitals, nor schemas matter.
  EXPECT_EQ(SketchOf({{"a", "Adds two numbers.", ""}, {"b", "", ""}}),
            SketchOf({{"b", "", "{}"}, {"A", "adds two  NUMBERS", R"({"type":"object"})"}}));
  EXPECT_NE(SketchOf({{"a", "", ""}}), SketchOf({{"b", "", ""}}));
  EXPECT_EQ(SketchOf({}), ToolSetSketch());
  std::string long_text;
  for (int i = 0; i < 1'000; ++i) long_text += "word" + std::to_string(i) + " ";
  const ToolSetSketch sketch = SketchOf({{"a", long_text, ""}});
  EXPECT_EQ(sketch.size(), kSketchHashes);
  EXPECT_TRUE(std::is_sorted(sketch.begin(), sketch.end()));
}

TEST(CopiesTest, TheOneWithTheBetterEvidenceIsTheOriginal) {
  EXPECT_EQ(Copies({Of(1, "evil/ledger", {"github.com/evil/ledger"}),
                    Of(2, "io.github.acme/ledger", {"io.github.acme/ledger", "npm:@acme/ledger"})}),
            "1 server/copied-from-verified Low: It is io.github.acme/ledger by github.com/acme, "
            "publisher proven.\n");
  EXPECT_EQ(Copies({Of(1, "ledger", {"github.com/acme/ledger", "npm:@acme/ledger"}),
                    Of(2, "evil/ledger", {"github.com/evil/ledger"})}),
            "2 server/copied Info: It is ledger by acme, publisher consistent.\n");
}

TEST(CopiesTest, OfTwoWithTheSameEvidenceTheOlderOneIs) {
  EXPECT_EQ(Copies({Of(1, "one/ledger", {"github.com/one/ledger"}, 0, 3),
                    Of(2, "two/ledger", {"github.com/two/ledger"}, 0, 2)}),
            "1 server/copied Info: It is two/ledger, publisher unknown.\n");
  EXPECT_EQ(Copies({Of(1, "one/ledger", {"github.com/one/ledger"}),
                    Of(2, "two/ledger", {"github.com/two/ledger"})}),
            "1 server/copied Info: It is two/ledger, publisher unknown; which of the two was first "
            "is not known.\n"
            "2 server/copied Info: It is one/ledger, publisher unknown; which of the two was first "
            "is not known.\n");
  // Two whose namespaces are proven: a fork that its author registered, too.
  EXPECT_EQ(Copies({Of(1, "io.github.a/ledger", {"io.github.a/ledger"}, 0, 1),
                    Of(2, "io.github.b/ledger", {"io.github.b/ledger"}, 0, 2)}),
            "2 server/copied Info: It is io.github.a/ledger by github.com/a, publisher proven.\n");
}

TEST(CopiesTest, AWordHereAndThereHidesNoCopy) {
  const SketchedServer original = Of(1, "io.github.acme/ledger", {"io.github.acme/ledger"});
  EXPECT_EQ(Copies({original, Of(2, "evil/ledger", {"github.com/evil/ledger"}, 1)}),
            "2 server/copied-from-verified Low: It is io.github.acme/ledger by github.com/acme, "
            "publisher proven.\n");
  EXPECT_EQ(Copies({original, Of(2, "evil/ledger", {"github.com/evil/ledger"}, 5)}), "");
}

TEST(CopiesTest, OnePublishersServersAreNoCopies) {
  EXPECT_EQ(Copies({Of(1, "io.github.acme/ledger", {"io.github.acme/ledger"}),
                    Of(2, "acme-ledger", {"github.com/acme/ledger"}),
                    Of(3, "@acme/ledger", {"npm:@acme/ledger"})}),
            "");
  // Of one that states no account nobody knows whose it is.
  EXPECT_EQ(Copies({Of(1, "io.github.acme/ledger", {"io.github.acme/ledger"}),
                    Of(2, "ledger", {"npm:ledger"}), Of(3, "nobody", {})}),
            "");
}

TEST(CopiesTest, AFewWordsAreNoCopy) {
  SketchedServer one = Of(1, "io.github.acme/sums", {"io.github.acme/sums"});
  SketchedServer two = Of(2, "evil/sums", {"github.com/evil/sums"});
  one.sketch = two.sketch = SketchOf({{"add", "Add two numbers.", ""}, {"pow", "Raise.", ""}});
  EXPECT_EQ(Copies({one, two}), "");
}

TEST(CopiesTest, AWellKnownServerUnderANameThatPassesForIt) {
  EXPECT_EQ(Copies({Of(1, "github", {"github.com/github/github-mcp-server", "npm:@github/mcp"}),
                    Of(2, "githib-mcp-server", {"github.com/evil/githib-mcp-server"})}),
            "2 server/copied-in-disguise High: It is github by github, publisher consistent.\n");
}

TEST(CopiesTest, TheOrderOfServersDoesNotMatter) {
  const std::vector<SketchedServer> servers = {
      Of(1, "one/ledger", {"github.com/one/ledger"}),
      Of(2, "two/ledger", {"github.com/two/ledger"}),
      Of(3, "io.github.acme/ledger", {"io.github.acme/ledger"})};
  EXPECT_EQ(Copies(servers), Copies({servers[2], servers[0], servers[1]}));
}

}  // namespace
}  // namespace mcprisk
