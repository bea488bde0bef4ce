#include <gtest/gtest.h>

#include "support/archives.h"
#include "support/gather.h"

namespace mcprisk {
namespace {

std::string Manifest(const std::string& more) {
  return R"({"manifest_version": "0.3", "name": "acme-files", "display_name": "Acme Files",
    "version": "1.0.0", "description": "Works on files",
    "repository": {"type": "git", "url": "https://github.com/acme/files-mcp"},
    "server": {"type": "node", "mcp_config": {"command": "node", "args": []}})" +
         (more.empty() ? "" : ", " + more) + "}";
}

std::string ListingOf(const std::string& place, const std::string& standing,
                      const std::string& rest) {
  return "mcpb " + place + " (" + standing + R"(): acme-files
  title: Acme Files
  description: Works on files
  version: 1.0.0
  transports: stdio
  repository: github.com/acme/files-mcp
)" + rest;
}

constexpr char kTwoTools[] =
    R"("tools": [{"name": "read", "description": "Reads"}, {"name": "write"}])";
constexpr char kTwoToolsListed[] =
    "  tool: {\"description\":\"Reads\",\"name\":\"read\"}\n  tool: {\"name\":\"write\"}\n";

TEST(McpbFormat, ReadsABundle) {
  std::string bundle = MakeZip({{"server/index.js", "{ not data"},
                                {"server/package.json", R"({"name": "x"})"},
                                {"manifest.json", Manifest(kTwoTools)}});
  Folder folder({{"files.mcpb", bundle}});
  std::string listing = ListingOf("files.mcpb!manifest.json", "manifest", kTwoToolsListed);
  EXPECT_EQ(folder.Gather("files.mcpb").Text(), listing);
  EXPECT_EQ(folder.Gather().Text(), listing);
}

TEST(McpbFormat, ReadsASignedBundle) {
  std::string bundle = MakeZip({{"manifest.json", Manifest(kTwoTools)}});
  bundle += "MCPB_SIG_V1" + std::string(40000, '\7') + "PK\5\6MCPB_SIG_END";
  EXPECT_EQ(GatherFile("files.dxt", bundle),
            ListingOf("files.dxt!manifest.json", "manifest", kTwoToolsListed));
}

TEST(McpbFormat, ReadsAnUnpackedManifest) {
  EXPECT_EQ(GatherFolderOf("manifest.json", Manifest(kTwoTools)),
            ListingOf("manifest.json", "manifest", kTwoToolsListed));
}

TEST(McpbFormat, PrefersTheStoredAnswersOfTheServer) {
  EXPECT_EQ(GatherFile("manifest.json", Manifest(std::string(kTwoTools) + R"(, "_meta":
    {"com.microsoft.windows": {"static_responses": {
      "initialize": {"instructions": "Be careful."},
      "tools/list": {"tools": [{"name": "read", "inputSchema": {"type": "object"},
                                "annotations": {"readOnlyHint": true}}]}}}})")),
            ListingOf("manifest.json", "bundle",
                      "  instructions: Be careful.\n  tool: "
                      "{\"annotations\":{\"readOnlyHint\":true},\"inputSchema\":{\"type\":"
                      "\"object\"},\"name\":\"read\"}\n"));
}

TEST(McpbFormat, KnowsNoToolsFromUnknownTools) {
  EXPECT_EQ(GatherFile("manifest.json", Manifest("")),
            ListingOf("manifest.json", "manifest", "  tools: unknown\n"));
  EXPECT_EQ(GatherFile("manifest.json", Manifest(R"("tools": [])")),
            ListingOf("manifest.json", "manifest", "  tools: none\n"));
  EXPECT_EQ(GatherFile("manifest.json", Manifest(R"("tools": [], "tools_generated": true)")),
            ListingOf("manifest.json", "manifest", "  tools: unknown\n"));
}

TEST(McpbFormat, TakesAZipWithoutAManifestForAnArchiveOfFiles) {
  std::string zip = MakeZip({{"lists/acme.json", R"({"tools": [{"name": "read"}]})"},
                             {"manifest.json", R"({"manifest_version": 3, "name": "extension"})"}});
  EXPECT_EQ(GatherFile("lists.zip", zip),
            "tools-list lists.zip!lists/acme.json (other): acme\n"
            "  tool: {\"name\":\"read\"}\n"
            "problem lists.zip!manifest.json: not a format that mcprisk reads (mcprisk formats "
            "lists them)\n");
}

TEST(McpbFormat, ReportsABrokenManifest) {
  EXPECT_EQ(GatherFile("files.mcpb", MakeZip({{"manifest.json", "{\"name\": \"acme\","}})),
            "problem files.mcpb!manifest.json: not JSON: brackets, commas and colons do not fit "
            "together\n");
}

TEST(McpbFormat, DoesNotOpenABundleInsideAnArchive) {
  std::string bundle = MakeZip({{"manifest.json", Manifest(kTwoTools)}});
  EXPECT_EQ(GatherFile("release.zip", MakeZip({{"files.mcpb", bundle}, {"logo.png", bundle}})),
            "problem release.zip!files.mcpb: an archive inside an archive is not opened; unpack "
            "the outer one\n");
}

}  // namespace
}  // namespace mcprisk
