#include <gtest/gtest.h>

#include "support/archives.h"
#include "support/gather.h"

namespace mcprisk {
namespace {

constexpr char kServer[] = R"(identifier: acme/tools/weather
repo: {provider: github.com, url: "https://github.com/acme/tools", name: tools, owner: acme}
server:
  subdirectory: /src/weather
  name: Weather
  description: Forecasts
)";

constexpr char kTools[] = R"(- name: forecast
  description: Looks ahead
  inputSchema:
    type: object
    properties:
      operator: {type: string, enum: [=, '!=']}
- name: forecast
  inputSchema: {type: object}
- description: nameless
)";

constexpr char kListing[] =
    R"(metorial CATALOGcatalog/.acme/tools/weather/server.yaml (metorial): acme/tools/weather
  title: Weather
  description: Forecasts
  repository: github.com/acme/tools#src/weather
  tools read: 3
  repeated: forecast
  tool: {"description":"Looks ahead","inputSchema":{"properties":{"operator":{"enum":["=","!="],"type":"string"}},"type":"object"},"name":"forecast"}
problem metorial CATALOGcatalog/.acme/tools/weather/tools.yaml#2: the tool "forecast" is listed twice; the first one stands
problem metorial CATALOGcatalog/.acme/tools/weather/tools.yaml#3: this tool has no name
)";

std::string ListingIn(const std::string& catalog) {
  std::string listing = kListing;
  for (size_t at; (at = listing.find("CATALOG")) != std::string::npos;) {
    listing.replace(at, 7, catalog);
  }
  return listing;
}

const std::vector<MadeEntry> kEntries = {
    // The tools come first and the folder begins with a dot, as in the real catalog.
    {"catalog/.acme/tools/weather/tools.yaml", kTools},
    {"catalog/.acme/tools/weather/categories.yaml", "categories: [weather]\n"},
    {"catalog/.acme/tools/weather/server.yaml", kServer}};

TEST(MetorialFormat, ReadsAFolder) {
  Folder folder;
  for (const MadeEntry& entry : kEntries) folder.Write(entry.path, entry.text);
  EXPECT_EQ(folder.Gather().Text(), ListingIn(""));
}

TEST(MetorialFormat, ReadsAnArchiveAndAnArchiveInAFolder) {
  Folder folder({{"catalog.tar.xz", MakeArchive("tar", "xz", kEntries)}});
  EXPECT_EQ(folder.Gather("catalog.tar.xz").Text(), ListingIn("catalog.tar.xz!"));
  EXPECT_EQ(folder.Gather().Text(), ListingIn("catalog.tar.xz!"));
}

TEST(MetorialFormat, ReadsToolsInAnObject) {
  Gathered gathered =
      Folder({{"a/server.yaml", kServer}, {"a/tools.yaml", "tools:\n  - name: forecast\n"}})
          .Gather();
  EXPECT_EQ(gathered.Problems(), "");
  EXPECT_EQ(gathered.listings.at(0).tools->at(0).name, "forecast");
}

}  // namespace
}  // namespace mcprisk
