#include "assess/name_doubles.h"

#include <map>
#include <string>

#include "assess/server_names.h"
#include "base/text.h"

namespace mcprisk {

std::vector<std::pair<int64_t, Finding>> FindNameDoubles(
    const ToolSetRules& rules, const std::vector<SketchedServer>& servers) {
  std::vector<std::pair<int64_t, Finding>> findings;
  const ToolSetRule* rule = rules.Asking("name-double");
  if (rule == nullptr) return findings;
  std::map<std::string, const SketchedServer*> plain;  // by what they look like
  for (const SketchedServer& server : servers) {
    if (!IsAscii(server.name)) continue;
    const auto [known, is_new] = plain.emplace(ServerNameSkeleton(server.name), &server);
    if (!is_new && server.name < known->second->name) known->second = &server;
  }
  for (const SketchedServer& server : servers) {
    if (IsAscii(server.name)) continue;
    const auto of = plain.find(ServerNameSkeleton(server.name));
    if (of == plain.end()) continue;
    const std::string& name = of->second->name;
    findings.emplace_back(server.id,
                          Finding{rule->id,
                                  rule->severity,
                                  rule->message + " It is " + name + ".",
                                  {{PlaceOfServer(name), 0, name.size(), name, rule->id}}});
  }
  return findings;
}

}  // namespace mcprisk
