#include "crawl/packages/python_reader.h"

#include <algorithm>
#include <utility>

#include "base/text.h"

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

// f"a {b} c" without what is filled in.
std::string WithoutHoles(const std::string& text) {
  std::string out;
  size_t open = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    const bool doubled = i + 1 < text.size() && text[i + 1] == text[i];
    if ((text[i] == '{' || text[i] == '}') && doubled && open == 0) {
      out += text[i++];
    } else if (text[i] == '{') {
      if (open++ == 0) out += "…";
    } else if (text[i] == '}' && open > 0) {
      --open;
    } else if (open == 0) {
      out += text[i];
    }
  }
  return out;
}

}  // namespace

std::string CleanDocstring(std::string_view text) {
  std::vector<std::string_view> lines = Split(text, '\n');
  size_t shared = std::string_view::npos;
  for (size_t i = 1; i < lines.size(); ++i) {
    size_t first = lines[i].find_first_not_of(" \t\r");
    if (first != std::string_view::npos) shared = std::min(shared, first);
  }
  std::string clean;
  for (size_t i = 0; i < lines.size(); ++i) {
    std::string_view line = lines[i];
    if (i == 0) {
      line.remove_prefix(std::min(line.find_first_not_of(" \t"), line.size()));
    } else {
      line.remove_prefix(std::min(shared, line.size()));
    }
    while (!line.empty() && (line.back() == ' ' || line.back() == '\t' || line.back() == '\r')) {
      line.remove_suffix(1);
    }
    clean.append(i == 0 ? "" : "\n").append(line);
  }
  size_t begin = std::min(clean.find_first_not_of('\n'), clean.size());
  size_t end = clean.find_last_not_of('\n');
  return end == std::string::npos ? std::string() : clean.substr(begin, end + 1 - begin);
}

Range PyReader::Arguments::Named(std::string_view name) const {
  for (const auto& [argument, range] : named) {
    if (argument == name) return range;
  }
  return {};
}

PyReader::PyReader(SourcePackage& package) : package_(package) {
  for (size_t i = 0; i < package.files.size(); ++i) {
    const SourceText& source = package.files[i];
    if (source.language() != Language::kPython || !package.Spend(source.size())) continue;
    files_.push_back({i, &source, {}});
    Index(files_.size() - 1);
  }
}

// Finds the lines, what is assigned at the top of the file, and the classes.
void PyReader::Index(size_t number) {
  File& file = files_[number];
  const SourceText& source = *file.source;
  uint32_t begin = 0;
  for (uint32_t at = 0; at <= source.size(); at = at < source.size() ? source.Next(at) : at + 1) {
    if (at < source.size() && source[at].kind != TokenKind::kNewLine) continue;
    if (begin < at) file.lines.push_back({{begin, at}, source.Column(begin)});
    begin = at + 1;
  }
  for (size_t i = 0; i < file.lines.size(); ++i) {
    const Line& line = file.lines[i];
    const uint32_t at = line.tokens.begin;
    if (source.Is(at, "class") && source.IsName(at + 1)) {
      classes_.emplace(source.Text(at + 1), Class{number, i + 1, line.column});
    }
    if (line.column != 0 || !source.IsName(at)) continue;
    uint32_t assign = source.Find(line.tokens, "=");
    const bool plain = assign == at + 1 || source.Is(at + 1, ":");
    if (plain && assign < line.tokens.end) {
      constants_.emplace(source.Text(at), Binding{number, {assign + 1, line.tokens.end}});
    }
  }
}

size_t PyReader::FindFunction(std::string_view name, size_t number) const {
  const File& file = files_[number];
  for (size_t i = 0; i < file.lines.size(); ++i) {
    uint32_t at = file.lines[i].tokens.begin;
    if (file.source->Is(at, "async")) ++at;
    if (file.source->Is(at, "def") && file.source->Is(at + 1, name)) return i;
  }
  return file.lines.size();
}

PyReader::Arguments PyReader::ReadArguments(Range inside, size_t file) const {
  const SourceText& source = *files_[file].source;
  Arguments arguments;
  for (Range piece : source.Split(inside, ",")) {
    if (source.IsName(piece.begin) && source.Is(piece.begin + 1, "=")) {
      arguments.named.push_back({source.Text(piece.begin), {piece.begin + 2, piece.end}});
    } else {
      arguments.positional.push_back(piece);
    }
  }
  return arguments;
}

// --- Expressions ---------------------------------------------------------------------------------

ValuePtr PyReader::Read(Range range, size_t file) {
  Level level(&depth_);
  if (range.empty() || depth_ > 2 * kMaxValueDepth) return UnknownValue();
  if (!package_.Spend(range.end - range.begin)) return UnknownValue();
  const SourceText& source = *files_[file].source;
  if (source.Find(range, "+") < range.end) {
    std::string text;
    bool whole = true;
    SourcePlace place{files_[file].number, range.begin};
    for (Range piece : source.Split(range, "+")) {
      ValuePtr value = Read(piece, file);
      const bool is_text = IsKind(value, Kind::kText);
      text += is_text ? value->text : "…";
      whole = whole && is_text && value->whole;
      if (!package_.Spend(text.size())) return UnknownValue();
    }
    return TextValue(std::move(text), place, whole);
  }
  Range rest = range;
  ValuePtr value = ReadPrimary(&rest, file);
  return ReadSuffix(std::move(value), rest, file);
}

// Texts that stand side by side are one.
ValuePtr PyReader::ReadText(Range* range, size_t file) {
  const SourceText& source = *files_[file].source;
  SourcePlace place{files_[file].number, range->begin};
  std::string text;
  bool whole = true;
  for (; !range->empty() &&
         (source.IsText(range->begin) || source[range->begin].kind == TokenKind::kNewLine);
       ++range->begin) {
    if (!source.IsText(range->begin)) continue;
    const std::string part = source.Decoded(range->begin);
    const bool holes = source[range->begin].holes && part.find('{') != std::string::npos;
    text += holes ? WithoutHoles(part) : part;
    whole = whole && !holes;
    if (!package_.Spend(part.size())) return UnknownValue();
  }
  return TextValue(std::move(text), place, whole);
}

ValuePtr PyReader::ReadPrimary(Range* range, size_t file) {
  const SourceText& source = *files_[file].source;
  const uint32_t at = range->begin;
  const SourceToken& token = source[at];
  if (token.kind == TokenKind::kText) return ReadText(range, file);
  if (token.kind == TokenKind::kName) {
    ++range->begin;
    return ReadName(source.Text(at), range, file);
  }
  if (token.kind == TokenKind::kNumber) {
    ++range->begin;
    return NumberValue(std::string(source.Text(at)));
  }
  if (source.Is(at, "-") && source[at + 1].kind == TokenKind::kNumber) {
    range->begin += 2;
    return NumberValue("-" + std::string(source.Text(at + 1)));
  }
  if (token.kind != TokenKind::kOpen) return UnknownValue();
  range->begin = source.Next(at);
  Range inside = source.Inside(at);
  if (token.sign == '{') return ReadDictionary(inside, file);
  std::vector<Range> pieces = source.Split(inside, ",");
  if (token.sign == '(' && pieces.size() == 1 && pieces.front().end == inside.end) {
    return Read(inside, file);
  }
  std::shared_ptr<SourceValue> list = Make(Kind::kList);
  for (Range piece : pieces) list->items.push_back(Read(piece, file));
  return list;
}

ValuePtr PyReader::ReadDictionary(Range inside, size_t file) {
  const SourceText& source = *files_[file].source;
  std::shared_ptr<SourceValue> map = Make(Kind::kMap);
  map->place = {files_[file].number, inside.begin};
  for (Range entry : source.Split(inside, ",")) {
    if (source.Is(entry.begin, "**")) {
      ValuePtr more = Read({entry.begin + 1, entry.end}, file);
      map->whole = map->whole && IsKind(more, Kind::kMap) && more->whole;
      if (!package_.Spend(more->members.size() * (1 + map->members.size()))) break;
      for (const auto& [name, value] : more->members) SetMember(name, value, map.get());
      continue;
    }
    uint32_t colon = source.Find(entry, ":");
    ValuePtr key = colon < entry.end ? Read({entry.begin, colon}, file) : UnknownValue();
    if (IsName(key)) {
      SetMember(key->text, Read({colon + 1, entry.end}, file), map.get());
    } else {
      map->whole = false;
    }
  }
  return map;
}

ValuePtr PyReader::ReadName(std::string_view name, Range* rest, size_t file) {
  if (name == "True") return BoolValue(true);
  if (name == "False") return BoolValue(false);
  if (name == "None") return NullValue();
  const SourceText& source = *files_[file].source;
  if (!rest->empty() && source.IsOpen(rest->begin, '(')) {
    Range inside = source.Inside(rest->begin);
    rest->begin = source.Next(rest->begin);
    return ReadCall(name, inside, file);
  }
  if (!rest->empty() && source.Is(rest->begin, ".") && source.IsName(rest->begin + 1)) {
    std::string_view member = source.Text(rest->begin + 1);
    const bool is_call = source.IsOpen(rest->begin + 2, '(');
    if (classes_.contains(name)) {
      rest->begin += 2;
      if (!is_call) return ClassMember(name, member);
      rest->begin = source.Next(rest->begin);
      const bool schema = member == "model_json_schema" || member == "schema";
      return schema ? ClassSchema(name) : UnknownValue();
    }
    if (!constants_.contains(name)) {  // a module: types.Tool, textwrap.dedent, tools.NAME
      rest->begin += 2;
      return ReadName(member, rest, file);
    }
  }
  auto constant = constants_.find(name);
  return constant == constants_.end() ? UnknownValue()
                                      : Read(constant->second.value, constant->second.file);
}

// What is done with a value: .value of an enumeration, .strip() of a text.
ValuePtr PyReader::ReadSuffix(ValuePtr value, Range range, size_t file) {
  const SourceText& source = *files_[file].source;
  while (!range.empty()) {
    if (!source.Is(range.begin, ".") || !source.IsName(range.begin + 1)) return UnknownValue();
    std::string_view member = source.Text(range.begin + 1);
    const bool is_call = source.IsOpen(range.begin + 2, '(');
    range.begin = is_call ? source.Next(range.begin + 2) : range.begin + 2;
    if (!is_call && member == "value") continue;
    if (!IsKind(value, Kind::kText) || !is_call) return UnknownValue();
    if (member == "strip") {
      value = TextValue(std::string(Trimmed(value->text)), value->place, value->whole);
    } else {
      value = TextValue(value->text, value->place, false);
    }
  }
  return value;
}

ValuePtr PyReader::ReadCall(std::string_view name, Range inside, size_t file) {
  const Arguments arguments = ReadArguments(inside, file);
  if (name == "dedent" || name == "cleandoc") {
    if (arguments.positional.empty()) return UnknownValue();
    ValuePtr text = Read(arguments.positional.front(), file);
    if (!IsKind(text, Kind::kText)) return UnknownValue();
    return TextValue(CleanDocstring(text->text), text->place, text->whole);
  }
  // ToolAnnotations(readOnlyHint=True), dict(a=1)
  if (name != "ToolAnnotations" && name != "dict") return UnknownValue();
  std::shared_ptr<SourceValue> map = Make(Kind::kMap);
  for (const auto& [key, range] : arguments.named) SetMember(key, Read(range, file), map.get());
  return map;
}

// NAME = value in the body of a class.
ValuePtr PyReader::ClassMember(std::string_view class_name, std::string_view member) {
  const Class& found = classes_.find(class_name)->second;
  const File& file = files_[found.file];
  for (size_t i = found.first_line; i < file.lines.size(); ++i) {
    const Line& line = file.lines[i];
    if (line.column <= found.column || !package_.Spend(1)) break;
    const uint32_t at = line.tokens.begin;
    if (file.source->Is(at, member) && file.source->Is(at + 1, "=")) {
      return Read({at + 2, line.tokens.end}, found.file);
    }
  }
  return UnknownValue();
}

}  // namespace mcprisk
