// Command lines as configurations have them, and what they start.
#include "stack/launch.h"

#include <gtest/gtest.h>

#include "base/text.h"

namespace mcprisk {
namespace {

// `line` is split at "|" into command and arguments.
std::string Started(const std::string& line) {
  std::vector<std::string> words;
  for (std::string_view word : Split(line, '|')) words.emplace_back(word);
  const std::string command = words[0];
  words.erase(words.begin());
  const Launch launch = ReadLaunch(command, words);
  std::string text = launch.runner;
  if (!launch.package.empty()) text += " " + launch.package;
  if (!launch.version.empty()) text += " @ " + launch.version;
  if (launch.pin != Pin::kNone) text += launch.pin == Pin::kPinned ? " pinned" : " unpinned";
  if (launch.identity) text += " = " + launch.identity->value;
  if (!launch.remote_url.empty()) text += " -> " + launch.remote_url;
  for (const Assignment& one : launch.environment) text += " " + one.name + "=" + one.value;
  return text;
}

TEST(LaunchTest, NodeRunners) {
  EXPECT_EQ(Started("npx|-y|@acme/notes"), "npx @acme/notes unpinned = npm:@acme/notes");
  EXPECT_EQ(Started("npx|-y|@acme/notes@1.2.3|--stdio"),
            "npx @acme/notes @ 1.2.3 pinned = npm:@acme/notes");
  EXPECT_EQ(Started("npx|notes@latest"), "npx notes @ latest unpinned = npm:notes");
  EXPECT_EQ(Started("npx|notes@^2"), "npx notes @ ^2 unpinned = npm:notes");
  EXPECT_EQ(Started("npx|--package=@acme/notes@2.0.0|notes-server"),
            "npx @acme/notes @ 2.0.0 pinned = npm:@acme/notes");
  EXPECT_EQ(Started("npx|-p|@acme/notes|notes-server"),
            "npx @acme/notes unpinned = npm:@acme/notes");
  EXPECT_EQ(Started("npx|--registry|http://127.0.0.1:4873|-y|notes"),
            "npx notes unpinned = npm:notes");
  EXPECT_EQ(Started("npm|exec|--|notes@1.0.0"), "npm notes @ 1.0.0 pinned = npm:notes");
  EXPECT_EQ(Started("pnpm|dlx|notes"), "pnpm notes unpinned = npm:notes");
  EXPECT_EQ(Started("bunx|notes"), "bunx notes unpinned = npm:notes");
  EXPECT_EQ(Started("deno|run|-A|npm:notes@3.1.0"), "deno notes @ 3.1.0 pinned = npm:notes");
  EXPECT_EQ(Started("npx|github:acme/notes"),
            "npx github:acme/notes unpinned = github.com/acme/notes");
  EXPECT_EQ(Started("npx|acme/notes#v1.2.0"),
            "npx github.com/acme/notes @ v1.2.0 pinned = github.com/acme/notes");
  EXPECT_EQ(Started("npx|./build/notes.js"), "npx");
  EXPECT_EQ(Started("npx|-y"), "npx");
}

TEST(LaunchTest, PythonRunners) {
  EXPECT_EQ(Started("uvx|Acme_Notes"), "uvx Acme_Notes unpinned = pypi:acme-notes");
  EXPECT_EQ(Started("uvx|acme-notes@0.4.1"), "uvx acme-notes @ 0.4.1 pinned = pypi:acme-notes");
  EXPECT_EQ(Started("uvx|--from|acme-notes[all]==0.4.1|notes"),
            "uvx acme-notes @ 0.4.1 pinned = pypi:acme-notes");
  EXPECT_EQ(Started("uvx|--with|rich|acme-notes>=1"),
            "uvx acme-notes @ >=1 unpinned = pypi:acme-notes");
  EXPECT_EQ(Started("uvx|--from|git+https://github.com/acme/notes@main|notes"),
            "uvx git+https://github.com/acme/notes @ main unpinned = github.com/acme/notes");
  EXPECT_EQ(Started("uv|tool|run|acme-notes"), "uv acme-notes unpinned = pypi:acme-notes");
  EXPECT_EQ(Started("pipx|run|--spec|acme-notes==1.0|notes"),
            "pipx acme-notes @ 1.0 pinned = pypi:acme-notes");
  EXPECT_EQ(Started("python|-m|acme_notes"), "python");
  EXPECT_EQ(Started("uv|--directory|/srv/notes|run|notes"), "uv");
}

TEST(LaunchTest, Containers) {
  EXPECT_EQ(Started("docker|run|-i|--rm|acme/notes"),
            "docker acme/notes unpinned = oci:docker.io/acme/notes");
  EXPECT_EQ(Started("docker|run|-i|--rm|-e|TOKEN|-e|MODE=fast|ghcr.io/acme/notes:1.2"),
            "docker ghcr.io/acme/notes @ 1.2 pinned = oci:ghcr.io/acme/notes TOKEN= MODE=fast");
  EXPECT_EQ(Started("docker|run|-it|-eMODE=x|--mount|type=bind,src=/a,dst=/b|--network=host|"
                    "acme/notes:latest|--flag"),
            "docker acme/notes @ latest unpinned = oci:docker.io/acme/notes MODE=x");
  EXPECT_EQ(Started("docker|run|localhost:5000/notes@sha256:0011"),
            "docker localhost:5000/notes @ sha256:0011 pinned = oci:localhost:5000/notes");
  EXPECT_EQ(Started("podman|--context|far|run|-v|/a:/b|acme/notes"),
            "podman acme/notes unpinned = oci:docker.io/acme/notes");
  EXPECT_EQ(Started("docker|mcp|gateway|run"), "docker");
  EXPECT_EQ(Started("docker|run|-e"), "docker");
}

TEST(LaunchTest, OtherRunners) {
  EXPECT_EQ(Started("dnx|Acme.Notes@1.0.2|--yes"),
            "dnx Acme.Notes @ 1.0.2 pinned = nuget:acme.notes");
  EXPECT_EQ(Started("dnx|Acme.Notes|--version|1.0.2"),
            "dnx Acme.Notes @ 1.0.2 pinned = nuget:acme.notes");
  EXPECT_EQ(Started("go|run|github.com/acme/notes/cmd/notes@v1.4.0"),
            "go github.com/acme/notes/cmd/notes @ v1.4.0 pinned = github.com/acme/notes");
  EXPECT_EQ(Started("/usr/local/bin/notes-server|--stdio"), "notes-server");
  EXPECT_EQ(Started("node|/srv/notes/index.js"), "node");
}

TEST(LaunchTest, ProxiesStandForTheRemoteServer) {
  EXPECT_EQ(Started("npx|-y|mcp-remote@0.1.9|https://mcp.acme.example/mcp|--header|X: y"),
            "npx mcp-remote @ 0.1.9 pinned = npm:mcp-remote -> https://mcp.acme.example/mcp");
  EXPECT_EQ(Started("mcp-proxy|https://mcp.acme.example/sse"),
            "mcp-proxy mcp-proxy -> https://mcp.acme.example/sse");
}

TEST(LaunchTest, WrappersAreOpened) {
  const std::string notes = "npx @acme/notes unpinned = npm:@acme/notes";
  EXPECT_EQ(Started("cmd|/c|npx|-y|@acme/notes"), notes);
  EXPECT_EQ(Started("C:\\Windows\\System32\\cmd.exe|/C|npx -y @acme/notes"), notes);
  EXPECT_EQ(Started("C:\\Program Files\\nodejs\\npx.cmd|@acme/notes"), notes);
  EXPECT_EQ(Started("env|FOO=bar|npx|@acme/notes"), notes + " FOO=bar");
  EXPECT_EQ(Started("/usr/bin/env|-u|X|-i|npx|@acme/notes"), notes);
  EXPECT_EQ(Started("bash|-lc|A='b c' npx -y @acme/notes"), notes + " A=b c");
  EXPECT_EQ(Started("sh|-c|exec npx @acme/notes"), notes);
  EXPECT_EQ(Started("op|run|--env-file=x|--|npx|@acme/notes"), notes);
  EXPECT_EQ(Started("wsl|npx|@acme/notes"), notes);
  EXPECT_EQ(Started("powershell|-Command|npx @acme/notes"), notes);
  EXPECT_EQ(Started("npx -y @acme/notes"), notes);
  EXPECT_EQ(Started("sudo|-E|env|A=1|bash|-c|npx @acme/notes"), notes + " A=1");
}

TEST(LaunchTest, WrappersInWrappersEnd) {
  std::string line;
  for (int i = 0; i < 1000; ++i) line += "env|";
  EXPECT_EQ(Started(line + "npx|notes"), "env");
  EXPECT_EQ(Started("sh"), "sh");
  EXPECT_EQ(Started("env"), "env");
  EXPECT_EQ(Started("cmd|/c"), "cmd");
}

TEST(LaunchTest, VariablesAreNoIdentity) {
  EXPECT_EQ(Started("npx|${PACKAGE}"), "npx");
  EXPECT_EQ(Started("npx|@acme/notes@${VERSION}"),
            "npx @acme/notes @ ${VERSION} unpinned = npm:@acme/notes");
  EXPECT_EQ(Started("docker|run|acme/notes:${TAG1}"),
            "docker acme/notes @ ${TAG1} unpinned = oci:docker.io/acme/notes");
}

}  // namespace
}  // namespace mcprisk
