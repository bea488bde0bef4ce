// URLs as they come from strangers, judged before anything is asked.
//
// Pure functions, safe from any thread. What curl's parser takes for the host is what it connects
// to, so the same parser is asked here.
#ifndef MCPRISK_CRAWL_FETCH_URL_H_
#define MCPRISK_CRAWL_FETCH_URL_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "crawl/fetch/address.h"
#include "crawl/fetch/outcome.h"

namespace mcprisk {

struct WebUrl {
  std::string text;    // the whole, without fragment; what is sent
  std::string scheme;  // "http" or "https"
  std::string host;    // lower case, without brackets and final dot
  uint16_t port = 0;
  std::string path;  // with the query; begins with "/"

  std::string Origin() const;  // "https://acme.example:443"
};

// Refused: what is no http(s) URL, white space, controls and backslashes, a user or password,
// unresolved {variables}, more than `max_bytes`.
tl::expected<WebUrl, Ending> ParseUrl(std::string_view text, size_t max_bytes);
// The URL that `reference`, relative or not, means in a document at `base`.
tl::expected<WebUrl, Ending> ResolveUrl(const WebUrl& base, std::string_view reference,
                                        size_t max_bytes);

// Whether the URL may be asked at all: http, and other ports than 80, 443, 8080 and 8443, only
// where the user named the URL or vouched for its host.
Ending CheckUrl(const WebUrl& url, bool named_by_user, const AddressRules& rules);

}  // namespace mcprisk

#endif  // MCPRISK_CRAWL_FETCH_URL_H_
