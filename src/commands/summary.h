// The whole catalog on one screen, and its statistics as JSON.
#ifndef MCPRISK_COMMANDS_SUMMARY_H_
#define MCPRISK_COMMANDS_SUMMARY_H_

#include <string>

#include "commands/console.h"

namespace mcprisk {

// Servers, tools, shares of category and risk, the ten riskiest tools, problems, and what to try
// next.
void PrintSummary(const std::string& catalog, Console& console);
// The same counts without the lists; `by_source` adds a line a source.
void PrintStats(const std::string& catalog, bool by_source, Console& console);
void PrintStatsJson(const std::string& catalog, bool by_source, Console& console);

}  // namespace mcprisk

#endif  // MCPRISK_COMMANDS_SUMMARY_H_
