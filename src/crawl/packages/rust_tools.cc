// Tools in the form of the Rust SDK, rmcp:
//
//   #[tool(name = "…", description = "…", annotations(read_only_hint = true))]
//   async fn name(&self, Parameters(request): Parameters<Request>) -> …
//
// Where there is no description, the documentation comment is one.
#include <unordered_map>
#include <utility>

#include "crawl/packages/attribute_tools.h"

namespace mcprisk {
namespace {

class RustTools {
 public:
  explicit RustTools(SourcePackage& package) : reader_(package, Language::kRust) {}

  std::vector<ToolDeclaration> Run() {
    if (!reader_.Mentions("rmcp")) return {};
    for (size_t file : reader_.files()) FindStructs(file);
    for (size_t file : reader_.files()) {
      const SourceText& source = reader_.source(file);
      for (uint32_t at = 1; at + 1 < source.size(); ++at) {
        if (!source.IsOpen(at, '[') || !source.Is(at - 1, "#")) continue;
        uint32_t name = at + 1;
        while (source.Is(name + 1, "::")) name += 2;
        if (source.Is(name, "tool")) ReadTool(file, at, name);
      }
    }
    return std::move(tools_);
  }

 private:
  void FindStructs(size_t file) {
    const SourceText& source = reader_.source(file);
    for (uint32_t at = 0; at + 2 < source.size(); ++at) {
      if (source.Is(at, "struct") && source.IsName(at + 1) && source.IsOpen(at + 2, '{')) {
        structs_.emplace(source.Text(at + 1), std::pair(file, source.Inside(at + 2)));
      }
    }
  }

  // Documentation comments right before token `at`, or between it and `end`.
  ValuePtr Documentation(size_t file, uint32_t at, uint32_t end) const {
    const SourceText& source = reader_.source(file);
    uint32_t begin = at;
    while (begin > 0 && source[begin - 1].kind == TokenKind::kDoc) --begin;
    std::string text;
    for (uint32_t i = begin; i < end; ++i) {
      if (source[i].kind != TokenKind::kDoc) continue;
      text.append(text.empty() ? "" : "\n").append(source.Decoded(i));
    }
    return text.empty() ? nullptr : TextValue(std::move(text));
  }

  void ReadTool(size_t file, uint32_t open, uint32_t name) {
    const SourceText& source = reader_.source(file);
    std::vector<Range> arguments;
    if (source.IsOpen(name + 1, '(')) arguments = source.Split(source.Inside(name + 1), ",");
    uint32_t function = source.Next(open);
    constexpr uint32_t kMaxTokensBeforeFunction = 100;
    const uint32_t limit = function + kMaxTokensBeforeFunction;
    while (function < limit && !source.Is(function, "fn") && !source.Is(function, ";") &&
           !source.IsOpen(function, '{')) {
      function = source.Next(function);
    }
    if (!source.Is(function, "fn") || !source.IsName(function + 1)) return;
    ToolDeclaration tool;
    tool.place = {file, function + 1};
    tool.name = reader_.Named(arguments, "name", file);
    for (Range argument : arguments) {
      if (source.Is(argument.begin, "name") && !IsName(tool.name)) return;
    }
    if (!IsName(tool.name)) tool.name = TextValue(std::string(source.Text(function + 1)));
    tool.title = reader_.Named(arguments, "title", file);
    tool.description = reader_.Named(arguments, "description", file);
    if (!IsKnown(tool.description)) tool.description = Documentation(file, open - 1, function);
    for (Range argument : arguments) {
      if (source.Is(argument.begin, "annotations")) tool.annotations = Hints(file, argument);
    }
    tool.input_schema = Schema(file, function);
    tools_.push_back(std::move(tool));
  }

  ValuePtr Hints(size_t file, Range argument) const {
    const SourceText& source = reader_.source(file);
    if (!source.IsOpen(argument.begin + 1, '(')) return nullptr;
    std::vector<Range> pieces = source.Split(source.Inside(argument.begin + 1), ",");
    std::shared_ptr<SourceValue> hints = NewMap();
    using Name = std::pair<std::string_view, std::string_view>;
    for (auto [word, hint] :
         {Name{"title", "title"}, Name{"read_only_hint", "readOnlyHint"},
          Name{"destructive_hint", "destructiveHint"}, Name{"idempotent_hint", "idempotentHint"},
          Name{"open_world_hint", "openWorldHint"}}) {
      ValuePtr value = reader_.Named(pieces, word, file);
      if (IsKnown(value)) SetMember(hint, value, hints.get());
    }
    return hints;
  }

  // The fields of the struct that Parameters<…> names; no parameters where there is none.
  ValuePtr Schema(size_t file, uint32_t function) const {
    const SourceText& source = reader_.source(file);
    uint32_t open = function + 2;
    while (open < source.size() && !source.IsOpen(open, '(') && !source.Is(open, ";")) ++open;
    std::vector<Range> pieces = reader_.SplitParameters(source.Inside(open), file);
    for (Range piece : pieces) {
      for (uint32_t at = piece.begin; at + 2 < piece.end; ++at) {
        if (!source.Is(at, "Parameters") || !source.Is(at + 1, "<")) continue;
        auto found = structs_.find(source.Text(at + 2));
        return found == structs_.end() ? UnknownValue()
                                       : Fields(found->second.first, found->second.second);
      }
    }
    return pieces.size() <= 1 ? ObjectSchema(*NewMap()) : UnknownValue();
  }

  // /// What it is for.  pub name: Option<Type>,
  ValuePtr Fields(size_t file, Range body) const {
    const SourceText& source = reader_.source(file);
    std::shared_ptr<SourceValue> properties = NewMap();
    for (Range piece : reader_.SplitParameters(body, file)) {
      uint32_t colon = source.Find(piece, ":");
      if (colon >= piece.end || colon == piece.begin || !source.IsName(colon - 1)) continue;
      Range type = {colon + 1, piece.end};
      const bool optional = source.Is(type.begin, "Option");
      if (optional) type.begin += 2;
      ValuePtr schema = PlainType(source, type);
      if (!IsKnown(schema)) schema = TypeSchema("");
      if (ValuePtr text = Documentation(file, piece.begin, colon)) {
        schema = WithMember(schema, "description", text);
      }
      SetMember(source.Text(colon - 1), WithOptional(schema, optional), properties.get());
    }
    return ObjectSchema(*properties);
  }

  PlainReader reader_;
  std::unordered_map<std::string_view, std::pair<size_t, Range>> structs_;
  std::vector<ToolDeclaration> tools_;
};

}  // namespace

std::vector<ToolDeclaration> FindRustTools(SourcePackage& package) {
  return RustTools(package).Run();
}

}  // namespace mcprisk
