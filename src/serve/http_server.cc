// Long on purpose: Beast costs ten seconds in every file that includes it, so only this one does.
#include "serve/http_server.h"

#include <sys/resource.h>

#include <atomic>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>
#include <charconv>
#include <chrono>
#include <ctime>
#include <thread>
#include <unordered_set>

#include "base/result.h"
#include "base/text.h"

namespace mcprisk {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using asio::ip::tcp;
using Clock = std::chrono::steady_clock;
using ErrorCode = boost::system::error_code;

constexpr auto kLingerTime = std::chrono::seconds(2);  // for a client to read our last words
constexpr size_t kLingerBytes = size_t{256} << 10;     // thrown away meanwhile
// Behind the header a piece of the body is read at a time.
constexpr size_t kBodyPieceBytes = size_t{64} << 10;

std::string HttpDate(std::time_t time) {
  std::tm parts{};
  gmtime_r(&time, &parts);
  char text[40];
  const size_t size = std::strftime(text, sizeof text, "%a, %d %b %Y %H:%M:%S GMT", &parts);
  return {text, size};
}

// No value of ours holds a line break; should one, it must not begin a header of its own.
void AppendHeader(std::string_view name, std::string_view value, std::string* out) {
  out->append(name).append(": ");
  for (char c : value) {
    if (static_cast<unsigned char>(c) >= 0x20) out->push_back(c);
  }
  out->append("\r\n");
}

// What is said when a request cannot be read; 0: nothing, the connection is gone.
int StatusOf(const ErrorCode& error) {
  if (error == http::error::header_limit || error == http::error::buffer_overflow) return 431;
  if (error == http::error::body_limit) return 413;
  const bool is_http = error.category() == make_error_code(http::error::bad_method).category();
  if (is_http && error != http::error::end_of_stream && error != http::error::partial_message) {
    return 400;
  }
  return 0;
}

struct Shared {
  HttpLimits limits;
  std::atomic<size_t> connections{0};
};

class Connection;

// One thread with its connections.
struct Worker {
  Worker(Shared& all, HttpHandler function)
      : shared(all), handler(std::move(function)), context(1), timer(context) {}
  ~Worker() { stopping = false; }  // its connections end with the context

  void Tick();
  void CheckStopped();
  void BeginStop();
  const std::string& Date();

  Shared& shared;
  HttpHandler handler;
  std::unordered_set<Connection*> connections;
  bool stopping = false;
  Clock::time_point stop_deadline;
  std::time_t date_time = 0;
  std::string date;
  asio::io_context context;  // owns the connections, so it goes first
  asio::steady_timer timer;
};

class Connection : public std::enable_shared_from_this<Connection> {
 public:
  Connection(tcp::socket socket, Worker& worker)
      : socket_(std::move(socket)),
        worker_(worker),
        buffer_(worker.shared.limits.header_bytes + kBodyPieceBytes) {
    worker_.connections.insert(this);
  }
  ~Connection() {
    worker_.connections.erase(this);
    --worker_.shared.connections;
    if (worker_.stopping) worker_.CheckStopped();
  }

  void Start() {
    ErrorCode ignored;
    socket_.set_option(tcp::no_delay(true), ignored);
    Wait();
  }

  // Called once a tick.
  void CheckDeadline(Clock::time_point now) {
    if (now < deadline_) return;
    timed_out_ = true;
    ErrorCode ignored;
    if (state_ == State::kReading) {
      socket_.cancel(ignored);  // its handler answers 408
    } else {
      socket_.close(ignored);
    }
  }

  void CloseIfIdle() {
    ErrorCode ignored;
    if (state_ == State::kIdle) socket_.close(ignored);
  }

  void Close() {
    ErrorCode ignored;
    socket_.close(ignored);
  }

 private:
  enum class State { kIdle, kReading, kWriting, kLingering };

  void SetDeadline(State state, std::chrono::milliseconds time) {
    state_ = state;
    deadline_ = Clock::now() + time;
  }

  const HttpLimits& limits() const { return worker_.shared.limits; }

  // For the next request, without a buffer unless it is there already.
  void Wait() {
    if (worker_.stopping) return Linger();
    if (buffer_.size() > 0) return ReadHeader();
    buffer_ = beast::flat_buffer(buffer_.max_size());
    parser_.reset();
    SetDeadline(State::kIdle, std::chrono::milliseconds(limits().idle_milliseconds));
    socket_.async_wait(tcp::socket::wait_read, [self = shared_from_this()](ErrorCode error) {
      if (!error) self->ReadHeader();
    });
  }

  void ReadHeader() {
    parser_.emplace();
    parser_->header_limit(static_cast<uint32_t>(limits().header_bytes));
    parser_->body_limit(limits().body_bytes);
    SetDeadline(State::kReading, std::chrono::milliseconds(limits().header_milliseconds));
    http::async_read_header(socket_, buffer_, *parser_,
                            [self = shared_from_this()](ErrorCode error, size_t) {
                              if (error) return self->Refuse(error);
                              self->ReadBody();
                            });
  }

  void ReadBody() {
    if (parser_->is_done()) return Answer();
    SetDeadline(State::kReading, std::chrono::milliseconds(limits().body_milliseconds));
    if (beast::iequals(parser_->get()[http::field::expect], "100-continue")) {
      static constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";
      asio::async_write(socket_, asio::buffer(kContinue.data(), kContinue.size()),
                        [self = shared_from_this()](ErrorCode error, size_t) {
                          if (!error) self->ReadRest();
                        });
      return;
    }
    ReadRest();
  }

  void ReadRest() {
    http::async_read(socket_, buffer_, *parser_,
                     [self = shared_from_this()](ErrorCode error, size_t) {
                       if (error) return self->Refuse(error);
                       self->Answer();
                     });
  }

  void Refuse(const ErrorCode& error) {
    const bool too_slow = error == asio::error::operation_aborted && timed_out_;
    const int status = too_slow ? 408 : StatusOf(error);
    if (status == 0) return Linger();
    Write(PlainResponse(status, std::string(StatusText(status))), false);
  }

  void Answer() {
    auto& message = parser_->get();
    Fields headers;
    for (const auto& field : message) {
      headers.emplace_back(std::string(field.name_string()), std::string(field.value()));
    }
    std::optional<WebRequest> request =
        MakeRequest(std::string(message.method_string()), std::string(message.target()),
                    std::move(headers), std::move(message.body()));
    Write(request ? worker_.handler(*request) : PlainResponse(400, "Bad Request: target"),
          message.keep_alive() && !worker_.stopping);
  }

  void Write(WebResponse response, bool keep_alive) {
    head_ = "HTTP/1.1 " + std::to_string(response.status) + " ";
    head_.append(StatusText(response.status)).append("\r\n");
    AppendHeader("Date", worker_.Date(), &head_);
    for (const auto& [name, value] : response.headers) AppendHeader(name, value, &head_);
    if (!response.content_type.empty()) {
      AppendHeader("Content-Type", response.content_type, &head_);
    }
    // The answer to HEAD has the length that GET would have.
    if (response.Header("Content-Length").empty() && response.status != 304) {
      AppendHeader("Content-Length", std::to_string(response.body.size()), &head_);
    }
    if (!keep_alive) AppendHeader("Connection", "close", &head_);
    head_ += "\r\n";
    body_ = std::move(response.body);
    SetDeadline(State::kWriting, std::chrono::milliseconds(limits().response_milliseconds));
    const std::array<asio::const_buffer, 2> pieces = {asio::buffer(head_), asio::buffer(body_)};
    asio::async_write(socket_, pieces,
                      [self = shared_from_this(), keep_alive](ErrorCode error, size_t) {
                        self->body_ = std::string();
                        if (error) return;
                        keep_alive ? self->Wait() : self->Linger();
                      });
  }

  // Ends so that our last words arrive: closing while bytes come in would reset the connection.
  void Linger() {
    ErrorCode ignored;
    socket_.shutdown(tcp::socket::shutdown_send, ignored);
    SetDeadline(State::kLingering, kLingerTime);
    buffer_.consume(buffer_.size());
    Drain(0);
  }

  void Drain(size_t drained) {
    if (drained > kLingerBytes || !socket_.is_open()) return;
    socket_.async_read_some(buffer_.prepare(4096),
                            [self = shared_from_this(), drained](ErrorCode error, size_t bytes) {
                              if (!error) self->Drain(drained + bytes);
                            });
  }

  tcp::socket socket_;
  Worker& worker_;
  beast::flat_buffer buffer_;
  std::optional<http::request_parser<http::string_body>> parser_;
  std::string head_;
  std::string body_;
  State state_ = State::kIdle;
  Clock::time_point deadline_;
  bool timed_out_ = false;
};

void Worker::Tick() {
  const HttpLimits& limits = shared.limits;
  const size_t least =
      std::min({limits.header_milliseconds, limits.body_milliseconds, limits.response_milliseconds,
                limits.idle_milliseconds, limits.stop_milliseconds});
  timer.expires_after(
      std::chrono::milliseconds(std::clamp<size_t>(least / 4, size_t{10}, size_t{1000})));
  timer.async_wait([this](ErrorCode error) {
    if (error) return;
    const Clock::time_point now = Clock::now();
    for (Connection* connection : connections) connection->CheckDeadline(now);
    if (stopping && now > stop_deadline) {
      for (Connection* connection : connections) connection->Close();
    }
    Tick();
  });
}

void Worker::BeginStop() {
  stopping = true;
  stop_deadline = Clock::now() + std::chrono::milliseconds(shared.limits.stop_milliseconds);
  for (Connection* connection : connections) connection->CloseIfIdle();
  CheckStopped();
}

void Worker::CheckStopped() {
  if (connections.empty()) context.stop();
}

const std::string& Worker::Date() {
  const std::time_t now = std::time(nullptr);
  if (now != date_time) {
    date_time = now;
    date = HttpDate(now);
  }
  return date;
}

// Every connection is a file.
void AllowOpenFiles(size_t connections) {
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  const rlim_t wanted = std::min<rlim_t>(limit.rlim_max, connections + 256);
  if (limit.rlim_cur >= wanted) return;
  limit.rlim_cur = wanted;
  setrlimit(RLIMIT_NOFILE, &limit);
}

tcp::endpoint Resolved(asio::io_context& context, const std::string& address) {
  const auto [host, port] = SplitAddress(address);
  tcp::resolver resolver(context);
  ErrorCode error;
  const auto found = resolver.resolve(host, std::to_string(port), tcp::resolver::passive, error);
  if (error || found.empty()) {
    throw Error("cannot listen on " + ForTerminal(address) + ": no such address");
  }
  return found.begin()->endpoint();
}

}  // namespace

struct HttpServer::Rep {
  Shared shared;
  std::vector<std::unique_ptr<Worker>> workers;
  std::unique_ptr<tcp::acceptor> acceptor;
  std::unique_ptr<asio::steady_timer> pause;
  size_t next = 0;

  void Accept() {
    Worker& worker = *workers[next++ % workers.size()];
    acceptor->async_accept(worker.context, [this, &worker](ErrorCode error, tcp::socket socket) {
      if (error == asio::error::operation_aborted) return;
      if (error) {  // out of files, mostly: let some connections end
        pause->expires_after(std::chrono::milliseconds(100));
        pause->async_wait([this](ErrorCode stopped) {
          if (!stopped) Accept();
        });
        return;
      }
      if (++shared.connections > shared.limits.connections) {
        --shared.connections;  // closes it
      } else {
        asio::post(worker.context, [&worker, taken = std::move(socket)]() mutable {
          if (worker.stopping) {
            --worker.shared.connections;
            return;
          }
          std::make_shared<Connection>(std::move(taken), worker)->Start();
        });
      }
      Accept();
    });
  }
};

HttpServer::HttpServer(const std::string& address, std::vector<HttpHandler> handlers,
                       const HttpLimits& limits)
    : rep_(std::make_unique<Rep>()) {
  rep_->shared.limits = limits;
  for (HttpHandler& handler : handlers) {
    rep_->workers.push_back(std::make_unique<Worker>(rep_->shared, std::move(handler)));
  }
  asio::io_context& context = rep_->workers[0]->context;
  try {
    const tcp::endpoint endpoint = Resolved(context, address);
    rep_->acceptor = std::make_unique<tcp::acceptor>(context, endpoint, true);
  } catch (const boost::system::system_error& error) {
    throw Error("cannot listen on " + ForTerminal(address) + ": " + error.code().message());
  }
  rep_->pause = std::make_unique<asio::steady_timer>(context);
  AllowOpenFiles(limits.connections);
}

HttpServer::~HttpServer() = default;

uint16_t HttpServer::port() const { return rep_->acceptor->local_endpoint().port(); }

std::string HttpServer::address() const {
  const tcp::endpoint endpoint = rep_->acceptor->local_endpoint();
  const std::string host = endpoint.address().to_string();
  return (endpoint.address().is_v6() ? "[" + host + "]" : host) + ":" +
         std::to_string(endpoint.port());
}

void HttpServer::Run() {
  rep_->Accept();
  std::vector<std::thread> threads;
  for (size_t i = 0; i < rep_->workers.size(); ++i) {
    Worker& worker = *rep_->workers[i];
    worker.Tick();
    if (i > 0) threads.emplace_back([&worker] { worker.context.run(); });
  }
  rep_->workers[0]->context.run();
  for (std::thread& thread : threads) thread.join();
}

void HttpServer::Stop() {
  asio::post(rep_->workers[0]->context, [this] {
    ErrorCode ignored;
    rep_->acceptor->close(ignored);
    rep_->pause->cancel();
  });
  for (auto& worker : rep_->workers) {
    asio::post(worker->context, [&worker] { worker->BeginStop(); });
  }
}

std::pair<std::string, uint16_t> SplitAddress(const std::string& address) {
  const size_t colon = address.rfind(':');
  uint16_t port = 0;
  const char* end = address.data() + address.size();
  const bool has_port = colon != std::string::npos && colon + 1 < address.size();
  const auto read = has_port ? std::from_chars(address.data() + colon + 1, end, port)
                             : std::from_chars_result{nullptr, std::errc::invalid_argument};
  std::string host = address.substr(0, has_port ? colon : 0);
  if (host.size() > 2 && host.front() == '[' && host.back() == ']') {
    host = host.substr(1, host.size() - 2);
  }
  if (read.ec != std::errc() || read.ptr != end || host.empty()) {
    throw Error("\"" + ForTerminal(address, 60) +
                "\" is no address to listen on; write HOST:PORT, as in 127.0.0.1:8080");
  }
  return {host, port};
}

}  // namespace mcprisk
