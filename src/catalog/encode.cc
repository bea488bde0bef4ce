#include "catalog/encode.h"

#include <charconv>

#include "base/text.h"

namespace mcprisk {
namespace {

// Appends what `append` makes of each item, as a JSON array.
template <typename Item, typename Append>
void EncodeArray(const std::vector<Item>& items, const Append& append, std::string* out) {
  out->clear();
  *out += '[';
  for (const Item& item : items) {
    if (out->size() > 1) *out += ',';
    append(item);
  }
  *out += ']';
}

void AppendNumber(size_t number, std::string* out) {
  char digits[24];
  const std::to_chars_result end = std::to_chars(digits, digits + sizeof(digits), number);
  out->append(digits, end.ptr);
}

Error Unreadable(const std::string& text) {
  return Error("holds a list that cannot be read: " + ForTerminal(text, 60));
}

// The items of the array `text`, each an array of `fields` values; with 0, each a string.
std::vector<Json> Items(const std::string& text, size_t fields, JsonParser* parser) {
  const Result<Json> list = parser->Parse(text);
  if (!list || !list->IsArray()) throw Unreadable(text);
  std::vector<Json> items = list->Items();
  for (const Json& item : items) {
    const bool readable = fields == 0 ? item.IsString() : item.IsArray() && item.Size() == fields;
    if (!readable) throw Unreadable(text);
  }
  return items;
}

size_t Offset(const Json& value, const std::string& text) {
  const std::optional<double> number = value.Number();
  // Offsets into a definition: anything beyond four gigabytes is none.
  if (!number || *number < 0 || *number > 4294967295.0) throw Unreadable(text);
  return static_cast<size_t>(*number);
}

}  // namespace

void EncodeStrings(const std::vector<std::string>& strings, std::string* out) {
  EncodeArray(
      strings, [out](const std::string& text) { AppendJsonString(text, out); }, out);
}

void EncodeEvidence(const std::vector<Evidence>& evidence, std::string* out) {
  const auto append = [out](const Evidence& item) {
    *out += '[';
    AppendJsonString(item.field, out);
    *out += ',';
    AppendNumber(item.begin, out);
    *out += ',';
    AppendNumber(item.end, out);
    *out += ',';
    AppendJsonString(item.quote, out);
    *out += ',';
    AppendJsonString(item.rule, out);
    *out += ']';
  };
  EncodeArray(evidence, append, out);
}

void EncodeOperations(const std::vector<Operation>& operations, std::string* out) {
  const auto append = [out](const Operation& operation) {
    *out += '[';
    AppendJsonString(operation.value, out);
    *out += ',';
    AppendJsonString(CategoryName(operation.category), out);
    *out += ']';
  };
  EncodeArray(operations, append, out);
}

std::vector<std::string> DecodeStrings(const std::string& text, JsonParser* parser) {
  std::vector<std::string> strings;
  for (const Json& item : Items(text, 0, parser)) strings.emplace_back(item.Text());
  return strings;
}

std::vector<Evidence> DecodeEvidence(const std::string& text, JsonParser* parser) {
  std::vector<Evidence> evidence;
  for (const Json& item : Items(text, 5, parser)) {
    const std::vector<Json> values = item.Items();
    evidence.push_back({.field = std::string(values[0].Text()),
                        .begin = Offset(values[1], text),
                        .end = Offset(values[2], text),
                        .quote = std::string(values[3].Text()),
                        .rule = std::string(values[4].Text())});
  }
  return evidence;
}

std::vector<Operation> DecodeOperations(const std::string& text, JsonParser* parser) {
  std::vector<Operation> operations;
  for (const Json& item : Items(text, 2, parser)) {
    const std::vector<Json> values = item.Items();
    const std::optional<Category> category = ParseCategory(values[1].Text());
    if (!category) throw Unreadable(text);
    operations.push_back({std::string(values[0].Text()), *category});
  }
  return operations;
}

Basis DecodeBasis(const std::string& text) {
  Basis basis{.name = false};
  for (std::string_view part : Split(text, ',')) {
    const std::string_view name = Trimmed(part);
    if (name == "name") basis.name = true;
    if (name == "description") basis.description = true;
    if (name == "schema") basis.schema = true;
    if (name == "annotations") basis.annotations = true;
    if (name == "server") basis.server = true;
  }
  return basis;
}

}  // namespace mcprisk
