#include "commands/catalog_diff.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "classify/classify.h"
#include "drift/drift.h"
#include "pipeline.h"

namespace mcprisk {
namespace {

using Prints = std::vector<ServerFingerprint>;

// A server of each catalog, or of one.
struct Pair {
  const ServerFingerprint* before = nullptr;
  const ServerFingerprint* after = nullptr;
};

// By name first; what is left by the first identity, strongest kind first, that is left, too.
std::vector<Pair> Matched(const Prints& before, const Prints& after) {
  std::map<std::string_view, const ServerFingerprint*> by_name;
  for (const ServerFingerprint& print : after) by_name.emplace(print.name, &print);
  std::vector<Pair> pairs;
  std::vector<const ServerFingerprint*> left;
  std::set<const ServerFingerprint*> taken;
  for (const ServerFingerprint& print : before) {
    const auto found = by_name.find(print.name);
    if (found == by_name.end()) {
      left.push_back(&print);
    } else {
      pairs.push_back({&print, found->second});
      taken.insert(found->second);
    }
  }
  std::map<std::pair<int, std::string_view>, const ServerFingerprint*> by_identity;
  for (const ServerFingerprint& print : after) {
    if (taken.contains(&print)) continue;
    for (const Identity& identity : print.identities) {
      by_identity.emplace(std::make_pair(static_cast<int>(identity.kind), identity.value), &print);
    }
  }
  for (const ServerFingerprint* print : left) {
    const ServerFingerprint* match = nullptr;
    for (const Identity& identity : print->identities) {
      const auto found = by_identity.find({static_cast<int>(identity.kind), identity.value});
      if (found == by_identity.end() || taken.contains(found->second)) continue;
      match = found->second;
      break;
    }
    if (match != nullptr) taken.insert(match);
    pairs.push_back({print, match});
  }
  for (const ServerFingerprint& print : after) {
    if (!taken.contains(&print)) pairs.push_back({nullptr, &print});
  }
  return pairs;
}

class CatalogComparison {
 public:
  CatalogComparison(CatalogReader& before, CatalogReader& after, const RuleSet& rules)
      : before_(before), after_(after), classifier_(rules) {}

  std::vector<ServerChange> Compare() {
    std::vector<ServerChange> changes;
    const Prints old_prints = before_.Fingerprints();
    const Prints new_prints = after_.Fingerprints();
    for (const Pair& pair : Matched(old_prints, new_prints)) {
      if (pair.before && pair.after && pair.before->digest == pair.after->digest) continue;
      const std::string& name = pair.after ? pair.after->name : pair.before->name;
      for (ChangeEvent& event : Events(pair)) changes.push_back({name, std::move(event)});
    }
    std::stable_sort(changes.begin(), changes.end(),
                     [](const auto& a, const auto& b) { return a.server < b.server; });
    return changes;
  }

 private:
  std::optional<DriftSide> Side(CatalogReader& reader, const ServerFingerprint* print) {
    if (print == nullptr) return std::nullopt;
    std::optional<Listing> state = reader.ServerState(print->id);
    if (!state) return std::nullopt;
    return JudgedSide(std::move(state->server), state->tools, &classifier_);
  }

  // A server on one side only is held against itself, not there.
  std::vector<ChangeEvent> Events(const Pair& pair) {
    std::optional<DriftSide> before = Side(before_, pair.before);
    std::optional<DriftSide> after = Side(after_, pair.after);
    DriftContext context;
    if (before && after) {
      context.names_elsewhere = NamesElsewhere(*before, *after, pair.after->id);
    } else if (after) {
      before = *after;
      before->exists = false;
    } else if (before) {
      after = *before;
      after->open = false;
    } else {
      return {};
    }
    return CompareServers(*before, *after, context);
  }

  std::vector<std::string> NamesElsewhere(const DriftSide& before, const DriftSide& after,
                                          int64_t server_id) {
    std::vector<std::string> names;
    if (!before.tools || !after.tools) return names;
    std::set<std::string_view> known;
    for (const DriftTool& tool : *before.tools) known.insert(tool.tool.name);
    for (const DriftTool& tool : *after.tools) {
      const std::string& name = tool.tool.name;
      if (known.contains(name)) continue;
      const std::vector<ToolVerdict> verdicts = after_.VerdictsByName(name);
      if (std::any_of(verdicts.begin(), verdicts.end(),
                      [&](const ToolVerdict& verdict) { return verdict.server_id != server_id; })) {
        names.push_back(name);
      }
    }
    return names;
  }

  CatalogReader& before_;
  CatalogReader& after_;
  Classifier classifier_;
};

}  // namespace

std::vector<ServerChange> CompareCatalogs(CatalogReader& before, CatalogReader& after,
                                          const RuleSet& rules) {
  return CatalogComparison(before, after, rules).Compare();
}

}  // namespace mcprisk
