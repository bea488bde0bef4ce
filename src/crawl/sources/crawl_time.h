// Times as sources and journals write them: "2026-01-02T03:04:05Z", fractions let pass.
#ifndef MCPRISK_CRAWL_SOURCES_CRAWL_TIME_H_
#define MCPRISK_CRAWL_SOURCES_CRAWL_TIME_H_

#include <cstddef>
#include <ctime>
#include <optional>
#include <string>

namespace mcprisk {

// Seconds since 1970; nullopt when it is no such time.
std::optional<std::time_t> SecondsOfTime(const std::string& time);
std::string TimeOfSeconds(std::time_t seconds);
// False, too, when one of them is no time.
bool IsWithinHours(const std::string& earlier, const std::string& now, size_t hours);

}  // namespace mcprisk

#endif  // MCPRISK_CRAWL_SOURCES_CRAWL_TIME_H_
