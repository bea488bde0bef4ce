#include "commands/judged_stack.h"

#include <filesystem>
#include <optional>

#include "base/text.h"
#include "catalog/reader.h"
#include "records/stack_match.h"

namespace mcprisk {
namespace {

namespace fs = std::filesystem;

std::string ChosenCatalog(const StackOptions& options, Console& console) {
  if (!options.catalog.empty()) return options.catalog;
  std::error_code error;
  if (fs::exists(kUsualCatalog, error)) return kUsualCatalog;
  if (options.ask.inspect) return "";  // the servers speak for themselves
  console.err() << "mcprisk: no catalog.db here, so every server is unknown; mcprisk index SOURCE "
                   "makes one, --catalog FILE names one\n";
  return "";
}

StackQuery QueryOf(const StackOptions& options, const Machine& machine) {
  StackQuery query;
  query.projects = options.paths;
  query.machine = options.paths.empty();
  query.starts = options.ask.inspect;
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
  AddFlagsTo(parser);
}

void StackOptions::AddFlagsTo(Options* parser) {
  parser->Text("--catalog", &catalog, "The catalog to ask, catalog.db by default");
  parser->Text("--home", &home, "Another home folder than one's own");
  ask.AddTo(parser);
}

JudgedStack JudgeStack(const StackOptions& options, Console& console) {
  if (options.ask.timeout_seconds == 0) throw UsageError("--timeout is at least 1");
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
  judged.catalog = ChosenCatalog(options, console);
  std::optional<CatalogReader> reader;
  if (!judged.catalog.empty()) reader.emplace(judged.catalog);
  for (StackServer& server : judged.stack.servers) {
    JudgedServer one;
    one.server = std::move(server);
    if (reader) MatchToCatalog(*reader, &one);
    judged.servers.push_back(std::move(one));
  }
  judged.stack.servers.clear();
  if (options.ask.inspect) {
    judged.inspections = InspectStack(judged.servers, options.ask, console);
    TakeAnswers(judged.inspections, &judged.servers, &judged.stack.problems);
  }
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
