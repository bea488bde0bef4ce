#include "crawl/sources/live_crawl.h"

#include <utility>

#include "base/json.h"
#include "base/text.h"
#include "crawl/fetch/host_ledger.h"
#include "crawl/format.h"
#include "crawl/mcp/ask_http.h"
#include "crawl/sources/crawl_time.h"

namespace mcprisk {
namespace {

std::string KeyOf(const RemoteServer& server) { return "MCP " + server.url; }

}  // namespace

LiveCrawl::LiveCrawl(std::vector<RemoteServer> servers, const NetworkOptions& options,
                     AnswerArchive* archive, NetworkProgress* progress, SourceReport* report)
    : servers_(std::move(servers)),
      options_(options),
      archive_(*archive),
      progress_(*progress),
      report_(*report),
      journal_(*archive, "live") {
  report_.location = "live servers";
}

bool LiveCrawl::IsFresh(const JournalEntry& entry) const {
  if (options_.offline) return true;
  if (IsTransient(entry.ending.outcome) && !IsOfServer(entry.ending.outcome)) return false;
  if (entry.digest && !archive_.Has(*entry.digest)) return false;
  const size_t hours = IsTransient(entry.ending.outcome) ? kLiveRetryHours : kLiveFreshHours;
  return IsWithinHours(entry.fetched_at, options_.now(), hours);
}

void LiveCrawl::Begin() {
  journal_.Begin(options_.now(), options_.offline || options_.plan_only,
                 [this](const JournalEntry& entry) { return IsFresh(entry); });
  for (size_t i = servers_.size(); i-- > 0;) {
    const JournalEntry* known = journal_.Find(KeyOf(servers_[i]));
    const bool is_fresh = known && (options_.offline || known->version == servers_[i].revision);
    if (!is_fresh) to_ask_.push_back(i);
  }
}

AskingPlan LiveCrawl::Plan() {
  Begin();
  return {servers_.size(), to_ask_.size()};
}

void LiveCrawl::Fetch(Fetcher* fetcher, const std::atomic<bool>& stop) {
  fetcher_ = fetcher;
  stop_ = &stop;
  Begin();
  report_.archived = servers_.size() - to_ask_.size();
  if (options_.offline) return;
  progress_.BeginPhase(to_ask_.size());
  const size_t at_a_time = options_.fetch.limits.exchanges * kWaitingForEach;
  for (size_t i = 0; i < at_a_time; ++i) AskNext();
  fetcher_->Run(stop);
}

void LiveCrawl::AskNext() {
  if (to_ask_.empty() || *stop_) return;
  const size_t index = to_ask_.back();
  to_ask_.pop_back();
  const RemoteServer& server = servers_[index];
  auto done = [this, index](const LiveAnswer& answer) {
    Take(index, answer);
    AskNext();
  };
  if (server.needs_secret) {
    LiveAnswer answer;
    answer.ending = {Outcome::kNeedsConfiguration, "a header with a secret"};
    return fetcher_->After({}, [done, answer] { done(answer); });
  }
  HttpTarget target;
  target.url = server.url;
  target.transport = server.transport == "sse" ? McpTransport::kSse : McpTransport::kStreamableHttp;
  HttpAskOptions ask;
  ask.conversation.client_version = options_.program_version;
  ask.conversation.place = server.url;
  ask.conversation.random = SystemRandom;
  ask.fetch = options_.fetch.limits;
  AskOverHttp(*fetcher_, target, std::move(ask), std::move(done));
}

void LiveCrawl::Take(size_t index, const LiveAnswer& answer) {
  progress_.EndOne(answer.ending.Ok());
  if (answer.ending.outcome == Outcome::kCanceled) return;
  ++report_.fetched;
  JournalEntry entry;
  entry.key = KeyOf(servers_[index]);
  entry.url = servers_[index].url;
  entry.order = index;
  entry.ending = answer.ending;
  entry.version = servers_[index].revision;
  entry.transport = McpTransportName(answer.transport);
  entry.tls = answer.tls;
  entry.fetched_at = options_.now();
  if (!answer.greeting.empty()) {
    const std::string session = SessionText(answer);
    progress_.bytes += session.size();
    report_.bytes += session.size();
    entry.digest = archive_.Put(session);
  }
  journal_.Record(std::move(entry));
}

// The answer as it was, out of its archived session.
LiveAnswer LiveCrawl::Restored(const JournalEntry& entry) const {
  LiveAnswer answer;
  answer.ending = entry.ending;
  answer.transport = entry.transport == "sse" ? McpTransport::kSse : McpTransport::kStreamableHttp;
  answer.tls = entry.tls;
  if (!entry.digest) return answer;
  Result<std::string> session = archive_.Get(*entry.digest);
  if (!session) {
    answer.ending = {Outcome::kOffline, session.error()};
    return answer;
  }
  for (std::string_view message : SplitJsonArray(*session, {}).items) {
    if (answer.greeting.empty()) {
      answer.greeting = message;
    } else {
      answer.pages.emplace_back(message);
    }
  }
  return answer;
}

void LiveCrawl::Emit(const CrawlSink& sink) {
  report_.complete = true;
  for (const RemoteServer& server : servers_) {
    LiveAnswer answer;
    if (const JournalEntry* known = journal_.Find(KeyOf(server))) {
      answer = Restored(*known);
    } else {
      answer.ending = {Outcome::kOffline, ""};
    }
    ++report_.endings[answer.ending.outcome];
    if (answer.ToolsKnown()) ++report_.listings;
    report_.complete = report_.complete && !IsTransient(answer.ending.outcome);
    Server named;
    AddIdentity(IdentityKind::kRegistryName, server.server, &named);
    EmitLiveAnswer(answer, {server.url, server.server, named.identities}, sink);
  }
}

void LiveCrawl::Confirm() {
  journal_.Confirm(JournalEnd{options_.now(), report_.complete, "", report_.listings});
}

}  // namespace mcprisk
