// mcprisk flows: what the tools of any set of servers could do together.
#include "base/text.h"
#include "base/value.h"
#include "commands/assessment_text.h"
#include "commands/catalog_records.h"
#include "commands/command.h"
#include "commands/options.h"
#include "records/assessment_record.h"
#include "records/stack_flows.h"

namespace mcprisk {
namespace {

struct FlowsOptions {
  std::vector<std::string> names;
  std::string catalog = "catalog.db";
  bool all = false;
  bool json = false;
};

// How many servers have each flow by themselves.
int CountAll(const FlowsOptions& options, Console& console) {
  CatalogReader reader(options.catalog);
  const AssessmentCounts counts = reader.CountAssessments();
  if (options.json) {
    console.out() << FlowCountsRecord(counts).Json() << "\n";
    return kExitDone;
  }
  const auto line = [&](std::string_view what, size_t servers) {
    const double share = counts.servers == 0
                             ? 0
                             : static_cast<double>(servers) / static_cast<double>(counts.servers);
    console.out() << "  " << PadTo(what, 16) << RightAligned(Grouped(servers), 9) << "  "
                  << RightAligned(Percent(share), 7) << "\n";
  };
  console.out() << "of " << Counted(counts.servers, "server")
                << " with tools, so many have a toxic flow by themselves\n";
  for (const FlowRule& rule : FlowRules::Shipped().all()) {
    const auto count = counts.by_flow.find(rule.id);
    line(rule.id, count == counts.by_flow.end() ? 0 : count->second);
  }
  line("any", counts.with_flow);
  return kExitDone;
}

Value CrossingRecord(const StackFlow& crossing) {
  return Value::Map({{"rule", crossing.rule},
                     {"severity", SeverityName(crossing.severity)},
                     {"server", crossing.server},
                     {"message", crossing.message}});
}

// As entries of one client would offer them.
JudgedServer EntryOf(const CatalogServer& server, const std::vector<CatalogTool>& tools) {
  JudgedServer entry;
  entry.server.name = server.name;
  entry.instructions = server.instructions;
  for (const CatalogTool& tool : tools) entry.tools.push_back({tool.tool, tool.classification});
  return entry;
}

void PrintCrossings(const std::vector<StackFlow>& crossings, Console& console) {
  if (crossings.empty()) return;
  console.out() << "\nwhere the servers meet\n";
  for (const StackFlow& crossing : crossings) {
    console.out() << Wrapped(std::string(SeverityName(crossing.severity)) + " " +
                                 ForTerminal(crossing.message),
                             console.columns(), 2)
                  << "\n";
  }
}

int FindAmong(const FlowsOptions& options, Console& console) {
  CatalogReader reader(options.catalog);
  std::vector<CatalogTool> tools;
  std::vector<std::string> servers;
  std::vector<JudgedServer> entries;
  bool unknown = false;
  for (const std::string& name : options.names) {
    std::optional<CatalogServer> server = OneServer(reader, options.catalog, name, console);
    if (!server) return kExitFindings;
    if (!server->tools_known) {
      unknown = true;
      console.err() << "mcprisk: no source says which tools " << ForTerminal(server->name, 60)
                    << " has, so it makes no flow here\n";
    }
    std::vector<CatalogTool> own = reader.ToolsOfServer(server->id);
    entries.push_back(EntryOf(*server, own));
    for (CatalogTool& tool : own) tools.push_back(std::move(tool));
    servers.push_back(server->name);
  }
  const std::vector<Flow> flows = FindFlows(FlowRules::Shipped(), AssessedToolsOf(tools));
  const std::vector<StackFlow> crossings = FindCrossings(entries);
  if (options.json) {
    console.out() << Value::Map({{"servers", Value::Texts(servers)},
                                 {"tools", tools.size()},
                                 {"complete", !unknown},
                                 {"flows", FlowRecords(flows)},
                                 {"crossings", Value::ListOf(crossings, CrossingRecord)}})
                         .Json()
                  << "\n";
  } else {
    for (const Flow& flow : flows) {
      if (&flow != flows.data()) console.out() << "\n";
      PrintFlow(flow, servers.size() > 1, console);
    }
    if (flows.empty()) {
      console.out() << "no toxic flow among " << Counted(tools.size(), "tool") << " of "
                    << Counted(servers.size(), "server") << "\n";
    }
    PrintCrossings(crossings, console);
  }
  return flows.empty() && !unknown ? kExitDone : kExitFindings;
}

int Run(const std::vector<std::string>& arguments, Console& console) {
  FlowsOptions options;
  Options parser(
      "flows",
      "Toxic flows: what tools of these servers could do together, led by a text that a "
      "stranger wrote; and where these servers get into each other's way. Exit code 1 when "
      "there is a flow.",
      "mcprisk flows slowthought gullwatch");
  parser.Arguments("SERVER", &options.names, false,
                   "Servers that one session reaches, as for mcprisk server");
  parser.Flag("--all", &options.all, "Count, over the whole catalog, servers that have one alone");
  parser.Text("--catalog", &options.catalog, "The catalog to ask");
  parser.Flag("--json", &options.json, "Print as JSON");
  if (!parser.Parse(arguments, console)) return kExitDone;
  if (options.all == !options.names.empty()) {
    throw UsageError("flows: give the servers of a session, or --all");
  }
  return options.all ? CountAll(options, console) : FindAmong(options, console);
}

}  // namespace

extern const Command kFlowsCommand;
const Command kFlowsCommand = {"flows", "what tools of several servers could do together", Run};

}  // namespace mcprisk
