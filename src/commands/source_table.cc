#include "commands/source_table.h"

#include <iomanip>
#include <sstream>

#include "base/text.h"
#include "base/value.h"

namespace mcprisk {
namespace {

constexpr size_t kLocationColumns = 12;

std::string ModeText(const SourceReport& report) {
  std::string text = report.complete ? "complete" : "not complete";
  if (report.changes) text += ", changes only";
  if (report.resumed) text += ", resumed";
  return text;
}

}  // namespace

std::string BytesText(size_t bytes) {
  constexpr double kThousand = 1000;
  double value = static_cast<double>(bytes);
  std::string_view unit = "B";
  for (std::string_view larger : {"kB", "MB", "GB"}) {
    if (value < kThousand) break;
    value /= kThousand;
    unit = larger;
  }
  std::ostringstream text;
  text << std::fixed << std::setprecision(unit == "B" ? 0 : 1) << value << " " << unit;
  return text.str();
}

std::string NetworkText(const NetworkProgress& progress) {
  return "answers " + Grouped(progress.answered) + " of " + Grouped(progress.asked) + "   failed " +
         Grouped(progress.failed) + "   " + BytesText(progress.bytes);
}

void PrintReports(const std::vector<SourceReport>& reports, Console& console) {
  for (const SourceReport& report : reports) {
    const std::string name = ForTerminal(report.location, 60);
    console.err() << "  " << (name.size() < kLocationColumns ? PadTo(name, kLocationColumns) : name)
                  << " " << ModeText(report) << " · " << Counted(report.listings, "server") << " · "
                  << Grouped(report.fetched) << " fetched, " << Grouped(report.unchanged)
                  << " unchanged, " << Grouped(report.archived) << " from the archive, "
                  << BytesText(report.bytes) << "\n";
    for (const auto& [outcome, count] : report.endings) {
      if (outcome == Outcome::kOk) continue;
      console.err() << "    " << Grouped(count) << " × " << OutcomeName(outcome) << ": "
                    << OutcomeText(outcome) << "\n";
    }
  }
}

void PrintPlans(const std::vector<SourcePlan>& plans, const std::string& user_agent, bool json,
                Console& console) {
  Value list = Value::List();
  for (const SourcePlan& plan : plans) {
    if (json) {
      list.Add(Value::Map({{"source", plan.location},
                           {"url", plan.url},
                           {"fetches", plan.mode},
                           {"last_answers", plan.last_answers},
                           {"last_finished", plan.last_finished},
                           {"missing_key", plan.missing_key}}));
      continue;
    }
    console.out() << ForTerminal(plan.location, 60) << "\n";
    if (plan.url.empty()) {
      console.out() << "  fetches  " << plan.mode << "\n";
      continue;
    }
    console.out() << "  asks     " << ForTerminal(plan.url, 80) << "\n"
                  << "  fetches  " << plan.mode << "\n"
                  << "  last     "
                  << (plan.last_answers == 0
                          ? "never"
                          : plan.last_finished + ", " + Counted(plan.last_answers, "answer"))
                  << "\n";
    if (!plan.missing_key.empty()) {
      console.out() << "  missing  the key: set " << plan.missing_key << "\n";
    }
  }
  if (json) {
    console.out() << list.Json() << "\n";
  } else {
    console.out() << "as " << user_agent << "\n";
  }
}

}  // namespace mcprisk
