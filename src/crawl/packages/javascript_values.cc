// Lists, maps, templates, members and calls: the other half of JsReader's expressions.
#include <algorithm>
#include <utility>

#include "base/text.h"
#include "crawl/packages/javascript_reader.h"

namespace mcprisk {
namespace {

using Kind = SourceValue::Kind;

std::shared_ptr<SourceValue> Make(Kind kind) {
  auto value = std::make_shared<SourceValue>();
  value->kind = kind;
  return value;
}

// zodToJsonSchema, toJSONSchema: what turns a schema into itself.
bool IsSchemaConversion(std::string_view name) {
  std::string lowered = AsciiLowered(name);
  return lowered.find("jsonschema") != std::string::npos;
}

// What wraps a module or a value without changing it.
bool IsPassedThrough(std::string_view name) {
  return name == "__importStar" || name == "__importDefault" || name == "__toESM" ||
         name == "freeze" || name == "dedent";
}

}  // namespace

// --- Literals ------------------------------------------------------------------------------------

ValuePtr JsReader::ReadTemplate(uint32_t open, const Context& context) {
  const SourceText& source = index(context.file).source();
  Range inside = source.Inside(open);
  std::string text;
  bool whole = true;
  for (uint32_t at = inside.begin; at < inside.end; at = source.Next(at)) {
    if (source.IsText(at)) {
      text += source.Decoded(at);
    } else {
      ValuePtr hole = Read(source.Inside(at), context);
      const bool literal = IsKind(hole, Kind::kText) || IsKind(hole, Kind::kNumber);
      text += literal ? hole->text : "…";
      whole = whole && literal && hole->whole;
    }
    if (!package_.Spend(text.size())) return UnknownValue();
  }
  return TextValue(std::move(text), PlaceOf(context, open), whole);
}

ValuePtr JsReader::ReadList(uint32_t open, const Context& context) {
  const SourceText& source = index(context.file).source();
  std::shared_ptr<SourceValue> list = Make(Kind::kList);
  for (Range piece : source.Split(source.Inside(open), ",")) {
    if (piece.empty()) continue;
    if (!source.Is(piece.begin, "...")) {
      list->items.push_back(Read(piece, context));
      continue;
    }
    ValuePtr spread = Read({piece.begin + 1, piece.end}, context);
    if (!package_.Spend(spread->items.size())) return UnknownValue();
    list->whole = list->whole && IsKind(spread, Kind::kList) && spread->whole;
    list->items.insert(list->items.end(), spread->items.begin(), spread->items.end());
  }
  return list;
}

ValuePtr JsReader::ReadMap(uint32_t open, const Context& context) {
  const SourceText& source = index(context.file).source();
  std::shared_ptr<SourceValue> map = Make(Kind::kMap);
  map->place = PlaceOf(context, open);
  for (Range entry : source.Split(source.Inside(open), ",")) {
    if (!entry.empty()) ReadMapEntry(entry, context, map.get());
  }
  return map;
}

void JsReader::ReadMapEntry(Range entry, const Context& context, SourceValue* map) {
  const SourceText& source = index(context.file).source();
  uint32_t at = entry.begin;
  if (source.Is(at, "...")) {
    ValuePtr spread = Read({at + 1, entry.end}, context);
    // {...(condition && {a: 1})}: an absent one adds nothing.
    if (IsKind(spread, Kind::kNull)) return;
    if (spread->kind != Kind::kMap || !spread->whole) map->whole = false;
    if (!package_.Spend(spread->members.size() * (1 + map->members.size()))) return;
    for (const auto& [name, member] : spread->members) SetMember(name, member, map);
    return;
  }
  if (source.Is(at, "async") || source.Is(at, "get") || source.Is(at, "*")) {
    if (source.IsName(at + 1)) ++at;
  }
  std::string key;
  if (source.IsOpen(at, '[')) {
    ValuePtr computed = Read(source.Inside(at), context);
    if (!IsName(computed)) {
      map->whole = false;
      return;
    }
    key = computed->text;
  } else {
    key = source.IsText(at) ? source.Decoded(at) : std::string(source.Text(at));
  }
  uint32_t behind = source.Next(at);
  ValuePtr value = UnknownValue();
  if (source.Is(behind, ":")) {
    value = Read({behind + 1, entry.end}, context);
  } else if (behind >= entry.end) {
    value = ReadName(at, context);
  } else if (source.IsOpen(behind, '(')) {
    const uint32_t function = index(context.file).FirstFunctionIn({at, entry.end});
    value = FunctionValue(function, context);
  }
  SetMember(key, std::move(value), map);
}

// --- Members and calls ---------------------------------------------------------------------------

ValuePtr JsReader::Member(const ValuePtr& value, std::string_view name) {
  if (!package_.Spend(1 + value->members.size())) return UnknownValue();
  switch (value->kind) {
    case Kind::kMap: {
      if (ValuePtr member = value->Find(name)) return member;
      return value->whole ? NullValue() : UnknownValue();
    }
    case Kind::kModule:
      return Exported(value->place.file, name, 0);
    case Kind::kSchema: {
      // A zod schema shows its properties as `shape`, its choices as `options` and `enum`.
      std::string_view member = name == "shape" ? "properties" : name == "options" ? "enum" : name;
      ValuePtr found = value->Find(member);
      return found ? found : UnknownValue();
    }
    default:
      return UnknownValue();
  }
}

std::vector<ValuePtr> JsReader::ReadArguments(Range arguments, const Context& context) {
  const SourceText& source = index(context.file).source();
  std::vector<ValuePtr> values;
  for (Range piece : source.Split(arguments, ",")) values.push_back(Read(piece, context));
  return values;
}

ValuePtr JsReader::ReadCall(const ValuePtr& callee, std::string_view name, Range arguments,
                            const Context& context) {
  const SourceText& source = index(context.file).source();
  if (IsKind(callee, Kind::kFunction)) {
    std::vector<ValuePtr> values = ReadArguments(arguments, context);
    return Apply(callee, &values);
  }
  if (name == "require" && source.IsText(arguments.begin)) {
    std::optional<size_t> module = FindModule(context.file, source.Decoded(arguments.begin));
    return module ? ModuleValue(*module) : UnknownValue();
  }
  if (!IsSchemaConversion(name) && !IsPassedThrough(name)) return UnknownValue();
  std::vector<Range> pieces = source.Split(arguments, ",");
  return pieces.empty() ? UnknownValue() : Read(pieces.front(), context);
}

ValuePtr JsReader::ReadMethod(const ValuePtr& receiver, std::string_view method, Range arguments,
                              const Context& context) {
  ValuePtr member = UnknownValue();
  if (IsKind(receiver, Kind::kMap) || IsKind(receiver, Kind::kModule)) {
    member = Member(receiver, method);
  }
  if (IsKind(member, Kind::kFunction)) {
    ValuePtr value = ReadCall(member, method, arguments, context);
    if (IsKnown(value)) return value;
  }
  if (IsKnown(receiver) && receiver->kind == Kind::kText) return TextMethod(receiver, method);
  if (method == "parse" || method == "safeParse") return UnknownValue();
  const std::vector<ValuePtr> values = ReadArguments(arguments, context);
  if (IsKind(receiver, Kind::kList)) return ListMethod(receiver, method, values);
  if (IsSchemaConversion(method) || IsPassedThrough(method)) {
    return values.empty() ? UnknownValue() : values.front();
  }
  if (IsKind(receiver, Kind::kNull)) return UnknownValue();
  ValuePtr schema = ZodCall(receiver, method, values);
  return schema ? schema : UnknownValue();
}

ValuePtr JsReader::ReadGlobal(std::string_view object, std::string_view method,
                              const std::vector<ValuePtr>& arguments) {
  if (arguments.empty()) return UnknownValue();
  const ValuePtr& first = arguments.front();
  if (object == "Array" || method == "freeze") return first;
  if (!IsKind(first, Kind::kMap) && !IsKind(first, Kind::kModule)) return UnknownValue();
  std::shared_ptr<SourceValue> list = Make(Kind::kList);
  if (IsKind(first, Kind::kModule)) {
    if (method != "values") return UnknownValue();
    size_t file = first->place.file;
    for (const JsDeclaration& declaration : index(file).declarations()) {
      const SourceText& source = index(file).source();
      bool exported = declaration.scope.begin == 0 && declaration.scope.end == source.size() &&
                      declaration.kind != JsDeclaration::Kind::kImport;
      if (exported && package_.Spend(1)) {
        list->items.push_back(Exported(file, declaration.name, 0));
      }
    }
    for (const auto& [name, value] : index(file).exports()) {
      if (index(file).Homonyms(name) == 0) list->items.push_back(Exported(file, name, 0));
    }
    return list;
  }
  for (const auto& [name, member] : first->members) {
    if (!package_.Spend(1)) return UnknownValue();
    ValuePtr key = TextValue(name);
    if (method == "keys") list->items.push_back(key);
    if (method == "values") list->items.push_back(member);
    if (method == "entries") {
      std::shared_ptr<SourceValue> pair = Make(Kind::kList);
      pair->items = {key, member};
      list->items.push_back(pair);
    }
  }
  return list->items.size() == first->members.size() ? list : UnknownValue();
}

ValuePtr JsReader::TextMethod(const ValuePtr& text, std::string_view method) {
  if (method == "trim") {
    return TextValue(std::string(Trimmed(text->text)), text->place, text->whole);
  }
  if (method == "toString" || method == "valueOf") return text;
  // Something like it: enough to describe, not to name.
  return TextValue(text->text, text->place, false);
}

ValuePtr JsReader::ListMethod(const ValuePtr& list, std::string_view method,
                              const std::vector<ValuePtr>& arguments) {
  if (method == "filter" || method == "sort" || method == "slice" || method == "reverse" ||
      method == "toSorted") {
    return list;
  }
  if (!package_.Spend(list->items.size())) return UnknownValue();
  if (method == "join") {
    const bool has_separator = !arguments.empty() && IsKind(arguments.front(), Kind::kText);
    ValuePtr text = TextValue("");
    for (const ValuePtr& item : list->items) {
      if (!IsKind(item, Kind::kText)) return UnknownValue();
      std::string separator = has_separator ? arguments.front()->text : ",";
      if (item == list->items.front()) separator.clear();
      if (!IsKind(text, Kind::kText) || !package_.Spend(text->text.size())) return UnknownValue();
      text = TextValue(text->text + separator + item->text, item->place, item->whole);
    }
    return text;
  }
  auto result = Make(Kind::kList);
  result->whole = list->whole;
  auto append = [&](const ValuePtr& value) {
    if (!IsKind(value, Kind::kList)) {
      result->items.push_back(value);
    } else if (package_.Spend(value->items.size())) {
      result->items.insert(result->items.end(), value->items.begin(), value->items.end());
    }
  };
  if (method == "map" || method == "flatMap") {
    if (arguments.empty() || !IsKind(arguments.front(), Kind::kFunction)) return UnknownValue();
    for (const ValuePtr& item : list->items) {
      const std::vector<ValuePtr> one = {item};
      ValuePtr value = Apply(arguments.front(), &one);
      if (method == "map") result->items.push_back(value);
      if (method == "flatMap") append(value);
    }
    return result;
  }
  if (method == "flat") {
    for (const ValuePtr& item : list->items) append(item);
    return result;
  }
  if (method != "concat") return UnknownValue();
  append(list);
  for (const ValuePtr& argument : arguments) append(argument);
  return result;
}

// --- Functions -----------------------------------------------------------------------------------

ValuePtr JsReader::FunctionValue(uint32_t function, const Context& context) {
  if (function == kNoIndex) return UnknownValue();
  std::shared_ptr<SourceValue> value = Make(Kind::kFunction);
  value->place.file = context.file;
  value->index = function;
  value->bindings = context.bindings;
  return value;
}

JsReader::Context JsReader::Bind(const Context& context, const Free& function_of,
                                 const std::vector<ValuePtr>& values) {
  const JsIndex& file = index(function_of.file);
  const JsDeclaration& one = file.declarations()[function_of.declaration];
  Context inner = context;
  inner.file = function_of.file;
  for (uint32_t number : file.functions()[one.function].parameters) {
    const JsDeclaration& parameter = file.declarations()[number];
    ValuePtr value = parameter.position < values.size() ? values[parameter.position] : NullValue();
    if (!parameter.key.empty()) value = Member(value, parameter.key);
    if (IsKind(value, Kind::kNull) && !parameter.value.empty()) {
      value = Read(parameter.value, inner);
    }
    auto bindings = std::make_shared<Bindings>();
    bindings->outer = inner.bindings;
    bindings->file = function_of.file;
    bindings->declaration = number;
    bindings->value = std::move(value);
    inner.bindings = std::move(bindings);
  }
  return inner;
}

ValuePtr JsReader::Apply(const ValuePtr& function, const std::vector<ValuePtr>* arguments) {
  if (!IsKind(function, Kind::kFunction) || !package_.Spend(1)) return UnknownValue();
  Context context{function->place.file, function->bindings};
  const JsFunction& called = index(context.file).functions()[function->index];
  if (arguments && !called.parameters.empty()) {
    context = Bind(context, {context.file, called.parameters.front()}, *arguments);
  }
  return called.is_expression ? Read(called.body, context) : ReadReturn(called, context);
}

// Of several return statements, the one that every way through the function can end at; else the
// first one whose value is known.
ValuePtr JsReader::ReadReturn(const JsFunction& function, const Context& context) {
  const JsIndex& file = index(context.file);
  const SourceText& source = file.source();
  if (!package_.Spend(function.body.end - function.body.begin)) return UnknownValue();
  ValuePtr outermost = UnknownValue();
  ValuePtr inner = UnknownValue();
  uint32_t outer_end = function.body.begin;  // where the top level goes on
  for (uint32_t at = function.body.begin; at < function.body.end; ++at) {
    if (at >= outer_end) outer_end = source.Next(at);
    if (!source.Is(at, "return") || source.Is(at - 1, ".")) continue;
    if (source.Is(at + 1, ";") || source.Is(at + 1, "}")) continue;
    const uint32_t own = file.FunctionAround(at);
    if (own == kNoIndex || file.functions()[own].body.begin != function.body.begin) continue;
    const bool is_outermost = outer_end == at + 1;
    ValuePtr value = Read({at + 1, file.EndOfExpression(at + 1)}, context);
    if (is_outermost) outermost = value;
    if (!is_outermost && !IsKnown(inner)) inner = value;
  }
  return IsKnown(outermost) ? outermost : inner;
}

}  // namespace mcprisk
