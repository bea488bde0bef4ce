// What is printed of a server before its tools.
#include "commands/server_text.h"

#include <gtest/gtest.h>

#include <sstream>

namespace mcprisk {
namespace {

TEST(ServerText, HowEachOfItsAddressesMeetsWhoAsks) {
  CatalogServer server;
  server.name = "notes";
  server.status = "active";
  server.transports = {"streamable-http"};
  server.sightings = {
      {.source = {"live", "https://a.example/mcp"},
       .place = "https://a.example/mcp",
       .tools = 2,
       .tools_known = true,
       .access = {"open", "", {std::string(64, 'a'), "CN=R3,O=Acme"}}},
      {.source = {"live", "https://b.example/mcp"},
       .place = "https://b.example/mcp",
       .access = {"required", "Bearer", {}}},
      {.source = {"registry", "official"}, .place = "page 1#3"},
  };
  std::ostringstream out;
  std::ostringstream err;
  Console console(out, err, 80);
  PrintServerHead(server, console);
  EXPECT_EQ(out.str(), R"(notes

  transports  streamable-http
  seen in     live https://a.example/mcp, 2 tools
              open to everybody, certificate issued by CN=R3,O=Acme
  seen in     live https://b.example/mcp, tools unknown
              asks for credentials (Bearer)
  seen in     registry page 1#3, tools unknown
)");
}

}  // namespace
}  // namespace mcprisk
