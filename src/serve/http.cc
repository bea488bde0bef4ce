#include "serve/http.h"

#include "base/json.h"
#include "base/text.h"

namespace mcprisk {
namespace {

std::string_view Find(const Fields& fields, std::string_view name) {
  for (const auto& [key, value] : fields) {
    if (key == name) return value;
  }
  return {};
}

int HexDigit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  const char lower = AsciiLower(c);
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

// What browsers and proxies fold, and what would be read as folded.
bool NeedsMark(std::string_view segment) {
  return segment.empty() || segment == "." || segment == ".." || segment.starts_with('=');
}

bool IsPlainText(std::string_view text) {
  return text.find('\0') == std::string_view::npos && IsValidUtf8(text);
}

// False on a bad escape.
bool ReadQuery(std::string_view text, Fields* query) {
  for (std::string_view pair : Split(text, '&')) {
    if (pair.empty()) continue;
    const size_t equals = pair.find('=');
    std::optional<std::string> name = PercentDecoded(pair.substr(0, equals), true);
    std::optional<std::string> value = PercentDecoded(
        equals == std::string_view::npos ? std::string_view() : pair.substr(equals + 1), true);
    if (!name || !value || !IsPlainText(*name) || !IsPlainText(*value)) return false;
    query->emplace_back(*std::move(name), *std::move(value));
  }
  return true;
}

}  // namespace

std::string_view WebRequest::Header(std::string_view name) const { return Find(headers, name); }
std::string_view WebRequest::Query(std::string_view name) const { return Find(query, name); }

std::string_view WebResponse::Header(std::string_view name) const {
  for (const auto& [key, value] : headers) {
    if (EqualsNoCase(key, name)) return value;
  }
  return {};
}

std::optional<WebRequest> MakeRequest(std::string method, std::string target, Fields headers,
                                      std::string body) {
  if (!target.starts_with('/')) return std::nullopt;
  WebRequest request{.method = std::move(method),
                     .target = std::move(target),
                     .headers = std::move(headers),
                     .body = std::move(body)};
  const size_t mark = request.target.find('?');
  request.path = request.target.substr(0, mark);
  if (mark != std::string::npos &&
      !ReadQuery(std::string_view(request.target).substr(mark + 1), &request.query)) {
    return std::nullopt;
  }
  std::optional<std::string> decoded = PercentDecoded(request.path);
  if (!decoded || !IsPlainText(*decoded)) return std::nullopt;
  for (auto& [name, value] : request.headers) name = AsciiLowered(name);
  return request;
}

std::string_view StatusText(int status) {
  switch (status) {
    case 200:
      return "OK";
    case 202:
      return "Accepted";
    case 204:
      return "No Content";
    case 301:
      return "Moved Permanently";
    case 303:
      return "See Other";
    case 304:
      return "Not Modified";
    case 400:
      return "Bad Request";
    case 403:
      return "Forbidden";
    case 404:
      return "Not Found";
    case 405:
      return "Method Not Allowed";
    case 406:
      return "Not Acceptable";
    case 408:
      return "Request Timeout";
    case 410:
      return "Gone";
    case 413:
      return "Content Too Large";
    case 414:
      return "URI Too Long";
    case 415:
      return "Unsupported Media Type";
    case 421:
      return "Misdirected Request";
    case 422:
      return "Unprocessable Content";
    case 431:
      return "Request Header Fields Too Large";
    case 503:
      return "Service Unavailable";
    default:
      return "Internal Server Error";
  }
}

std::optional<std::string> PercentDecoded(std::string_view text, bool plus_is_space) {
  std::string out;
  out.reserve(text.size());
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '+' && plus_is_space) {
      out += ' ';
    } else if (text[i] != '%') {
      out += text[i];
    } else {
      const int high = i + 2 < text.size() ? HexDigit(text[i + 1]) : -1;
      const int low = i + 2 < text.size() ? HexDigit(text[i + 2]) : -1;
      if (high < 0 || low < 0) return std::nullopt;
      out += static_cast<char>(high * 16 + low);
      i += 2;
    }
  }
  return out;
}

std::string EncodeSegment(std::string_view segment) {
  return (NeedsMark(segment) ? "=" : "") + PercentEncoded(segment, "=");
}

std::string EncodeSegments(std::string_view name) {
  std::string path;
  for (std::string_view segment : Split(name, '/')) {
    if (!path.empty()) path += '/';
    path += EncodeSegment(segment);
  }
  return path;
}

std::optional<std::string> DecodeSegment(std::string_view segment) {
  if (segment.starts_with('=')) segment.remove_prefix(1);
  return PercentDecoded(segment);
}

WebResponse ProblemResponse(int status, const std::string& detail) {
  WebResponse response{.status = status, .content_type = "application/problem+json"};
  response.freshness = Freshness::kNoStore;
  response.body = R"({"type":"about:blank","title":)";
  AppendJsonString(StatusText(status), &response.body);
  response.body += ",\"status\":" + std::to_string(status) + ",\"detail\":";
  AppendJsonString(detail, &response.body);
  response.body += "}\n";
  return response;
}

WebResponse PlainResponse(int status, const std::string& text) {
  return {.status = status,
          .content_type = "text/plain; charset=utf-8",
          .body = text + "\n",
          .freshness = Freshness::kNoStore};
}

}  // namespace mcprisk
