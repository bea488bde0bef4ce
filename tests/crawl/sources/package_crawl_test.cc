// Fetching and reading the packages that a registry's records name.
#include <gtest/gtest.h>

#include "base/digest.h"
#include "base/text.h"
#include "support/archives.h"
#include "support/package_host.h"
#include "support/paths.h"
#include "support/registry_replica.h"
#include "support/source_crawling.h"

namespace mcprisk {
namespace {

// A record of `name` with one package; `package` is the inside of its JSON object.
ReplicaRecord Packaged(const std::string& name, const std::string& package,
                       const std::string& more = "") {
  ReplicaRecord record{name};
  record.json = R"({"server":{"name":")" + name + R"(","description":"A server.","version":"1",)" +
                R"("packages":[{)" + package + "}]" + more +
                R"(},"_meta":{"io.modelcontextprotocol.registry/official":{"status":"active",)" +
                R"("updatedAt":"2026-05-01T00:00:00Z","isLatest":true}}})";
  return record;
}

constexpr char kPythonServer[] = "from mcp import x\n@app.tool()\ndef prune(): pass\n";
constexpr char kPythonMetadata[] = "Metadata-Version: 2.1\nName: hedge\nVersion: 2.0\n\n";
constexpr char kNuspec[] =
    "<package><metadata><id>Acme.Pond</id><version>1.0.0</version><packageTypes>"
    "<packageType name=\"McpServer\"/></packageTypes></metadata></package>";
constexpr char kManifest[] =
    R"({"manifest_version": "0.3", "name": "shed", "version": "1.0.0", "description": "S",
        "server": {"type": "node", "mcp_config": {"command": "node"}}})";

class PackageCrawlTest : public testing::Test {
 protected:
  PackageCrawlTest() { setting_.options.packages = true; }

  std::string Npm(const std::string& name, const std::string& version = "1.0.0") const {
    return R"("registryType": "npm", "identifier": ")" + name + R"(", "version": ")" + version +
           R"(", "registryBaseUrl": ")" + host_.Registry("npm") + "\"";
  }
  // What the crawl says of packages, the host called HOST.
  std::string Packages(const RegistryReplica& replica) {
    crawled_ = CrawlUrls(setting_, {replica.url()});
    const std::string text = crawled_.Text();
    std::string packages;
    bool inside = false;
    for (std::string_view line : Split(text, '\n')) {
      if (!line.starts_with(' ')) {
        inside = line.starts_with("package ") || line.starts_with("problem package ");
      }
      if (inside && !line.empty()) packages.append(line).append("\n");
    }
    return ReplaceAll(packages, host_.Registry(""), "HOST/");
  }
  const SourceReport& report() const { return crawled_.reports.back(); }

  PackageHost host_;
  TempDir dir_;
  CrawlSetting setting_{dir_ / "archive"};
  Crawled crawled_;
};

constexpr char kFourPackages[] = R"(package npm:@acme/lawn@1.0.0 (static): com.acme/a
  version: 1.0.0
  transports: stdio
  name: com.acme/a
  package: npm:@acme/lawn
  tool: {"description":"Does it.","name":"mow"}
    at: npm:@acme/lawn@1.0.0!package/index.js:2
package pypi:hedge@2.0 (static): com.acme/b
  version: 2.0
  transports: stdio
  name: com.acme/b
  package: pypi:hedge
  tool: {"inputSchema":{"properties":{},"type":"object"},"name":"prune"}
    at: pypi:hedge@2.0!hedge/server.py:3
package nuget:Acme.Pond@1.0.0 (static): com.acme/c
  version: 1.0.0
  transports: stdio
  name: com.acme/c
  package: nuget:acme.pond
  tool: {"inputSchema":{"properties":{},"type":"object"},"name":"fill"}
    at: nuget:Acme.Pond@1.0.0!src/Tools.cs:3
package HOST/shed.mcpb!manifest.json (static): com.acme/d
  description: S
  version: 1.0.0
  transports: stdio
  name: com.acme/d
  tool: {"name":"lock"}
    at: HOST/shed.mcpb!server/index.js:2
)";

TEST_F(PackageCrawlTest, ReadsWhatTheRegistriesOfTheRecordsHave) {
  host_.PutNpm("@acme/lawn", "1.0.0", NpmTarball("@acme/lawn", "1.0.0", "mow"));
  host_.PutPypi("hedge", "2.0",
                MakeZip({{"hedge/server.py", kPythonServer},
                         {"hedge-2.0.dist-info/METADATA", kPythonMetadata}}));
  host_.PutNuget("Acme.Pond", "1.0.0",
                 MakeZip({{"Acme.Pond.nuspec", kNuspec},
                          {"src/Tools.cs",
                           "[McpServerToolType] class T {\n  [McpServerTool(Name = \"fill\")]\n"
                           "  public static string Fill() => \"\";\n}\n"}}));
  const std::string bundle = MakeZip({{"manifest.json", kManifest},
                                      {"server/index.js",
                                       "import '@modelcontextprotocol/sdk';\n"
                                       "server.registerTool('lock', {}, f);\n"}});
  const std::string url = host_.PutFile("shed.mcpb", bundle);
  RegistryReplica replica(
      {Packaged("com.acme/a", Npm("@acme/lawn")),
       Packaged("com.acme/b", R"("registryType": "pypi", "identifier": "hedge", "version": "2.0",)"
                              R"( "registryBaseUrl": ")" +
                                  host_.Registry("pypi") + "\""),
       Packaged("com.acme/c", R"("registryType": "nuget", "identifier": "Acme.Pond",)"
                              R"( "version": "1.0.0", "registryBaseUrl": ")" +
                                  host_.Registry("nuget/v3/index.json") + "\""),
       Packaged("com.acme/d", R"("registryType": "mcpb", "identifier": ")" + url +
                                  R"(", "fileSha256": ")" + Sha256(bundle).Hex() + "\"")});
  EXPECT_EQ(Packages(replica), kFourPackages);
  EXPECT_EQ(host_.Asked(),
            "files/hedge-2.0-py3-none-any.whl files/lawn-1.0.0.tgz npm/@acme%2Flawn/1.0.0 "
            "nuget/flat/acme.pond/1.0.0/acme.pond.1.0.0.nupkg nuget/v3/index.json "
            "pypi/simple/hedge/ shed.mcpb");
  EXPECT_EQ(report().location, "packages");
  EXPECT_EQ(report().listings, 4u);
  EXPECT_TRUE(report().complete);
}

TEST_F(PackageCrawlTest, WithoutARegistryItSaysHowToNameOne) {
  RegistryReplica replica(
      {Packaged("com.acme/a", R"("registryType": "npm", "identifier": "lawn")"),
       Packaged("com.acme/b", R"("registryType": "pypi", "identifier": "hedge")"),
       Packaged("com.acme/c", R"("registryType": "nuget", "identifier": "Pond")")});
  EXPECT_EQ(Packages(replica),
            "problem package npm:lawn: needs.registry: no package registry is configured (set "
            "registry in ~/.npmrc, or give --package-registry npm=URL)\n"
            "problem package pypi:hedge: needs.registry: no package registry is configured (set "
            "index-url in pip.conf, or give --package-registry pypi=URL)\n"
            "problem package nuget:Pond: needs.registry: no package registry is configured (give "
            "--package-registry nuget=URL)\n");
  // Once there is one, it is asked at once.
  host_.PutNpm("lawn", "1.2.0", NpmTarball("lawn", "1.2.0", "mow"));
  setting_.options.registries.npmrc = "registry=" + host_.Registry("npm") + "/\n";
  EXPECT_TRUE(Packages(replica).starts_with("package npm:lawn@1.2.0 (static)"));
}

TEST_F(PackageCrawlTest, TheUsersRegistryStandsOverThatOfTheRecord) {
  host_.PutNpm("lawn", "1.0.0", NpmTarball("lawn", "1.0.0", "mow"));
  RegistryReplica replica(
      {Packaged("com.acme/a", R"("registryType": "npm", "identifier": "lawn", "version": "1.0.0",)"
                              R"( "registryBaseUrl": "https://npm.acme.example")")});
  ASSERT_TRUE(setting_.options.registries.Choose("npm=" + host_.Registry("npm")));
  EXPECT_TRUE(Packages(replica).starts_with("package npm:lawn@1.0.0 (static)"));
}

TEST_F(PackageCrawlTest, WhatIsNotAsPromisedIsTyped) {
  const std::string honest = NpmTarball("lawn", "1.0.0", "mow");
  host_.PutNpm("tampered", "1.0.0", honest, honest + "x");
  host_.PutNpm("text", "1.0.0", "no archive");
  host_.PutNpm("empty", "1.0.0", MakeArchive("tar", "gzip", {{"package/index.js", "f()"}}));
  host_.PutNpm("library", "1.0.0",
               MakeArchive("tar", "gzip",
                           {{"package/package.json", R"({"name": "library"})"},
                            {"package/index.js", "f()"}}));
  host_.PutNpm("bomb", "1.0.0",
               MakeArchive("tar", "gzip", {{"package/a.js", std::string(size_t{80} << 20, ' ')}}));
  host_.PutNpm("climber", "1.0.0", MakeArchive("tar", "gzip", {{"../../etc/passwd", "x"}}));
  host_.PutFile("npm/nowhere/1.0.0", R"({"version": "1.0.0", "dist": {"tarball":
      "http://169.254.169.254/latest", "shasum": "0123456789012345678901234567890123456789"}})");
  std::vector<ReplicaRecord> records;
  for (const char* name :
       {"bomb", "climber", "empty", "library", "missing", "nowhere", "tampered", "text"}) {
    records.push_back(Packaged(std::string("com.acme/") + name, Npm(name)));
  }
  RegistryReplica replica(std::move(records));
  std::map<std::string, std::string> endings;
  Packages(replica);
  for (const auto& [source, problem] : crawled_.found.problems) {
    if (problem.place == source.location + "@1.0.0") {
      endings[source.location] = problem.what.substr(0, problem.what.find(": "));
    }
  }
  const std::map<std::string, std::string> expected = {
      {"npm:bomb", "limit.package"},         {"npm:climber", "package.hostile_entry"},
      {"npm:empty", "package.damaged"},      {"npm:library", "package.no_tools"},
      {"npm:missing", "package.not_found"},  {"npm:nowhere", "url.scheme"},
      {"npm:tampered", "package.integrity"}, {"npm:text", "package.damaged"}};
  EXPECT_EQ(endings, expected);
  EXPECT_EQ(report().listings, 0u);
  EXPECT_EQ(report().endings.size(), 7u);
}

// Whatever the package says of itself, it is what the record calls it.
TEST_F(PackageCrawlTest, APackageCannotPassForAnother) {
  host_.PutNpm("lawn", "1.0.0", NpmTarball("@modelcontextprotocol/server-memory", "9.9.9", "mow"));
  RegistryReplica replica({Packaged("com.acme/a", Npm("lawn"))});
  EXPECT_EQ(Packages(replica), R"(package npm:lawn@1.0.0 (static): com.acme/a
  version: 9.9.9
  transports: stdio
  name: com.acme/a
  package: npm:lawn
  tool: {"description":"Does it.","name":"mow"}
    at: npm:lawn@1.0.0!package/index.js:2
)");
}

TEST_F(PackageCrawlTest, WhatIsKnownOtherwiseIsNotFetched) {
  host_.PutNpm("lawn", "1.0.0", NpmTarball("lawn", "1.0.0", "mow"));
  RegistryReplica replica({Packaged("com.acme/a", Npm("lawn"), R"(,"tools":[{"name":"mow"}])"),
                           Packaged("com.acme/b", Npm("lawn"))});
  EXPECT_EQ(Packages(replica), "");
  EXPECT_EQ(host_.Asked(), "");
}

TEST_F(PackageCrawlTest, AVersionIsFetchedOnceAndTheNewestAgainAfterADay) {
  host_.PutNpm("fixed", "1.0.0", NpmTarball("fixed", "1.0.0", "mow"));
  host_.PutNpm("newest", "1.0.0", NpmTarball("newest", "1.0.0", "rake"));
  RegistryReplica replica({Packaged("com.acme/a", Npm("fixed")),
                           Packaged("com.acme/b", Npm("newest", "latest")),
                           Packaged("com.acme/c", Npm("missing"))});
  const std::string first = Packages(replica);
  EXPECT_EQ(host_.Asked(),
            "files/fixed-1.0.0.tgz files/newest-1.0.0.tgz npm/fixed/1.0.0 npm/missing/1.0.0 "
            "npm/newest/latest");
  EXPECT_EQ(Packages(replica), first);
  EXPECT_EQ(host_.Asked(), "");
  setting_.time = "2026-06-02T12:00:01Z";
  EXPECT_EQ(Packages(replica), first);
  EXPECT_EQ(host_.Asked(), "npm/missing/1.0.0 npm/newest/latest");
  EXPECT_EQ(report().unchanged, 1u);
  setting_.time = "2026-06-03T12:00:02Z";
  host_.PutNpm("newest", "1.1.0", NpmTarball("newest", "1.1.0", "rake"));
  EXPECT_EQ(Packages(replica),
            ReplaceAll(ReplaceAll(first, "newest@1.0.0", "newest@1.1.0"),
                       "com.acme/b\n  version: 1.0.0", "com.acme/b\n  version: 1.1.0"));
  EXPECT_EQ(host_.Asked(), "files/newest-1.1.0.tgz npm/missing/1.0.0 npm/newest/latest");
  setting_.options.offline = true;
  Packages(replica);
  EXPECT_EQ(host_.Asked(), "");
}

}  // namespace
}  // namespace mcprisk
