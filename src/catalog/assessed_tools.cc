#include "catalog/assessed_tools.h"

#include <algorithm>

#include "catalog/encode.h"
#include "catalog/sql.h"
#include "model/token_cost.h"

namespace mcprisk {
namespace {

std::string_view ViewOf(const std::optional<std::string>& text) {
  return text ? std::string_view(*text) : std::string_view();
}

}  // namespace

std::vector<AssessedTool> ServerTools::Assessed() const {
  std::vector<AssessedTool> assessed;
  assessed.reserve(tools.size());
  for (const One& one : tools) {
    assessed.push_back({.server = {},
                        .name = one.name,
                        .category = one.category,
                        .risk = one.risk,
                        .capabilities = one.capabilities,
                        .worst_finding = one.worst_finding,
                        .tokens = EstimateTokens(one.name, one.description, one.schema)});
  }
  return assessed;
}

std::vector<SetTool> ServerTools::Set() const {
  std::vector<SetTool> set;
  set.reserve(tools.size());
  for (const One& one : tools) {
    set.push_back({one.name, ViewOf(one.description), ViewOf(one.schema)});
  }
  return set;
}

AssessedToolsReader::AssessedToolsReader(Database& database)
    : row_(database.Prepare(sql::kAssessedTools)) {}

std::map<int64_t, ServerTools> AssessedToolsReader::Read(const std::vector<int64_t>& ids) {
  std::map<int64_t, ServerTools> servers;
  ForEach(
      row_,
      [&] {
        const int64_t id = Number(row_, 0);
        if (!std::binary_search(ids.begin(), ids.end(), id)) return;
        ServerTools::One& one = servers[id].tools.emplace_back();
        one.name = Text(row_, 1);
        one.category = Bounded(Number(row_, 2), Category::kFinancial);
        one.risk = Bounded(Number(row_, 3), Risk::kCritical);
        one.capabilities = &Capabilities(Text(row_, 4));
        const int64_t finding = Number(row_, 5);
        if (finding >= 0) one.worst_finding = Bounded(finding, Severity::kCritical);
        one.description = OptionalText(row_, 6);
        one.schema = OptionalText(row_, 7);
      },
      ids.front(), ids.back());
  return servers;
}

const std::vector<std::string>& AssessedToolsReader::Capabilities(const std::string& text) {
  const auto known = capabilities_.find(text);
  if (known != capabilities_.end()) return known->second;
  return capabilities_.emplace(text, DecodeStrings(text, &parser_)).first->second;
}

}  // namespace mcprisk
