#include "assess/copies.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <tuple>

#include "assess/publisher.h"
#include "assess/server_names.h"
#include "base/text.h"

namespace mcprisk {
namespace {

// Two servers that are as alike as a copy share one of their smallest hashes but for one pair in
// 100,000,000.
constexpr size_t kKeyHashes = 8;
constexpr size_t kWordsOfRun = 3;
// A run of words that more servers begin with is a template's, and to hold them all against each
// other would take long.
constexpr size_t kMostSharing = 1'000;

uint64_t HashOf(std::string_view text) {
  // FNV-1a, and the end of SplitMix64, which spreads it over all bits.
  uint64_t hash = 0xcbf29ce484222325;
  for (const char c : text) {
    hash ^= static_cast<unsigned char>(c);
    hash *= 0x100000001b3;
  }
  hash = (hash ^ (hash >> 30)) * 0xbf58476d1ce4e5b9;
  hash = (hash ^ (hash >> 27)) * 0x94d049bb133111eb;
  return hash ^ (hash >> 31);
}

bool IsWordByte(char c) { return IsAsciiAlnum(c) || (c & 0x80) != 0; }

void AddWords(std::string_view text, std::vector<std::string_view>* words) {
  for (size_t at = 0; at < text.size();) {
    const size_t begin = at;
    while (at < text.size() && IsWordByte(text[at])) ++at;
    if (at > begin) words->push_back(text.substr(begin, at - begin));
    if (at == begin) ++at;
  }
}

void AddRuns(const SetTool& tool, std::vector<uint64_t>* hashes) {
  // The name stands at the begin, whole.
  const std::string name = AsciiLowered(tool.name);
  const std::string description = AsciiLowered(tool.description);
  std::vector<std::string_view> words = {name};
  AddWords(description, &words);
  std::string run;
  for (size_t at = 0; at == 0 || at + kWordsOfRun <= words.size(); ++at) {
    run.clear();
    for (size_t i = at; i < words.size() && i < at + kWordsOfRun; ++i) run.append(words[i]) += ' ';
    hashes->push_back(HashOf(run));
  }
}

// One server, with who is behind it.
struct Candidate {
  const SketchedServer* server = nullptr;
  std::set<std::string> accounts;  // that it states, and domains
  PublisherReport report;
};

std::set<std::string> AccountsOf(const std::vector<Identity>& identities) {
  std::set<std::string> accounts;
  for (const Identity& identity : identities) {
    switch (identity.kind) {
      case IdentityKind::kRegistryName: {
        const std::string registry_namespace = RegistryNamespace(identity.value);
        accounts.insert(NamespaceAccount(registry_namespace));
        accounts.insert(NamespaceDomain(registry_namespace));
        break;
      }
      case IdentityKind::kPackage:
        accounts.insert(PackageOwner(identity.value));
        break;
      case IdentityKind::kRemote:
        accounts.insert(RemoteHost(identity.value));
        break;
      case IdentityKind::kRepository:
        accounts.insert(RepositoryOwner(identity.value));
        break;
    }
  }
  accounts.erase("");
  return accounts;
}

bool SharesAccount(const Candidate& a, const Candidate& b) {
  return std::any_of(a.accounts.begin(), a.accounts.end(),
                     [&](const std::string& account) { return b.accounts.contains(account); });
}

// Who has the better claim to be the original: the well-known server itself, then the better
// evidence, then the older one. Equal for two of which nobody knows.
std::tuple<bool, PublisherStanding, int64_t> ClaimOf(const Candidate& one) {
  return {one.report.official != nullptr, one.report.standing, -one.server->first_run};
}

// Whether `copy` has dressed up as the well-known server whose tools it has.
bool PosesAs(const Candidate& copy, const Candidate& original) {
  if (original.report.official == nullptr) return false;
  return std::any_of(
      copy.report.look_alikes.begin(), copy.report.look_alikes.end(), [&](const LookAlike& alike) {
        return alike.severity >= Severity::kMedium && alike.of == original.report.official;
      });
}

std::string_view CheckOf(const Candidate& copy, const Candidate& original) {
  if (PosesAs(copy, original)) return "copied-in-disguise";
  const bool is_verified =
      original.report.official != nullptr || original.report.standing == PublisherStanding::kProven;
  const bool is_newer = ClaimOf(copy) < ClaimOf(original);
  const bool is_proven = copy.report.standing == PublisherStanding::kProven;
  return is_verified && is_newer && !is_proven ? "copied-from-verified" : "copied";
}

std::string AboutOriginal(const Candidate& copy, const Candidate& original) {
  std::string about = " It is " + original.server->name;
  if (!original.report.publisher.empty()) about += " by " + original.report.publisher;
  about += ", publisher " + std::string(PublisherStandingName(original.report.standing));
  if (ClaimOf(copy) == ClaimOf(original)) {
    return about + "; which of the two was first is not known.";
  }
  return about + ".";
}

Finding FindingOf(const ToolSetRule& rule, const Candidate& copy, const Candidate& original) {
  const std::string& name = original.server->name;
  return {rule.id,
          rule.severity,
          rule.message + AboutOriginal(copy, original),
          {{PlaceOfServer(name), 0, name.size(), name, rule.id}}};
}

// The servers that may be alike, by their places in the list.
std::set<size_t> Neighbors(const std::map<uint64_t, std::vector<size_t>>& by_key,
                           const ToolSetSketch& sketch) {
  std::set<size_t> neighbors;
  for (size_t i = 0; i < std::min(kKeyHashes, sketch.size()); ++i) {
    const std::vector<size_t>& sharing = by_key.at(sketch[i]);
    if (sharing.size() > kMostSharing) continue;
    neighbors.insert(sharing.begin(), sharing.end());
  }
  return neighbors;
}

}  // namespace

ToolSetSketch SketchOf(const std::vector<SetTool>& tools) {
  std::vector<uint64_t> hashes;
  for (const SetTool& tool : tools) AddRuns(tool, &hashes);
  std::sort(hashes.begin(), hashes.end());
  hashes.erase(std::unique(hashes.begin(), hashes.end()), hashes.end());
  if (hashes.size() > kSketchHashes) hashes.resize(kSketchHashes);
  return hashes;
}

double LikenessOf(const ToolSetSketch& a, const ToolSetSketch& b) {
  // Of the smallest hashes of both together, how many are in both.
  size_t seen = 0, shared = 0;
  for (size_t i = 0, j = 0; seen < kSketchHashes && (i < a.size() || j < b.size()); ++seen) {
    if (j == b.size() || (i < a.size() && a[i] < b[j])) {
      ++i;
    } else if (i == a.size() || b[j] < a[i]) {
      ++j;
    } else {
      ++i, ++j, ++shared;
    }
  }
  return seen == 0 ? 0 : static_cast<double>(shared) / static_cast<double>(seen);
}

std::vector<std::pair<int64_t, Finding>> FindCopies(const ToolSetRules& rules,
                                                    const std::vector<SketchedServer>& servers) {
  std::vector<Candidate> candidates;
  std::map<uint64_t, std::vector<size_t>> by_key;
  for (const SketchedServer& server : servers) {
    if (server.sketch.size() < kMinSketchHashes) continue;
    Candidate one{.server = &server, .accounts = AccountsOf(server.identities), .report = {}};
    if (one.accounts.empty()) continue;
    one.report = ReportPublisher(
        WellKnownServers::Shipped(),
        {.name = server.name, .identities = &server.identities, .in_registry = server.in_registry});
    for (size_t i = 0; i < kKeyHashes; ++i) by_key[server.sketch[i]].push_back(candidates.size());
    candidates.push_back(std::move(one));
  }
  std::vector<std::pair<int64_t, Finding>> findings;
  for (const Candidate& copy : candidates) {
    const Candidate* original = nullptr;
    for (const size_t at : Neighbors(by_key, copy.server->sketch)) {
      const Candidate& other = candidates[at];
      if (&other == &copy || ClaimOf(other) < ClaimOf(copy) || SharesAccount(other, copy)) continue;
      if (LikenessOf(other.server->sketch, copy.server->sketch) < kCopyLikeness) continue;
      const bool better =
          original == nullptr || ClaimOf(*original) < ClaimOf(other) ||
          (ClaimOf(*original) == ClaimOf(other) && other.server->name < original->server->name);
      if (better) original = &other;
    }
    if (original == nullptr) continue;
    const ToolSetRule* rule = rules.Asking(CheckOf(copy, *original));
    if (rule != nullptr) {
      findings.emplace_back(copy.server->id, FindingOf(*rule, copy, *original));
    }
  }
  std::sort(findings.begin(), findings.end(),
            [](const auto& a, const auto& b) { return a.first < b.first; });
  return findings;
}

}  // namespace mcprisk
