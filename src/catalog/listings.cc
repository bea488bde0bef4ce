#include "catalog/listings.h"

#include <algorithm>
#include <set>
#include <utility>

#include "catalog/encode.h"
#include "catalog/sql.h"

namespace mcprisk {
namespace {

// Length first, so that no two records run into the same bytes.
void AppendField(std::string_view field, std::string* out) {
  *out += std::to_string(field.size());
  *out += ':';
  *out += field;
}

std::string_view Bytes(const Digest& digest) {
  return {reinterpret_cast<const char*>(digest.bytes.data()), digest.bytes.size()};
}

}  // namespace

ListingWriter::ListingWriter(Database& database, DefinitionWriter& definitions, int64_t run_id)
    : database_(database),
      definitions_(definitions),
      run_id_(run_id),
      insert_listing_(database.Prepare(sql::kInsertListing)),
      update_listing_(database.Prepare(sql::kUpdateListing)),
      extend_listing_(database.Prepare(sql::kExtendListing)),
      touch_listing_(database.Prepare(sql::kTouchListing)),
      store_digest_(database.Prepare(sql::kStoreContentDigest)),
      close_listing_(database.Prepare(sql::kCloseListing)),
      insert_identity_(database.Prepare(sql::kInsertIdentity)),
      delete_identity_(database.Prepare(sql::kDeleteIdentity)),
      identities_(database.Prepare(sql::kIdentitiesOfListing)),
      insert_sighting_(database.Prepare(sql::kInsertSighting)),
      close_sighting_(database.Prepare(sql::kCloseSighting)),
      open_sightings_(database.Prepare(sql::kOpenSightings)),
      keep_history_(database.Prepare(sql::kKeepHistory)),
      store_declaration_(database.Prepare(sql::kStoreDeclaration)),
      insert_problem_(database.Prepare(sql::kInsertProblem)) {}

void ListingWriter::Add(const JudgedListing& judged) {
  const Listing& listing = judged.listing;
  KnownSource& source = SourceOf(listing.origin.source);
  source.records += listing.records;
  source.tools_read += listing.tools_read;
  Known& known = source.listings[listing.server.name];
  const Digest content = Content(judged, known.shown);
  if (!known.shown && known.open && known.stored == content) {
    Execute(touch_listing_, run_id_, known.id);
    for (const JudgedTool& tool : judged.tools) {
      if (tool.classification) definitions_.Put(tool);  // the rule set is new
    }
    known.tools_shown = judged.tools_known;
  } else if (known.id == 0) {
    Insert(judged, source.id, content, &known);
  } else {
    Update(judged, content, &known);
  }
  known.shown = content;
  repeated_[known.id].insert(listing.repeated.begin(), listing.repeated.end());
}

ListingWriter::KnownSource& ListingWriter::SourceOf(const Source& source) {
  const auto [found, is_new] = sources_.try_emplace(source);
  KnownSource& known = found->second;
  if (!is_new) return known;
  SQLite::Statement insert = database_.Prepare(sql::kInsertSource);
  Execute(insert, source.format, source.location);
  SQLite::Statement find = database_.Prepare(sql::kFindSource);
  ForEach(
      find, [&] { known.id = Number(find, 0); }, source.format, source.location);
  SQLite::Statement listings = database_.Prepare(sql::kListingsOfSource);
  ForEach(
      listings,
      [&] {
        Known& listing = known.listings[Text(listings, 1)];
        listing.id = Number(listings, 0);
        listing.stored = OptionalDigest(listings, 2);
        listing.open = Number(listings, 3) != 0;
      },
      known.id);
  return known;
}

// A second record of the same listing continues from the content `before`.
Digest ListingWriter::Content(const JudgedListing& judged, const std::optional<Digest>& before) {
  const Listing& listing = judged.listing;
  const Server& server = listing.server;
  content_.clear();
  if (before) content_ += Bytes(*before);
  for (const std::string* field : {&server.title, &server.description, &server.version,
                                   &server.status, &server.instructions, &listing.origin.place}) {
    AppendField(*field, &content_);
  }
  for (const std::string& transport : server.transports) AppendField(transport, &content_);
  for (const Identity& identity : server.identities) {
    content_ += static_cast<char>('a' + static_cast<int>(identity.kind));
    AppendField(identity.value, &content_);
  }
  // Of most listings nothing is known of it, as in catalogs of schema 3.
  if (const ServerAccess& access = server.access; access != ServerAccess()) {
    content_ += '@';
    for (const std::string* field :
         {&access.authentication, &access.scheme, &access.tls.key, &access.tls.issuer}) {
      AppendField(*field, &content_);
    }
  }
  content_ += static_cast<char>('a' + static_cast<int>(listing.origin.standing));
  content_ += judged.tools_known ? '+' : '-';
  for (const JudgedTool& tool : judged.tools) {
    content_ += Bytes(tool.tool.digest);
    if (!tool.tool.place.empty()) AppendField(tool.tool.place, &content_);
  }
  return Sha256(content_);
}

void ListingWriter::Insert(const JudgedListing& judged, int64_t source_id, const Digest& content,
                           Known* known) {
  const Server& server = judged.listing.server;
  const Origin& origin = judged.listing.origin;
  std::string transports;
  EncodeStrings(server.transports, &transports);
  Execute(insert_listing_, source_id, server.name, content, static_cast<int64_t>(origin.standing),
          static_cast<int64_t>(judged.tools_known), run_id_, server.title, server.description,
          server.version, server.status, transports, server.instructions, origin.place,
          server.access.authentication, server.access.scheme, server.access.tls.key,
          server.access.tls.issuer);
  known->id = database_.LastId();
  known->stored = content;
  known->is_new = true;
  for (const Identity& identity : server.identities) {
    Execute(insert_identity_, known->id, static_cast<int64_t>(identity.kind), identity.value);
  }
  ShowTools(judged, {}, known);
}

// Of a further record of the same run only the identities and the tools are taken.
void ListingWriter::Update(const JudgedListing& judged, const Digest& content, Known* known) {
  const Server& server = judged.listing.server;
  const Origin& origin = judged.listing.origin;
  const bool is_first = !known->shown;
  const auto tools_known = static_cast<int64_t>(judged.tools_known);
  if (!known->is_new) Execute(keep_history_, known->id, run_id_);
  ShowTools(judged, LoadSightings(*known), known);
  known->stored.reset();
  if (known->not_shown.empty()) known->stored = content;
  if (is_first) {
    std::string transports;
    EncodeStrings(server.transports, &transports);
    Execute(update_listing_, known->id, known->stored, static_cast<int64_t>(origin.standing),
            tools_known, run_id_, server.title, server.description, server.version, server.status,
            transports, server.instructions, origin.place, server.access.authentication,
            server.access.scheme, server.access.tls.key, server.access.tls.issuer);
  } else {
    Execute(extend_listing_, known->id, known->stored, tools_known);
  }
  SyncIdentities(server, /*keep_others=*/!is_first, known->id);
  known->open = true;
}

void ListingWriter::SyncIdentities(const Server& server, bool keep_others, int64_t listing_id) {
  std::set<std::pair<int64_t, std::string>> stored;
  ForEach(
      identities_, [&] { stored.emplace(Number(identities_, 0), Text(identities_, 1)); },
      listing_id);
  for (const Identity& identity : server.identities) {
    const auto kind = static_cast<int64_t>(identity.kind);
    if (stored.erase({kind, identity.value}) == 0) {
      Execute(insert_identity_, listing_id, kind, identity.value);
    }
  }
  if (keep_others) return;
  for (const auto& [kind, value] : stored) Execute(delete_identity_, listing_id, kind, value);
}

ListingWriter::OpenSightings ListingWriter::LoadSightings(const Known& known) {
  OpenSightings open;
  ForEach(
      open_sightings_,
      [&] {
        OpenSighting sighting{.definition_id = Number(open_sightings_, 1),
                              .stands = Number(open_sightings_, 2)};
        sighting.shown =
            known.tools_shown && std::find(known.not_shown.begin(), known.not_shown.end(),
                                           sighting.definition_id) == known.not_shown.end();
        open.by_name.emplace(open.stored.emplace_back(Text(open_sightings_, 0)), sighting);
      },
      known.id);
  return open;
}

void ListingWriter::ShowTools(const JudgedListing& judged, OpenSightings open, Known* known) {
  open.by_name.reserve(open.by_name.size() + judged.tools.size());
  for (const JudgedTool& tool : judged.tools) {
    // Put first: the judgement is wanted even where another tool of this name was faster.
    const int64_t definition_id = definitions_.Put(tool);
    ShowTool(tool.tool.name, definition_id, *known, &open);
    if (!tool.tool.place.empty()) {
      Execute(store_declaration_, known->id, definition_id, tool.tool.place);
    }
  }
  known->tools_shown = known->tools_shown || judged.tools_known;
  known->not_shown.clear();
  if (!known->tools_shown) return;  // a list that is unknown closes nothing
  for (const auto& [name, sighting] : open.by_name) {
    if (!sighting.shown) known->not_shown.push_back(sighting.definition_id);
  }
}

// Of two tools of one name in one run the first stands.
void ListingWriter::ShowTool(const std::string& name, int64_t definition_id, const Known& known,
                             OpenSightings* open) {
  const auto [found, inserted] = open->by_name.try_emplace(name);
  OpenSighting& sighting = found->second;
  if (sighting.shown) return;
  sighting.shown = true;
  if (sighting.definition_id == definition_id) return;
  if (!inserted) {
    Execute(close_sighting_, run_id_, known.id, sighting.definition_id);
  }
  sighting.definition_id = definition_id;
  // A replacement stands where the old one did; merging decides anew at the end of the run.
  Execute(insert_sighting_, known.id, definition_id, run_id_, sighting.stands, name);
}

void ListingWriter::AddProblem(const Source& source, const Problem& problem) {
  KnownSource& known = SourceOf(source);
  known.records += problem.lost_records;  // read, though not stored
  Execute(insert_problem_, known.id, problem.place, problem.what, run_id_);
  if (database_.Changes() > 0) ++known.problems;  // met for the first time in this run
}

void ListingWriter::CloseUnseen(const std::vector<Source>& complete) {
  for (const Source& source : std::set<Source>(complete.begin(), complete.end())) {
    for (auto& [name, known] : SourceOf(source).listings) {
      if (known.open && (!known.shown || !known.not_shown.empty())) CloseListing(&known);
    }
  }
}

// All of it when this run did not show it, else only the tools that it did not show.
void ListingWriter::CloseListing(Known* known) {
  if (!known->is_new) Execute(keep_history_, known->id, run_id_);
  const OpenSightings open = LoadSightings(*known);
  for (const auto& [name, sighting] : open.by_name) {
    if (!sighting.shown) Execute(close_sighting_, run_id_, known->id, sighting.definition_id);
  }
  known->not_shown.clear();
  known->stored = known->shown;
  if (known->shown) {
    Execute(store_digest_, known->id, *known->shown);
  } else {
    Execute(close_listing_, known->id, run_id_);
    known->open = false;
  }
}

void ListingWriter::StoreCounts() {
  SQLite::Statement store = database_.Prepare(sql::kStoreCounts);
  for (const auto& [source, known] : sources_) {
    Execute(store, known.id, static_cast<int64_t>(known.records),
            static_cast<int64_t>(known.tools_read), static_cast<int64_t>(known.problems), run_id_);
  }
}

}  // namespace mcprisk
