// Reading tool definitions out of their containers: the part of format.h that every format needs.
#include <algorithm>
#include <array>
#include <utility>

#include "base/text.h"
#include "crawl/format.h"
#include "crawl/limits.h"

namespace mcprisk {
namespace {

// Containers nest as in {"result": {"tools": "[…]"}}; more is no container of the field.
constexpr int kMaxContainers = 4;

// Members that a definition may have without being anything else. The list of the MCP
// specification, and the other spellings that ReadTool knows.
constexpr std::array<std::string_view, 17> kToolMembers = {
    "name",         "title",        "description", "desc",      "summary",  "inputSchema",
    "outputSchema", "input_schema", "parameters",  "arguments", "required", "annotations",
    "icons",        "_meta",        "execution",   "function",  "type"};

std::string_view TypeName(const Json& json) {
  switch (json.type()) {
    case JsonType::kBool:
      return "a boolean";
    case JsonType::kNumber:
      return "a number";
    case JsonType::kString:
      return "a text";
    case JsonType::kNull:
      return "null";
    default:
      return "an object or a list";
  }
}

std::string Cropped(std::string_view text) {
  constexpr size_t kShownBytes = 100;
  std::string_view shown = Utf8Prefix(text, kShownBytes);
  return std::string(shown) + (shown.size() < text.size() ? "…" : "");
}

class ContainerReader {
 public:
  ContainerReader(const std::string& place, Emitter& emitter, Listing* listing)
      : place_(place), emitter_(emitter), listing_(listing), collector_(emitter, listing) {}

  void Read(const Json& container, int depth) {
    switch (container.type()) {
      case JsonType::kMissing:
      case JsonType::kNull:
        return;
      case JsonType::kArray:
        return ReadArray(container);
      case JsonType::kObject:
        return ReadObject(container, depth);
      case JsonType::kString:
        return ReadString(container.Text(), depth);
      default:
        emitter_.Trouble(place_, "the list of tools is " + std::string(TypeName(container)));
    }
  }

 private:
  void ReadArray(const Json& array) {
    // An old server card says "ask the live server" so.
    if (array.Size() == 1 && array.Items().front().Text() == "dynamic") return;
    MakeKnown(array.Size());
    size_t index = 0;
    for (const Json& entry : array.Items()) {
      if (!Collect(entry, {}, ++index)) return;
    }
  }

  void ReadObject(const Json& object, int depth) {
    Json inner = object["tools"];
    if (inner.IsMissing()) inner = object["result"];
    // A tool of that name, in a map of tools, is no container.
    if (!inner.IsMissing() && !inner["name"].IsString()) {
      if (depth < kMaxContainers) Read(inner, depth + 1);
      return;
    }
    if (LooksLikeTool(object, true)) {
      MakeKnown(1);
      collector_.Add(object, {}, place_, 0);
      return;
    }
    MakeKnown(object.Size());
    size_t index = 0;
    for (const Json::Member& member : object.Members()) {
      if (!Collect(member.value, member.key, ++index)) return;
    }
  }

  void ReadString(std::string_view text, int depth) {
    if (text == "dynamic") return;
    JsonParser parser;
    Result<Json> inner = parser.Parse(text);
    if (inner && (inner->IsArray() || inner->IsObject()) && depth < kMaxContainers) {
      Read(*inner, depth + 1);
    } else {
      emitter_.Trouble(place_, "the list of tools is a text that holds no list: " + Cropped(text));
    }
  }

  void MakeKnown(size_t entries) {
    if (!listing_->tools) listing_->tools.emplace();
    listing_->tools->reserve(listing_->tools->size() + std::min(entries, kMaxToolsPerServer));
    listing_->tools_read += entries;
  }

  // False when the rest is not worth looking at.
  bool Collect(const Json& entry, std::string_view name, size_t index) {
    if (collector_.Full()) {
      emitter_.Trouble(RecordPlace(place_, index),
                       "a server with more tools than " +
                           LimitText("kMaxToolsPerServer", kMaxToolsPerServer) +
                           "; the rest of them was not read");
      return false;
    }
    collector_.Add(entry, name, place_, index);
    return true;
  }

  const std::string& place_;
  Emitter& emitter_;
  Listing* listing_;
  ToolCollector collector_;
};

// `tool` has a name that one before it has.
void NoteRepeated(const Tool& tool, Listing* listing) {
  const bool differs = std::any_of(
      listing->tools->begin(), listing->tools->end(),
      [&](const Tool& one) { return one.name == tool.name && one.digest != tool.digest; });
  std::vector<std::string>& names = listing->repeated;
  if (differs && std::find(names.begin(), names.end(), tool.name) == names.end()) {
    names.push_back(tool.name);
  }
}

}  // namespace

ToolCollector::ToolCollector(Emitter& emitter, Listing* listing)
    : emitter_(emitter), listing_(listing) {
  if (!listing->tools) return;
  for (const Tool& tool : *listing->tools) names_.insert(tool.name);
}

ToolCollector::~ToolCollector() = default;

bool ToolCollector::Full() const {
  return listing_->tools && listing_->tools->size() >= kMaxToolsPerServer;
}

void ToolCollector::Add(const Json& entry, std::string_view name, const std::string& place,
                        size_t index) {
  auto trouble = [&](std::string what) {
    emitter_.Trouble(index == 0 ? place : RecordPlace(place, index), std::move(what));
  };
  Json definition = entry;
  const bool named_null = entry.type() == JsonType::kNull && !name.empty();
  if (entry.IsString() || named_null) {
    // A bare name is a definition that says nothing else.
    if (name.empty()) name = entry.Text();
    if (!empty_) empty_ = std::make_unique<JsonParser>();
    definition = *empty_->Parse("{}");
  }
  Result<Tool> tool = ReadTool(definition, name);
  if (!tool) {
    trouble(std::move(tool.error()));
    return;
  }
  if (!names_.insert(tool->name).second) {
    trouble("the tool \"" + Cropped(tool->name) + "\" is listed twice; the first one stands");
    NoteRepeated(*tool, listing_);
    return;
  }
  if (!listing_->tools) listing_->tools.emplace();
  listing_->tools->push_back(std::move(*tool));
}

void ReadToolsInto(const Json& container, const std::string& place, Emitter& emitter,
                   Listing* listing) {
  ContainerReader(place, emitter, listing).Read(container, 0);
}

bool LooksLikeTool(const Json& entry, bool plain) {
  if (entry["type"].Text() == "function" && entry["function"]["name"].IsString()) return true;
  if (!entry["name"].IsString()) return false;
  if (entry["inputSchema"].IsObject() || entry["input_schema"].IsObject()) return true;
  if (!plain)
    return entry["description"].IsString() && entry["parameters"]["properties"].IsObject();
  std::vector<Json::Member> members = entry.Members();
  return std::all_of(members.begin(), members.end(), [](const Json::Member& member) {
    return std::find(kToolMembers.begin(), kToolMembers.end(), member.key) != kToolMembers.end();
  });
}

bool LooksLikeToolList(const Json& list, bool plain) {
  if (!list.IsArray()) return false;
  std::vector<Json> items = list.Items();
  size_t looked_at = std::min(items.size(), kRecordsToRecognize);
  return std::any_of(items.begin(), items.begin() + static_cast<ptrdiff_t>(looked_at),
                     [plain](const Json& item) { return LooksLikeTool(item, plain); });
}

}  // namespace mcprisk
