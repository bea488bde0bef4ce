#include "stack/lock.h"

#include <algorithm>

#include "base/characters.h"
#include "base/text.h"
#include "base/value.h"
#include "model/pins.h"

namespace mcprisk {
namespace {

constexpr std::string_view kFieldOrder[] = {"title", "description", "inputSchema", "outputSchema",
                                            "annotations"};

LockedTool LockTool(const Tool& tool) {
  LockedTool locked;
  locked.digest = tool.digest.Hex();
  for (FieldPin& pin : FieldPins(tool)) {
    locked.pins[pin.field] = pin.digest.Hex();
    if (pin.field != "name") locked.fields[pin.field] = std::move(pin.value);
  }
  return locked;
}

std::string ServerDigest(const std::map<std::string, LockedTool>& tools) {
  std::vector<std::pair<std::string, Digest>> pins;
  for (const auto& [name, tool] : tools) {
    pins.emplace_back(name, Digest::FromHex(tool.digest).value_or(Digest()));
  }
  return ServerPin(std::move(pins), "").Hex();
}

// \u escapes for what hides or steers text. Such characters stand in JSON strings only.
std::string WithoutHiddenCharacters(std::string_view json) {
  std::string shown;
  for (size_t at = 0; at < json.size();) {
    const size_t begin = at;
    const uint32_t c = NextCodePoint(json, &at);
    if (c < 0x80 || !IsHiddenCharacter(c)) {
      shown += json.substr(begin, at - begin);
      continue;
    }
    auto append = [&shown](uint32_t unit) {
      constexpr std::string_view kHex = "0123456789abcdef";
      shown += "\\u";
      for (int shift = 12; shift >= 0; shift -= 4) shown += kHex[(unit >> shift) & 15];
    };
    if (c < 0x10000) {
      append(c);
    } else {
      append(0xD800 + ((c - 0x10000) >> 10));
      append(0xDC00 + ((c - 0x10000) & 0x3FF));
    }
  }
  return shown;
}

Value ToolValue(const LockedTool& tool) {
  Value value = Value::Map({{"digest", tool.digest}});
  if (!tool.pins.empty()) {
    Value pins = Value::Map();
    for (const auto& [field, pin] : tool.pins) pins.Set(field, pin);
    value.Set("pins", std::move(pins));
  }
  for (std::string_view field : kFieldOrder) {
    auto found = tool.fields.find(std::string(field));
    if (found != tool.fields.end()) value.Set(std::string(field), Value::RawJson(found->second));
  }
  return value;
}

}  // namespace

std::string LockKey(const StackServer& server) {
  return server.identities.empty() ? "name:" + server.name : server.identities[0].value;
}

Lock MakeLock(const std::vector<JudgedServer>& servers) {
  Lock lock;
  for (const JudgedServer& judged : servers) {
    if (!judged.server.enabled) continue;
    LockedServer& locked = lock[LockKey(judged.server)];
    const std::string runs = RunsText(judged.server);
    auto place = std::lower_bound(locked.runs.begin(), locked.runs.end(), runs);
    if (place == locked.runs.end() || *place != runs) locked.runs.insert(place, runs);
    if (!judged.tools_known) continue;
    if (!locked.tools) locked.tools.emplace();
    for (const StackTool& tool : judged.tools) {
      (*locked.tools)[tool.tool.name] = LockTool(tool.tool);
    }
  }
  for (auto& [key, server] : lock) {
    if (server.tools) server.digest = ServerDigest(*server.tools);
  }
  return lock;
}

std::string LockText(const Lock& lock) {
  Value servers = Value::Map();
  for (const auto& [key, server] : lock) {
    Value tools;
    if (server.tools) {
      tools = Value::Map();
      for (const auto& [name, tool] : *server.tools) tools.Set(name, ToolValue(tool));
    }
    Value entry = Value::Map({{"runs", Value::Texts(server.runs)}});
    if (!server.digest.empty()) entry.Set("digest", server.digest);
    entry.Set("tools", std::move(tools));
    servers.Set(key, std::move(entry));
  }
  Value whole = Value::Map({{"lock_version", kLockVersion}, {"servers", std::move(servers)}});
  return WithoutHiddenCharacters(whole.Json()) + "\n";
}

std::vector<StackFinding> LockFindings(const std::vector<LockChange>& changes,
                                       const std::vector<JudgedServer>& servers) {
  std::vector<StackFinding> findings;
  for (const LockChange& change : changes) {
    auto found = std::find_if(servers.begin(), servers.end(), [&](const JudgedServer& judged) {
      return judged.server.enabled && LockKey(judged.server) == change.server;
    });
    if (found == servers.end()) continue;
    StackFinding finding;
    finding.rule = "stack/changed-definition";
    finding.severity = Severity::kHigh;
    finding.message = "differs from the lock: " + change.server + ": " + LockChangeText(change);
    finding.client = found->server.client;
    finding.server = found->server.name;
    finding.file = found->server.file;
    finding.at = found->server.at;
    finding.subject = change.tool;
    findings.push_back(std::move(finding));
  }
  return findings;
}

}  // namespace mcprisk
