// What an address asks of the catalog: used by pages, API and MCP alike.
#ifndef MCPRISK_SERVE_LOOKUP_H_
#define MCPRISK_SERVE_LOOKUP_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "catalog/reader.h"
#include "policy/target.h"
#include "serve/context.h"
#include "serve/http.h"

namespace mcprisk {

inline constexpr size_t kMaxSearchBytes = 200;     // of a search text
inline constexpr size_t kMaxSearchResults = 1000;  // that can be paged through
inline constexpr size_t kPageSize = 50;            // unless a limit is asked for
inline constexpr size_t kMaxPageSize = 200;

// The server that a name means: exactly, by an identity, or by its id; never by a mere prefix.
std::optional<CatalogServer> ServerCalled(const std::string& name, ServeContext& context);
// The same without a look at all its tools, for who needs no more than these.
struct ServerRef {
  int64_t id = 0;
  std::string name;
};
std::optional<ServerRef> ServerMeant(const std::string& name, ServeContext& context);
// The server's tool of exactly this name.
std::optional<CatalogTool> ToolCalled(int64_t server_id, const std::string& name,
                                      ServeContext& context);
// What is decided of all servers' tools of this name, in the case given or else in any; by server.
std::vector<ToolVerdict> VerdictsNamed(const std::string& name, ServeContext& context);

// "there is no server …; nearest: …"
std::string NoServerText(const std::string& name, ServeContext& context);
std::string NoToolText(const std::string& name, ServeContext& context);

// ?posture=NAME, or the settings'; nullptr for a name that is none.
const Posture* PostureOf(const WebRequest& request, const ServeSettings& settings);

// "/policy/claude-code/acme/weather"
std::string PolicyPath(std::string_view target, std::string_view server);
Result<TargetFile> PolicyFile(CatalogReader& reader, const CatalogServer& server,
                              const Target& target, const Posture& posture,
                              const ServeSettings& settings);

// What lists are narrowed to: ?category=, ?risk=, ?capability=. A failure names what is no such
// thing.
struct Filters {
  std::optional<Category> category;
  std::optional<Risk> risk;
  std::string capability;  // empty: any
  std::optional<size_t> capability_bit;

  bool None() const { return !category && !risk && capability.empty(); }
  bool Holds(const ToolRow& row) const;
};
Result<Filters> FiltersOf(const WebRequest& request, const Overview& overview);

// ?limit=, at most kMaxPageSize.
Result<size_t> LimitOf(const WebRequest& request);

// The number that is all of `text`; nullopt when there is none.
std::optional<int64_t> ReadWholeNumber(std::string_view text);

// Where a list goes on. Opaque to clients: base64url of the values of the last row's order.
std::string EncodeCursor(const std::vector<int64_t>& values);
// nullopt when it is none of ours.
std::optional<std::vector<int64_t>> DecodeCursor(std::string_view cursor, size_t count);

// A tool as lists show it: without its schema and its judgement, which are most of a record.
struct ListedTool {
  std::string server;
  std::string name;
  std::string description;
  Category category = Category::kRead;
  Risk risk = Risk::kLow;
};

// Tools without a search text, riskiest first, from the overview.
struct ToolPage {
  std::vector<ListedTool> tools;
  std::string next;  // a cursor; empty at the end
  size_t total = 0;  // that the filters leave; of a search, only known to be at least that many
};
Result<ToolPage> BrowseTools(const Filters& filters, std::string_view cursor, size_t limit,
                             ServeContext& context);
Result<ToolPage> SearchTools(const std::string& text, const Filters& filters,
                             std::string_view cursor, size_t limit, ServeContext& context);

// Servers whose name holds `text`, ASCII case ignored: those that begin with it, or whose part
// behind the last "/" does, first; then by name.
std::vector<const ServerRow*> ServersLike(std::string_view text, size_t most,
                                          const Overview& overview);

}  // namespace mcprisk

#endif  // MCPRISK_SERVE_LOOKUP_H_
