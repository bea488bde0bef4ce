#include "commands/summary.h"

#include <algorithm>
#include <cmath>

#include "assess/grade.h"
#include "base/text.h"
#include "catalog/reader.h"
#include "commands/shell_word.h"
#include "records/stats_record.h"

namespace mcprisk {
namespace {

constexpr size_t kRiskiest = 10;
constexpr size_t kProblemsShown = 3;

// Eighths of a block, so that small shares show.
std::string Bar(double share, size_t columns) {
  constexpr const char* kEighths[] = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
  auto eighths = static_cast<size_t>(std::lround(share * static_cast<double>(columns) * 8));
  if (share > 0) eighths = std::max<size_t>(eighths, 1);
  std::string bar;
  for (size_t i = 0; i < eighths / 8; ++i) bar += "█";
  return bar + kEighths[eighths % 8];
}

void PrintShare(std::string_view name, size_t count, size_t total, Console& console) {
  double share = total == 0 ? 0 : static_cast<double>(count) / static_cast<double>(total);
  auto percent = std::lround(share * 100);
  size_t columns = std::min<size_t>(40, console.columns() - 34);
  console.out() << "  " << PadTo(name, 12) << RightAligned(Grouped(count), 9) << "  "
                << RightAligned(std::to_string(percent), 3) << " %  " << Bar(share, columns)
                << "\n";
}

void PrintShares(const CatalogStats& stats, Console& console) {
  for (int c = 0; c < kCategories; ++c) {
    PrintShare(CategoryName(static_cast<Category>(c)), stats.by_category[c], stats.tools, console);
  }
  console.out() << "\n";
  for (int r = 0; r < kRisks; ++r) {
    PrintShare(RiskName(static_cast<Risk>(r)), stats.by_risk[r], stats.tools, console);
  }
  const AssessmentCounts& servers = stats.assessments;
  if (servers.servers == 0) return;
  console.out() << "\n";
  for (const GradeRule& rule : GradeRules::Shipped().grades()) {
    const auto count = servers.by_grade.find(rule.letter);
    PrintShare("grade " + std::string(1, rule.letter),
               count == servers.by_grade.end() ? 0 : count->second, servers.servers, console);
  }
}

void PrintHead(const std::string& catalog, const CatalogStats& stats, Console& console) {
  console.out() << ForTerminal(catalog) << " · " << Counted(stats.servers, "server") << " · "
                << Counted(stats.tools, "tool") << " · rules " << stats.ruleset.substr(0, 12)
                << "\n\n";
}

// Why the tool is on the list: the words that decided.
std::string Because(const CatalogTool& tool) {
  for (const Evidence& evidence : tool.classification.evidence) {
    if (evidence.field.starts_with("parameters.")) {
      return "parameter `" + evidence.field.substr(11) + "`";
    }
  }
  if (tool.tool.description) return "\"" + *tool.tool.description + "\"";
  return "";
}

void PrintRiskiest(CatalogReader& reader, Console& console) {
  console.out() << "\nriskiest tools\n";
  size_t rest = console.columns() > 60 ? console.columns() - 60 : 0;
  for (const CatalogTool& tool : reader.Riskiest(kRiskiest)) {
    const Classification& c = tool.classification;
    console.out() << "  " << console.Colored(c.risk, PadTo(RiskName(c.risk), 9))
                  << PadTo(CategoryName(c.category), 12) << PadTo(ForTerminal(tool.tool.name), 20)
                  << " " << PadTo(ForTerminal(tool.server), 16);
    if (rest > 8) console.out() << " " << ForTerminal(Because(tool), rest - 1);
    console.out() << "\n";
  }
}

void PrintProblems(CatalogReader& reader, const CatalogStats& stats, Console& console) {
  if (stats.problems == 0) return;
  console.out() << "\n" << Counted(stats.problems, "problem") << " (mcprisk problems lists them)\n";
  for (const StoredProblem& problem : reader.Problems(kProblemsShown)) {
    console.out() << "  " << ForTerminal(problem.place + ": " + problem.what, console.columns() - 2)
                  << "\n";
  }
}

void PrintNext(const std::string& catalog, CatalogReader& reader, Console& console) {
  std::vector<CatalogTool> riskiest = reader.Riskiest(1);
  if (riskiest.empty()) return;
  std::string at = catalog == "catalog.db" ? "" : " --catalog " + ShellWord(catalog);
  const std::string tool = ShellWord(riskiest[0].tool.name);
  const std::string server = ShellWord(riskiest[0].server);
  console.out() << "\nnext:  mcprisk tool " << tool << at << "\n       mcprisk server " << server
                << at << "\n       mcprisk policy " << server << at << "\n";
}

}  // namespace

void PrintSummary(const std::string& catalog, Console& console) {
  CatalogReader reader(catalog);
  CatalogStats stats = reader.Stats();
  PrintHead(catalog, stats, console);
  PrintShares(stats, console);
  PrintRiskiest(reader, console);
  PrintProblems(reader, stats, console);
  PrintNext(catalog, reader, console);
}

void PrintStats(const std::string& catalog, bool by_source, Console& console) {
  CatalogReader reader(catalog);
  CatalogStats stats = reader.Stats();
  PrintHead(catalog, stats, console);
  PrintShares(stats, console);
  std::ostream& out = console.out();
  out << "\n  " << Counted(stats.definitions, "distinct definition") << ", "
      << Counted(stats.listings, "server record") << " of all sources; "
      << Counted(stats.merged_servers, "server") << " merged from several records, "
      << Grouped(stats.merged_sources) << " of them found in several sources\n  "
      << Counted(stats.problems, "problem") << ", last run ended " << stats.updated << "\n";
  if (!by_source) return;
  out << "\n  " << PadTo("format", 12) << RightAligned("records", 9) << RightAligned("servers", 9)
      << RightAligned("with tools", 12) << RightAligned("tools", 9) << RightAligned("problems", 10)
      << "  location\n";
  for (const SourceStats& source : stats.sources) {
    out << "  " << PadTo(source.source.format, 12) << RightAligned(Grouped(source.records), 9)
        << RightAligned(Grouped(source.servers), 9)
        << RightAligned(Grouped(source.servers_with_tools), 12)
        << RightAligned(Grouped(source.tools), 9) << RightAligned(Grouped(source.problems), 10)
        << "  " << ForTerminal(source.source.location) << "\n";
  }
}

void PrintStatsJson(const std::string& catalog, bool by_source, Console& console) {
  CatalogReader reader(catalog);
  console.out() << StatsRecord(reader.Stats(), by_source).Json() << "\n";
}

}  // namespace mcprisk
