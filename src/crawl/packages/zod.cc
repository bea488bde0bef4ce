// Schemas of the zod library, as the SDK turns them into JSON Schema.
#include <algorithm>
#include <array>
#include <memory>

#include "crawl/packages/javascript_reader.h"

namespace mcprisk {
namespace {

using Kind = SourceValue::Kind;

ValuePtr Argument(const std::vector<ValuePtr>& arguments, size_t at) {
  return at < arguments.size() ? arguments[at] : UnknownValue();
}

ValuePtr ListOf(std::vector<ValuePtr> items) {
  auto list = std::make_shared<SourceValue>();
  list->kind = Kind::kList;
  list->items = std::move(items);
  return list;
}

ValuePtr Choice(const ValuePtr& options) {
  if (IsKind(options, Kind::kMap)) {
    std::vector<ValuePtr> values;
    for (const auto& member : options->members) values.push_back(member.second);
    return WithMember(TypeSchema("string"), "enum", ListOf(std::move(values)));
  }
  if (!IsKind(options, Kind::kList)) return TypeSchema("string");
  return WithMember(TypeSchema("string"), "enum", options);
}

ValuePtr Literal(const ValuePtr& value) {
  std::string_view type = IsKind(value, Kind::kText)     ? "string"
                          : IsKind(value, Kind::kNumber) ? "number"
                          : IsKind(value, Kind::kBool)   ? "boolean"
                                                         : "";
  return WithMember(TypeSchema(type), "const", value);
}

ValuePtr Union(const ValuePtr& options) {
  auto known = std::make_shared<SourceValue>();
  known->kind = Kind::kList;
  if (IsKind(options, Kind::kList)) {
    for (const ValuePtr& option : options->items) {
      known->items.push_back(IsKind(option, Kind::kSchema) ? option : TypeSchema(""));
    }
  }
  if (known->items.empty()) return TypeSchema("");
  return WithMember(TypeSchema(""), "anyOf", std::move(known));
}

// z.string() and its like: what begins a schema. nullptr for every other method.
ValuePtr NewSchema(std::string_view method, const std::vector<ValuePtr>& arguments) {
  ValuePtr first = Argument(arguments, 0);
  if (method == "string" || method == "number" || method == "boolean") return TypeSchema(method);
  if (method == "bigint" || method == "int") return TypeSchema("integer");
  if (method == "any" || method == "unknown" || method == "custom") return TypeSchema("");
  if (method == "date") return TypeSchema("string");
  if (method == "null") return TypeSchema("null");
  if (method == "array" || method == "tuple" || method == "set") {
    ValuePtr list = TypeSchema("array");
    return IsKind(first, Kind::kSchema) ? WithMember(list, "items", first) : list;
  }
  if (method == "object" || method == "strictObject" || method == "looseObject") {
    return IsKind(first, Kind::kMap) ? ObjectSchema(*first) : UnknownValue();
  }
  if (method == "record" || method == "map") return TypeSchema("object");
  if (method == "enum" || method == "nativeEnum") return Choice(first);
  if (method == "literal") return Literal(first);
  if (method == "union") return Union(first);
  if (method == "discriminatedUnion") return Union(Argument(arguments, 1));
  if (method == "preprocess") return Argument(arguments, 1);
  if (method == "lazy") return TypeSchema("");
  constexpr std::array<std::string_view, 6> kTexts = {"email", "url",  "uuid",
                                                      "iso",   "cuid", "ulid"};
  if (std::find(kTexts.begin(), kTexts.end(), method) != kTexts.end()) {
    return WithMember(TypeSchema("string"), "format",
                      TextValue(method == "url" ? "uri" : std::string(method)));
  }
  return nullptr;
}

// {…shape of `schema`} with the properties of `more`.
ValuePtr Extended(const ValuePtr& schema, const ValuePtr& more) {
  ValuePtr added = more;
  if (IsKind(more, Kind::kSchema)) added = more->Find("properties");
  ValuePtr shape = schema->Find("properties");
  if (!IsKind(added, Kind::kMap) || !shape) return UnknownValue();
  auto all = std::make_shared<SourceValue>(*shape);
  for (const auto& [name, property] : added->members) SetMember(name, property, all.get());
  return ObjectSchema(*all);
}

// pick and omit: `wanted` names the properties that stay, or go.
ValuePtr Chosen(const ValuePtr& schema, const ValuePtr& wanted, bool stay) {
  ValuePtr shape = schema->Find("properties");
  if (!shape || !IsKind(wanted, Kind::kMap)) return UnknownValue();
  auto chosen = std::make_shared<SourceValue>();
  chosen->kind = Kind::kMap;
  for (const auto& [name, property] : shape->members) {
    if ((wanted->Find(name) != nullptr) == stay) chosen->members.emplace_back(name, property);
  }
  return ObjectSchema(*chosen);
}

ValuePtr AllOptional(const ValuePtr& schema) {
  ValuePtr shape = schema->Find("properties");
  if (!shape) return schema;
  auto all = std::make_shared<SourceValue>(*shape);
  for (auto& member : all->members) member.second = WithOptional(member.second, true);
  return ObjectSchema(*all);
}

ValuePtr Changed(const ValuePtr& schema, std::string_view method,
                 const std::vector<ValuePtr>& arguments) {
  ValuePtr first = Argument(arguments, 0);
  if (method == "describe") return WithMember(schema, "description", first);
  if (method == "meta") {
    return IsKind(first, Kind::kMap) ? WithMember(schema, "description", first->Find("description"))
                                     : schema;
  }
  if (method == "optional" || method == "nullish") return WithOptional(schema, true);
  if (method == "default" || method == "prefault") {
    return WithMember(WithOptional(schema, true), "default", first);
  }
  if (method == "array") return WithMember(TypeSchema("array"), "items", schema);
  if (method == "or") return Union(ListOf({schema, first}));
  if (method == "extend" || method == "merge" || method == "safeExtend" || method == "and") {
    return Extended(schema, first);
  }
  if (method == "pick" || method == "omit") return Chosen(schema, first, method == "pick");
  if (method == "partial" || method == "deepPartial") return AllOptional(schema);
  if (method == "int") return WithMember(schema, "type", TextValue("integer"));
  if (method == "unwrap") return WithOptional(schema, false);
  const bool is_text = schema->Find("type") && schema->Find("type")->text == "string";
  if (is_text && (method == "url" || method == "email" || method == "uuid")) {
    return WithMember(schema, "format", TextValue(method == "url" ? "uri" : std::string(method)));
  }
  // min, max, regex, refine, transform, strict, passthrough and their like keep the type.
  return schema;
}

}  // namespace

ValuePtr ZodCall(const ValuePtr& receiver, std::string_view method,
                 const std::vector<ValuePtr>& arguments) {
  if (IsKind(receiver, Kind::kSchema)) return Changed(receiver, method, arguments);
  return NewSchema(method, arguments);
}

}  // namespace mcprisk
