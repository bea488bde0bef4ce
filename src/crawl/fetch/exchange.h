// One question and its answer over one connection, with every bound on it: private to fetch/.
//
// Redirects and further tries are made of several of these, so that each is checked alike.
#ifndef MCPRISK_CRAWL_FETCH_EXCHANGE_H_
#define MCPRISK_CRAWL_FETCH_EXCHANGE_H_

#include <chrono>
#include <memory>
#include <optional>
#include <string>

#include "crawl/fetch/curl_fetcher.h"
#include "crawl/fetch/fetcher.h"
#include "crawl/fetch/url.h"

namespace mcprisk {

// What is sent on this hop; what stays the same over all hops is in the Request.
struct Hop {
  WebUrl url;
  Method method = Method::kGet;
  Headers headers;
  bool with_body = false;
};

struct HopResult {
  Ending ending;
  ResponseHead head;
  std::string body;
  size_t received_bytes = 0;
  std::chrono::milliseconds waited{0};  // for the peer
  std::optional<std::chrono::milliseconds> retry_after;
};

class Exchange {
 public:
  // `request` and `options` must outlive it.
  Exchange(const Request& request, Hop hop, const FetchOptions& options);
  ~Exchange();
  Exchange(const Exchange&) = delete;
  Exchange& operator=(const Exchange&) = delete;

  // The CURL*, to be run by a multi handle.
  void* handle() const;
  // Looks at how much time has passed. True once it has run out of it: take it from the multi
  // handle and call Finish.
  bool Overdue(std::chrono::steady_clock::time_point now);
  // `code`: the CURLcode, where curl ended it.
  HopResult Finish(std::optional<int> code);

 private:
  struct Rep;
  std::unique_ptr<Rep> rep_;
};

}  // namespace mcprisk

#endif  // MCPRISK_CRAWL_FETCH_EXCHANGE_H_
