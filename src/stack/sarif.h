// Findings about a stack as SARIF (base/sarif.h). Pure function, deterministic, safe from any
// thread.
#ifndef MCPRISK_STACK_SARIF_H_
#define MCPRISK_STACK_SARIF_H_

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "stack/findings.h"

namespace mcprisk {

struct SarifInput {
  std::string_view program_version;
  // Absolute; files below it are named relative to it, others by file: URLs.
  std::string base_folder;
};

// The whole file with a final newline. Problems become notifications of the invocation. Messages
// are escaped for display, and hold no links.
std::string ToSarif(const std::vector<StackFinding>& findings, const std::vector<Problem>& problems,
                    const SarifInput& input);

}  // namespace mcprisk

#endif  // MCPRISK_STACK_SARIF_H_
