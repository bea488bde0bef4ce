#include "crawl/sources/crawl_time.h"

namespace mcprisk {

std::optional<std::time_t> SecondsOfTime(const std::string& time) {
  std::tm utc{};
  const char* rest = strptime(time.c_str(), "%Y-%m-%dT%H:%M:%S", &utc);
  return rest ? std::optional(timegm(&utc)) : std::nullopt;
}

std::string TimeOfSeconds(std::time_t seconds) {
  std::tm utc{};
  gmtime_r(&seconds, &utc);
  char text[32];
  std::strftime(text, sizeof(text), "%Y-%m-%dT%H:%M:%SZ", &utc);
  return text;
}

bool IsWithinHours(const std::string& earlier, const std::string& now, size_t hours) {
  constexpr std::time_t kHour = 3600;
  std::optional<std::time_t> from = SecondsOfTime(earlier);
  std::optional<std::time_t> to = SecondsOfTime(now);
  return from && to && *to - *from <= static_cast<std::time_t>(hours) * kHour;
}

}  // namespace mcprisk
