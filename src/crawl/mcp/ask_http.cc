#include "crawl/mcp/ask_http.h"

#include <algorithm>
#include <chrono>
#include <map>
#include <memory>
#include <utility>

#include "crawl/fetch/url.h"
#include "crawl/mcp/http_dialogue.h"

namespace mcprisk {
namespace {

std::string OriginOf(const std::string& url, const FetchLimits& limits) {
  const tl::expected<WebUrl, Ending> parsed = ParseUrl(url, limits.url_bytes);
  return parsed ? parsed->Origin() : "";
}

// One server. Lives as long as an exchange of its is under way: every callback holds it.
class HttpAsker : public std::enable_shared_from_this<HttpAsker> {
 public:
  HttpAsker(Fetcher& fetcher, const HttpTarget& target, HttpAskOptions options,
            std::function<void(LiveAnswer)> done)
      : fetcher_(fetcher),
        named_by_user_(target.named_by_user),
        origin_(OriginOf(target.url, options.fetch)),
        secret_headers_(target.secret_headers),
        limits_(options.fetch),
        body_bytes_(options.conversation.limits.conversation_bytes),
        budget_(options.budget_milliseconds),
        done_(std::move(done)),
        dialogue_(target.url, target.transport, std::move(options.conversation)) {}

  void Start() { Do(dialogue_.Start()); }

 private:
  void Do(const DialogueActions& actions) {
    for (int exchange : actions.cancel) {
      auto at = under_way_.find(exchange);
      if (at != under_way_.end()) fetcher_.Cancel(at->second);
    }
    for (const DialogueRequest& request : actions.requests) {
      const auto page = std::chrono::milliseconds(
          request.next_page ? std::min(limits_.page_milliseconds, limits_.host_milliseconds) : 0);
      const std::chrono::milliseconds delay = std::max(request.delay, page);
      if (delay.count() == 0) {
        Submit(request);
      } else {
        fetcher_.After(delay, [self = shared_from_this(), request] {
          if (!self->dialogue_.Done()) self->Submit(request);
        });
      }
    }
    if (dialogue_.Done() && done_) std::exchange(done_, nullptr)(dialogue_.answer());
  }

  void Submit(const DialogueRequest& wanted) {
    const size_t left = MillisecondsLeft();
    if (left == 0) return Do(dialogue_.Fail({Outcome::kTimeout, "the conversation"}));
    Request request;
    request.method = wanted.method;
    request.url = wanted.url;
    request.headers = wanted.headers;
    // A redirect may have led the conversation to another host.
    if (!secret_headers_.empty() && OriginOf(wanted.url, limits_) == origin_) {
      request.secret_headers = secret_headers_;
    }
    request.body = wanted.body;
    request.limits = limits_;
    request.limits.body_bytes = body_bytes_;
    request.limits.exchange_milliseconds =
        wanted.stays_open ? left : std::min(left, limits_.exchange_milliseconds);
    request.named_by_user = named_by_user_;
    request.closes = wanted.last;
    request.in_conversation = answered_ || wanted.exchange > 1;
    // Later ones are not repeated: their answers are part of a state that the server keeps.
    request.repeatable = !answered_;
    auto self = shared_from_this();
    const int exchange = wanted.exchange;
    // A stream that stays open waits for the same answers as the exchanges beside it.
    const bool counts = answered_ && !wanted.stays_open;
    request.on_data = [self, exchange](const ResponseHead& head, std::string_view bytes) {
      StreamVerdict verdict = StreamVerdict::kEnough;
      self->NoteAnswer();
      self->Do(self->dialogue_.Receive(exchange, head, bytes, &verdict));
      return verdict;
    };
    under_way_[exchange] =
        fetcher_.Submit(std::move(request), [self, exchange, counts](const Response& response) {
          self->under_way_.erase(exchange);
          if (counts) self->waited_ += static_cast<size_t>(response.waited.count());
          if (response.head.status != 0) self->NoteAnswer();
          self->Do(self->dialogue_.Finish(exchange, response));
        });
  }

  void NoteAnswer() { answered_ = true; }
  size_t MillisecondsLeft() const { return budget_ - std::min(budget_, waited_); }

  Fetcher& fetcher_;
  const bool named_by_user_;
  const std::string origin_;
  const Headers secret_headers_;
  const FetchLimits limits_;
  const size_t body_bytes_;  // of a stream; messages and events in it have their own bounds
  const size_t budget_;
  std::function<void(LiveAnswer)> done_;
  HttpDialogue dialogue_;
  std::map<int, RequestId> under_way_;
  bool answered_ = false;
  size_t waited_ = 0;  // milliseconds, since then
};

}  // namespace

void AskOverHttp(Fetcher& fetcher, const HttpTarget& target, HttpAskOptions options,
                 std::function<void(LiveAnswer)> done) {
  tl::expected<WebUrl, Ending> url = ParseUrl(target.url, options.fetch.url_bytes);
  if (!url) {
    LiveAnswer answer;
    answer.transport = target.transport;
    answer.ending = url.error();
    fetcher.After({}, [answer = std::move(answer), done = std::move(done)] { done(answer); });
    return;
  }
  HttpTarget asked = target;
  asked.url = url->text;
  std::make_shared<HttpAsker>(fetcher, asked, std::move(options), std::move(done))->Start();
}

}  // namespace mcprisk
