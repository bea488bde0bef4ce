#include "crawl/packages/value.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "base/json.h"
#include "model/tool.h"

namespace mcprisk {
namespace {

std::shared_ptr<SourceValue> Make(SourceValue::Kind kind) {
  auto value = std::make_shared<SourceValue>();
  value->kind = kind;
  return value;
}

class JsonWriter {
 public:
  JsonWriter(bool lenient, std::string* out) : lenient_(lenient), out_(out) {}

  bool Write(const ValuePtr& value, size_t depth) {
    if (!value || depth > kMaxValueDepth || out_->size() > kMaxSchemaBytes) return false;
    switch (value->kind) {
      case SourceValue::Kind::kNull:
        *out_ += "null";
        return true;
      case SourceValue::Kind::kBool:
        *out_ += value->truth ? "true" : "false";
        return true;
      case SourceValue::Kind::kNumber:
        *out_ += value->text;
        return true;
      case SourceValue::Kind::kText:
        AppendJsonString(value->text, out_);
        return true;
      case SourceValue::Kind::kList:
        return WriteList(*value, depth);
      case SourceValue::Kind::kMap:
      case SourceValue::Kind::kSchema:
        return WriteMap(*value, depth);
      default:
        return false;
    }
  }

 private:
  bool WriteList(const SourceValue& list, size_t depth) {
    *out_ += '[';
    bool first = true;
    for (const ValuePtr& item : list.items) {
      if (!WritePart("", item, &first, depth)) return false;
    }
    *out_ += ']';
    return true;
  }

  bool WriteMap(const SourceValue& map, size_t depth) {
    *out_ += '{';
    bool first = true;
    for (const auto& [name, member] : map.members) {
      std::string key;
      AppendJsonString(name, &key);
      if (!WritePart(key + ":", member, &first, depth)) return false;
    }
    *out_ += '}';
    return true;
  }

  // One item or member; what cannot be written is taken back where that is allowed.
  bool WritePart(const std::string& key, const ValuePtr& value, bool* first, size_t depth) {
    const size_t before = out_->size();
    if (!*first) *out_ += ',';
    *out_ += key;
    if (Write(value, depth + 1)) {
      *first = false;
      return true;
    }
    if (!lenient_ || out_->size() > kMaxSchemaBytes) return false;
    out_->resize(before);
    return true;
  }

  const bool lenient_;
  std::string* const out_;
};

}  // namespace

ValuePtr SourceValue::Find(std::string_view name) const {
  for (auto member = members.rbegin(); member != members.rend(); ++member) {
    if (member->first == name) return member->second;
  }
  return nullptr;
}

ValuePtr UnknownValue() {
  static const ValuePtr kUnknown = Make(SourceValue::Kind::kUnknown);
  return kUnknown;
}

ValuePtr TextValue(std::string text, SourcePlace place, bool whole) {
  if (text.size() > kMaxSchemaBytes) return UnknownValue();
  std::shared_ptr<SourceValue> value = Make(SourceValue::Kind::kText);
  value->text = std::move(text);
  value->place = place;
  value->whole = whole;
  return value;
}

ValuePtr NumberValue(std::string text) {
  std::erase(text, '_');
  std::shared_ptr<SourceValue> value = Make(SourceValue::Kind::kNumber);
  char* end = nullptr;
  double number = std::strtod(text.c_str(), &end);
  if (end != text.c_str() + text.size() || !std::isfinite(number)) return UnknownValue();
  AppendJsonNumber(number, &value->text);
  return value;
}

ValuePtr BoolValue(bool truth) {
  std::shared_ptr<SourceValue> value = Make(SourceValue::Kind::kBool);
  value->truth = truth;
  return value;
}

ValuePtr NullValue() { return Make(SourceValue::Kind::kNull); }

bool IsName(const ValuePtr& value) {
  return IsKind(value, SourceValue::Kind::kText) && value->whole && !value->text.empty();
}

void SetMember(std::string_view name, ValuePtr value, SourceValue* map) {
  for (auto& member : map->members) {
    if (member.first != name) continue;
    member.second = std::move(value);
    return;
  }
  map->members.emplace_back(name, std::move(value));
}

ValuePtr TypeSchema(std::string_view type) {
  std::shared_ptr<SourceValue> schema = Make(SourceValue::Kind::kSchema);
  if (!type.empty()) schema->members.emplace_back("type", TextValue(std::string(type)));
  return schema;
}

ValuePtr WithMember(const ValuePtr& schema, std::string_view name, ValuePtr value) {
  auto changed = std::make_shared<SourceValue>(*schema);
  changed->kind = SourceValue::Kind::kSchema;
  if (IsKnown(value)) SetMember(name, std::move(value), changed.get());
  return changed;
}

ValuePtr WithOptional(const ValuePtr& schema, bool optional) {
  auto changed = std::make_shared<SourceValue>(*schema);
  changed->kind = SourceValue::Kind::kSchema;
  changed->optional = optional;
  return changed;
}

ValuePtr ObjectSchema(const SourceValue& properties) {
  if (!properties.whole) return UnknownValue();
  std::shared_ptr<SourceValue> map = Make(SourceValue::Kind::kMap);
  std::shared_ptr<SourceValue> required = Make(SourceValue::Kind::kList);
  for (const auto& [name, property] : properties.members) {
    bool known =
        IsKind(property, SourceValue::Kind::kSchema) || IsKind(property, SourceValue::Kind::kMap);
    map->members.emplace_back(name, known ? property : TypeSchema(""));
    if (known && !property->optional) required->items.push_back(TextValue(name));
  }
  ValuePtr schema = WithMember(TypeSchema("object"), "properties", std::move(map));
  if (required->items.empty()) return schema;
  return WithMember(schema, "required", std::move(required));
}

bool AppendValueJson(const ValuePtr& value, bool lenient, std::string* out) {
  return JsonWriter(lenient, out).Write(value, 0);
}

}  // namespace mcprisk
