#include <algorithm>
#include <set>

#include "base/json_difference.h"
#include "base/text.h"
#include "base/value.h"
#include "stack/lock.h"

namespace mcprisk {
namespace {

// Fields that one sentence names.
constexpr size_t kFieldsNamed = 6;

void CompareField(const std::string& field, const std::string& before, const std::string& after,
                  std::vector<FieldChange>* changes) {
  for (JsonDifference& difference : CompareJson(before, after)) {
    difference.path.insert(difference.path.begin(), field);
    changes->push_back(
        {Join(difference.path, "/"), std::move(difference.before), std::move(difference.after)});
  }
}

std::vector<FieldChange> CompareTools(const LockedTool& before, const LockedTool& after) {
  std::vector<FieldChange> changes;
  std::set<std::string> fields;
  for (const auto& [field, json] : before.fields) fields.insert(field);
  for (const auto& [field, json] : after.fields) fields.insert(field);
  for (const std::string& field : fields) {
    auto old_value = before.fields.find(field);
    auto new_value = after.fields.find(field);
    if (old_value == before.fields.end()) {
      changes.push_back({field, std::nullopt, new_value->second});
    } else if (new_value == after.fields.end()) {
      changes.push_back({field, old_value->second, std::nullopt});
    } else if (old_value->second != new_value->second) {
      CompareField(field, old_value->second, new_value->second, &changes);
    }
  }
  // Somebody changed a pin alone.
  for (const auto& [field, pin] : before.pins) {
    auto now = after.pins.find(field);
    if (!changes.empty() || now == after.pins.end() || now->second == pin) continue;
    changes.push_back({"pins/" + field, "\"" + pin + "\"", "\"" + now->second + "\""});
  }
  // Somebody changed the digest alone, or the fields behind it.
  if (before.digest != after.digest && changes.empty()) {
    changes.push_back({"digest", "\"" + before.digest + "\"", "\"" + after.digest + "\""});
  }
  return changes;
}

void CompareToolMaps(const std::string& server, const LockedServer& before,
                     const LockedServer& after, std::vector<LockChange>* changes) {
  const std::map<std::string, LockedTool> none;
  const auto& old_tools = before.tools ? *before.tools : none;
  const auto& new_tools = after.tools ? *after.tools : none;
  std::set<std::string> names;
  for (const auto& [name, tool] : old_tools) names.insert(name);
  for (const auto& [name, tool] : new_tools) names.insert(name);
  for (const std::string& name : names) {
    auto old_tool = old_tools.find(name);
    auto new_tool = new_tools.find(name);
    if (old_tool == old_tools.end()) {
      changes->push_back({LockChangeKind::kToolAdded, server, name, {}});
    } else if (new_tool == new_tools.end()) {
      changes->push_back({LockChangeKind::kToolRemoved, server, name, {}});
    } else {
      std::vector<FieldChange> fields = CompareTools(old_tool->second, new_tool->second);
      if (fields.empty()) continue;
      changes->push_back({LockChangeKind::kToolChanged, server, name, std::move(fields)});
    }
  }
}

void CompareServers(const std::string& key, const LockedServer& before, const LockedServer& after,
                    std::vector<LockChange>* changes) {
  std::vector<FieldChange> fields;
  if (before.runs != after.runs) {
    fields.push_back(
        {"runs", Value::Texts(before.runs).Json(-1), Value::Texts(after.runs).Json(-1)});
  }
  if (before.tools.has_value() != after.tools.has_value()) {
    fields.push_back({"tools", before.tools ? "\"known\"" : "\"unknown\"",
                      after.tools ? "\"known\"" : "\"unknown\""});
  }
  if (!fields.empty()) {
    changes->push_back({LockChangeKind::kServerChanged, key, "", std::move(fields)});
  }
  const size_t told = changes->size();
  CompareToolMaps(key, before, after, changes);
  // Somebody changed the digest alone.
  const bool both = !before.digest.empty() && !after.digest.empty();
  if (both && before.digest != after.digest && told == changes->size()) {
    changes->push_back({LockChangeKind::kServerChanged,
                        key,
                        "",
                        {{"digest", Value(before.digest).Json(), Value(after.digest).Json()}}});
  }
}

}  // namespace

std::vector<LockChange> CompareLocks(const Lock& before, const Lock& after) {
  std::vector<LockChange> changes;
  std::set<std::string> keys;
  for (const auto& [key, server] : before) keys.insert(key);
  for (const auto& [key, server] : after) keys.insert(key);
  for (const std::string& key : keys) {
    auto old_server = before.find(key);
    auto new_server = after.find(key);
    if (old_server == before.end()) {
      changes.push_back({LockChangeKind::kServerAdded, key, "", {}});
    } else if (new_server == after.end()) {
      changes.push_back({LockChangeKind::kServerRemoved, key, "", {}});
    } else {
      CompareServers(key, old_server->second, new_server->second, &changes);
    }
  }
  return changes;
}

std::string LockChangeText(const LockChange& change) {
  std::string fields;
  for (size_t i = 0; i < change.fields.size() && i < kFieldsNamed; ++i) {
    fields += (i == 0 ? "" : ", ") + change.fields[i].field;
  }
  if (change.fields.size() > kFieldsNamed) {
    fields += " and " + std::to_string(change.fields.size() - kFieldsNamed) + " more";
  }
  switch (change.kind) {
    case LockChangeKind::kServerAdded:
      return "the server is new";
    case LockChangeKind::kServerRemoved:
      return "the server is gone";
    case LockChangeKind::kServerChanged:
      return "the server changed: " + fields;
    case LockChangeKind::kToolAdded:
      return "tool " + change.tool + " is new";
    case LockChangeKind::kToolRemoved:
      return "tool " + change.tool + " is gone";
    case LockChangeKind::kToolChanged:
      return "tool " + change.tool + " changed: " + fields;
  }
  return "";
}

}  // namespace mcprisk
