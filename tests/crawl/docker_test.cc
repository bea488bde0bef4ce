#include <gtest/gtest.h>

#include "support/gather.h"

namespace mcprisk {
namespace {

constexpr char kServer[] = R"(name: weather
image: mcp/weather@sha256:0123
type: server
about:
  title: Weather
  description: Forecasts for places
source:
  project: https://github.com/acme/tools
  directory: src/weather
)";

TEST(DockerFormat, ReadsServerAndToolsInEachFormOfParameters) {
  Folder folder({{"servers/weather/server.yaml", kServer},
                 {"servers/weather/readme.md", "- a list\n"},
                 {"servers/weather/tools.json", R"([
    {"name": "forecast", "description": "Looks ahead", "arguments": [
      {"name": "place", "type": "string", "desc": "Where"},
      {"name": "days", "type": "integer", "optional": true}]},
    {"name": "alerts", "inputSchema": {"type": "object"}, "annotations": {"readOnlyHint": true}},
    {"name": "radar", "description": "Shows rain"}])"}});
  EXPECT_EQ(folder.Gather().Text(), R"(docker servers/weather/server.yaml (docker): weather
  title: Weather
  description: Forecasts for places
  transports: stdio
  package: oci:docker.io/mcp/weather
  repository: github.com/acme/tools#src/weather
  tool: {"description":"Looks ahead","inputSchema":{"properties":{"days":{"type":"integer"},"place":{"description":"Where","type":"string"}},"required":["place"],"type":"object"},"name":"forecast"}
  tool: {"annotations":{"readOnlyHint":true},"inputSchema":{"type":"object"},"name":"alerts"}
  tool: {"description":"Shows rain","name":"radar"}
)");
}

TEST(DockerFormat, ReadsToolsOfPociFromTheRecord) {
  EXPECT_EQ(GatherFile("server.yaml", R"(name: curl
type: poci
about: {title: Curl}
tools:
  - name: curl
    description: Runs curl.
    parameters: {type: object, properties: {args: {type: array}}, required: [args]}
    container: {image: alpine/curl}
)"),
            R"(docker server.yaml (docker): curl
  title: Curl
  transports: stdio
  tool: {"description":"Runs curl.","inputSchema":{"properties":{"args":{"type":"array"}},"required":["args"],"type":"object"},"name":"curl"}
)");
}

constexpr char kRemote[] = R"(name: notes
type: remote
about: {title: Notes}
dynamic: {tools: true}
remote: {transport_type: streamable-http, url: "https://mcp.notes.example/mcp"}
)";

TEST(DockerFormat, DoesNotTakeAnEmptyListForNoTools) {
  EXPECT_EQ(Folder({{"notes/server.yaml", kRemote}, {"notes/tools.json", "[]"}}).Gather().Text(),
            R"(docker notes/server.yaml (docker): notes
  title: Notes
  transports: streamable-http
  remote: https://mcp.notes.example/mcp
  tools: unknown
)");
}

TEST(DockerFormat, KeepsTheServerWhenItsToolsAreBroken) {
  EXPECT_EQ(
      Folder({{"notes/server.yaml", kRemote}, {"notes/tools.json", "{\"a\""}}).Gather().Text(),
      R"(docker notes/server.yaml (docker): notes
  title: Notes
  transports: streamable-http
  remote: https://mcp.notes.example/mcp
  tools: unknown
problem notes/tools.json: not JSON: brackets, commas and colons do not fit together
)");
}

TEST(DockerFormat, KeepsTheToolsWhenTheRecordIsBroken) {
  EXPECT_EQ(Folder({{"notes/server.yaml", "name: &other x\n"},
                    {"notes/tools.json", R"([{"name": "add", "inputSchema": {}}])"}})
                .Gather()
                .Text(),
            R"(tools-list notes/tools.json (other): notes
  tool: {"inputSchema":{},"name":"add"}
problem notes/server.yaml:1:7: cannot be read as YAML: an anchor, which is not supported
)");
}

TEST(DockerFormat, CountsEachFileOnce) {
  Gathered gathered =
      Folder({{"a/server.yaml", kServer}, {"a/tools.json", "[]"}, {"a/more.txt", "x"}}).Gather();
  EXPECT_EQ(gathered.files, 3u);
  EXPECT_EQ(gathered.listings.size(), 1u);
}

}  // namespace
}  // namespace mcprisk
