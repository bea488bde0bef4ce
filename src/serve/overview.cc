#include "serve/overview.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "base/string_map.h"
#include "base/text.h"

namespace mcprisk {
namespace {

bool ServerRisksMore(const ServerRow& a, const ServerRow& b) {
  for (int risk = kRisks - 1; risk >= 0; --risk) {
    if (a.by_risk[risk] != b.by_risk[risk]) return a.by_risk[risk] > b.by_risk[risk];
  }
  return a.name < b.name;
}

void CountCapabilities(Overview* overview) {
  for (size_t bit = 0; bit < overview->capabilities.size(); ++bit) {
    const uint64_t mask = uint64_t{1} << bit;
    const auto has = [mask](const auto& row) { return (row.capabilities & mask) != 0; };
    CapabilityCount& count = overview->capabilities[bit];
    count.tools =
        static_cast<size_t>(std::count_if(overview->tools.begin(), overview->tools.end(), has));
    count.servers =
        static_cast<size_t>(std::count_if(overview->servers.begin(), overview->servers.end(), has));
  }
}

// Counts of what is in the overview, where it leaves servers out.
void CountAgain(Overview* overview) {
  CatalogStats& stats = overview->stats;
  stats.servers = overview->servers.size();
  stats.tools = overview->tools.size();
  stats.servers_with_tools = 0;
  std::fill(std::begin(stats.by_risk), std::end(stats.by_risk), 0);
  std::fill(std::begin(stats.by_category), std::end(stats.by_category), 0);
  for (const ServerRow& server : overview->servers) {
    if (server.Tools() > 0) ++stats.servers_with_tools;
    for (int r = 0; r < kRisks; ++r) stats.by_risk[r] += server.by_risk[r];
    for (int c = 0; c < kCategories; ++c) stats.by_category[c] += server.by_category[c];
  }
}

}  // namespace

int SeverityRank(Category category) { return std::min(static_cast<int>(category), 3); }

uint32_t ServerRow::Tools() const {
  uint32_t tools = 0;
  for (uint32_t count : by_risk) tools += count;
  return tools;
}

std::optional<Risk> ServerRow::Worst() const {
  for (int risk = kRisks - 1; risk >= 0; --risk) {
    if (by_risk[risk] > 0) return static_cast<Risk>(risk);
  }
  return std::nullopt;
}

const ServerRow* Overview::Server(int64_t id) const {
  const auto found = std::lower_bound(by_id_.begin(), by_id_.end(), std::pair(id, uint32_t{0}));
  return found == by_id_.end() || found->first != id ? nullptr : &servers[found->second];
}

size_t Overview::ServerAt(size_t at) const {
  const auto behind = std::upper_bound(folded_begin.begin(), folded_begin.end(), at);
  return static_cast<size_t>(behind - folded_begin.begin()) - 1;
}

const ServerRow* Overview::ServerNamed(std::string_view name) const {
  const auto found = std::lower_bound(
      servers.begin(), servers.end(), name,
      [](const ServerRow& row, std::string_view wanted) { return row.name < wanted; });
  return found == servers.end() || found->name != name ? nullptr : &*found;
}

std::span<const uint32_t> Overview::ToolsNamed(std::string_view name) const {
  const auto found = std::lower_bound(tool_names.begin(), tool_names.end(), name);
  if (found == tool_names.end() || *found != name) return {};
  const auto id = static_cast<size_t>(found - tool_names.begin());
  return std::span(by_name_).subspan(name_begin_[id], name_begin_[id + 1] - name_begin_[id]);
}

std::span<const uint32_t> Overview::ToolsDefined(int64_t definition_id) const {
  struct ById {
    const std::vector<ToolRow>& tools;
    bool operator()(uint32_t row, int64_t id) const { return tools[row].key.definition_id < id; }
    bool operator()(int64_t id, uint32_t row) const { return id < tools[row].key.definition_id; }
  };
  const auto [begin, end] =
      std::equal_range(by_definition_.begin(), by_definition_.end(), definition_id, ById{tools});
  return {begin, end};
}

// When the rows are in their order.
void Overview::IndexTools() {
  for (uint32_t i = 0; i < tools.size(); ++i) by_name_.push_back(i);
  by_definition_ = by_name_;
  std::sort(by_name_.begin(), by_name_.end(), [this](uint32_t a, uint32_t b) {
    const auto rank = [this](const ToolRow& row) {
      return std::tuple(row.name, row.server, row.key.definition_id);
    };
    return rank(tools[a]) < rank(tools[b]);
  });
  std::sort(by_definition_.begin(), by_definition_.end(), [this](uint32_t a, uint32_t b) {
    return std::pair(tools[a].key.definition_id, a) < std::pair(tools[b].key.definition_id, b);
  });
  name_begin_.assign(tool_names.size() + 1, 0);
  for (const ToolRow& row : tools) ++name_begin_[row.name + 1];
  for (size_t i = 1; i < name_begin_.size(); ++i) name_begin_[i] += name_begin_[i - 1];
}

std::optional<size_t> Overview::Capability(std::string_view id) const {
  for (size_t i = 0; i < capabilities.size(); ++i) {
    if (capabilities[i].id == id) return i;
  }
  return std::nullopt;
}

bool RisksMore(const ToolRow& a, const ToolRow& b) {
  const auto rank = [](const ToolRow& row) {
    return std::tuple(-static_cast<int>(row.risk), -SeverityRank(row.category), row.key.listing_id,
                      row.key.definition_id);
  };
  return rank(a) < rank(b);
}

namespace {

// Gives names numbers as they come, and then those of their order.
class NameNumbers {
 public:
  uint32_t Of(std::string_view name) {
    const auto found = numbers_.find(name);
    if (found != numbers_.end()) return found->second;
    const auto number = static_cast<uint32_t>(numbers_.size());
    numbers_.emplace(name, number);
    return number;
  }

  // The names in their order; `rows` get their new numbers.
  std::vector<std::string> Sorted(std::vector<ToolRow>* rows) {
    std::vector<std::string> names(numbers_.size());
    for (const auto& [name, number] : numbers_) names[number] = name;
    numbers_.clear();
    std::vector<uint32_t> order(names.size());
    for (uint32_t i = 0; i < order.size(); ++i) order[i] = i;
    std::sort(order.begin(), order.end(),
              [&](uint32_t a, uint32_t b) { return names[a] < names[b]; });
    std::vector<std::string> sorted;
    std::vector<uint32_t> place(names.size());
    for (uint32_t i = 0; i < order.size(); ++i) {
      place[order[i]] = i;
      sorted.push_back(std::move(names[order[i]]));
    }
    for (ToolRow& row : *rows) row.name = place[row.name];
    return sorted;
  }

 private:
  StringMap<uint32_t> numbers_;
};

}  // namespace

// By name, with their times and grades.
void Overview::ReadServers(CatalogReader& reader, const std::vector<int64_t>& only) {
  for (auto& [id, name] : reader.ServerNames()) {
    if (!only.empty() && std::find(only.begin(), only.end(), id) == only.end()) continue;
    ServerRow& row = servers.emplace_back();
    row.id = id;
    row.name = std::move(name);
  }
  std::sort(servers.begin(), servers.end(),
            [](const ServerRow& a, const ServerRow& b) { return a.name < b.name; });
  for (uint32_t i = 0; i < servers.size(); ++i) {
    by_id_.emplace_back(servers[i].id, i);
    folded_begin.push_back(static_cast<uint32_t>(folded_names.size()));
    folded_names += AsciiLowered(servers[i].name) + '\n';
  }
  folded_begin.push_back(static_cast<uint32_t>(folded_names.size()));
  std::sort(by_id_.begin(), by_id_.end());
  const auto row_of = [this](int64_t id) {
    return const_cast<ServerRow*>(Server(id));  // NOLINT: of our own list
  };
  for (ServerTimes& times : reader.TimesOfServers()) {
    if (ServerRow* row = row_of(times.server_id)) {
      row->first_seen = std::move(times.first_seen);
      row->last_changed = std::move(times.last_changed);
    }
  }
  for (const auto& [id, grade] : reader.GradesOfServers()) {
    if (ServerRow* row = row_of(id)) row->grade = grade;
  }
}

void Overview::ReadTools(CatalogReader& reader) {
  tools.reserve(stats.tools);
  NameNumbers names;
  reader.ForEachTool([&](const StandingTool& tool) {
    const ServerRow* server = Server(tool.server_id);
    if (!server) return;  // is left out
    ToolRow row{.key = tool.key, .category = tool.category, .risk = tool.risk};
    row.server = static_cast<uint32_t>(server - servers.data());
    row.name = names.Of(tool.name);
    for (const std::string& id : tool.capabilities) {
      if (std::optional<size_t> bit = Capability(id)) row.capabilities |= uint64_t{1} << *bit;
    }
    ServerRow& counted = servers[row.server];
    ++counted.by_risk[static_cast<int>(tool.risk)];
    ++counted.by_category[static_cast<int>(tool.category)];
    counted.capabilities |= row.capabilities;
    tools.push_back(row);
  });
  tool_names = names.Sorted(&tools);
  std::sort(tools.begin(), tools.end(), RisksMore);
  IndexTools();
}

Overview MakeOverview(CatalogReader& reader, const std::vector<CapabilityCount>& capabilities,
                      const std::vector<int64_t>& only) {
  const CatalogMoment moment(reader);
  Overview overview;
  overview.stats = reader.Stats();
  overview.capabilities = capabilities;
  overview.ReadServers(reader, only);
  overview.ReadTools(reader);
  for (uint32_t i = 0; i < overview.servers.size(); ++i) overview.riskiest_servers.push_back(i);
  std::sort(overview.riskiest_servers.begin(), overview.riskiest_servers.end(),
            [&](uint32_t a, uint32_t b) {
              return ServerRisksMore(overview.servers[a], overview.servers[b]);
            });
  CountCapabilities(&overview);
  if (!only.empty()) CountAgain(&overview);
  return overview;
}

}  // namespace mcprisk
