// Servers over standard input and output, as processes: honest ones, and ones that want out. Each
// is a shell script of a few lines.
#include "crawl/mcp/ask_stdio.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "support/loopback_server.h"
#include "support/mcp_play.h"
#include "support/paths.h"
#include "support/run.h"

namespace mcprisk {
namespace {

// Answers as a server does, with ids as they are asked. `before` runs first.
std::string ServerScript(const std::string& before) {
  return before + R"sh(
answer() { printf '{"jsonrpc":"2.0","id":"%s","result":%s}\n' "$1" "$2"; }
while read -r line; do
  id=$(printf %s "$line" | sed -n 's/.*"id":"\([^"]*\)".*/\1/p')
  case $line in
    *'"initialize"'*) answer "$id" '{"protocolVersion":"2025-06-18","capabilities":{"tools":{}}}' ;;
    *'"tools/list"'*) answer "$id" "{\"tools\":[{\"name\":\"get_it\",\"description\":\"$said\"}]}" ;;
  esac
done
)sh";
}

ConversationOptions Options() {
  ConversationOptions options = PlayOptions();
  options.place = "script";
  return options;
}

// Asks a shell script; how it ended, and what the one tool's description says.
std::string Ask(const LaunchPlan& plan, size_t budget_milliseconds = 20000) {
  const std::atomic<bool> stop{false};
  LiveAnswer answer = AskOverStdio(plan, {Options(), budget_milliseconds}, stop);
  std::string text = EndingLine(answer);
  for (const std::string& page : answer.pages) {
    const size_t begin = page.find("\"description\":\"") + 15;
    text += " \"" + page.substr(begin, page.find('"', begin) - begin) + "\"";
  }
  return text;
}

LaunchPlan Unprotected(const std::string& script) {
  LaunchPlan plan;
  plan.arguments = {"/bin/sh", "-c", script};
  plan.environment = {"PATH=/usr/bin:/bin"};
  return plan;
}

TEST(AskOverStdio, AnHonestServer) {
  EXPECT_EQ(Ask(Unprotected(ServerScript("said=hi"))), "ok, 1 page \"hi\"");
}

TEST(AskOverStdio, BannersAndLogsAreNoMessages) {
  EXPECT_EQ(Ask(Unprotected(ServerScript("said=hi; echo Starting...; echo '{\"level\":\"info\"}'; "
                                         "echo log >&2"))),
            "ok, 1 page \"hi\"");
}

TEST(AskOverStdio, LogsOfAnySizeAreDrained) {
  EXPECT_EQ(Ask(Unprotected(ServerScript("said=hi; head -c 1000000 /dev/zero >&2"))),
            "ok, 1 page \"hi\"");
}

TEST(AskOverStdio, AProcessThatEnds) {
  EXPECT_EQ(Ask(Unprotected("echo 'Error: no API_KEY' >&2; echo bye >&2; exit 3")),
            "process.failed: exit code 3; it wrote: Error: no API_KEY");
  EXPECT_EQ(Ask(Unprotected("kill -9 $$")), "process.failed: signal 9");
}

TEST(AskOverStdio, AProgramThatCannotBeStarted) {
  LaunchPlan plan;
  EXPECT_EQ(Ask(plan), "process.failed: there is no such program");
  plan.arguments = {"/nowhere"};
  EXPECT_EQ(Ask(plan), "process.failed: No such file or directory");
}

TEST(AskOverStdio, SilenceEnds) {
  EXPECT_EQ(Ask(Unprotected("echo waiting >&2; while :; do sleep 1; done"), 300),
            "timeout: it does not answer; it wrote: waiting");
}

TEST(AskOverStdio, OutputIsBounded) {
  EXPECT_EQ(Ask(Unprotected("head -c 100000000 /dev/zero")),
            "limit.body: kMaxMessageBytes (8,388,608)");
  EXPECT_EQ(Ask(Unprotected("while :; do echo x; done")),
            "limit.stream: kMaxStrayMessages (1,000)");
  EXPECT_EQ(Ask(Unprotected("while :; do echo 0123456789012345678901234567890123456789; done >&2")),
            "limit.stream: kMaxProcessOutputBytes (16,777,216)");
}

// A number of seconds that no other test sleeps.
std::string OwnSeconds() { return std::to_string(1000000 + getpid()); }

// How many processes sleep that long.
size_t Sleeping(const std::string& seconds) {
  const std::string mark = std::string("sleep\0", 6) + seconds;
  size_t found = 0;
  for (const auto& process : std::filesystem::directory_iterator("/proc")) {
    std::ifstream file(process.path() / "cmdline", std::ios::binary);
    std::string line((std::istreambuf_iterator<char>(file)), {});
    found += line.find(mark) != std::string::npos;
  }
  return found;
}

TEST(AskOverStdio, TheWholeTreeIsGoneAfterwards) {
  // A child that ignores SIGTERM, one in a session of its own, and one that was forked twice.
  const std::string mark = "sleep " + OwnSeconds();
  const std::string script = "(trap '' TERM; " + mark + ") & setsid " + mark +
                             " & (setsid sh -c '" + mark + " & wait' &) ; ";
  EXPECT_EQ(Ask(Unprotected(ServerScript(script + "said=hi"))), "ok, 1 page \"hi\"");
  EXPECT_EQ(Sleeping(OwnSeconds()), 0u);
  EXPECT_EQ(Ask(Unprotected("trap '' TERM; " + script + "while :; do sleep 1; done"), 300),
            "timeout: it does not answer");
  EXPECT_EQ(Sleeping(OwnSeconds()), 0u);
}

// --- In the sandbox ------------------------------------------------------------------------------

class SandboxTest : public testing::Test {
 protected:
  void SetUp() override {
    machine_ = SurroundingsHere();
    if (machine_.bwrap.empty()) GTEST_SKIP() << machine_.why_not;
    machine_.folder = folder_.path();
  }

  std::string AskInside(const std::string& script, bool network = false,
                        const std::vector<std::string>& pass_env = {}) {
    return Ask(PlanLaunch({{"/bin/sh", "-c", ServerScript(script)}, network, pass_env}, machine_));
  }

  Surroundings machine_;
  TempDir folder_;
  TempDir elsewhere_;
};

TEST_F(SandboxTest, AServerAnswersFromInside) {
  EXPECT_EQ(AskInside("said=hi"), "ok, 1 page \"hi\"");
}

TEST_F(SandboxTest, FilesOfTheUserAreNotThere) {
  WriteWholeFile(elsewhere_ / "secret", "canary");
  WriteWholeFile(folder_ / "own", "code");
  EXPECT_EQ(AskInside("said=$(cat '" + (elsewhere_ / "secret") + "' 2>/dev/null || echo none)"),
            "ok, 1 page \"none\"");
  EXPECT_EQ(AskInside("said=$(cat own)"), "ok, 1 page \"code\"");
  EXPECT_EQ(AskInside("said=$(ls -A \"$HOME\" /home /root 2>/dev/null | grep -c canary)"),
            "ok, 1 page \"0\"");
}

TEST_F(SandboxTest, NothingOutsideCanBeWritten) {
  WriteWholeFile(folder_ / "own", "code");
  EXPECT_EQ(AskInside("echo x 2>/dev/null > own; echo x > /etc/x 2>/dev/null; "
                      "echo x 2>/dev/null > /tmp/x; echo y > \"$HOME/y\"; "
                      "said=$(cat /tmp/x \"$HOME/y\" | tr -d '\\n')"),
            "ok, 1 page \"xy\"");
  EXPECT_EQ(ReadWholeFile(folder_ / "own"), "code");
  EXPECT_FALSE(std::filesystem::exists("/etc/x"));
}

TEST_F(SandboxTest, VariablesAreHandedOnByNameOnly) {
  machine_.environment["MCPRISK_CANARY"] = "secret";
  machine_.environment["MCPRISK_GIVEN"] = "given";
  EXPECT_EQ(AskInside("said=\"$MCPRISK_CANARY-$MCPRISK_GIVEN\"", false, {"MCPRISK_GIVEN"}),
            "ok, 1 page \"-given\"");
}

TEST_F(SandboxTest, TheNetworkIsThereOnlyWhenAllowed) {
  LoopbackServer canary([](const HttpRequest&) { return Answered(200, "reached"); });
  const std::string reach = "said=$(curl -s -m 5 '" + canary.Url("/") + "' || echo no)";
  EXPECT_EQ(AskInside(reach), "ok, 1 page \"no\"");
  EXPECT_EQ(canary.Connections(), 0u);
  if (std::system("command -v curl >/dev/null") == 0) {
    EXPECT_EQ(AskInside(reach, true), "ok, 1 page \"reached\"");
  }
}

TEST_F(SandboxTest, OtherProcessesCannotBeSeen) {
  EXPECT_EQ(AskInside("said=$(ls /proc | grep -c '^[0-9][0-9][0-9]')"), "ok, 1 page \"0\"");
}

TEST_F(SandboxTest, AForkBombEndsWithTheSandbox) {
  EXPECT_EQ(
      AskInside("for i in 1 2 3 4 5 6 7 8 9; do (setsid sh -c 'for j in 1 2 3 4 5; do sleep " +
                OwnSeconds() + " & done; wait' &); done; said=hi"),
      "ok, 1 page \"hi\"");
  EXPECT_EQ(Sleeping(OwnSeconds()), 0u);
}

}  // namespace
}  // namespace mcprisk
