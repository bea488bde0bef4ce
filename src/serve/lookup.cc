#include "serve/lookup.h"

#include <algorithm>
#include <charconv>
#include <limits>

#include "base/text.h"
#include "policy/posture.h"
#include "records/server_policy.h"

namespace mcprisk {
namespace {

constexpr size_t kNamesTold = 5;

std::string Nearest(std::vector<std::string> near) {
  for (std::string& name : near) name = ForTerminal(name, 60);
  return near.empty() ? "" : "; nearest: " + Join(near, ", ");
}

template <typename Number>
std::optional<Number> ReadNumber(std::string_view text) {
  Number number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

}  // namespace

std::optional<CatalogServer> ServerCalled(const std::string& name, ServeContext& context) {
  if (std::optional<CatalogServer> server = context.reader().ServerCalled(name)) return server;
  const std::optional<int64_t> id = ReadNumber<int64_t>(name);
  return id ? context.reader().ServerById(*id) : std::nullopt;
}

std::string NoServerText(const std::string& name, ServeContext& context) {
  const std::string_view part = std::string_view(name).substr(name.rfind('/') + 1);
  std::vector<std::string> near;
  for (const ServerRow* server : ServersLike(part, kNamesTold, context.overview())) {
    near.push_back(server->name);
  }
  return "there is no server \"" + ForTerminal(name, 80) + "\" in this catalog" +
         Nearest(std::move(near));
}

std::string NoToolText(const std::string& name, ServeContext& context) {
  return "there is no tool \"" + ForTerminal(name, 80) + "\" in this catalog" +
         Nearest(context.reader().NearToolNames(name, kNamesTold));
}

const Posture* PostureOf(const WebRequest& request, const ServeSettings& settings) {
  const std::string_view name = request.Query("posture");
  if (name.empty() || name == settings.posture->name) return settings.posture;
  return Postures::Shipped().Find(name);
}

std::string PolicyPath(std::string_view target, std::string_view server) {
  return "/policy/" + std::string(target) + "/" + EncodeSegments(server);
}

Result<TargetFile> PolicyFile(CatalogReader& reader, const CatalogServer& server,
                              const Target& target, const Posture& posture,
                              const ServeSettings& settings) {
  const std::unique_ptr<ServerPolicy> policy =
      PolicyOf(reader, server, posture, *settings.config, "");
  return WriteTarget(target, {policy->target}, {});
}

bool Filters::Holds(const ToolRow& row) const {
  return (!category || row.category == *category) && (!risk || row.risk == *risk) &&
         (!capability_bit || (row.capabilities >> *capability_bit & 1) != 0);
}

Result<Filters> FiltersOf(const WebRequest& request, const Overview& overview) {
  Filters filters;
  const std::string_view category = request.Query("category");
  const std::string_view risk = request.Query("risk");
  filters.capability = request.Query("capability");
  if (!category.empty() && !(filters.category = ParseCategory(category))) {
    return Failure("category is one of Read, Write, Execute, Destructive, Financial");
  }
  if (!risk.empty() && !(filters.risk = ParseRisk(risk))) {
    return Failure("risk is one of Low, Medium, High, Critical");
  }
  if (!filters.capability.empty() &&
      !(filters.capability_bit = overview.Capability(filters.capability))) {
    return Failure("capability is one of those that /api/v1/stats lists");
  }
  return filters;
}

Result<size_t> LimitOf(const WebRequest& request) {
  const std::string_view text = request.Query("limit");
  if (text.empty()) return kPageSize;
  const std::optional<size_t> limit = ReadNumber<size_t>(text);
  if (!limit || *limit == 0 || *limit > kMaxPageSize) {
    return Failure("limit is a number from 1 to " + std::to_string(kMaxPageSize));
  }
  return *limit;
}

std::optional<int64_t> ReadWholeNumber(std::string_view text) { return ReadNumber<int64_t>(text); }

std::string EncodeCursor(const std::vector<int64_t>& values) {
  // Letters for digits, so that nobody takes it for an offset to count with.
  std::string cursor;
  for (int64_t value : values) {
    if (!cursor.empty()) cursor += '.';
    char text[24];
    const auto end = std::to_chars(text, text + sizeof text, value, 36).ptr;
    cursor.append(text, end);
  }
  return cursor;
}

std::optional<std::vector<int64_t>> DecodeCursor(std::string_view cursor, size_t count) {
  std::vector<int64_t> values;
  for (std::string_view part : Split(cursor, '.')) {
    int64_t value = 0;
    const auto [end, error] = std::from_chars(part.data(), part.data() + part.size(), value, 36);
    if (error != std::errc() || end != part.data() + part.size()) return std::nullopt;
    values.push_back(value);
  }
  if (values.size() != count) return std::nullopt;
  return values;
}

Result<ToolPage> BrowseTools(const Filters& filters, std::string_view cursor, size_t limit,
                             ServeContext& context) {
  const std::vector<ToolRow>& rows = context.overview().tools;
  auto next = rows.begin();
  if (!cursor.empty()) {
    const auto values = DecodeCursor(cursor, 4);
    const bool fits = values && (*values)[0] >= 0 && (*values)[0] < kRisks && (*values)[1] >= 0 &&
                      (*values)[1] < kCategories;
    if (!fits) return Failure("cursor is none that this API gave");
    ToolRow last{.key = {.listing_id = (*values)[2], .definition_id = (*values)[3]},
                 .category = static_cast<Category>((*values)[1]),
                 .risk = static_cast<Risk>((*values)[0])};
    next = std::upper_bound(rows.begin(), rows.end(), last, RisksMore);
  }
  ToolPage page;
  std::vector<const ToolRow*> found;
  for (; next != rows.end() && found.size() <= limit; ++next) {
    if (filters.Holds(*next)) found.push_back(&*next);
  }
  if (found.size() > limit) {
    found.pop_back();
    const ToolRow& last = *found.back();
    page.next = EncodeCursor({static_cast<int64_t>(last.risk), static_cast<int64_t>(last.category),
                              last.key.listing_id, last.key.definition_id});
  }
  for (const ToolRow* row : found) {
    if (std::optional<CatalogTool> tool = context.reader().ToolAt(row->key)) {
      page.tools.push_back(*std::move(tool));
    }
  }
  page.total = static_cast<size_t>(std::count_if(
      rows.begin(), rows.end(), [&](const ToolRow& row) { return filters.Holds(row); }));
  return page;
}

Result<ToolPage> SearchTools(const std::string& text, const Filters& filters,
                             std::string_view cursor, size_t limit, ServeContext& context) {
  size_t offset = 0;
  if (!cursor.empty()) {
    const auto values = DecodeCursor(cursor, 1);
    if (!values || (*values)[0] < 0 || (*values)[0] > static_cast<int64_t>(kMaxSearchResults)) {
      return Failure("cursor is none that this API gave");
    }
    offset = static_cast<size_t>((*values)[0]);
  }
  SearchQuery query{.text = std::string(Utf8Prefix(text, kMaxSearchBytes)),
                    .category = filters.category,
                    .risk = filters.risk,
                    .capability = filters.capability,
                    .limit = limit + 1,
                    .offset = offset};
  ToolPage page;
  page.tools = context.reader().Search(query);
  page.total = offset + page.tools.size();
  if (page.tools.size() > limit) {
    page.tools.pop_back();
    if (offset + limit < kMaxSearchResults) {
      page.next = EncodeCursor({static_cast<int64_t>(offset + limit)});
    }
  }
  return page;
}

std::vector<const ServerRow*> ServersLike(std::string_view text, size_t most,
                                          const Overview& overview) {
  const std::string wanted = AsciiLowered(Trimmed(text));
  std::vector<const ServerRow*> begin_so, hold_it;
  if (wanted.empty()) return begin_so;
  for (const ServerRow& server : overview.servers) {
    const std::string_view name = server.name;
    const size_t part = name.rfind('/') + 1;
    if (StartsWithNoCase(name, wanted) || StartsWithNoCase(name.substr(part), wanted)) {
      begin_so.push_back(&server);
    } else if (hold_it.size() < most && AsciiLowered(name).find(wanted) != std::string::npos) {
      hold_it.push_back(&server);
    }
    if (begin_so.size() == most) break;
  }
  for (const ServerRow* server : hold_it) {
    if (begin_so.size() < most) begin_so.push_back(server);
  }
  return begin_so;
}

}  // namespace mcprisk
