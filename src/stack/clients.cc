#include <algorithm>
#include <unordered_map>

#include "stack/client.h"

namespace mcprisk {

extern const Client kClaudeDesktop;
extern const Client kClaudeCode;
extern const Client kCursor;
extern const Client kVsCode;
extern const Client kCopilotCli;
extern const Client kWindsurf;
extern const Client kCline;
extern const Client kRooCode;
extern const Client kZed;
extern const Client kCodex;
extern const Client kGemini;
extern const Client kAntigravity;
extern const Client kQwenCode;
extern const Client kGoose;
extern const Client kContinue;
extern const Client kOpencode;
extern const Client kKiro;
extern const Client kLmStudio;
extern const Client kAmazonQ;
extern const Client kTrae;
extern const Client kBoltAi;
extern const Client kLibreChat;

const std::vector<const Client*>& Clients() {
  static const std::vector<const Client*> clients = {
      &kClaudeDesktop, &kClaudeCode, &kCursor,   &kVsCode,    &kCopilotCli, &kWindsurf,
      &kCline,         &kRooCode,    &kZed,      &kCodex,     &kGemini,     &kAntigravity,
      &kQwenCode,      &kGoose,      &kContinue, &kOpencode,  &kKiro,       &kLmStudio,
      &kAmazonQ,       &kTrae,       &kBoltAi,   &kLibreChat,
  };
  return clients;
}

const Client* FindClient(std::string_view id) {
  auto found = std::find_if(Clients().begin(), Clients().end(),
                            [id](const Client* client) { return client->id == id; });
  return found == Clients().end() ? nullptr : *found;
}

std::string_view ScopeName(Scope scope) {
  switch (scope) {
    case Scope::kUser:
      return "user";
    case Scope::kProject:
      return "project";
    case Scope::kManaged:
      return "managed";
  }
  return "";
}

namespace {

ConfigEntries ReadAnyServers(const ConfigValue& root) {
  for (std::string_view key :
       {"mcpServers", "servers", "context_servers", "extensions", "mcp_servers"}) {
    if (root[key].IsObject()) return ServersUnder(root, {key});
  }
  if (root["mcp"]["servers"].IsObject()) return ServersUnder(root, {"mcp", "servers"});
  return ServersUnder(root, {"mcp"});
}

constexpr ConfigPlace kNoPlaces[] = {{}};

}  // namespace

const Client& UnknownClient() {
  static const Client unknown = {.id = "unknown",
                                 .title = "unknown client",
                                 .policy_target = "",
                                 .places = std::span(kNoPlaces).first(0),
                                 .read = ReadAnyServers};
  return unknown;
}

void AddServers(const ConfigValue& servers, std::string_view project, ConfigEntries* entries) {
  if (servers.IsAbsent()) return;
  if (!servers.IsObject()) {
    entries->problems.push_back({servers.at, "the servers are no map of names"});
    return;
  }
  // Of two entries of one name clients take the last.
  std::unordered_map<std::string_view, const ConfigMember*> last;
  for (const ConfigMember& member : servers.members) last[member.key] = &member;
  for (const ConfigMember& member : servers.members) {
    if (last[member.key] != &member) {
      entries->problems.push_back({member.at, "a server of the same name follows, which counts"});
    } else if (!member.value.IsObject()) {
      entries->problems.push_back({member.at, "the server's entry is no object"});
    } else if (entries->entries.size() == kMaxServersPerConfig) {
      entries->problems.push_back(
          {member.at, "more than " + std::to_string(kMaxServersPerConfig) +
                          " servers (kMaxServersPerConfig); the rest is not looked at"});
      return;
    } else {
      entries->entries.push_back({member.key, member.at, &member.value, std::string(project)});
    }
  }
}

ConfigEntries ServersUnder(const ConfigValue& root, std::initializer_list<std::string_view> keys) {
  ConfigEntries entries;
  const ConfigValue* servers = &root;
  for (std::string_view key : keys) servers = &(*servers)[key];
  AddServers(*servers, "", &entries);
  return entries;
}

ConfigEntries ReadMcpServers(const ConfigValue& root) { return ServersUnder(root, {"mcpServers"}); }

}  // namespace mcprisk
