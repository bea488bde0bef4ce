// Rows of a catalog as lines for a terminal, and how commands find them.
#ifndef MCPRISK_COMMANDS_CATALOG_RECORDS_H_
#define MCPRISK_COMMANDS_CATALOG_RECORDS_H_

#include <string>
#include <vector>

#include "catalog/reader.h"
#include "commands/console.h"
#include "policy/policy.h"

namespace mcprisk {

// The record of each, as one JSON array.
void PrintToolsJson(const std::vector<CatalogTool>& tools, const Posture& posture,
                    Console& console);
// One line a tool: risk, category, name, server, confidence and what its description says.
std::string ToolLine(const CatalogTool& tool, bool with_server, const Console& console);

// The server that `name` means: any of its identities, its name, or a unique prefix. Prints what to
// do to `err` and returns nothing when there is none or more than one.
std::optional<CatalogServer> OneServer(CatalogReader& reader, const std::string& catalog,
                                       const std::string& name, Console& console);

// The posture of that name. Throws UsageError naming those that exist. For a posture out of a file,
// policy_settings.h.
const Posture& PostureNamed(const std::string& name);

}  // namespace mcprisk

#endif  // MCPRISK_COMMANDS_CATALOG_RECORDS_H_
