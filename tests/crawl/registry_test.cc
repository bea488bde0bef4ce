#include <gtest/gtest.h>

#include "support/gather.h"

namespace mcprisk {
namespace {

TEST(RegistryFormat, ReadsAPageOfTheApi) {
  EXPECT_EQ(GatherFile("page.json", R"({
    "servers": [{
      "server": {
        "$schema": "https://static.modelcontextprotocol.io/schemas/2025-12-11/server.schema.json",
        "name": "io.github.acme/weather", "title": "Weather", "description": "Forecasts",
        "version": "1.4.0",
        "repository": {"url": "https://github.com/Acme/Weather.git", "source": "github",
                       "subfolder": "mcp"},
        "packages": [{"registryType": "npm", "identifier": "@acme/weather", "version": "1.4.0",
                      "transport": {"type": "stdio"}},
                     {"registryType": "oci", "identifier": "acme/weather:1.4.0",
                      "transport": {"type": "streamable-http", "url": "http://localhost:80/"}}],
        "remotes": [{"type": "sse", "url": "https://MCP.acme.example:443/sse/"},
                    {"type": "streamable-http", "url": "https://{tenant}.acme.example/mcp"}]
      },
      "_meta": {"io.modelcontextprotocol.registry/official":
                {"status": "deprecated", "isLatest": true}}
    }],
    "metadata": {"nextCursor": "io.github.acme/weather:1.4.0", "count": 1}
  })"),
            R"(registry page.json#1 (none): io.github.acme/weather
  title: Weather
  description: Forecasts
  version: 1.4.0
  status: deprecated
  transports: sse stdio streamable-http
  name: io.github.acme/weather
  package: npm:@acme/weather
  package: oci:docker.io/acme/weather
  remote: https://mcp.acme.example/sse
  repository: github.com/acme/weather#mcp
  tools: unknown
)");
}

TEST(RegistryFormat, ReadsAnArrayWithAByteOrderMark) {
  EXPECT_EQ(GatherFile("servers.json",
                       "\xEF\xBB\xBF"
                       R"([{"server": {"name": "com.acme/a", "version": "1"}, "_meta": {}},
                           {"server": {"name": "com.acme/b", "version": "1"}, "_meta": {}}])"),
            R"(registry servers.json#1 (none): com.acme/a
  version: 1
  name: com.acme/a
  tools: unknown
registry servers.json#2 (none): com.acme/b
  version: 1
  name: com.acme/b
  tools: unknown
)");
}

TEST(RegistryFormat, ReadsTheSnakeCaseOfJuly2025) {
  EXPECT_EQ(GatherFile("servers.json", R"([{
    "name": "io.github.acme/files", "description": "Files", "status": "deleted",
    "version": "0.2.0",
    "packages": [{"registry_type": "pypi", "identifier": "Acme_Files", "version": "0.2.0"}],
    "_meta": {"io.modelcontextprotocol.registry/official": {"is_latest": true}}
  }])"),
            R"(registry servers.json#1 (none): io.github.acme/files
  description: Files
  version: 0.2.0
  status: deleted
  transports: stdio
  name: io.github.acme/files
  package: pypi:acme-files
  tools: unknown
)");
}

TEST(RegistryFormat, ReadsTheOldestNames) {
  EXPECT_EQ(GatherFile("seed.json", R"([{
    "id": "1", "name": "io.github.acme/mail", "description": "Mail",
    "repository": {"url": "https://github.com/acme/mail", "source": "github"},
    "version_detail": {"version": "0.0.1-seed", "is_latest": true},
    "packages": [{"registry_name": "docker", "name": "acme/mail", "version": "1"},
                 {"registry_name": "unknown", "name": "acme-mail"}],
    "remotes": [{"transport_type": "sse", "url": "http://localhost:8000/sse"}]
  }])"),
            R"(registry seed.json#1 (none): io.github.acme/mail
  description: Mail
  version: 0.0.1-seed
  transports: sse stdio
  name: io.github.acme/mail
  package: oci:docker.io/acme/mail
  repository: github.com/acme/mail
  tools: unknown
)");
}

TEST(RegistryFormat, ReadsTheEnvelopeOfAugust2025) {
  EXPECT_EQ(GatherFile("page.json", R"({"servers": [{
    "server": {"name": "io.github.acme/a", "version_detail": {"version": "2"}},
    "x-io.modelcontextprotocol.registry": {"is_latest": true, "status": "deprecated"}
  }], "metadata": {"next_cursor": "x"}})"),
            R"(registry page.json#1 (none): io.github.acme/a
  version: 2
  status: deprecated
  name: io.github.acme/a
  tools: unknown
)");
}

TEST(RegistryFormat, AcceptsToolsThatAnAuthorKeepsInServerJson) {
  EXPECT_EQ(GatherFolderOf("server.json", R"({
    "$schema": "https://static.modelcontextprotocol.io/schemas/2025-10-17/server.schema.json",
    "name": "io.github.acme/files", "description": "Files", "version": "1.0.0",
    "tools": ["read_file", {"name": "write_file", "description": "Writes"}]
  })"),
            R"(registry server.json (manifest): io.github.acme/files
  description: Files
  version: 1.0.0
  name: io.github.acme/files
  tool: {"name":"read_file"}
  tool: {"description":"Writes","name":"write_file"}
)");
}

std::string LatestOf(const std::string& records) {
  Gathered gathered = Folder({{"servers.json", "[" + records + "]"}}).Gather("servers.json");
  EXPECT_EQ(gathered.problems.size(), 0u);
  if (gathered.listings.size() != 1) return "several listings";
  const Listing& listing = gathered.listings.front();
  return listing.server.version + " of " + std::to_string(listing.records) + " at " +
         listing.origin.place;
}

std::string Record(const std::string& version, const std::string& meta) {
  return R"({"server": {"name": "com.acme/a", "version": ")" + version +
         R"("}, "_meta": {"io.modelcontextprotocol.registry/official": {)" + meta + "}}}";
}

TEST(RegistryFormat, CollapsesVersionsIntoTheLatest) {
  // The flag wins over a higher version,
  EXPECT_EQ(LatestOf(Record("2.0.0", R"("isLatest": false)") + "," +
                     Record("1.9.0", R"("isLatest": true)") + "," +
                     Record("3.0.0", R"("isLatest": false)")),
            "1.9.0 of 3 at servers.json#2");
  // without a flag the higher version, whatever the date,
  EXPECT_EQ(LatestOf(Record("1.10.0", R"("publishedAt": "2025-01-01T00:00:00Z")") + "," +
                     Record("1.9.0", R"("publishedAt": "2025-09-01T00:00:00Z")")),
            "1.10.0 of 2 at servers.json#1");
  // a release over a word, and of words the date.
  EXPECT_EQ(LatestOf(Record("0.1.0", "") + "," + Record("nightly", "")),
            "0.1.0 of 2 at servers.json#1");
  EXPECT_EQ(LatestOf(Record("spring", R"("publishedAt": "2025-09-01T00:00:00Z")") + "," +
                     Record("autumn", R"("publishedAt": "2025-03-01T00:00:00Z")")),
            "spring of 2 at servers.json#1");
}

TEST(RegistryFormat, ReportsRecordsWithoutANameAndReadsTheOthers) {
  EXPECT_EQ(GatherFile("servers.json", R"([
    {"name": "", "version_detail": {"version": ""}},
    7,
    {"name": "com.acme/a", "version": "1", "packages": "none", "remotes": [1, null, {"url": 3}]}
  ])"),
            R"(registry servers.json#3 (none): com.acme/a
  version: 1
  name: com.acme/a
  tools: unknown
problem registry servers.json#1: the record does not name its server
problem registry servers.json#2: the record does not name its server
)");
}

TEST(RegistryFormat, LosesOnlyTheRecordsThatAreNoJson) {
  EXPECT_EQ(GatherFile("page.json", R"({"servers": [
    {"server": {"name": "com.acme/a", "version": "1"}},
    {"server": {"name": "com.acme/b", "version": "\ud800"}},
    {"server": {"name": "com.acme/c" "version": "1"}},
    {"server": {"name": "com.acme/d", "version": "1"}}
  ], "metadata": {}})"),
            R"(registry page.json#1 (none): com.acme/a
  version: 1
  name: com.acme/a
  tools: unknown
registry page.json#4 (none): com.acme/d
  version: 1
  name: com.acme/d
  tools: unknown
problem registry page.json#2: not JSON: a string holds a malformed escape or half a surrogate pair
problem registry page.json#3: not JSON: brackets, commas and colons do not fit together
)");
}

TEST(RegistryFormat, KeepsTheWholeRecordsOfATruncatedPage) {
  EXPECT_EQ(GatherFile("page.json", R"({"servers": [
    {"server": {"name": "com.acme/a", "version": "1"}},
    {"server": {"name": "com.acme/b", "ver)"),
            R"(registry page.json#1 (none): com.acme/a
  version: 1
  name: com.acme/a
  tools: unknown
problem registry page.json: the text ends inside record 2; what stands before it was read
)");
}

TEST(RegistryFormat, DoesNotTakePackageJsonForARecord) {
  EXPECT_EQ(GatherFolderOf("package.json",
                           R"({"name": "@acme/weather", "version": "1.0.0", "packages": ["a"]})"),
            "problem package.json: not a format that mcprisk reads (mcprisk formats lists them)\n");
}

}  // namespace
}  // namespace mcprisk
