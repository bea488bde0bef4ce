// Catalogs as text: a run written in a few lines goes in, a sorted listing of all that is stored
// comes out, so that tests compare whole states.
#ifndef MCPRISK_TESTS_SUPPORT_CATALOG_TEXT_H_
#define MCPRISK_TESTS_SUPPORT_CATALOG_TEXT_H_

#include <string>
#include <string_view>
#include <vector>

#include "catalog/catalog.h"

namespace mcprisk {

// What a run is shown. One line for each thing:
//
//   mcpm weather: npm:@acme/weather github.com/acme/weather   a listing: source format, name,
//   identities
//     get_weather: Get the weather.                           a tool of it, with its description
//     ?                                                       its tools are unknown
//   ! mcpm weather.json: not JSON                             a problem: source format, place, what
//
// The source of format F is at "/data/F"; its Standing follows from F (live, mcpb, docker, mcpm,
// metorial, toolsdk, registry; others are kOther). Identities are told apart by their looks:
// "npm:…" and "pypi:…", "https://…", "github.com/…", and all others are registry names. The
// judgement follows from the first word of the tool's name: get is Read Low, delete is Destructive
// Critical, pay is Financial Critical, run is Execute High, all others are Write Medium.
struct RunInput {
  std::vector<JudgedListing> listings;
  std::vector<std::pair<Source, Problem>> problems;
  std::vector<Source> sources;  // all that the text names
};
RunInput ParseRun(std::string_view text);

// The tool, as ParseRun makes it.
JudgedTool MakeJudgedTool(const std::string& name, const std::string& description);

// Runs one index into the catalog at `path`; the sources in `complete` are.
MergeReport IndexRun(const std::string& path, const RunInput& input,
                     const std::vector<Source>& complete);

// Runs one index of `text`. Its sources are complete, and those of
// `also_complete`, too. `rules` is the name of the rule set; the run starts at `started`.
MergeReport IndexText(const std::string& path, std::string_view text,
                      const std::vector<Source>& also_complete = {},
                      const std::string& rules = "rules",
                      const std::string& started = "2026-01-01T00:00:00Z");
// The same, but it is interrupted at its end.
MergeReport InterruptText(const std::string& path, std::string_view text);

// All that is stored, in the order of names and without ids, so that equal catalogs give equal
// texts.
std::string DumpCatalog(const std::string& path);
// What the catalog shows, without how it came to: no runs, times and ids, nothing that is gone.
// However often a crawl was broken off, it is the same.
std::string DumpShown(const std::string& path);
// One line for each tool that stands: "server / tool: Category Risk, from source". By server and
// tool.
std::string DumpStanding(const std::string& path);
// The rows of a query, values separated by "|".
std::string Rows(const std::string& path, const std::string& sql);

}  // namespace mcprisk

#endif  // MCPRISK_TESTS_SUPPORT_CATALOG_TEXT_H_
