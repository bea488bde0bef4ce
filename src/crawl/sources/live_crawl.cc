#include "crawl/sources/live_crawl.h"

#include <cstdio>
#include <utility>

#include "base/json.h"
#include "base/text.h"
#include "crawl/format.h"
#include "crawl/mcp/ask_http.h"
#include "crawl/sources/crawl_time.h"

namespace mcprisk {
namespace {

// Conversations that are begun but wait for their turn with a host cost memory: so many for each
// exchange that may be under way keep the loop busy although some hosts are slow.
constexpr size_t kWaitingForEach = 8;

std::string KeyOf(const RemoteServer& server) { return "MCP " + server.url; }

}  // namespace

LiveCrawl::LiveCrawl(const NetworkOptions& options, AnswerArchive* archive,
                     NetworkProgress* progress, SourceReport* report)
    : options_(options),
      archive_(*archive),
      progress_(*progress),
      report_(*report),
      done_path_(archive->folder() + "/crawls/live.jsonl"),
      next_path_(archive->folder() + "/crawls/live.next.jsonl") {
  report_.location = "live servers";
}

bool LiveCrawl::IsFresh(const JournalEntry& entry) const {
  if (IsTransient(entry.ending.outcome)) return options_.offline;
  return options_.offline || IsWithinHours(entry.fetched_at, options_.now(), kLiveFreshHours);
}

// What is known and still fresh, of the last crawl and of one that was broken off behind it.
void LiveCrawl::Begin() {
  now_.head = {"live", options_.now(), options_.now(), "", 0};
  for (const std::string& path : {done_path_, next_path_}) {
    std::optional<Journal> known = ReadJournal(path);
    if (!known) continue;
    for (auto& [key, entry] : known->entries) {
      if (IsFresh(entry)) now_.entries[key] = entry;
    }
  }
  if (options_.offline) return;
  std::vector<JournalEntry> carried;
  for (const auto& [key, entry] : now_.entries) carried.push_back(entry);
  writer_.emplace(next_path_, now_.head, carried);
}

void LiveCrawl::Fetch(std::vector<RemoteServer> servers, Fetcher* fetcher,
                      const std::atomic<bool>& stop) {
  fetcher_ = fetcher;
  stop_ = &stop;
  Begin();
  std::set<std::string> urls;
  for (RemoteServer& server : servers) {
    if (urls.insert(server.url).second) servers_.push_back(std::move(server));
  }
  for (size_t i = servers_.size(); i-- > 0;) {
    auto known = now_.entries.find(KeyOf(servers_[i]));
    if (known != now_.entries.end()) {
      ++report_.archived;
    } else if (!options_.offline) {
      to_ask_.push_back(i);
    }
  }
  progress_.asked += to_ask_.size();
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
  ++progress_.answered;
  if (!answer.ending.Ok()) ++progress_.failed;
  if (answer.ending.outcome == Outcome::kCanceled) return;
  ++report_.fetched;
  JournalEntry entry;
  entry.key = KeyOf(servers_[index]);
  entry.url = servers_[index].url;
  entry.order = index;
  entry.ending = answer.ending;
  entry.transport = McpTransportName(answer.transport);
  entry.fetched_at = options_.now();
  if (!answer.greeting.empty()) {
    const std::string session = SessionText(answer);
    progress_.bytes += session.size();
    report_.bytes += session.size();
    entry.digest = archive_.Put(session);
  }
  writer_->Append(entry);
  std::string key = entry.key;
  now_.entries[std::move(key)] = std::move(entry);
}

// The answer as it was, out of its archived session.
LiveAnswer LiveCrawl::Restored(const JournalEntry& entry) const {
  LiveAnswer answer;
  answer.ending = entry.ending;
  answer.transport = entry.transport == "sse" ? McpTransport::kSse : McpTransport::kStreamableHttp;
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
    auto known = now_.entries.find(KeyOf(server));
    if (known == now_.entries.end()) {
      answer.ending = {Outcome::kOffline, ""};
    } else {
      answer = Restored(known->second);
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
  if (!writer_) return;
  writer_->Append(JournalEnd{options_.now(), report_.complete, "", report_.listings});
  writer_.reset();
  if (std::rename(next_path_.c_str(), done_path_.c_str()) != 0) {
    throw Error(done_path_ + ": cannot be written");
  }
}

}  // namespace mcprisk
