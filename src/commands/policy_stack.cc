#include "commands/policy_stack.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "base/text.h"

namespace mcprisk {
namespace {

std::vector<std::string> ClientIds() {
  std::vector<std::string> ids;
  for (const Client* client : Clients()) ids.emplace_back(client->id);
  ids.emplace_back(UnknownClient().id);
  return ids;
}

// The clients whose servers are meant.
std::set<std::string> ClientsMeant(const Target& target, const std::string& client) {
  const std::vector<std::string> ids = ClientIds();
  if (!client.empty()) {
    if (std::find(ids.begin(), ids.end(), client) != ids.end()) return {client};
    const std::vector<std::string> near = NearestNames(client, ids, 1);
    throw UsageError(
        "policy: no client \"" + ForTerminal(client, 40) + "\"" +
        (near.empty() ? "; there are " + Join(ids, ", ") : ", did you mean \"" + near[0] + "\"?"));
  }
  std::set<std::string> own;
  for (const Client* one : Clients()) {
    if (one->policy_target == target.name) own.emplace(one->id);
  }
  return own.empty() ? std::set<std::string>(ids.begin(), ids.end()) : own;
}

std::string PlaceOf(const StackServer& server) {
  return server.file + ":" + std::to_string(server.at.line);
}

class StackPolicyMaker {
 public:
  StackPolicyMaker(CatalogReader* reader, const JudgedStack& judged, const Target& target,
                   const PolicySettings& settings)
      : reader_(reader), judged_(judged), target_(target), settings_(settings) {}

  StackPolicies Make(const std::set<std::string>& clients) {
    for (size_t i = 0; i < judged_.servers.size(); ++i) {
      const StackServer& server = judged_.servers[i].server;
      if (server.enabled && clients.contains(server.client)) Add(i);
    }
    return std::move(made_);
  }

 private:
  void Add(size_t i) {
    const JudgedServer& judged = judged_.servers[i];
    const StackServer& server = judged.server;
    const std::string named = server.name + " (" + RunsText(server) + ")";
    if (!judged.tools_known) {
      made_.left_out.push_back("the tools of server " + named +
                               " are not known, so the policy does not name it");
      return;
    }
    const std::string problem = target_.key_problem ? target_.key_problem(server.name) : "";
    if (!problem.empty()) {
      made_.left_out.push_back("server " + named + " is left out: " + std::string(target_.name) +
                               " cannot take its key: " + problem);
      return;
    }
    if (!IsNew(judged)) return;
    made_.policies.push_back(PolicyOfServer(i));
    // The client's own file says already how the server is reached.
    const Client* client = FindClient(server.client);
    if (client != nullptr && client->policy_target == target_.name) {
      made_.policies.back()->target.endpoint.clear();
    }
  }

  // The catalog's name, or the key, which the user gave; what a server calls itself is no proof.
  static std::string NameOf(const JudgedServer& judged) {
    return judged.catalog_name.empty() ? judged.server.name : judged.catalog_name;
  }

  // One server may stand in several files; two servers of one key cannot be told apart.
  bool IsNew(const JudgedServer& judged) {
    const std::string key = target_.can.many_servers ? judged.server.name : NameOf(judged);
    const std::string is =
        judged.catalog_name.empty() ? RunsText(judged.server) : judged.catalog_name;
    const auto [known, is_new] = known_.emplace(key, std::pair(is, &judged.server));
    if (is_new) return true;
    if (known->second.first == is) return false;
    throw Error("policy: \"" + ForTerminal(key, 60) + "\" is another server in " +
                ForTerminal(PlaceOf(*known->second.second)) + " than in " +
                ForTerminal(PlaceOf(judged.server)) + "; give the PATH of one, or --client");
  }

  std::unique_ptr<ServerPolicy> PolicyOfServer(size_t i) const {
    const JudgedServer& judged = judged_.servers[i];
    const std::string& key = judged.server.name;
    std::optional<CatalogServer> server;
    if (judged.catalog_id != 0) server = reader_->ServerById(judged.catalog_id);
    if (server && !judged.answered) return PolicyOf(*reader_, *server, settings_, key);
    ServerView view = ViewInspection(*judged_.inspections[i].asked);
    if (!server) {
      server = std::move(view.server);
      server->name = NameOf(judged);
    }
    return PolicyOf(*server, std::move(view.tools), settings_.posture(), settings_.config(), key);
  }

  CatalogReader* reader_;
  const JudgedStack& judged_;
  const Target& target_;
  const PolicySettings& settings_;
  std::map<std::string, std::pair<std::string, const StackServer*>> known_;
  StackPolicies made_;
};

}  // namespace

StackPolicies PoliciesOfStack(CatalogReader* reader, const JudgedStack& judged,
                              const Target& target, const std::string& client,
                              const PolicySettings& settings) {
  return StackPolicyMaker(reader, judged, target, settings).Make(ClientsMeant(target, client));
}

}  // namespace mcprisk
