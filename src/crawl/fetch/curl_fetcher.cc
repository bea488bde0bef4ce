#include "crawl/fetch/curl_fetcher.h"

#include <curl/curl.h>

#include <algorithm>
#include <array>
#include <deque>
#include <map>
#include <random>
#include <set>
#include <unordered_map>

#include "base/result.h"
#include "base/text.h"
#include "crawl/fetch/exchange.h"
#include "crawl/fetch/host_ledger.h"
#include "crawl/fetch/pacing.h"
#include "crawl/fetch/robots.h"

namespace mcprisk {
namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

// How often what is under way is looked at for its time limits; they are seconds.
constexpr milliseconds kSweepInterval{50};

// What may not go along to another origin, whoever set it.
bool IsCredential(std::string_view name) {
  constexpr std::array<std::string_view, 5> kNames = {"authorization", "cookie", "mcp-session-id",
                                                      "proxy-authorization", "x-api-key"};
  return std::find(kNames.begin(), kNames.end(), AsciiLowered(name)) != kNames.end();
}

bool IsRedirect(int status) {
  return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

// A request on its way, over all its redirects and tries.
struct Job {
  RequestId id = 0;
  Request request;
  Fetcher::Done done;
  Response response;

  WebUrl url;  // of the hop that is next or under way
  Method method = Method::kGet;
  bool with_body = false;
  bool with_secrets = true;
  bool named_by_user = false;
  std::set<std::string> visited;
  std::unique_ptr<Exchange> exchange;
  bool paced = false;  // holds a place of the pacer
  bool canceled = false;
  bool over = false;  // waits for its callback only
};

class CurlFetcher : public Fetcher {
 public:
  explicit CurlFetcher(FetchOptions options)
      : options_(std::move(options)),
        pacer_(options_.limits),
        ledger_(options_.limits, options_.ledger, Now()),
        multi_(curl_multi_init()) {
    if (!multi_) throw Error("cannot set up the network library (curl_multi_init)");
    // Enough for the next step of every conversation to find its connection again. Each one more
    // is looked at whenever any connection comes or goes.
    curl_multi_setopt(multi_, CURLMOPT_MAXCONNECTS,
                      static_cast<long>(options_.limits.exchanges + 16));
  }

  ~CurlFetcher() override {
    for (auto& [id, job] : jobs_) Detach(job);
    jobs_.clear();
    curl_multi_cleanup(multi_);
  }

  RequestId Submit(Request request, Done done) override {
    const RequestId id = ++last_id_;
    Job& job = jobs_[id];
    job.id = id;
    job.method = request.method;
    job.with_body = request.method == Method::kPost;
    job.named_by_user = request.named_by_user;
    job.request = std::move(request);
    job.done = std::move(done);
    auto url = ParseUrl(job.request.url, job.request.limits.url_bytes);
    if (!url) {
      End(&job, std::move(url.error()));
    } else {
      Enter(&job, std::move(*url));
    }
    return id;
  }

  void Cancel(RequestId id) override {
    if (auto at = jobs_.find(id); at != jobs_.end()) at->second.canceled = true;
    any_canceled_ = true;
  }

  void After(milliseconds delay, std::function<void()> then) override {
    timers_.emplace(Clock::now() + delay, std::move(then));
  }

  void Run(const std::atomic<bool>& stop) override {
    while (!jobs_.empty() || !timers_.empty()) {
      if (stop) {
        timers_.clear();
        for (auto& [id, job] : jobs_) job.canceled = true;
        any_canceled_ = true;
      }
      EndCanceled();
      HandOut();
      RunTimers();
      StartThoseWhoseTurnItIs();
      int running = 0;
      curl_multi_perform(multi_, &running);
      CollectFinished();
      Sweep();
      if (ended_.empty() && (!jobs_.empty() || !timers_.empty())) Wait();
    }
  }

 private:
  std::time_t Now() const { return options_.now ? options_.now() : std::time(nullptr); }

  // --- The way of a job ----------------------------------------------------------------------

  // Checks the URL of the next hop and puts the job in line for it.
  void Enter(Job* job, WebUrl url) {
    Ending check = CheckUrl(url, job->named_by_user, options_.allowed);
    if (!check.Ok()) return End(job, std::move(check));
    job->url = std::move(url);
    job->visited.insert(job->url.text);
    Line(job);
  }

  void Line(Job* job) {
    if (job->over) return;
    Ending check = ledger_.Check(job->url.host, job->named_by_user, Now());
    if (!check.Ok()) return End(job, std::move(check));
    if (job->request.obey_robots && !RobotsAgree(job)) return;
    if (job->request.in_conversation) {
      at_once_.push_back(job->id);
    } else {
      pacer_.Add(job->id, job->url.host, job->request.next_page);
    }
  }

  // False when it has to wait for the rules, or is over.
  bool RobotsAgree(Job* job) {
    const std::string origin = job->url.Origin();
    auto known = robots_.find(origin);
    if (known != robots_.end()) {
      if (known->second.Allows(job->url.path)) return true;
      End(job, {Outcome::kRobots, job->url.path});
      return false;
    }
    auto& waiting = waiting_for_robots_[origin];
    waiting.push_back(job->id);
    if (waiting.size() > 1) return false;
    Request request;
    request.url = origin + "/robots.txt";
    request.named_by_user = job->named_by_user;
    request.limits = job->request.limits;
    Submit(std::move(request),
           [this, origin](const Response& answer) { TakeRobots(origin, answer); });
    return false;
  }

  // RFC 9309, 2.3.1: no rules where there is no file, none of the site where the server fails.
  void TakeRobots(const std::string& origin, const Response& answer) {
    const int status = answer.head.status;
    RobotsRules rules = RobotsRules::DisallowAll();
    if (answer.ending.Ok() && status >= 200 && status < 300) {
      rules = RobotsRules::Parse(answer.body);
    } else if (answer.ending.Ok() && status >= 400 && status < 500) {
      rules = RobotsRules::AllowAll();
    }
    robots_.emplace(origin, std::move(rules));
    for (RequestId id : std::exchange(waiting_for_robots_[origin], {})) {
      if (auto at = jobs_.find(id); at != jobs_.end()) Line(&at->second);
    }
  }

  void StartThoseWhoseTurnItIs() {
    for (RequestId id : std::exchange(at_once_, {})) {
      if (auto at = jobs_.find(id); at != jobs_.end()) Start(&at->second);
    }
    while (std::optional<HostPacer::Turn> turn = pacer_.Next(Clock::now())) {
      auto at = jobs_.find(turn->id);
      if (at == jobs_.end() || at->second.over) {
        pacer_.Done(turn->host);  // it was canceled while it stood in line
        continue;
      }
      at->second.paced = true;
      Start(&at->second);
    }
  }

  void Start(Job* job) {
    if (job->over) return;
    // Others may have been answered while it stood in line.
    Ending check = ledger_.Check(job->url.host, job->named_by_user, Now());
    if (!check.Ok()) return End(job, std::move(check));
    ledger_.Begin(job->url.host, Now());
    Hop hop;
    hop.url = job->url;
    hop.method = job->method;
    hop.with_body = job->with_body;
    for (const Header& header : job->request.headers) {
      if (job->with_secrets || !IsCredential(header.name)) hop.headers.push_back(header);
    }
    if (job->with_secrets) {
      hop.headers.insert(hop.headers.end(), job->request.secret_headers.begin(),
                         job->request.secret_headers.end());
    }
    ++job->response.attempts;
    job->exchange = std::make_unique<Exchange>(job->request, std::move(hop), options_);
    by_handle_[job->exchange->handle()] = job->id;
    curl_multi_add_handle(multi_, job->exchange->handle());
  }

  void Detach(Job& job) {
    if (job.exchange) {
      curl_multi_remove_handle(multi_, job.exchange->handle());
      by_handle_.erase(job.exchange->handle());
      job.exchange.reset();
    }
    if (std::exchange(job.paced, false)) pacer_.Done(job.url.host);
  }

  void CollectFinished() {
    int left = 0;
    while (CURLMsg* message = curl_multi_info_read(multi_, &left)) {
      if (message->msg != CURLMSG_DONE) continue;
      Job& job = jobs_.at(by_handle_.at(message->easy_handle));
      TakeHop(&job, static_cast<int>(message->data.result));
    }
  }

  void Sweep() {
    const Clock::time_point now = Clock::now();
    if (now < next_sweep_) return;
    next_sweep_ = now + kSweepInterval;
    std::vector<Job*> overdue;
    for (const auto& [handle, id] : by_handle_) {
      Job& job = jobs_.at(id);
      if (job.exchange->Overdue(now)) overdue.push_back(&job);
    }
    for (Job* job : overdue) TakeHop(job, std::nullopt);
  }

  // One hop is over: go on to the next one, try again, or end.
  void TakeHop(Job* job, std::optional<int> code) {
    HopResult result = job->exchange->Finish(code);
    Detach(*job);
    job->response.received_bytes += result.received_bytes;
    job->response.waited = result.waited;
    const int status = result.head.status;
    const Ending verdict = result.ending.Ok() ? EndingOfStatus(status) : result.ending;
    ledger_.End(job->url.host, verdict.outcome, Now());
    if (verdict.outcome == Outcome::kRateLimited) pacer_.SlowDown(job->url.host);
    // What a stream's reader was given cannot be taken back.
    const bool told = job->request.on_data && status >= 200 && status < 300;
    if (!told && TryAgain(job, verdict, result.retry_after)) return;
    job->response.head = std::move(result.head);
    job->response.body = std::move(result.body);
    if (result.ending.Ok() && job->request.follow_redirects && IsRedirect(status)) {
      return Redirect(job);
    }
    End(job, std::move(result.ending));
  }

  bool TryAgain(Job* job, const Ending& verdict, std::optional<milliseconds> retry_after) {
    if (!job->request.repeatable || job->canceled) return false;
    const std::optional<milliseconds> delay =
        DelayBeforeNextTry(job->request.limits, verdict.outcome, job->response.attempts,
                           retry_after, std::uniform_real_distribution<double>(0, 1)(random_));
    if (!delay) return false;
    if (retry_after) pacer_.Pause(job->url.host, Clock::now() + *delay);
    After(*delay, [this, id = job->id] {
      if (auto at = jobs_.find(id); at != jobs_.end()) Line(&at->second);
    });
    return true;
  }

  void Redirect(Job* job) {
    const ResponseHead& head = job->response.head;
    const std::string from = job->url.text;
    job->response.body.clear();
    std::optional<std::string_view> location = FindHeader(head.headers, "location");
    if (!location || location->empty()) {
      return End(job, {Outcome::kRedirectBad, "HTTP " + std::to_string(head.status)});
    }
    auto next = ResolveUrl(job->url, *location, job->request.limits.url_bytes);
    if (!next) return End(job, std::move(next.error()));
    if (job->response.redirects.size() >= job->request.limits.redirects) {
      return End(job, {Outcome::kRedirectLimit, next->text});
    }
    if (job->visited.contains(next->text)) return End(job, {Outcome::kRedirectLoop, next->text});
    if (job->url.scheme == "https" && next->scheme == "http") {
      return End(job, {Outcome::kRedirectDowngrade, next->text});
    }
    if (next->Origin() != job->url.Origin()) job->with_secrets = false;
    if (next->host != job->url.host) job->named_by_user = false;
    // A POST stays one: what answers to a protocol's message does so at the new place too.
    if (head.status == 303) {
      job->method = Method::kGet;
      job->with_body = false;
    }
    job->response.redirects.push_back(from);
    job->response.attempts = 0;
    Enter(job, std::move(*next));
  }

  // --- The end of a job ----------------------------------------------------------------------

  void End(Job* job, Ending ending) {
    Detach(*job);
    if (!ending.Ok()) job->response.body.clear();
    if (job->response.head.url.empty()) job->response.head.url = job->request.url;
    job->response.ending = std::move(ending);
    if (!std::exchange(job->over, true)) ended_.push_back(job->id);
  }

  void EndCanceled() {
    if (!std::exchange(any_canceled_, false)) return;
    for (auto& [id, job] : jobs_) {
      if (job.canceled && !job.over) End(&job, {Outcome::kCanceled, ""});
    }
  }

  // Calls back, from the loop alone.
  void HandOut() {
    for (RequestId id : std::exchange(ended_, {})) {
      auto at = jobs_.find(id);
      if (at == jobs_.end()) continue;
      Job job = std::move(at->second);
      jobs_.erase(at);
      if (job.done) job.done(std::move(job.response));
    }
  }

  // --- Time ----------------------------------------------------------------------------------

  void RunTimers() {
    const Clock::time_point now = Clock::now();
    while (!timers_.empty() && timers_.begin()->first <= now) {
      std::function<void()> then = std::move(timers_.begin()->second);
      timers_.erase(timers_.begin());
      then();
    }
  }

  void Wait() {
    Clock::time_point until = Clock::now() + 2 * kSweepInterval;
    if (!timers_.empty()) until = std::min(until, timers_.begin()->first);
    if (std::optional<Clock::time_point> turn = pacer_.NextTime()) until = std::min(until, *turn);
    const auto left = std::chrono::ceil<milliseconds>(until - Clock::now());
    if (left.count() > 0 && at_once_.empty()) {
      curl_multi_poll(multi_, nullptr, 0, static_cast<int>(left.count()), nullptr);
    }
  }

  const FetchOptions options_;
  HostPacer pacer_;
  HostLedger ledger_;
  CURLM* multi_;
  std::mt19937_64 random_{std::random_device()()};
  RequestId last_id_ = 0;
  std::unordered_map<RequestId, Job> jobs_;  // nodes stay where they are
  std::unordered_map<void*, RequestId> by_handle_;
  std::vector<RequestId> at_once_;
  std::vector<RequestId> ended_;
  std::multimap<Clock::time_point, std::function<void()>> timers_;
  std::map<std::string, RobotsRules> robots_;  // by origin
  std::map<std::string, std::vector<RequestId>> waiting_for_robots_;
  Clock::time_point next_sweep_;
  bool any_canceled_ = false;
};

}  // namespace

std::optional<std::string_view> FindHeader(const Headers& headers, std::string_view name) {
  for (const Header& header : headers) {
    if (EqualsNoCase(header.name, name)) return header.value;
  }
  return std::nullopt;
}

std::unique_ptr<Fetcher> MakeCurlFetcher(FetchOptions options) {
  static const CURLcode ready = curl_global_init(CURL_GLOBAL_DEFAULT);
  if (ready != CURLE_OK) throw Error("cannot set up the network library (curl_global_init)");
  return std::make_unique<CurlFetcher>(std::move(options));
}

}  // namespace mcprisk
