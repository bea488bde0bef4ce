// recommend_policy: a server's policy as a client or gateway reads it.
#include <utility>

#include "base/text.h"
#include "policy/target.h"
#include "records/server_policy.h"
#include "serve/mcp/protocol.h"
#include "serve/mcp/shapes.h"

namespace mcprisk {
namespace {

constexpr std::string_view kTargetOtherwise = "policylayer";

std::string OutputSchema() {
  return ObjectSchema(
      R"("target":{"type":"string"},"file_name":{"type":"string"},"text":{"type":"string"},)"
      R"("schema":{"type":"string"},"notes":{"type":"array","items":{"type":"object","properties":)"
      R"({"what":{"type":"string"},"weaker":{"type":"boolean"}},"required":["what","weaker"]}})",
      "target,file_name,text,notes");
}

Result<const Target*> TargetNamed(const std::string& name) {
  if (const Target* target = FindTarget(name.empty() ? kTargetOtherwise : name)) return target;
  std::vector<std::string> names;
  for (const Target* target : Targets()) names.emplace_back(target->name);
  return Failure("argument \"target\" is none of " + Join(names, ", "));
}

Result<const Posture*> PostureNamed(const std::string& name, const Posture& otherwise) {
  if (name.empty()) return &otherwise;
  if (const Posture* posture = Postures::Shipped().Find(name)) return posture;
  return Failure("argument \"posture\" is none of " + Join(Postures::Shipped().Names(), ", "));
}

Value Answer(const Target& target, const TargetFile& file) {
  Value value = Value::Map();
  value.Set("target", target.name);
  value.Set("file_name", target.file_name);
  value.Set("text", file.text);
  if (!file.schema.empty()) value.Set("schema", file.schema);
  Value notes = Value::List();
  for (const TargetNote& note : file.notes) {
    Value one = Value::Map();
    one.Set("what", Quote(note.what));
    one.Set("weaker", note.weaker);
    notes.Add(std::move(one));
  }
  value.Set("notes", std::move(notes));
  return value;
}

Result<Value> Run(const Json& arguments, McpCatalog& catalog) {
  std::string texts[4];
  const std::string_view names[] = {"server", "target", "posture", "server_key"};
  for (size_t i = 0; i < std::size(names); ++i) {
    Result<std::string> text = TextArgument(arguments, names[i], i == 0);
    if (!text) return Failure(text.error());
    texts[i] = std::move(*text);
  }
  Result<const Target*> target = TargetNamed(texts[1]);
  if (!target) return Failure(target.error());
  Result<const Posture*> posture = PostureNamed(texts[2], catalog.posture);
  if (!posture) return Failure(posture.error());
  Result<CatalogServer> server = ServerNamed(catalog.reader, texts[0]);
  if (!server) return Failure(server.error());
  if (!server->tools_known || server->tool_count == 0) {
    return Failure("no tools are known of " + Quote(server->name) +
                   ", so there is no policy to recommend but to deny all");
  }
  const auto policy = PolicyOf(catalog.reader, *server, **posture, PolicyConfig(), texts[3]);
  Result<TargetFile> file = WriteTarget(**target, {std::move(policy->target)}, TargetOptions());
  if (!file) return Failure(Quote(file.error()));
  return Answer(**target, *file);
}

}  // namespace

extern const McpTool kRecommendPolicy;
const McpTool kRecommendPolicy = {
    "recommend_policy",
    "Recommend a policy",
    "Show the policy file that is recommended for an MCP server, in the format of a client or "
    "gateway (claude-code, codex, gemini, vscode, cursor, policylayer and others), and what that "
    "format cannot express. Nothing is written anywhere.",
    R"({"type":"object","properties":{)"
    R"("server":{"type":"string","description":"Registry name, package, repository or remote URL"},)"
    R"("target":{"type":"string","description":"A client or gateway, policylayer otherwise"},)"
    R"("posture":{"enum":["careful","balanced","open"]},)"
    R"("server_key":{"type":"string","description":"The name under which the client knows the server"}},)"
    R"("required":["server"],"additionalProperties":false})",
    OutputSchema,
    Run};

}  // namespace mcprisk
