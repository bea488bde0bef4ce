// The sockets: an event-driven HTTP/1.1 server that hands whole requests to a function and writes
// what it answers. Boost.Beast does the work inside http_server.cc.
//
// One thread for each handler; connections are dealt out in turn and stay with their thread, so a
// handler is only ever called by one thread. A connection that has nothing to say holds no buffer.
// Whatever a client does too slowly or too largely ends its connection, after an answer that says
// why where one can still be sent.
//
// Throws Error when the address cannot be listened on.
#ifndef MCPRISK_SERVE_HTTP_SERVER_H_
#define MCPRISK_SERVE_HTTP_SERVER_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "serve/http.h"

namespace mcprisk {

// Ours are below 2 KiB with cookies of a proxy; browsers send up to 8.
inline constexpr size_t kMaxRequestHeaderBytes = size_t{16} << 10;
// A definition with its schema is at most kMaxSchemaBytes and kMaxDescriptionBytes.
inline constexpr size_t kMaxRequestBodyBytes = size_t{1} << 20;
inline constexpr size_t kMaxConnections = 16384;
// From a request's first byte to the end of its header, and of its body.
inline constexpr size_t kRequestHeaderMilliseconds = 10'000;
inline constexpr size_t kRequestBodyMilliseconds = 30'000;
// A client takes a whole answer within this time.
inline constexpr size_t kResponseMilliseconds = 60'000;
inline constexpr size_t kIdleMilliseconds = 75'000;  // between two requests of a connection
// To answer what has been asked when the program is told to end.
inline constexpr size_t kStopMilliseconds = 5'000;

struct HttpLimits {
  size_t header_bytes = kMaxRequestHeaderBytes;
  size_t body_bytes = kMaxRequestBodyBytes;
  size_t connections = kMaxConnections;
  size_t header_milliseconds = kRequestHeaderMilliseconds;
  size_t body_milliseconds = kRequestBodyMilliseconds;
  size_t response_milliseconds = kResponseMilliseconds;
  size_t idle_milliseconds = kIdleMilliseconds;
  size_t stop_milliseconds = kStopMilliseconds;
};

// A response is written as it is, with Content-Length, Date and Connection added. Must not throw.
using HttpHandler = std::function<WebResponse(const WebRequest&)>;

class HttpServer {
 public:
  // `address` is "127.0.0.1:8080", "[::1]:8080" or "localhost:0"; port 0 takes a free one. Listens
  // at once; nothing is answered before Run().
  HttpServer(const std::string& address, std::vector<HttpHandler> handlers,
             const HttpLimits& limits = {});
  ~HttpServer();
  HttpServer(const HttpServer&) = delete;
  HttpServer& operator=(const HttpServer&) = delete;

  std::string address() const;  // "127.0.0.1:8080", with the port that was taken
  uint16_t port() const;

  // Serves until Stop(); then takes no new connection, answers what was asked, and returns.
  void Run();
  // From any thread; not from a signal handler.
  void Stop();

 private:
  struct Rep;
  std::unique_ptr<Rep> rep_;
};

// "127.0.0.1" and 8080 of "127.0.0.1:8080"; throws Error when it is no address with a port.
std::pair<std::string, uint16_t> SplitAddress(const std::string& address);

}  // namespace mcprisk

#endif  // MCPRISK_SERVE_HTTP_SERVER_H_
