// Servers over standard input and output, as processes: honest ones, and ones that want out. Each
// is a shell script of a few lines.
#include "crawl/mcp/ask_stdio.h"

#include <gtest/gtest.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "base/text.h"
#include "crawl/limits.h"
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

// --- What the kernel is asked for ----------------------------------------------------------------

// Makes each call with arguments of nothing: "name errno" each. 0: it went well.
std::string CallScript(const std::vector<std::pair<std::string, std::string>>& calls) {
  std::string script =
      "import ctypes\nc = ctypes.CDLL(None, use_errno=True)\nsaid = []\n"
      "def call(name, *numbers):\n"
      "  ctypes.set_errno(0)\n"
      "  c.syscall(*[ctypes.c_long(n) for n in numbers])\n"
      "  said.append(name + ' ' + str(ctypes.get_errno()))\n";
  for (const auto& [name, numbers] : calls) script += "call('" + name + "', " + numbers + ")\n";
  return "said=$(python3 -c \"" + script + "print(', '.join(said))\")";
}

std::string Numbered(long number, const std::string& arguments) {
  return std::to_string(number) + (arguments.empty() ? "" : ", ") + arguments;
}

class FilterTest : public SandboxTest {
 protected:
  void SetUp() override {
    SandboxTest::SetUp();
    if (machine_.bwrap.empty()) return;
    if (machine_.filter.empty()) GTEST_SKIP() << "no filter of system calls works here";
    if (std::system("command -v python3 >/dev/null") != 0) GTEST_SKIP() << "python3 is missing";
  }
};

TEST_F(FilterTest, WhatNoServerNeedsIsRefused) {
  EXPECT_EQ(AskInside(CallScript({
                {"ptrace", Numbered(SYS_ptrace, "0, 0, 0, 0")},
                {"process_vm_readv", Numbered(SYS_process_vm_readv, "1, 0, 0, 0, 0, 0")},
                {"mount", Numbered(SYS_mount, "0, 0, 0, 0, 0")},
                {"unshare", Numbered(SYS_unshare, "0")},
                {"setns", Numbered(SYS_setns, "0, 0")},
                {"bpf", Numbered(SYS_bpf, "0, 0, 0")},
                {"perf_event_open", Numbered(SYS_perf_event_open, "0, 0, 0, 0, 0")},
                {"keyctl", Numbered(SYS_keyctl, "0, -2, 1")},
                {"userfaultfd", Numbered(SYS_userfaultfd, "1")},
                {"io_uring_setup", Numbered(SYS_io_uring_setup, "1, 0")},
                {"open_by_handle_at", Numbered(SYS_open_by_handle_at, "0, 0, 0")},
                {"init_module", Numbered(SYS_init_module, "0, 0, 0")},
                {"kexec_load", Numbered(SYS_kexec_load, "0, 0, 0, 0")},
                {"reboot", Numbered(SYS_reboot, "0, 0, 0, 0")},
                {"personality", Numbered(SYS_personality, "0x40000")},
                {"TIOCSTI", Numbered(SYS_ioctl, "0, 0x5412, 0")},
                {"clone with a user", Numbered(SYS_clone, "0x10000011, 0, 0, 0, 0")},
            })),
            "ok, 1 page \"ptrace 1, process_vm_readv 1, mount 1, unshare 1, setns 1, bpf 1, "
            "perf_event_open 1, keyctl 1, userfaultfd 1, io_uring_setup 1, open_by_handle_at 1, "
            "init_module 1, kexec_load 1, reboot 1, personality 1, TIOCSTI 1, clone with a user "
            "1\"");
}

TEST_F(FilterTest, WhatServersDoGoesOn) {
  // ENOSYS of clone3 lets C libraries fall back; EAFNOSUPPORT is what a kernel without vsock says.
  EXPECT_EQ(AskInside(CallScript({
                {"clone3", "435, 0, 0"},
                {"personality?", Numbered(SYS_personality, "0xffffffff")},
                {"vsock", Numbered(SYS_socket, "40, 1, 0")},
                {"packets", Numbered(SYS_socket, "17, 3, 0")},
                {"unix", Numbered(SYS_socket, "1, 1, 0")},
                {"inet", Numbered(SYS_socket, "2, 1, 0")},
                {"inet6", Numbered(SYS_socket, "10, 1, 0")},
            })),
            "ok, 1 page \"clone3 38, personality? 0, vsock 97, packets 97, unix 0, inet 0, inet6 "
            "0\"");
  EXPECT_EQ(AskInside("said=$(python3 -c \"import threading, subprocess; "
                      "t = threading.Thread(target=print, args=('a',)); t.start(); t.join(); "
                      "print(subprocess.run(['echo', 'b'], capture_output=True, "
                      "text=True).stdout)\" | tr -d '\\n')"),
            "ok, 1 page \"ab\"");
}

TEST_F(FilterTest, LimitsOfTheProcess) {
  const size_t most = PlanLaunch({{"/bin/sh"}, false, {}}, machine_).limits.data_bytes;
  EXPECT_EQ(
      AskInside("said=$(python3 -c \"import resource as r; print(*[r.getrlimit(x)[1] for x in "
                "(r.RLIMIT_CPU, r.RLIMIT_FSIZE, r.RLIMIT_NOFILE, r.RLIMIT_DATA, "
                "r.RLIMIT_CORE)])\")"),
      "ok, 1 page \"20 33554432 1024 " + std::to_string(most) + " 0\"");
  // A private folder is full when it is full, and so is memory.
  EXPECT_EQ(
      AskInside("for i in 1 2 3; do head -c 30000000 /dev/zero > \"$HOME/$i\"; done 2>/dev/null; "
                "said=$(($(cat \"$HOME\"/? | wc -c) <= 67108864))"),
      "ok, 1 page \"1\"");
  EXPECT_EQ(AskInside("said=$(python3 -c \"x = bytearray(" + std::to_string(most) +
                      ")\" 2>&1 | tail -n 1)"),
            "ok, 1 page \"MemoryError\"");
}

// --- Fork bombs ----------------------------------------------------------------------------------

TEST_F(SandboxTest, ManyChildrenEndWithTheSandbox) {
  EXPECT_EQ(
      AskInside("for i in 1 2 3 4 5 6 7 8 9; do (setsid sh -c 'for j in 1 2 3 4 5; do sleep " +
                OwnSeconds() + " & done; wait' &); done; said=hi"),
      "ok, 1 page \"hi\"");
  EXPECT_EQ(Sleeping(OwnSeconds()), 0u);
}

// Each process starts two more, in sessions of their own, and does not end; what ends one is only
// its SIGKILL. It sleeps a second where it may not fork.
std::string Bomb() {
  const std::string sleep = "sleep " + OwnSeconds();
  return "bomb() { trap '' TERM HUP INT; while :; do (" + sleep + ") & setsid " + sleep +
         " & (bomb) & " + "sleep 0.02; done; }; ";
}

// The outcome of a server that is a fork bomb, and what is left of it.
std::string AskBomb(const LaunchPlan& plan) {
  const std::string text = Ask(plan, 3000);
  return text + ", " + std::to_string(Sleeping(OwnSeconds())) + " left";
}

TEST_F(SandboxTest, AForkBombIsHeld) {
  const LaunchPlan plan =
      PlanLaunch({{"/bin/sh", "-c", Bomb() + "bomb 2>/dev/null"}, false, {}}, machine_);
  const std::string killed =
      "limit.processes: " + LimitText("kProcessTasks", plan.limits.tasks) + ", 0 left";
  const std::string text = AskBomb(plan);
  // Where the kernel lets it have no more, the shell may give up first.
  const bool gave_up = !machine_.prlimit.empty() && text == "process.failed: exit code 2, 0 left";
  EXPECT_TRUE(text == killed || gave_up) << text;
}

TEST_F(SandboxTest, AnOrdinaryUsersKernelHoldsIt) {
  if (machine_.prlimit.empty()) GTEST_SKIP() << "root has no limit on processes";
  const std::string tries =
      "said=$(python3 -c \"import os, time\nforked = []\ntry:\n  while len(forked) < 1000:\n"
      "    forked.append(os.fork())\n    if forked[-1] == 0: time.sleep(60)\n"
      "except OSError as e: print(len(forked) < 200, e)\n"
      "for one in forked:\n  os.kill(one, 9)\n  os.wait()\")";
  LaunchPlan plan = PlanLaunch({{"/bin/sh", "-c", ServerScript(tries)}, false, {}}, machine_);
  plan.limits.tasks = 10000;  // that we watch
  EXPECT_EQ(Ask(plan), "ok, 1 page \"True [Errno 11] Resource temporarily unavailable\"");
}

TEST(AskOverStdio, AForkBombIsHeldWithoutASandboxToo) {
  const LaunchPlan plan = Unprotected(Bomb() + "bomb 2>/dev/null");
  EXPECT_EQ(AskBomb(plan),
            "limit.processes: " + LimitText("kProcessTasks", plan.limits.tasks) + ", 0 left");
}

TEST(AskOverStdio, ThreadsAreCountedToo) {
  LaunchPlan plan;
  plan.arguments = {"/usr/bin/python3", "-c",
                    "import threading, time\nwhile True:\n"
                    "  threading.Thread(target=time.sleep, args=(60,)).start()"};
  plan.environment = {"PATH=/usr/bin:/bin"};
  EXPECT_EQ(Ask(plan, 5000), "limit.processes: " + LimitText("kProcessTasks", plan.limits.tasks));
}

}  // namespace
}  // namespace mcprisk
