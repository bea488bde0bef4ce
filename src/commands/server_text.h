// A server's record for a person at a terminal.
#ifndef MCPRISK_COMMANDS_SERVER_TEXT_H_
#define MCPRISK_COMMANDS_SERVER_TEXT_H_

#include <string>
#include <string_view>
#include <vector>

#include "catalog/reader.h"
#include "commands/console.h"

namespace mcprisk {

// "  protection  ", the left column of the lines below.
std::string ServerLabel(std::string_view label);
// Name, description, identities, transports and where it was seen.
void PrintServerHead(const CatalogServer& server, Console& console);
// The counts, and one line a tool in the order given.
void PrintServerTools(const CatalogServer& server, const std::vector<CatalogTool>& tools,
                      Console& console);

}  // namespace mcprisk

#endif  // MCPRISK_COMMANDS_SERVER_TEXT_H_
