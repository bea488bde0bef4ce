// Exchanges of tests: small times, the loopback allowed, endings as text.
#ifndef MCPRISK_TESTS_SUPPORT_FETCHING_H_
#define MCPRISK_TESTS_SUPPORT_FETCHING_H_

#include <atomic>
#include <memory>
#include <string>

#include "crawl/fetch/curl_fetcher.h"

namespace mcprisk {

// Bounds that a test can wait for. One try, no pacing.
FetchLimits QuickLimits();

// A fetcher that may ask 127.0.0.0/8, unless `allowed` names something else ("" for nothing).
std::unique_ptr<Fetcher> TestFetcher(const FetchLimits& limits = QuickLimits(),
                                     const std::string& allowed = "127.0.0.0/8",
                                     const std::string& ca_file = {});

Request GetOf(const std::string& url, const FetchLimits& limits = QuickLimits());

// Submits and runs to the end.
Response FetchOne(Fetcher& fetcher, Request request);
// With a fetcher of its own.
Response FetchUrl(const std::string& url, const FetchLimits& limits = QuickLimits());

// "200 body", or the ending's text.
std::string TextOf(const Response& response);

}  // namespace mcprisk

#endif  // MCPRISK_TESTS_SUPPORT_FETCHING_H_
