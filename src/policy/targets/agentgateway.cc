// agentgateway: a list of allow rules in CEL. With one of them, what none allows is denied and left
// out of tools/list; arguments are not there yet when it authorizes (schema/cel.md, 2026).
//
// Traps:
//   - Without any rule everything passes, so a server without an allowed tool gets one that never
//     holds. Deny rules are not used: one that cannot be evaluated does not deny.
//   - The rules are those of all targets together, so each asks for its own target.
//   - Of prompts and resources there is no mcp.tool; has() keeps that from being an error. They
//     have no allow rule, so they are denied too.
//   - With several targets the gateway splits "target_tool" at the first "_", so a key has none.
#include "policy/literals.h"
#include "policy/target.h"

namespace mcprisk {
namespace {

constexpr std::string_view kUnknownHost = "http://localhost:3001/mcp";

std::string KeyProblem(const std::string& key) {
  if (key.find('_') == std::string::npos) return "";
  return "it splits target_tool at the first \"_\"";
}

std::string Rule(const TargetServer& server) {
  std::vector<std::string> allowed;
  for (const Ruling& ruling : server.policy.rulings) {
    if (ruling.decision == Decision::kAllow) allowed.push_back(ruling.tool);
  }
  if (allowed.empty()) return "";
  // A literal block: CEL is not escaped a second time, and one tool is one line of a diff.
  return "      - allow: |-\n          has(mcp.tool) && mcp.tool.target == " +
         Quoted(server.key, LiteralLanguage::kCel) + " && mcp.tool.name in [\n            " +
         QuotedList(allowed, LiteralLanguage::kCel, ",\n            ") + "\n          ]\n";
}

std::string TargetEntry(const TargetServer& server) {
  std::string entry =
      "    - name: " + Quoted(server.key, LiteralLanguage::kYaml) + "\n      mcp:\n";
  if (server.endpoint.empty()) {
    entry += "        # Not known: put the address of the server here.\n";
  }
  std::string_view host = server.endpoint.empty() ? kUnknownHost : server.endpoint;
  return entry + "        host: " + Quoted(host, LiteralLanguage::kYaml) + "\n";
}

std::string Write(const std::vector<TargetServer>& servers, std::vector<TargetNote>* /*notes*/) {
  std::string rules;
  std::string targets;
  for (const TargetServer& server : servers) {
    rules += Rule(server);
    targets += TargetEntry(server);
  }
  if (rules.empty()) rules = "      - allow: \"false\"\n";
  return "mcp:\n  port: 3000\n  policies:\n    mcpAuthorization:\n      rules:\n" + rules +
         "  targets:\n" + targets;
}

}  // namespace

extern const Target kAgentgatewayTarget;
const Target kAgentgatewayTarget = {
    .name = "agentgateway",
    .description = "agentgateway: config.yaml with mcpAuthorization rules in CEL",
    .file_name = "config.yaml",
    .can = {.deny = true, .denies_unlisted = true, .many_servers = true},
    .key_problem = KeyProblem,
    .write = Write,
};

}  // namespace mcprisk
