// Tools in the forms of the TypeScript SDK (v1 and v2), of fastmcp and of mcp-framework:
//
//   server.registerTool(name, {title, description, inputSchema, …}, handler)
//   server.tool(name, [description], [shape], [annotations], handler)
//   server.setRequestHandler(ListToolsRequestSchema, () => ({tools: […]}))
//   server.addTool({name, description, parameters, execute})
//   class X extends MCPTool { name = …; description = …; schema = … }
//
// These are found in the source as tokens, and their arguments are read as far as they are known.
// Where an argument is a parameter of a function around the form, each call of that function is one
// declaration.
#include <algorithm>
#include <array>
#include <utility>

#include "crawl/packages/javascript_reader.h"

namespace mcprisk {
namespace {

using Kind = SourceValue::Kind;
using Context = JsReader::Context;
using Free = JsReader::Free;

// Whether some file takes the SDK from a package, or carries it inside itself.
bool UsesSdk(const SourcePackage& package) {
  constexpr std::array<std::string_view, 4> kModules = {"@modelcontextprotocol/", "fastmcp",
                                                        "mcp-framework", "mcp-handler"};
  constexpr std::string_view kListMethod = "tools/list";
  for (const SourceText& source : package.files) {
    if (source.language() != Language::kJavaScript) continue;
    for (uint32_t at = 0; at < source.size(); ++at) {
      if (!source.IsText(at)) continue;
      std::string_view text = source.Text(at);
      if (text == kListMethod) return true;
      if (std::any_of(kModules.begin(), kModules.end(),
                      [text](std::string_view module) { return text.starts_with(module); })) {
        return true;
      }
    }
  }
  return false;
}

// An input or output schema in any of the ways to write one; unknown when it cannot be known.
ValuePtr SchemaOf(const ValuePtr& value) {
  if (!IsKind(value, Kind::kMap)) return value;
  ValuePtr type = value->Find("type");
  if ((IsKind(type, Kind::kText) && type->text == "object") || value->Find("$schema")) return value;
  for (const auto& [name, property] : value->members) {
    if (IsKnown(property) && property->kind != Kind::kSchema) return UnknownValue();
  }
  return ObjectSchema(*value);
}

bool AreHints(const SourceValue& map) {
  return std::any_of(map.members.begin(), map.members.end(),
                     [](const auto& member) { return member.first.ends_with("Hint"); });
}

class JsTools {
 public:
  explicit JsTools(SourcePackage& package) : reader_(package) {}

  std::vector<ToolDeclaration> Run() {
    for (size_t file = 0; file < reader_.files(); ++file) {
      FindCalls(file, "registerTool", &JsTools::ReadRegisterTool);
      FindCalls(file, "registerToolTask", &JsTools::ReadRegisterTool);
      FindCalls(file, "tool", &JsTools::ReadTool);
      FindCalls(file, "addTool", &JsTools::ReadAddTool);
      FindCalls(file, "setRequestHandler", &JsTools::ReadListHandler);
      FindClasses(file);
    }
    return std::move(tools_);
  }

 private:
  // Reads one form, whose arguments are `pieces`, as far as it is known in this context. Returns
  // what was free in it when it could not be read.
  using ReadForm = std::optional<Free> (JsTools::*)(const std::vector<Range>& pieces,
                                                    const Context& context);

  void FindCalls(size_t file, std::string_view method, ReadForm read) {
    const JsIndex& index = reader_.index(file);
    const SourceText& source = index.source();
    for (uint32_t call : index.CallsOf(method)) {
      if (call == 0 || !(source.Is(call - 1, ".") || source.Is(call - 1, "?."))) continue;
      std::vector<Range> pieces = source.Split(source.Inside(call + 1), ",");
      if (!pieces.empty()) ReadEverywhere(pieces, {file, nullptr}, read, 0);
    }
  }

  void ReadEverywhere(const std::vector<Range>& pieces, const Context& context, ReadForm read,
                      size_t depth) {
    std::optional<Free> free = (this->*read)(pieces, context);
    if (!free || depth >= kMaxCallDepth) return;
    reader_.ForEachCall(*free, context, [&](const Context& bound) {
      ReadEverywhere(pieces, bound, read, depth + 1);
    });
  }

  // --- Forms -------------------------------------------------------------------------------------

  std::optional<Free> ReadRegisterTool(const std::vector<Range>& pieces, const Context& context) {
    std::optional<Free> free;
    ValuePtr name = reader_.Read(pieces.front(), context, &free);
    if (!mcprisk::IsName(name)) return free;
    ValuePtr config = pieces.size() > 1 ? reader_.Read(pieces[1], context) : UnknownValue();
    AddFromMap(name, *config, {"inputSchema", "parameters"});
    return std::nullopt;
  }

  std::optional<Free> ReadTool(const std::vector<Range>& pieces, const Context& context) {
    if (pieces.size() < 2) return std::nullopt;
    std::optional<Free> free;
    ValuePtr name = reader_.Read(pieces.front(), context, &free);
    if (!mcprisk::IsName(name)) return free;
    ToolDeclaration tool;
    tool.name = name;
    tool.place = name->place;
    bool has_schema = false;
    for (size_t i = 1; i + 1 < pieces.size(); ++i) {
      ValuePtr value = reader_.Read(pieces[i], context);
      if (i == 1 && IsKind(value, Kind::kText)) {
        tool.description = value;
      } else if (IsKind(value, Kind::kMap) && AreHints(*value)) {
        tool.annotations = value;
      } else if (i == 1 && !IsKnown(value) && pieces.size() > 3) {
        continue;  // a description that is made when it runs
      } else if (!has_schema) {
        tool.input_schema = SchemaOf(value);
        has_schema = true;
      }
    }
    tools_.push_back(std::move(tool));
    return std::nullopt;
  }

  std::optional<Free> ReadAddTool(const std::vector<Range>& pieces, const Context& context) {
    std::optional<Free> free;
    ValuePtr map = reader_.Read(pieces.front(), context, &free);
    ValuePtr name = IsKind(map, Kind::kMap) ? map->Find("name") : nullptr;
    if (!mcprisk::IsName(name)) return free;
    AddFromMap(name, *map, {"parameters", "inputSchema"});
    return std::nullopt;
  }

  std::optional<Free> ReadListHandler(const std::vector<Range>& pieces, const Context& context) {
    if (pieces.size() < 2) return std::nullopt;
    std::optional<Free> free;
    ValuePtr answer = reader_.Returned({pieces[1].begin, pieces.back().end}, context, &free);
    ValuePtr list = IsKind(answer, Kind::kMap) ? answer->Find("tools") : nullptr;
    if (!list) return std::nullopt;
    if (!IsKind(list, Kind::kList)) return free;
    for (const ValuePtr& item : list->items) {
      ValuePtr name = IsKind(item, Kind::kMap) ? item->Find("name") : nullptr;
      if (mcprisk::IsName(name)) AddFromMap(name, *item, {"inputSchema"});
    }
    return std::nullopt;
  }

  void FindClasses(size_t file) {
    const SourceText& source = reader_.index(file).source();
    for (uint32_t at = 0; at + 1 < source.size(); ++at) {
      if (!source.Is(at, "extends") || !source.Is(at + 1, "MCPTool")) continue;
      uint32_t body = at + 2;
      while (body < source.size() && !source.IsOpen(body, '{')) body = source.Next(body);
      auto fields = std::make_shared<SourceValue>();
      fields->kind = Kind::kMap;
      ReadFields(file, source.Inside(body), fields.get());
      ValuePtr name = fields->Find("name");
      if (!mcprisk::IsName(name)) continue;
      AddFromMap(name, *fields, {});
    }
  }

  // name = value; of a class.
  void ReadFields(size_t file, Range body, SourceValue* fields) {
    const JsIndex& index = reader_.index(file);
    const SourceText& source = index.source();
    for (uint32_t at = body.begin; at < body.end; at = source.Next(at)) {
      if (!source.IsName(at) || !source.Is(at + 1, "=")) continue;
      Range value = {at + 2, index.EndOfExpression(at + 2)};
      SetMember(source.Text(at), reader_.Read(value, {file, nullptr}), fields);
    }
  }

  void AddFromMap(const ValuePtr& name, const SourceValue& map,
                  const std::vector<std::string_view>& schema_keys) {
    ToolDeclaration tool;
    tool.name = name;
    tool.place = name->place;
    tool.title = map.Find("title");
    tool.description = map.Find("description");
    tool.annotations = map.Find("annotations");
    tool.output_schema = SchemaOf(map.Find("outputSchema"));
    for (std::string_view key : schema_keys) {
      if (!tool.input_schema) tool.input_schema = SchemaOf(map.Find(key));
    }
    tools_.push_back(std::move(tool));
  }

  JsReader reader_;
  std::vector<ToolDeclaration> tools_;
};

}  // namespace

std::vector<ToolDeclaration> FindJavaScriptTools(SourcePackage& package) {
  if (!UsesSdk(package)) return {};
  return JsTools(package).Run();
}

}  // namespace mcprisk
