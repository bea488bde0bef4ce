#include "crawl/lines.h"

#include <gtest/gtest.h>

#include "support/archives.h"
#include "support/gather.h"

namespace mcprisk {
namespace {

constexpr char kLines[] = R"({"server": "sums", "tool": {"name": "add"}}

{"server": {"name": "sums", "title": "Sums"}, "tool": {"name": "subtract"}}
{"server": "mail", "tool": {"name": "send", "description": "Sends"}}
{"server": "sums", "tool": {"name": "divide"}}
)";

constexpr char kListings[] = R"(json-lines PLACE:1 (other): sums
  tool: {"name":"add"}
  tool: {"name":"subtract"}
json-lines PLACE:4 (other): mail
  tool: {"description":"Sends","name":"send"}
json-lines PLACE:5 (other): sums
  tool: {"name":"divide"}
)";

std::string ListingsAt(const std::string& place) {
  std::string listings = kListings;
  for (size_t at; (at = listings.find("PLACE")) != std::string::npos;) {
    listings.replace(at, 5, place);
  }
  return listings;
}

TEST(JsonLines, MakesOneListingOfTheLinesOfOneServerInARow) {
  EXPECT_EQ(GatherFile("tools.jsonl", kLines), ListingsAt("tools.jsonl"));
}

TEST(JsonLines, IsKnownByItsContent) {
  EXPECT_EQ(GatherFolderOf("notes.txt", "\xEF\xBB\xBF" + std::string(kLines)),
            ListingsAt("notes.txt"));
}

TEST(JsonLines, IsReadFromACompressedFile) {
  for (const char* filter : {"gzip", "xz", "bzip2", "zstd"}) {
    EXPECT_EQ(GatherFolderOf("tools.jsonl.z", Compressed(filter, kLines)),
              ListingsAt("tools.jsonl.z"));
  }
}

TEST(JsonLines, GoesOnBehindLinesThatCannotBeRead) {
  EXPECT_EQ(GatherFile("tools.jsonl", R"({"server": "sums", "tool": {"name": "add"}}
{"server": "sums", "tool": {"name": "add", "description": "again"}}
{"server": "sums", "tool": {"name":
{"server": 7, "tool": {"name": "divide"}}
{"server": "sums", "tool": "divide"}
{"colour": "red"}
null and void
{"tool": {"name": "subtract"}}
)"),
            R"(json-lines tools.jsonl:1 (other): sums
  tools read: 3
  repeated: add
  tool: {"name":"add"}
  tool: {"name":"divide"}
json-lines tools.jsonl:8 (other): tools
  tool: {"name":"subtract"}
problem json-lines tools.jsonl:2: the tool "add" is listed twice; the first one stands
problem json-lines tools.jsonl:3: not JSON: brackets, commas and colons do not fit together
problem json-lines tools.jsonl:4: the record does not name its server
problem json-lines tools.jsonl:6: not a format that mcprisk reads (mcprisk formats lists them)
problem json-lines tools.jsonl:7: not JSON: brackets, commas and colons do not fit together
)");
}

TEST(JsonLines, LetsOtherFormatsReadTheirRecords) {
  EXPECT_EQ(GatherFile("dump.jsonl", R"({"server": {"name": "com.acme/a", "version": "1"}}
{"serverInfo": {"name": "sums"}, "tools": []}
)"),
            R"(registry dump.jsonl:1 (none): com.acme/a
  version: 1
  name: com.acme/a
  tools: unknown
tools-list dump.jsonl:2 (live): sums
  tools: none
)");
}

TEST(JsonLines, ReadsAnArrayOfTheSameRecords) {
  EXPECT_EQ(GatherFile("tools.json", R"([
    {"server": "sums", "tool": {"name": "add"}},
    {"server": "mail", "name": "send", "category": "Write"},
    7])"),
            R"(json-lines tools.json#1 (other): sums
  tool: {"name":"add"}
json-lines tools.json#2 (other): mail
  tool: {"name":"send"}
problem json-lines tools.json#3: not a record of a server and a tool
)");
}

TEST(JsonLines, FlushesAServerOfManyTools) {
  std::string lines;
  for (size_t i = 0; i < kMaxToolsPerServer + 1; ++i) {
    lines += R"({"server": "many", "tool": {"name": "t)" + std::to_string(i) + "\"}}\n";
  }
  Gathered gathered = Folder({{"many.jsonl", lines}}).Gather();
  ASSERT_EQ(gathered.listings.size(), 2u);
  EXPECT_EQ(gathered.listings[0].tools->size(), kMaxToolsPerServer);
  EXPECT_EQ(gathered.listings[1].tools->size(), 1u);
  EXPECT_EQ(gathered.listings[1].server.name, "many");
}

TEST(JsonLines, SaysOnceThatAFileIsSomethingElse) {
  std::string lines;
  for (int i = 0; i < 1000; ++i) lines += "{\"colour\": \"red\"}\n";
  constexpr char kUnknown[] =
      "problem colours.jsonl: not a format that mcprisk reads (mcprisk formats lists them)\n";
  EXPECT_EQ(GatherFile("colours.jsonl", lines), kUnknown);
  EXPECT_EQ(GatherFolderOf("colours.jsonl", lines), kUnknown);
  EXPECT_EQ(GatherFolderOf("colours.txt", lines), "");
}

TEST(JsonLines, TakesNoSpreadOutDocumentForLines) {
  for (const char* text : {"{\"serverInfo\":\n{\"name\": \"sums\"}\n, \"tools\": []}",
                           "{\n\"serverInfo\": {\"name\": \"sums\"},\n\"tools\": []\n}\n",
                           "{\"serverInfo\": {\"name\": \"sums\"}, \"tools\": []}\n\n"}) {
    EXPECT_EQ(GatherFile("sums.json", text), "tools-list sums.json (live): sums\n  tools: none\n");
  }
}

TEST(JsonLines, SkipsALineBeyondTheLimitAndReadsOn) {
  std::string lines = R"({"server": "a", "tool": {"name": "x"}})";
  lines += "\n{\"server\": \"a\", \"tool\": {\"name\": \"y\", \"description\": \"" +
           std::string(kMaxLineBytes, '.') + "\"}}\n" + R"({"server": "a", "tool": {"name": "z"}})";
  EXPECT_EQ(GatherFile("long.jsonl", lines),
            R"(json-lines long.jsonl:1 (other): a
  tool: {"name":"x"}
  tool: {"name":"z"}
problem json-lines long.jsonl:2: the line is longer than kMaxLineBytes (16,777,216) bytes
)");
}

TEST(JsonLines, StopsWhenToldTo) {
  std::atomic<bool> stop = false;
  size_t listings = 0;
  CrawlSink sink = {[&](const Listing&) { stop = ++listings == 2; },
                    [](const Source&, const Problem&) {}, [] {}};
  Folder folder({{"tools.jsonl", kLines}});
  Crawl({folder.path()}, stop, sink);
  EXPECT_EQ(listings, 2u);
}

}  // namespace
}  // namespace mcprisk
