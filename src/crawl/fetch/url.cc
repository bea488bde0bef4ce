#include "crawl/fetch/url.h"

#include <curl/curl.h>

#include <algorithm>
#include <array>
#include <memory>

#include "base/text.h"

namespace mcprisk {
namespace {

using CurlUrl = std::unique_ptr<CURLU, decltype(&curl_url_cleanup)>;

std::string Part(CURLU* url, CURLUPart part, unsigned flags = 0) {
  char* text = nullptr;
  if (curl_url_get(url, part, &text, flags) != CURLUE_OK || !text) return {};
  std::string copy = text;
  curl_free(text);
  return copy;
}

bool HasPart(CURLU* url, CURLUPart part) {
  char* text = nullptr;
  const bool has = curl_url_get(url, part, &text, 0) == CURLUE_OK;
  curl_free(text);
  return has;
}

// curl takes some of these for others, such as a backslash for a part of the host's name.
bool HasForbiddenBytes(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte <= 0x20 || byte == 0x7f || byte == '\\' || byte == '"' || byte == '<' ||
           byte == '>' || byte == '^' || byte == '`' || byte == '|';
  });
}

tl::unexpected<Ending> Refused(Outcome outcome, std::string_view text) {
  return tl::unexpected(Ending{outcome, ForTerminal(text, 100)});
}

tl::expected<WebUrl, Ending> Finished(CURLU* handle, std::string_view given, size_t max_bytes) {
  if (HasPart(handle, CURLUPART_USER) || HasPart(handle, CURLUPART_PASSWORD)) {
    // Not quoted: it holds a secret.
    return tl::unexpected(Ending{Outcome::kUrlCredentials, ""});
  }
  WebUrl url;
  url.scheme = AsciiLowered(Part(handle, CURLUPART_SCHEME));
  if (url.scheme != "http" && url.scheme != "https") return Refused(Outcome::kUrlScheme, given);
  url.host = AsciiLowered(Part(handle, CURLUPART_HOST));
  if (url.host.starts_with('[') && url.host.ends_with(']')) {
    url.host = url.host.substr(1, url.host.size() - 2);
  }
  while (url.host.ends_with('.')) url.host.pop_back();
  // A zone names an interface of this machine.
  if (url.host.empty() || HasPart(handle, CURLUPART_ZONEID)) {
    return Refused(Outcome::kUrlMalformed, given);
  }
  const std::string port = Part(handle, CURLUPART_PORT, CURLU_DEFAULT_PORT);
  url.port = static_cast<uint16_t>(std::stoul(port));
  curl_url_set(handle, CURLUPART_FRAGMENT, nullptr, 0);
  url.text = Part(handle, CURLUPART_URL);
  url.path = Part(handle, CURLUPART_PATH);
  if (std::string query = Part(handle, CURLUPART_QUERY); !query.empty()) url.path += "?" + query;
  if (url.text.size() > max_bytes) return Refused(Outcome::kUrlTooLong, given);
  return url;
}

tl::expected<WebUrl, Ending> Set(CurlUrl handle, std::string_view text, size_t max_bytes) {
  if (text.size() > max_bytes) return Refused(Outcome::kUrlTooLong, text);
  if (text.find('{') != std::string_view::npos) return Refused(Outcome::kNeedsConfiguration, text);
  // curl reads "https:///x" as the host x.
  const bool no_host = text.find(":///") < text.find('?') && !text.starts_with("file:");
  if (text.empty() || no_host || HasForbiddenBytes(text))
    return Refused(Outcome::kUrlMalformed, text);
  const std::string terminated(text);
  constexpr unsigned kFlags = CURLU_NON_SUPPORT_SCHEME | CURLU_URLENCODE;
  if (curl_url_set(handle.get(), CURLUPART_URL, terminated.c_str(), kFlags) != CURLUE_OK) {
    return Refused(Outcome::kUrlMalformed, text);
  }
  return Finished(handle.get(), text, max_bytes);
}

}  // namespace

std::string WebUrl::Origin() const {
  const bool is_v6 = host.find(':') != std::string::npos;
  return scheme + "://" + (is_v6 ? "[" + host + "]" : host) + ":" + std::to_string(port);
}

tl::expected<WebUrl, Ending> ParseUrl(std::string_view text, size_t max_bytes) {
  return Set(CurlUrl(curl_url(), curl_url_cleanup), text, max_bytes);
}

tl::expected<WebUrl, Ending> ResolveUrl(const WebUrl& base, std::string_view reference,
                                        size_t max_bytes) {
  CurlUrl handle(curl_url(), curl_url_cleanup);
  if (curl_url_set(handle.get(), CURLUPART_URL, base.text.c_str(), 0) != CURLUE_OK) {
    return Refused(Outcome::kUrlMalformed, base.text);
  }
  return Set(std::move(handle), reference, max_bytes);
}

Ending CheckUrl(const WebUrl& url, bool named_by_user, const AddressRules& rules) {
  if (named_by_user || rules.Vouched(url.host)) return {};
  if (url.scheme != "https") return {Outcome::kUrlScheme, url.scheme};
  constexpr std::array<uint16_t, 4> kWebPorts = {443, 80, 8443, 8080};
  if (std::find(kWebPorts.begin(), kWebPorts.end(), url.port) == kWebPorts.end()) {
    return {Outcome::kUrlPort, std::to_string(url.port)};
  }
  return {};
}

}  // namespace mcprisk
