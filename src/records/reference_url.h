// Where a reference leads, be it an address or the id of a framework.
#ifndef MCPRISK_RECORDS_REFERENCE_URL_H_
#define MCPRISK_RECORDS_REFERENCE_URL_H_

#include <string>
#include <string_view>

namespace mcprisk {

// "https://…" itself, for an id of data/references.yaml its framework's address, else empty.
std::string ReferenceUrl(std::string_view reference);
// "MCP03:2025 Tool Poisoning"; an address, and an id that the table does not have, as it is.
std::string ReferenceText(std::string_view reference);

}  // namespace mcprisk

#endif  // MCPRISK_RECORDS_REFERENCE_URL_H_
