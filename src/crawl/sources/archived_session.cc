#include "crawl/sources/archived_session.h"

#include <algorithm>
#include <cstdio>
#include <utility>

#include "base/json.h"
#include "base/text.h"
#include "crawl/fetch/url.h"
#include "crawl/sources/crawl_time.h"

namespace mcprisk {
namespace {

// Of what an error's body says, for people.
constexpr size_t kMaxErrorBytes = 200;

// What the body of an error says, in the shapes of formats.md section 1.6: problem+json, {"error":
// text}, {"error": {"message"}}. Empty for any other.
std::string ErrorText(std::string_view body) {
  JsonParser parser;
  Result<Json> root = parser.Parse(body);
  if (!root) return {};
  std::string text(root->FirstOf({"detail", "error", "message", "title"}).Text());
  if (text.empty()) text = (*root)["error"]["message"].Text();
  const Json first = (*root)["errors"].IsArray() && (*root)["errors"].Size() > 0
                         ? (*root)["errors"].Items().front()
                         : Json();
  if (first["message"].IsString()) {
    text += (text.empty() ? "" : ": ") + std::string(first["message"].Text());
    if (first["location"].IsString()) text += " at " + std::string(first["location"].Text());
  }
  return std::string(Utf8Prefix(text, kMaxErrorBytes));
}

// A key for a registry named by URL is bound to its host, so that it never goes to another one:
// MCPRISK_TOKEN_REGISTRY_ACME_EXAMPLE.
std::string KeyName(const NamedSource& source) {
  auto url = ParseUrl(source.location, kMaxUrlBytes);
  std::string host = url ? url->host : std::string();
  for (char& c : host) {
    const bool is_word = IsAsciiAlnum(c);
    c = !is_word ? '_' : c >= 'a' ? static_cast<char>(c - 'a' + 'A') : c;
  }
  return ReplaceAll(std::string(source.kind->key), "HOST", host);
}

std::vector<JournalEntry> KeptOf(const std::optional<Journal>& journal) {
  std::vector<JournalEntry> kept;
  if (!journal) return kept;
  for (const auto& [key, entry] : journal->entries) {
    if (entry.keep && entry.digest && entry.ending.Ok()) kept.push_back(entry);
  }
  std::stable_sort(kept.begin(), kept.end(),
                   [](const JournalEntry& a, const JournalEntry& b) { return a.order < b.order; });
  return kept;
}

}  // namespace

ArchivedSession::ArchivedSession(const NamedSource& source, const NetworkOptions& options,
                                 AnswerArchive* archive, NetworkProgress* progress,
                                 SourceReport* report)
    : source_(source),
      options_(options),
      archive_(*archive),
      progress_(*progress),
      report_(*report),
      done_path_(archive->folder() + "/crawls/" + SafeFileStem(source.location) + ".jsonl"),
      next_path_(archive->folder() + "/crawls/" + SafeFileStem(source.location) + ".next.jsonl"),
      last_(ReadJournal(done_path_)) {
  if (last_ && !last_->end) last_.reset();
  std::optional<Journal> next = ReadJournal(next_path_);
  if (options_.offline) {
    now_ = last_ ? last_ : std::move(next);
  } else if (next && IsWithinHours(next->head.started, options_.now(), kMaxResumeHours) &&
             !(options_.full && !next->head.since.empty())) {
    now_ = std::move(next);
    report_.resumed = true;
  }
  report_.changes = now_ && !now_->head.since.empty();
  if (now_ && now_->end) highest_ = now_->end->highest;
}

void ArchivedSession::Open(Fetcher* fetcher, ProblemSink problem) {
  fetcher_ = fetcher;
  problem_ = std::move(problem);
}

// --- Beginning -----------------------------------------------------------------------------------

std::optional<std::string> ArchivedSession::SinceOfLast() const {
  if (options_.full || !last_ || !last_->end->complete) return std::nullopt;
  if (!IsWithinHours(last_->head.full_started, options_.now(), kFullCrawlHours))
    return std::nullopt;
  std::optional<std::time_t> highest = SecondsOfTime(last_->end->highest);
  if (!highest) return std::nullopt;
  return TimeOfSeconds(*highest - static_cast<std::time_t>(kChangedSinceOverlapSeconds));
}

std::optional<std::string> ArchivedSession::ContinueSince() {
  if (!now_) Begin(SinceOfLast().has_value());
  if (now_->head.since.empty()) return std::nullopt;
  return now_->head.since;
}

void ArchivedSession::Begin(bool only_changes) {
  Journal& journal = now_.emplace();
  journal.head.source = source_.location;
  journal.head.started = options_.now();
  journal.head.full_started = journal.head.started;
  std::vector<JournalEntry> carried;
  if (only_changes) {
    journal.head.since = *SinceOfLast();
    journal.head.full_started = last_->head.full_started;
    for (const auto& [key, entry] : last_->entries) {
      if (!entry.keep || !entry.digest) continue;
      JournalEntry& copy = carried.emplace_back(entry);
      copy.carried = true;
      journal.head.first_order = std::max(journal.head.first_order, entry.order + 1);
      journal.entries[key] = copy;
    }
    highest_ = last_->end->highest;
  }
  report_.changes = only_changes;
  if (!options_.offline)
    writer_ = std::make_unique<JournalWriter>(next_path_, journal.head, carried);
}

void ArchivedSession::StartOver() {
  if (!options_.offline) Begin(false);
}

// --- Asking --------------------------------------------------------------------------------------

void ArchivedSession::Ask(Question question, OnAnswer on_answer) {
  if (!now_) Begin(false);
  ++progress_.asked;
  auto asked = std::make_shared<Asked>();
  asked->key = "GET " + question.url;
  asked->question = std::move(question);
  asked->on_answer = std::move(on_answer);
  auto known = now_->entries.find(asked->key);
  const bool usable =
      known != now_->entries.end() &&
      (options_.offline || (!known->second.carried && !IsTransient(known->second.ending.outcome)));
  if (usable) return Later([this, asked, entry = known->second] { Replay(asked, entry); });
  if (options_.offline) {
    return Later([this, asked] { DeliverFailure(*asked, {Outcome::kOffline, ""}); });
  }
  if (last_) {
    auto previous = last_->entries.find(asked->key);
    if (previous != last_->entries.end() && previous->second.digest) {
      asked->previous = &previous->second;
    }
  }
  Send(asked);
}

void ArchivedSession::Send(const std::shared_ptr<Asked>& asked) {
  const Question& question = asked->question;
  Request request;
  request.url = question.url;
  request.headers = question.headers;
  request.secret_headers = question.secret_headers;
  request.obey_robots = question.obey_robots;
  request.next_page = question.next_page;
  request.named_by_user = IsOfUser(question.url);
  request.limits = options_.fetch.limits;
  request.limits.body_bytes = question.body_bytes;
  if (asked->previous) {
    const JournalEntry& previous = *asked->previous;
    if (!previous.etag.empty()) request.headers.push_back({"If-None-Match", previous.etag});
    if (!previous.last_modified.empty()) {
      request.headers.push_back({"If-Modified-Since", previous.last_modified});
    }
  }
  fetcher_->Submit(std::move(request), [this, asked](Response response) {
    progress_.bytes += response.received_bytes;
    report_.bytes += response.received_bytes;
    Take(asked, std::move(response));
  });
}

void ArchivedSession::Take(const std::shared_ptr<Asked>& asked, Response response) {
  JournalEntry entry;
  entry.key = asked->key;
  entry.url = response.head.url;
  entry.order = now_->head.first_order + asked->question.order;
  entry.keep = asked->question.keep;
  entry.ending = response.Verdict();
  entry.status = response.head.status;
  entry.fetched_at = options_.now();
  auto header = [&](std::string_view name) {
    return std::string(FindHeader(response.head.headers, name).value_or(""));
  };
  if (entry.status == 304 && entry.ending.Ok()) {
    Result<std::string> kept =
        asked->previous ? archive_.Get(*asked->previous->digest) : Failure("nothing to compare");
    if (!kept && asked->previous) {
      asked->previous = nullptr;  // the archive has lost it: ask for the whole
      return Send(asked);
    }
    if (!kept) entry.ending = {Outcome::kUnexpectedStatus, "HTTP 304"};
    if (kept) {
      entry.digest = asked->previous->digest;
      entry.etag = asked->previous->etag;
      entry.last_modified = asked->previous->last_modified;
      response.body = std::move(*kept);
      ++report_.unchanged;
    }
  } else if (entry.ending.Ok()) {
    entry.digest = archive_.Put(response.body);
    entry.etag = header("etag");
    entry.last_modified = header("last-modified");
    ++report_.fetched;
  } else if (std::string text = ErrorText(response.body); !text.empty()) {
    entry.ending.detail += ": " + text;
  }
  if (!entry.ending.Ok()) response.body.clear();
  Answer answer{entry.ending, entry.status, response.body, entry.url};
  // A crawl that is stopped was not answered.
  if (entry.ending.outcome != Outcome::kCanceled) Record(std::move(entry));
  Deliver(*asked, answer);
}

void ArchivedSession::Replay(const std::shared_ptr<Asked>& asked, const JournalEntry& entry) {
  std::string body;
  if (entry.digest) {
    Result<std::string> kept = archive_.Get(*entry.digest);
    if (!kept && !options_.offline) return Send(asked);
    if (!kept) return DeliverFailure(*asked, {Outcome::kOffline, kept.error()});
    body = std::move(*kept);
  }
  ++report_.archived;
  Deliver(*asked, {entry.ending, entry.status, body, entry.url});
}

void ArchivedSession::Record(JournalEntry entry) {
  if (!writer_) writer_ = std::make_unique<JournalWriter>(next_path_);
  writer_->Append(entry);
  std::string key = entry.key;
  now_->entries[std::move(key)] = std::move(entry);
}

void ArchivedSession::Deliver(const Asked& asked, const Answer& answer) {
  ++progress_.answered;
  if (!answer.ending.Ok()) ++progress_.failed;
  ++report_.endings[answer.ending.outcome];
  transient_ = transient_ || IsTransient(answer.ending.outcome);
  asked.on_answer(answer);
}

void ArchivedSession::DeliverFailure(const Asked& asked, Ending ending) {
  Answer answer;
  answer.ending = std::move(ending);
  answer.url = asked.question.url;
  Deliver(asked, answer);
}

void ArchivedSession::Later(std::function<void()> then) {
  fetcher_->After(std::chrono::milliseconds(0), std::move(then));
}

void ArchivedSession::Fail(std::string place, const Ending& ending) {
  complete_ = false;
  // Who stopped it knows.
  if (ending.outcome != Outcome::kCanceled) problem_({std::move(place), ending.Text(), 0});
}

void ArchivedSession::Remember(std::string highest_time) {
  if (SecondsOfTime(highest_time) && highest_time > highest_) highest_ = std::move(highest_time);
}

std::optional<std::string> ArchivedSession::Key() const {
  const std::string name = KeyName(source_);
  return name.empty() ? std::nullopt : options_.environment(name);
}

// Only at the origin that the user named may there be something out of the ordinary.
bool ArchivedSession::IsOfUser(std::string_view url) const {
  auto named = ParseUrl(source_.location, kMaxUrlBytes);
  auto asked = ParseUrl(url, kMaxUrlBytes);
  return named && asked && named->Origin() == asked->Origin();
}

// --- Ending --------------------------------------------------------------------------------------

std::vector<JournalEntry> ArchivedSession::Kept() const { return KeptOf(now_); }

std::vector<JournalEntry> ArchivedSession::KeptLast() const { return KeptOf(last_); }

void ArchivedSession::Confirm(size_t listings) {
  if (options_.offline || !now_) return;
  // What failed for the moment is asked for again when the crawl goes on.
  if (transient_) return;
  if (!writer_) writer_ = std::make_unique<JournalWriter>(next_path_);
  writer_->Append(JournalEnd{options_.now(), complete_, highest_, listings});
  writer_.reset();
  if (rename(next_path_.c_str(), done_path_.c_str()) != 0) {
    throw Error(done_path_ + ": cannot be written");
  }
}

SourcePlan ArchivedSession::Plan() const {
  SourcePlan plan;
  plan.location = source_.location;
  plan.url = source_.kind->url.empty() ? source_.location : std::string(source_.kind->url);
  if (last_) {
    plan.last_answers = last_->entries.size();
    plan.last_finished = last_->end->finished;
  }
  if (source_.kind->key_required && !Key()) plan.missing_key = source_.kind->key;
  if (options_.offline) {
    plan.mode = now_ ? "replays " + Counted(now_->entries.size(), "answer") : "nothing archived";
  } else if (report_.resumed) {
    plan.mode = "goes on behind " + Counted(now_->entries.size(), "answer");
  } else if (std::optional<std::string> since = SinceOfLast()) {
    plan.mode = "changes since " + *since;
  } else {
    plan.mode = "everything";
  }
  return plan;
}

}  // namespace mcprisk
