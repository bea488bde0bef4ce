#include "commands/rules_stats.h"

#include <algorithm>
#include <cstdio>
#include <nlohmann/json.hpp>
#include <utility>
#include <vector>

#include "base/text.h"

namespace mcprisk {
namespace {

using OrderedJson = nlohmann::ordered_json;

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

OrderedJson SamplesJson(const Samples& samples) {
  OrderedJson list = OrderedJson::array();
  for (const Sample& sample : samples.all()) {
    list.push_back({{"digest", sample.digest.Hex()},
                    {"server", sample.server},
                    {"name", sample.name},
                    {"description", sample.description},
                    {"category", CategoryName(sample.category)},
                    {"decided", sample.decided}});
  }
  return list;
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
  OrderedJson json = {{"ruleset", stats.rules().digest().Hex()},
                      {"definitions", stats.definitions()},
                      {"caught_by_nothing", stats.caught_by_nothing()},
                      {"low_confidence", stats.low_confidence()},
                      {"server_decided", stats.server_decided()}};
  for (int c = 0; c < kCategories; ++c) {
    auto category = static_cast<Category>(c);
    json["by_category"][std::string(CategoryName(category))] = stats.Of(category);
  }
  json["paths"] = OrderedJson::object();
  for (const auto& [id, stat] : MostFirst(stats.path_stats(), &PathStat::definitions, only)) {
    json["paths"][id] = {{"definitions", stat->definitions},
                         {"samples", SamplesJson(stat->samples)}};
  }
  json["rules"] = OrderedJson::object();
  for (const auto& [id, stat] : MostFirst(stats.rule_stats(), &RuleStat::matched, only)) {
    json["rules"][id] = {{"matched", stat->matched},
                         {"decided", stat->decided},
                         {"samples", SamplesJson(stat->samples)}};
  }
  if (only.empty()) json["idle"] = Idle(stats);
  return json.dump(2, ' ', false, OrderedJson::error_handler_t::replace) + "\n";
}

}  // namespace mcprisk
