// The sockets: bytes in, bytes out.
#include "serve/http_server.h"

#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <regex>
#include <thread>

#include "base/result.h"

namespace mcprisk {
namespace {

using testing::HasSubstr;

// A client's end of a connection.
class Client {
 public:
  explicit Client(uint16_t port) : socket_(socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    connected_ = connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
  }
  ~Client() { close(socket_); }
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;

  bool connected() const { return connected_; }
  void Send(const std::string& bytes) { send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL); }

  // Until the server closes, or `enough` has been read.
  std::string Read(const std::string& enough = {}) {
    std::string read;
    pollfd ready{socket_, POLLIN, 0};
    while (poll(&ready, 1, 10'000) == 1) {
      char bytes[4096];
      const ssize_t count = recv(socket_, bytes, sizeof bytes, 0);
      if (count <= 0) break;
      read.append(bytes, static_cast<size_t>(count));
      if (!enough.empty() && read.find(enough) != std::string::npos) break;
    }
    return std::regex_replace(read, std::regex("Date: [^\r]*\r\n"), "");
  }

 private:
  int socket_;
  bool connected_ = false;
};

// Answers with what was asked; "/big" with a megabyte.
WebResponse Echo(const WebRequest& request) {
  if (request.path == "/big") return PlainResponse(200, std::string(1 << 20, 'x'));
  return PlainResponse(200, request.method + " " + request.path + " " + request.body);
}

class Running {
 public:
  explicit Running(const HttpLimits& limits = {}, size_t threads = 2)
      : server_("127.0.0.1:0", std::vector<HttpHandler>(threads, Echo), limits),
        thread_([this] { server_.Run(); }) {}
  ~Running() { Stop(); }
  void Stop() {
    if (!thread_.joinable()) return;
    server_.Stop();
    thread_.join();
  }
  uint16_t port() const { return server_.port(); }

 private:
  HttpServer server_;
  std::thread thread_;
};

constexpr char kHost[] = "\r\nHost: localhost\r\n";

TEST(HttpServerTest, AnswersAreWholeMessages) {
  Running running;
  Client client(running.port());
  client.Send(std::string("GET /a HTTP/1.1") + kHost + "Connection: close\r\n\r\n");
  EXPECT_EQ(client.Read(),
            "HTTP/1.1 200 OK\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: 8\r\n"
            "Connection: close\r\n\r\nGET /a \n");
}

TEST(HttpServerTest, AConnectionIsUsedAgainAndMayRunAhead) {
  Running running;
  Client client(running.port());
  client.Send(std::string("GET /one HTTP/1.1") + kHost + "\r\n");
  EXPECT_THAT(client.Read("/one \n"), HasSubstr("GET /one \n"));
  client.Send(std::string("GET /two HTTP/1.1") + kHost + "\r\nPOST /three HTTP/1.1" + kHost +
              "Content-Length: 4\r\n\r\nbody");
  const std::string both = client.Read("body\n");
  EXPECT_THAT(both, HasSubstr("GET /two \n"));
  EXPECT_THAT(both, HasSubstr("POST /three body\n"));
}

TEST(HttpServerTest, BodiesComeInPieces) {
  Running running;
  Client client(running.port());
  client.Send(std::string("POST /x HTTP/1.1") + kHost +
              "Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n3\r\nabc\r\n");
  client.Send("2\r\nde\r\n0\r\n\r\n");
  EXPECT_THAT(client.Read(), HasSubstr("POST /x abcde\n"));
}

TEST(HttpServerTest, AClientThatAsksFirstIsToldToGoOn) {
  Running running;
  Client client(running.port());
  client.Send(std::string("POST /x HTTP/1.1") + kHost +
              "Expect: 100-continue\r\nContent-Length: 2\r\nConnection: close\r\n\r\n");
  EXPECT_THAT(client.Read("100 Continue"), HasSubstr("HTTP/1.1 100 Continue"));
  client.Send("ok");
  EXPECT_THAT(client.Read(), HasSubstr("POST /x ok\n"));
}

TEST(HttpServerTest, WhatIsNoRequestIsRefused) {
  Running running({.header_bytes = 2000, .body_bytes = 1000});
  const std::pair<std::string, const char*> cases[] = {
      {"nonsense\r\n\r\n", "400 Bad Request"},
      {"GET /%zz HTTP/1.1\r\nHost: localhost\r\n\r\n", "400 Bad Request"},
      {"GET http://evil.example/ HTTP/1.1\r\nHost: localhost\r\n\r\n", "400 Bad Request"},
      {"GET / HTTP/1.1\r\nHost: localhost\r\nX: " + std::string(3000, 'x') + "\r\n\r\n",
       "431 Request Header Fields Too Large"},
      {"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5000\r\n\r\n",
       "413 Content Too Large"},
      {"POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n2000\r\n" +
           std::string(8192, 'x') + "\r\n0\r\n\r\n",
       "413 Content Too Large"},
      {"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n"
       "\r\n0\r\n\r\n",
       "400 Bad Request"},
      {"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\nabc",
       "400 Bad Request"},
      {"GET / HTTP/1.1\r\nHost : localhost\r\n\r\n", "400 Bad Request"},
      {"GET / HTTP/1.1\r\nX: a\r\n b\nHost: localhost\r\n\r\n", "400 Bad Request"},
  };
  for (const auto& [request, status] : cases) {
    Client client(running.port());
    client.Send(request);
    EXPECT_THAT(client.Read(), HasSubstr(status)) << request.substr(0, 100);
  }
}

TEST(HttpServerTest, SlowClientsAreLetGo) {
  Running running({.header_milliseconds = 80, .body_milliseconds = 80, .idle_milliseconds = 80});
  Client header(running.port());
  header.Send("GET / HTTP/1.1\r\nHost: loc");
  EXPECT_THAT(header.Read(), HasSubstr("408 Request Timeout"));
  Client body(running.port());
  body.Send(std::string("POST / HTTP/1.1") + kHost + "Content-Length: 10\r\n\r\nabc");
  EXPECT_THAT(body.Read(), HasSubstr("408 Request Timeout"));
  Client idle(running.port());
  EXPECT_EQ(idle.Read(), "");
}

TEST(HttpServerTest, AClientThatDoesNotReadHoldsNothingUp) {
  Running running({.response_milliseconds = 200}, 1);
  Client lazy(running.port());
  for (int i = 0; i < 20; ++i) lazy.Send(std::string("GET /big HTTP/1.1") + kHost + "\r\n");
  Client other(running.port());
  other.Send(std::string("GET /a HTTP/1.1") + kHost + "Connection: close\r\n\r\n");
  EXPECT_THAT(other.Read(), HasSubstr("GET /a \n"));
}

// 10,000 where the system lets a process have both ends of as many, else as many as it lets.
TEST(HttpServerTest, TenThousandIdleConnectionsAreHeldAndOneIsAnswered) {
  Running running;
  rlimit files{};
  getrlimit(RLIMIT_NOFILE, &files);
  files.rlim_cur = files.rlim_max;
  setrlimit(RLIMIT_NOFILE, &files);
  constexpr rlim_t kWanted = 10'000;
  constexpr rlim_t kOthers = 200;  // files that are open anyway
  const rlim_t held = std::min(kWanted, (files.rlim_cur - kOthers) / 2);
  std::vector<std::unique_ptr<Client>> idle;
  for (rlim_t i = 0; i < held; ++i) {
    idle.push_back(std::make_unique<Client>(running.port()));
    ASSERT_TRUE(idle.back()->connected()) << i;
  }
  RecordProperty("held", std::to_string(held));
  Client client(running.port());
  client.Send(std::string("GET /a HTTP/1.1") + kHost + "Connection: close\r\n\r\n");
  EXPECT_THAT(client.Read(), HasSubstr("GET /a \n"));
  idle[200]->Send(std::string("GET /b HTTP/1.1") + kHost + "Connection: close\r\n\r\n");
  EXPECT_THAT(idle[200]->Read(), HasSubstr("GET /b \n"));
}

TEST(HttpServerTest, BeyondTheLimitConnectionsAreClosed) {
  Running running({.connections = 2});
  Client one(running.port());
  Client two(running.port());
  one.Send(std::string("GET /a HTTP/1.1") + kHost + "\r\n");
  two.Send(std::string("GET /a HTTP/1.1") + kHost + "\r\n");
  EXPECT_THAT(one.Read("/a \n"), HasSubstr("GET /a \n"));
  EXPECT_THAT(two.Read("/a \n"), HasSubstr("GET /a \n"));
  Client three(running.port());
  EXPECT_EQ(three.Read(), "");
}

TEST(HttpServerTest, StoppingAnswersWhatWasAsked) {
  auto running = std::make_unique<Running>();
  Client idle(running->port());
  Client client(running->port());
  client.Send(std::string("GET /a HTTP/1.1") + kHost + "\r\n");
  EXPECT_THAT(client.Read("/a \n"), HasSubstr("GET /a \n"));
  running->Stop();
  EXPECT_EQ(idle.Read(), "");
  EXPECT_EQ(client.Read(), "");
}

std::string Refused(const std::string& address) {
  try {
    HttpServer server(address, {Echo});
    return "listens";
  } catch (const Error& error) {
    return error.what();
  }
}

TEST(HttpServerTest, AnAddressThatCannotBeUsedIsAnError) {
  Running running;
  EXPECT_EQ(
      Refused("127.0.0.1:" + std::to_string(running.port())),
      "cannot listen on 127.0.0.1:" + std::to_string(running.port()) + ": Address already in use");
  for (const char* address : {"8080", "localhost", "localhost:", "localhost:99999", ":80", "a:b"}) {
    EXPECT_EQ(Refused(address), "\"" + std::string(address) +
                                    "\" is no address to listen on; write HOST:PORT, as in "
                                    "127.0.0.1:8080");
  }
}

}  // namespace
}  // namespace mcprisk
