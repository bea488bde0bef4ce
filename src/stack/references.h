// References to variables in the values of entries: "${NAME}", "${env:NAME}", "${NAME:-default}",
// "$NAME". What clients have besides ("{{x}}", "${input:x}", "op://…") has no value here.
//
// Pure function, deterministic, safe from any thread.
#ifndef MCPRISK_STACK_REFERENCES_H_
#define MCPRISK_STACK_REFERENCES_H_

#include <map>
#include <string>
#include <string_view>

#include "base/result.h"

namespace mcprisk {

// `text` with every reference replaced by its value. Fails, naming the variable, where one has none
// in `given`; what was filled in is not looked at again.
Result<std::string> FillReferences(std::string_view text,
                                   const std::map<std::string, std::string>& given);

}  // namespace mcprisk

#endif  // MCPRISK_STACK_REFERENCES_H_
