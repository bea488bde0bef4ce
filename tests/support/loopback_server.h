// An HTTP server on the loopback for tests: as well- or ill-behaved as its handler says.
//
// One thread, one poll loop, any number of connections; the handler is called on that thread.
// Answers are scripts of bytes, pauses and repeats, so that a server can drip, flood, stall, lie or
// break off. Everything ends with the object.
#ifndef MCPRISK_TESTS_SUPPORT_LOOPBACK_SERVER_H_
#define MCPRISK_TESTS_SUPPORT_LOOPBACK_SERVER_H_

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace mcprisk {

struct HttpRequest {
  std::string method;
  std::string target;                          // "/a/b?x=1"
  std::string path;                            // "/a/b"
  std::map<std::string, std::string> query;    // percent-decoded
  std::map<std::string, std::string> headers;  // names in lower case
  std::string body;
};

// Sends `bytes` `times` times (0: for ever), each after a pause.
struct Step {
  std::string bytes;
  size_t times = 1;
  std::chrono::milliseconds pause{0};
};

struct Reply {
  std::vector<Step> steps;
  bool close = false;  // the connection, when all is sent; else it waits for the next request
  bool hang = false;   // neither sends nor closes any more
};

using ReplyHeaders = std::vector<std::pair<std::string, std::string>>;

// A whole answer with its Content-Length.
Reply Answered(int status, const std::string& body, const ReplyHeaders& headers = {});
Reply AnsweredJson(const std::string& body, const ReplyHeaders& headers = {});
Reply Redirected(int status, const std::string& location);
// Exactly these bytes, and the connection is closed.
Reply RawAnswer(const std::string& bytes);

class LoopbackServer {
 public:
  using Handler = std::function<Reply(const HttpRequest&)>;

  // Listens on a free port of `address`, or on `port`; throws std::runtime_error when it cannot.
  explicit LoopbackServer(Handler handler, const std::string& address = "127.0.0.1",
                          uint16_t port = 0);
  ~LoopbackServer();
  LoopbackServer(const LoopbackServer&) = delete;
  LoopbackServer& operator=(const LoopbackServer&) = delete;

  uint16_t port() const;
  std::string Url(const std::string& target) const;  // "http://127.0.0.1:port/target"
  // What was asked until now, in order.
  std::vector<HttpRequest> Requests() const;
  size_t RequestCount() const;
  size_t Connections() const;  // accepted until now

 private:
  struct Rep;
  std::unique_ptr<Rep> rep_;
};

}  // namespace mcprisk

#endif  // MCPRISK_TESTS_SUPPORT_LOOPBACK_SERVER_H_
