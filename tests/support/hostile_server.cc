#include "support/hostile_server.h"

#include "support/archives.h"

namespace mcprisk {
namespace {

using std::chrono::milliseconds;

constexpr std::string_view kOkHead = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";

std::string Head(const std::string& more) { return std::string(kOkHead) + more + "\r\n"; }

std::string Zeros(size_t size) { return std::string(size, '\0'); }

std::string Gzipped(const std::string& text) { return Compressed("gzip", text); }

std::string RepeatedHeader(size_t count, size_t value_bytes) {
  std::string lines;
  for (size_t i = 0; i < count; ++i) {
    lines += "X-Filler-" + std::to_string(i) + ": " + std::string(value_bytes, 'x') + "\r\n";
  }
  return lines;
}

Reply Chunked(const std::string& chunk, size_t times) {
  char size[32];
  std::snprintf(size, sizeof(size), "%zx\r\n", chunk.size());
  return {{{Head("Transfer-Encoding: chunked\r\n")}, {size + chunk + "\r\n", times}}, true};
}

// /hop/3 -> /hop/4 -> …: every step is a new address.
Reply NextHop(const HttpRequest& request) {
  const size_t slash = request.path.rfind('/');
  const size_t number = std::stoul(request.path.substr(slash + 1));
  return Redirected(302, request.path.substr(0, slash + 1) + std::to_string(number + 1));
}

using R = const HttpRequest&;

const HostileBehavior kRedirects[] = {
    {"/hop/0", Outcome::kRedirectLimit, NextHop},
    {"/redirect/self", Outcome::kRedirectLoop, [](R) { return Redirected(302, "self"); }},
    {"/redirect/circle", Outcome::kRedirectLoop,
     [](R) { return Redirected(302, "/redirect/circle-back"); }},
    {"/redirect/none", Outcome::kRedirectBad, [](R) { return Answered(302, ""); }},
    {"/redirect/empty", Outcome::kRedirectBad, [](R) { return Redirected(302, ""); }},
    {"/redirect/file", Outcome::kUrlScheme,
     [](R) { return Redirected(302, "file:///etc/passwd"); }},
    {"/redirect/gopher", Outcome::kUrlScheme,
     [](R) { return Redirected(301, "gopher://127.0.0.1:6379/_FLUSHALL"); }},
    {"/redirect/metadata", Outcome::kUrlScheme,
     [](R) { return Redirected(302, "http://169.254.169.254/latest/meta-data/"); }},
    {"/redirect/metadata-tls", Outcome::kAddressForbidden,
     [](R) { return Redirected(302, "https://169.254.169.254/latest/meta-data/"); }},
    {"/redirect/mapped", Outcome::kAddressForbidden,
     [](R) { return Redirected(307, "https://[::ffff:a9fe:a9fe]/"); }},
    {"/redirect/private", Outcome::kAddressForbidden,
     [](R) { return Redirected(308, "https://192.168.0.1/admin"); }},
    {"/redirect/userinfo", Outcome::kUrlCredentials,
     [](R) { return Redirected(302, "https://a:b@127.0.0.1/"); }},
    {"/redirect/port", Outcome::kUrlPort,
     [](R) { return Redirected(302, "https://acme.example:25/"); }},
};

const HostileBehavior kTooSlow[] = {
    {"/slow/silence", Outcome::kTimeoutFirstByte,
     [](R) {
       return Reply{{}, false, true};
     }},
    {"/slow/head", Outcome::kTimeoutFirstByte,
     [](R) {
       return Reply{{{std::string(kOkHead)}, {"X-Drip: 1\r\n", 0, milliseconds(100)}}};
     }},
    {"/slow/body", Outcome::kTimeoutSlow,
     [](R) {
       return Reply{{{Head("Content-Length: 100000\r\n")}, {"x", 0, milliseconds(50)}}};
     }},
    {"/slow/stalled", Outcome::kTimeoutSlow,
     [](R) {
       return Reply{{{Head("Content-Length: 100\r\n") + "{"}, {"x", 1, milliseconds(60000)}}};
     }},
    {"/slow/forever", Outcome::kTimeout,
     [](R) {
       return Reply{{{Head("Transfer-Encoding: chunked\r\n")},
                     {"200\r\n" + std::string(512, ' ') + "\r\n", 0, milliseconds(20)}}};
     }},
    {"/slow/continues", Outcome::kTimeoutFirstByte,
     [](R) {
       return Reply{{{"HTTP/1.1 100 Continue\r\n\r\n", 0, milliseconds(50)}}};
     }},
};

const HostileBehavior kTooMuch[] = {
    {"/headers/flood", Outcome::kLimitHeaders,
     [](R) {
       return Reply{{{std::string(kOkHead)}, {RepeatedHeader(10, 1000), 0}}};
     }},
    {"/headers/long-line", Outcome::kLimitHeaders,
     [](R) {
       return Reply{{{std::string(kOkHead) + "X-Long: "}, {std::string(8192, 'x'), 0}}};
     }},
    {"/headers/continues", Outcome::kLimitHeaders,
     [](R) {
       return Reply{{{"HTTP/1.1 103 Early Hints\r\n" + RepeatedHeader(1, 2000) + "\r\n", 0}}};
     }},
    {"/body/endless-chunks", Outcome::kLimitBody,
     [](R) { return Chunked(std::string(16384, ' '), 0); }},
    {"/body/until-close", Outcome::kLimitBody,
     [](R) {
       return Reply{{{Head("Connection: close\r\n")}, {std::string(16384, ' '), 0}}, true};
     }},
    {"/body/announced", Outcome::kLimitBody,
     [](R) { return Reply{{{Head("Content-Length: 1099511627776\r\n")}}}; }},
    {"/body/gzip-bomb", Outcome::kLimitRatio,
     [](R) {
       const std::string bomb = Gzipped(Zeros(size_t{10} << 20));
       return Answered(200, bomb, {{"Content-Encoding", "gzip"}});
     }},
    {"/body/gzip-twice", Outcome::kLimitEncoding,
     [](R) {
       return Answered(200, Gzipped(Gzipped("{}")), {{"Content-Encoding", "gzip, gzip"}});
     }},
    {"/body/gzip-two-headers", Outcome::kLimitEncoding,
     [](R) {
       return Answered(200, Gzipped(Gzipped("{}")),
                       {{"Content-Encoding", "gzip"}, {"Content-Encoding", "gzip"}});
     }},
    {"/body/zstd", Outcome::kLimitEncoding,
     [](R) {
       return Answered(200, Compressed("zstd", "{}"), {{"Content-Encoding", "zstd"}});
     }},
    {"/body/gzip-in-transfer", Outcome::kLimitEncoding,
     [](R) {
       return Reply{{{Head("Transfer-Encoding: gzip, chunked\r\n") + "2\r\n{}\r\n0\r\n\r\n"}},
                    true};
     }},
    {"/body/no-gzip", Outcome::kLimitEncoding,
     [](R) {
       return Answered(200, "this is not gzip", {{"Content-Encoding", "gzip"}});
     }},
};

const HostileBehavior kBrokenFraming[] = {
    {"/broken/no-http", Outcome::kNetwork, [](R) { return RawAnswer("SSH-2.0-OpenSSH_9.2\r\n"); }},
    {"/broken/nothing", Outcome::kNetwork,
     [](R) {
       return Reply{{}, true};
     }},
    {"/broken/cut", Outcome::kNetwork,
     [](R) { return RawAnswer(Head("Content-Length: 100\r\n") + "{\"servers\": ["); }},
    {"/broken/chunk-size", Outcome::kNetwork,
     [](R) { return RawAnswer(Head("Transfer-Encoding: chunked\r\n") + "zz\r\n{}\r\n"); }},
    {"/broken/negative-length", Outcome::kNetwork,
     [](R) { return RawAnswer(Head("Content-Length: -5\r\n") + "{}"); }},
    {"/broken/two-lengths", Outcome::kNetwork,
     [](R) { return RawAnswer(Head("Content-Length: 2\r\nContent-Length: 20\r\n") + "{}"); }},
    {"/broken/status", Outcome::kNetwork, [](R) { return RawAnswer("HTTP/1.1 abc\r\n\r\n"); }},
    {"/broken/nul-in-header", Outcome::kNetwork,
     [](R) {
       return RawAnswer(Head(std::string("X: a\0b\r\n", 8) + "Content-Length: 2\r\n") + "{}");
     }},
};

const HostileBehavior kStatuses[] = {
    {"/status/204", Outcome::kUnexpectedStatus,
     [](R) { return Reply{{{"HTTP/1.1 204 No Content\r\n\r\n"}}}; }},
    {"/status/401", Outcome::kAuthRequired,
     [](R) {
       return Answered(
           401, "", {{"WWW-Authenticate", "Bearer resource_metadata=\"http://169.254.169.254/\""}});
     }},
    {"/status/403", Outcome::kForbidden, [](R) { return Answered(403, ""); }},
    {"/status/404", Outcome::kNotFound, [](R) { return Answered(404, "<html>"); }},
    {"/status/410", Outcome::kNotFound, [](R) { return Answered(410, ""); }},
    {"/status/422", Outcome::kClientError, [](R) { return Answered(422, "{}"); }},
    {"/status/429", Outcome::kRateLimited,
     [](R) {
       return Answered(429, "", {{"Retry-After", "86400"}});
     }},
    {"/status/503", Outcome::kServerError,
     [](R) {
       return Answered(503, "", {{"Retry-After", "99999999999999999999"}});
     }},
    {"/status/999", Outcome::kUnexpectedStatus, [](R) { return Answered(999, ""); }},
};

}  // namespace

const std::vector<HostileBehavior>& HostileBehaviors() {
  static const std::vector<HostileBehavior> kBehaviors = [] {
    std::vector<HostileBehavior> all;
    auto add = [&](const auto& behaviors) {
      all.insert(all.end(), std::begin(behaviors), std::end(behaviors));
    };
    add(kRedirects);
    add(kTooSlow);
    add(kTooMuch);
    add(kBrokenFraming);
    add(kStatuses);
    return all;
  }();
  return kBehaviors;
}

Reply HostileReply(const HttpRequest& request) {
  if (request.path.starts_with("/hop/")) return NextHop(request);
  if (request.path == "/redirect/circle-back") return Redirected(302, "/redirect/circle");
  for (const HostileBehavior& behavior : HostileBehaviors()) {
    if (request.path == behavior.path) return behavior.reply(request);
  }
  return Answered(404, "no such behavior");
}

}  // namespace mcprisk
