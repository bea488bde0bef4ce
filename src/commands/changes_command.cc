// mcprisk changes: what changed in a catalog, a feed that can be resumed.
#include <algorithm>
#include <charconv>

#include "base/text.h"
#include "catalog/reader.h"
#include "commands/change_text.h"
#include "commands/command.h"
#include "commands/options.h"
#include "records/change_record.h"

namespace mcprisk {
namespace {

// "2026", "2026-01-31" or a whole time; also what RFC 3339 allows behind it.
bool IsDate(const std::string& text) {
  constexpr std::string_view kForm = "0000-00-00T00:00:00";
  if (text.size() < 4) return false;
  for (size_t i = 0; i < std::min(text.size(), kForm.size()); ++i) {
    const bool fits = kForm[i] == '0' ? IsAsciiDigit(text[i]) : text[i] == kForm[i];
    if (!fits) return false;
  }
  return text.size() == 4 || text.size() == 7 || text.size() == 10 ||
         (text.size() == kForm.size() + 1 && text.back() == 'Z');
}

// A sequence or a date: a bare number is a sequence, so a year alone is "2026-01".
void ReadSince(const std::string& since, ChangeQuery* query) {
  if (since.empty()) return;
  int64_t sequence = 0;
  const char* end = since.data() + since.size();
  const auto [at, error] = std::from_chars(since.data(), end, sequence);
  if (error == std::errc() && at == end && sequence >= 0) {
    query->since = sequence;
  } else if (IsDate(since)) {
    query->since_time = since;
  } else {
    throw UsageError(
        "--since takes a sequence (412) or a date (2026-01-31, "
        "2026-01-31T06:00:00Z), not \"" +
        ForTerminal(since, 40) + "\"");
  }
}

// One server where the name means one now; a server that is gone is known by its name only.
void ReadServer(CatalogReader& reader, const std::string& name, ChangeQuery* query) {
  if (name.empty()) return;
  const std::vector<CatalogServer> found = reader.FindServers(name, 2);
  if (found.size() > 1 && found[0].name != name) {
    throw UsageError("more than one server is called \"" + ForTerminal(name, 60) + "\", \"" +
                     ForTerminal(found[0].name, 60) + "\" and \"" + ForTerminal(found[1].name, 60) +
                     "\" among them; name one of them whole");
  }
  if (found.empty()) {
    query->server_name = name;
  } else {
    query->server_id = found[0].id;
  }
}

void PrintPage(const ChangePage& page, Console& console) {
  for (const StoredChange& change : page.changes) {
    const std::string lead =
        "#" + std::to_string(change.sequence) + "  " + change.seen.substr(0, 10) + "  ";
    console.out() << ChangeText(ForTerminal(lead) + "  ", change.server, change.event, console);
  }
  if (page.changes.empty()) console.out() << "nothing changed\n";
  console.out() << (page.more ? "more follow" : "that is all") << "; go on with --since "
                << page.next << "\n";
}

int Run(const std::vector<std::string>& arguments, Console& console) {
  std::string catalog = "catalog.db";
  std::string since;
  std::string server;
  std::string severity;
  ChangeQuery query;
  bool json = false;
  Options parser("changes",
                 "What changed in servers and tools between runs of index, newest last: each field "
                 "with its class and severity.",
                 "mcprisk changes --since 2026-01-01 --severity High");
  parser.Text("--since", &since,
              "Go on behind this sequence, or from this date on; without it, the newest ones");
  parser.Text("--server", &server, "Only of this server");
  parser.Choice("--severity", &severity, {"Info", "Low", "Medium", "High", "Critical"},
                "Only of this severity or above");
  parser.Number("--limit", &query.limit, "At most so many");
  parser.Text("--catalog", &catalog, "The catalog to ask");
  parser.Flag("--json", &json, "Print as JSON");
  if (!parser.Parse(arguments, console)) return kExitDone;
  ReadSince(since, &query);
  query.at_least = ParseSeverity(severity).value_or(Severity::kInfo);
  CatalogReader reader(catalog);
  ReadServer(reader, server, &query);
  const ChangePage page = reader.Changes(query);
  if (json) {
    console.out() << ChangePageRecord(page).Json() << "\n";
  } else {
    PrintPage(page, console);
  }
  return kExitDone;
}

}  // namespace

extern const Command kChangesCommand;
const Command kChangesCommand = {"changes", "what changed in servers and tools, and how bad it is",
                                 Run};

}  // namespace mcprisk
