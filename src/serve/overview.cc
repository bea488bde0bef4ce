#include "serve/overview.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace mcprisk {
namespace {

// Destructive and Financial are equally severe.
int SeverityOf(Category category) { return std::min(static_cast<int>(category), 3); }

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

}  // namespace

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

std::optional<size_t> Overview::Capability(std::string_view id) const {
  for (size_t i = 0; i < capabilities.size(); ++i) {
    if (capabilities[i].id == id) return i;
  }
  return std::nullopt;
}

bool RisksMore(const ToolRow& a, const ToolRow& b) {
  const auto rank = [](const ToolRow& row) {
    return std::tuple(-static_cast<int>(row.risk), -SeverityOf(row.category), row.key.listing_id,
                      row.key.definition_id);
  };
  return rank(a) < rank(b);
}

Overview MakeOverview(CatalogReader& reader, const std::vector<CapabilityCount>& capabilities) {
  Overview overview;
  overview.stats = reader.Stats();
  overview.capabilities = capabilities;
  for (auto& [id, name] : reader.ServerNames()) {
    overview.servers.push_back({.id = id, .name = std::move(name)});
  }
  std::sort(overview.servers.begin(), overview.servers.end(),
            [](const ServerRow& a, const ServerRow& b) { return a.name < b.name; });
  for (uint32_t i = 0; i < overview.servers.size(); ++i) {
    overview.by_id_.emplace_back(overview.servers[i].id, i);
  }
  std::sort(overview.by_id_.begin(), overview.by_id_.end());
  const auto row_of = [&overview](int64_t id) {
    const ServerRow* found = overview.Server(id);
    return found ? &overview.servers[static_cast<size_t>(found - overview.servers.data())]
                 : nullptr;
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
  overview.tools.reserve(overview.stats.tools);
  reader.ForEachTool([&](const StandingTool& tool) {
    const ServerRow* server = overview.Server(tool.server_id);
    if (!server) return;  // came between the two queries
    ToolRow row{.key = tool.key, .category = tool.category, .risk = tool.risk};
    row.server = static_cast<uint32_t>(server - overview.servers.data());
    for (const std::string& id : tool.capabilities) {
      if (std::optional<size_t> bit = overview.Capability(id)) {
        row.capabilities |= uint64_t{1} << *bit;
      }
    }
    ServerRow& counted = overview.servers[row.server];
    ++counted.by_risk[static_cast<int>(tool.risk)];
    ++counted.by_category[static_cast<int>(tool.category)];
    counted.capabilities |= row.capabilities;
    overview.tools.push_back(row);
  });
  std::sort(overview.tools.begin(), overview.tools.end(), RisksMore);
  for (uint32_t i = 0; i < overview.servers.size(); ++i) overview.riskiest_servers.push_back(i);
  std::sort(overview.riskiest_servers.begin(), overview.riskiest_servers.end(),
            [&](uint32_t a, uint32_t b) {
              return ServerRisksMore(overview.servers[a], overview.servers[b]);
            });
  CountCapabilities(&overview);
  return overview;
}

}  // namespace mcprisk
