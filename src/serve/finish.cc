#include "serve/finish.h"

#include <zlib.h>

#include <algorithm>

#include "base/digest.h"
#include "base/result.h"
#include "base/text.h"

namespace mcprisk {
namespace {

// Everything that a page needs comes from this server and is a file of its own: nothing inline, so
// that no text of a stranger that escaped an escaper could run or load anything.
constexpr char kContentSecurityPolicy[] =
    "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
constexpr int kGzipLevel = 6;

bool IsCompressible(std::string_view type) {
  return type.starts_with("text/") || type.starts_with("application/") ||
         type.starts_with("image/svg+xml");
}

std::string_view CacheControl(Freshness freshness) {
  switch (freshness) {
    case Freshness::kImmutable:
      return "public, max-age=31536000, immutable";
    case Freshness::kRevalidate:
      return "public, no-cache";
    case Freshness::kNoStore:
      break;
  }
  return "no-store";
}

bool IsAmong(std::string_view host, const std::vector<std::string>& hosts) {
  return std::any_of(hosts.begin(), hosts.end(),
                     [&](const std::string& allowed) { return allowed == "*" || allowed == host; });
}

// RFC 9110, 13.1.2: weak comparison against a list, or "*".
bool Matches(std::string_view if_none_match, std::string_view etag) {
  for (std::string_view one : Split(if_none_match, ',')) {
    one = Trimmed(one);
    if (one == "*" || one == etag || "W/" + std::string(one) == etag) return true;
  }
  return false;
}

}  // namespace

std::string HostWithoutPort(std::string_view host) {
  const size_t bracket = host.rfind(']');
  const size_t colon = host.rfind(':');
  if (colon != std::string_view::npos && (bracket == std::string_view::npos || colon > bracket)) {
    host = host.substr(0, colon);
  }
  if (host.ends_with('.')) host.remove_suffix(1);
  return AsciiLowered(host);
}

std::optional<WebResponse> Refusal(const WebRequest& request,
                                   const std::vector<std::string>& hosts) {
  const auto hosts_given = std::count_if(request.headers.begin(), request.headers.end(),
                                         [](const auto& field) { return field.first == "host"; });
  if (hosts_given != 1) return ProblemResponse(400, "a request needs one Host header");
  if (!IsAmong(HostWithoutPort(request.Header("host")), hosts)) {
    return ProblemResponse(421,
                           "this server does not answer under that name; its operator can "
                           "allow it with mcprisk serve --host NAME");
  }
  const bool reads =
      request.method == "GET" || request.method == "HEAD" || request.method == "OPTIONS";
  const std::string_view origin = request.Header("origin");
  if (reads || origin.empty()) return std::nullopt;
  const size_t scheme = origin.find("://");
  if (scheme == std::string_view::npos ||
      !IsAmong(HostWithoutPort(origin.substr(scheme + 3)), hosts)) {
    return ProblemResponse(403, "a page of another site may not send this request");
  }
  return std::nullopt;
}

Prepared Prepare(WebResponse response) {
  Prepared prepared;
  Fields& headers = response.headers;
  headers.emplace_back("Cache-Control", CacheControl(response.freshness));
  headers.emplace_back("Content-Security-Policy", kContentSecurityPolicy);
  headers.emplace_back("X-Content-Type-Options", "nosniff");
  headers.emplace_back("Referrer-Policy", "no-referrer");
  headers.emplace_back("X-Frame-Options", "DENY");
  headers.emplace_back("Cross-Origin-Opener-Policy", "same-origin");
  prepared.compressible =
      response.body.size() >= kLeastGzipBytes && IsCompressible(response.content_type);
  if (prepared.compressible) headers.emplace_back("Vary", "Accept-Encoding");
  if (response.status == 200 && response.freshness != Freshness::kNoStore) {
    // Weak, since the compressed answer has the same.
    prepared.etag = "W/\"" + Sha256(response.body).Hex().substr(0, 24) + "\"";
    headers.emplace_back("ETag", prepared.etag);
  }
  prepared.response = std::move(response);
  return prepared;
}

WebResponse Deliver(const WebRequest& request, Prepared* prepared) {
  const WebResponse& whole = prepared->response;
  WebResponse response{.status = whole.status,
                       .content_type = whole.content_type,
                       .headers = whole.headers,
                       .freshness = whole.freshness};
  if (!prepared->etag.empty() && Matches(request.Header("if-none-match"), prepared->etag)) {
    response.status = 304;
    response.content_type.clear();
    return response;
  }
  bool gzip = prepared->compressible && AcceptsGzip(request.Header("accept-encoding"));
  if (gzip && prepared->gzipped.empty()) prepared->gzipped = Gzipped(whole.body);
  const std::string& body = gzip ? prepared->gzipped : whole.body;
  if (gzip) response.headers.emplace_back("Content-Encoding", "gzip");
  if (request.method == "HEAD") {
    response.headers.emplace_back("Content-Length", std::to_string(body.size()));
  } else {
    response.body = body;
  }
  return response;
}

bool AcceptsGzip(std::string_view accept_encoding) {
  for (std::string_view coding : Split(accept_encoding, ',')) {
    const std::vector<std::string_view> parts = Split(coding, ';');
    if (!EqualsNoCase(Trimmed(parts[0]), "gzip")) continue;
    const std::string_view quality = parts.size() > 1 ? Trimmed(parts[1]) : "q=1";
    return quality.find_first_not_of("qQ=0. ") != std::string_view::npos;
  }
  return false;
}

std::string Gzipped(std::string_view text) {
  z_stream stream{};
  // 15 bits of window, and 16 for a gzip header.
  if (deflateInit2(&stream, kGzipLevel, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) != Z_OK) {
    throw Error("out of memory");
  }
  std::string out(deflateBound(&stream, text.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));  // zlib only reads it
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

}  // namespace mcprisk
