#include "model/pins.h"

#include <algorithm>
#include <optional>

#include "base/json.h"

namespace mcprisk {
namespace {

std::string Quoted(std::string_view text) {
  std::string json;
  AppendJsonString(text, &json);
  return json;
}

}  // namespace

std::vector<FieldPin> FieldPins(const Tool& tool) {
  std::vector<FieldPin> pins;
  const auto add = [&pins](std::string_view field, std::string value) {
    const Digest digest = Sha256(value);
    pins.push_back({std::string(field), std::move(value), digest});
  };
  add("name", Quoted(tool.name));
  if (tool.title) add("title", Quoted(*tool.title));
  if (tool.description) add("description", Quoted(*tool.description));
  if (tool.input_schema) add("inputSchema", *tool.input_schema);
  if (tool.output_schema) add("outputSchema", *tool.output_schema);
  if (tool.annotations_json) add("annotations", *tool.annotations_json);
  return pins;
}

Digest ServerPin(std::vector<std::pair<std::string, Digest>> tools, std::string_view instructions) {
  std::sort(tools.begin(), tools.end());
  std::string json = "{";
  if (!instructions.empty()) {
    json += "\"instructions\":\"" + Sha256(Quoted(instructions)).Hex() + "\",";
  }
  json += "\"tools\":[";
  for (size_t i = 0; i < tools.size(); ++i) {
    if (i > 0) json += ',';
    json += '[' + Quoted(tools[i].first) + ",\"" + tools[i].second.Hex() + "\"]";
  }
  json += "]}";
  return Sha256(json);
}

}  // namespace mcprisk
