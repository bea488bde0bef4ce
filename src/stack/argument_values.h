// The values in the arguments of a command line that may be secrets, with the names that stand
// before them: "--token X", "--token=X", "-H 'Authorization: Bearer X'", addresses, and words that
// stand alone. Variables ("docker run -e TOKEN=X") are ReadLaunch's.
//
// Which of them are secrets, the functions of stack/secret.h say. Pure function, deterministic,
// safe from any thread.
#ifndef MCPRISK_STACK_ARGUMENT_VALUES_H_
#define MCPRISK_STACK_ARGUMENT_VALUES_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace mcprisk {

struct ArgumentValue {
  enum class Kind { kUrl, kHeader, kArgument };
  Kind kind = Kind::kArgument;
  std::string_view name;  // of the header or flag; empty for what stands alone
  std::string_view value;
  size_t argument = 0;  // where it stands
};

// Views into `arguments`, in their order.
std::vector<ArgumentValue> ArgumentValues(const std::vector<std::string>& arguments);

}  // namespace mcprisk

#endif  // MCPRISK_STACK_ARGUMENT_VALUES_H_
