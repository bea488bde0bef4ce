// Tools in the forms of the Python SDK (v1 and v2) and of fastmcp:
//
//   @mcp.tool(name="…", description="…", annotations=…)     else function name and docstring
//   mcp.add_tool(function, name="…")
//   types.Tool(name="…", description="…", inputSchema={…})
//
// and main.mount(sub, prefix="…"), which puts a prefix before the names of a whole server.
#include <unordered_map>
#include <utility>

#include "crawl/packages/python_reader.h"

namespace mcprisk {
namespace {

using Kind = SourceValue::Kind;

class PyTools {
 public:
  explicit PyTools(SourcePackage& package) : reader_(package) {}

  std::vector<ToolDeclaration> Run() {
    if (!UsesSdk()) return {};
    for (size_t file = 0; file < reader_.files().size(); ++file) FindMounts(file);
    for (size_t file = 0; file < reader_.files().size(); ++file) {
      for (size_t line = 0; line < LinesOf(file).size(); ++line) ReadDecorator(file, line);
      FindCalls(file);
    }
    return std::move(tools_);
  }

 private:
  const std::vector<PyReader::Line>& LinesOf(size_t file) const {
    return reader_.files()[file].lines;
  }
  const SourceText& SourceOf(size_t file) const { return *reader_.files()[file].source; }

  bool UsesSdk() const {
    for (size_t file = 0; file < reader_.files().size(); ++file) {
      const SourceText& source = SourceOf(file);
      for (const PyReader::Line& line : LinesOf(file)) {
        const uint32_t at = line.tokens.begin;
        if (!source.Is(at, "from") && !source.Is(at, "import")) continue;
        if (source.Is(at + 1, "mcp") || source.Is(at + 1, "fastmcp")) return true;
      }
    }
    return false;
  }

  // main.mount("prefix", sub), main.mount(sub, prefix="prefix"), main.import_server(…)
  void FindMounts(size_t file) {
    const SourceText& source = SourceOf(file);
    for (uint32_t at = 1; at + 1 < source.size(); ++at) {
      const bool mounts = source.Is(at, "mount") || source.Is(at, "import_server");
      if (!mounts || !source.Is(at - 1, ".") || !source.IsOpen(at + 1, '(')) continue;
      PyReader::Arguments arguments = reader_.ReadArguments(source.Inside(at + 1), file);
      Range prefix = arguments.Named("namespace");
      if (prefix.empty()) prefix = arguments.Named("prefix");
      for (Range argument : arguments.positional) {
        if (prefix.empty() && source.IsText(argument.begin)) prefix = argument;
      }
      ValuePtr text = reader_.Read(prefix, file);
      for (Range argument : arguments.positional) {
        if (!source.IsName(argument.begin) || !mcprisk::IsName(text)) continue;
        prefixes_.emplace(source.Text(argument.end - 1), text->text + "_");
      }
    }
  }

  // @server.tool, @server.tool("name"), @server.tool(name="…")
  void ReadDecorator(size_t file, size_t line) {
    const SourceText& source = SourceOf(file);
    Range tokens = LinesOf(file)[line].tokens;
    if (!source.Is(tokens.begin, "@")) return;
    uint32_t at = tokens.begin + 1;
    while (source.IsName(at) && source.Is(at + 1, ".") && source.IsName(at + 2)) at += 2;
    if (!source.Is(at, "tool") || at == tokens.begin + 1) return;
    PyReader::Arguments arguments;
    if (source.IsOpen(at + 1, '(')) {
      arguments = reader_.ReadArguments(source.Inside(at + 1), file);
    }
    do {
      if (++line >= LinesOf(file).size()) return;
    } while (source.Is(LinesOf(file)[line].tokens.begin, "@"));
    AddFunction(file, line, arguments, source.Text(at - 2));
  }

  // The function at `line`, with what a decorator or add_tool says of it.
  void AddFunction(size_t file, size_t line, const PyReader::Arguments& arguments,
                   std::string_view server) {
    const SourceText& source = SourceOf(file);
    uint32_t def = LinesOf(file)[line].tokens.begin;
    if (source.Is(def, "async")) ++def;
    if (!source.Is(def, "def") || !source.IsName(def + 1) || !source.IsOpen(def + 2, '(')) return;
    const SourcePlace place{reader_.files()[file].number, def};
    ToolDeclaration tool;
    tool.place = place;
    Range name = arguments.Named("name");
    if (name.empty() && !arguments.positional.empty()) name = arguments.positional.front();
    tool.name = name.empty() ? TextValue(std::string(source.Text(def + 1)), place)
                             : reader_.Read(name, file);
    if (!mcprisk::IsName(tool.name)) return;
    if (auto prefix = prefixes_.find(server); prefix != prefixes_.end()) {
      tool.name = TextValue(prefix->second + tool.name->text, place);
    }
    tool.title = reader_.Read(arguments.Named("title"), file);
    tool.description = reader_.Read(arguments.Named("description"), file);
    if (!IsKind(tool.description, Kind::kText)) tool.description = Docstring(file, line);
    tool.annotations = reader_.Read(arguments.Named("annotations"), file);
    tool.input_schema = reader_.ParameterSchema(source.Inside(def + 2), file);
    tools_.push_back(std::move(tool));
  }

  ValuePtr Docstring(size_t file, size_t line) {
    const std::vector<PyReader::Line>& lines = LinesOf(file);
    if (line + 1 >= lines.size() || lines[line + 1].column <= lines[line].column) return nullptr;
    Range tokens = lines[line + 1].tokens;
    if (!SourceOf(file).IsText(tokens.begin)) return nullptr;
    ValuePtr text = reader_.Read(tokens, file);
    if (!IsKind(text, Kind::kText)) return nullptr;
    return TextValue(CleanDocstring(text->text), text->place, text->whole);
  }

  void FindCalls(size_t file) {
    const SourceText& source = SourceOf(file);
    for (uint32_t at = 1; at + 1 < source.size(); ++at) {
      if (!source.IsOpen(at + 1, '(')) continue;
      if (source.Is(at, "Tool") && !source.Is(at - 1, "class") && !source.Is(at - 1, "def")) {
        ReadToolObject(file, source.Inside(at + 1));
      }
      if (source.Is(at, "add_tool") && source.Is(at - 1, ".")) ReadAddTool(file, at);
    }
  }

  // types.Tool(name=…, description=…, inputSchema=…)
  void ReadToolObject(size_t file, Range inside) {
    PyReader::Arguments arguments = reader_.ReadArguments(inside, file);
    ToolDeclaration tool;
    tool.name = reader_.Read(arguments.Named("name"), file);
    if (!mcprisk::IsName(tool.name)) return;
    tool.place = {reader_.files()[file].number, inside.begin};
    tool.title = reader_.Read(arguments.Named("title"), file);
    tool.description = reader_.Read(arguments.Named("description"), file);
    Range schema = arguments.Named("inputSchema");
    if (schema.empty()) schema = arguments.Named("input_schema");
    tool.input_schema = reader_.Read(schema, file);
    tool.output_schema = reader_.Read(arguments.Named("outputSchema"), file);
    tool.annotations = reader_.Read(arguments.Named("annotations"), file);
    tools_.push_back(std::move(tool));
  }

  void ReadAddTool(size_t file, uint32_t at) {
    const SourceText& source = SourceOf(file);
    PyReader::Arguments arguments = reader_.ReadArguments(source.Inside(at + 1), file);
    if (arguments.positional.empty() || !source.IsName(arguments.positional.front().begin)) return;
    std::string_view function = source.Text(arguments.positional.front().begin);
    size_t line = reader_.FindFunction(function, file);
    arguments.positional.erase(arguments.positional.begin());
    if (line < LinesOf(file).size()) AddFunction(file, line, arguments, source.Text(at - 2));
  }

  PyReader reader_;
  std::unordered_map<std::string_view, std::string> prefixes_;  // of a server, by its variable
  std::vector<ToolDeclaration> tools_;
};

}  // namespace

std::vector<ToolDeclaration> FindPythonTools(SourcePackage& package) {
  return PyTools(package).Run();
}

}  // namespace mcprisk
