// Machines made of folders: where configurations are found, and what is left alone.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>

#include "base/text.h"
#include "support/paths.h"
#include "support/run.h"
#include "support/stack_lines.h"

namespace mcprisk {
namespace {

namespace fs = std::filesystem;

class FindTest : public testing::Test {
 protected:
  void Write(const std::string& path, const std::string& text) {
    const fs::path whole = folder_ / path;
    fs::create_directories(whole.parent_path());
    WriteWholeFile(whole.string(), text);
  }

  // A configuration of one server with this name.
  void Configure(const std::string& path, const std::string& server,
                 const std::string& key = "mcpServers") {
    Write(path, "{\"" + key + "\": {\"" + server + "\": {\"command\": \"npx\"}}}");
  }

  // A line for each server: client, scope, name; then problems.
  std::string Find(StackQuery query) {
    for (std::string& project : query.projects) project = folder_ / project;
    Machine machine;
    machine.root = folder_ / "root";
    machine.home = folder_ / "home";
    machine.variable = [this](const std::string& name) -> std::optional<std::string> {
      auto found = variables_.find(name);
      if (found == variables_.end()) return std::nullopt;
      return folder_ / found->second;
    };
    const Stack stack = FindStack(query, machine);
    std::string text;
    for (const StackServer& server : stack.servers) {
      text += server.client + " " + std::string(ScopeName(server.scope)) + " " + server.name + "\n";
    }
    for (const Problem& problem : stack.problems) {
      text += ReplaceAll(problem.place, folder_.path() + "/", "") + ": " + problem.what + "\n";
    }
    return text;
  }

  TempDir folder_;
  std::map<std::string, std::string> variables_;  // value: a path in the folder
};

TEST_F(FindTest, UserPlacesOfThreeSystems) {
  Configure("home/.config/Claude/claude_desktop_config.json", "linux");
  Configure("home/Library/Application Support/Claude/claude_desktop_config.json", "mac");
  Configure("home/AppData/Roaming/Claude/claude_desktop_config.json", "windows");
  Configure("home/Library/Application Support/Code/User/mcp.json", "code", "servers");
  Configure("home/.config/Code - Insiders/User/profiles/7/mcp.json", "insiders", "servers");
  Configure("home/.codeium/windsurf/mcp_config.json", "surf");
  Write("home/.codex/config.toml", "[mcp_servers.x]\ncommand = 'npx'\n");
  Configure("home/.claude/plugins/cache/a/b/.mcp.json", "plugin");
  Configure("home/.gemini/extensions/e/gemini-extension.json", "extension");
  EXPECT_EQ(Find({}),
            "claude-desktop user mac\nclaude-desktop user linux\nclaude-desktop user windows\n"
            "claude-code user plugin\n"
            "vscode user code\nvscode user insiders\n"
            "windsurf user surf\ncodex user x\ngemini user extension\n");
}

TEST_F(FindTest, ManagedPlacesAndMovedFolders) {
  Configure("root/etc/claude-code/managed-mcp.json", "admin");
  Configure("root/Library/Application Support/GeminiCli/settings.json", "admin");
  Configure("programs/ClaudeCode/managed-mcp.json", "windows");
  Configure("moved/.claude.json", "moved");
  Configure("xdg/Code/User/mcp.json", "xdg", "servers");
  Configure("home/.config/Code/User/mcp.json", "not-there", "servers");
  variables_ = {
      {"ProgramFiles", "programs"}, {"CLAUDE_CONFIG_DIR", "moved"}, {"XDG_CONFIG_HOME", "xdg"}};
  EXPECT_EQ(Find({}),
            "claude-code user moved\nclaude-code managed admin\nclaude-code managed windows\n"
            "vscode user xdg\ngemini managed admin\n");
}

TEST_F(FindTest, ProjectsAreLookedThroughAndNotTheMachine) {
  Configure("home/.cursor/mcp.json", "user");
  Configure("shop/.mcp.json", "top");
  Configure("shop/.cursor/mcp.json", "cursor");
  Configure("shop/services/pay/.mcp.json", "nested");
  Configure("shop/node_modules/x/.mcp.json", "foreign");
  Write("shop/opencode.jsonc", R"({"mcp": {"o": {"type": "local", "command": ["npx"]}}})");
  EXPECT_EQ(Find({.machine = false, .projects = {"shop"}}),
            "claude-code project top\ncursor project cursor\nopencode project o\n"
            "claude-code project nested\n");
}

TEST_F(FindTest, AFileIsKnownByItsName) {
  Configure("a/.vscode/mcp.json", "v", "servers");
  Configure("a/mcp.json", "plain");
  Configure("b/claude_desktop_config.json", "desktop");
  EXPECT_EQ(
      Find({.machine = false,
            .projects = {"a/.vscode/mcp.json", "a/mcp.json", "b/claude_desktop_config.json"}}),
      "vscode project v\nunknown project plain\nclaude-desktop user desktop\n");
}

TEST_F(FindTest, LinksAreReadOnceAndCyclesEnd) {
  Configure("dotfiles/mcp.json", "linked");
  fs::create_directories(folder_ / "home/.cursor");
  fs::create_symlink(folder_ / "dotfiles/mcp.json", folder_ / "home/.cursor/mcp.json");
  fs::create_directories(folder_ / "home/.lmstudio");
  fs::create_symlink(folder_ / "dotfiles/mcp.json", folder_ / "home/.lmstudio/mcp.json");
  fs::create_directories(folder_ / "home/.boltai");
  fs::create_symlink("mcp.json", folder_ / "home/.boltai/mcp.json");
  fs::create_directories(folder_ / "shop/deep");
  fs::create_directory_symlink(folder_ / "shop", folder_ / "shop/deep/again");
  Configure("shop/.mcp.json", "top");
  fs::create_directories(folder_ / "home/.claude/plugins/cache");
  fs::create_directory_symlink(folder_ / "home/.claude",
                               folder_ / "home/.claude/plugins/cache/loop");
  EXPECT_EQ(Find({.machine = true, .projects = {"shop"}}),
            "cursor user linked\nclaude-code project top\n"
            "home/.boltai/mcp.json: a link that leads back to itself\n");
}

TEST_F(FindTest, WhatCannotBeReadIsAProblemAndTheRestGoesOn) {
  Write("home/.cursor/mcp.json", "{\"mcpServers\": {\n  \"a\": }}");
  Write("home/.lmstudio/mcp.json", std::string(kMaxConfigBytes + 1, ' '));
  Write("home/.boltai/mcp.json", "{\"mcpServers\": {}} \xFF");
  fs::create_directories(folder_ / "home/.copilot/mcp-config.json");
  Configure("home/.codeium/windsurf/mcp_config.json", "good");
  EXPECT_EQ(Find({}),
            "windsurf user good\n"
            "home/.cursor/mcp.json:2:8: a value is missing here\n"
            "home/.lmstudio/mcp.json: larger than 20 MiB (kMaxConfigBytes)\n"
            "home/.boltai/mcp.json:1:1: not valid UTF-8\n");
}

TEST_F(FindTest, FoldersBelowTheDepthAreLeft) {
  std::string path = "shop/";
  for (size_t i = 0; i < kMaxProjectDepth; ++i) path += "d/";
  Configure(path + ".mcp.json", "deepest");
  Configure(path + "d/.mcp.json", "too-deep");
  EXPECT_EQ(Find({.machine = false, .projects = {"shop"}}), "claude-code project deepest\n");
}

TEST_F(FindTest, AMachineWithoutAHome) {
  Machine machine;
  machine.root = folder_.path();
  machine.variable = [](const std::string&) { return std::nullopt; };
  EXPECT_TRUE(FindStack({}, machine).servers.empty());
}

// "program argument … env NAME=value … url header: value …" of each server.
std::string StartLines(std::string_view client, const std::string& path, std::string_view text) {
  Stack stack;
  ReadConfig(*FindClient(client), Scope::kUser, path, text, &stack, /*starts=*/true);
  std::string lines;
  for (const StackServer& server : stack.servers) {
    lines += server.name + ":";
    for (const std::string& word : server.start->command) lines += " [" + word + "]";
    for (const Assignment& one : server.start->environment) {
      lines += " " + one.name + "=" + one.value;
    }
    if (!server.start->url.empty()) lines += " " + server.start->url;
    for (const Assignment& one : server.start->headers) lines += " " + one.name + ": " + one.value;
    lines += "\n";
  }
  return lines;
}

TEST(ServerStart, HoldsWhatTheEntrySays) {
  EXPECT_EQ(StartLines("cursor", "mcp.json", R"({"mcpServers": {
    "a": {"command": "npx", "args": ["-y", "a b"], "env": {"KEY": "v", "N": 1, "L": []}},
    "line": {"command": "sh -c 'run it'"},
    "relay": {"command": "npx", "args": ["mcp-remote", "https://a.example/mcp?k=1"]},
    "web": {"url": "https://b.example/mcp?k=1", "headers": {"X": "y"}}}})"),
            "a: [npx] [-y] [a b] KEY=v N=1\n"
            "line: [sh] [-c] [run it]\n"
            "relay: https://a.example/mcp?k=1\n"
            "web: https://b.example/mcp?k=1 X: y\n");
  EXPECT_EQ(StartLines("codex", "config.toml",
                       "[mcp_servers.a]\ncommand = \"a\"\nenv_vars = [\"T\"]\n"
                       "[mcp_servers.b]\nurl = \"https://b.example\"\n"
                       "bearer_token_env_var = \"B\"\nenv_http_headers = { X = \"Y\" }\n"),
            "a: [a] T=${T}\nb: https://b.example X: ${Y} Authorization: Bearer ${B}\n");
}

TEST(ServerStart, IsNotKeptWithoutTheWish) {
  Stack stack;
  ReadConfig(*FindClient("cursor"), Scope::kUser, "mcp.json",
             R"({"mcpServers": {"a": {"command": "a"}}})", &stack);
  ASSERT_EQ(stack.servers.size(), 1U);
  EXPECT_FALSE(stack.servers[0].start);
}

}  // namespace
}  // namespace mcprisk
