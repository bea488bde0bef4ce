// Go, C#, Java and Rust.
#include <gtest/gtest.h>

#include "support/declared.h"

namespace mcprisk {
namespace {

TEST(GoTools, ReadsBothLibraries) {
  EXPECT_EQ(Declared("main.go", R"(package main
import "github.com/mark3labs/mcp-go/mcp"
const dig = "dig_well"
var a = mcp.NewTool(dig, mcp.WithDescription("Digs" + " a well"),
	mcp.WithReadOnlyHintAnnotation(false),
	mcp.WithString("place", mcp.Required(), mcp.Description("Where")),
	mcp.WithNumber("depth"))
// mcp.NewTool("comment")
var b = &mcp.Tool{Name: "fill_well", Description: `Fills
it`, Annotations: &mcp.ToolAnnotations{ReadOnlyHint: true}}
var c = mcp.NewTool(fmt.Sprintf("x%d", 1))
)"),
            "main.go:4 {\"annotations\":{\"readOnlyHint\":false},\"description\":\"Digs a "
            "well\",\"inputSchema\":{\"properties\":{\"depth\":{\"type\":\"number\"},\"place\":"
            "{\"description\":\"Where\",\"type\":\"string\"}},\"required\":[\"place\"],\"type\":"
            "\"object\"},\"name\":\"dig_well\"}\n"
            "main.go:9 {\"annotations\":{\"readOnlyHint\":true},\"description\":\"Fills\\nit\","
            "\"name\":\"fill_well\"}\n");
}

TEST(CSharpTools, ReadsAttributes) {
  EXPECT_EQ(
      Declared("Tools.cs", R"([McpServerToolType]
public static class Tools {
  [McpServerTool(Title = "Bake", ReadOnly = false), Description("Bakes bread")]
  public static async Task<string> BakeHTMLBreadAsync(IOven oven,
      [Description("In minutes")] int time, string kind = "rye") { return ""; }
  [McpServerTool(Name = "eat")]
  [Description("Eats")]
  public static string Eat(Dictionary<string, int> parts) => "";
  // [McpServerTool(Name = "comment")]
})"),
      "Tools.cs:4 {\"annotations\":{\"readOnlyHint\":false},\"description\":\"Bakes "
      "bread\",\"inputSchema\":{\"properties\":{\"kind\":{\"type\":\"string\"},\"time\":"
      "{\"description\":\"In minutes\",\"type\":\"integer\"}},\"required\":[\"time\"],\"type\":"
      "\"object\"},\"name\":\"bake_html_bread\",\"title\":\"Bake\"}\n"
      "Tools.cs:8 {\"description\":\"Eats\",\"inputSchema\":{\"properties\":{\"parts\":"
      "{\"type\":\"object\"}},\"required\":[\"parts\"],\"type\":\"object\"},\"name\":"
      "\"eat\"}\n");
}

TEST(JavaTools, ReadsBuildersConstructorsAndAnnotations) {
  EXPECT_EQ(Declared("Server.java", R"(import io.modelcontextprotocol.spec.McpSchema.Tool;
import org.springaicommunity.mcp.annotation.McpTool;
class Server {
  Tool a = McpSchema.Tool.builder().name("plant").description("Plants").inputSchema(s).build();
  Tool b = new Tool("water", "Waters", schema);
  @McpTool(name = "prune", description = "Prunes",
      annotations = @McpTool.McpAnnotations(destructiveHint = true))
  public String cut(@McpToolParam(description = "Which", required = false) String tree) {}
})"),
            "Server.java:4 {\"description\":\"Plants\",\"name\":\"plant\"}\n"
            "Server.java:5 {\"description\":\"Waters\",\"name\":\"water\"}\n"
            "Server.java:8 {\"annotations\":{\"destructiveHint\":true},\"description\":\"Prunes\","
            "\"inputSchema\":{\"properties\":{\"tree\":{\"description\":\"Which\",\"type\":"
            "\"string\"}},\"type\":\"object\"},\"name\":\"prune\"}\n");
}

TEST(RustTools, ReadsAttributesAndParameterStructs) {
  EXPECT_EQ(Declared("lib.rs", R"(use rmcp::tool;
struct Request {
    /// How many
    pub count: u32,
    name: Option<String>,
}
#[tool_router]
impl S {
    /// Counts 'sheep.
    #[tool(annotations(read_only_hint = true))]
    async fn count_sheep(&self, Parameters(r): Parameters<Request>) -> String {}
    #[tool(name = "shear", description = "Shears")]
    fn cut(&self) -> String {}
})"),
            "lib.rs:11 {\"annotations\":{\"readOnlyHint\":true},\"description\":\"Counts "
            "'sheep.\",\"inputSchema\":{\"properties\":{\"count\":{\"description\":\"How "
            "many\",\"type\":\"integer\"},\"name\":{\"type\":\"string\"}},\"required\":[\"count\"],"
            "\"type\":\"object\"},\"name\":\"count_sheep\"}\n"
            "lib.rs:13 {\"description\":\"Shears\",\"inputSchema\":{\"properties\":{},\"type\":"
            "\"object\"},\"name\":\"shear\"}\n");
}

}  // namespace
}  // namespace mcprisk
