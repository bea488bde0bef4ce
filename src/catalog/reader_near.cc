// Names of tools near one that no tool has. Hundreds of thousands of names stand in an index, and a
// person waits: so of the index only what may be near is looked at.
#include <algorithm>
#include <cstdint>
#include <set>

#include "base/edits.h"
#include "base/text.h"
#include "catalog/reader.h"
#include "catalog/reader_rep.h"
#include "catalog/search_text.h"
#include "catalog/sql.h"

namespace mcprisk {
namespace {

// Each is one search in the index, of 5 to 10 µs. Three slips in a name that begins with "get", as
// every fifth does, take this many among 500,000 tools.
constexpr size_t kMostLooks = 5000;
// Nobody types more of a name, and its slips are not looked for.
constexpr size_t kLongestTyped = 128;
// Rows in which to find all spellings of one name, of which most have one.
constexpr int64_t kSpellingRows = 20;
constexpr int64_t kMatchingDefinitions = 500;
constexpr size_t kShortestBeginning = 3;  // of a name that says something

// How names near `name` may begin: its first two characters, and what one slip of the keys makes of
// them (swapped, one too many, one left out).
std::set<std::string> NearBeginnings(const std::string& name) {
  std::set<std::string> beginnings = {name.substr(0, 2)};
  if (name.size() >= 2) beginnings.insert({name[1], name[0]});
  if (name.size() >= 3) {
    beginnings.insert({name[0], name[2]});
    beginnings.insert({name[1], name[2]});
  }
  return beginnings;
}

// The first text behind all that begin with `beginning`, letters folded; not empty.
std::string BehindAll(std::string_view beginning) {
  std::string behind = AsciiLowered(beginning);
  // SQLite compares bytes; none is above 0xff.
  while (behind.size() > 1 && behind.back() == static_cast<char>(0xff)) behind.pop_back();
  // Behind "@" would come "A", which is folded to where "a" is.
  behind.back() = behind.back() == '@' ? '[' : static_cast<char>(behind.back() + 1);
  return behind;
}

class NearNames {
 public:
  NearNames(Database& database, const std::string& wanted)
      : wanted_(wanted),
        next_(database.Kept(sql::kNextToolName)),
        spellings_(database.Kept(sql::kSpellingsOfToolName)),
        matching_(database.Kept(sql::kToolNamesMatching)) {}

  const std::set<std::string>& found() const { return found_; }

  // Those that slips of the keys make of it. Each edit more nearly doubles the looks, and what is
  // three away says nothing beside enough others, or beside one that a single slip leads to.
  void AddSlips(size_t most) {
    const size_t limit = MostEdits(wanted_);
    AddWithin(std::min<size_t>(2, limit));
    if (limit > 2 && found_.size() < most && least_edits_ > 1) AddWithin(limit);
    AddBeginningOtherwise();
  }

  // Those that it begins with.
  void AddBeginnings() {
    for (size_t size = kShortestBeginning; size < std::min(wanted_.size(), kLongestTyped); ++size) {
      AddSpellings(wanted_.substr(0, size));
    }
  }

  // Those that have all its words.
  void AddMatching() {
    const std::string expression = MatchExpression(wanted_);
    if (expression.empty()) return;
    ForEach(
        matching_, [&] { found_.insert(Text(matching_, 0)); }, "{name} : (" + expression + ")",
        kMatchingDefinitions);
  }

 private:
  // Those at most `limit` edits away. Behind a name that cannot become one within them, the next
  // one looked at is the first that does not begin as hopelessly.
  void AddWithin(size_t limit) {
    for (const std::string& beginning : NearBeginnings(wanted_)) {
      const std::string end = BehindAll(beginning);
      std::string from = beginning;
      while (std::optional<std::string> name = Next(from, end)) {
        const Edits edits = CountEdits(*name, wanted_, limit);
        if (edits.hopeless > 0) {
          from = BehindAll(std::string_view(*name).substr(0, edits.hopeless));
          continue;
        }
        if (edits.distance <= limit) {
          least_edits_ = std::min(least_edits_, edits.distance);
          AddSpellings(*name);
        }
        from = *name + '\0';
      }
    }
  }

  // Those that it is for one other or one missing letter before the third, which lead to beginnings
  // that AddWithin does not look under. Of a short name everything is so near.
  void AddBeginningOtherwise() {
    if (wanted_.size() <= kShortestBeginning) return;
    constexpr std::string_view kLetters = "abcdefghijklmnopqrstuvwxyz0123456789_-";
    for (size_t at = 0; at < 2; ++at) {
      for (char letter : kLetters) {
        std::string other = wanted_;
        AddSpellings(other.insert(at, 1, letter));
        AddSpellings(other.erase(at + 1, 1));
      }
    }
  }

  // nullopt also when enough was looked at.
  std::optional<std::string> Next(const std::string& from, const std::string& end) {
    std::optional<std::string> name;
    if (looks_ == kMostLooks) return name;
    ++looks_;
    ForEach(
        next_, [&] { name = Text(next_, 0); }, from, end);
    return name;
  }

  void AddSpellings(const std::string& name) {
    ForEach(
        spellings_, [&] { found_.insert(Text(spellings_, 0)); }, name, kSpellingRows);
  }

  const std::string& wanted_;
  SQLite::Statement& next_;
  SQLite::Statement& spellings_;
  SQLite::Statement& matching_;
  size_t looks_ = 0;
  size_t least_edits_ = SIZE_MAX;  // of those that AddWithin found
  std::set<std::string> found_;
};

}  // namespace

std::vector<std::string> CatalogReader::NearToolNames(const std::string& name, size_t most) {
  if (name.empty()) return {};
  return rep_->Reading([&] {
    NearNames near(rep_->database, name);
    if (name.size() <= kLongestTyped) near.AddSlips(most);
    near.AddBeginnings();
    near.AddMatching();
    return NearestNames(name, {near.found().begin(), near.found().end()}, most);
  });
}

}  // namespace mcprisk
