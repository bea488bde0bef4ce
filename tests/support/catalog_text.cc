#include "support/catalog_text.h"

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>

#include <map>
#include <stdexcept>
#include <utility>

#include "base/text.h"
#include "model/tool.h"

namespace mcprisk {
namespace {

Standing StandingOf(const std::string& format) {
  static const std::map<std::string, Standing> standings = {
      {"live", Standing::kLive},         {"mcpb", Standing::kBundle},
      {"docker", Standing::kDocker},     {"mcpm", Standing::kMcpm},
      {"metorial", Standing::kMetorial}, {"toolsdk", Standing::kToolsdk},
      {"registry", Standing::kNone}};
  const auto found = standings.find(format);
  return found == standings.end() ? Standing::kOther : found->second;
}

Identity IdentityOf(std::string_view value) {
  const auto begins = [&](std::string_view prefix) { return StartsWithNoCase(value, prefix); };
  IdentityKind kind = IdentityKind::kRegistryName;
  if (begins("npm:") || begins("pypi:")) kind = IdentityKind::kPackage;
  if (begins("https://")) kind = IdentityKind::kRemote;
  if (begins("github.com/")) kind = IdentityKind::kRepository;
  return {kind, std::string(value)};
}

std::pair<Category, Risk> VerdictOf(std::string_view name) {
  if (StartsWithNoCase(name, "get")) return {Category::kRead, Risk::kLow};
  if (StartsWithNoCase(name, "delete")) return {Category::kDestructive, Risk::kCritical};
  if (StartsWithNoCase(name, "pay")) return {Category::kFinancial, Risk::kCritical};
  if (StartsWithNoCase(name, "run")) return {Category::kExecute, Risk::kHigh};
  return {Category::kWrite, Risk::kMedium};
}

// "head: rest" in two parts; the rest is empty when there is no colon with a space behind it.
std::pair<std::string, std::string> SplitHead(std::string_view line) {
  if (line.ends_with(':')) return {std::string(line.substr(0, line.size() - 1)), ""};
  const size_t colon = line.find(": ");
  if (colon == std::string_view::npos) return {std::string(line), ""};
  return {std::string(line.substr(0, colon)), std::string(line.substr(colon + 2))};
}

Source SourceOf(const std::string& format) { return {format, "/data/" + format}; }

JudgedListing ParseListing(std::string_view line, size_t number) {
  const auto [head, identities] = SplitHead(line);
  const size_t space = head.find(' ');
  JudgedListing judged;
  Listing& listing = judged.listing;
  listing.server.name = head.substr(space + 1);
  listing.server.title = "The " + listing.server.name;
  listing.server.version = "1.0";
  listing.server.transports = {"stdio"};
  for (std::string_view identity : Split(identities, ' ')) {
    if (!identity.empty()) listing.server.identities.push_back(IdentityOf(identity));
  }
  listing.origin.source = SourceOf(head.substr(0, space));
  listing.origin.place = "line " + std::to_string(number);
  listing.origin.standing = StandingOf(listing.origin.source.format);
  judged.tools_known = true;
  return judged;
}

MergeReport Index(const std::string& path, const RunInput& input,
                  const std::vector<Source>* complete, const std::string& rules,
                  const std::string& started) {
  Catalog catalog(path);
  catalog.BeginRun(Sha256(rules), "0.1.0", started);
  for (const JudgedListing& listing : input.listings) catalog.Add(listing);
  for (const auto& [source, problem] : input.problems) catalog.AddProblem(source, problem);
  return complete ? catalog.Finish(*complete, "later") : catalog.Interrupt("later");
}

}  // namespace

JudgedTool MakeJudgedTool(const std::string& name, const std::string& description) {
  JudgedTool judged;
  judged.tool =
      RestoreTool(name, std::nullopt, description, std::nullopt, std::nullopt, std::nullopt)
          .value();
  judged.classification = std::make_unique<Classification>();
  Classification& made = *judged.classification;
  std::tie(made.category, made.risk) = VerdictOf(name);
  made.confidence = 0.75;
  made.basis.description = true;
  made.rationale = "So says its name.";
  const std::string verb = name.substr(0, name.find('_'));
  made.evidence.push_back({"name", 0, verb.size(), verb, "category/" + verb});
  made.risk_steps = {"Starts there"};
  if (made.risk == Risk::kCritical) {
    made.capabilities = {"deletes-data", "bulk"};
    made.findings.push_back({"warning/harsh", Severity::kHigh, "It is harsh", made.evidence});
  }
  return judged;
}

RunInput ParseRun(std::string_view text) {
  RunInput input;
  size_t number = 0;
  for (std::string_view line : Split(text, '\n')) {
    ++number;
    if (Trimmed(line).empty()) continue;
    if (line.starts_with("! ")) {
      const auto [head, what] = SplitHead(line.substr(2));
      const size_t space = head.find(' ');
      input.problems.push_back({SourceOf(head.substr(0, space)), {head.substr(space + 1), what}});
      input.sources.push_back(input.problems.back().first);
    } else if (line.starts_with("  ")) {
      if (input.listings.empty()) throw std::invalid_argument("a tool without a listing");
      JudgedListing& listing = input.listings.back();
      const auto [name, description] = SplitHead(Trimmed(line));
      listing.tools_known = name != "?";
      if (listing.tools_known) listing.tools.push_back(MakeJudgedTool(name, description));
      listing.listing.tools_read = listing.tools.size();
    } else {
      input.listings.push_back(ParseListing(line, number));
      input.sources.push_back(input.listings.back().listing.origin.source);
    }
  }
  return input;
}

MergeReport IndexRun(const std::string& path, const RunInput& input,
                     const std::vector<Source>& complete) {
  return Index(path, input, &complete, "rules", "2026-01-01T00:00:00Z");
}

MergeReport IndexText(const std::string& path, std::string_view text,
                      const std::vector<Source>& also_complete, const std::string& rules,
                      const std::string& started) {
  const RunInput input = ParseRun(text);
  std::vector<Source> complete = input.sources;
  complete.insert(complete.end(), also_complete.begin(), also_complete.end());
  return Index(path, input, &complete, rules, started);
}

MergeReport InterruptText(const std::string& path, std::string_view text) {
  return Index(path, ParseRun(text), nullptr, "rules", "2026-01-01T00:00:00Z");
}

std::string Rows(const std::string& path, const std::string& sql) {
  SQLite::Database database(path, SQLite::OPEN_READONLY);
  SQLite::Statement statement(database, sql);
  std::string rows;
  while (statement.executeStep()) {
    for (int i = 0; i < statement.getColumnCount(); ++i) {
      if (i > 0) rows += '|';
      rows += statement.getColumn(i).getString();
    }
    rows += '\n';
  }
  return rows;
}

namespace {

// What runs did to the tools of listings that they knew.
std::string ToolChangesQuery(const std::string& digest) {
  return "WITH old AS (SELECT listing_id, gone_run AS run_id, name, definition_id FROM sighting"
         "             WHERE gone_run IS NOT NULL),"
         " new AS (SELECT listing_id, first_run AS run_id, name, definition_id FROM sighting)"
         " SELECT 'change', h.run_id, format, l.name, coalesce(new.name, old.name),"
         " CASE WHEN old.name IS NULL THEN 'added' WHEN new.name IS NULL THEN 'removed'"
         "  ELSE 'changed' END,"
         " coalesce((SELECT " +
         digest +
         " FROM definition AS d WHERE d.id = old.definition_id), '-'),"
         " coalesce((SELECT " +
         digest +
         " FROM definition AS d WHERE d.id = new.definition_id), '-')"
         " FROM new FULL JOIN old USING (listing_id, run_id, name)"
         " JOIN listing_history AS h USING (listing_id, run_id) JOIN listing AS l ON l.id = "
         "listing_id"
         " JOIN source ON source.id = source_id ORDER BY 2, 3, 4, 5";
}

}  // namespace

std::string DumpCatalog(const std::string& path) {
  const std::string digest = "lower(substr(hex(d.digest), 1, 6))";
  const std::string queries[] = {
      "SELECT 'run', run.id, started, coalesce(finished, '-'), state,"
      " lower(substr(hex(digest), 1, 6)), program_version FROM run"
      " JOIN ruleset ON ruleset.id = ruleset_id ORDER BY run.id",
      "SELECT 'source', format, location, records || ' records', tools_read || ' tools read',"
      " problems || ' problems', 'run ' || coalesce(last_run, '-') FROM source ORDER BY 2, 3",
      "SELECT 'server', server.name, listings || ' listings', sources || ' sources',"
      " coalesce('merged into ' || (SELECT o.name FROM server AS o WHERE o.id = "
      "server.merged_into),"
      " '') FROM server ORDER BY 2, 3",
      "SELECT 'listing', format, listing.name, coalesce(server.name, '-'), 'standing ' || standing,"
      " iif(tools_known, 'tools known', 'tools unknown'), first_run || '-' || listing.last_run,"
      " coalesce('gone ' || gone_run, 'open'), title, description, version, status, transports,"
      " instructions, place, iif(content_digest IS NULL, 'not settled', 'settled') FROM listing"
      " JOIN source ON source.id = source_id LEFT JOIN server ON server.id = server_id ORDER BY 2, "
      "3",
      "SELECT 'identity', format, listing.name, kind, value FROM identity"
      " JOIN listing ON listing.id = listing_id JOIN source ON source.id = source_id"
      " ORDER BY 2, 3, 4, 5",
      "SELECT 'definition', name, " + digest +
          ", coalesce(title, '-'), coalesce(description, '-'), coalesce(input_schema, '-'),"
          " coalesce(output_schema, '-'), coalesce(annotations, '-') FROM definition AS d"
          " ORDER BY 2, digest",
      "SELECT 'classification', d.name, " + digest +
          ", lower(substr(hex(ruleset.digest), 1, 6)), category, risk, confidence, basis,"
          " capabilities, rationale, evidence, operation_parameter, operations, risk_steps"
          " FROM classification JOIN definition AS d ON d.id = definition_id"
          " JOIN ruleset ON ruleset.id = ruleset_id ORDER BY d.name, d.digest, ruleset.digest",
      "SELECT 'finding', d.name, " + digest +
          ", lower(substr(hex(ruleset.digest), 1, 6)), position, rule, severity, message, evidence"
          " FROM finding JOIN definition AS d ON d.id = definition_id"
          " JOIN ruleset ON ruleset.id = ruleset_id ORDER BY d.name, d.digest, ruleset.digest, "
          "position",
      "SELECT 'sighting', format, l.name, s.name, " + digest +
          ", s.first_run, coalesce('gone ' || s.gone_run, 'open'), iif(stands, 'stands', '-')"
          " FROM sighting AS s JOIN listing AS l ON l.id = listing_id"
          " JOIN source ON source.id = source_id JOIN definition AS d ON d.id = definition_id"
          " ORDER BY 2, 3, 4, s.first_run",
      "SELECT 'declaration', format, l.name, d.name, p.place FROM declaration AS p"
      " JOIN listing AS l ON l.id = listing_id JOIN source ON source.id = source_id"
      " JOIN definition AS d ON d.id = definition_id ORDER BY 2, 3, 4, 5",
      ToolChangesQuery(digest),
      "SELECT 'event', c.run_id, format, l.name, tool, field, class, severity, old_value, "
      "new_value"
      " FROM change AS c JOIN listing AS l ON l.id = listing_id"
      " JOIN source ON source.id = source_id ORDER BY sequence",
      "SELECT 'problem', format, place, what, first_run || '-' || p.last_run FROM problem AS p"
      " JOIN source ON source.id = source_id ORDER BY 2, 3, 4",
      "PRAGMA foreign_key_check",
  };
  std::string dump;
  for (const std::string& query : queries) dump += Rows(path, query);
  return dump;
}

std::string DumpShown(const std::string& path) {
  const std::string queries[] = {
      "SELECT 'source', format, location, records, tools_read, problems FROM source ORDER BY 2, 3",
      "SELECT 'server', name, listings, sources, merged_into IS NULL FROM server ORDER BY 2",
      "SELECT 'listing', format, location, listing.name, server.name, standing, tools_known, title,"
      " description, version, status, transports, instructions, place, authentication, auth_scheme,"
      " tls_key, tls_issuer, hex(content_digest)"
      " FROM listing JOIN source ON source.id = source_id LEFT JOIN server ON server.id = server_id"
      " WHERE gone_run IS NULL ORDER BY 2, 3, 4",
      "SELECT 'identity', format, location, listing.name, kind, value FROM identity"
      " JOIN listing ON listing.id = listing_id JOIN source ON source.id = source_id"
      " ORDER BY 2, 3, 4, 5, 6",
      "SELECT 'sighting', format, location, l.name, s.name, hex(d.digest), stands"
      " FROM sighting AS s JOIN listing AS l ON l.id = listing_id"
      " JOIN source ON source.id = source_id JOIN definition AS d ON d.id = definition_id"
      " WHERE s.gone_run IS NULL ORDER BY 2, 3, 4, 5, 6",
      "SELECT 'declaration', location, l.name, d.name, p.place FROM declaration AS p"
      " JOIN listing AS l ON l.id = listing_id JOIN source ON source.id = source_id"
      " JOIN definition AS d ON d.id = definition_id ORDER BY 2, 3, 4, 5",
      "SELECT 'verdict', d.name, hex(d.digest), d.description, d.input_schema, category, risk,"
      " confidence, basis, capabilities, rationale, evidence, risk_steps FROM classification"
      " JOIN definition AS d ON d.id = definition_id ORDER BY 2, 3",
      "SELECT 'change', count(*) FROM change",
      "SELECT 'problem', format, location, place, what FROM problem AS p JOIN source"
      " ON source.id = source_id WHERE p.last_run = source.last_run ORDER BY 2, 3, 4, 5",
      "PRAGMA foreign_key_check",
  };
  std::string dump;
  for (const std::string& query : queries) dump += Rows(path, query);
  return dump;
}

std::string DumpStanding(const std::string& path) {
  return Rows(
      path,
      "SELECT server || ' / ' || tool || ': ' || category || ' ' || risk || ', from ' || source"
      " FROM tool_risk ORDER BY server, tool, source");
}

}  // namespace mcprisk
