#include "serve/lookup.h"

#include <algorithm>
#include <charconv>
#include <cstring>
#include <limits>
#include <tuple>

#include "base/text.h"
#include "catalog/search_text.h"
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

ListedTool Listed(const ToolRow& row, ServeContext& context) {
  const Overview& overview = context.overview();
  auto text = context.reader().TextAt(row.key.definition_id);
  return {.server = overview.servers[row.server].name,
          .name = overview.tool_names[row.name],
          .description = text ? std::move(text->description).value_or("") : std::string(),
          .category = row.category,
          .risk = row.risk};
}

}  // namespace

std::optional<CatalogServer> ServerCalled(const std::string& name, ServeContext& context) {
  std::optional<CatalogServer> server = context.reader().ServerCalled(name);
  const std::optional<int64_t> id = server ? std::nullopt : ReadNumber<int64_t>(name);
  if (id) server = context.reader().ServerById(*id);
  const bool left_out =
      server && context.settings().fixed && !context.overview().Server(server->id);
  return left_out ? std::nullopt : server;
}

std::optional<ServerRef> ServerMeant(const std::string& name, ServeContext& context) {
  if (const ServerRow* row = context.overview().ServerNamed(name))
    return ServerRef{row->id, row->name};
  std::optional<CatalogServer> server = ServerCalled(name, context);
  if (!server) return std::nullopt;
  return ServerRef{server->id, std::move(server->name)};
}

std::optional<CatalogTool> ToolCalled(int64_t server_id, const std::string& name,
                                      ServeContext& context) {
  const Overview& overview = context.overview();
  const ServerRow* server = overview.Server(server_id);
  for (uint32_t index : overview.ToolsNamed(name)) {
    const ToolRow& row = overview.tools[index];
    if (&overview.servers[row.server] != server) continue;
    if (std::optional<CatalogTool> tool = context.reader().ToolAt(row.key)) return tool;
  }
  // A writer may have brought it since.
  return context.reader().ToolOfServer(server_id, name);
}

std::vector<ToolVerdict> VerdictsNamed(const std::string& name, ServeContext& context) {
  const Overview& overview = context.overview();
  std::vector<ToolVerdict> verdicts;
  for (uint32_t index : overview.ToolsNamed(name)) {
    const ToolRow& row = overview.tools[index];
    const ServerRow& server = overview.servers[row.server];
    verdicts.push_back({.key = row.key,
                        .server_id = server.id,
                        .server = server.name,
                        .tool = name,
                        .category = row.category,
                        .risk = row.risk});
  }
  if (!verdicts.empty()) return verdicts;
  verdicts = context.reader().VerdictsByName(name);
  std::erase_if(verdicts, [&](const ToolVerdict& one) {
    return context.settings().fixed && !overview.Server(one.server_id);
  });
  return verdicts;
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
  for (const ToolRow* row : found) page.tools.push_back(Listed(*row, context));
  page.total = static_cast<size_t>(std::count_if(
      rows.begin(), rows.end(), [&](const ToolRow& row) { return filters.Holds(row); }));
  return page;
}

namespace {

// Many ask at once, so fewer are looked at than by a person's own command.
constexpr size_t kMostWeighed = 256;
// Looked at where filters leave too few of them.
constexpr size_t kMostFiltered = 20'000;

struct Hit {
  uint32_t row = 0;
  double score = 0;
  bool exact = false;  // it is called what was typed
};

// The tools of the definitions that match best; whether all that match were looked at goes to *all.
std::vector<Hit> Hits(const std::string& words, const Filters& filters, size_t most,
                      ServeContext& context, bool* all) {
  const Overview& overview = context.overview();
  const CatalogReader::Ranking ranking = context.reader().Ranked(words, most);
  *all = ranking.all;
  std::vector<Hit> hits;
  for (const RankedDefinition& definition : ranking.best) {
    for (uint32_t index : overview.ToolsDefined(definition.definition_id)) {
      const ToolRow& row = overview.tools[index];
      if (!filters.Holds(row)) continue;
      hits.push_back({index, definition.score, EqualsNoCase(overview.tool_names[row.name], words)});
    }
  }
  return hits;
}

// The first `most` rows: a tool of exactly this name, then the best match, the shorter name, the
// higher risk.
std::vector<uint32_t> RowsFound(const std::string& words, const Filters& filters, size_t most,
                                ServeContext& context) {
  const Overview& overview = context.overview();
  bool all = false;
  std::vector<Hit> hits = Hits(words, filters, std::max(most, kMostWeighed), context, &all);
  if (!all && hits.size() < most) {
    hits = Hits(words, filters, kMostFiltered, context, &all);
  }
  const auto rank = [&](const Hit& hit) {
    const ToolRow& row = overview.tools[hit.row];
    return std::tuple(!hit.exact, hit.score, overview.tool_names[row.name].size(),
                      -static_cast<int>(row.risk), -SeverityRank(row.category), row.name,
                      row.server, row.key.definition_id);
  };
  const size_t shown = std::min(hits.size(), most);
  std::partial_sort(hits.begin(), hits.begin() + static_cast<ptrdiff_t>(shown), hits.end(),
                    [&](const Hit& a, const Hit& b) { return rank(a) < rank(b); });
  std::vector<uint32_t> rows;
  for (size_t i = 0; i < shown; ++i) rows.push_back(hits[i].row);
  return rows;
}

}  // namespace

Result<ToolPage> SearchTools(const std::string& text, const Filters& filters,
                             std::string_view cursor, size_t limit, ServeContext& context) {
  const std::string words(Utf8Prefix(text, kMaxSearchBytes));
  // Its cursors are those of browsing then, too.
  if (MatchExpression(words).empty()) return BrowseTools(filters, cursor, limit, context);
  size_t offset = 0;
  if (!cursor.empty()) {
    const auto values = DecodeCursor(cursor, 1);
    if (!values || (*values)[0] < 0 || (*values)[0] > static_cast<int64_t>(kMaxSearchResults)) {
      return Failure("cursor is none that this API gave");
    }
    offset = static_cast<size_t>((*values)[0]);
  }
  const std::vector<uint32_t> rows = RowsFound(words, filters, offset + limit + 1, context);
  ToolPage page;
  for (size_t i = offset; i < rows.size() && page.tools.size() <= limit; ++i) {
    page.tools.push_back(Listed(context.overview().tools[rows[i]], context));
  }
  page.total = offset + page.tools.size();
  if (page.tools.size() > limit) {
    page.tools.pop_back();
    if (offset + limit < kMaxSearchResults) {
      page.next = EncodeCursor({static_cast<int64_t>(offset + limit)});
    }
  }
  return page;
}

namespace {

// Where `wanted` begins from `at` on; the text's size where it does not. Over a megabyte, memmem
// takes a tenth of the time of std::string::find.
size_t Find(const std::string& text, const std::string& wanted, size_t at) {
  const void* found = memmem(text.data() + at, text.size() - at, wanted.data(), wanted.size());
  return found ? static_cast<size_t>(static_cast<const char*>(found) - text.data()) : text.size();
}

}  // namespace

std::vector<const ServerRow*> ServersLike(std::string_view text, size_t most,
                                          const Overview& overview) {
  const std::string wanted = AsciiLowered(Trimmed(text));
  std::vector<const ServerRow*> begin_so, hold_it;
  if (wanted.empty() || wanted.find('\n') != std::string::npos) return begin_so;
  const std::string& names = overview.folded_names;
  for (size_t at = Find(names, wanted, 0); at < names.size() && begin_so.size() < most;) {
    const size_t index = overview.ServerAt(at);
    const size_t begin = overview.folded_begin[index];
    const size_t end = overview.folded_begin[index + 1];
    const std::string_view name = std::string_view(names).substr(begin, end - begin - 1);
    const bool begins =
        name.starts_with(wanted) || name.substr(name.rfind('/') + 1).starts_with(wanted);
    if (begins || hold_it.size() < most) {
      (begins ? begin_so : hold_it).push_back(&overview.servers[index]);
    }
    at = Find(names, wanted, end);
  }
  for (const ServerRow* server : hold_it) {
    if (begin_so.size() < most) begin_so.push_back(server);
  }
  return begin_so;
}

}  // namespace mcprisk
