// What is asked of the catalog as a whole, made once for each state of the file and then shared by
// all threads: counts, and every tool and server as a small row, so that lists with filters need no
// query that walks the file.
//
// Immutable after MakeOverview. About 75 bytes a tool and 250 a server.
#ifndef MCPRISK_SERVE_OVERVIEW_H_
#define MCPRISK_SERVE_OVERVIEW_H_

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "catalog/reader.h"
#include "model/classification.h"

namespace mcprisk {

// Destructive and Financial are equally severe.
int SeverityRank(Category category);

struct ToolRow {
  ToolKey key;
  uint32_t server = 0;        // index into Overview::servers
  uint32_t name = 0;          // index into Overview::tool_names
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

  // Names of servers in lower case, each with a line break behind it, and where each begins; one
  // more entry for the end.
  std::string folded_names;
  std::vector<uint32_t> folded_begin;
  std::vector<std::string> tool_names;  // each once, in the order of bytes

  const ServerRow* Server(int64_t id) const;
  size_t ServerAt(size_t at) const;  // whose name is at this place of folded_names
  const ServerRow* ServerNamed(std::string_view name) const;  // exactly so
  // Indices into `tools`: those of exactly this name, by server.
  std::span<const uint32_t> ToolsNamed(std::string_view name) const;
  // Those of this definition.
  std::span<const uint32_t> ToolsDefined(int64_t definition_id) const;
  // nullopt for a name that is no capability.
  std::optional<size_t> Capability(std::string_view id) const;

 private:
  friend Overview MakeOverview(CatalogReader&, const std::vector<CapabilityCount>&,
                               const std::vector<int64_t>&);
  void ReadServers(CatalogReader& reader, const std::vector<int64_t>& only);
  void ReadTools(CatalogReader& reader);
  void IndexTools();

  std::vector<std::pair<int64_t, uint32_t>> by_id_;
  std::vector<uint32_t> by_name_;        // tools, by name and then server
  std::vector<uint32_t> name_begin_;     // into by_name_, for each name and one behind the last
  std::vector<uint32_t> by_definition_;  // tools, by definition
};

// Risk, then severity of the category, both falling; then listing and definition, rising. Total.
bool RisksMore(const ToolRow& a, const ToolRow& b);

// `capabilities`: those that are known, without counts.
// `only` are ids of servers, to leave out all others; empty: of all.
Overview MakeOverview(CatalogReader& reader, const std::vector<CapabilityCount>& capabilities,
                      const std::vector<int64_t>& only = {});

}  // namespace mcprisk

#endif  // MCPRISK_SERVE_OVERVIEW_H_
