#include "crawl/fetch/exchange.h"

#include <curl/curl.h>
#include <netinet/in.h>
#include <openssl/x509_vfy.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <cstring>

#include "base/text.h"
#include "crawl/fetch/patience.h"
#include "crawl/fetch/tls_peer.h"
#include "crawl/limits.h"

namespace mcprisk {
namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

std::optional<IpAddress> AddressOf(const curl_sockaddr& socket_address) {
  IpAddress address;
  if (socket_address.family == AF_INET) {
    sockaddr_in v4{};
    std::memcpy(&v4, &socket_address.addr, sizeof(v4));
    std::memcpy(address.bytes.data(), &v4.sin_addr, 4);
    return address;
  }
  if (socket_address.family != AF_INET6) return std::nullopt;
  // The struct ends with a plain sockaddr, behind which the rest of the address lies.
  const char* begin =
      reinterpret_cast<const char*>(&socket_address) + offsetof(curl_sockaddr, addr);
  std::memcpy(address.bytes.data(), begin + offsetof(sockaddr_in6, sin6_addr), 16);
  address.is_v6 = true;
  return address;
}

// One layer of what was offered; anything else could only be a bomb or an accident.
bool IsOfferedEncoding(std::string_view value) {
  const std::string coding = AsciiLowered(Trimmed(value));
  return coding.empty() || coding == "gzip" || coding == "x-gzip" || coding == "deflate" ||
         coding == "br" || coding == "identity";
}

Ending TlsEnding(long verify_result, const std::string& detail) {
  switch (verify_result) {
    case X509_V_OK:
    case X509_V_ERR_UNSPECIFIED:  // curl compares the names before it asks for the verdict
    case X509_V_ERR_HOSTNAME_MISMATCH:
    case X509_V_ERR_IP_ADDRESS_MISMATCH:
      return {Outcome::kTlsWrongHost, detail};
    case X509_V_ERR_CERT_HAS_EXPIRED:
    case X509_V_ERR_CERT_NOT_YET_VALID:
      return {Outcome::kTlsExpired, detail};
    default:
      return {Outcome::kTlsUntrusted, detail};
  }
}

Ending EndingOfCurl(CURLcode code, long verify_result, const std::string& detail) {
  switch (code) {
    case CURLE_OK:
      return {};
    case CURLE_URL_MALFORMAT:
      return {Outcome::kUrlMalformed, detail};
    case CURLE_COULDNT_RESOLVE_HOST:
      return {Outcome::kNameNotFound, detail};
    case CURLE_COULDNT_CONNECT:
      return {Outcome::kConnectRefused, detail};
    case CURLE_OPERATION_TIMEDOUT:
      return {Outcome::kConnectTimeout, detail};
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_ISSUER_ERROR:
      return TlsEnding(verify_result, detail);
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_SSL_CIPHER:
    case CURLE_SSL_CERTPROBLEM:
      return {Outcome::kTlsFailed, detail};
    case CURLE_BAD_CONTENT_ENCODING:
      return {Outcome::kLimitEncoding, detail};
    case CURLE_OUT_OF_MEMORY:  // a header line beyond curl's own bound
      return {Outcome::kLimitHeaders, detail};
    default:
      return {Outcome::kNetwork, detail};
  }
}

// What curl says of it, but for what hangs on the moment: milliseconds, bytes so far, and whether
// we were sending or receiving when the other end went away. An ending is stored, and the same
// server has to come to the same one.
std::string DetailOfCurl(CURLcode code, const char* told) {
  switch (code) {
    case CURLE_COULDNT_CONNECT:
    case CURLE_OPERATION_TIMEDOUT:
      return "";
    case CURLE_PARTIAL_FILE:
      return "closed before the announced end";
    case CURLE_SEND_ERROR:
    case CURLE_RECV_ERROR:
      return "broken off";
    default:
      return *told ? told : curl_easy_strerror(code);
  }
}

}  // namespace

struct Exchange::Rep {
  Rep(const Request& asked, Hop what, const FetchOptions& set)
      : request(asked), hop(std::move(what)), options(set) {}

  const Request& request;
  const Hop hop;
  const FetchOptions& options;
  CURL* easy = curl_easy_init();
  curl_slist* header_list = nullptr;
  char error_text[CURL_ERROR_SIZE] = {};

  std::string forbidden;         // an address of the host that was not connected to
  std::optional<Ending> ending;  // set by whoever stops the exchange; the first one stands
  ResponseHead head;
  bool head_done = false;
  bool enough = false;
  size_t header_bytes = 0;
  std::string body;
  size_t decoded_bytes = 0;

  Patience patience{request.limits};
  Clock::time_point looked = Clock::now();  // last, at how much time has passed

  bool Stop(Outcome outcome, std::string detail) {
    if (!ending) ending = Ending{outcome, std::move(detail)};
    return false;
  }

  curl_off_t ReceivedBytes() const {
    curl_off_t bytes = 0;
    curl_easy_getinfo(easy, CURLINFO_SIZE_DOWNLOAD_T, &bytes);
    return bytes;
  }

  PeerState State() const {
    PeerState state;
    curl_off_t microseconds = 0;
    curl_easy_getinfo(easy, CURLINFO_PRETRANSFER_TIME_T, &microseconds);
    state.connected = microseconds > 0;
    state.head_done = head_done;
    state.is_streamed = IsStreamed();
    state.received_bytes = static_cast<size_t>(ReceivedBytes());
    curl_socket_t connection = CURL_SOCKET_BAD;
    int unread = 0;
    if (curl_easy_getinfo(easy, CURLINFO_ACTIVESOCKET, &connection) == CURLE_OK &&
        connection != CURL_SOCKET_BAD && ioctl(connection, FIONREAD, &unread) == 0) {
      state.has_unread = unread > 0;
    }
    return state;
  }

  bool IsStreamed() const { return request.on_data && head.status >= 200 && head.status < 300; }

  // --- What curl calls -----------------------------------------------------------------------

  curl_socket_t OpenSocket(curl_sockaddr* to) {
    std::optional<IpAddress> address = AddressOf(*to);
    if (!address || !options.allowed.Allows(hop.url.host, *address)) {
      forbidden = address ? address->Text() : "no Internet address";
      return CURL_SOCKET_BAD;
    }
    return socket(to->family, to->socktype | SOCK_CLOEXEC, to->protocol);
  }

  bool TakeHeader(std::string_view line) {
    header_bytes += line.size();
    if (header_bytes > request.limits.header_bytes) {
      return Stop(Outcome::kLimitHeaders, Grouped(header_bytes) + " bytes");
    }
    line = Trimmed(line);
    if (head_done && !line.starts_with("HTTP/")) return true;  // trailers say nothing to us
    if (line.starts_with("HTTP/")) {
      head.headers.clear();
      head_done = false;
      return true;
    }
    if (line.empty()) return EndHead();
    const size_t colon = line.find(':');
    if (colon == std::string_view::npos) return true;
    head.headers.push_back({std::string(Trimmed(line.substr(0, colon))),
                            std::string(Trimmed(line.substr(colon + 1)))});
    return true;
  }

  bool EndHead() {
    long status = 0;
    curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
    if (status < 200) return true;  // 100 Continue and its kind; the real head follows
    head.status = static_cast<int>(status);
    head.tls = PeerOf(easy);
    head_done = true;
    size_t encodings = 0;
    for (const Header& header : head.headers) {
      if (EqualsNoCase(header.name, "content-encoding")) {
        if (++encodings > 1 || !IsOfferedEncoding(header.value)) {
          return Stop(Outcome::kLimitEncoding, header.value);
        }
      } else if (EqualsNoCase(header.name, "transfer-encoding")) {
        if (!EqualsNoCase(header.value, "chunked") && !EqualsNoCase(header.value, "identity")) {
          return Stop(Outcome::kLimitEncoding, header.value);
        }
      }
    }
    curl_off_t announced = -1;
    curl_easy_getinfo(easy, CURLINFO_CONTENT_LENGTH_DOWNLOAD_T, &announced);
    const auto most = static_cast<curl_off_t>(request.limits.body_bytes);
    if (announced > most && !IsStreamed()) {
      return Stop(Outcome::kLimitBody, Grouped(static_cast<uint64_t>(announced)) + " announced");
    }
    return true;
  }

  bool TakeBody(std::string_view bytes) {
    decoded_bytes += bytes.size();
    if (decoded_bytes > request.limits.body_bytes) {
      return Stop(IsStreamed() ? Outcome::kLimitStream : Outcome::kLimitBody,
                  "more than " + Grouped(request.limits.body_bytes) + " bytes");
    }
    const auto received = static_cast<size_t>(ReceivedBytes());
    if (decoded_bytes > kBodyRatioFreeBytes &&
        decoded_bytes / std::max<size_t>(received, 1) > request.limits.body_ratio) {
      return Stop(Outcome::kLimitRatio, LimitText("kMaxBodyRatio", request.limits.body_ratio));
    }
    if (!IsStreamed()) {
      body.append(bytes);
      return true;
    }
    enough = request.on_data(head, bytes) == StreamVerdict::kEnough;
    return !enough;
  }

  static size_t OnHeader(char* bytes, size_t size, size_t count, void* self) {
    return static_cast<Rep*>(self)->TakeHeader({bytes, size * count}) ? size * count : 0;
  }
  static size_t OnBody(char* bytes, size_t size, size_t count, void* self) {
    const size_t taken = size * count;
    return static_cast<Rep*>(self)->TakeBody({bytes, taken}) ? taken : taken + 1;
  }
  static curl_socket_t OnSocket(void* self, curlsocktype, curl_sockaddr* to) {
    return static_cast<Rep*>(self)->OpenSocket(to);
  }

  // --- Setting up ----------------------------------------------------------------------------

  void AddHeader(const Header& header) {
    // A line break would begin a header of its own.
    if (header.name.empty() ||
        (header.name + header.value).find_first_of(std::string("\r\n\0", 3)) != std::string::npos) {
      return;
    }
    const std::string line = header.name + (header.value.empty() ? ";" : ": " + header.value);
    header_list = curl_slist_append(header_list, line.c_str());
  }

  void SetUp() {
    curl_easy_setopt(easy, CURLOPT_URL, hop.url.text.c_str());
    curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(easy, CURLOPT_PROXY, "");
    // A crawl asks a host once and keeps the connection while it talks to it. What a cache of names
    // would hold of the thousands of others is looked through at every connect.
    curl_easy_setopt(easy, CURLOPT_DNS_CACHE_TIMEOUT, 0L);
    // CURLOPT_NOSIGNAL stays off: curl then keeps SIGPIPE away while OpenSSL writes.
    // Without it, giving up a slow name server waits for it.
    curl_easy_setopt(easy, CURLOPT_QUICK_EXIT, 1L);
    curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_2TLS));
    curl_easy_setopt(easy, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    if (!options.ca_file.empty()) curl_easy_setopt(easy, CURLOPT_CAINFO, options.ca_file.c_str());
    curl_easy_setopt(easy, CURLOPT_ACCEPT_ENCODING, "gzip, deflate, br");
    curl_easy_setopt(easy, CURLOPT_USERAGENT, options.user_agent.c_str());
    curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, error_text);
    curl_easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, OnSocket);
    curl_easy_setopt(easy, CURLOPT_OPENSOCKETDATA, this);
    curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, OnHeader);
    curl_easy_setopt(easy, CURLOPT_HEADERDATA, this);
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, OnBody);
    curl_easy_setopt(easy, CURLOPT_WRITEDATA, this);
    // Out of a full cache of connections curl throws the oldest, but remembers its host for good
    // and looks through all such hosts each time. So what is not needed any more is not kept.
    if (request.closes) curl_easy_setopt(easy, CURLOPT_FORBID_REUSE, 1L);
    if (hop.method == Method::kPost) {
      const std::string_view sent = hop.with_body ? std::string_view(request.body) : "";
      curl_easy_setopt(easy, CURLOPT_POST, 1L);
      curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(sent.size()));
      curl_easy_setopt(easy, CURLOPT_POSTFIELDS, sent.data());
      header_list = curl_slist_append(header_list, "Expect:");  // asks nobody for permission
    } else if (hop.method == Method::kDelete) {
      curl_easy_setopt(easy, CURLOPT_CUSTOMREQUEST, "DELETE");
    }
    for (const Header& header : hop.headers) AddHeader(header);
    curl_easy_setopt(easy, CURLOPT_HTTPHEADER, header_list);
  }
};

Exchange::Exchange(const Request& request, Hop hop, const FetchOptions& options)
    : rep_(std::make_unique<Rep>(request, std::move(hop), options)) {
  if (!rep_->easy) throw std::bad_alloc();
  rep_->SetUp();
}

Exchange::~Exchange() {
  curl_easy_cleanup(rep_->easy);
  curl_slist_free_all(rep_->header_list);
}

void* Exchange::handle() const { return rep_->easy; }

bool Exchange::Overdue(Clock::time_point now) {
  Rep& rep = *rep_;
  const auto elapsed = std::chrono::duration_cast<milliseconds>(now - rep.looked);
  rep.looked += elapsed;
  const Outcome outcome = rep.patience.Pass(elapsed, rep.State());
  return outcome != Outcome::kOk && !rep.Stop(outcome, "");
}

HopResult Exchange::Finish(std::optional<int> code) {
  Rep& rep = *rep_;
  HopResult result;
  result.received_bytes = static_cast<size_t>(rep.ReceivedBytes());
  result.waited = rep.patience.waited();
  result.head = std::move(rep.head);
  result.head.url = rep.hop.url.text;
  if (code && *code != CURLE_OK && !rep.ending && !rep.enough) {
    long verify_result = 0;
    curl_easy_getinfo(rep.easy, CURLINFO_SSL_VERIFYRESULT, &verify_result);
    const auto curl_code = static_cast<CURLcode>(*code);
    rep.ending = EndingOfCurl(curl_code, verify_result, DetailOfCurl(curl_code, rep.error_text));
    // Another address of the host may have been a public one; then what happened there counts.
    if (rep.ending->outcome == Outcome::kConnectRefused && !rep.forbidden.empty()) {
      rep.ending = Ending{Outcome::kAddressForbidden, rep.forbidden};
    }
  }
  if (rep.ending) result.ending = *rep.ending;
  if (result.ending.Ok()) result.body = std::move(rep.body);
  curl_off_t seconds = 0;
  curl_easy_getinfo(rep.easy, CURLINFO_RETRY_AFTER, &seconds);
  if (seconds > 0)
    result.retry_after = std::chrono::seconds(std::min<curl_off_t>(seconds, 1 << 30));
  return result;
}

}  // namespace mcprisk
