// One tool that both sides have: its fields, and what is judged of it.
#include <algorithm>

#include "base/json.h"
#include "base/json_difference.h"
#include "base/json_pointer.h"
#include "base/text.h"
#include "drift/events.h"

namespace mcprisk {
namespace {

// Read, then Write, then Execute and Destructive, then Financial: the order in which a change of
// the category takes something away from whoever allowed the tool.
int RankOf(Category category) {
  switch (category) {
    case Category::kRead:
      return 0;
    case Category::kWrite:
      return 1;
    case Category::kExecute:
    case Category::kDestructive:
      return 2;
    case Category::kFinancial:
      return 3;
  }
  return 0;
}

class ToolComparison {
 public:
  ToolComparison(const DriftTable& table, const DriftTool& before, const DriftTool& after)
      : table_(table), before_(before), after_(after) {}

  std::vector<ChangeEvent> Compare() {
    CompareText("/description", before_.tool.description, after_.tool.description);
    CompareText("/title", before_.tool.title, after_.tool.title);
    CompareSchemas(table_, before_.tool, after_.tool, "inputSchema", &events_);
    CompareSchemas(table_, before_.tool, after_.tool, "outputSchema", &events_);
    CompareAnnotations();
    AddFindings();
    CompareJudgements();
    return std::move(events_);
  }

 private:
  void Add(const std::string& field, const Graded& grade, const std::optional<std::string>& before,
           const std::optional<std::string>& after) {
    events_.push_back(MakeEvent(after_.tool.name, field, grade, before, after));
  }

  void CompareText(const std::string& field, const std::optional<std::string>& before,
                   const std::optional<std::string>& after) {
    if (before == after) return;
    Add(field, GradeOf(table_, "desc.changed", TextChange(table_, before, after)), JsonText(before),
        JsonText(after));
  }

  void CompareAnnotations() {
    const std::optional<std::string>& before = before_.tool.annotations_json;
    const std::optional<std::string>& after = after_.tool.annotations_json;
    // Hints that nobody stated have defaults, so an object that comes or goes is compared by hints.
    for (const JsonDifference& difference :
         CompareJson(before.value_or("{}"), after.value_or("{}"))) {
      Add("/annotations" + JsonPointer(difference.path),
          GradeOf(table_, "annotation.flip", CaseOfHint(difference)), difference.before,
          difference.after);
    }
  }

  std::string_view CaseOfHint(const JsonDifference& difference) const {
    if (difference.path.size() != 1) return "other";
    const std::string& hint = difference.path[0];
    // What a client believes where the hint is absent.
    std::string_view safe;
    std::string_view by_default;
    if (hint == "readOnlyHint") {
      safe = "true";
      by_default = "false";
    } else if (hint == "destructiveHint") {
      safe = "false";
      by_default = "true";
    } else {
      return "other";
    }
    const bool was_safe = difference.before.value_or(std::string(by_default)) == safe;
    const bool is_safe = difference.after.value_or(std::string(by_default)) == safe;
    if (was_safe == is_safe) return "other";
    if (was_safe) return "honest";
    return before_.tool.input_schema == after_.tool.input_schema ? "safer" : "safer-revised";
  }

  void AddFindings() {
    if (events_.empty()) return;  // the digests differ in what is no field
    for (const Finding& finding :
         NewFindings(before_.classification.findings, after_.classification.findings)) {
      AddFinding(table_, finding, &EventFor(finding));
    }
  }

  // The changed field that the finding is in; else the first one: a rule may look at fields that
  // stayed as they were, too.
  ChangeEvent& EventFor(const Finding& finding) {
    const std::string field = finding.evidence.empty() ? "" : finding.evidence[0].field;
    return *std::max_element(events_.begin(), events_.end(),
                             [&](const ChangeEvent& a, const ChangeEvent& b) {
                               return Nearness(field, a.field) < Nearness(field, b.field);
                             });
  }

  // How much of the path of evidence ("parameters.sql.description") and the pointer of an event
  // ("/inputSchema/properties/sql/description") agree; 0: they are of different fields.
  static size_t Nearness(std::string_view field, std::string_view pointer) {
    constexpr std::string_view kParameters = "parameters.";
    constexpr std::string_view kProperties = "/inputSchema/properties/";
    if (!field.starts_with(kParameters)) {
      const std::string wanted = "/" + ReplaceAll(std::string(field), ".", "/");
      return pointer == wanted ? wanted.size() : 0;
    }
    if (!pointer.starts_with("/inputSchema")) return 0;
    if (!pointer.starts_with(kProperties)) return 1;
    const std::string wanted = ReplaceAll(std::string(field.substr(kParameters.size())), ".", "/");
    const std::string_view below = pointer.substr(kProperties.size());
    const size_t shorter = std::min(wanted.size(), below.size());
    size_t agreed = 0;
    while (agreed < shorter && wanted[agreed] == below[agreed]) ++agreed;
    // At least the parameter's whole name.
    const size_t name = std::min(wanted.find_first_of("/["), wanted.size());
    const bool same_name = agreed >= name && (below.size() == name || below[name] == '/');
    return same_name ? 2 + agreed : 1;
  }

  void CompareJudgements() {
    const Classification& before = before_.classification;
    const Classification& after = after_.classification;
    if (RankOf(after.category) > RankOf(before.category)) {
      const bool from_read = before.category == Category::kRead &&
                             RankOf(after.category) >= RankOf(Category::kExecute);
      Add("/category", GradeOf(table_, "risk.raised", from_read ? "from-read" : "category"),
          JsonText(CategoryName(before.category)), JsonText(CategoryName(after.category)));
    } else if (after.risk > before.risk) {
      Add("/risk", GradeOf(table_, "risk.raised", "risk"), JsonText(RiskName(before.risk)),
          JsonText(RiskName(after.risk)));
    }
  }

  const DriftTable& table_;
  const DriftTool& before_;
  const DriftTool& after_;
  std::vector<ChangeEvent> events_;
};

}  // namespace

std::vector<ChangeEvent> CompareTools(const DriftTable& table, const DriftTool& before,
                                      const DriftTool& after) {
  if (before.tool.digest == after.tool.digest) return {};
  return ToolComparison(table, before, after).Compare();
}

}  // namespace mcprisk
