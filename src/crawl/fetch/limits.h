// Every bound on what a stranger's server may cost us.
//
// The constants are the defaults; a crawl carries a FetchLimits, which `--limit NAME=VALUE`
// changes. kFetchLimits is the one list of them: `mcprisk limits` prints it and `--limit` looks
// names up in it. To add a limit, add a constant, a member and a line there. Reasons: the largest
// real listing page is 0.6 MB, the largest real answer to tools/list 1.1 MB; times are what a
// person would wait for.
#ifndef MCPRISK_CRAWL_FETCH_LIMITS_H_
#define MCPRISK_CRAWL_FETCH_LIMITS_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace mcprisk {

// --- One exchange --------------------------------------------------------------------------------
inline constexpr size_t kMaxUrlBytes = 2048;
inline constexpr size_t kMaxRedirects = 5;
inline constexpr size_t kMaxHeaderBytes = size_t{64} << 10;  // all header lines of one answer
inline constexpr size_t kMaxBodyBytes = size_t{8} << 20;     // decoded
// Some sources are one document: mcpm's is 2.6 MB, toolsdk's 1.9 MB.
inline constexpr size_t kMaxCatalogBytes = size_t{64} << 20;
inline constexpr size_t kMaxBodyRatio = 100;                    // decoded to received, beyond
inline constexpr size_t kBodyRatioFreeBytes = size_t{1} << 20;  // this much decoded
// Milliseconds of an exchange are those in which we wait for the peer (patience.h).
inline constexpr size_t kConnectMilliseconds = 5000;     // name, TCP and TLS together
inline constexpr size_t kFirstByteMilliseconds = 10000;  // from sent to the first header
inline constexpr size_t kMinBytesPerSecond = 100;        // below this for
inline constexpr size_t kSlowMilliseconds = 10000;       // so long: given up
inline constexpr size_t kExchangeMilliseconds = 30000;   // from connecting to the last byte
// What arrives at this rate does not use up kExchangeMilliseconds: of who sends so fast, it is the
// limits of bytes that say when it is enough. Eight megabytes take half a minute at it.
inline constexpr size_t kFastBytesPerSecond = size_t{256} << 10;

// --- Trying again --------------------------------------------------------------------------------
// Full jitter: a try waits anything up to kBackoffMilliseconds * 2^n, at most kMaxBackoff…
inline constexpr size_t kMaxAttempts = 4;
inline constexpr size_t kBackoffMilliseconds = 1000;
inline constexpr size_t kMaxBackoffMilliseconds = 300000;
// What a Retry-After may ask for. A longer wait is an outcome, not a wait.
inline constexpr size_t kMinRetryAfterMilliseconds = 1000;
inline constexpr size_t kMaxRetryAfterMilliseconds = 300000;
// So many failures of one host in a row, and it is left alone for so long; then it has one try.
inline constexpr size_t kHostFailures = 5;
inline constexpr size_t kHostGivenUpHours = 24;

// --- Politeness ----------------------------------------------------------------------------------
inline constexpr size_t kMaxExchanges = 32;     // at a time, over all hosts
inline constexpr size_t kMaxHostExchanges = 1;  // at a time with one host
// Between the beginnings of two exchanges with one host: 60 a minute is what the official registry
// has considered to allow one address.
inline constexpr size_t kHostMilliseconds = 1000;
// The same where a list goes on, of servers or of one server's tools: an API gives a cursor so that
// it is followed, one page after the other, and at a second each 200 pages of tools would outlast
// the conversation. A registry that says that this is too fast gets kHostMilliseconds from then on.
// What else belongs to one conversation with a live server (initialize, its notification, the first
// page) follows at once: it is one question in three messages, and no host has two at a time.
inline constexpr size_t kPageMilliseconds = 50;
// Of one host, all exchanges in a day: the npm packages that the official registry lists take two
// each of the one host they are on, which are 14,000. No crawl that is right needs more than this.
inline constexpr size_t kHostDayExchanges = 50000;
inline constexpr size_t kMaxRobotsBytes = size_t{500} << 10;  // RFC 9309 asks for at least that

// --- Lists in pages ------------------------------------------------------------------------------
// The official registry has 20,236 names at 100 a page, and grows by half a year ago's size.
inline constexpr size_t kMaxPages = 20000;
inline constexpr size_t kMaxCursorBytes = 4096;

// The limits in force. Milliseconds and bytes.
struct FetchLimits {
  size_t url_bytes = kMaxUrlBytes;
  size_t redirects = kMaxRedirects;
  size_t header_bytes = kMaxHeaderBytes;
  size_t body_bytes = kMaxBodyBytes;
  size_t catalog_bytes = kMaxCatalogBytes;
  size_t body_ratio = kMaxBodyRatio;
  size_t connect_milliseconds = kConnectMilliseconds;
  size_t first_byte_milliseconds = kFirstByteMilliseconds;
  size_t min_bytes_per_second = kMinBytesPerSecond;
  size_t slow_milliseconds = kSlowMilliseconds;
  size_t exchange_milliseconds = kExchangeMilliseconds;
  size_t attempts = kMaxAttempts;
  size_t backoff_milliseconds = kBackoffMilliseconds;
  size_t max_retry_after_milliseconds = kMaxRetryAfterMilliseconds;
  size_t host_failures = kHostFailures;
  size_t host_given_up_hours = kHostGivenUpHours;
  size_t exchanges = kMaxExchanges;
  size_t host_exchanges = kMaxHostExchanges;
  size_t host_milliseconds = kHostMilliseconds;
  size_t page_milliseconds = kPageMilliseconds;
  size_t host_day_exchanges = kHostDayExchanges;
  size_t pages = kMaxPages;
};

struct FetchLimit {
  std::string_view name;  // of the constant
  size_t value;           // the default
  std::string_view unit;
  std::string_view what;
  size_t FetchLimits::*member;  // nullptr: fixed
};

// All of them, in the order of this file.
const std::vector<FetchLimit>& KnownFetchLimits();

// Applies "kMaxBodyBytes=1048576". The message names what is wrong and the nearest names.
Result<FetchLimits> WithLimit(FetchLimits limits, std::string_view assignment);

}  // namespace mcprisk

#endif  // MCPRISK_CRAWL_FETCH_LIMITS_H_
