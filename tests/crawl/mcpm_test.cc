#include <gtest/gtest.h>

#include "support/gather.h"

namespace mcprisk {
namespace {

TEST(McpmFormat, ReadsAManifestUnderTheKeyOfItsFile) {
  EXPECT_EQ(GatherFile("acme-files.json", R"({
    "name": "@acme/files", "display_name": "Files", "description": "Works on files",
    "repository": {"type": "git", "url": "https://github.com/acme/files"},
    "installations": {"npm": {"type": "npm", "command": "npx",
                              "args": ["-y", "@acme/files@latest", "--root", "/"]}},
    "tools": [
      {"name": "read", "description": "Reads",
       "inputSchema": {"path": {"type": "string", "description": "Which"}}, "required": ["path"]},
      {"name": "list", "input_schema": {"type": "object", "properties": {}}}]
  })"),
            R"(mcpm acme-files.json (mcpm): acme-files
  title: Files
  description: Works on files
  transports: stdio
  repository: github.com/acme/files
  package: npm:@acme/files
  tool: {"description":"Reads","inputSchema":{"properties":{"path":{"description":"Which","type":"string"}},"required":["path"],"type":"object"},"name":"read"}
  tool: {"inputSchema":{"properties":{},"type":"object"},"name":"list"}
)");
}

TEST(McpmFormat, ReadsAllManifestsOfOneObject) {
  EXPECT_EQ(GatherFile("servers.json", R"({
    "files": {"name": "files", "installations": {}, "tools": null},
    "odd": 3,
    "mail": {"name": "mail", "installations": {}, "tools": []}
  })"),
            R"(mcpm servers.json#files (mcpm): files
  tools: unknown
mcpm servers.json#mail (mcpm): mail
  tools: none
problem mcpm servers.json#odd: the manifest is no object
)");
}

// The identities that one installation gives to the server "timer".
std::string IdentitiesOf(const std::string& installation) {
  Folder folder(
      {{"timer.json", R"({"name": "timer", "installations": {"x": )" + installation + "}}"}});
  Gathered gathered = folder.Gather("timer.json");
  std::string identities;
  for (const Identity& identity : gathered.listings.at(0).server.identities) {
    identities += std::string(IdentityKindName(identity.kind)) + " " + identity.value + "\n";
  }
  return identities;
}

std::string Command(const std::string& command, const std::string& arguments) {
  return R"({"type": "custom", "command": ")" + command + R"(", "args": [)" + arguments + "]}";
}

TEST(McpmFormat, FindsThePackageInTheCommandLine) {
  EXPECT_EQ(IdentitiesOf(Command("npx", R"("-y", "acme-timer@1.2.3", "--stdio")")),
            "package npm:acme-timer\n");
  EXPECT_EQ(IdentitiesOf(Command("bunx", R"("@acme/timer")")), "package npm:@acme/timer\n");
  EXPECT_EQ(IdentitiesOf(Command("npx", R"("-y", "-p", "acme-kit", "acme-timer")")),
            "package npm:acme-kit\n");
  EXPECT_EQ(IdentitiesOf(Command("uvx", R"("--python", "3.12", "Acme_Timer[all]>=2")")),
            "package pypi:acme-timer\n");
  EXPECT_EQ(IdentitiesOf(Command("uvx", R"("--from", "acme-timer", "run-timer")")),
            "package pypi:acme-timer\n");
  EXPECT_EQ(IdentitiesOf(Command("uv", R"("tool", "run", "acme-timer", "--fast")")),
            "package pypi:acme-timer\n");
}

TEST(McpmFormat, FindsTheRepositoryInTheCommandLine) {
  EXPECT_EQ(
      IdentitiesOf(Command("uvx", R"("--from", "git+https://github.com/acme/timer@prod", "x")")),
      "repository github.com/acme/timer\n");
  EXPECT_EQ(IdentitiesOf(Command("npx", R"("-y", "https://github.com/acme/timer.git")")),
            "repository github.com/acme/timer\n");
}

TEST(McpmFormat, FindsTheRemote) {
  EXPECT_EQ(IdentitiesOf(R"({"type": "http", "url": "https://timer.example/mcp/"})"),
            "remote https://timer.example/mcp\n");
  EXPECT_EQ(IdentitiesOf(Command("npx", R"("mcp-remote", "https://timer.example/mcp")")),
            "remote https://timer.example/mcp\n");
  EXPECT_EQ(IdentitiesOf(Command("npx", R"("mcp-remote", "https://timer.example/{user}")")), "");
}

TEST(McpmFormat, ClaimsNothingOfCommandsThatDoNotNameAPackage) {
  for (const char* arguments :
       {R"("--directory", "/path/to/timer", "run", "timer.py")", R"("run", "timer")",
        R"("./timer")", R"("/path/to/timer")", R"("[NOT GIVEN]")", R"("a/b/c")", R"("${PACKAGE}")",
        R"("", 7, null)", ""}) {
    EXPECT_EQ(IdentitiesOf(Command("uvx", arguments)), "") << arguments;
  }
  EXPECT_EQ(IdentitiesOf(Command("node", R"("build/index.js")")), "");
  EXPECT_EQ(IdentitiesOf(Command("python", R"("-m", "acme_timer")")), "");
  // One package that holds many servers, and starts the one that is named.
  EXPECT_EQ(IdentitiesOf(Command("uvx", R"("acme-suite", "timer")")), "");
}

}  // namespace
}  // namespace mcprisk
