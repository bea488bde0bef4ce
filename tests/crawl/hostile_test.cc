// Input that wants to crash the reader. What is expected is mostly that it ends, under sanitizers.
#include <gtest/gtest.h>

#include "base/json.h"
#include "crawl/recognize.h"
#include "support/gather.h"

namespace mcprisk {
namespace {

std::string Repeated(std::string_view text, size_t times) {
  std::string repeated;
  for (size_t i = 0; i < times; ++i) repeated += text;
  return repeated;
}

constexpr char kNotBrackets[] = "not JSON: brackets, commas and colons do not fit together\n";

TEST(HostileInput, NestedDeeply) {
  constexpr size_t kLevels = 10000;
  EXPECT_EQ(GatherFile("deep.json", Repeated("[", kLevels) + Repeated("]", kLevels)),
            "problem deep.json#1: nested deeper than 100 levels\n");
  EXPECT_EQ(GatherFile("deep.json", Repeated("[", kLevels)),
            std::string("problem deep.json: ") + kNotBrackets);
  EXPECT_EQ(GatherFile("deep.json", Repeated("{\"a\":", kLevels) + "1" + Repeated("}", kLevels)),
            "problem deep.json: nested deeper than 100 levels\n");
  EXPECT_EQ(GatherFile("deep.yaml", "a: " + Repeated("[", kLevels) + Repeated("]", kLevels)),
            "problem deep.yaml:1:103: cannot be read as YAML: nested deeper than 100 levels\n");
  // One deep tool does not cost the others.
  EXPECT_EQ(GatherFile("deep.json",
                       "{\"tools\": [{\"name\": \"add\"}, {\"name\": \"deep\", \"inputSchema\": " +
                           Repeated("{\"a\":", kLevels) + "1" + Repeated("}", kLevels) + "}]}"),
            "tools-list deep.json (other): deep\n  tools read: 2\n  tool: {\"name\":\"add\"}\n"
            "problem tools-list deep.json#2: nested deeper than 100 levels\n");
}

TEST(HostileInput, NotUtf8) {
  for (const char* bytes : {"\xFF", "\xC0\xAF", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xE2\x82"}) {
    EXPECT_EQ(GatherFile("bad.json", "{\"tools\": [{\"name\": \"add\"}, {\"name\": \"" +
                                         std::string(bytes) + "\"}]}"),
              "tools-list bad.json (other): bad\n  tools read: 2\n  tool: {\"name\":\"add\"}\n"
              "problem tools-list bad.json#2: not valid UTF-8\n");
    EXPECT_EQ(GatherFile("bad.yaml", "tools:\n- name: " + std::string(bytes) + "\n"),
              "problem bad.yaml:2:9: cannot be read as YAML: not valid UTF-8\n");
  }
}

TEST(HostileInput, HalfSurrogatePairs) {
  for (const char* escape : {"\\ud800", "\\udfff", "\\ud800\\u0041", "\\udc00\\ud800"}) {
    EXPECT_EQ(GatherFile("bad.json", "{\"tools\": [\"" + std::string(escape) + "\"]}"),
              "problem bad.json#1: not JSON: a string holds a malformed escape or half a surrogate "
              "pair\n");
  }
}

TEST(HostileInput, EmptyOrBinary) {
  for (const std::string& text :
       {std::string(), std::string("\xEF\xBB\xBF"), std::string(" \n\t\r\n"),
        std::string(100000, '\0'), std::string("{\0}", 3), std::string("{"), std::string("["),
        std::string("\""), std::string("{}"), std::string("[]"), std::string("{}\n{}\n"),
        std::string("BZh"), std::string("\x1F"), std::string("PK"), std::string(257, 'u'),
        std::string("null"), std::string("- "), std::string("a:"), std::string("\xFE\xFF\0{", 4)}) {
    for (const char* name : {"x.json", "x.yaml", "x.jsonl", "server.yaml"}) {
      Gathered asked = Folder({{name, text}}).Gather(name);
      EXPECT_TRUE(asked.listings.empty());
      EXPECT_EQ(asked.problems.size(), 1u) << name << " " << text;
      EXPECT_EQ(Folder({{name, text}}).Gather().problems.size(), 1u) << name << " " << text;
    }
  }
}

TEST(HostileInput, LinesWithoutEnd) {
  // 200 MB in one line, beside lines that can be read.
  constexpr size_t kLongLine = size_t{200} << 20;
  Folder folder;
  {
    std::string text = R"({"server": "a", "tool": {"name": "x", "description": ")";
    text.reserve(kLongLine + 1000);
    text.append(kLongLine, '.');
    text += "\"}}\n{\"server\": \"a\", \"tool\": {\"name\": \"y\"}}\n";
    folder.Write("long.jsonl", text);
  }
  EXPECT_EQ(folder.Gather().Text(),
            "json-lines long.jsonl:2 (other): a\n  tool: {\"name\":\"y\"}\n"
            "problem json-lines long.jsonl:1: the line is longer than kMaxLineBytes (16,777,216) "
            "bytes\n");
}

TEST(HostileInput, ServersWithNamesAndTextsWithoutEnd) {
  std::string name(kMaxServerNameBytes + 1, 'n');
  EXPECT_EQ(GatherFile("a.json", "{\"serverInfo\": {\"name\": \"" + name + "\"}, \"tools\": []}"),
            "problem tools-list a.json: the server's name is longer than kMaxServerNameBytes "
            "(512)\n");
  // The cut keeps characters whole.
  std::string text = "x" + Repeated("\xC3\xA9", kMaxServerTextBytes / 2);
  Gathered gathered = Folder({{"a.json", R"({"serverInfo": {"name": "a"}, "tools": [],
                                             "instructions": ")" +
                                             text + "\"}"}})
                          .Gather("a.json");
  EXPECT_EQ(gathered.listings.at(0).server.instructions, text.substr(0, kMaxServerTextBytes - 1));
  EXPECT_EQ(gathered.Problems(),
            "problem tools-list a.json: the instructions of the server was cut at "
            "kMaxServerTextBytes (65,536)\n");
}

TEST(HostileInput, MoreProblemsThanAnybodyReads) {
  Gathered gathered =
      Folder({{"a.json", "{\"serverInfo\": {\"name\": \"a\"}, \"tools\": [{\"name\": \"add\"}" +
                             Repeated(",7", 5000) + Repeated(",x", 5000) + "]}"},
              {"b.json", "{\"serverInfo\": {\"name\": \"b\"}, \"tools\": [7]}"}})
          .Gather();
  ASSERT_EQ(gathered.problems.size(), kMaxProblemsPerFile + 2);
  EXPECT_EQ(gathered.listings.at(0).tools_read, 10001u);
  EXPECT_EQ(gathered.problems[kMaxProblemsPerFile].second.place, "a.json");
  EXPECT_EQ(gathered.problems[kMaxProblemsPerFile].second.what,
            "more problems than kMaxProblemsPerFile (1,000); the others are not listed");
  EXPECT_EQ(gathered.problems.back().second.place, "b.json#1");
}

TEST(HostileInput, MoreIdentitiesThanAServerHas) {
  std::string remotes;
  for (int i = 0; i < 5000; ++i) {
    remotes += (i == 0 ? "" : ",") + ("{\"url\": \"https://a.example/" + std::to_string(i) + "\"}");
  }
  Gathered gathered =
      Folder({{"server.json",
               R"({"name": "com.acme/a", "version": "1", "remotes": [)" + remotes + "]}"}})
          .Gather();
  EXPECT_EQ(gathered.listings.at(0).server.identities.size(), kMaxIdentities);
}

// --- Wrong types for every field of every format -------------------------------------------------

struct Sample {
  const char* path;
  const char* text;
};

constexpr Sample kSamples[] = {
    {"page.json", R"({"servers": [{"server": {
      "$schema": "https://x.example/server.schema.json", "name": "com.acme/a", "title": "A",
      "description": "d", "version": "1.0.0", "status": "active", "tools": [{"name": "t"}],
      "version_detail": {"version": "1", "is_latest": true, "release_date": "2025"},
      "repository": {"url": "https://github.com/a/b", "subfolder": "c"},
      "packages": [{"registryType": "npm", "registry_name": "npm", "identifier": "a", "name": "b",
                    "transport": {"type": "stdio"}}],
      "remotes": [{"type": "sse", "transport_type": "sse", "url": "https://a.example"}]},
      "_meta": {"io.modelcontextprotocol.registry/official":
        {"status": "active", "isLatest": true, "publishedAt": "2025"}}}],
      "data": {"servers": []}, "metadata": {}})"},
    {"tools.json", R"([{"name": "t", "title": "T", "description": "d", "annotations": {"title": "x",
      "readOnlyHint": true, "destructiveHint": false}, "outputSchema": {"type": "object"},
      "inputSchema": {"type": "object", "properties": {"p": {"type": "string", "enum": ["a"],
      "description": "d", "default": 1}}, "required": ["p"]}},
      {"name": "u", "arguments": [{"name": "p", "type": "string", "desc": "d", "optional": true,
      "items": {"type": "string"}}]},
      {"type": "function", "function": {"name": "f", "description": "d",
      "parameters": {"type": "object"}}}])"},
    {"server.yaml", R"({"name": "a", "image": "mcp/a", "type": "server",
      "about": {"title": "A", "description": "d"}, "dynamic": {"tools": true},
      "source": {"project": "https://github.com/a/b", "directory": "c"},
      "remote": {"transport_type": "sse", "url": "https://a.example"},
      "tools": [{"name": "t", "parameters": {"type": "object"}}]})"},
    {"mcpm.json", R"({"name": "a", "display_name": "A", "description": "d",
      "repository": {"url": "https://github.com/a/b"},
      "installations": {"n": {"type": "npm", "command": "npx", "args": ["-y", "a"], "url": "x"},
                        "u": {"type": "uvx", "command": "uvx", "args": ["--from", "a", "b"]}},
      "tools": [{"name": "t", "inputSchema": {"p": {"type": "string"}}, "required": ["p"]}]})"},
    {"index.json", R"({"a-mcp": {"category": "c", "path": "p", "validated": true,
      "tools": {"t": {"name": "t", "description": "d"}}}})"},
    {"package.json", R"({"type": "mcp-server", "packageName": "a", "packageVersion": "1",
      "name": "A", "description": "d", "runtime": "node", "url": "https://github.com/a/b",
      "remotes": [{"type": "sse", "url": "https://a.example"}]})"},
    {"metorial/server.yaml", R"({"identifier": "a/b/c", "repo": {"url": "https://github.com/a/b"},
      "server": {"name": "A", "description": "d", "subdirectory": "/"}})"},
    {"manifest.json", R"({"name": "a", "display_name": "A", "version": "1", "description": "d",
      "repository": {"url": "https://github.com/a/b"}, "server": {"mcp_config": {}},
      "tools": [{"name": "t"}], "tools_generated": false, "_meta": {"com.microsoft.windows":
      {"static_responses": {"initialize": {"result": {"instructions": "i"}},
      "tools/list": {"tools": [{"name": "t"}]}}}}})"},
    {"live.json", R"({"jsonrpc": "2.0", "result": {"serverInfo": {"name": "a", "title": "A",
      "version": "1", "description": "d"}, "protocolVersion": "x", "instructions": "i",
      "_meta": {"io.modelcontextprotocol/serverInfo": {"name": "b"}},
      "transport": {"type": "sse", "endpoint": "/"}, "tools": [{"name": "t"}]}})"},
    {"many.json",
     R"([{"name": "g", "tools": {"s": {"server_name": "s", "tools": [{"name": "t"}]}}}])"},
    {"records.json", R"([{"server": {"name": "a", "title": "A", "description": "d",
      "version": "1", "instructions": "i"}, "tool": {"name": "t"}}])"},
};

// All places in `text` where a JSON value begins and ends: found by cutting at each byte and asking
// the parser, which is slow and cannot be wrong.
std::vector<std::pair<size_t, size_t>> ValuesIn(const std::string& text) {
  std::vector<std::pair<size_t, size_t>> values;
  JsonParser parser;
  for (size_t begin = 0; begin < text.size(); ++begin) {
    if (std::string_view("{[\"tf0123456789").find(text[begin]) == std::string_view::npos) continue;
    for (size_t end = begin + 1; end <= text.size(); ++end) {
      std::string broken = text;
      broken.replace(begin, end - begin, "null");
      if (!parser.Parse(std::string_view(text).substr(begin, end - begin))) continue;
      if (parser.Parse(broken)) values.emplace_back(begin, end);
      break;
    }
  }
  return values;
}

TEST(HostileInput, WrongTypesForEveryFieldOfEveryFormat) {
  for (const Sample& sample : kSamples) {
    const std::string text = sample.text;
    Folder folder;
    folder.Write(sample.path, text);
    EXPECT_EQ(folder.Gather().Problems(), "") << sample.path;
    EXPECT_FALSE(folder.Gather().listings.empty()) << sample.path;
    std::vector<std::pair<size_t, size_t>> values = ValuesIn(text);
    EXPECT_GT(values.size(), 5u);
    for (auto [begin, end] : values) {
      for (const char* wrong : {"null", "true", "-1.5e300", "[]", "[[\"\"]]", "{}",
                                "{\"name\": {}, \"tools\": 7}", "\"\"", "\"\\u0000\""}) {
        std::string changed = text;
        changed.replace(begin, end - begin, wrong);
        folder.Write(sample.path, changed);
        for (const Gathered& gathered : {folder.Gather(), folder.Gather(sample.path)}) {
          for (const Listing& listing : gathered.listings) {
            EXPECT_FALSE(listing.server.name.empty()) << changed;
          }
        }
      }
    }
  }
}

}  // namespace
}  // namespace mcprisk
