#include "support/stack_lines.h"

#include "base/text.h"

namespace mcprisk {
namespace {

std::string Part(std::string_view label, const std::vector<std::string>& names) {
  return names.empty() ? "" : "; " + std::string(label) + " " + Join(names, ", ");
}

}  // namespace

std::string ServerLine(const StackServer& server) {
  std::string line = std::to_string(server.at.line) + ":" + std::to_string(server.at.column) + " " +
                     server.name + ": " + server.transport + " " + RunsText(server);
  if (server.pin != Pin::kNone) line += server.pin == Pin::kPinned ? " pinned" : " unpinned";
  for (const Identity& identity : server.identities) line += " = " + identity.value;
  if (!server.enabled) line += "; disabled";
  if (!server.project.empty()) line += "; project " + server.project;
  line += Part("env", server.environment) + Part("headers", server.headers) +
          Part("only", server.only) + Part("hidden", server.hidden) +
          Part("approved", server.approved);
  if (server.approves_all) line += "; approves all";
  for (const PlainSecret& secret : server.secrets) {
    line += "; secret " + secret.kind + " in " + secret.where +
            (secret.name.empty() ? "" : " " + secret.name) + " at " +
            std::to_string(secret.at.line);
  }
  return line + "\n";
}

std::string ReadConfigLines(std::string_view client, const std::string& path,
                            std::string_view text) {
  Stack stack;
  const Client* known = FindClient(client);
  ReadConfig(known == nullptr ? UnknownClient() : *known, Scope::kUser, path, text, &stack);
  std::string lines;
  for (const StackServer& server : stack.servers) lines += ServerLine(server);
  for (const Problem& problem : stack.problems) lines += problem.place + ": " + problem.what + "\n";
  return lines;
}

StackTool MadeTool(const std::string& name, Category category, Risk risk,
                   std::vector<std::string> capabilities) {
  StackTool made;
  made.tool = *RestoreTool(name, std::nullopt, "Does " + name + ".", std::nullopt, std::nullopt,
                           std::nullopt);
  made.classification.category = category;
  made.classification.risk = risk;
  made.classification.capabilities = std::move(capabilities);
  return made;
}

}  // namespace mcprisk
