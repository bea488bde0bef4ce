// What each host has been asked, and how often it failed in a row: whom a crawl leaves alone.
//
// Two rules. A host that fails `host_failures` times in a row is left alone for
// `host_given_up_hours`; then one try decides whether it is for as long again. Some hosts are
// gateways to thousands of live servers, of which one in five may be broken while the host is not:
// for each kGoodAnswersEach good answers of this run it takes one failure more. And no host is
// asked more than `host_day_exchanges` times in a day (UTC), whatever for.
//
// Both hold across runs where the ledger has a file. It is kept small: a line is written when a
// host is given up, and one for each hundred exchanges, so a run that is killed forgets at most the
// last hundred. Only failures of the host itself are kept: where the way to it failed (names,
// connections), our own network may have been gone, which is no reason to leave a host alone for a
// day; it is left alone for the rest of the run. Failures that were too few are not kept either, so
// that a run that goes on after a kill ends as one that was not killed. Who names a host by hand
// wants it asked now: an earlier run's verdict does not hold for it, this run's does.
//
// Knows no clock: the caller says what time it is. One thread.
#ifndef MCPRISK_CRAWL_FETCH_HOST_LEDGER_H_
#define MCPRISK_CRAWL_FETCH_HOST_LEDGER_H_

#include <cstddef>
#include <cstdint>
#include <ctime>
#include <string>
#include <string_view>
#include <unordered_map>

#include "crawl/fetch/limits.h"
#include "crawl/fetch/outcome.h"

namespace mcprisk {

// Exchanges between two lines of a host.
inline constexpr size_t kLedgerStep = 100;
inline constexpr size_t kGoodAnswersEach = 20;

// The server itself was slow or broken, and not the way to it, which may be mended at once.
bool IsOfServer(Outcome outcome);

class HostLedger {
 public:
  // `path`: a file to keep it in, made when it is needed; empty: nothing is kept. What is over
  // `now` (seconds since 1970) is dropped from it. A file that cannot be read is an empty one.
  HostLedger(const FetchLimits& limits, std::string path, std::time_t now);

  // kHostGivenUp or kLimitHostDay when the host is not to be asked now.
  Ending Check(const std::string& host, bool named_by_user, std::time_t now);
  // An exchange with it begins. Throws Error when the file cannot be written.
  void Begin(const std::string& host, std::time_t now);
  // One ended. kRateLimited is no failure. Throws Error when the file cannot be written.
  void End(const std::string& host, Outcome outcome, std::time_t now);

 private:
  struct Host {
    size_t failures = 0;
    size_t good = 0;        // answers of this run
    bool of_server = true;  // all of these failures
    std::time_t given_up_until = 0;
    bool earlier = false;  // it was given up by an earlier run
    int64_t day = 0;       // since 1970
    size_t exchanges = 0;  // on that day
  };

  void Read(std::time_t now);
  void Write(const std::string& lines);
  std::string Line(const std::string& name, const Host& host) const;

  const FetchLimits limits_;
  const std::string path_;
  std::unordered_map<std::string, Host> hosts_;
};

}  // namespace mcprisk

#endif  // MCPRISK_CRAWL_FETCH_HOST_LEDGER_H_
