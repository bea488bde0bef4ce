// Views that several pages show: rows of lists, shares as bars, highlighted text.
#ifndef MCPRISK_SERVE_PAGES_VIEWS_H_
#define MCPRISK_SERVE_PAGES_VIEWS_H_

#include <string>
#include <string_view>
#include <vector>

#include "catalog/reader.h"
#include "serve/context.h"
#include "serve/template.h"

namespace mcprisk {

// One part of a whole.
struct Share {
  std::string label;
  std::string css;  // "critical", "read": of the fill
  std::string url;  // without the root; empty for none
  size_t count = 0;
};
std::vector<Share> CategoryShares(const size_t (&counts)[kCategories]);
std::vector<Share> RiskShares(const size_t (&counts)[kRisks]);  // Critical first

// For the partial "shares": a bar as inline SVG, and a legend with counts and percentages.
// {shares_title, shares_text, segments, legend}
View SharesView(const std::string& title, const std::vector<Share>& shares,
                const std::string& root);

// A server in a list: {server_name, server_url, row_grade, tools, worst, worst_class, segments,
// counts_text}
View ServerRowView(const ServerRow& server, const std::string& root);

// For the partial "tool_rows".
std::vector<View> ToolRowViews(const std::vector<CatalogTool>& tools,
                               const ServeSettings& settings);
// The tools of rows, as far as the catalog still holds them.
std::vector<CatalogTool> ToolsOf(const std::vector<const ToolRow*>& rows, CatalogReader& reader);

// A field of a definition with what decided marked in it: {segments: [{text, marked, rule}]}. Spans
// that overlap are joined; those beyond the text are left out.
std::vector<View> MarkedText(std::string_view field, std::string_view text,
                             const std::vector<Evidence>& evidence);

std::string RuleUrl(const std::string& rule, const std::string& root);
// For the partial "findings": {finding_class, finding_severity, finding_message, finding_rule,
// finding_url}
std::vector<View> FindingViews(const std::vector<Finding>& findings, const std::string& root);

// A sentence of ours in which `code` stands between backticks: [{span_text, is_code}].
std::vector<View> CodeSpans(std::string_view sentence);

// 0.955 -> "96 %"; "< 1 %" for what is there but small.
std::string ShortPercent(size_t part, size_t whole);

}  // namespace mcprisk

#endif  // MCPRISK_SERVE_PAGES_VIEWS_H_
