// A request and its answer as plain values: all that pages and API know of HTTP. Sockets are
// http_server.h's, so that every handler is a function from text to text.
//
// Paths: a name of a stranger is one or more segments of a path, percent-encoded. Browsers fold "."
// and ".." and proxies fold empty segments, so a segment that is one of these, or begins with "=",
// is written with "=" in front (EncodeSegment). A server's name keeps its slashes and comes last:
// /servers/io.github.acme/weather.
//
// Pure functions, safe from any thread.
#ifndef MCPRISK_SERVE_HTTP_H_
#define MCPRISK_SERVE_HTTP_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace mcprisk {

using Fields = std::vector<std::pair<std::string, std::string>>;

struct WebRequest {
  std::string method;  // "GET"
  std::string target;  // as received: "/search?q=send%20email"
  std::string path{};  // the part before "?", still encoded; begins with "/"
  Fields query{};      // decoded, in the order received
  Fields headers{};    // names in lower case
  std::string body{};

  // The first value, or the empty text.
  std::string_view Header(std::string_view name) const;
  std::string_view Query(std::string_view name) const;
};

// Splits a target. nullopt when it is no absolute path ("*", "http://…") or holds a bad escape, a
// NUL or bytes that are no UTF-8.
std::optional<WebRequest> MakeRequest(std::string method, std::string target, Fields headers = {},
                                      std::string body = {});

enum class Freshness {
  kRevalidate,  // may be kept, must be asked for again: ETag and 304
  kImmutable,   // the address changes when the content does
  kNoStore,
};

struct WebResponse {
  int status = 200;
  std::string content_type = "text/html; charset=utf-8";
  std::string body{};
  Fields headers{};  // besides those that finish.h adds to every answer
  Freshness freshness = Freshness::kRevalidate;

  std::string_view Header(std::string_view name) const;  // ASCII case ignored
};

std::string_view StatusText(int status);  // "Not Found"

// nullopt on a bad escape. `plus_is_space` as in queries.
std::optional<std::string> PercentDecoded(std::string_view text, bool plus_is_space = false);

std::string EncodeSegment(std::string_view segment);
// Each segment between slashes.
std::string EncodeSegments(std::string_view name);
// The other way round; nullopt on a bad escape.
std::optional<std::string> DecodeSegment(std::string_view segment);

// The answer to a request that cannot be met, for programs: RFC 9457, application/problem+json.
WebResponse ProblemResponse(int status, const std::string& detail);
// The same for people; the page of errors without a template, for what goes wrong below pages.
WebResponse PlainResponse(int status, const std::string& text);

}  // namespace mcprisk

#endif  // MCPRISK_SERVE_HTTP_H_
