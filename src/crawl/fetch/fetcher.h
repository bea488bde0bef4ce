// The one way to the network: many exchanges at a time, in one loop, on one thread.
//
// A Fetcher takes requests and calls back with how each ended. Callbacks run inside Run(), on its
// thread, never inside Submit(); they may submit, cancel and set timers, which is how a
// conversation of several steps (initialize, then tools/list page by page) is driven in the same
// loop:
//
//   fetcher.Submit(initialize, [&](Response answer) { …; fetcher.Submit(list_tools, …); });
//   fetcher.Run(stop);
//
// What every Fetcher promises, whoever it talks to:
// - Done is called exactly once for each Submit, with an Ending; never an exception.
// - Nothing is sent to an address that is not public, unless the user allowed it (address_guard.h);
//   the address that was checked is the one that is connected to, on redirects too.
// - Only https, or http where the user named the URL or allowed its host. TLS is always verified.
// - Secret headers stay with the origin they were meant for; redirects never carry them away.
// - No answer costs more than its FetchLimits: bytes are counted as they arrive, decoded.
// - One host is asked politely: kMaxHostExchanges at a time, kHostMilliseconds apart; transient
//   failures are tried again with jitter and Retry-After.
//
// Ownership: what callbacks capture must outlive Run(). Threads: none but the caller's; `stop` may
// be set from anywhere, also from a signal handler. Determinism: none, it is the network; whoever
// needs an order keeps it.
#ifndef MCPRISK_CRAWL_FETCH_FETCHER_H_
#define MCPRISK_CRAWL_FETCH_FETCHER_H_

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "crawl/fetch/limits.h"
#include "crawl/fetch/outcome.h"
#include "model/listing.h"

namespace mcprisk {

enum class Method { kGet, kPost, kDelete };

struct Header {
  std::string name;
  std::string value;

  bool operator==(const Header&) const = default;
};
using Headers = std::vector<Header>;

// The value of the first header of this name, ASCII case ignored.
std::optional<std::string_view> FindHeader(const Headers& headers, std::string_view name);

// Status and headers of an answer, known before its body.
struct ResponseHead {
  int status = 0;
  Headers headers;  // of the last hop, in order; names as sent
  std::string url;  // that answered, after redirects
  TlsPeer tls;      // of the last hop
};

// What a stream's reader says of the bytes it was given.
enum class StreamVerdict {
  kMore,
  kEnough,  // it has its answer: the exchange is closed and ends well
};

struct Request {
  Method method = Method::kGet;
  std::string url;
  Headers headers;         // the Fetcher adds User-Agent and Accept-Encoding
  Headers secret_headers;  // keys and tokens: never stored, printed or sent to another origin
  std::string body;        // of a POST
  FetchLimits limits;

  // The user wrote this URL: http and any port are allowed. Addresses are checked all the same.
  bool named_by_user = false;
  // An HTML page or a file of a web site, which robots.txt speaks of; false for an API.
  bool obey_robots = false;
  // Part of a conversation that is under way with this host: goes out at once, without waiting for
  // its turn. (A legacy SSE server is asked by POST while its GET is still open.)
  bool in_conversation = false;
  // The connection is not kept for another request.
  bool closes = false;
  // The next page of a list that this host serves: waits page_milliseconds only.
  bool next_page = false;
  // Asking twice does no harm: transient failures are tried again.
  bool repeatable = true;
  // Redirects are followed; else they end the exchange with kOk and the 3xx.
  bool follow_redirects = true;

  // When set, the body is handed over as it comes (decoded, in pieces of any size) and not
  // gathered in Response::body. Called for 2xx answers only. The limits hold all the same, but
  // first_byte_milliseconds counts for the head alone and slow_milliseconds not at all.
  std::function<StreamVerdict(const ResponseHead& head, std::string_view bytes)> on_data;
};

struct Response {
  Ending ending;      // kOk: an answer was received whole, whatever its status says
  ResponseHead head;  // as far as it came; status 0: no answer
  std::string body;   // decoded; empty unless the ending is kOk
  std::vector<std::string> redirects;  // URLs that led here, first one first
  size_t received_bytes = 0;           // on the wire, body only
  size_t attempts = 0;
  std::chrono::milliseconds waited{0};  // for the peer, in the last hop

  // The ending, or what the status means where the exchange itself went well.
  Ending Verdict() const { return ending.Ok() ? EndingOfStatus(head.status) : ending; }
};

using RequestId = uint64_t;

class Fetcher {
 public:
  using Done = std::function<void(Response)>;

  virtual ~Fetcher() = default;

  virtual RequestId Submit(Request request, Done done) = 0;
  // Ends it with kCanceled, soon; Done is called as always. Unknown ids are let pass.
  virtual void Cancel(RequestId id) = 0;
  // Calls `then` once, `delay` from now; immediately means in the next round of the loop. A timer
  // that is not wanted any more does nothing when it comes.
  virtual void After(std::chrono::milliseconds delay, std::function<void()> then) = 0;

  // Runs until nothing is under way and no timer waits. Once `stop` is true all ends with
  // kCanceled, at most a second later.
  virtual void Run(const std::atomic<bool>& stop) = 0;
};

}  // namespace mcprisk

#endif  // MCPRISK_CRAWL_FETCH_FETCHER_H_
