// Tools in the forms of the Go libraries mark3labs/mcp-go and modelcontextprotocol/go-sdk:
//
//   mcp.NewTool("name", mcp.WithDescription("…"), mcp.WithString("p", mcp.Required()))
//   mcp.Tool{Name: "name", Description: "…", Annotations: &mcp.ToolAnnotations{ReadOnlyHint: true}}
#include <array>
#include <utility>

#include "crawl/packages/plain_reader.h"

namespace mcprisk {
namespace {

using Kind = SourceValue::Kind;

class GoTools {
 public:
  explicit GoTools(SourcePackage& package) : reader_(package, Language::kGo) {}

  std::vector<ToolDeclaration> Run() {
    if (!reader_.Mentions("mark3labs/mcp-go") && !reader_.Mentions("modelcontextprotocol/go-sdk")) {
      return {};
    }
    for (size_t file : reader_.files()) {
      const SourceText& source = reader_.source(file);
      for (uint32_t at = 0; at + 1 < source.size(); ++at) {
        const bool is_call = source.IsOpen(at + 1, '(');
        if (is_call && source.Is(at, "NewTool")) ReadNewTool(file, at + 1);
        if (is_call && source.Is(at, "NewToolWithRawSchema")) ReadNewTool(file, at + 1);
        if (source.Is(at, "Tool") && source.IsOpen(at + 1, '{') && at > 0 &&
            source.Is(at - 1, ".")) {
          ReadLiteral(file, at + 1);
        }
      }
    }
    return std::move(tools_);
  }

 private:
  void ReadNewTool(size_t file, uint32_t open) {
    const SourceText& source = reader_.source(file);
    std::vector<Range> pieces = source.Split(source.Inside(open), ",");
    if (pieces.empty()) return;
    ToolDeclaration tool;
    tool.name = reader_.Read(pieces.front(), file);
    if (!IsName(tool.name)) return;
    tool.place = tool.name->place;
    if (source.Is(open - 1, "NewToolWithRawSchema")) {
      if (pieces.size() > 1) tool.description = reader_.Read(pieces[1], file);
      tools_.push_back(std::move(tool));
      return;
    }
    std::shared_ptr<SourceValue> hints = NewMap();
    std::shared_ptr<SourceValue> properties = NewMap();
    for (size_t i = 1; i < pieces.size(); ++i) {
      ReadOption(file, pieces[i], hints.get(), properties.get(), &tool);
    }
    if (!hints->members.empty()) tool.annotations = hints;
    tool.input_schema = ObjectSchema(*properties);
    tools_.push_back(std::move(tool));
  }

  // mcp.With…(…)
  void ReadOption(size_t file, Range piece, SourceValue* hints, SourceValue* properties,
                  ToolDeclaration* tool) {
    const SourceText& source = reader_.source(file);
    uint32_t name = source.Is(piece.begin + 1, ".") ? piece.begin + 2 : piece.begin;
    if (!source.IsName(name) || !source.IsOpen(name + 1, '(')) {
      properties->whole = false;  // options made elsewhere may add parameters
      return;
    }
    std::vector<Range> arguments = source.Split(source.Inside(name + 1), ",");
    ValuePtr first = arguments.empty() ? UnknownValue() : reader_.Read(arguments.front(), file);
    using Name = std::pair<std::string_view, std::string_view>;
    for (auto [option, hint] :
         {Name{"WithTitleAnnotation", "title"}, Name{"WithReadOnlyHintAnnotation", "readOnlyHint"},
          Name{"WithDestructiveHintAnnotation", "destructiveHint"},
          Name{"WithIdempotentHintAnnotation", "idempotentHint"},
          Name{"WithOpenWorldHintAnnotation", "openWorldHint"}}) {
      if (source.Is(name, option) && IsKnown(first)) SetMember(hint, first, hints);
    }
    if (source.Is(name, "WithDescription")) tool->description = first;
    for (auto [option, type] : {Name{"WithString", "string"}, Name{"WithNumber", "number"},
                                Name{"WithBoolean", "boolean"}, Name{"WithObject", "object"},
                                Name{"WithArray", "array"}}) {
      if (source.Is(name, option) && IsName(first)) {
        SetMember(first->text, Property(file, type, arguments), properties);
      }
    }
  }

  ValuePtr Property(size_t file, std::string_view type, const std::vector<Range>& arguments) {
    const SourceText& source = reader_.source(file);
    ValuePtr schema = WithOptional(TypeSchema(type), true);
    for (size_t i = 1; i < arguments.size(); ++i) {
      Range piece = arguments[i];
      uint32_t name = source.Is(piece.begin + 1, ".") ? piece.begin + 2 : piece.begin;
      if (!source.IsOpen(name + 1, '(')) continue;
      Range inside = source.Inside(name + 1);
      if (source.Is(name, "Required")) schema = WithOptional(schema, false);
      if (source.Is(name, "Description")) {
        schema = WithMember(schema, "description", reader_.Read(inside, file));
      }
      if (!source.Is(name, "Enum")) continue;
      auto values = std::make_shared<SourceValue>();
      values->kind = Kind::kList;
      for (Range value : source.Split(inside, ",")) {
        values->items.push_back(reader_.Read(value, file));
      }
      schema = WithMember(schema, "enum", std::move(values));
    }
    return schema;
  }

  void ReadLiteral(size_t file, uint32_t open) {
    const SourceText& source = reader_.source(file);
    std::vector<Range> pieces = source.Split(source.Inside(open), ",");
    ToolDeclaration tool;
    tool.name = reader_.Named(pieces, "Name", file);
    if (!IsName(tool.name)) return;
    tool.place = tool.name->place;
    tool.title = reader_.Named(pieces, "Title", file);
    tool.description = reader_.Named(pieces, "Description", file);
    for (Range piece : pieces) {
      if (source.Is(piece.begin, "Annotations")) tool.annotations = Hints(file, piece);
    }
    tools_.push_back(std::move(tool));
  }

  // &mcp.ToolAnnotations{ReadOnlyHint: true}
  ValuePtr Hints(size_t file, Range piece) {
    const SourceText& source = reader_.source(file);
    uint32_t open = piece.begin;
    while (open < piece.end && !source.IsOpen(open, '{')) ++open;
    if (open >= piece.end) return nullptr;
    std::vector<Range> fields = source.Split(source.Inside(open), ",");
    std::shared_ptr<SourceValue> hints = NewMap();
    using Name = std::pair<std::string_view, std::string_view>;
    for (auto [field, hint] :
         {Name{"Title", "title"}, Name{"ReadOnlyHint", "readOnlyHint"},
          Name{"DestructiveHint", "destructiveHint"}, Name{"IdempotentHint", "idempotentHint"},
          Name{"OpenWorldHint", "openWorldHint"}}) {
      ValuePtr value = reader_.Named(fields, field, file);
      if (IsKnown(value)) SetMember(hint, value, hints.get());
    }
    return hints->members.empty() ? nullptr : hints;
  }

  PlainReader reader_;
  std::vector<ToolDeclaration> tools_;
};

}  // namespace

std::vector<ToolDeclaration> FindGoTools(SourcePackage& package) { return GoTools(package).Run(); }

}  // namespace mcprisk
