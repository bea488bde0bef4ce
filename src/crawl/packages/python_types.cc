// Type hints and pydantic models as JSON Schema: that part of PyReader.
#include <algorithm>
#include <array>
#include <utility>

#include "crawl/packages/python_reader.h"

namespace mcprisk {
namespace {

using Kind = SourceValue::Kind;

class Level {
 public:
  explicit Level(size_t* depth) : depth_(depth) { ++*depth_; }
  ~Level() { --*depth_; }
  Level(const Level&) = delete;
  Level& operator=(const Level&) = delete;

 private:
  size_t* depth_;
};

std::shared_ptr<SourceValue> Make(Kind kind) {
  auto value = std::make_shared<SourceValue>();
  value->kind = kind;
  return value;
}

}  // namespace

ValuePtr PyReader::TypeHint(Range range, size_t file) {
  Level level(&depth_);
  if (range.empty() || depth_ > kMaxValueDepth || !package_.Spend(range.end - range.begin)) {
    return TypeSchema("");
  }
  const SourceText& source = *files_[file].source;
  std::vector<Range> alternatives = source.Split(range, "|");
  if (alternatives.size() > 1) return AnyOf(alternatives, file);
  uint32_t at = range.begin;
  while (at + 2 < range.end && source.Is(at + 1, ".")) at += 2;  // typing.Optional
  if (!source.IsName(at)) return TypeSchema("");
  if (source.IsOpen(at + 1, '[')) return GenericType(source.Text(at), source.Inside(at + 1), file);
  return NamedType(source.Text(at));
}

ValuePtr PyReader::AnyOf(const std::vector<Range>& pieces, size_t file) {
  std::shared_ptr<SourceValue> list = Make(Kind::kList);
  for (Range piece : pieces) list->items.push_back(TypeHint(piece, file));
  return WithMember(TypeSchema(""), "anyOf", std::move(list));
}

ValuePtr PyReader::NamedType(std::string_view name) {
  using Type = std::pair<std::string_view, std::string_view>;
  constexpr std::array<Type, 16> kTypes = {{{"str", "string"},
                                            {"int", "integer"},
                                            {"float", "number"},
                                            {"bool", "boolean"},
                                            {"bytes", "string"},
                                            {"None", "null"},
                                            {"list", "array"},
                                            {"List", "array"},
                                            {"Sequence", "array"},
                                            {"tuple", "array"},
                                            {"set", "array"},
                                            {"dict", "object"},
                                            {"Dict", "object"},
                                            {"Mapping", "object"},
                                            {"Path", "string"},
                                            {"datetime", "string"}}};
  for (auto [python, json] : kTypes) {
    if (name == python) return TypeSchema(json);
  }
  return classes_.contains(name) ? ClassSchema(name) : TypeSchema("");
}

ValuePtr PyReader::GenericType(std::string_view name, Range inside, size_t file) {
  const SourceText& source = *files_[file].source;
  std::vector<Range> pieces = source.Split(inside, ",");
  if (pieces.empty()) return TypeSchema("");
  if (name == "Optional") {
    std::shared_ptr<SourceValue> list = Make(Kind::kList);
    list->items = {TypeHint(pieces.front(), file), TypeSchema("null")};
    return WithMember(TypeSchema(""), "anyOf", std::move(list));
  }
  if (name == "Union") return AnyOf(pieces, file);
  if (name == "Literal") {
    std::shared_ptr<SourceValue> list = Make(Kind::kList);
    for (Range piece : pieces) list->items.push_back(Read(piece, file));
    const bool texts = std::all_of(list->items.begin(), list->items.end(),
                                   [](const auto& item) { return IsKind(item, Kind::kText); });
    return WithMember(TypeSchema(texts ? "string" : ""), "enum", std::move(list));
  }
  if (name == "Annotated") {
    ValuePtr schema = TypeHint(pieces.front(), file);
    for (size_t i = 1; i < pieces.size(); ++i) {
      schema = source.IsText(pieces[i].begin)
                   ? WithMember(schema, "description", Read(pieces[i], file))
                   : WithField(schema, pieces[i], file);
    }
    return schema;
  }
  ValuePtr schema = NamedType(name);
  ValuePtr type = schema->Find("type");
  const bool is_list = IsKind(type, Kind::kText) && type->text == "array";
  return is_list ? WithMember(schema, "items", TypeHint(pieces.front(), file)) : schema;
}

// What Field(description="…", default=…) adds.
ValuePtr PyReader::WithField(ValuePtr schema, Range call, size_t file) {
  const SourceText& source = *files_[file].source;
  uint32_t open = call.begin;
  while (open < call.end && !source.IsOpen(open, '(')) ++open;
  if (open >= call.end || !source.Is(open - 1, "Field")) return schema;
  const Arguments arguments = ReadArguments(source.Inside(open), file);
  schema = WithMember(schema, "description", Read(arguments.Named("description"), file));
  bool has_default = !arguments.Named("default").empty();
  has_default = has_default || !arguments.Named("default_factory").empty();
  const bool has_first =
      !arguments.positional.empty() && !source.Is(arguments.positional.front().begin, "...");
  Range value = has_first ? arguments.positional.front() : arguments.Named("default");
  if (source.Is(value.begin, "...") && !value.empty()) return schema;
  if (!value.empty()) schema = WithMember(schema, "default", Read(value, file));
  return has_default || has_first ? WithOptional(schema, true) : schema;
}

// name: hint = default
void PyReader::AddProperty(Range piece, size_t file, SourceValue* properties) {
  const SourceText& source = *files_[file].source;
  if (!source.IsName(piece.begin)) return;
  uint32_t assign = std::min(source.Find(piece, "="), piece.end);
  Range hint = {piece.begin + 2, assign};
  if (!source.Is(piece.begin + 1, ":")) hint = {};
  for (uint32_t at = hint.begin; at < hint.end; ++at) {
    if (source.Is(at, "Context")) return;  // the server fills it in
  }
  ValuePtr schema = TypeHint(hint, file);
  if (assign < piece.end) {
    Range value = {assign + 1, piece.end};
    if (source.Is(value.begin, "Depends") || source.Is(value.begin, "CurrentContext")) return;
    uint32_t name = value.begin;
    while (name + 2 < value.end && source.Is(name + 1, ".")) name += 2;
    if (source.Is(name, "Field")) {
      schema = WithField(schema, value, file);
    } else {
      schema = WithOptional(WithMember(schema, "default", Read(value, file)), true);
    }
  }
  SetMember(source.Text(piece.begin), std::move(schema), properties);
}

ValuePtr PyReader::ParameterSchema(Range parameters, size_t file) {
  const SourceText& source = *files_[file].source;
  std::shared_ptr<SourceValue> properties = Make(Kind::kMap);
  for (Range piece : source.Split(parameters, ",")) {
    if (source.Is(piece.begin, "self") || source.Is(piece.begin, "cls")) continue;
    AddProperty(piece, file, properties.get());
  }
  return ObjectSchema(*properties);
}

// The fields of a pydantic model, a dataclass or a TypedDict.
ValuePtr PyReader::ClassSchema(std::string_view class_name) {
  Level level(&depth_);
  if (depth_ > kMaxValueDepth) return TypeSchema("object");
  const Class& found = classes_.find(class_name)->second;
  const File& file = files_[found.file];
  std::shared_ptr<SourceValue> properties = Make(Kind::kMap);
  for (size_t i = found.first_line; i < file.lines.size(); ++i) {
    const Line& line = file.lines[i];
    if (line.column <= found.column || !package_.Spend(1)) break;
    if (line.column != file.lines[found.first_line].column) continue;
    const uint32_t at = line.tokens.begin;
    if (file.source->IsName(at) && file.source->Is(at + 1, ":")) {
      AddProperty(line.tokens, found.file, properties.get());
    }
  }
  return properties->members.empty() ? TypeSchema("object") : ObjectSchema(*properties);
}

}  // namespace mcprisk
