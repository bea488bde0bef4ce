// One server's entry, in the dialects of all clients: their keys do not contradict each other.
#include <algorithm>
#include <initializer_list>

#include "base/text.h"
#include "stack/argument_values.h"
#include "stack/stack.h"

namespace mcprisk {
namespace {

const ConfigValue& FirstOf(const ConfigValue& entry, std::initializer_list<std::string_view> keys) {
  for (std::string_view key : keys) {
    if (!entry[key].IsAbsent()) return entry[key];
  }
  return entry[*keys.begin()];
}

const ConfigValue& UrlOf(const ConfigValue& entry) {
  return FirstOf(entry, {"httpUrl", "url", "serverUrl", "uri"});
}

const ConfigValue& EnvironmentOf(const ConfigValue& entry) {
  return FirstOf(entry, {"env", "envs", "environment"});
}

struct CommandLine {
  std::string command;
  std::vector<std::string> arguments;
  std::vector<ConfigPosition> places;  // of the arguments
};

void AddArguments(const ConfigValue& list, size_t begin, CommandLine* line) {
  for (size_t i = begin; i < list.items.size(); ++i) {
    line->arguments.emplace_back(list.items[i].Text());
    line->places.push_back(list.items[i].at);
  }
}

CommandLine CommandLineOf(const ConfigValue& entry) {
  CommandLine line;
  const ConfigValue& command = FirstOf(entry, {"command", "cmd"});
  if (command.IsArray()) {
    if (!command.items.empty()) line.command = command.items[0].Text();
    AddArguments(command, 1, &line);
  } else if (command.IsObject()) {  // Zed's old form
    line.command = command["path"].Text();
    AddArguments(command["args"], 0, &line);
  } else {
    line.command = command.Text();
  }
  AddArguments(entry["args"], 0, &line);
  return line;
}

std::string TransportOf(const ConfigValue& entry, const Client& client, bool has_command,
                        bool has_url) {
  std::string type = AsciiLowered(FirstOf(entry, {"type", "transport"}).Text());
  std::erase_if(type, [](char c) { return c == '-' || c == '_'; });
  if (type == "sse" || type == "ws") return type;
  if (type == "http" || type == "streamablehttp" || type == "remote") return "streamable-http";
  if (type == "stdio" || type == "local" || has_command) return "stdio";
  if (!has_url) return "";
  return client.url_is_sse && !entry["url"].IsAbsent() ? "sse" : "streamable-http";
}

// --- Secrets -------------------------------------------------------------------------------------

void LookAt(std::string_view where, std::string_view name, std::string_view value,
            ConfigPosition at, StackServer* server) {
  std::optional<std::string> kind = KindOfNamedSecret(name, value);
  if (kind) server->secrets.push_back({std::string(where), std::string(name), *kind, at});
}

bool IsVariableName(std::string_view name) {
  return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
    return IsAsciiAlnum(c) || c == '_' || c == '-';
  });
}

void ReadNamedValues(const ConfigValue& map, std::string_view where,
                     std::vector<std::string>* names, StackServer* server) {
  for (const ConfigMember& member : map.members) {
    names->push_back(member.key);
    LookAt(where, member.key, member.value.Text(), member.at, server);
  }
  // "A=b" in a list, as Docker has it. Anything else there could be a value.
  for (const ConfigValue& item : map.items) {
    const size_t equals = item.text.find('=');
    const std::string name = item.text.substr(0, equals);
    if (!item.IsString() || equals == std::string::npos || !IsVariableName(name)) continue;
    names->push_back(name);
    LookAt(where, name, std::string_view(item.text).substr(equals + 1), item.at, server);
  }
}

void LookAtUrl(std::string_view url, ConfigPosition at, StackServer* server) {
  for (const UrlSecret& secret : SecretsInUrl(url)) {
    server->secrets.push_back({"URL", secret.name, secret.kind, at});
  }
}

void LookAtArguments(const CommandLine& line, StackServer* server) {
  for (const ArgumentValue& one : ArgumentValues(line.arguments)) {
    const ConfigPosition at = line.places[one.argument];
    switch (one.kind) {
      case ArgumentValue::Kind::kUrl:
        LookAtUrl(one.value, at, server);
        break;
      case ArgumentValue::Kind::kHeader:
        LookAt("header", one.name, one.value, at, server);
        break;
      case ArgumentValue::Kind::kArgument:
        LookAt("argument", one.name, one.value, at, server);
        break;
    }
  }
}

// --- Parts ---------------------------------------------------------------------------------------

void AddIdentity(const std::optional<Identity>& identity, StackServer* server) {
  if (identity) server->identities.push_back(*identity);
}

void TakeUrl(std::string_view url, StackServer* server) {
  server->url = UrlWithoutSecrets(url);
  const std::string remote = IsReference(url) ? "" : NormalizedRemote(server->url);
  if (!remote.empty()) server->identities.push_back({IdentityKind::kRemote, remote});
}

void ReadCommand(const ConfigValue& entry, StackServer* server) {
  const CommandLine line = CommandLineOf(entry);
  if (line.command.empty()) return;
  const Launch launch = ReadLaunch(line.command, line.arguments);
  server->runner = launch.runner;
  server->package = launch.package;
  server->version = launch.version;
  server->pin = launch.pin;
  if (!launch.remote_url.empty()) {
    TakeUrl(launch.remote_url, server);  // a proxy's own package is not the server
  } else {
    AddIdentity(launch.identity, server);
  }
  const ConfigPosition at = FirstOf(entry, {"args", "command", "cmd"}).at;
  for (const Assignment& assignment : launch.environment) {
    server->environment.push_back(assignment.name);
    LookAt("environment variable", assignment.name, assignment.value, at, server);
  }
  LookAtArguments(line, server);
}

void ReadRemote(const ConfigValue& entry, StackServer* server) {
  const ConfigValue& url = UrlOf(entry);
  if (!url.IsString()) return;
  TakeUrl(url.text, server);
  LookAtUrl(url.text, url.at, server);
}

void ReadNames(const ConfigValue& entry, StackServer* server) {
  ReadNamedValues(EnvironmentOf(entry), "environment variable", &server->environment, server);
  // Zed's old form keeps it inside the command.
  ReadNamedValues(entry["command"]["env"], "environment variable", &server->environment, server);
  for (std::string_view key : {"env_vars", "env_keys"}) {
    for (std::string& name : entry[key].Texts()) server->environment.push_back(std::move(name));
  }
  for (std::string_view key : {"headers", "http_headers"}) {
    ReadNamedValues(entry[key], "header", &server->headers, server);
  }
  ReadNamedValues(entry["requestOptions"]["headers"], "header", &server->headers, server);
  for (const ConfigMember& member : entry["env_http_headers"].members) {
    server->headers.push_back(member.key);
  }
  if (entry["bearer_token_env_var"].IsString()) {
    server->environment.emplace_back(entry["bearer_token_env_var"].Text());
  }
  LookAt("key", "apiKey", entry["apiKey"].Text(), entry["apiKey"].at, server);
  std::sort(server->environment.begin(), server->environment.end());
  std::sort(server->headers.begin(), server->headers.end());
}

void ReadTools(const ConfigValue& entry, StackServer* server) {
  server->only =
      FirstOf(entry, {"enabled_tools", "includeTools", "available_tools", "tools"}).Texts();
  if (std::find(server->only.begin(), server->only.end(), "*") != server->only.end()) {
    server->only.clear();
  }
  server->hidden = FirstOf(entry, {"disabled_tools", "excludeTools", "disabledTools"}).Texts();
  server->approved = FirstOf(entry, {"autoApprove", "alwaysAllow"}).Texts();
  server->approves_all =
      entry["trust"].IsTrue() || entry["default_tools_approval_mode"].Text() == "approve" ||
      std::find(server->approved.begin(), server->approved.end(), "*") != server->approved.end();
}

// --- Starts --------------------------------------------------------------------------------------

void AddValues(const ConfigValue& map, std::vector<Assignment>* values) {
  for (const ConfigMember& member : map.members) {
    if (!member.value.IsObject() && !member.value.IsArray()) {
      values->push_back({member.key, std::string(member.value.Text())});
    }
  }
  for (const ConfigValue& item : map.items) {
    const size_t equals = item.text.find('=');
    const std::string name = item.text.substr(0, equals);
    if (!item.IsString() || equals == std::string::npos || !IsVariableName(name)) continue;
    values->push_back({name, item.text.substr(equals + 1)});
  }
}

std::string Reference(std::string_view variable) { return "${" + std::string(variable) + "}"; }

void StartRemote(const ConfigValue& entry, ServerStart* start) {
  start->url = UrlOf(entry).Text();
  for (std::string_view key : {"headers", "http_headers"}) AddValues(entry[key], &start->headers);
  AddValues(entry["requestOptions"]["headers"], &start->headers);
  for (const ConfigMember& member : entry["env_http_headers"].members) {
    start->headers.push_back({member.key, Reference(member.value.Text())});
  }
  if (entry["bearer_token_env_var"].IsString()) {
    start->headers.push_back(
        {"Authorization", "Bearer " + Reference(entry["bearer_token_env_var"].Text())});
  }
}

void StartCommand(const CommandLine& line, const ConfigValue& entry, ServerStart* start) {
  const Launch launch = ReadLaunch(line.command, line.arguments);
  if (!launch.remote_url.empty()) {  // the relay is not the server
    start->url = launch.remote_url;
    return;
  }
  start->command = CommandWords(line.command, line.arguments);
  AddValues(EnvironmentOf(entry), &start->environment);
  AddValues(entry["command"]["env"], &start->environment);
  for (std::string_view key : {"env_vars", "env_keys"}) {
    for (std::string& name : entry[key].Texts()) {
      std::string reference = Reference(name);
      start->environment.push_back({std::move(name), std::move(reference)});
    }
  }
}

bool Contains(const std::vector<std::string>& list, std::string_view tool) {
  return std::find(list.begin(), list.end(), tool) != list.end();
}

}  // namespace

bool StackServer::Offers(std::string_view tool) const {
  return (only.empty() || Contains(only, tool)) && !Contains(hidden, tool);
}

bool StackServer::Approves(std::string_view tool) const {
  return approves_all || Contains(approved, tool);
}

StackServer ReadServerEntry(const Client& client, const ConfigEntry& entry) {
  const ConfigValue& value = *entry.value;
  StackServer server;
  server.client = client.id;
  server.name = entry.name;
  server.project = entry.project;
  server.at = entry.at;
  server.enabled = !value["disabled"].IsTrue() && !value["enabled"].IsFalse();
  ReadRemote(value, &server);
  ReadCommand(value, &server);
  ReadNames(value, &server);
  ReadTools(value, &server);
  server.transport = TransportOf(value, client, !server.runner.empty(), !server.url.empty());
  return server;
}

ServerStart ReadServerStart(const ConfigEntry& entry) {
  ServerStart start;
  const CommandLine line = CommandLineOf(*entry.value);
  if (line.command.empty()) {
    StartRemote(*entry.value, &start);
  } else {
    StartCommand(line, *entry.value, &start);
  }
  return start;
}

}  // namespace mcprisk
