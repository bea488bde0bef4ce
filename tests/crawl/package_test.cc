#include <gtest/gtest.h>

#include "support/archives.h"
#include "support/gather.h"

namespace mcprisk {
namespace {

constexpr char kServer[] =
    "import '@modelcontextprotocol/sdk';\n\nserver.registerTool('mow', {}, f);\n";

std::string PackageJson(const std::string& more = "") {
  return R"({"name": "@acme/lawn-mcp", "version": "1.2.0", "description": "Lawns",
    "repository": {"url": "git+https://github.com/acme/lawn.git"})" +
         more + "}";
}

constexpr char kListed[] = R"( (static): @acme/lawn-mcp
  description: Lawns
  version: 1.2.0
  transports: stdio
  package: npm:@acme/lawn-mcp
  repository: github.com/acme/lawn
)";

TEST(Package, ReadsAnNpmTarball) {
  std::string tarball = MakeArchive("tar", "gzip",
                                    {{"package/package.json", PackageJson()},
                                     {"package/dist/index.js", kServer},
                                     {"package/dist/tools.json", R"([{"name": "other"}])"},
                                     {"package/node_modules/x/index.js", kServer}});
  EXPECT_EQ(GatherFile("lawn.tgz", tarball),
            std::string("package lawn.tgz!package/package.json") + kListed +
                "  tool: {\"name\":\"mow\"}\n    at: lawn.tgz!package/dist/index.js:3\n");
}

TEST(Package, ReadsAFolder) {
  EXPECT_EQ(Folder({{"lawn/package.json", PackageJson()}, {"lawn/index.js", kServer}})
                .Gather("lawn")
                .Text(),
            std::string("package lawn!package.json") + kListed +
                "  tool: {\"name\":\"mow\"}\n    at: lawn!index.js:3\n");
}

TEST(Package, KnowsAServerWhoseToolsAreNotLiteral) {
  std::string tarball =
      MakeArchive("tar", "gzip",
                  {{"package/package.json", PackageJson(R"(, "dependencies": {"fastmcp": "^3"})")},
                   {"package/index.js", "server.tool(name(), f)"}});
  EXPECT_EQ(GatherFile("lawn.tgz", tarball),
            std::string("package lawn.tgz!package/package.json") + kListed + "  tools: unknown\n");
}

TEST(Package, SaysThatAPackageIsNoServer) {
  std::string tarball = MakeArchive(
      "tar", "gzip", {{"package/package.json", PackageJson()}, {"package/index.js", "f()"}});
  EXPECT_EQ(GatherFile("lawn.tgz", tarball),
            "problem package lawn.tgz!package/package.json: a package without MCP tools, or none "
            "that can be seen without running it\n");
}

TEST(Package, ReadsWheelsAndSdists) {
  const std::string metadata =
      "Metadata-Version: 2.1\nName: Lawn.MCP\nVersion: 0.3\nSummary: Lawns: all\n"
      "Project-URL: Repository, https://github.com/acme/lawn\nRequires-Dist: mcp[cli]>=1.2\n\n"
      "Name: not this\n";
  const std::string code = "from mcp import x\n@app.tool()\ndef mow(): pass\n";
  const std::string listed =
      " (static): Lawn.MCP\n  description: Lawns: all\n  version: 0.3\n  transports: stdio\n"
      "  package: pypi:lawn-mcp\n  repository: github.com/acme/lawn\n"
      "  tool: {\"inputSchema\":{\"properties\":{},\"type\":\"object\"},\"name\":\"mow\"}\n";
  EXPECT_EQ(GatherFile("lawn.whl", MakeZip({{"lawn/server.py", code},
                                            {"lawn-0.3.dist-info/METADATA", metadata}})),
            "package lawn.whl!lawn-0.3.dist-info/METADATA" + listed +
                "    at: lawn.whl!lawn/server.py:3\n");
  EXPECT_EQ(GatherFile("lawn.tar.gz", MakeArchive("tar", "gzip",
                                                  {{"lawn-0.3/PKG-INFO", metadata},
                                                   {"lawn-0.3/src/lawn/server.py", code}})),
            "package lawn.tar.gz!lawn-0.3/PKG-INFO" + listed +
                "    at: lawn.tar.gz!lawn-0.3/src/lawn/server.py:3\n");
}

TEST(Package, ReadsTheSpecificationOfANugetPackage) {
  EXPECT_EQ(
      GatherFile("lawn.nupkg",
                 MakeZip({{"Acme.Lawn.nuspec",
                           "<package><metadata><id>Acme.Lawn</id><version>2.0</version>"
                           "<description>Lawns &amp; hedges</description><packageTypes>"
                           "<packageType name=\"McpServer\"/></packageTypes></metadata></package>"},
                          {"tools/net9/Lawn.dll", "MZ"}})),
      "package lawn.nupkg!Acme.Lawn.nuspec (static): Acme.Lawn\n  description: Lawns & hedges\n"
      "  version: 2.0\n  transports: stdio\n  package: nuget:acme.lawn\n  tools: unknown\n");
}

TEST(Package, ReadsTheSourceOfABundleWithoutAListOfTools) {
  const std::string manifest =
      R"({"manifest_version": "0.3", "name": "lawn", "version": "1.0.0", "description": "L",
          "server": {"type": "node", "mcp_config": {"command": "node"}}})";
  EXPECT_EQ(
      GatherFile("lawn.mcpb", MakeZip({{"manifest.json", manifest}, {"server/index.js", kServer}})),
      "mcpb lawn.mcpb!manifest.json (static): lawn\n  description: L\n  version: 1.0.0\n"
      "  transports: stdio\n  tool: {\"name\":\"mow\"}\n    at: lawn.mcpb!server/index.js:3\n");
}

}  // namespace
}  // namespace mcprisk
