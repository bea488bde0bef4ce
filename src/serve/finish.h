// What stands around every answer: who may ask, the headers that keep browsers safe, ETag and 304,
// gzip, HEAD. Pure functions but for the compressor; safe from any thread.
#ifndef MCPRISK_SERVE_FINISH_H_
#define MCPRISK_SERVE_FINISH_H_

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "serve/http.h"

namespace mcprisk {

// Below this, gzip saves no packet.
inline constexpr size_t kLeastGzipBytes = 1200;

// Why the request is refused before any handler sees it; nullopt when it is not.
//
// - Host must name this server: a name of `hosts` (lower case, without port). A page of a stranger
//   whose name resolves to 127.0.0.1 sends its own name (DNS rebinding). {"*"} allows every name.
// - What changes or costs something (anything but GET, HEAD, OPTIONS) must not come from a page of
//   another site: Origin, when there is one, must name one of `hosts`, too.
std::optional<WebResponse> Refusal(const WebRequest& request,
                                   const std::vector<std::string>& hosts);

// "localhost" of "LOCALHOST:8080", "[::1]" of "[::1]:80".
std::string HostWithoutPort(std::string_view host);

// An answer with its headers, ready for any number of clients.
struct Prepared {
  WebResponse response;
  std::string etag;     // empty: none
  std::string gzipped;  // empty: not yet, or not worth it
  bool compressible = false;

  size_t Bytes() const { return response.body.size() + gzipped.size() + sizeof(Prepared); }
};

Prepared Prepare(WebResponse response);

// What this request gets of it: 304, without body for HEAD, compressed. Fills `gzipped`.
WebResponse Deliver(const WebRequest& request, Prepared* prepared);

// Whether `accept_encoding` takes gzip ("gzip;q=0" does not).
bool AcceptsGzip(std::string_view accept_encoding);
std::string Gzipped(std::string_view text);

}  // namespace mcprisk

#endif  // MCPRISK_SERVE_FINISH_H_
