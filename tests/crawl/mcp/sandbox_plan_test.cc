// Which command line keeps a stranger's program in: machine in, arguments out.
#include <gtest/gtest.h>

#include <set>

#include "base/text.h"
#include "crawl/mcp/sandbox.h"

namespace mcprisk {
namespace {

// A machine with bubblewrap, Node.js in /usr/bin and a user ann whose home is /home/ann.
Surroundings Machine(std::set<std::string> files = {}) {
  Surroundings machine;
  machine.bwrap = "/usr/bin/bwrap";
  machine.home = "/home/ann";
  machine.folder = "/home/ann";
  machine.environment = {{"PATH", "/home/ann/bin:/usr/bin"},
                         {"HOME", "/home/ann"},
                         {"LANG", "C.UTF-8"},
                         {"GITHUB_TOKEN", "secret"},
                         {"API_KEY", "k"}};
  for (const char* path : {"/home", "/home/ann", "/tmp", "/run", "/usr/bin/node", "/usr/bin/npx"}) {
    files.insert(path);
  }
  machine.exists = [files](const std::string& path) { return files.contains(path); };
  machine.real_path = [](const std::string& path) { return path; };
  return machine;
}

LaunchPlan PlanOf(const std::vector<std::string>& command, const Surroundings& machine,
                  bool network = false) {
  return PlanLaunch({command, network, {}}, machine);
}

constexpr char kSandbox[] =
    "/usr/bin/bwrap --unshare-all --die-with-parent --new-session --cap-drop ALL --hostname "
    "mcprisk --ro-bind / / --dev /dev --proc /proc --size 67108864 --tmpfs /home --size 67108864 "
    "--tmpfs /tmp --size 67108864 --tmpfs /run";

TEST(LaunchPlan, EverythingIsHiddenUnlessNeeded) {
  LaunchPlan plan = PlanOf({"node", "-v"}, Machine());
  EXPECT_EQ(Join(plan.arguments, " "), std::string(kSandbox) +
                                           " --dir /tmp/home --chdir /tmp/home -- /usr/bin/node "
                                           "-v");
  EXPECT_EQ(Join(plan.environment, " "), "PATH=/home/ann/bin:/usr/bin LANG=C.UTF-8 HOME=/tmp/home");
  EXPECT_EQ(plan.protection,
            "bubblewrap: no network, files read-only, private home and /tmp, system calls not "
            "filtered, processes limited");
}

TEST(LaunchPlan, TheFilterAndTheLimitOnProcessesHoldWhereTheyWork) {
  Surroundings machine = Machine();
  machine.filter = "BPF";
  machine.prlimit = "/usr/bin/prlimit";
  machine.processors = 8;
  LaunchPlan plan = PlanOf({"node", "-v"}, machine);
  EXPECT_EQ(Join(plan.arguments, " "),
            std::string(kSandbox) +
                " --dir /tmp/home --chdir /tmp/home --seccomp 3 -- /usr/bin/prlimit --nproc=96 -- "
                "/usr/bin/node -v");
  EXPECT_EQ(plan.filter, "BPF");
  EXPECT_EQ(plan.protection,
            "bubblewrap: no network, files read-only, private home and /tmp, system calls "
            "filtered, processes limited");
}

// Processor seconds, bytes of a file, open files, bytes of memory, processes and threads.
std::string LimitsOf(const LaunchPlan& plan) {
  const LaunchLimits& limits = plan.limits;
  return std::to_string(limits.cpu_seconds) + " " + std::to_string(limits.file_bytes) + " " +
         std::to_string(limits.open_files) + " " + std::to_string(limits.data_bytes) + " " +
         std::to_string(limits.tasks);
}

TEST(LaunchPlan, WhatMayInstallItselfGetsMore) {
  EXPECT_EQ(LimitsOf(PlanOf({"node"}, Machine())), "20 33554432 1024 1073741824 68");
  EXPECT_EQ(LimitsOf(PlanOf({"npx"}, Machine(), true)), "60 268435456 1024 1073741824 68");
  Surroundings large = Machine();
  large.memory_bytes = size_t{64} << 30;
  EXPECT_EQ(LimitsOf(PlanOf({"node"}, large)), "20 33554432 1024 3221225472 68");
  Surroundings bare = Machine();
  bare.bwrap.clear();
  EXPECT_EQ(LimitsOf(PlanOf({"node"}, bare)), "60 268435456 1024 1073741824 68");
  EXPECT_NE(Join(PlanOf({"npx"}, Machine(), true).arguments, " ").find("--size 268435456"),
            std::string::npos);
}

TEST(LaunchPlan, NetworkOnlyWhenAllowed) {
  LaunchPlan plan = PlanOf({"npx"}, Machine({"/run/systemd/resolve"}), true);
  EXPECT_EQ(plan.arguments[2], "--share-net");
  EXPECT_EQ(Join(plan.shown, " "), "/run/systemd/resolve");
  EXPECT_TRUE(plan.protection.starts_with("bubblewrap: network allowed, files read-only"))
      << plan.protection;
}

TEST(LaunchPlan, VariablesOnlyByName) {
  LaunchPlan plan = PlanLaunch({{"node"}, false, {"API_KEY", "NOT_SET"}}, Machine());
  EXPECT_EQ(Join(plan.environment, " "),
            "PATH=/home/ann/bin:/usr/bin LANG=C.UTF-8 HOME=/tmp/home API_KEY=k");
  EXPECT_EQ(Join(plan.missing_env, " "), "NOT_SET");
}

// What of the hidden places is shown for a command.
std::string Shown(const std::vector<std::string>& command, const std::string& folder,
                  std::set<std::string> files) {
  Surroundings machine = Machine(std::move(files));
  machine.folder = folder;
  return Join(PlanOf(command, machine).shown, " ");
}

TEST(LaunchPlan, TheCommandsOwnFilesAreShown) {
  EXPECT_EQ(Shown({"node", "a.js"}, "/home/ann/project", {"/home/ann/project"}),
            "/home/ann/project");
  EXPECT_EQ(Shown({"node", "/home/ann/x/dist/a.js"}, "/home/ann",
                  {"/home/ann/x/dist/a.js", "/home/ann/x", "/home/ann/x/dist",
                   "/home/ann/x/package.json"}),
            "/home/ann/x");
  EXPECT_EQ(Shown({"node", "/tmp/t/node_modules/@a/b/node_modules/c/i.js"}, "/",
                  {"/tmp/t/node_modules/@a/b/node_modules/c/i.js", "/tmp/t"}),
            "/tmp/t");
  // Never the home itself, whatever lies in it.
  EXPECT_EQ(Shown({"node", "a.js"}, "/home/ann", {"/home/ann/a.js", "/home/ann/package.json"}),
            "/home/ann/a.js");
  EXPECT_EQ(Shown({"node", "/home/ann", "/home", "/", ".", ".."}, "/home/ann", {"/"}), "");
}

TEST(LaunchPlan, AProgramBelowHomeBringsItsOwnFolder) {
  EXPECT_EQ(Shown({"/home/ann/.nvm/v20/bin/node"}, "/home/ann",
                  {"/home/ann/.nvm/v20/bin/node", "/home/ann/.nvm/v20/lib", "/home/ann/.nvm/v20",
                   "/home/ann/.nvm/v20/bin"}),
            "/home/ann/.nvm/v20");
  EXPECT_EQ(Shown({"/home/ann/.local/bin/uvx"}, "/home/ann",
                  {"/home/ann/.local/bin/uvx", "/home/ann/.local/bin", "/home/ann/.local/lib",
                   "/home/ann/.local"}),
            "/home/ann/.local/bin");
  EXPECT_EQ(Shown({"/home/ann/.pyenv/shims/python3"}, "/home/ann",
                  {"/home/ann/.pyenv/shims/python3", "/home/ann/.pyenv/shims", "/home/ann/.pyenv"}),
            "/home/ann/.pyenv");
}

TEST(LaunchPlan, WithoutBubblewrapItSaysSo) {
  Surroundings machine = Machine();
  machine.bwrap.clear();
  machine.why_not = "bubblewrap is not installed";
  LaunchPlan plan = PlanOf({"node", "a.js"}, machine);
  EXPECT_EQ(Join(plan.arguments, " "), "/usr/bin/node a.js");
  EXPECT_EQ(Join(plan.environment, " "), "PATH=/home/ann/bin:/usr/bin LANG=C.UTF-8 HOME=/home/ann");
  EXPECT_EQ(plan.protection,
            "none (bubblewrap is not installed): it runs with your rights, files and network");
}

TEST(LaunchPlan, NoSuchProgram) {
  EXPECT_TRUE(PlanOf({"nosuch"}, Machine()).arguments.empty());
  EXPECT_TRUE(PlanOf({"./nosuch"}, Machine()).arguments.empty());
}

}  // namespace
}  // namespace mcprisk
