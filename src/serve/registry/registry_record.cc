#include "serve/registry/registry_record.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "base/text.h"
#include "records/tool_record.h"

namespace mcprisk {
namespace {

constexpr std::string_view kSchema =
    "https://static.modelcontextprotocol.io/schemas/2025-12-11/server.schema.json";
constexpr std::string_view kOfficialKey = "io.modelcontextprotocol.registry/official";
constexpr std::string_view kUnregistered = "unregistered.mcprisk/";
// Limits of the schema.
constexpr size_t kMaxNameBytes = 200;
constexpr size_t kMaxTextColumns = 100;
constexpr size_t kMaxVersionBytes = 255;
// What stands for a version that no source told; the schema wants one.
constexpr std::string_view kNoVersion = "0.0.0-unknown";

bool IsNameCharacter(char c, bool behind_slash) {
  return IsAsciiAlnum(c) || c == '.' || c == '-' || (behind_slash && c == '_');
}

// ^[a-zA-Z0-9.-]+/[a-zA-Z0-9._-]+$
bool IsRegistryName(std::string_view name) {
  const size_t slash = name.find('/');
  if (slash == std::string_view::npos || slash == 0 || slash + 1 == name.size()) return false;
  if (name.size() > kMaxNameBytes || name.starts_with(kUnregistered)) return false;
  const auto all = [](std::string_view part, bool behind) {
    return std::all_of(part.begin(), part.end(),
                       [behind](char c) { return IsNameCharacter(c, behind); });
  };
  return all(name.substr(0, slash), false) && all(name.substr(slash + 1), true);
}

std::string Shown(std::string_view foreign) { return ForTerminal(foreign, kMaxTextColumns); }

std::string DescriptionOf(const CatalogServer& server) {
  for (std::string_view text :
       {std::string_view(server.description), std::string_view(server.title)}) {
    if (std::string shown = Shown(text); !shown.empty()) return shown;
  }
  return "No description is known.";
}

// Of "github.com/acme/weather#sub/folder".
Value Repository(std::string_view identity) {
  const size_t hash = identity.find('#');
  const std::string_view address = identity.substr(0, hash);
  const std::string_view host = address.substr(0, address.find('/'));
  Value value = Value::Map({{"url", "https://" + std::string(address)},
                            {"source", host == "github.com"   ? "github"
                                       : host == "gitlab.com" ? "gitlab"
                                                              : std::string(host)}});
  if (hash != std::string_view::npos) value.Set("subfolder", identity.substr(hash + 1));
  return value;
}

// Of "npm:@acme/weather".
Value Package(std::string_view identity) {
  const size_t colon = identity.find(':');
  return Value::Map({{"registryType", identity.substr(0, colon)},
                     {"identifier", identity.substr(colon + 1)},
                     {"transport", Value::Map({{"type", "stdio"}})}});
}

Value ServerJson(const CatalogServer& server) {
  Value value = Value::Map({{"$schema", kSchema},
                            {"name", RegistryName(server)},
                            {"description", DescriptionOf(server)},
                            {"version", RegistryVersion(server)}});
  if (std::string title = Shown(server.title); !title.empty()) value.Set("title", title);
  const auto& transports = server.transports;
  const bool streams =
      std::find(transports.begin(), transports.end(), "sse") != transports.end() &&
      std::find(transports.begin(), transports.end(), "streamable-http") == transports.end();
  Value packages = Value::List();
  Value remotes = Value::List();
  bool repository = false;
  for (const Identity& identity : server.identities) {
    if (identity.kind == IdentityKind::kPackage) packages.Add(Package(identity.value));
    if (identity.kind == IdentityKind::kRemote) {
      remotes.Add(
          Value::Map({{"type", streams ? "sse" : "streamable-http"}, {"url", identity.value}}));
    }
    if (identity.kind == IdentityKind::kRepository && !std::exchange(repository, true)) {
      value.Set("repository", Repository(identity.value));
    }
  }
  if (!packages.IsEmpty()) value.Set("packages", std::move(packages));
  if (!remotes.IsEmpty()) value.Set("remotes", std::move(remotes));
  return value;
}

// The most severe class that one of its tools has.
std::optional<Risk> WorstRisk(const CatalogServer& server) {
  for (int r = kRisks - 1; r >= 0; --r) {
    if (server.by_risk[r] > 0) return static_cast<Risk>(r);
  }
  return std::nullopt;
}

Value Verdict(const CatalogServer& server, const RegistryVerdict& verdict) {
  Value value = Value::Map({{"tools_known", server.tools_known}});
  if (!verdict.grade.empty()) value.Set("grade", verdict.grade);
  if (std::optional<Risk> risk = WorstRisk(server)) value.Set("risk", RiskName(*risk));
  value.Set("tools", server.tool_count);
  value.Set("by_category", CountsByCategory([&](Category c) {
              return server.by_category[static_cast<size_t>(c)];
            }));
  value.Set("by_risk",
            CountsByRisk([&](Risk r) { return server.by_risk[static_cast<size_t>(r)]; }));
  value.Set("policy", verdict.policy_url);
  return value;
}

}  // namespace

std::string RegistryName(const CatalogServer& server) {
  for (const Identity& identity : server.identities) {
    if (identity.kind == IdentityKind::kRegistryName && IsRegistryName(identity.value)) {
      return identity.value;
    }
  }
  if (IsRegistryName(server.name)) return server.name;
  // The ID makes it unique, so the digest that makes file names unique is not needed.
  const std::string stem = SafeFileStem(server.name);
  return std::string(kUnregistered) + stem.substr(0, stem.rfind('-')) + "." +
         std::to_string(server.id);
}

std::string RegistryVersion(const CatalogServer& server) {
  const std::string& version = server.version;
  const bool fits = !version.empty() && version.size() <= kMaxVersionBytes && version != "latest" &&
                    version.find_first_of("<>^~* |,") == std::string::npos &&
                    ForTerminal(version) == version;
  return fits ? version : std::string(kNoVersion);
}

std::optional<int64_t> UnregisteredId(std::string_view registry_name) {
  const size_t dot = registry_name.rfind('.');
  if (!registry_name.starts_with(kUnregistered) || dot < kUnregistered.size()) return std::nullopt;
  int64_t id = 0;
  const char* end = registry_name.data() + registry_name.size();
  const auto [stopped, error] = std::from_chars(registry_name.data() + dot + 1, end, id);
  if (error != std::errc() || stopped != end) return std::nullopt;
  return id;
}

Value RegistryRecord(const CatalogServer& server, const RegistryVerdict& verdict,
                     const RegistryTimes& times) {
  Value official = Value::Map({{"status", server.status},
                               {"publishedAt", times.published},
                               {"updatedAt", times.updated},
                               {"isLatest", true}});
  Value meta = Value::Map();
  meta.Set(std::string(kOfficialKey), std::move(official));
  meta.Set(std::string(kVerdictKey), Verdict(server, verdict));
  return Value::Map({{"server", ServerJson(server)}, {"_meta", std::move(meta)}});
}

}  // namespace mcprisk
