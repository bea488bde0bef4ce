#include "catalog/history.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "base/text.h"
#include "catalog/encode.h"
#include "catalog/sql.h"

namespace mcprisk {
namespace {

// A row of listing_history, or the listing's own row in the same columns.
struct State {
  bool open = true;
  bool tools_known = false;
  std::optional<std::string> version, status, transports, instructions, identities;
  std::optional<std::string> authentication, auth_scheme, tls_key, tls_issuer;
};

State ReadState(const SQLite::Statement& row) {
  return {.open = Number(row, 0) != 0,
          .tools_known = Number(row, 1) != 0,
          .version = OptionalText(row, 2),
          .status = OptionalText(row, 3),
          .transports = OptionalText(row, 4),
          .instructions = OptionalText(row, 5),
          .identities = OptionalText(row, 6),
          .authentication = OptionalText(row, 7),
          .auth_scheme = OptionalText(row, 8),
          .tls_key = OptionalText(row, 9),
          .tls_issuer = OptionalText(row, 10)};
}

std::vector<Identity> DecodeIdentities(const std::string& text, JsonParser* parser) {
  std::vector<Identity> identities;
  const Result<Json> list = parser->Parse(text);
  if (!list) throw Error("holds identities that cannot be read: " + list.error());
  for (const Json& item : list->Items()) {
    const std::vector<Json> pair = item.Items();
    if (pair.size() != 2) throw Error("holds an identity that is no pair");
    const double kind = std::clamp(pair[0].Number().value_or(0), 0.0, 3.0);
    identities.push_back(
        {static_cast<IdentityKind>(static_cast<int>(kind)), std::string(pair[1].Text())});
  }
  return identities;
}

// Puts what is recorded of `state` over what *server says.
void Apply(const State& state, JsonParser* parser, Server* server) {
  if (state.version) server->version = *state.version;
  if (state.status) server->status = *state.status;
  if (state.transports) server->transports = DecodeStrings(*state.transports, parser);
  if (state.instructions) server->instructions = *state.instructions;
  if (state.identities) server->identities = DecodeIdentities(*state.identities, parser);
  ServerAccess& access = server->access;
  if (state.authentication) access.authentication = *state.authentication;
  if (state.auth_scheme) access.scheme = *state.auth_scheme;
  if (state.tls_key) access.tls.key = *state.tls_key;
  if (state.tls_issuer) access.tls.issuer = *state.tls_issuer;
}

class HistoryGrader {
 public:
  HistoryGrader(Database& database, const Grader& grader)
      : database_(database),
        grader_(grader),
        history_(database.Prepare(sql::kHistory)),
        next_history_(database.Prepare(sql::kNextHistory)),
        listing_now_(database.Prepare(sql::kListingNow)),
        sightings_(database.Prepare(sql::kSightingsAround)),
        when_gone_(database.Prepare(sql::kSightingsWhenGone)),
        touched_(database.Prepare(sql::kTouchedSightings)),
        start_(database.Prepare(sql::kStartOfRun)),
        earlier_(database.Prepare(sql::kEarlierChanges)),
        elsewhere_(database.Prepare(sql::kStandsElsewhere)),
        insert_(database.Prepare(sql::kInsertChange)),
        mark_(database.Prepare(sql::kMarkGraded)) {}

  void GradeAll() {
    std::vector<std::pair<int64_t, int64_t>> pending;
    {
      SQLite::Statement rows = database_.Prepare(sql::kPendingHistory);
      ForEach(rows, [&] { pending.emplace_back(Number(rows, 0), Number(rows, 1)); });
    }
    for (const auto& [listing_id, run_id] : pending) {
      Grade(listing_id, run_id);
      Execute(mark_, listing_id, run_id);
    }
  }

 private:
  using DefinitionIds = std::map<std::string, int64_t>;  // by tool name

  void Grade(int64_t listing_id, int64_t run_id) {
    listing_id_ = listing_id;
    run_id_ = run_id;
    old_ids_.clear();
    new_ids_.clear();
    const ChangedListing changed = Changed();
    for (const ChangeEvent& event : grader_.grade(changed)) Store(event);
  }

  ChangedListing Changed() {
    ChangedListing changed;
    State now;
    int64_t server_id = 0;
    ForEach(
        listing_now_,
        [&] {
          now = ReadState(listing_now_);
          Listing& after = changed.after;
          after.server.name = Text(listing_now_, 11);
          after.server.title = Text(listing_now_, 12);
          after.server.description = Text(listing_now_, 13);
          after.origin.place = Text(listing_now_, 14);
          server_id = Number(listing_now_, 15);
          after.origin.source = {Text(listing_now_, 16), Text(listing_now_, 17)};
        },
        listing_id_);
    State before;
    ForEach(
        history_, [&] { before = ReadState(history_); }, listing_id_, run_id_);
    State after = now;
    ForEach(
        next_history_, [&] { after = ReadState(next_history_); }, listing_id_, run_id_);
    Apply(now, &parser_, &changed.after.server);
    Apply(after, &parser_, &changed.after.server);
    changed.before = changed.after;
    Apply(before, &parser_, &changed.before.server);
    changed.versions_known = before.version && after.version;
    changed.was_open = before.open;
    changed.is_open = after.open;
    ReadTools(before, after, &changed);
    ReadSurroundings(server_id, &changed);
    return changed;
  }

  // Where no tool came or went, neither side has any: they are alike.
  void ReadTools(const State& before, const State& after, ChangedListing* changed) {
    int64_t touched = 0;
    ForEach(
        touched_, [&] { touched = Number(touched_, 0); }, listing_id_, run_id_);
    if (touched == 0) return;
    if (before.tools_known) changed->before.tools.emplace();
    if (after.tools_known) changed->after.tools.emplace();
    ReadSightings(&sightings_, changed);
    // What it was when it was last shown is what a returning server is held against.
    if (!before.open) {
      changed->before.tools.emplace();
      ReadSightings(&when_gone_, changed);
    }
  }

  void ReadSightings(SQLite::Statement* rows, ChangedListing* changed) {
    ForEach(
        *rows,
        [&] {
          Result<Tool> tool =
              RestoreTool(Text(*rows, 3), OptionalText(*rows, 4), OptionalText(*rows, 5),
                          OptionalText(*rows, 6), OptionalText(*rows, 7), OptionalText(*rows, 8));
          const int64_t id = Number(*rows, 0);
          if (!tool) {
            throw Error(database_.path() + ": definition " + std::to_string(id) +
                        " cannot be read: " + tool.error() +
                        "; the file is damaged, index into a new one with --catalog");
          }
          if (Number(*rows, 1) != 0 && changed->before.tools) {
            old_ids_[tool->name] = id;
            changed->before.tools->push_back(*tool);
          }
          if (Number(*rows, 2) != 0 && changed->after.tools) {
            new_ids_[tool->name] = id;
            changed->after.tools->push_back(*std::move(tool));
          }
        },
        listing_id_, run_id_);
  }

  void ReadSurroundings(int64_t server_id, ChangedListing* changed) {
    ForEach(
        start_, [&] { changed->changed = Text(start_, 0); }, run_id_);
    ForEach(
        earlier_, [&] { changed->changed_before.push_back(Text(earlier_, 0)); }, listing_id_,
        run_id_, static_cast<int64_t>(kMostEarlierChanges));
    for (const auto& [name, id] : new_ids_) {
      if (old_ids_.contains(name)) continue;
      ForEach(
          elsewhere_, [&, &added = name] { changed->names_elsewhere.push_back(added); }, name,
          server_id);
    }
  }

  void Store(const ChangeEvent& event) {
    const auto id_in = [&](const DefinitionIds& ids) -> std::optional<int64_t> {
      const auto found = ids.find(event.tool);
      if (found == ids.end()) return std::nullopt;
      return found->second;
    };
    EncodeStrings(event.detectors, &detectors_);
    Execute(insert_, run_id_, listing_id_, event.tool, event.field, event.kind,
            static_cast<int64_t>(event.severity), static_cast<int64_t>(event.silent),
            event.old_digest, event.new_digest, event.old_value, event.new_value, detectors_,
            event.old_version, event.new_version, id_in(old_ids_), id_in(new_ids_),
            static_cast<int64_t>(grader_.version));
  }

  Database& database_;
  const Grader& grader_;
  JsonParser parser_;
  int64_t listing_id_ = 0;
  int64_t run_id_ = 0;
  DefinitionIds old_ids_, new_ids_;
  std::string detectors_;
  SQLite::Statement history_, next_history_, listing_now_, sightings_, when_gone_, touched_;
  SQLite::Statement start_, earlier_, elsewhere_, insert_, mark_;
};

}  // namespace

void GradeChanges(Database& database, const Grader& grader) {
  HistoryGrader(database, grader).GradeAll();
}

}  // namespace mcprisk
