#include "crawl/fetch/limits.h"

#include <charconv>

#include "base/text.h"

namespace mcprisk {

const std::vector<FetchLimit>& KnownFetchLimits() {
  using L = FetchLimits;
  static const std::vector<FetchLimit> kKnown = {
      {"kMaxUrlBytes", kMaxUrlBytes, "bytes", "one URL", &L::url_bytes},
      {"kMaxRedirects", kMaxRedirects, "times", "redirects of one exchange", &L::redirects},
      {"kMaxHeaderBytes", kMaxHeaderBytes, "bytes", "headers of one answer", &L::header_bytes},
      {"kMaxBodyBytes", kMaxBodyBytes, "bytes", "body of one answer, decoded", &L::body_bytes},
      {"kMaxCatalogBytes", kMaxCatalogBytes, "bytes", "a whole catalog that is one document",
       &L::catalog_bytes},
      {"kMaxBodyRatio", kMaxBodyRatio, "times", "decoded to received, of one body", &L::body_ratio},
      {"kBodyRatioFreeBytes", kBodyRatioFreeBytes, "bytes", "decoded before the ratio counts",
       nullptr},
      {"kConnectMilliseconds", kConnectMilliseconds, "ms", "to look up, connect and agree on TLS",
       &L::connect_milliseconds},
      {"kFirstByteMilliseconds", kFirstByteMilliseconds, "ms", "from connected to all headers",
       &L::first_byte_milliseconds},
      {"kMinBytesPerSecond", kMinBytesPerSecond, "bytes/s", "below which a body is too slow",
       &L::min_bytes_per_second},
      {"kSlowMilliseconds", kSlowMilliseconds, "ms", "a body may be too slow",
       &L::slow_milliseconds},
      {"kExchangeMilliseconds", kExchangeMilliseconds, "ms", "one exchange",
       &L::exchange_milliseconds},
      {"kFastBytesPerSecond", kFastBytesPerSecond, "bytes/s",
       "that use up nothing of kExchangeMilliseconds", nullptr},
      {"kMaxAttempts", kMaxAttempts, "times", "an exchange is tried", &L::attempts},
      {"kBackoffMilliseconds", kBackoffMilliseconds, "ms", "at most, before the second try",
       &L::backoff_milliseconds},
      {"kMaxBackoffMilliseconds", kMaxBackoffMilliseconds, "ms", "at most, before any try",
       nullptr},
      {"kMinRetryAfterMilliseconds", kMinRetryAfterMilliseconds, "ms",
       "waited where Retry-After asks for less", nullptr},
      {"kMaxRetryAfterMilliseconds", kMaxRetryAfterMilliseconds, "ms",
       "Retry-After may ask for; beyond it, given up", &L::max_retry_after_milliseconds},
      {"kHostFailures", kHostFailures, "times", "in a row, and a host is left alone",
       &L::host_failures},
      {"kHostGivenUpHours", kHostGivenUpHours, "h", "for which it is left alone",
       &L::host_given_up_hours},
      {"kMaxExchanges", kMaxExchanges, "", "exchanges at a time", &L::exchanges},
      {"kMaxHostExchanges", kMaxHostExchanges, "", "exchanges at a time with one host",
       &L::host_exchanges},
      {"kHostMilliseconds", kHostMilliseconds, "ms", "between two exchanges with one host",
       &L::host_milliseconds},
      {"kPageMilliseconds", kPageMilliseconds, "ms", "between two pages of one list",
       &L::page_milliseconds},
      {"kHostDayExchanges", kHostDayExchanges, "", "exchanges with one host in a day",
       &L::host_day_exchanges},
      {"kMaxRobotsBytes", kMaxRobotsBytes, "bytes", "read of a robots.txt", nullptr},
      {"kMaxPages", kMaxPages, "pages", "of one list of servers", &L::pages},
      {"kMaxCursorBytes", kMaxCursorBytes, "bytes", "a cursor", nullptr},
  };
  return kKnown;
}

Result<FetchLimits> WithLimit(FetchLimits limits, std::string_view assignment) {
  const size_t equals = assignment.find('=');
  const std::string_view name = assignment.substr(0, equals);
  std::vector<std::string> names;
  for (const FetchLimit& limit : KnownFetchLimits()) {
    if (!limit.member) continue;
    names.emplace_back(limit.name);
    if (limit.name != name) continue;
    const std::string_view digits =
        equals == std::string_view::npos ? std::string_view() : assignment.substr(equals + 1);
    size_t value = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (digits.empty() || error != std::errc() || end != digits.data() + digits.size()) {
      return Failure("a limit is NAME=NUMBER, such as " + std::string(name) + "=" +
                     std::to_string(limit.value));
    }
    limits.*limit.member = value;
    return limits;
  }
  std::vector<std::string> near = NearestNames(name, names, 1);
  return Failure("no limit \"" + ForTerminal(name, 40) + "\" can be set" +
                 (near.empty() ? "" : ", did you mean " + near[0] + "?") +
                 " (mcprisk limits lists them)");
}

}  // namespace mcprisk
