#include "base/json_difference.h"

#include <map>

#include "base/json.h"

namespace mcprisk {
namespace {

// The text of one side is canonical, so this fails on nothing.
std::string Text(const Json& json) {
  std::string text;
  json.AppendCanonical(&text);
  return text;
}

bool HoldsObjectsOnly(const Json& array) {
  if (!array.IsArray() || array.Size() == 0) return false;
  for (const Json& item : array.Items()) {
    if (!item.IsObject()) return false;
  }
  return true;
}

class Comparison {
 public:
  explicit Comparison(std::vector<JsonDifference>* differences) : differences_(*differences) {}

  // Depth is that of a document, which JsonParser bounds.
  void Compare(const Json& before, const Json& after) {
    if (before.IsObject() && after.IsObject()) {
      CompareObjects(before, after);
    } else if (HoldsObjectsOnly(before) && HoldsObjectsOnly(after) &&
               before.Size() == after.Size()) {
      const std::vector<Json> old_items = before.Items();
      const std::vector<Json> new_items = after.Items();
      for (size_t i = 0; i < old_items.size(); ++i) {
        path_.push_back(std::to_string(i));
        Compare(old_items[i], new_items[i]);
        path_.pop_back();
      }
    } else {
      std::string old_text = Text(before);
      std::string new_text = Text(after);
      if (old_text != new_text) Add(std::move(old_text), std::move(new_text));
    }
  }

 private:
  void CompareObjects(const Json& before, const Json& after) {
    std::map<std::string_view, std::pair<Json, Json>> both;
    for (const Json::Member& member : before.Members()) both[member.key].first = member.value;
    for (const Json::Member& member : after.Members()) both[member.key].second = member.value;
    for (const auto& [key, values] : both) {
      path_.emplace_back(key);
      const auto& [old_value, new_value] = values;
      if (new_value.IsMissing()) {
        Add(Text(old_value), std::nullopt);
      } else if (old_value.IsMissing()) {
        Add(std::nullopt, Text(new_value));
      } else {
        Compare(old_value, new_value);
      }
      path_.pop_back();
    }
  }

  void Add(std::optional<std::string> before, std::optional<std::string> after) {
    differences_.push_back({path_, std::move(before), std::move(after)});
  }

  std::vector<JsonDifference>& differences_;
  std::vector<std::string> path_;
};

}  // namespace

std::vector<JsonDifference> CompareJson(const std::optional<std::string>& before,
                                        const std::optional<std::string>& after) {
  if (before == after) return {};
  std::vector<JsonDifference> differences;
  if (!before || !after) return {{{}, before, after}};
  JsonParser old_parser;
  JsonParser new_parser;
  const Result<Json> old_root = old_parser.Parse(*before);
  const Result<Json> new_root = new_parser.Parse(*after);
  if (!old_root || !new_root) return {{{}, before, after}};
  Comparison(&differences).Compare(*old_root, *new_root);
  return differences;
}

}  // namespace mcprisk
