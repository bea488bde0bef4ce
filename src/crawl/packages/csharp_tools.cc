// Tools in the form of the C# SDK:
//
//   [McpServerTool(Name = "…", Title = "…", ReadOnly = true), Description("…")]
//   public static string Method([Description("…")] string parameter)
#include <utility>

#include "base/text.h"
#include "crawl/packages/attribute_tools.h"

namespace mcprisk {
namespace {

using Kind = SourceValue::Kind;

// ListItemsAsync is list_items, as the SDK names a method's tool.
std::string ToolNameOf(std::string_view method, bool is_asynchronous) {
  constexpr std::string_view kSuffix = "Async";
  if (is_asynchronous && method.ends_with(kSuffix) && method.size() > kSuffix.size()) {
    method.remove_suffix(kSuffix.size());
  }
  std::string name;
  for (size_t i = 0; i < method.size(); ++i) {
    const bool starts_word =
        i > 0 && IsAsciiUpper(method[i]) &&
        (!IsAsciiUpper(method[i - 1]) ||
         (i + 1 < method.size() && !IsAsciiUpper(method[i + 1]) && IsAsciiAlpha(method[i + 1])));
    if (starts_word && name.back() != '_') name += '_';
    name += AsciiLower(method[i]);
  }
  return name;
}

class CSharpTools {
 public:
  explicit CSharpTools(SourcePackage& package) : reader_(package, Language::kCSharp) {}

  std::vector<ToolDeclaration> Run() {
    for (size_t file : reader_.files()) {
      const SourceText& source = reader_.source(file);
      for (uint32_t at = 0; at < source.size(); ++at) {
        if (source.IsOpen(at, '[') && Attribute(file, at, "McpServerTool").end != 0) {
          ReadTool(file, at);
        }
      }
    }
    return std::move(tools_);
  }

 private:
  // The attribute of this name in the brackets at `open`: its range, or {0, 0}.
  Range Attribute(size_t file, uint32_t open, std::string_view name) const {
    const SourceText& source = reader_.source(file);
    for (Range piece : source.Split(source.Inside(open), ",")) {
      if (source.Is(piece.begin, name)) return piece;
    }
    return {};
  }

  std::vector<Range> Arguments(size_t file, Range attribute) const {
    const SourceText& source = reader_.source(file);
    if (!source.IsOpen(attribute.begin + 1, '(')) return {};
    return source.Split(source.Inside(attribute.begin + 1), ",");
  }

  // The text of [Description("…")] among the brackets that follow each other from `open`.
  ValuePtr Description(size_t file, uint32_t open) const {
    const SourceText& source = reader_.source(file);
    for (; source.IsOpen(open, '['); open = source.Next(open)) {
      std::vector<Range> arguments = Arguments(file, Attribute(file, open, "Description"));
      if (!arguments.empty()) return reader_.Read(arguments.front(), file);
    }
    return nullptr;
  }

  // The first of the brackets that stand side by side with those at `open`.
  uint32_t FirstBracket(size_t file, uint32_t open) const {
    const SourceText& source = reader_.source(file);
    while (open > 0 && source[open - 1].kind == TokenKind::kClose && source[open - 1].sign == ']') {
      open = source[open - 1].match;
    }
    return open;
  }

  void ReadTool(size_t file, uint32_t open) {
    const SourceText& source = reader_.source(file);
    AttributedMethod method = MethodBehind(source, source.Next(open));
    if (method.name == 0) return;
    std::vector<Range> arguments = Arguments(file, Attribute(file, open, "McpServerTool"));
    ToolDeclaration tool;
    tool.place = {file, method.name};
    tool.name = reader_.Named(arguments, "Name", file);
    for (Range argument : arguments) {
      if (source.Is(argument.begin, "Name") && !IsName(tool.name)) return;
    }
    if (!IsName(tool.name)) {
      tool.name = TextValue(ToolNameOf(source.Text(method.name), method.is_asynchronous));
    }
    tool.title = reader_.Named(arguments, "Title", file);
    tool.description = Description(file, FirstBracket(file, open));
    std::shared_ptr<SourceValue> hints = NewMap();
    using Name = std::pair<std::string_view, std::string_view>;
    for (auto [word, hint] :
         {Name{"ReadOnly", "readOnlyHint"}, Name{"Destructive", "destructiveHint"},
          Name{"Idempotent", "idempotentHint"}, Name{"OpenWorld", "openWorldHint"}}) {
      ValuePtr value = reader_.Named(arguments, word, file);
      if (IsKnown(value)) SetMember(hint, value, hints.get());
    }
    if (!hints->members.empty()) tool.annotations = hints;
    tool.input_schema = Schema(file, method.parameters);
    tools_.push_back(std::move(tool));
  }

  // Parameters of types that are no data and that nobody describes are services, which the server
  // fills in.
  ValuePtr Schema(size_t file, Range parameters) const {
    const SourceText& source = reader_.source(file);
    std::shared_ptr<SourceValue> properties = NewMap();
    for (Range piece : reader_.SplitParameters(parameters, file)) {
      ValuePtr description = Description(file, piece.begin);
      while (source.IsOpen(piece.begin, '[')) piece.begin = source.Next(piece.begin);
      uint32_t assign = source.Find(piece, "=");
      if (assign <= piece.begin + 1) continue;
      ValuePtr schema = PlainType(source, {piece.begin, assign - 1});
      if (!IsKnown(schema) && !description) continue;
      if (!IsKnown(schema)) schema = TypeSchema("");
      if (description) schema = WithMember(schema, "description", description);
      if (assign < piece.end) schema = WithOptional(schema, true);
      SetMember(source.Text(assign - 1), schema, properties.get());
    }
    return ObjectSchema(*properties);
  }

  PlainReader reader_;
  std::vector<ToolDeclaration> tools_;
};

}  // namespace

std::vector<ToolDeclaration> FindCSharpTools(SourcePackage& package) {
  return CSharpTools(package).Run();
}

}  // namespace mcprisk
