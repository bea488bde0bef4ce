// mcprisk inspect: ask one live server now.
#include <algorithm>
#include <atomic>

#include "base/text.h"
#include "commands/ask_server.h"
#include "commands/catalog_records.h"
#include "commands/command.h"
#include "commands/inspection.h"
#include "commands/network_options.h"
#include "commands/options.h"
#include "commands/stop_on_signal.h"
#include "crawl/fetch/url.h"
#include "crawl/mcp/sandbox.h"
#include "pipeline.h"

namespace mcprisk {
namespace {

struct InspectOptions {
  std::string url;
  std::vector<std::string> command;
  std::string catalog;
  std::string posture = "balanced";
  std::vector<std::string> pass_env;
  FetchOptions fetch;
  size_t timeout_seconds = 60;
  bool allow_network = false;
  bool json = false;
};

// An address that the user wrote with their own hand is meant, also when it is this machine's. A
// name of the Internet that leads here is not.
void AllowNamedAddress(const WebUrl& url, AddressRules* allowed) {
  const bool is_address = IpAddress::Parse(url.host).has_value();
  if (is_address || url.host == "localhost" || url.host.ends_with(".localhost")) {
    (void)allowed->Allow(url.host);
  }
}

// What is stored and shown of a URL: queries often hold keys.
std::string WithoutQuery(const std::string& url) {
  const size_t query = url.find('?');
  return query == std::string::npos ? url : url.substr(0, query) + "?…";
}

Inspection AskUrl(const InspectOptions& options, const std::atomic<bool>& stop) {
  FetchOptions fetch = options.fetch;
  auto url = ParseUrl(options.url, fetch.limits.url_bytes);
  if (url) AllowNamedAddress(*url, &fetch.allowed);
  return std::move(AskUrls({{options.url, {}, WithoutQuery(options.url)}}, std::move(fetch),
                           options.timeout_seconds, stop)[0]);
}

Inspection AskCommand(const InspectOptions& options, const std::atomic<bool>& stop,
                      Console& console) {
  LaunchPlan plan =
      PlanLaunch({options.command, options.allow_network, options.pass_env}, SurroundingsHere());
  if (plan.arguments.empty()) {
    throw Error("no program \"" + ForTerminal(options.command.front(), 60) +
                "\" on the PATH; give its path");
  }
  for (const std::string& name : plan.missing_env) {
    console.err() << "mcprisk: --pass-env " << ForTerminal(name, 60) << ": it is not set\n";
  }
  // Said before it runs, as afterwards may be too late.
  if (!plan.sandboxed) console.err() << "mcprisk: protection: " << plan.protection << "\n";
  LiveOrigin origin;
  origin.location = WithoutSecrets(options.command);
  origin.identities = PackageOf(options.command);
  return AskProcess(plan, std::move(origin), options.timeout_seconds, stop);
}

// Stores the answer as `mcprisk index` would.
void Store(const Inspection& inspection, const std::string& catalog) {
  IndexRequest request;
  request.catalog = catalog;
  request.program_version = ProgramVersion();
  request.now = UtcNow;
  request.gather = [&](const std::atomic<bool>&, const CrawlSink& sink) {
    EmitLiveAnswer(inspection.answer, inspection.origin, sink);
  };
  IndexProgress progress;
  std::atomic<bool> never{false};
  RunIndex(request, RuleSet::Shipped(), never, &progress, [] {});
}

int Inspect(const InspectOptions& options, Console& console) {
  const Posture& posture = PostureNamed(options.posture);
  StopOnSignal stop_on_signal;
  Inspection inspection = options.command.empty() ? AskUrl(options, StopRequested())
                                                  : AskCommand(options, StopRequested(), console);
  ReadAnswer(&inspection);
  const int code = ExitCodeOf(inspection);
  if (options.json) {
    PrintInspectionJson(inspection, posture, console);
  } else if (code != kExitCouldNot) {
    PrintInspection(inspection, console);
  }
  if (code == kExitCouldNot) {
    console.err() << "mcprisk: " << ForTerminal(inspection.origin.location) << ": "
                  << ForTerminal(inspection.answer.ending.Text()) << "\n";
  }
  for (const Problem& problem : inspection.problems) {
    console.err() << "mcprisk: " << ForTerminal(problem.place) << ": " << ForTerminal(problem.what)
                  << "\n";
  }
  if (!options.catalog.empty()) Store(inspection, options.catalog);
  return code;
}

int Run(const std::vector<std::string>& arguments, Console& console) {
  InspectOptions options;
  Options parser("inspect",
                 "Ask one live server for its tools, now: a URL, or behind -- the command of a "
                 "server on this machine. It runs inside bubblewrap where that works.",
                 "mcprisk inspect --allow-network -- npx -y @modelcontextprotocol/server-memory");
  parser.Argument("URL", &options.url, false, "Of a remote server; http and any port are fine");
  parser.Text("--catalog", &options.catalog, "Store the answer in this catalog too");
  parser.Text("--posture", &options.posture, "Posture of the recommendations of --json");
  parser.Flag("--allow-network", &options.allow_network, "The command may use the network");
  parser.Repeated("--pass-env", &options.pass_env,
                  "Hand this environment variable on to the command");
  parser.Number("--timeout", &options.timeout_seconds, "Seconds that it may take in all");
  parser.Flag("--json", &options.json, "Print the record as JSON");
  NetworkFlags network;
  network.AddTo(&parser);
  // What stands behind -- is the server's own.
  const auto dashes = std::find(arguments.begin(), arguments.end(), "--");
  if (dashes != arguments.end()) options.command.assign(dashes + 1, arguments.end());
  if (!parser.Parse({arguments.begin(), dashes}, console)) return kExitDone;
  if (options.url.empty() == options.command.empty()) {
    throw UsageError("inspect: give a URL, or -- and a command (mcprisk inspect --help)");
  }
  if (!options.url.empty() && options.url.find("://") == std::string::npos) {
    throw UsageError("inspect: \"" + ForTerminal(options.url, 60) +
                     "\" is no URL; to run a command, put -- in front of it");
  }
  if (options.timeout_seconds == 0) throw UsageError("inspect: --timeout is at least 1");
  options.fetch = network.Fetching();
  return Inspect(options, console);
}

}  // namespace

extern const Command kInspectCommand;
const Command kInspectCommand = {"inspect", "ask one live server, a URL or a command, and judge it",
                                 Run};

}  // namespace mcprisk
