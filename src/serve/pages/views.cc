#include "serve/pages/views.h"

#include <algorithm>

#include "base/text.h"
#include "serve/pages/page.h"

namespace mcprisk {
namespace {

constexpr size_t kBarUnits = 1000;  // width of a bar's viewBox

// Rectangles side by side, in bar units. A part that is there has at least a visible sliver.
std::vector<View> Segments(const std::vector<Share>& shares, size_t total) {
  std::vector<View> segments;
  if (total == 0) return segments;
  constexpr size_t kSliver = 6;
  size_t at = 0;
  for (const Share& share : shares) {
    if (share.count == 0 || at >= kBarUnits) continue;
    size_t width = std::max(kSliver, share.count * kBarUnits / total);
    if (&share == &shares.back() || at + width > kBarUnits) width = kBarUnits - at;
    View one;
    one.Set("segment_class", share.css);
    one.Set("segment_x", std::to_string(at));
    one.Set("segment_width", std::to_string(width));
    segments.push_back(std::move(one));
    at += width;
  }
  return segments;
}

size_t Total(const std::vector<Share>& shares) {
  size_t total = 0;
  for (const Share& share : shares) total += share.count;
  return total;
}

// "3 Critical, 1 High" of what is there.
std::string CountsText(const std::vector<Share>& shares) {
  std::vector<std::string> parts;
  for (const Share& share : shares) {
    if (share.count > 0) parts.push_back(Grouped(share.count) + " " + share.label);
  }
  return Join(parts, ", ");
}

struct MarkedSpan {
  size_t begin;
  size_t end;
  std::string rules;
};

// In order, without overlaps.
std::vector<MarkedSpan> SpansIn(std::string_view field, size_t size,
                                const std::vector<Evidence>& evidence) {
  std::vector<MarkedSpan> spans;
  for (const Evidence& one : evidence) {
    if (one.field == field && one.begin < one.end && one.end <= size) {
      spans.push_back({one.begin, one.end, one.rule});
    }
  }
  std::sort(spans.begin(), spans.end(), [](const MarkedSpan& a, const MarkedSpan& b) {
    return std::pair(a.begin, a.end) < std::pair(b.begin, b.end);
  });
  std::vector<MarkedSpan> joined;
  for (MarkedSpan& span : spans) {
    if (joined.empty() || span.begin >= joined.back().end) {
      joined.push_back(std::move(span));
      continue;
    }
    MarkedSpan& last = joined.back();
    last.end = std::max(last.end, span.end);
    if (last.rules.find(span.rules) == std::string::npos) last.rules += ", " + span.rules;
  }
  return joined;
}

View Segment(std::string_view text, const std::string& rules) {
  View view;
  view.Set("text", VisibleText(text));
  view.Set("marked", !rules.empty());
  view.Set("rules", rules);
  return view;
}

}  // namespace

std::vector<Share> CategoryShares(const size_t (&counts)[kCategories]) {
  std::vector<Share> shares;
  for (int c = 0; c < kCategories; ++c) {
    const auto category = static_cast<Category>(c);
    const std::string name(CategoryName(category));
    shares.push_back({name, AsciiLowered(name), CategoryPath(category), counts[c]});
  }
  return shares;
}

std::vector<Share> RiskShares(const size_t (&counts)[kRisks]) {
  std::vector<Share> shares;
  for (int r = kRisks - 1; r >= 0; --r) {
    const auto risk = static_cast<Risk>(r);
    const std::string name(RiskName(risk));
    shares.push_back({name, AsciiLowered(name), RiskPath(risk), counts[r]});
  }
  return shares;
}

View SharesView(const std::string& title, const std::vector<Share>& shares,
                const std::string& root) {
  const size_t total = Total(shares);
  View view;
  view.Set("shares_title", title);
  view.Set("shares_text", title + ": " + CountsText(shares));
  view.Set("segments", Segments(shares, total));
  view.Set("legend", ViewsOf(shares, [&](const Share& share) {
             View one;
             one.Set("legend_label", share.label);
             one.Set("legend_class", share.css);
             one.Set("legend_url", share.url.empty() ? std::string() : root + share.url);
             one.Set("legend_count", Grouped(share.count));
             one.Set("legend_percent", ShortPercent(share.count, total));
             return one;
           }));
  return view;
}

View ServerRowView(const ServerRow& server, const std::string& root) {
  View view;
  view.Set("server_name", ForTerminal(server.name));
  view.Set("server_url", root + ServerPath(server.name));
  view.Set("tools", Grouped(server.Tools()));
  view.Set("tools_text", Counted(server.Tools(), "tool"));
  const std::optional<Risk> worst = server.Worst();
  view.Set("row_grade", server.grade != 0 ? std::string(1, server.grade) : std::string());
  view.Set("worst", worst ? RiskName(*worst) : "Unknown");
  view.Set("worst_class", worst ? AsciiLowered(RiskName(*worst)) : "unknown");
  size_t counts[kRisks];
  std::copy(std::begin(server.by_risk), std::end(server.by_risk), std::begin(counts));
  const std::vector<Share> shares = RiskShares(counts);
  view.Set("segments", Segments(shares, Total(shares)));
  view.Set("counts_text", CountsText(shares));
  return view;
}

std::vector<View> ToolRowViews(const std::vector<CatalogTool>& tools,
                               const ServeSettings& settings) {
  return ViewsOf(tools, [&](const CatalogTool& tool) { return ToolView(tool, settings); });
}

std::vector<CatalogTool> ToolsOf(const std::vector<const ToolRow*>& rows, CatalogReader& reader) {
  std::vector<CatalogTool> tools;
  for (const ToolRow* row : rows) {
    if (std::optional<CatalogTool> tool = reader.ToolAt(row->key)) {
      tools.push_back(*std::move(tool));
    }
  }
  return tools;
}

std::vector<View> MarkedText(std::string_view field, std::string_view text,
                             const std::vector<Evidence>& evidence) {
  std::vector<View> segments;
  size_t at = 0;
  for (const MarkedSpan& span : SpansIn(field, text.size(), evidence)) {
    if (span.begin > at) segments.push_back(Segment(text.substr(at, span.begin - at), ""));
    segments.push_back(Segment(text.substr(span.begin, span.end - span.begin), span.rules));
    at = span.end;
  }
  if (at < text.size()) segments.push_back(Segment(text.substr(at), ""));
  return segments;
}

std::string RuleUrl(const std::string& rule, const std::string& root) {
  return root + "/rules/" + EncodeSegments(rule);
}

std::vector<View> FindingViews(const std::vector<Finding>& findings, const std::string& root) {
  return ViewsOf(findings, [&](const Finding& finding) {
    View one;
    one.Set("finding_class", AsciiLowered(SeverityName(finding.severity)));
    one.Set("finding_severity", SeverityName(finding.severity));
    one.Set("finding_message", ForTerminal(finding.message));
    one.Set("finding_rule", finding.rule);
    one.Set("finding_url", RuleUrl(finding.rule, root));
    return one;
  });
}

std::vector<View> CodeSpans(std::string_view sentence) {
  std::vector<View> spans;
  bool is_code = false;
  for (std::string_view part : Split(sentence, '`')) {
    View one;
    one.Set("span_text", ForTerminal(part));
    one.Set("is_code", is_code);
    spans.push_back(std::move(one));
    is_code = !is_code;
  }
  return spans;
}

std::string ShortPercent(size_t part, size_t whole) {
  if (whole == 0 || part == 0) return "0 %";
  const size_t percent = (part * 200 + whole) / (2 * whole);
  return percent == 0 ? "< 1 %" : std::to_string(percent) + " %";
}

}  // namespace mcprisk
