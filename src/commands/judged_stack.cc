#include "commands/judged_stack.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <optional>

#include "base/text.h"
#include "catalog/reader.h"

namespace mcprisk {
namespace {

namespace fs = std::filesystem;

constexpr char kUsualCatalog[] = "catalog.db";
// Servers that a catalog may hold of one identity; merging leaves one, a fork's repository more.
constexpr size_t kMostOfOneIdentity = 8;

std::optional<CatalogServer> Find(CatalogReader& reader, const Identity& identity) {
  std::optional<CatalogServer> best;
  for (CatalogServer& server : reader.FindServers(identity.value, kMostOfOneIdentity)) {
    // FindServers goes on to titles and prefixes where nothing has that identity.
    const auto& identities = server.identities;
    if (std::find(identities.begin(), identities.end(), identity) == identities.end()) continue;
    if (!best || (!best->tools_known && server.tools_known)) best = std::move(server);
  }
  return best;
}

class Matcher {
 public:
  explicit Matcher(const std::string& catalog) : reader_(catalog) {}

  void Match(JudgedServer* judged) {
    for (const Identity& identity : judged->server.identities) {
      std::optional<CatalogServer> found = Find(reader_, identity);
      if (!found) continue;
      judged->catalog_name = found->name;
      judged->tools_known = found->tools_known;
      for (CatalogTool& tool : reader_.ToolsOfServer(found->id)) {
        if (!judged->server.Offers(tool.tool.name)) continue;
        judged->tools.push_back({std::move(tool.tool), std::move(tool.classification)});
      }
      return;
    }
  }

 private:
  CatalogReader reader_;
};

std::string ChosenCatalog(const StackOptions& options, Console& console) {
  if (!options.catalog.empty()) return options.catalog;
  std::error_code error;
  if (fs::exists(kUsualCatalog, error)) return kUsualCatalog;
  console.err() << "mcprisk: no catalog.db here, so every server is unknown; mcprisk index SOURCE "
                   "makes one, --catalog FILE names one\n";
  return "";
}

StackQuery QueryOf(const StackOptions& options, const Machine& machine) {
  StackQuery query;
  query.projects = options.paths;
  query.machine = options.paths.empty();
  if (!options.paths.empty()) return query;
  std::error_code error;
  // The home folder is no project: below it lies everything.
  const bool at_home = fs::equivalent(".", machine.home.empty() ? "/" : machine.home, error);
  if (!at_home && fs::current_path(error) != "/") query.projects = {"."};
  return query;
}

}  // namespace

void StackOptions::AddTo(Options* parser) {
  parser->Arguments("PATH", &paths, false,
                    "Projects or configuration files; without one, this machine's clients and the "
                    "working folder");
  parser->Text("--catalog", &catalog, "The catalog to ask, catalog.db by default");
  parser->Text("--home", &home, "Another home folder than one's own");
}

JudgedStack JudgeStack(const StackOptions& options, Console& console) {
  std::error_code error;
  for (const std::string& path : options.paths) {
    if (!fs::exists(path, error)) {
      throw Error(ForTerminal(path) + ": there is no such file or folder");
    }
  }
  Machine machine = ThisMachine();
  if (!options.home.empty()) {
    // Of another home, not of the one that the environment speaks of.
    machine.home = options.home;
    machine.variable = [](const std::string&) { return std::nullopt; };
  }
  JudgedStack judged;
  judged.options = options;
  judged.stack = FindStack(QueryOf(options, machine), machine);
  const std::string catalog = ChosenCatalog(options, console);
  std::optional<Matcher> matcher;
  if (!catalog.empty()) matcher.emplace(catalog);
  for (StackServer& server : judged.stack.servers) {
    JudgedServer one;
    one.server = std::move(server);
    if (matcher) matcher->Match(&one);
    judged.servers.push_back(std::move(one));
  }
  judged.stack.servers.clear();
  judged.flows = FindClientFlows(judged.servers);
  return judged;
}

void PrintStackProblems(const JudgedStack& judged, Console& console) {
  for (const Problem& problem : judged.stack.problems) {
    console.err() << "mcprisk: " << ForTerminal(problem.place) << ": " << ForTerminal(problem.what)
                  << "\n";
  }
}

}  // namespace mcprisk
