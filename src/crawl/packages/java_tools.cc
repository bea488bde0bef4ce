// Tools in the forms of the Java SDK and of Spring AI:
//
//   Tool.builder().name("…").description("…").build(), Tool.builder("…", schema)
//   new Tool("…", "…", schema)
//   @McpTool(name = "…", description = "…") and @Tool(…) before a method
#include <utility>

#include "crawl/packages/attribute_tools.h"

namespace mcprisk {
namespace {

class JavaTools {
 public:
  explicit JavaTools(SourcePackage& package) : reader_(package, Language::kJava) {}

  std::vector<ToolDeclaration> Run() {
    const bool has_sdk = reader_.Mentions("modelcontextprotocol");
    const bool has_spring = reader_.Mentions("springframework") && reader_.Mentions("ai");
    const bool has_community = reader_.Mentions("springaicommunity");
    if (!has_sdk && !has_spring && !has_community) return {};
    for (size_t file : reader_.files()) {
      const SourceText& source = reader_.source(file);
      for (uint32_t at = 1; at + 1 < source.size(); ++at) {
        if (source.Is(at - 1, "@")) {
          if (source.Is(at + 1, ".")) continue;  // @McpTool.McpAnnotations is a part of one
          if (source.Is(at, "McpTool")) ReadAnnotation(file, at);
          if (source.Is(at, "Tool") && has_spring) ReadAnnotation(file, at);
        } else if (source.Is(at, "Tool") && has_sdk) {
          if (source.Is(at + 1, ".") && source.Is(at + 2, "builder")) ReadBuilder(file, at + 3);
          if (source.IsOpen(at + 1, '(') && IsNew(source, at)) ReadConstructor(file, at + 1);
        }
      }
    }
    return std::move(tools_);
  }

 private:
  // new Tool(…), new McpSchema.Tool(…)
  static bool IsNew(const SourceText& source, uint32_t at) {
    while (at >= 2 && source.Is(at - 1, ".") && source.IsName(at - 2)) at -= 2;
    return at >= 1 && source.Is(at - 1, "new");
  }

  void ReadAnnotation(size_t file, uint32_t at) {
    const SourceText& source = reader_.source(file);
    const bool has_arguments = source.IsOpen(at + 1, '(');
    std::vector<Range> arguments;
    if (has_arguments) arguments = source.Split(source.Inside(at + 1), ",");
    AttributedMethod method = MethodBehind(source, has_arguments ? source.Next(at + 1) : at + 1);
    if (method.name == 0) return;
    ToolDeclaration tool;
    tool.place = {file, method.name};
    tool.name = reader_.Named(arguments, "name", file);
    for (Range argument : arguments) {
      if (source.Is(argument.begin, "name") && !IsName(tool.name)) return;
    }
    if (!IsName(tool.name)) tool.name = TextValue(std::string(source.Text(method.name)));
    tool.title = reader_.Named(arguments, "title", file);
    tool.description = reader_.Named(arguments, "description", file);
    for (Range argument : arguments) {
      if (source.Is(argument.begin, "annotations")) tool.annotations = Hints(file, argument);
    }
    tool.input_schema = Schema(file, method.parameters);
    tools_.push_back(std::move(tool));
  }

  // annotations = @McpTool.McpAnnotations(readOnlyHint = true)
  ValuePtr Hints(size_t file, Range argument) const {
    const SourceText& source = reader_.source(file);
    uint32_t open = argument.begin;
    while (open < argument.end && !source.IsOpen(open, '(')) ++open;
    if (open >= argument.end) return nullptr;
    std::shared_ptr<SourceValue> hints = NewMap();
    for (Range piece : source.Split(source.Inside(open), ",")) {
      ValuePtr value = reader_.Read({piece.begin + 2, piece.end}, file);
      if (source.IsName(piece.begin) && IsKnown(value)) {
        SetMember(source.Text(piece.begin), value, hints.get());
      }
    }
    return hints;
  }

  // @McpToolParam(description = "…", required = false) Type name
  ValuePtr Schema(size_t file, Range parameters) const {
    const SourceText& source = reader_.source(file);
    std::shared_ptr<SourceValue> properties = NewMap();
    for (Range piece : reader_.SplitParameters(parameters, file)) {
      ValuePtr description = UnknownValue();
      bool optional = false;
      bool described = false;
      while (source.Is(piece.begin, "@")) {
        uint32_t open = piece.begin + 2;
        if (source.IsOpen(open, '(')) {
          std::vector<Range> arguments = source.Split(source.Inside(open), ",");
          ValuePtr text = reader_.Named(arguments, "description", file);
          if (IsKnown(text)) description = text;
          ValuePtr required = reader_.Named(arguments, "required", file);
          optional = optional || (IsKind(required, SourceValue::Kind::kBool) && !required->truth);
          described = true;
          open = source.Next(open);
        }
        piece.begin = open;
      }
      if (piece.end < piece.begin + 2) continue;
      ValuePtr schema = PlainType(source, {piece.begin, piece.end - 1});
      if (!IsKnown(schema) && !described) continue;  // a service
      if (!IsKnown(schema)) schema = TypeSchema("");
      schema = WithMember(schema, "description", description);
      SetMember(source.Text(piece.end - 1), WithOptional(schema, optional), properties.get());
    }
    return ObjectSchema(*properties);
  }

  // .name("…").description("…") behind Tool.builder, whose bracket is at `open`.
  void ReadBuilder(size_t file, uint32_t open) {
    const SourceText& source = reader_.source(file);
    if (!source.IsOpen(open, '(')) return;
    ToolDeclaration tool;
    std::vector<Range> arguments = source.Split(source.Inside(open), ",");
    if (!arguments.empty()) tool.name = reader_.Read(arguments.front(), file);
    for (uint32_t at = source.Next(open); source.Is(at, ".") && source.IsOpen(at + 2, '(');
         at = source.Next(at + 2)) {
      ValuePtr value = reader_.Read(source.Inside(at + 2), file);
      if (source.Is(at + 1, "name")) tool.name = value;
      if (source.Is(at + 1, "title")) tool.title = value;
      if (source.Is(at + 1, "description")) tool.description = value;
    }
    if (!IsName(tool.name)) return;
    tool.place = tool.name->place;
    tools_.push_back(std::move(tool));
  }

  void ReadConstructor(size_t file, uint32_t open) {
    const SourceText& source = reader_.source(file);
    std::vector<Range> arguments = source.Split(source.Inside(open), ",");
    constexpr size_t kFewest = 3;  // name, description, schema
    if (arguments.size() < kFewest) return;
    ToolDeclaration tool;
    tool.name = reader_.Read(arguments[0], file);
    if (!IsName(tool.name)) return;
    tool.place = tool.name->place;
    tool.description = reader_.Read(arguments[1], file);
    tools_.push_back(std::move(tool));
  }

  PlainReader reader_;
  std::vector<ToolDeclaration> tools_;
};

}  // namespace

std::vector<ToolDeclaration> FindJavaTools(SourcePackage& package) {
  return JavaTools(package).Run();
}

}  // namespace mcprisk
