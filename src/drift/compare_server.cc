// A server: its own fields, and which tools came, went or have another name.
#include <algorithm>
#include <chrono>
#include <map>
#include <set>
#include <string>

#include "base/json.h"
#include "base/text.h"
#include "drift/events.h"

namespace mcprisk {
namespace {

using Texts = std::set<std::string>;
using Names = std::vector<std::string>;
using Tools = std::map<std::string_view, const DriftTool*>;

Tools ByName(const DriftSide& side) {
  Tools tools;
  if (!side.tools) return tools;
  for (const DriftTool& tool : *side.tools) tools.emplace(tool.tool.name, &tool);
  return tools;
}

// The definition without its name.
std::string NamelessDefinition(const Tool& tool) {
  Tool nameless = tool;
  nameless.name.clear();
  return CanonicalDefinition(nameless);
}

// A name that says more than "search": of several words, or long.
bool IsDistinctive(std::string_view name) {
  constexpr size_t kShortest = 8;
  const bool has_parts = name.find_first_of("_-./") != std::string_view::npos ||
                         std::any_of(name.begin() + (name.empty() ? 0 : 1), name.end(),
                                     [](char c) { return IsAsciiUpper(c); });
  return has_parts && name.size() >= kShortest;
}

// Who stands behind an identity: the scope of a package, the owner of a repository, the host of a
// remote, the namespace of a registry name. What has no such part is its own owner.
std::string OwnerOf(const Identity& identity) {
  const std::string& value = identity.value;
  switch (identity.kind) {
    case IdentityKind::kRegistryName:
      return value.substr(0, value.find('/'));
    case IdentityKind::kPackage:
    case IdentityKind::kRepository:
      return value.substr(0, value.substr(0, value.find('#')).rfind('/'));
    case IdentityKind::kRemote: {
      const size_t scheme = value.find("://");
      if (scheme == std::string::npos) return value;
      const size_t host = scheme + 3;
      return value.substr(host, value.find('/', host) - host);
    }
  }
  return value;
}

// Days since 1970 of "2026-01-31T…"; nothing for other text.
std::optional<int64_t> DayOf(std::string_view time) {
  if (time.size() < 10 || time[4] != '-' || time[7] != '-') return std::nullopt;
  int number[3] = {};
  size_t at = 0;
  for (size_t i = 0; i < 10; ++i) {
    if (i == 4 || i == 7) {
      ++at;
    } else if (IsAsciiDigit(time[i])) {
      number[at] = number[at] * 10 + (time[i] - '0');
    } else {
      return std::nullopt;
    }
  }
  const std::chrono::year_month_day date = std::chrono::year(number[0]) / number[1] / number[2];
  if (!date.ok()) return std::nullopt;
  return std::chrono::sys_days(date).time_since_epoch().count();
}

class ServerComparison {
 public:
  ServerComparison(const DriftTable& table, const DriftSide& before, const DriftSide& after,
                   const DriftContext& context)
      : table_(table),
        before_(before),
        after_(after),
        context_(context),
        old_tools_(before.exists ? ByName(before) : Tools()),
        new_tools_(ByName(after)) {}

  std::vector<ChangeEvent> Compare() {
    if (!before_.exists) {
      ChangeEvent& event =
          Add("", "", GradeOf(table_, "server.added", "added"), std::nullopt, std::nullopt);
      for (const Finding& finding : after_.instruction_findings) {
        AddFinding(table_, finding, &event);
      }
    }
    CompareServerFields();
    if (before_.open && !after_.open) {
      Add("", "", GradeOf(table_, "gone", "gone"), std::nullopt, std::nullopt);
    } else if (before_.tools && after_.tools) {
      CompareToolLists();
      CompareFlows();
    }
    MarkSilent();
    AddFlapping();
    std::stable_sort(events_.begin(), events_.end(),
                     [](const ChangeEvent& a, const ChangeEvent& b) {
                       return std::tie(a.tool, a.field) < std::tie(b.tool, b.field);
                     });
    return std::move(events_);
  }

 private:
  ChangeEvent& Add(const std::string& tool, const std::string& field, const Graded& grade,
                   const std::optional<std::string>& before,
                   const std::optional<std::string>& after) {
    return events_.emplace_back(MakeEvent(tool, field, grade, before, after));
  }

  // --- The server's own fields -------------------------------------------------------------------

  void CompareServerFields() {
    const Server& before = before_.server;
    const Server& after = after_.server;
    if (before.status != after.status) {
      Add("", "/status", GradeOf(table_, "status.changed", "changed"),
          JsonText(std::string_view(before.status)), JsonText(std::string_view(after.status)));
    }
    CompareInstructions();
    CompareLookAlikes();
    CompareIdentities(IdentityKind::kRegistryName, "/names");
    CompareIdentities(IdentityKind::kPackage, "/packages");
    CompareIdentities(IdentityKind::kRemote, "/remotes");
    CompareIdentities(IdentityKind::kRepository, "/repositories");
    for (ChangeEvent& event : CompareAccess(table_, before.access, after.access)) {
      events_.push_back(std::move(event));
    }
    if (!before_.open && after_.open) {
      Add("", "", GradeOf(table_, "back", other_publisher_ ? "other-publisher" : "same"),
          std::nullopt, std::nullopt);
    }
  }

  void CompareInstructions() {
    const auto given = [](const std::string& text) -> std::optional<std::string> {
      if (text.empty()) return std::nullopt;
      return text;
    };
    const std::optional<std::string> before = given(before_.server.instructions);
    const std::optional<std::string> after = given(after_.server.instructions);
    if (before == after) return;
    ChangeEvent& event =
        Add("", "/instructions",
            GradeOf(table_, "instructions.changed", TextChange(table_, before, after)),
            JsonText(before), JsonText(after));
    for (const Finding& finding :
         NewFindings(before_.instruction_findings, after_.instruction_findings)) {
      AddFinding(table_, finding, &event);
    }
  }

  static std::vector<Identity> OfKind(const Server& server, IdentityKind kind) {
    std::vector<Identity> identities;
    for (const Identity& identity : server.identities) {
      if (identity.kind == kind) identities.push_back(identity);
    }
    std::sort(identities.begin(), identities.end(),
              [](const Identity& a, const Identity& b) { return a.value < b.value; });
    return identities;
  }

  static std::string ValuesJson(const std::vector<Identity>& identities) {
    std::vector<std::string> values;
    for (const Identity& identity : identities) values.push_back(identity.value);
    return JsonTexts(values);
  }

  void CompareIdentities(IdentityKind kind, const std::string& field) {
    const std::vector<Identity> before = OfKind(before_.server, kind);
    const std::vector<Identity> after = OfKind(after_.server, kind);
    if (before == after) return;
    Texts old_values, new_values, old_owners;
    for (const Identity& one : before) {
      old_values.insert(one.value);
      old_owners.insert(OwnerOf(one));
    }
    for (const Identity& one : after) new_values.insert(one.value);
    bool other_owner = false;
    bool added = false;
    for (const Identity& one : after) {
      if (old_values.contains(one.value)) continue;
      added = true;
      other_owner = other_owner || !old_owners.contains(OwnerOf(one));
    }
    const bool removed =
        std::any_of(old_values.begin(), old_values.end(),
                    [&](const std::string& value) { return !new_values.contains(value); });
    std::string_view of_case = added ? "added" : "removed";
    if (added && removed) of_case = other_owner ? "owner" : "same-owner";
    other_publisher_ = other_publisher_ || of_case == "owner";
    Graded grade = GradeOf(table_, "identity.change", of_case);
    if (kind == IdentityKind::kRemote) RaiseByPosture(old_values, new_values, &grade);
    Add("", field, grade, ValuesJson(before), ValuesJson(after));
  }

  // The same address without its encryption, or with it.
  void RaiseByPosture(const Texts& before, const Texts& after, Graded* grade) const {
    const auto flipped = [](const Texts& from, const Texts& to, const std::string& scheme,
                            const std::string& other) {
      return std::any_of(from.begin(), from.end(), [&](const std::string& value) {
        if (!value.starts_with(scheme)) return false;
        const std::string rest = value.substr(scheme.size());
        return to.contains(other + rest) && !from.contains(other + rest);
      });
    };
    if (flipped(before, after, "https://", "http://")) {
      Raise(GradeOf(table_, "posture.flip", "weaker"), grade);
    } else if (flipped(before, after, "http://", "https://")) {
      *grade = GradeOf(table_, "posture.flip", "stronger");
    }
  }

  // Whose well-known name it nearly carries, gravest first, told by whoever knows those.
  void CompareLookAlikes() {
    const std::vector<NearName>& before = before_.look_alikes;
    const std::vector<NearName>& after = after_.look_alikes;
    const auto names = [](const std::vector<NearName>& near) {
      std::vector<std::string> texts;
      for (const NearName& one : near) texts.push_back(one.of);
      std::sort(texts.begin(), texts.end());
      return texts;
    };
    const std::vector<std::string> old_names = before_.exists ? names(before) : Names();
    const std::vector<std::string> new_names = names(after);
    if (old_names == new_names) return;
    std::optional<Severity> worst;
    for (const NearName& one : after) {
      const bool is_new = std::find(old_names.begin(), old_names.end(), one.of) == old_names.end();
      if (is_new) worst = std::max(worst, std::optional(one.severity));
    }
    const std::string_view of_case = !worst                      ? "cleared"
                                     : *worst >= Severity::kHigh ? "likely"
                                                                 : "possible";
    Add("", "/look-alikes", GradeOf(table_, "impostor", of_case),
        old_names.empty() ? std::nullopt : std::optional(JsonTexts(old_names)),
        new_names.empty() ? std::nullopt : std::optional(JsonTexts(new_names)));
  }

  // --- Tools -------------------------------------------------------------------------------------

  void CompareToolLists() {
    std::map<std::string, std::vector<const DriftTool*>> removed;  // by nameless definition
    std::vector<const DriftTool*> added;
    size_t removals = 0;
    for (const auto& [name, tool] : old_tools_) {
      if (new_tools_.contains(name)) continue;
      removed[NamelessDefinition(tool->tool)].push_back(tool);
      ++removals;
    }
    for (const auto& [name, tool] : new_tools_) {
      const auto old_tool = old_tools_.find(name);
      if (old_tool == old_tools_.end()) {
        added.push_back(tool);
        continue;
      }
      std::vector<ChangeEvent> events = CompareTools(table_, *old_tool->second, *tool);
      std::move(events.begin(), events.end(), std::back_inserter(events_));
    }
    for (const DriftTool* tool : added) {
      std::vector<const DriftTool*>& twins = removed[NamelessDefinition(tool->tool)];
      if (twins.empty()) {
        AddNewTool(*tool);
      } else {
        AddRenamed(*twins.front(), *tool);
        twins.erase(twins.begin());
        --removals;
      }
    }
    const bool most = removals * 2 > old_tools_.size();
    for (const auto& [definition, tools] : removed) {
      for (const DriftTool* tool : tools) {
        Add(tool->tool.name, "", GradeOf(table_, "tool.removed", most ? "most" : "one"),
            CanonicalDefinition(tool->tool), std::nullopt);
      }
    }
  }

  void AddNewTool(const DriftTool& tool) {
    ChangeEvent& event =
        Add(tool.tool.name, "",
            GradeOf(table_, "tool.added", CategoryName(tool.classification.category)), std::nullopt,
            CanonicalDefinition(tool.tool));
    for (const Finding& finding : tool.classification.findings) AddFinding(table_, finding, &event);
  }

  void AddRenamed(const DriftTool& before, const DriftTool& after) {
    const std::vector<std::string>& taken = context_.names_elsewhere;
    const bool is_taken = IsDistinctive(after.tool.name) &&
                          std::find(taken.begin(), taken.end(), after.tool.name) != taken.end();
    Add(after.tool.name, "/name", GradeOf(table_, "tool.renamed", is_taken ? "taken" : "free"),
        JsonText(std::string_view(before.tool.name)), JsonText(std::string_view(after.tool.name)));
  }

  // --- Over all tools ----------------------------------------------------------------------------

  void CompareFlows() {
    for (const DriftTool* tool : ToolsThatMakeFlows(before_, after_)) AddFlow(*tool);
  }

  void AddFlow(const DriftTool& tool) {
    const auto old_tool = old_tools_.find(tool.tool.name);
    std::optional<std::string> before;
    if (old_tool != old_tools_.end()) {
      before = JsonTexts(old_tool->second->classification.capabilities);
    }
    Add(tool.tool.name, "/capabilities", GradeOf(table_, "risk.raised", "flow"), before,
        JsonTexts(tool.classification.capabilities));
  }

  // What is told of a definition or of instructions under an unchanged version was slipped in.
  void MarkSilent() {
    constexpr std::string_view kKinds[] = {"def.",  "risk.", "annotation.",  "schema.",
                                           "desc.", "tool.", "instructions."};
    const std::string& before = before_.server.version;
    const std::string& after = after_.server.version;
    const bool known = context_.versions_known && before_.exists;
    for (ChangeEvent& event : events_) {
      if (known && !before.empty()) event.old_version = before;
      if (known && !after.empty()) event.new_version = after;
      if (!known || before.empty() || before != after) continue;
      if (std::none_of(std::begin(kKinds), std::end(kKinds), [&](std::string_view beginning) {
            return event.kind.starts_with(beginning);
          })) {
        continue;
      }
      event.silent = true;
      if (event.severity < Severity::kCritical) {
        event.severity = static_cast<Severity>(static_cast<int>(event.severity) + 1);
      }
    }
  }

  void AddFlapping() {
    const std::optional<int64_t> now = DayOf(context_.changed);
    if (events_.empty() || !now) return;
    size_t changes = 1;
    for (const std::string& time : context_.changed_before) {
      const std::optional<int64_t> day = DayOf(time);
      if (day && *day <= *now && *now - *day < table_.flapping_days) ++changes;
    }
    if (changes <= table_.flapping_changes) return;
    Add("", "/changes", GradeOf(table_, "flapping", "often"), std::nullopt,
        std::to_string(changes));
  }

  const DriftTable& table_;
  const DriftSide& before_;
  const DriftSide& after_;
  const DriftContext& context_;
  const Tools old_tools_, new_tools_;
  bool other_publisher_ = false;
  std::vector<ChangeEvent> events_;
};

}  // namespace

std::vector<ChangeEvent> CompareServers(const DriftSide& before, const DriftSide& after,
                                        const DriftContext& context, const DriftTable& table) {
  return ServerComparison(table, before, after, context).Compare();
}

}  // namespace mcprisk
