// Every client: its configuration's text, and the servers that are read from it.
#include <gtest/gtest.h>

#include <map>

#include "support/stack_lines.h"

namespace mcprisk {
namespace {

// What is read from one file of a client.
struct Case {
  std::string_view client;
  std::string_view path;
  std::string_view text;
  std::string_view lines;
};

constexpr Case kCases[] = {
    {"claude-desktop", "claude_desktop_config.json", R"({
  "mcpServers": {
    "notes": {"command": "cmd", "args": ["/c", "npx", "-y", "@acme/notes"], "env": {"MODE": 1}}
  }
})",
     "3:5 notes: stdio npx @acme/notes unpinned = npm:@acme/notes; env MODE\n"},
    {"claude-desktop", "Claude Extensions/acme.notes/manifest.json", R"({
  "manifest_version": "0.3", "name": "acme-notes", "tools": [{"name": "add_note"}],
  "server": {"type": "node",
    "mcp_config": {"command": "node", "args": ["${__dirname}/server.js"],
                   "env": {"API_KEY": "${user_config.key}"}}}
})",
     "4:19 acme-notes: stdio node; env API_KEY\n"},
    {"claude-code", ".claude.json", R"({
  // whole history of the user
  "numStartups": 7,
  "mcpServers": {
    "docs": {"type": "http", "url": "https://mcp.acme.example/mcp/",
             "headers": {"Authorization": "Bearer ${TOKEN:-none}"}},
  },
  "projects": {
    "/home/ann/shop": {"mcpServers": {"db": {"command": "uvx", "args": ["acme-db==1.2"]}}},
    "/home/ann/blog": {"mcpServers": {}, "history": []}
  }
})",
     "5:5 docs: streamable-http https://mcp.acme.example/mcp/ = https://mcp.acme.example/mcp; "
     "headers Authorization\n"
     "9:39 db: stdio uvx acme-db@1.2 pinned = pypi:acme-db; project /home/ann/shop\n"},
    {"claude-code", "plugins/cache/x/.mcp.json",
     R"({"fmt": {"command": "${CLAUDE_PLUGIN_ROOT}/bin/fmt", "args": null}})",
     "1:2 fmt: stdio fmt\n"},
    {"cursor", "mcp.json",
     R"({"mcpServers": {"a": {"url": "http://localhost:3000/sse", "type": "sse"},
 "b": {"command": "env", "args": ["TOKEN=abcdef123456", "npx", "b@1.0.0"], "envFile": ".env"}}})",
     "1:17 a: sse http://localhost:3000/sse = http://localhost:3000/sse\n"
     "2:2 b: stdio npx b@1.0.0 pinned = npm:b; env TOKEN; "
     "secret token in environment variable TOKEN at 2\n"},
    {"vscode", "mcp.json", R"({"inputs": [{"type": "promptString", "id": "key", "password": true}],
 "servers": {"a": {"type": "stdio", "command": "docker",
   "args": ["run", "-i", "--rm", "-e", "KEY", "ghcr.io/acme/a:v2"], "env": {"KEY": "${input:key}"}}}})",
     "2:14 a: stdio docker ghcr.io/acme/a@v2 pinned = oci:ghcr.io/acme/a; env KEY, KEY\n"},
    {"vscode", "settings.json", R"({"editor.tabSize": 2, // old form
  "mcp": {"servers": {"a": {"command": "npx", "args": ["a"]}}}, })",
     "2:23 a: stdio npx a unpinned = npm:a\n"},
    {"copilot", "mcp-config.json", R"({"mcpServers": {"a": {"type": "local", "command": "npx",
  "args": ["a@2.0.0"], "tools": ["get_a", "list_a"]},
  "b": {"type": "http", "url": "https://b.example/mcp", "tools": ["*"]}}})",
     "1:17 a: stdio npx a@2.0.0 pinned = npm:a; only get_a, list_a\n"
     "3:3 b: streamable-http https://b.example/mcp = https://b.example/mcp\n"},
    {"windsurf", "mcp_config.json",
     R"({"mcpServers": {"a": {"serverUrl": "https://a.example/mcp?token=s3cretvalue"}}})",
     "1:17 a: streamable-http https://a.example/mcp = https://a.example/mcp; "
     "secret token in URL token at 1\n"},
    {"cline", "cline_mcp_settings.json", R"({"mcpServers": {"a": {"type": "streamableHttp",
  "url": "https://a.example", "disabled": true, "autoApprove": ["get", "drop"], "timeout": 60}}})",
     "1:17 a: streamable-http https://a.example = https://a.example; disabled; "
     "approved get, drop\n"},
    {"roo-code", "mcp_settings.json", R"({"mcpServers": {"a": {"command": "npx", "args": ["a"],
  "alwaysAllow": ["get"], "disabledTools": ["drop"]}}})",
     "1:17 a: stdio npx a unpinned = npm:a; hidden drop; approved get\n"},
    {"zed", "settings.json", R"({"theme": "One", "context_servers": {
  "new": {"source": "custom", "enabled": false, "command": "npx", "args": ["a"]},
  "old": {"command": {"path": "npx", "args": ["-y", "b"], "env": {"B_TOKEN": "abcdef123456"}}}}})",
     "2:3 new: stdio npx a unpinned = npm:a; disabled\n"
     "3:3 old: stdio npx b unpinned = npm:b; env B_TOKEN; "
     "secret token in environment variable B_TOKEN at 3\n"},
    {"codex", "config.toml", R"(model = "x"
[mcp_servers.notes]
command = "npx"
args = ["-y", "@acme/notes@1.2.3"]
enabled_tools = ["get_note"]
disabled_tools = ["wipe"]
env_vars = ["NOTES_KEY"]
default_tools_approval_mode = "approve"

[mcp_servers.far]
url = "https://far.example/mcp"
bearer_token_env_var = "FAR_TOKEN"
enabled = false
http_headers = { "X-Region" = "eu" }
)",
     "10:14 far: streamable-http https://far.example/mcp = https://far.example/mcp; disabled; "
     "env FAR_TOKEN; headers X-Region\n"
     "2:14 notes: stdio npx @acme/notes@1.2.3 pinned = npm:@acme/notes; env NOTES_KEY; "
     "only get_note; hidden wipe; approves all\n"},
    {"gemini", "settings.json", R"({"mcp": {"allowed": ["a"]}, "mcpServers": {
  "a": {"url": "https://a.example/sse"},
  "b": {"httpUrl": "https://b.example/mcp", "trust": true, "excludeTools": ["x"]},
  "c": {"command": "python", "args": ["-m", "c"], "includeTools": ["y"]}}})",
     "2:3 a: sse https://a.example/sse = https://a.example/sse\n"
     "3:3 b: streamable-http https://b.example/mcp = https://b.example/mcp; hidden x; "
     "approves all\n"
     "4:3 c: stdio python; only y\n"},
    {"antigravity", "mcp_config.json",
     R"({"mcpServers": {"a": {"serverUrl": "https://a.example/mcp"}}})",
     "1:17 a: streamable-http https://a.example/mcp = https://a.example/mcp\n"},
    {"qwen-code", "settings.json", R"({"mcpServers": {"a": {"url": "https://a.example/sse"}}})",
     "1:17 a: sse https://a.example/sse = https://a.example/sse\n"},
    {"goose", "config.yaml", R"(GOOSE_MODEL: x
extensions:
  developer: {type: builtin, enabled: true, bundled: true}
  notes:
    type: stdio
    enabled: true
    cmd: uvx
    args: [acme-notes@0.4.1]
    envs: {NOTES_TOKEN: abcdef123456}
    env_keys: [OTHER]
    available_tools: [get_note]
  far: {type: streamable_http, uri: "https://far.example/mcp", enabled: false}
)",
     "4:3 notes: stdio uvx acme-notes@0.4.1 pinned = pypi:acme-notes; env NOTES_TOKEN, OTHER; "
     "only get_note; secret token in environment variable NOTES_TOKEN at 9\n"
     "12:3 far: streamable-http https://far.example/mcp = https://far.example/mcp; "
     "disabled\n"},
    {"continue", "config.yaml", R"(name: mine
mcpServers:
  - name: Notes
    command: npx
    args: ["@acme/notes"]
  - uses: acme/block
  - name: Far
    type: sse
    url: https://far.example/sse
    apiKey: ${{ secrets.KEY }}
    requestOptions: {headers: {X-Key: abcdef123456}}
  - 7
)",
     "3:5 Notes: stdio npx @acme/notes unpinned = npm:@acme/notes\n"
     "7:5 Far: sse https://far.example/sse = https://far.example/sse; headers X-Key; "
     "secret API key in header X-Key at 11\n"
     "config.yaml:12:5: the server's entry is no object\n"},
    {"continue", "mcpServers/a.json", R"({"mcpServers": {"a": {"command": "npx", "args": ["a"]}}})",
     "1:17 a: stdio npx a unpinned = npm:a\n"},
    {"opencode", "opencode.jsonc", R"({"$schema": "x", "mcp": {
  "a": {"type": "local", "command": ["npx", "-y", "a@1.0.0"], "environment": {"A": "{env:A}"}},
  "b": {"type": "remote", "url": "https://b.example/mcp", "enabled": false},
}})",
     "2:3 a: stdio npx a@1.0.0 pinned = npm:a; env A\n"
     "3:3 b: streamable-http https://b.example/mcp = https://b.example/mcp; disabled\n"},
    {"kiro", "mcp.json", R"({"mcpServers": {"a": {"command": "uvx", "args": ["a@latest"],
  "autoApprove": ["*"]}}, "powers": {"mcpServers": {"b": {"url": "https://b.example"}}}})",
     "1:17 a: stdio uvx a@latest unpinned = pypi:a; approved *; approves all\n"
     "2:53 b: streamable-http https://b.example = https://b.example\n"},
    {"lm-studio", "mcp.json", R"({"mcpServers": {"a": {"url": "https://a.example/mcp"}}})",
     "1:17 a: streamable-http https://a.example/mcp = https://a.example/mcp\n"},
    {"amazon-q", "mcp.json",
     R"({"mcpServers": {"a": {"command": "bash", "args": ["-c", "npx -y a"]}}})",
     "1:17 a: stdio npx a unpinned = npm:a\n"},
    {"trae", "mcp.json", R"({"mcpServers": {"a": {"command": "npx", "args": ["-y", "a"]}}})",
     "1:17 a: stdio npx a unpinned = npm:a\n"},
    {"boltai", "mcp.json", R"({"mcpServers": {"a": {"command": "npx -y a"}}})",
     "1:17 a: stdio npx a unpinned = npm:a\n"},
    {"librechat", "librechat.yaml", R"(version: 1.2.1
mcpServers:
  a: &a
    type: stdio
    command: npx
    args: ["-y", "a"]
  b:
    url: https://b.example/sse
    type: sse
  c: *a
)",
     "3:3 a: stdio npx a unpinned = npm:a\n"
     "7:3 b: sse https://b.example/sse = https://b.example/sse\n"
     "10:3 c: stdio npx a unpinned = npm:a\n"},
};

TEST(ClientsTest, EveryClientReadsItsOwnForm) {
  for (const Client* client : Clients()) {
    size_t cases = 0;
    for (const Case& one : kCases) {
      if (one.client != client->id) continue;
      ++cases;
      EXPECT_EQ(ReadConfigLines(client->id, std::string(one.path), one.text), one.lines)
          << client->id;
    }
    EXPECT_GT(cases, 0U) << client->id << " has no case";
  }
}

TEST(ClientsTest, NamesAreDistinctAndPlacesHaveAFront) {
  std::map<std::string_view, int> ids;
  for (const Client* client : Clients()) {
    EXPECT_EQ(++ids[client->id], 1) << client->id;
    for (const ConfigPlace& place : client->places) {
      const std::string_view front = place.path.substr(0, place.path.find('/'));
      const Machine machine{.root = "", .home = "/home/ann", .variable = [](const std::string&) {
                              return std::optional<std::string>("/set");
                            }};
      EXPECT_EQ(front == "." || !FoldersOf(front, machine).empty(), true) << place.path;
      EXPECT_EQ(front == ".", place.scope == Scope::kProject) << place.path;
    }
  }
}

TEST(ClientsTest, BrokenEntriesAreProblemsAndTheRestGoesOn) {
  EXPECT_EQ(ReadConfigLines("cursor", "mcp.json", R"({"mcpServers": {
  "a": 7,
  "b": {},
  "c": {"command": "npx", "args": ["old"]},
  "c": {"command": "npx", "args": ["new", 5, null]},
  "d": {"command": ["npx", "d"], "env": "x", "headers": [1, "hunter2", "A B=x"], "disabled": "maybe"}
}})"),
            "5:3 c: stdio npx new unpinned = npm:new\n"
            "6:3 d: stdio npx d unpinned = npm:d\n"
            "mcp.json:2:3: the server's entry is no object\n"
            "mcp.json:4:3: a server of the same name follows, which counts\n"
            "mcp.json:3:3: the entry has neither a command nor a URL\n");
  EXPECT_EQ(ReadConfigLines("cursor", "mcp.json", R"({"mcpServers": ["a"]})"),
            "mcp.json:1:16: the servers are no map of names\n");
  EXPECT_EQ(ReadConfigLines("cursor", "mcp.json", "[]"),
            "mcp.json:1:1: the configuration is no object\n");
  EXPECT_EQ(ReadConfigLines("cursor", "mcp.json", ""), "");
  EXPECT_EQ(ReadConfigLines("codex", "config.toml", "[mcp_servers"),
            "config.toml:1:13: cannot be read as TOML\n");
}

TEST(ClientsTest, AnUnknownClientIsReadByTheUsualKeys) {
  EXPECT_EQ(ReadConfigLines("?", "x.json", R"({"servers": {"a": {"url": "https://a.example"}}})"),
            "1:14 a: streamable-http https://a.example = https://a.example\n");
  EXPECT_EQ(ReadConfigLines("?", "x.json", R"({"name": "package"})"),
            "x.json: no client of this name is known, and no servers can be seen in the file\n");
}

TEST(ClientsTest, AFloodOfServersIsCut) {
  std::string text = "{\"mcpServers\": {";
  for (size_t i = 0; i <= kMaxServersPerConfig; ++i) {
    text += "\"s" + std::to_string(i) + "\": {\"command\": \"npx\"},\n";
  }
  Stack stack;
  ReadConfig(*FindClient("cursor"), Scope::kUser, "mcp.json", text + "}}", &stack);
  EXPECT_EQ(stack.servers.size(), kMaxServersPerConfig);
  ASSERT_EQ(stack.problems.size(), 1U);
  EXPECT_EQ(stack.problems[0].what,
            "more than 1000 servers (kMaxServersPerConfig); the rest is not looked at");
}

TEST(ClientsTest, NoValueOfASecretIsKept) {
  const std::string lines = ReadConfigLines("cursor", "mcp.json", R"({"mcpServers": {"a": {
  "command": "npx", "args": ["a", "--api-key", "hunter2hunter2", "--token=hunter2hunter2",
    "--header", "Authorization: Bearer hunter2hunter2", "https://u:hunter2hunter2@x.example"],
  "env": {"PASSWORD": "hunter2hunter2"}}}})");
  EXPECT_EQ(lines,
            "1:17 a: stdio npx a unpinned = npm:a; env PASSWORD; "
            "secret API key in argument --api-key at 2; secret token in argument --token at 2; "
            "secret credentials in header Authorization at 3; "
            "secret password in URL password at 3; "
            "secret password in environment variable PASSWORD at 4\n");
}

}  // namespace
}  // namespace mcprisk
