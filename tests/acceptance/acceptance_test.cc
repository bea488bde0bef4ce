// Do the products accept our files, and do they decide as the policy says? Asked of the products
// themselves, offline, at pinned versions (tests/acceptance/README.md). ctest label: acceptance.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <iostream>
#include <iterator>
#include <map>
#include <memory>

#include "policy/posture.h"
#include "support/acceptance.h"
#include "support/definitions.h"
#include "support/labels.h"
#include "support/paths.h"
#include "support/policy_oracle.h"
#include "support/sample_policy.h"

namespace mcprisk {
namespace {

// Real servers, by their names in real-tools.jsonl. Programs are asked about the first few: names
// with dots, slashes and spaces, and long ones.
constexpr size_t kForPrograms = 4;
const std::vector<std::string>& RealServers() {
  static const std::vector<std::string> names = {
      "wlu03/alpaca-mcp/alpaca-mcp",
      "nasa-mcp-server",
      "sker65/testrail-mcp/testrail-mcp",
      "smartlead-mcp-by-leadmagic",
      "graphlit-mcp-server",
      "zscaler-mcp-server",
      "ableton-mcp",
      "alapi-sdk/mcp-alapi-cn/mcp-alapi-cn",
      "arenukvern/mcp_flutter/mcp_flutter",
      "box3lab/engine-openapi-mcp/engine-openapi-mcp",
      "dart-mcp-server",
      "dynamicendpoints/m365-core-mcp/m365-core-mcp",
      "github/github-mcp-server",
      "goat-sdk/goat/goat",
      "goplausible/algorand-mcp/algorand-mcp",
      "gregkonush/mcp-obsidian/mcp-obsidian",
      "heroku/heroku-mcp-server/heroku-mcp-server",
      "hyperspell/hyperspell-mcp/hyperspell-mcp",
      "jlcases/paelladoc/paelladoc",
      "kohasummons/paystack-mcp/paystack-mcp",
      "mhazarabad/browser-use-mcp/browser-use-mcp",
      "multiversx/mx-mcp/mx-mcp",
      "nasa",
      "openapi-anyapi",
      "prajwal-ak-0/youtube-mcp/youtube-mcp",
      "redis/mcp-redis-cloud/mcp-redis-cloud",
      "renant/mcp-tabnews/mcp-tabnews",
      "vectra-ai-rux-mcp-server",
      "wirdes/db-mcp-tool/db-mcp-tool",
      "zephyrdeng/mcp-server-gitlab/mcp-server-gitlab",
  };
  return names;
}

struct RealServer {
  std::string name;
  std::vector<Tool> tools;
  std::vector<Classification> classifications;

  TargetServer Under(const Posture& posture) const {
    TargetServer server;
    for (size_t i = 0; i < tools.size(); ++i) {
      server.tools.push_back({&tools[i], &classifications[i]});
    }
    server.policy = MakePolicy(name, server.tools, posture);
    server.key = DefaultServerKey(name);
    return server;
  }
};

const std::vector<RealServer>& Real() {
  static const std::vector<RealServer> servers = [] {
    std::map<std::string, std::vector<Tool>> tools;
    for (const Listing& listing : RealListings()) {
      auto& known = tools[listing.server.name];
      if (listing.tools) known.insert(known.end(), listing.tools->begin(), listing.tools->end());
    }
    std::vector<RealServer> made;
    for (const std::string& name : RealServers()) {
      RealServer server = {name, tools[name], {}};
      for (const Tool& tool : server.tools) {
        server.classifications.push_back(Judged(tool, name));
      }
      made.push_back(std::move(server));
    }
    return made;
  }();
  return servers;
}

// No policy names it, and no product keeps all of its name.
constexpr std::string_view kUnlistedTool =
    "a tool/of no.policy, whose name is longer than what any of the products keeps of a name";

// A server on its way through a target: what was meant, what the target says it writes, and the
// file.
struct Written {
  TargetServer server;
  Policy degraded;
  std::vector<TargetNote> own_notes;  // of the target itself, beyond those of Degraded()
  AcceptanceQuestion question;
};

// What the target claims of a tool: nothing of one that it cannot name, and of two with one id.
void DenyUnnamed(const Target& target, const TargetServer& server, Policy* policy) {
  if (!target.tool_id) return;
  std::map<std::string, size_t> count;
  for (const Ruling& ruling : policy->rulings) {
    if (Result<std::string> id = target.tool_id(ruling.tool, server)) ++count[*id];
  }
  for (Ruling& ruling : policy->rulings) {
    Result<std::string> id = target.tool_id(ruling.tool, server);
    if (id && count[*id] == 1) continue;
    ruling.decision = Decision::kDeny;
    ruling.cases.clear();
  }
}

Written WrittenTo(const Target& target, TargetServer server, const TargetOptions& options) {
  Written written;
  // As a user does who is told that the key is too long for the product.
  constexpr size_t kShortKey = 20;
  if (target.key_problem && !target.key_problem(server.key).empty()) {
    server.key.resize(kShortKey);
  }
  // AgentCore makes its schema only of tools whose names, the target's in front, are identifiers.
  if (target.name == "cedar-agentcore") std::erase(server.key, '-');
  // Some files are whole only with the address of the server.
  server.endpoint = "https://mcp.example/mcp";
  server.transport = "streamable-http";
  Result<TargetFile> file = WriteTarget(target, {server}, options);
  if (!file) throw std::runtime_error(file.error());
  std::vector<TargetNote> notes;
  written.degraded = Degraded(server.policy, target, options, &notes);
  DenyUnnamed(target, server, &written.degraded);
  std::copy_if(file->notes.begin(), file->notes.end(), std::back_inserter(written.own_notes),
               [&](const TargetNote& note) {
                 return std::find(notes.begin(), notes.end(), note) == notes.end();
               });
  AcceptanceQuestion& question = written.question;
  question.key = server.key;
  question.files = {{std::string(target.file_name), file->text}};
  if (target.schema) question.files.emplace_back("schema", file->schema);
  question.tools = server.tools;
  for (const Ruling& ruling : server.policy.rulings) {
    for (const std::string& arguments : TryingArguments(ruling)) {
      question.calls.push_back({ruling.tool, arguments});
    }
  }
  if (target.can.denies_unlisted) question.calls.push_back({std::string(kUnlistedTool), "{}"});
  written.server = std::move(server);
  return written;
}

// How strict an answer is, and what a decision must be answered with.
int Strictness(const std::string& answer) {
  return answer == "allow" ? 0 : answer == "ask" ? 1 : 2;
}

std::string AnswerTo(Decision decision) {
  if (decision == Decision::kDeny) return "deny";
  return decision == Decision::kAsk ? "ask" : "allow";
}

struct Agreement {
  size_t compared = 0;
  std::vector<std::string> disagreements;
};

// Whether a note tells that the tool's cases, which could have been written, were not: the answer
// is that of the tool then.
bool IsSaidToBe(const std::string& given, const AcceptanceCall& call, const Written& written) {
  auto names_tool = [&](const TargetNote& note) {
    return note.what.find(" calls ") != std::string::npos &&
           note.what.find(call.tool) != std::string::npos;
  };
  auto ruling = std::find_if(written.degraded.rulings.begin(), written.degraded.rulings.end(),
                             [&](const Ruling& r) { return r.tool == call.tool; });
  return ruling != written.degraded.rulings.end() && given == AnswerTo(ruling->decision) &&
         std::any_of(written.own_notes.begin(), written.own_notes.end(), names_tool);
}

void Compare(const Written& written, const AcceptanceAnswer& answer, const TargetOptions& options,
             Agreement* agreement) {
  const AcceptanceQuestion& question = written.question;
  for (size_t i = 0; i < answer.decisions.size(); ++i) {
    const AcceptanceCall& call = question.calls[i];
    Decision meant = DecisionOf(written.server.policy, call.tool, call.arguments);
    std::string claimed = AnswerTo(DecisionOf(written.degraded, call.tool, call.arguments));
    const std::string& given = answer.decisions[i];
    ++agreement->compared;
    bool permissive = Strictness(given) < Strictness(AnswerTo(meant)) && !options.uncounted;
    bool stricter = Strictness(given) > Strictness(claimed);
    if (given == claimed && !permissive) continue;
    if (stricter && IsSaidToBe(given, call, written)) continue;
    agreement->disagreements.push_back(question.key + " " + call.tool + " " + call.arguments +
                                       ": meant " + AnswerTo(meant) + ", claimed " + claimed +
                                       ", answered " + given);
  }
}

std::vector<std::string> FirstOf(const std::vector<std::string>& all) {
  constexpr size_t kShown = 20;
  return {all.begin(), all.begin() + static_cast<ptrdiff_t>(std::min(all.size(), kShown))};
}

// Every file must be accepted, and every answer must be the one that the target claims.
void Check(const Target& target, std::vector<TargetServer> servers, const TargetOptions& options) {
  std::vector<Written> written;
  std::vector<AcceptanceQuestion> questions;
  for (TargetServer& server : servers) {
    written.push_back(WrittenTo(target, std::move(server), options));
    questions.push_back(written.back().question);
  }
  std::vector<AcceptanceAnswer> answers = Ask(AcceptanceEngine(target), questions);
  Agreement agreement;
  for (size_t i = 0; i < answers.size(); ++i) {
    EXPECT_EQ(answers[i].problems, std::vector<std::string>()) << written[i].server.policy.server;
    Compare(written[i], answers[i], options, &agreement);
  }
  EXPECT_EQ(FirstOf(agreement.disagreements), std::vector<std::string>());
  std::cout << target.name << ": " << servers.size() << " files accepted, " << agreement.compared
            << " decisions compared, " << agreement.disagreements.size() << " disagreements\n";
}

class Acceptance : public testing::TestWithParam<const Target*> {
 protected:
  void SetUp() override {
    std::string missing = AcceptanceMissing();
    if (!missing.empty()) GTEST_SKIP() << missing;
  }
};

TEST_P(Acceptance, OfTheSampleServer) {
  Check(*GetParam(), {SampleServer()}, {});
  Check(*GetParam(), {SampleServer({"drop_vault"})}, {});
  Check(*GetParam(), {SampleServer()}, {.uncounted = true});
}

TEST_P(Acceptance, OfRealServers) {
  if (!HasShared()) GTEST_SKIP() << "no data at " << SharedDir();
  bool slow = AcceptanceEngine(*GetParam()).starts_with("programs/");
  std::vector<std::string> postures = {"balanced"};
  if (!slow) postures = Postures::Shipped().Names();
  for (const std::string& posture : postures) {
    std::vector<TargetServer> servers;
    for (const RealServer& server : Real()) {
      if (slow && servers.size() == kForPrograms) break;
      ASSERT_FALSE(server.tools.empty()) << server.name;
      servers.push_back(server.Under(*Postures::Shipped().Find(posture)));
    }
    Check(*GetParam(), servers, {.uncounted = posture == "open"});
  }
}

// A script that no target has the name of would never be run.
TEST(AcceptanceScripts, AreNamedAfterTargets) {
  size_t scripts = 0;
  for (const char* folder : {"engines", "programs"}) {
    std::string path = SourceDir() + "/tests/acceptance/" + folder;
    for (const auto& entry : std::filesystem::directory_iterator(path)) {
      EXPECT_NE(FindTarget(entry.path().stem().string()), nullptr) << entry.path();
      ++scripts;
    }
  }
  EXPECT_GT(scripts, 0u);
}

std::vector<const Target*> Answered() {
  std::vector<const Target*> answered;
  for (const Target* target : Targets()) {
    if (!AcceptanceEngine(*target).empty()) answered.push_back(target);
  }
  return answered;
}

std::string NameOf(const testing::TestParamInfo<const Target*>& info) {
  std::string name(info.param->name);
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
}

INSTANTIATE_TEST_SUITE_P(Products, Acceptance, testing::ValuesIn(Answered()), NameOf);

}  // namespace
}  // namespace mcprisk
