#include "support/verdict_rows.h"

#include <optional>

#include "support/definitions.h"

namespace mcprisk {
namespace {

std::optional<std::string> Stated(const std::string& text) {
  if (text.empty()) return std::nullopt;
  return text;
}

}  // namespace

std::string WrongVerdicts(const std::vector<VerdictRow>& rows) {
  std::string wrong;
  for (const VerdictRow& row : rows) {
    std::string schema = row.parameters;
    if (!schema.empty()) schema = "{\"properties\":{" + schema + "}}";
    Result<Tool> tool = RestoreTool(row.name, std::nullopt, Stated(row.description), Stated(schema),
                                    std::nullopt, std::nullopt);
    if (!tool) return std::string(row.name) + ": " + tool.error();
    Explanation explanation;
    Classification record = Judged(*tool, "", &explanation);
    if (CategoryName(record.category) == row.category) continue;
    wrong += std::string(row.category) + " called " + std::string(CategoryName(record.category)) +
             " by " + explanation.path + ": " + row.name + ", " + row.description + "\n";
  }
  return wrong;
}

}  // namespace mcprisk
