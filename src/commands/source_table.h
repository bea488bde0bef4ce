// Sources in the network as index shows them: before, while and after they are asked.
#ifndef MCPRISK_COMMANDS_SOURCE_TABLE_H_
#define MCPRISK_COMMANDS_SOURCE_TABLE_H_

#include <string>
#include <vector>

#include "commands/console.h"
#include "crawl/sources/source_crawl.h"

namespace mcprisk {

// "12.3 MB".
std::string BytesText(size_t bytes);
// "answers 12 of 205   failed 1   3.4 MB"
std::string NetworkText(const NetworkProgress& progress);
// One line a source, and one for each outcome but "ok" that its answers came to.
void PrintReports(const std::vector<SourceReport>& reports, Console& console);
// To standard output.
void PrintPlans(const std::vector<SourcePlan>& plans, const std::string& user_agent, bool json,
                Console& console);

}  // namespace mcprisk

#endif  // MCPRISK_COMMANDS_SOURCE_TABLE_H_
