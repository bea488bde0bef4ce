#include "commands/rules_stats.h"

#include <algorithm>
#include <cstdio>
#include <utility>
#include <vector>

#include "base/text.h"
#include "records/tool_record.h"

namespace mcprisk {
namespace {

constexpr size_t kIdColumns = 46;
constexpr size_t kNumberColumns = 10;
constexpr size_t kServerColumns = 24;

double Part(size_t part, size_t whole) {
  return whole == 0 ? 0 : static_cast<double>(part) / static_cast<double>(whole);
}

std::string Number(size_t number) { return RightAligned(Grouped(number), kNumberColumns); }

std::string SamplesText(const Samples& samples, size_t columns) {
  std::string text;
  for (const Sample& sample : samples.all()) {
    std::string line = std::string(CategoryName(sample.category)) + " · " + sample.name;
    if (!sample.server.empty()) line += " (" + ForTerminal(sample.server, kServerColumns) + ")";
    if (!sample.description.empty()) line += " · \"" + sample.description + "\"";
    text += "      " + ForTerminal(line, columns - 6) + "\n";
  }
  return text;
}

template <typename Stat>
std::vector<std::pair<std::string, const Stat*>> MostFirst(const std::map<std::string, Stat>& stats,
                                                           size_t Stat::*count,
                                                           const std::string& only) {
  std::vector<std::pair<std::string, const Stat*>> order;
  for (const auto& [id, stat] : stats) {
    if (only.empty() || only == id) order.emplace_back(id, &stat);
  }
  std::stable_sort(order.begin(), order.end(), [count](const auto& a, const auto& b) {
    return a.second->*count > b.second->*count;
  });
  return order;
}

std::string HeadText(const RuleStats& stats) {
  std::string text = Counted(stats.definitions(), "distinct definition") + " · rules " +
                     stats.rules().digest().Hex().substr(0, 12) + "\n\n";
  auto line = [&](std::string_view name, size_t count) {
    text += "  " + PadTo(name, kIdColumns) + Number(count) +
            RightAligned(Percent(Part(count, stats.definitions())), kNumberColumns) + "\n";
  };
  for (int c = 0; c < kCategories; ++c) {
    line(CategoryName(static_cast<Category>(c)), stats.Of(static_cast<Category>(c)));
  }
  text += "\n";
  line("no rule says a category", stats.caught_by_nothing());
  line("silent: confidence below 0.60", stats.low_confidence());
  line("basis: server", stats.server_decided());
  return text;
}

std::string PathsText(const RuleStats& stats, const std::string& only, size_t columns) {
  std::string text;
  for (const auto& [id, stat] : MostFirst(stats.path_stats(), &PathStat::definitions, only)) {
    text += "  " + PadTo(id, kIdColumns) + Number(stat->definitions) +
            RightAligned(Percent(stats.rules().Path(id).confidence), kNumberColumns) + "\n" +
            SamplesText(stat->samples, columns);
  }
  if (text.empty()) return text;
  return "\n  " + PadTo("decision path", kIdColumns) + RightAligned("decided", kNumberColumns) +
         RightAligned("confidence", kNumberColumns + 1) + "\n" + text;
}

std::string RulesText(const RuleStats& stats, const std::string& only, size_t columns) {
  std::string text;
  for (const auto& [id, stat] : MostFirst(stats.rule_stats(), &RuleStat::matched, only)) {
    text += "  " + PadTo(id, kIdColumns) + Number(stat->matched) + Number(stat->decided) + "\n" +
            SamplesText(stat->samples, columns);
  }
  if (text.empty()) return text;
  return "\n  " + PadTo("rule", kIdColumns) + RightAligned("matched", kNumberColumns) +
         RightAligned("decided", kNumberColumns) + "\n" + text;
}

std::vector<std::string> Idle(const RuleStats& stats) {
  std::vector<std::string> idle;
  for (const Rule& rule : stats.rules().rules()) {
    if (!stats.rule_stats().contains(rule.id)) idle.push_back(rule.id);
  }
  return idle;
}

Value SampleRecords(const Samples& samples) {
  return Value::ListOf(samples.all(), [](const Sample& sample) {
    return Value::Map({{"digest", sample.digest.Hex()},
                       {"server", sample.server},
                       {"name", sample.name},
                       {"description", sample.description},
                       {"category", CategoryName(sample.category)},
                       {"decided", sample.decided}});
  });
}

}  // namespace

std::string RuleStatsText(const RuleStats& stats, const std::string& only, size_t columns) {
  std::string text =
      HeadText(stats) + PathsText(stats, only, columns) + RulesText(stats, only, columns);
  if (!only.empty()) return text;
  std::vector<std::string> idle = Idle(stats);
  if (idle.empty()) return text;
  return text + "\n  " + Counted(idle.size(), "rule") + " caught nothing\n" +
         Wrapped(Join(idle, " "), columns, 4) + "\n";
}

std::string RuleStatsJson(const RuleStats& stats, const std::string& only) {
  Value paths = Value::Map();
  for (const auto& [id, stat] : MostFirst(stats.path_stats(), &PathStat::definitions, only)) {
    paths.Set(id, Value::Map({{"definitions", stat->definitions},
                              {"samples", SampleRecords(stat->samples)}}));
  }
  Value rules = Value::Map();
  for (const auto& [id, stat] : MostFirst(stats.rule_stats(), &RuleStat::matched, only)) {
    rules.Set(id, Value::Map({{"matched", stat->matched},
                              {"decided", stat->decided},
                              {"samples", SampleRecords(stat->samples)}}));
  }
  Value record =
      Value::Map({{"ruleset", stats.rules().digest().Hex()},
                  {"definitions", stats.definitions()},
                  {"caught_by_nothing", stats.caught_by_nothing()},
                  {"low_confidence", stats.low_confidence()},
                  {"server_decided", stats.server_decided()},
                  {"by_category", CountsByCategory([&stats](Category c) { return stats.Of(c); })},
                  {"paths", std::move(paths)},
                  {"rules", std::move(rules)}});
  if (only.empty()) record.Set("idle", Value::Texts(Idle(stats)));
  return record.Json() + "\n";
}

}  // namespace mcprisk
