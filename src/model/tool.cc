#include "model/tool.h"

#include <algorithm>
#include <initializer_list>
#include <utility>

#include "base/text.h"
#include "model/input_schema.h"

namespace mcprisk {
namespace {

// For texts that are read and forgotten within one function. One a thread, as its buffers cost more
// than reading a schema.
JsonParser& ScratchParser() {
  thread_local JsonParser parser;
  return parser;
}

// --- Members -------------------------------------------------------------------------------------

// The members of a definition that mean something, under all their names; null where absent.
struct Fields {
  const Json* name = nullptr;
  const Json* title = nullptr;
  const Json* description = nullptr;
  const Json* input_schema = nullptr;
  const Json* output_schema = nullptr;
  const Json* annotations = nullptr;
  const Json* required = nullptr;
  const Json* function = nullptr;
};

bool IsContainer(const Json& value) { return value.IsObject() || value.IsArray(); }

// The value of the first of `keys` that is of the wanted kind. One pass over the few members beats
// look-ups; definitions have five.
template <typename Wanted>
const Json* Choose(const std::vector<Json::Member>& members,
                   std::initializer_list<std::string_view> keys, Wanted wanted) {
  for (std::string_view key : keys) {
    for (const Json::Member& member : members) {
      if (member.key == key && wanted(member.value)) return &member.value;
    }
  }
  return nullptr;
}

Fields ChooseFields(const std::vector<Json::Member>& members) {
  auto text = [](const Json& value) { return value.IsString(); };
  auto object = [](const Json& value) { return value.IsObject(); };
  auto array = [](const Json& value) { return value.IsArray(); };
  Fields fields;
  fields.name = Choose(members, {"name"}, text);
  fields.title = Choose(members, {"title"}, text);
  fields.description = Choose(members, {"description", "desc", "summary"}, text);
  fields.input_schema =
      Choose(members, {"inputSchema", "input_schema", "parameters", "arguments"}, IsContainer);
  fields.output_schema = Choose(members, {"outputSchema", "output_schema"}, object);
  fields.annotations = Choose(members, {"annotations"}, object);
  fields.required = Choose(members, {"required"}, array);
  fields.function = Choose(members, {"function"}, object);
  return fields;
}

// The message of a duplicate key among `members` themselves, or anywhere in those that are not read
// as a schema or as annotations; those are checked as they are read.
std::string FindDuplicate(const Json& definition, const std::vector<Json::Member>& members,
                          const Fields& fields) {
  std::vector<std::string_view> keys;
  keys.reserve(members.size());
  for (const Json::Member& member : members) keys.push_back(member.key);
  std::sort(keys.begin(), keys.end());
  std::string canonical;
  if (std::adjacent_find(keys.begin(), keys.end()) != keys.end()) {
    return definition.AppendCanonical(&canonical);
  }
  for (const Json::Member& member : members) {
    const Json* value = &member.value;
    if (!IsContainer(*value) || value == fields.input_schema || value == fields.output_schema ||
        value == fields.annotations) {
      continue;
    }
    canonical.clear();
    std::string failure = value->AppendCanonical(&canonical);
    if (!failure.empty()) return failure;
  }
  return {};
}

// --- Parts of a tool -----------------------------------------------------------------------------

// Authors and generators write hints as text, too.
std::optional<bool> ReadHint(const Json& hint) {
  if (EqualsNoCase(hint.Text(), "true")) return true;
  if (EqualsNoCase(hint.Text(), "false")) return false;
  return hint.Bool();
}

Annotations ReadAnnotations(const Json& json) {
  Annotations annotations;
  if (std::optional<std::string_view> title = json["title"].String()) annotations.title = *title;
  annotations.read_only = ReadHint(json["readOnlyHint"]);
  annotations.destructive = ReadHint(json["destructiveHint"]);
  annotations.idempotent = ReadHint(json["idempotentHint"]);
  annotations.open_world = ReadHint(json["openWorldHint"]);
  return annotations;
}

std::string TooLong(std::string_view what, size_t limit) {
  return std::string(what) + " is longer than " + Counted(limit, "byte");
}

// The canonical text of `json` into *out; the message when that cannot be.
std::string KeepCanonical(const Json& json, std::string_view what,
                          std::optional<std::string>* out) {
  std::string text;
  std::string failure = json.AppendCanonical(&text);
  if (failure.empty() && text.size() > kMaxSchemaBytes) {
    failure = TooLong("its " + std::string(what), kMaxSchemaBytes);
  }
  if (failure.empty()) *out = std::move(text);
  return failure;
}

std::string KeepInputSchema(const Fields& fields, Tool* tool) {
  if (!fields.input_schema) return {};
  Json schema = *fields.input_schema;
  std::string rewritten = AsJsonSchema(schema, fields.required ? *fields.required : Json());
  if (!rewritten.empty()) {
    Result<Json> parsed = ScratchParser().Parse(rewritten);
    if (!parsed) return parsed.error();
    schema = *parsed;
  }
  std::string failure = KeepCanonical(schema, "input schema", &tool->input_schema);
  if (failure.empty()) tool->parameters = ReadParameters(schema);
  return failure;
}

// Everything but the name; the message when the definition cannot stand.
std::string FillTool(const Fields& fields, Tool* tool) {
  if (fields.title) tool->title = fields.title->Text();
  if (fields.description) tool->description = fields.description->Text();
  if (tool->title && tool->title->size() > kMaxDescriptionBytes) {
    return TooLong("its title", kMaxDescriptionBytes);
  }
  if (tool->description && tool->description->size() > kMaxDescriptionBytes) {
    return TooLong("its description", kMaxDescriptionBytes);
  }
  std::string failure = KeepInputSchema(fields, tool);
  if (failure.empty() && fields.output_schema) {
    failure = KeepCanonical(*fields.output_schema, "output schema", &tool->output_schema);
  }
  if (failure.empty() && fields.annotations) {
    failure = KeepCanonical(*fields.annotations, "annotation object", &tool->annotations_json);
    tool->annotations = ReadAnnotations(*fields.annotations);
  }
  return failure;
}

std::string CheckName(std::string_view name) {
  if (name.empty()) return "this tool has no name";
  if (name.size() > kMaxToolNameBytes) return TooLong("the name of this tool", kMaxToolNameBytes);
  if (name.find('\0') != std::string_view::npos)
    return "the name of this tool holds a NUL character";
  return {};
}

Failure Failed(std::string_view name, const std::string& what) {
  return Failure("tool \"" + std::string(name) + "\": " + what);
}

}  // namespace

// --- The interface -------------------------------------------------------------------------------

Result<Tool> ReadTool(const Json& definition, std::string_view name) {
  if (!definition.IsObject()) return Failure("this tool is not an object");
  std::vector<Json::Member> members = definition.Members();
  Fields fields = ChooseFields(members);
  std::string duplicate = FindDuplicate(definition, members, fields);
  std::vector<Json::Member> inner;
  if (!fields.name && fields.function) {  // OpenAI's wrapper, which the check above looked through
    inner = fields.function->Members();
    fields = ChooseFields(inner);
  }
  if (fields.name && !fields.name->Text().empty()) name = fields.name->Text();
  if (std::string failure = CheckName(name); !failure.empty()) return Failure(failure);
  if (!duplicate.empty()) return Failed(name, duplicate);

  Tool tool;
  tool.name = name;
  if (std::string failure = FillTool(fields, &tool); !failure.empty()) return Failed(name, failure);
  tool.digest = Sha256(CanonicalDefinition(tool));
  return tool;
}

std::string CanonicalDefinition(const Tool& tool) {
  auto size = [](const std::optional<std::string>& part) { return part ? part->size() + 32 : 0; };
  std::string text;
  text.reserve(tool.name.size() + size(tool.title) + size(tool.description) +
               size(tool.input_schema) + size(tool.output_schema) + size(tool.annotations_json));
  // In the order of RFC 8785; schemas and annotations are canonical already.
  auto append_json = [&text](std::string_view key, const std::optional<std::string>& json) {
    if (json) text.append(key).append(*json);
  };
  auto append_text = [&text](std::string_view key, const std::optional<std::string>& value) {
    if (!value) return;
    text += key;
    AppendJsonString(*value, &text);
  };
  append_json(",\"annotations\":", tool.annotations_json);
  append_text(",\"description\":", tool.description);
  append_json(",\"inputSchema\":", tool.input_schema);
  append_text(",\"name\":", tool.name);
  append_json(",\"outputSchema\":", tool.output_schema);
  append_text(",\"title\":", tool.title);
  text.front() = '{';
  text += '}';
  return text;
}

Result<Tool> RestoreTool(std::string name, std::optional<std::string> title,
                         std::optional<std::string> description,
                         std::optional<std::string> input_schema,
                         std::optional<std::string> output_schema,
                         std::optional<std::string> annotations_json) {
  if (std::string failure = CheckName(name); !failure.empty()) return Failure(failure);
  Tool tool;
  tool.name = std::move(name);
  tool.title = std::move(title);
  tool.description = std::move(description);
  tool.input_schema = std::move(input_schema);
  tool.output_schema = std::move(output_schema);
  tool.annotations_json = std::move(annotations_json);

  JsonParser& parser = ScratchParser();
  auto restore = [&](std::optional<std::string>* part, std::string_view what, auto read) {
    if (!*part) return std::string();
    Result<Json> json = parser.Parse(**part);
    if (!json) return std::string(what) + " is " + json.error();
    std::string failure = KeepCanonical(*json, what, part);
    if (failure.empty()) read(*json);
    return failure;
  };
  std::string failure = restore(&tool.input_schema, "input schema",
                                [&](const Json& json) { tool.parameters = ReadParameters(json); });
  if (failure.empty()) failure = restore(&tool.output_schema, "output schema", [](const Json&) {});
  if (failure.empty()) {
    failure = restore(&tool.annotations_json, "annotation object",
                      [&](const Json& json) { tool.annotations = ReadAnnotations(json); });
  }
  if (!failure.empty()) return Failed(tool.name, failure);
  tool.digest = Sha256(CanonicalDefinition(tool));
  return tool;
}

}  // namespace mcprisk
