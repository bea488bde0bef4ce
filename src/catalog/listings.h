// Writes listings and what became of them: identities, sightings, history. Private to catalog/.
//
// A listing whose record and definitions are what they were costs one small update. Any other is
// compared with what is stored, row by row. Nothing is closed before the end of the run, since a
// second record of the same server may still show it; the exception is a definition that another of
// the same name replaces.
#ifndef MCPRISK_CATALOG_LISTINGS_H_
#define MCPRISK_CATALOG_LISTINGS_H_

#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/digest.h"
#include "catalog/database.h"
#include "catalog/definitions.h"

namespace mcprisk {

class ListingWriter {
 public:
  // Both must outlive it.
  ListingWriter(Database& database, DefinitionWriter& definitions, int64_t run_id);

  void Add(const JudgedListing& judged);
  void AddProblem(const Source& source, const Problem& problem);

  // Closes what the run did not show of these sources.
  void CloseUnseen(const std::vector<Source>& complete);
  // Records what the run counted of each source it met.
  void StoreCounts();

  // Of the listings that the run showed, by their ids: the names that have several definitions.
  using RepeatedNames = std::map<int64_t, std::set<std::string>>;
  const RepeatedNames& repeated() const { return repeated_; }

 private:
  struct Known {  // a listing that is stored
    int64_t id = 0;
    std::optional<Digest> stored;  // content_digest
    bool open = true;
    bool is_new = false;  // met for the first time in this run
    // Of what this run has shown so far:
    std::optional<Digest> shown;     // its content; none: nothing yet
    bool tools_shown = false;        // a record that knows its tools
    std::vector<int64_t> not_shown;  // definitions of open sightings; empty unless tools_shown
  };
  struct KnownSource {
    int64_t id = 0;
    size_t records = 0;
    size_t tools_read = 0;
    size_t problems = 0;
    std::unordered_map<std::string, Known> listings;  // by name
  };
  struct OpenSighting {
    int64_t definition_id = 0;
    int64_t stands = 1;
    bool shown = false;
  };
  // By tool name; the names are those of the tools that are shown, or in `stored`.
  struct OpenSightings {
    std::deque<std::string> stored;
    std::unordered_map<std::string_view, OpenSighting> by_name;
  };

  KnownSource& SourceOf(const Source& source);
  Digest Content(const JudgedListing& judged, const std::optional<Digest>& before);
  void Insert(const JudgedListing& judged, int64_t source_id, const Digest& content, Known* known);
  void Update(const JudgedListing& judged, const Digest& content, Known* known);
  void SyncIdentities(const Server& server, bool keep_others, int64_t listing_id);
  OpenSightings LoadSightings(const Known& known);
  // Opens and replaces sightings; says in *known what was not shown.
  void ShowTools(const JudgedListing& judged, OpenSightings open, Known* known);
  void ShowTool(const std::string& name, int64_t definition_id, const Known& known,
                OpenSightings* open);
  void CloseListing(Known* known);

  Database& database_;
  DefinitionWriter& definitions_;
  const int64_t run_id_;
  std::map<Source, KnownSource> sources_;
  RepeatedNames repeated_;
  std::string content_;  // what a content digest is over

  SQLite::Statement insert_listing_, update_listing_, extend_listing_, touch_listing_;
  SQLite::Statement store_digest_, close_listing_;
  SQLite::Statement insert_identity_, delete_identity_, identities_;
  SQLite::Statement insert_sighting_, close_sighting_, open_sightings_, store_declaration_;
  SQLite::Statement keep_history_, insert_problem_;
};

}  // namespace mcprisk

#endif  // MCPRISK_CATALOG_LISTINGS_H_
