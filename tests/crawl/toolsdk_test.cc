#include <gtest/gtest.h>

#include "support/gather.h"

namespace mcprisk {
namespace {

TEST(ToolsdkFormat, ReadsTheIndex) {
  EXPECT_EQ(GatherFile("packages-list.json", R"({
    "@acme/mcp-mail": {"category": "communication", "path": "communication/mail.json",
      "validated": true, "tools": {
        "send": {"name": "send-mail", "description": "Sends"},
        "list": {"description": "Lists"}}},
    "acme-mcp": {"category": "x", "path": "x/acme.json", "validated": false, "tools": {}},
    "acme_py_mcp": {"category": "x", "path": "x/py.json"},
    "tower: a board game": {"category": "x", "path": "x/tower.json", "validated": true, "tools": {}},
    "broken": []
  })"),
            R"(toolsdk packages-list.json#@acme/mcp-mail (toolsdk): @acme/mcp-mail
  package: npm:@acme/mcp-mail
  tool: {"description":"Sends","name":"send-mail"}
  tool: {"description":"Lists","name":"list"}
toolsdk packages-list.json#acme-mcp (toolsdk): acme-mcp
  package: npm:acme-mcp
  tools: unknown
toolsdk packages-list.json#acme_py_mcp (toolsdk): acme_py_mcp
  package: pypi:acme-py-mcp
  tools: unknown
toolsdk packages-list.json#tower: a board game (toolsdk): tower: a board game
  tools: none
problem toolsdk packages-list.json#broken: the entry of a package is no object
)");
}

TEST(ToolsdkFormat, ReadsAPackageFile) {
  EXPECT_EQ(GatherFolderOf("mail.json", R"({
    "type": "mcp-server", "packageName": "acme-mail", "packageVersion": "2.0.0", "name": "Mail",
    "description": "Sends mail", "runtime": "python", "url": "https://github.com/acme/mail",
    "remotes": [{"type": "streamable-http", "url": "https://mail.example/mcp"}], "env": {}
  })"),
            R"(toolsdk mail.json (none): acme-mail
  title: Mail
  description: Sends mail
  version: 2.0.0
  transports: stdio streamable-http
  package: pypi:acme-mail
  remote: https://mail.example/mcp
  repository: github.com/acme/mail
  tools: unknown
)");
}

TEST(ToolsdkFormat, LosesOnlyThePackagesThatAreNoJson) {
  EXPECT_EQ(GatherFile("packages-list.json", R"({
    "a-mcp": {"category": "x", "path": "x/a.json", "tools": {"t": {"description": "\x"}}},
    "b-mcp": {"category": "x", "path": "x/b.json"},
    "c-mcp": {"category": "x", "pa)"),
            R"(toolsdk packages-list.json#b-mcp (toolsdk): b-mcp
  package: pypi:b-mcp
  tools: unknown
problem toolsdk packages-list.json#a-mcp: not JSON: a string holds a malformed escape or half a surrogate pair
problem toolsdk packages-list.json: the text ends inside record 3; what stands before it was read
)");
}

}  // namespace
}  // namespace mcprisk
