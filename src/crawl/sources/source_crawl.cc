#include "crawl/sources/source_crawl.h"

#include <set>
#include <unordered_set>
#include <utility>

#include "base/text.h"
#include "crawl/document.h"
#include "crawl/limits.h"
#include "crawl/recognize.h"
#include "crawl/sources/archived_session.h"
#include "crawl/sources/crawl_time.h"
#include "crawl/sources/kept_document.h"
#include "crawl/sources/live_crawl.h"
#include "crawl/sources/package_crawl.h"

namespace mcprisk {
namespace {

// The documents of one source, out of the archive.
class ArchivedDocuments : public KeptDocuments {
 public:
  ArchivedDocuments(std::vector<JournalEntry> entries, const AnswerArchive& archive,
                    const std::atomic<bool>& stop, ProblemSink problem)
      : entries_(std::move(entries)),
        archive_(archive),
        stop_(stop),
        problem_(std::move(problem)) {}

  size_t size() const override { return stop_ ? 0 : entries_.size(); }

  std::optional<KeptDocument> Load(size_t index) override {
    const JournalEntry& entry = entries_[index];
    Result<std::string> body = archive_.Get(*entry.digest);
    if (!body) {
      if (told_.insert(index).second) problem_({entry.url, body.error(), 0});
      return std::nullopt;
    }
    return KeptDocument{entry.url, entry.fetched_at, entry.order, std::move(*body)};
  }

 private:
  const std::vector<JournalEntry> entries_;
  const AnswerArchive& archive_;
  const std::atomic<bool>& stop_;
  const ProblemSink problem_;
  std::set<size_t> told_;
};

// "shows 80 servers where …"; empty while the list is about as long as it was.
std::string Shrinkage(size_t now, size_t before) {
  if (now * 100 >= before * (100 - kMaxShrinkPercent)) return {};
  return "shows " + Counted(now, "server") + " where the last complete crawl had " +
         Grouped(before) + ", less than " + LimitText("kMaxShrinkPercent", kMaxShrinkPercent) +
         " allows; nothing is marked as gone until a second crawl agrees";
}

SourcePlan PlanOfAsking(std::string location, const AskingPlan& asking) {
  SourcePlan plan;
  plan.location = std::move(location);
  plan.mode = Grouped(asking.to_ask) + " of the " + Grouped(asking.all) +
              " that the lists named when they were last crawled";
  return plan;
}

}  // namespace

void NetworkProgress::BeginPhase(size_t questions) {
  asked += questions;
  total = questions;
  done = 0;
  ++phase;
}

void NetworkProgress::EndOne(bool ok) {
  ++answered;
  ++done;
  if (!ok) ++failed;
}

struct SourceCrawl::Rep {
  Rep(std::vector<NamedSource> given, NetworkOptions set, NetworkProgress* counted)
      : sources(std::move(given)),
        options(std::move(set)),
        progress(counted),
        archive(options.archive, options.offline || options.plan_only) {}

  const std::vector<NamedSource> sources;
  const NetworkOptions options;
  NetworkProgress* progress;
  AnswerArchive archive;
  std::vector<std::unique_ptr<ArchivedSession>> sessions;
  SourceReport live_report;
  std::unique_ptr<LiveCrawl> live;
  SourceReport package_report;
  std::unique_ptr<PackageCrawl> packages;
  // Of servers whose tools this crawl has seen: their identities.
  std::set<std::string> known;
};

SourceCrawl::SourceCrawl(std::vector<NamedSource> sources, NetworkOptions options,
                         NetworkProgress* progress)
    : rep_(std::make_unique<Rep>(std::move(sources), std::move(options), progress)),
      reports_(rep_->sources.size()) {
  for (size_t i = 0; i < rep_->sources.size(); ++i) {
    reports_[i].location = rep_->sources[i].location;
    rep_->sessions.push_back(std::make_unique<ArchivedSession>(
        rep_->sources[i], rep_->options, &rep_->archive, progress, &reports_[i]));
  }
}

SourceCrawl::~SourceCrawl() = default;

void SourceCrawl::Run(const std::atomic<bool>& stop, const CrawlSink& sink) {
  FetchOptions fetch = rep_->options.fetch;
  if (!rep_->options.offline) fetch.ledger = rep_->archive.folder() + "/crawls/hosts.jsonl";
  fetch.now = [this] { return SecondsOfTime(rep_->options.now()).value_or(0); };
  std::unique_ptr<Fetcher> fetcher = MakeCurlFetcher(std::move(fetch));
  for (size_t i = 0; i < rep_->sources.size(); ++i) {
    const NamedSource& source = rep_->sources[i];
    ArchivedSession& session = *rep_->sessions[i];
    session.Open(fetcher.get(), [&sink, &source](Problem problem) {
      sink.problem({"", source.location}, std::move(problem));
    });
    if (source.kind->key_required && !rep_->options.offline && !session.Key()) {
      session.Fail(source.location, {Outcome::kAuthRequired,
                                     "set " + std::string(source.kind->key) + " to its key"});
    } else {
      source.source->Start(session);
    }
  }
  fetcher->Run(stop);
  CrawlSink noting = sink;
  noting.listing = [&](Listing listing) {
    NoteKnown(listing);
    sink.listing(std::move(listing));
  };
  for (size_t i = 0; i < rep_->sources.size() && !stop; ++i) ReadSource(i, stop, noting);
  if (rep_->options.live && !stop) ReadLive(fetcher.get(), stop, noting);
  if (rep_->options.packages && !stop) ReadPackages(fetcher.get(), stop, sink);
}

std::vector<RemoteServer> SourceCrawl::Remotes() const {
  std::vector<RemoteServer> servers;
  std::unordered_set<std::string> urls;
  for (const NamedSource& source : rep_->sources) {
    for (RemoteServer& server : source.source->Remotes()) {
      if (urls.insert(server.url).second) servers.push_back(std::move(server));
    }
  }
  return servers;
}

// Those of servers whose tools nobody has told: a package says less than what its server answers.
std::vector<ServerPackage> SourceCrawl::Packages() const {
  std::vector<ServerPackage> packages;
  std::unordered_set<std::string> keys;
  for (const NamedSource& source : rep_->sources) {
    for (ServerPackage& package : source.source->Packages()) {
      const bool known = rep_->known.contains(package.server) ||
                         rep_->known.contains(NormalizedPackage(package.type, package.identifier));
      if (!known && keys.insert(package.Key()).second) packages.push_back(std::move(package));
    }
  }
  return packages;
}

void SourceCrawl::ReadLive(Fetcher* fetcher, const std::atomic<bool>& stop, const CrawlSink& sink) {
  rep_->live = std::make_unique<LiveCrawl>(Remotes(), rep_->options, &rep_->archive, rep_->progress,
                                           &rep_->live_report);
  rep_->live->Fetch(fetcher, stop);
  if (!stop) rep_->live->Emit(sink);
  reports_.push_back(rep_->live_report);
}

void SourceCrawl::ReadPackages(Fetcher* fetcher, const std::atomic<bool>& stop,
                               const CrawlSink& sink) {
  rep_->packages = std::make_unique<PackageCrawl>(Packages(), rep_->options, &rep_->archive,
                                                  rep_->progress, &rep_->package_report);
  rep_->packages->Fetch(fetcher, stop);
  if (!stop) rep_->packages->Emit(stop, sink);
  reports_.push_back(rep_->package_report);
}

void SourceCrawl::ReadSource(size_t index, const std::atomic<bool>& stop, const CrawlSink& sink) {
  const NamedSource& source = rep_->sources[index];
  ArchivedSession& session = *rep_->sessions[index];
  SourceReport& report = reports_[index];
  std::set<std::string> names;
  size_t problems = 0;
  CrawlSink counting = sink;
  counting.listing = [&](Listing listing) {
    names.insert(listing.server.name);
    sink.listing(std::move(listing));
  };
  counting.problem = [&](const Source& of, Problem problem) {
    ++problems;
    sink.problem(of, std::move(problem));
  };
  std::vector<JournalEntry> kept = session.Kept();
  if (kept.empty() && session.complete()) {
    session.Fail(source.location, {Outcome::kBadContent, "no document"});
  }
  Recognizer recognizer(source.location, counting);
  recognizer.BeginFile(source.location);
  ArchivedDocuments documents(std::move(kept), rep_->archive, stop, [&](Problem problem) {
    counting.problem({"", source.location}, std::move(problem));
  });
  source.source->Read(documents, recognizer);
  report.listings = names.size();
  if (std::string shrinkage = Shrinkage(names.size(), session.last_listings());
      session.complete() && problems == 0 && !shrinkage.empty()) {
    counting.problem({"", source.location}, {source.location, std::move(shrinkage), 0});
  }
  report.complete = session.complete() && problems == 0 && !stop;
}

void SourceCrawl::Confirm() {
  for (size_t i = 0; i < rep_->sessions.size(); ++i) {
    rep_->sessions[i]->Confirm(reports_[i].listings);
  }
  if (rep_->live) rep_->live->Confirm();
  if (rep_->packages) rep_->packages->Confirm();
}

std::vector<SourcePlan> SourceCrawl::Plan() {
  std::vector<SourcePlan> plans;
  for (const auto& session : rep_->sessions) plans.push_back(session->Plan());
  if (!rep_->options.live && !rep_->options.packages) return plans;
  ReadLastLists();
  SourceReport unused;
  if (rep_->options.live) {
    LiveCrawl live(Remotes(), rep_->options, &rep_->archive, rep_->progress, &unused);
    plans.push_back(PlanOfAsking("live servers", live.Plan()));
  }
  if (rep_->options.packages) {
    PackageCrawl packages(Packages(), rep_->options, &rep_->archive, rep_->progress, &unused);
    plans.push_back(PlanOfAsking("packages", packages.Plan()));
  }
  return plans;
}

// What the lists named when they were crawled last, without telling anybody.
void SourceCrawl::ReadLastLists() {
  const std::atomic<bool> go_on{false};
  CrawlSink sink;
  sink.listing = [this](const Listing& listing) { NoteKnown(listing); };
  sink.problem = [](const Source&, const Problem&) {};
  sink.file = [] {};
  for (size_t i = 0; i < rep_->sources.size(); ++i) {
    Recognizer recognizer(rep_->sources[i].location, sink);
    ArchivedDocuments documents(rep_->sessions[i]->KeptLast(), rep_->archive, go_on,
                                [](const Problem&) {});
    rep_->sources[i].source->Read(documents, recognizer);
  }
}

void SourceCrawl::NoteKnown(const Listing& listing) {
  if (!listing.tools) return;
  for (const Identity& identity : listing.server.identities) rep_->known.insert(identity.value);
}

// --- What sources share --------------------------------------------------------------------------

void ListingSource::Read(KeptDocuments& documents, Recognizer& recognizer) {
  for (size_t i = 0; i < documents.size(); ++i) {
    std::optional<KeptDocument> document = documents.Load(i);
    if (!document) continue;
    recognizer.sink().file();
    recognizer.BeginFile(document->url);
    auto loaded = LoadKept(*document);
    if (!loaded) {
      recognizer.Trouble(std::move(loaded.error().place), std::move(loaded.error().what));
    } else if (!recognizer.Read({"", {(*loaded)->document()}, true}, (*loaded)->lost())) {
      recognizer.Trouble(document->url, std::string(kUnknownFormat));
    }
  }
}

}  // namespace mcprisk
