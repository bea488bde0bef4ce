// What is asked of the catalog as a whole, made once for each state of the file and then shared by
// all threads: counts, and every tool and server as a small row, so that lists with filters need no
// query that walks the file.
//
// Immutable after MakeOverview. About 40 bytes a tool and 250 a server.
#ifndef MCPRISK_SERVE_OVERVIEW_H_
#define MCPRISK_SERVE_OVERVIEW_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "catalog/reader.h"
#include "model/classification.h"

namespace mcprisk {

struct ToolRow {
  ToolKey key;
  uint32_t server = 0;        // index into Overview::servers
  uint64_t capabilities = 0;  // bit n: Overview::capability_ids[n]
  Category category = Category::kRead;
  Risk risk = Risk::kLow;
};

struct ServerRow {
  int64_t id = 0;
  std::string name;
  std::string first_seen;    // RFC 3339, UTC
  std::string last_changed;  // the same
  char grade = 0;            // 'A' to 'F'; 0: none
  uint32_t by_risk[kRisks] = {};
  uint32_t by_category[kCategories] = {};
  uint64_t capabilities = 0;

  uint32_t Tools() const;
  // The most severe class that one of its tools has; nullopt without tools.
  std::optional<Risk> Worst() const;
};

struct CapabilityCount {
  std::string id;
  std::string meaning;
  size_t tools = 0;
  size_t servers = 0;
};

struct Overview {
  uint64_t generation = 0;  // 1, 2, 3, … in this process
  CatalogStats stats;
  std::vector<ToolRow> tools;                 // riskiest first: RisksMore is its order
  std::vector<ServerRow> servers;             // by name, in the order of bytes
  std::vector<uint32_t> riskiest_servers;     // indices; most tools of the worst classes first
  std::vector<CapabilityCount> capabilities;  // in the order of rules/capabilities.yaml

  const ServerRow* Server(int64_t id) const;
  // nullopt for a name that is no capability.
  std::optional<size_t> Capability(std::string_view id) const;

 private:
  friend Overview MakeOverview(CatalogReader&, const std::vector<CapabilityCount>&);
  std::vector<std::pair<int64_t, uint32_t>> by_id_;
};

// Risk, then severity of the category, both falling; then listing and definition, rising. Total.
bool RisksMore(const ToolRow& a, const ToolRow& b);

// `capabilities`: those that are known, without counts.
Overview MakeOverview(CatalogReader& reader, const std::vector<CapabilityCount>& capabilities);

}  // namespace mcprisk

#endif  // MCPRISK_SERVE_OVERVIEW_H_
