#include "support/loopback_server.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cstring>
#include <deque>
#include <mutex>
#include <stdexcept>
#include <thread>

#include "base/text.h"

namespace mcprisk {
namespace {

using Clock = std::chrono::steady_clock;

constexpr size_t kSendBytes = size_t{64} << 10;

std::string Decoded(std::string_view text) {
  std::string decoded;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%' && i + 2 < text.size()) {
      decoded += static_cast<char>(std::stoi(std::string(text.substr(i + 1, 2)), nullptr, 16));
      i += 2;
    } else {
      decoded += text[i] == '+' ? ' ' : text[i];
    }
  }
  return decoded;
}

// The request at the front of `bytes`, and how long it is; nullopt until it is there whole.
std::optional<std::pair<HttpRequest, size_t>> ParseRequest(std::string_view bytes) {
  const size_t end = bytes.find("\r\n\r\n");
  if (end == std::string_view::npos) return std::nullopt;
  HttpRequest request;
  bool first = true;
  for (std::string_view line : Split(bytes.substr(0, end), '\n')) {
    line = Trimmed(line);
    if (std::exchange(first, false)) {
      std::vector<std::string_view> parts = Split(line, ' ');
      if (parts.size() < 2) return std::nullopt;
      request.method = parts[0];
      request.target = parts[1];
    } else if (size_t colon = line.find(':'); colon != std::string_view::npos) {
      request.headers[AsciiLowered(line.substr(0, colon))] = Trimmed(line.substr(colon + 1));
    }
  }
  const size_t mark = request.target.find('?');
  request.path = request.target.substr(0, mark);
  if (mark != std::string::npos) {
    for (std::string_view pair : Split(std::string_view(request.target).substr(mark + 1), '&')) {
      const size_t equals = pair.find('=');
      const bool has_value = equals != std::string_view::npos;
      request.query[Decoded(pair.substr(0, equals))] =
          has_value ? Decoded(pair.substr(equals + 1)) : "";
    }
  }
  const auto length = request.headers.find("content-length");
  const size_t body = length == request.headers.end() ? 0 : std::stoul(length->second);
  if (bytes.size() < end + 4 + body) return std::nullopt;
  request.body = bytes.substr(end + 4, body);
  return std::pair{std::move(request), end + 4 + body};
}

struct Connection {
  int socket = -1;
  std::string received;
  bool answering = false;
  Reply reply;
  size_t step = 0;
  size_t sent_times = 0;
  size_t sent_bytes = 0;  // of the step's bytes
  Clock::time_point not_before{};
};

}  // namespace

Reply Answered(int status, const std::string& body, const ReplyHeaders& headers) {
  std::string text = "HTTP/1.1 " + std::to_string(status) + " Status\r\n";
  for (const auto& [name, value] : headers) text += name + ": " + value + "\r\n";
  text += "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
  return {{{text}}};
}

Reply AnsweredJson(const std::string& body, const ReplyHeaders& headers) {
  ReplyHeaders all = {{"Content-Type", "application/json"}};
  all.insert(all.end(), headers.begin(), headers.end());
  return Answered(200, body, all);
}

Reply Redirected(int status, const std::string& location) {
  return Answered(status, "", {{"Location", location}});
}

Reply RawAnswer(const std::string& bytes) { return {{{bytes}}, true}; }

struct LoopbackServer::Rep {
  Handler handler;
  std::string address;
  uint16_t port = 0;
  int listener = -1;
  int wake[2] = {-1, -1};
  std::atomic<size_t> connections{0};
  mutable std::mutex mutex;
  std::vector<HttpRequest> requests;
  std::deque<Connection> open;
  std::thread thread;

  void Listen() {
    sockaddr_in where{};
    where.sin_family = AF_INET;
    where.sin_port = htons(port);
    inet_pton(AF_INET, address.c_str(), &where.sin_addr);
    listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    const int yes = 1;
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof(yes));
    if (bind(listener, reinterpret_cast<sockaddr*>(&where), sizeof(where)) != 0 ||
        listen(listener, 1024) != 0 || pipe2(wake, O_CLOEXEC) != 0) {
      throw std::runtime_error("cannot listen on " + address + ": " + std::strerror(errno));
    }
    socklen_t size = sizeof(where);
    getsockname(listener, reinterpret_cast<sockaddr*>(&where), &size);
    port = ntohs(where.sin_port);
  }

  void Run() {
    while (true) {
      const Clock::time_point now = Clock::now();
      std::vector<pollfd> polled = {{wake[0], POLLIN, 0}, {listener, POLLIN, 0}};
      int wait = 1000;
      for (const Connection& connection : open) {
        short events = POLLIN;
        if (connection.answering && !connection.reply.hang) {
          const auto left =
              std::chrono::ceil<std::chrono::milliseconds>(connection.not_before - now);
          if (left.count() <= 0) events |= POLLOUT;
          if (left.count() > 0) wait = std::min(wait, static_cast<int>(left.count()));
        }
        polled.push_back({connection.socket, events, 0});
      }
      if (poll(polled.data(), polled.size(), wait) < 0) continue;
      if (polled[0].revents != 0) return;
      for (size_t i = 0; i < open.size(); ++i) {
        const short events = polled[i + 2].revents;
        bool alive = (events & POLLIN) == 0 || Read(&open[i]);
        if (alive && (events & POLLOUT) != 0) alive = Send(&open[i]);
        if (alive && (events & (POLLERR | POLLHUP)) != 0) alive = false;
        if (!alive) close(std::exchange(open[i].socket, -1));
      }
      std::erase_if(open, [](const Connection& connection) { return connection.socket < 0; });
      if (polled[1].revents != 0) Accept();
    }
  }

  void Accept() {
    while (true) {
      const int accepted = accept4(listener, nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK);
      if (accepted < 0) return;
      ++connections;
      open.emplace_back().socket = accepted;
    }
  }

  bool Read(Connection* connection) {
    char bytes[16384];
    const ssize_t got = recv(connection->socket, bytes, sizeof(bytes), 0);
    if (got == 0 || (got < 0 && errno != EAGAIN)) return false;
    if (got > 0) connection->received.append(bytes, static_cast<size_t>(got));
    Begin(connection);
    return true;
  }

  void Begin(Connection* connection) {
    if (connection->answering) return;
    auto parsed = ParseRequest(connection->received);
    if (!parsed) return;
    connection->received.erase(0, parsed->second);
    {
      std::lock_guard lock(mutex);
      requests.push_back(parsed->first);
    }
    connection->reply = handler(parsed->first);
    connection->answering = true;
    connection->step = connection->sent_times = connection->sent_bytes = 0;
    Rest(connection);
  }

  // The pause before what comes next.
  static void Rest(Connection* connection) {
    if (connection->step >= connection->reply.steps.size()) return;
    connection->not_before = Clock::now() + connection->reply.steps[connection->step].pause;
  }

  bool Send(Connection* connection) {
    const Reply& reply = connection->reply;
    if (connection->step < reply.steps.size()) {
      const Step& step = reply.steps[connection->step];
      const std::string_view left = std::string_view(step.bytes).substr(connection->sent_bytes);
      const ssize_t sent =
          send(connection->socket, left.data(), std::min(left.size(), kSendBytes), MSG_NOSIGNAL);
      if (sent < 0) return errno == EAGAIN;
      connection->sent_bytes += static_cast<size_t>(sent);
      if (connection->sent_bytes < step.bytes.size()) return true;
      connection->sent_bytes = 0;
      if (++connection->sent_times == step.times) {
        connection->sent_times = 0;
        ++connection->step;
      }
      Rest(connection);
      return true;
    }
    if (reply.close) return false;
    connection->answering = false;
    Begin(connection);
    return true;
  }
};

LoopbackServer::LoopbackServer(Handler handler, const std::string& address, uint16_t port)
    : rep_(std::make_unique<Rep>()) {
  rep_->handler = std::move(handler);
  rep_->address = address;
  rep_->port = port;
  rep_->Listen();
  rep_->thread = std::thread([rep = rep_.get()] { rep->Run(); });
}

LoopbackServer::~LoopbackServer() {
  [[maybe_unused]] const ssize_t told = write(rep_->wake[1], "x", 1);
  rep_->thread.join();
  for (const Connection& connection : rep_->open) close(connection.socket);
  for (int descriptor : {rep_->listener, rep_->wake[0], rep_->wake[1]}) close(descriptor);
}

uint16_t LoopbackServer::port() const { return rep_->port; }

std::string LoopbackServer::Url(const std::string& target) const {
  return "http://" + rep_->address + ":" + std::to_string(rep_->port) + target;
}

std::vector<HttpRequest> LoopbackServer::Requests() const {
  std::lock_guard lock(rep_->mutex);
  return rep_->requests;
}

size_t LoopbackServer::RequestCount() const {
  std::lock_guard lock(rep_->mutex);
  return rep_->requests.size();
}

size_t LoopbackServer::Connections() const { return rep_->connections; }

}  // namespace mcprisk
