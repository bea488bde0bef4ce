// How long a conversation over HTTP may take: time of waiting for the server counts, nothing else.
#include "crawl/mcp/ask_http.h"

#include <gtest/gtest.h>

#include <deque>
#include <utility>

#include "base/json.h"
#include "base/text.h"
#include "support/mcp_play.h"

namespace mcprisk {
namespace {

using std::chrono::milliseconds;

// A server of 2025-11-25 whose list of tools never ends, and that is waited for as long for each
// answer. There is no clock: timers come at once.
class EndlessServer : public Fetcher {
 public:
  explicit EndlessServer(milliseconds each) : each_(each) {}

  RequestId Submit(Request request, Done done) override {
    queue_.push_back([this, request = std::move(request), done = std::move(done)] {
      Response response;
      response.waited = each_;
      response.head = {200, {{"Content-Type", "application/json"}}, request.url, {}};
      const std::string body = AnswerTo(request.body);
      if (body.empty()) {
        response.head.status = 202;
      } else {
        request.on_data(response.head, body);
      }
      done(std::move(response));
    });
    return ++last_;
  }
  void Cancel(RequestId) override {}
  void After(milliseconds, std::function<void()> then) override {
    queue_.push_back(std::move(then));
  }
  void Run(const std::atomic<bool>&) override {
    while (!queue_.empty()) {
      const std::function<void()> next = std::move(queue_.front());
      queue_.pop_front();
      next();
    }
  }

 private:
  std::string AnswerTo(const std::string& question) {
    JsonParser parser;
    const Result<Json> message = parser.Parse(question);
    if (!message || (*message)["id"].IsMissing()) return "";
    const std::string_view method = (*message)["method"].Text();
    std::string answer = ErrorOf(-32601, "Method not found");
    if (method == "initialize") answer = LegacyGreeting();
    if (method == "tools/list") {
      const std::string number = std::to_string(++pages_);
      answer = PageOf({"tool" + number}, "\"" + number + "\"");
    }
    return ReplaceAll(answer, "\"$\"", (*message)["id"].Canonical().value_or("null"));
  }

  const milliseconds each_;
  std::deque<std::function<void()>> queue_;
  RequestId last_ = 0;
  size_t pages_ = 0;
};

std::string Ask(milliseconds each) {
  EndlessServer server(each);
  HttpAskOptions options;
  options.conversation = PlayOptions();
  std::string ending;
  AskOverHttp(server, {.url = "https://acme.example/mcp"}, std::move(options),
              [&](const LiveAnswer& answer) { ending = EndingLine(answer); });
  const std::atomic<bool> stop{false};
  server.Run(stop);
  return ending;
}

TEST(AskOverHttp, OnlyWaitingForTheServerUsesUpItsTime) {
  EXPECT_EQ(Ask(milliseconds(0)), "limit.pages: kMaxToolPages (200), 200 pages");
  EXPECT_EQ(Ask(milliseconds(250)), "limit.pages: kMaxToolPages (200), 200 pages");
  // Its refusal, greeting and a notification are part of it.
  EXPECT_EQ(Ask(milliseconds(1000)), "timeout: the conversation, 58 pages");
  EXPECT_EQ(Ask(milliseconds(20000)), "timeout: the conversation, 1 page");
}

}  // namespace
}  // namespace mcprisk
