// The Fetcher that asks the real network, by libcurl's multi interface.
//
// HTTP/1.1 and HTTP/2, connections kept and shared, gzip, deflate and brotli. No proxy, no cookies,
// no .netrc: nothing of this machine's configuration goes to strangers. Content encodings that were
// not offered and any second layer of one are refused, since they only serve bombs.
#ifndef MCPRISK_CRAWL_FETCH_CURL_FETCHER_H_
#define MCPRISK_CRAWL_FETCH_CURL_FETCHER_H_

#include <ctime>
#include <functional>
#include <memory>
#include <string>

#include "crawl/fetch/address.h"
#include "crawl/fetch/fetcher.h"

namespace mcprisk {

struct FetchOptions {
  FetchLimits limits;      // of pacing and concurrency; each Request has its own for its exchange
  std::string user_agent;  // "mcprisk/1.0 (+https://…)"
  AddressRules allowed;    // beyond public addresses
  std::string ca_file;     // certificates to trust instead of the system's; empty: the system's
  std::string ledger;      // file of the HostLedger; empty: it is forgotten with the Fetcher
  std::function<std::time_t()> now;  // of the ledger; empty: the system's
};

// Throws Error when curl cannot be set up.
std::unique_ptr<Fetcher> MakeCurlFetcher(FetchOptions options);

}  // namespace mcprisk

#endif  // MCPRISK_CRAWL_FETCH_CURL_FETCHER_H_
