// mcprisk index: from sources to a catalog.
#include <chrono>
#include <cmath>
#include <cstdlib>
#include <iomanip>
#include <sstream>

#include "base/result.h"
#include "base/text.h"
#include "commands/command.h"
#include "commands/network_options.h"
#include "commands/options.h"
#include "commands/source_table.h"
#include "commands/stop_on_signal.h"
#include "commands/summary.h"
#include "crawl/crawl.h"
#include "pipeline.h"

namespace mcprisk {
namespace {

using Clock = std::chrono::steady_clock;
constexpr auto kProgressInterval = std::chrono::milliseconds(200);

double SecondsSince(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

// How long what is under way will take at the pace it had until now; empty while nobody can say.
class TimeLeft {
 public:
  std::string Text(const NetworkProgress& progress) {
    const size_t phase = progress.phase;
    const size_t done = progress.done;
    const size_t total = progress.total;
    if (phase != phase_) {
      phase_ = phase;
      began_ = Clock::now();
    }
    if (phase == 0 || done == 0 || done >= total) return {};
    const double each = SecondsSince(began_) / static_cast<double>(done);
    const auto seconds = static_cast<size_t>(std::lround(each * static_cast<double>(total - done)));
    if (seconds < 100) return Grouped(seconds) + " s left";
    constexpr size_t kMinute = 60;
    constexpr size_t kManyMinutes = 100;
    const size_t minutes = (seconds + kMinute / 2) / kMinute;
    if (minutes < kManyMinutes) return Grouped(minutes) + " min left";
    return Grouped((minutes + kMinute / 2) / kMinute) + " h left";
  }

 private:
  size_t phase_ = 0;
  Clock::time_point began_;
};

std::string ProgressLine(const IndexProgress& progress, double seconds) {
  std::ostringstream line;
  if (progress.network.asked > 0) line << "  " << NetworkText(progress.network) << " ";
  line << "  files " << Grouped(progress.files) << "   servers " << Grouped(progress.listings)
       << "   tools " << Grouped(progress.tools) << "   "
       << Grouped(static_cast<uint64_t>(progress.tools / std::max(seconds, 0.001)))
       << " tools/s   problems " << Grouped(progress.problems) << "   " << std::fixed
       << std::setprecision(1) << seconds << " s";
  return line.str();
}

// One line that is written over itself, on a terminal only.
class ProgressPrinter {
 public:
  ProgressPrinter(Console& console, const IndexProgress& progress)
      : console_(console), progress_(progress) {}

  void Tick() {
    if (!console_.progress() || Clock::now() - last_ < kProgressInterval) return;
    last_ = Clock::now();
    std::string line = ProgressLine(progress_, SecondsSince(start_));
    // In front, since a narrow terminal cuts the end off.
    if (std::string left = time_left_.Text(progress_.network); !left.empty()) {
      line = "  " + left + " " + line;
    }
    console_.err() << "\r\x1b[2K" << Utf8Prefix(line, console_.columns() - 1) << std::flush;
  }

  void Finish() {
    if (console_.progress()) console_.err() << "\r\x1b[2K";
    console_.err() << ProgressLine(progress_, SecondsSince(start_)) << "\n";
  }

 private:
  Console& console_;
  const IndexProgress& progress_;
  Clock::time_point start_ = Clock::now();
  Clock::time_point last_;
  TimeLeft time_left_;
};

int Index(const IndexRequest& request, bool quiet, bool json, Console& console) {
  IndexProgress progress;
  ProgressPrinter printer(console, progress);
  StopOnSignal stop_on_signal;
  IndexReport report =
      RunIndex(request, RuleSet::Shipped(), StopRequested(), &progress, [&] { printer.Tick(); });
  if (!quiet) {
    printer.Finish();
    PrintReports(report.sources, console);
  }
  if (json) {
    PrintStatsJson(request.catalog, false, console);
  } else if (!quiet) {
    PrintSummary(request.catalog, console);
  }
  if (report.interrupted) {
    console.err() << "mcprisk: interrupted; " << request.catalog
                  << " holds what was read so far, run the same command again to go on\n";
    return kExitCouldNot;
  }
  return progress.problems == 0 ? kExitDone : kExitFindings;
}

// What would be fetched, without asking anybody.
int ShowPlan(const IndexRequest& request, bool json, Console& console) {
  NetworkProgress progress;
  NetworkOptions options = NetworkOptionsOf(request);
  options.plan_only = true;
  const std::string user_agent = options.fetch.user_agent;
  SourceCrawl crawl(SplitArguments(request.arguments).sources, std::move(options), &progress);
  PrintPlans(crawl.Plan(), user_agent, json, console);
  return kExitDone;
}

int Run(const std::vector<std::string>& arguments, Console& console) {
  IndexRequest request;
  request.catalog = "catalog.db";
  request.program_version = ProgramVersion();
  request.now = UtcNow;
  bool quiet = false;
  bool json = false;
  bool dry_run = false;
  std::vector<std::string> registries;
  NetworkFlags flags;
  Options parser("index", "Read sources, judge every tool, store all in one catalog.",
                 "mcprisk index registry.json servers/ bundle.mcpb --catalog catalog.db\n"
                 "  mcprisk index official docker --catalog catalog.db --contact you@acme.example");
  parser.Arguments("SOURCE", &request.arguments, true,
                   "Files, folders, archives (.zip .tar .tar.gz .tar.xz .mcpb) or - for standard "
                   "input, whose formats are recognized from content; registries in the network by "
                   "name (mcprisk sources lists them) or by URL");
  parser.Text("--catalog", &request.catalog, "The catalog to fill; made when missing");
  parser.Flag("-q,--quiet", &quiet, "Print nothing but errors");
  parser.Flag("--json", &json, "Print the statistics of the catalog as JSON");
  parser.Flag("--dry-run", &dry_run, "Say what would be fetched from the network, and stop");
  parser.Flag("--offline", &request.network.offline,
              "Ask nobody: read what the archive has of these sources");
  parser.Flag("--full", &request.network.full,
              "Ask for everything, not only for what has changed since the last crawl");
  parser.Flag("--live", &request.network.live,
              "Ask the live servers that the registries list for their tools, too");
  parser.Flag("--packages", &request.network.packages,
              "Read the npm, PyPI, NuGet and MCPB packages of servers whose tools nobody else "
              "tells, without running them");
  parser.Repeated("--package-registry", &registries,
                  "TYPE=URL: where npm, pypi or nuget packages are; else where your npm and pip "
                  "look, or where the record says");
  parser.Text("--archive", &request.network.archive,
              "Folder in which answers are kept; else the catalog's name and .archive");
  flags.AddTo(&parser);
  if (!parser.Parse(arguments, console)) return kExitDone;
  request.network.fetch = flags.Fetching();
  const auto variable = [](const std::string& name) -> std::string {
    const char* value = std::getenv(name.c_str());
    return value ? value : "";
  };
  request.network.environment = [&](std::string_view name) -> std::optional<std::string> {
    std::string value = variable(std::string(name));
    return value.empty() ? std::nullopt : std::optional(std::move(value));
  };
  if (request.network.packages) request.network.registries = ReadPackageRegistries(variable);
  for (const std::string& registry : registries) {
    Result<bool> chosen = request.network.registries.Choose(registry);
    if (!chosen) throw UsageError("--package-registry: " + chosen.error());
  }
  if (dry_run) return ShowPlan(request, json, console);
  return Index(request, quiet, json, console);
}

}  // namespace

extern const Command kIndexCommand;
const Command kIndexCommand = {"index", "read sources, judge their tools, fill the catalog", Run};

}  // namespace mcprisk
