#include "model/listing.h"

#include <gtest/gtest.h>

#include <string>

namespace mcprisk {
namespace {

TEST(ListingTest, IdentityKindsHaveNames) {
  EXPECT_EQ(IdentityKindName(IdentityKind::kRegistryName), "name");
  EXPECT_EQ(IdentityKindName(IdentityKind::kPackage), "package");
  EXPECT_EQ(IdentityKindName(IdentityKind::kRemote), "remote");
  EXPECT_EQ(IdentityKindName(IdentityKind::kRepository), "repository");
}

// --- Remotes -------------------------------------------------------------------------------------

TEST(NormalizedRemoteTest, SpellingsOfOnePlace) {
  const std::string place = "https://mcp.acme.example/v1/MCP";
  for (const char* url :
       {"https://mcp.acme.example/v1/MCP", "HTTPS://MCP.Acme.Example/v1/MCP",
        "https://mcp.acme.example:443/v1/MCP", "https://mcp.acme.example:/v1/MCP/",
        "https://mcp.acme.example/v1/MCP//", "https://mcp.acme.example/v1/MCP?token=abc&x=/",
        "https://mcp.acme.example/v1/MCP#top", "https://mcp.acme.example./v1/MCP",
        "https://user:secret@mcp.acme.example/v1/MCP", "  https://mcp.acme.example/v1/MCP\n",
        "https://mcp.acme.example/v1/MCP?key={api_key}"}) {
    EXPECT_EQ(NormalizedRemote(url), place) << url;
  }
}

TEST(NormalizedRemoteTest, WhatMakesADifference) {
  EXPECT_EQ(NormalizedRemote("https://acme.example"), "https://acme.example");
  EXPECT_EQ(NormalizedRemote("https://acme.example/"), "https://acme.example");
  EXPECT_EQ(NormalizedRemote("http://acme.example:80/mcp"), "http://acme.example/mcp");
  EXPECT_EQ(NormalizedRemote("http://acme.example:443/mcp"), "http://acme.example:443/mcp");
  EXPECT_EQ(NormalizedRemote("https://acme.example:8443/mcp"), "https://acme.example:8443/mcp");
  EXPECT_EQ(NormalizedRemote("http://[2001:DB8::1]:80/x"), "http://[2001:db8::1]/x");
  EXPECT_EQ(NormalizedRemote("http://[::1]:8080"), "http://[::1]:8080");
  EXPECT_EQ(NormalizedRemote("https://acme.example/a/../b"), "https://acme.example/a/../b");
}

TEST(NormalizedRemoteTest, NoRemoteAtAll) {
  for (const char* url :
       {"", "acme.example/mcp", "/mcp", "stdio://x", "ftp://acme.example", "https://",
        "https:///mcp", "https://?x", "https://{tenant}.acme.example/mcp",
        "https://acme.example/{tenant}/mcp", "https://acme.example/${T}", "https://a b/mcp",
        "https://acme.example:80a/", "https://acme\\.example", "https://acm\xc3\xa9.example/",
        "https://acme.example/\x1b[0m"}) {
    EXPECT_EQ(NormalizedRemote(url), "") << url;
  }
}

// --- Repositories --------------------------------------------------------------------------------

TEST(NormalizedRepositoryTest, SpellingsOfOneRepository) {
  for (const char* url : {"https://github.com/Acme/Weather",
                          "https://github.com/acme/weather.git",
                          "http://github.com/acme/weather/",
                          "https://www.github.com/acme/weather",
                          "git+https://github.com/acme/weather.git",
                          "git://github.com/acme/weather.git",
                          "ssh://git@github.com/acme/weather.git",
                          "git+ssh://git@github.com:22/acme/weather",
                          "git@github.com:Acme/Weather",
                          "git@github.com:acme/weather.git",
                          "https://token@github.com/acme/weather",
                          "github.com/acme/weather",
                          "github:acme/weather",
                          "https://github.com/acme/weather#readme",
                          "https://github.com/acme/weather?tab=readme",
                          "https://github.com/acme/weather/issues",
                          "https://github.com/acme/weather/tree/main",
                          "https://github.com:443/acme/weather",
                          "https://github.com/acme/weather/blob/main/README.md",
                          " https://github.com/acme/weather "}) {
    EXPECT_EQ(NormalizedRepository(url), "github.com/acme/weather") << url;
  }
}

TEST(NormalizedRepositoryTest, SubfoldersFromTheUrl) {
  const std::string place = "github.com/acme/tools#src/mcp";
  EXPECT_EQ(NormalizedRepository("https://github.com/acme/tools/tree/main/src/mcp"), place);
  EXPECT_EQ(NormalizedRepository("https://github.com/acme/tools/tree/v1/src/mcp/"), place);
  EXPECT_EQ(NormalizedRepository("https://github.com/acme/tools/blob/main/src/mcp/x.ts"), place);
  EXPECT_EQ(NormalizedRepository("https://bitbucket.org/acme/tools/src/main/mcp"),
            "bitbucket.org/acme/tools#mcp");
  EXPECT_EQ(NormalizedRepository("https://codeberg.org/acme/tools/src/branch/main/mcp"),
            "codeberg.org/acme/tools#mcp");
  EXPECT_EQ(NormalizedRepository("https://codeberg.org/acme/tools/src/branch"),
            "codeberg.org/acme/tools");
}

TEST(NormalizedRepositoryTest, SubfoldersBeside) {
  EXPECT_EQ(NormalizedRepository("https://github.com/acme/tools", "src/MCP"),
            "github.com/acme/tools#src/mcp");
  EXPECT_EQ(NormalizedRepository("https://github.com/acme/tools", "/./src//mcp/"),
            "github.com/acme/tools#src/mcp");
  EXPECT_EQ(NormalizedRepository("https://github.com/acme/tools/tree/main/old", "new"),
            "github.com/acme/tools#new");
  for (const char* none : {"", ".", "./", "/", "../x", "a/../../b", " "}) {
    EXPECT_EQ(NormalizedRepository("https://github.com/acme/tools", none), "github.com/acme/tools")
        << none;
  }
}

TEST(NormalizedRepositoryTest, OtherHosts) {
  EXPECT_EQ(NormalizedRepository("https://gitlab.com/group/sub/tool/-/tree/main/mcp"),
            "gitlab.com/group/sub/tool#mcp");
  EXPECT_EQ(NormalizedRepository("git@gitlab.com:group/sub/tool.git"), "gitlab.com/group/sub/tool");
  EXPECT_EQ(NormalizedRepository("gitlab:group/tool"), "gitlab.com/group/tool");
  EXPECT_EQ(NormalizedRepository("https://gitlab.com/group/src/tool"), "gitlab.com/group/src/tool");
  EXPECT_EQ(NormalizedRepository("https://dev.azure.com/acme/project/_git/tool"),
            "dev.azure.com/acme/project/_git/tool");
  EXPECT_EQ(NormalizedRepository("https://git.acme.example:8443/a/b/tree/main/c"),
            "git.acme.example:8443/a/b#c");
}

TEST(NormalizedRepositoryTest, NoRepositoryAtAll) {
  for (const char* url :
       {"", "weather", "acme/weather", "https://github.com", "https://github.com/acme",
        "https://github.com/acme/", "https://github.com/orgs/acme/repositories",
        "https://github.com/{owner}/repo", "https://github.com/a b/c", "file:///home/me/x",
        "../x/y", "C:\\x\\y", "https://github.com/../x/y", "mailto:me@acme.example", "https://",
        "git@github.com:", "https://localhost/a/b"}) {
    EXPECT_EQ(NormalizedRepository(url), "") << url;
  }
}

// --- Packages ------------------------------------------------------------------------------------

TEST(NormalizedPackageTest, FoldsByTheRulesOfItsType) {
  const struct {
    const char *type, *identifier, *package;
  } cases[] = {
      {"npm", "@Acme/Weather-MCP", "npm:@acme/weather-mcp"},
      {"npm", "@acme/weather@1.2.3", "npm:@acme/weather"},
      {"NPM", " weather@latest ", "npm:weather"},
      {"pypi", "Acme_Weather.MCP", "pypi:acme-weather-mcp"},
      {"pypi", "acme--weather__mcp", "pypi:acme-weather-mcp"},
      {"pypi", "acme-weather[cli]==1.2", "pypi:acme-weather"},
      {"pypi", "acme-weather@1.2", "pypi:acme-weather"},
      {"nuget", "Acme.Weather.Mcp", "nuget:acme.weather.mcp"},
      {"cargo", "Acme_Weather", "cargo:acme-weather"},
      {"oci", "acme/weather", "oci:docker.io/acme/weather"},
      {"oci", "weather:latest", "oci:docker.io/library/weather"},
      {"oci", "docker.io/acme/weather:1.2", "oci:docker.io/acme/weather"},
      {"oci", "index.docker.io/acme/weather", "oci:docker.io/acme/weather"},
      {"oci", "ghcr.io/Acme/Weather@sha256:0123", "oci:ghcr.io/acme/weather"},
      {"oci", "ghcr.io/acme/weather:1@sha256:0123", "oci:ghcr.io/acme/weather"},
      {"oci", "localhost:5000/weather", "oci:localhost:5000/weather"},
      {"oci", "docker://acme/weather:1", "oci:docker.io/acme/weather"},
      {"docker", "mcp/weather", "oci:docker.io/mcp/weather"},
      {"mcpb", "https://GitHub.com/acme/x/releases/download/v1/x.mcpb?t=1",
       "mcpb:https://github.com/acme/x/releases/download/v1/x.mcpb"},
      {"gem", "Acme", "gem:Acme"},
  };
  for (const auto& [type, identifier, package] : cases) {
    EXPECT_EQ(NormalizedPackage(type, identifier), package);
  }
}

TEST(NormalizedPackageTest, NoPackageAtAll) {
  EXPECT_EQ(NormalizedPackage("", "weather"), "");
  EXPECT_EQ(NormalizedPackage("npm", ""), "");
  EXPECT_EQ(NormalizedPackage("npm", " "), "");
  EXPECT_EQ(NormalizedPackage("npm", "two words"), "");
  EXPECT_EQ(NormalizedPackage("npm", "${PACKAGE}"), "");
  EXPECT_EQ(NormalizedPackage("pypi", "[cli]"), "");
  EXPECT_EQ(NormalizedPackage("oci", ":latest"), "");
  EXPECT_EQ(NormalizedPackage("oci", "ghcr.io/"), "");
}

}  // namespace
}  // namespace mcprisk
