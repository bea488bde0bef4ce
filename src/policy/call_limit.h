// Limits of different windows, made comparable.
#ifndef MCPRISK_POLICY_CALL_LIMIT_H_
#define MCPRISK_POLICY_CALL_LIMIT_H_

#include <cstddef>
#include <optional>

#include "policy/policy.h"

namespace mcprisk {

inline size_t CallsAnHour(const CallLimit& limit) {
  constexpr size_t kMinutesPerHour = 60;
  return limit.window == "minute" ? limit.max * kMinutesPerHour : limit.max;
}

// The stricter of the two, by calls an hour; the other one where one is not there.
inline std::optional<CallLimit> StricterLimit(const std::optional<CallLimit>& a,
                                              const std::optional<CallLimit>& b) {
  if (!a || !b) return a ? a : b;
  return CallsAnHour(*a) <= CallsAnHour(*b) ? a : b;
}

}  // namespace mcprisk

#endif  // MCPRISK_POLICY_CALL_LIMIT_H_
