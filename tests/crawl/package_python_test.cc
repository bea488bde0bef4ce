#include <gtest/gtest.h>

#include "support/declared.h"

namespace mcprisk {
namespace {

constexpr char kImport[] = "from mcp.server.fastmcp import FastMCP\n";

std::string Found(const std::string& code) { return Declared("server.py", kImport + code); }
std::string Names(const std::string& code) { return DeclaredNames("server.py", kImport + code); }

TEST(PythonTools, ReadsDecoratedFunctions) {
  EXPECT_EQ(Found(R"(@mcp.tool()
async def find_bird(name: str, limit: int = 5, ctx: Context = None) -> str:
    """Finds a bird.

    By name:
        Indented.
    """
)"),
            "server.py:3 {\"description\":\"Finds a bird.\\n\\nBy name:\\n    "
            "Indented.\",\"inputSchema\":"
            "{\"properties\":{\"limit\":{\"default\":5,\"type\":\"integer\"},\"name\":{\"type\":"
            "\"string\"}},\"required\":[\"name\"],\"type\":\"object\"},\"name\":\"find_bird\"}\n");
}

TEST(PythonTools, ReadsWhatTheDecoratorSays) {
  EXPECT_EQ(Found(R"(@mcp.tool(name="feed", description="Feeds " "it",
          annotations=ToolAnnotations(readOnlyHint=False))
@other
def feed_bird(kind: Literal["owl", "wren"], notes: Annotated[list[str], Field(description="N")]):
    "unused"
)"),
            "server.py:5 {\"annotations\":{\"readOnlyHint\":false},\"description\":\"Feeds "
            "it\",\"inputSchema\":{\"properties\":{\"kind\":{\"enum\":[\"owl\",\"wren\"],\"type\":"
            "\"string\"},\"notes\":{\"description\":\"N\",\"items\":{\"type\":\"string\"},\"type\":"
            "\"array\"}},\"required\":[\"kind\",\"notes\"],\"type\":\"object\"},\"name\":"
            "\"feed\"}\n");
}

TEST(PythonTools, ReadsToolObjectsWithEnumerationsAndModels) {
  EXPECT_EQ(Found(R"(class Birds(str, Enum):
    COUNT = "count_birds"

class CountBirds(BaseModel):
    place: str = Field(description="Where")
    wild: bool = True

async def list_tools():
    return [types.Tool(name=Birds.COUNT, description="Counts",
                       inputSchema=CountBirds.model_json_schema())]
)"),
            "server.py:10 {\"description\":\"Counts\",\"inputSchema\":{\"properties\":{\"place\":"
            "{\"description\":\"Where\",\"type\":\"string\"},\"wild\":{\"default\":true,\"type\":"
            "\"boolean\"}},\"required\":[\"place\"],\"type\":\"object\"},\"name\":"
            "\"count_birds\"}\n");
}

TEST(PythonTools, ReadsAddedFunctionsAndMountedServers) {
  EXPECT_EQ(Names(R"(def plain(x: int): pass
mcp.add_tool(plain)
mcp.add_tool(plain, name="again")
main.mount(sub, prefix="sub")
@sub.tool
def inner(): pass
@sub.tool("named")
def other(): pass
)"),
            "sub_inner sub_named plain again");
}

TEST(PythonTools, InventsNoNames) {
  EXPECT_EQ(Names(R"(# @mcp.tool()
"""
@mcp.tool()
def in_text(): pass
"""
@mcp.tool(name=make_name())
def made(): pass
@mcp.prompt()
def prompt(): pass
def plain(): pass
types.Tool(name=f"x_{y}")
)"),
            "");
  EXPECT_EQ(DeclaredNames("server.py", "@agent.tool\ndef other_library(): pass\n"), "");
}

}  // namespace
}  // namespace mcprisk
