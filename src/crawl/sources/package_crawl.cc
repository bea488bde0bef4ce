#include "crawl/sources/package_crawl.h"

#include <optional>
#include <utility>

#include "crawl/format.h"
#include "crawl/sources/crawl_time.h"

namespace mcprisk {
namespace {

constexpr std::string_view kPackageSource = "package";

// Of one URL there may be several bundles, one behind the other.
std::string KeyOf(const ServerPackage& package) {
  return "PACKAGE " + package.Key() + (package.sha256.empty() ? "" : " " + package.sha256);
}

// What ties the listing to others: what the record says of the package, not what the package says
// of itself, which anybody may have written into it.
void NameAsRecorded(const ServerPackage& package, Listing* listing) {
  Server& server = listing->server;
  server.name = package.server;
  server.identities.clear();
  AddIdentity(IdentityKind::kRegistryName, package.server, &server);
  AddPackage(package.type, package.identifier, &server);
}

}  // namespace

struct PackageCrawl::Download {
  size_t index;
  PackageDownload steps;
  Ending ending;
  std::string known_document;  // hex; of the archive that need not be fetched again
};

PackageCrawl::PackageCrawl(std::vector<ServerPackage> packages, const NetworkOptions& options,
                           AnswerArchive* archive, NetworkProgress* progress, SourceReport* report)
    : packages_(std::move(packages)),
      options_(options),
      archive_(*archive),
      progress_(*progress),
      report_(*report),
      journal_(*archive, "packages") {
  report_.location = "packages";
}

bool PackageCrawl::IsFresh(const JournalEntry& entry) const {
  if (options_.offline) return true;
  const Outcome outcome = entry.ending.outcome;
  if (IsTransient(outcome) || outcome == Outcome::kNeedsRegistry) return false;
  if (entry.digest && !archive_.Has(*entry.digest)) return false;
  // A version never changes; what is newest does.
  const bool fixed = entry.ending.Ok() && entry.version.empty();
  return fixed || IsWithinHours(entry.fetched_at, options_.now(), kPackageFreshHours);
}

void PackageCrawl::Begin() {
  journal_.Begin(options_.now(), options_.offline || options_.plan_only,
                 [this](const JournalEntry& entry) { return IsFresh(entry); });
  for (size_t i = packages_.size(); i-- > 0;) {
    if (journal_.Find(KeyOf(packages_[i]))) continue;
    to_fetch_.push_back(i);
  }
}

AskingPlan PackageCrawl::Plan() {
  Begin();
  return {packages_.size(), to_fetch_.size()};
}

void PackageCrawl::Fetch(Fetcher* fetcher, const std::atomic<bool>& stop) {
  fetcher_ = fetcher;
  stop_ = &stop;
  Begin();
  report_.archived = packages_.size() - to_fetch_.size();
  if (options_.offline) return;
  progress_.BeginPhase(to_fetch_.size());
  const size_t at_a_time = options_.fetch.limits.exchanges * kWaitingForEach;
  for (size_t i = 0; i < at_a_time; ++i) FetchNext();
  fetcher_->Run(stop);
}

void PackageCrawl::FetchNext() {
  if (to_fetch_.empty() || *stop_) return;
  const size_t index = to_fetch_.back();
  to_fetch_.pop_back();
  const ServerPackage& package = packages_[index];
  const JournalEntry* older = journal_.FindOlder(KeyOf(package));
  const std::string known = older ? older->etag : "";
  auto download = std::make_shared<Download>(
      Download{index, PackageDownload(package, options_.registries, known), {}, {}});
  if (older) download->known_document = older->digest->Hex();
  std::optional<PackageQuestion> first = download->steps.Start();
  if (first) return Ask(download, *first);
  fetcher_->After({}, [this, download] {
    Take(*download);
    FetchNext();
  });
}

void PackageCrawl::Ask(const std::shared_ptr<Download>& download, const PackageQuestion& question) {
  Request request;
  request.url = question.url;
  request.headers = question.headers;
  request.named_by_user = question.named_by_user;
  request.limits = options_.fetch.limits;
  if (question.is_archive) {
    request.limits.body_bytes = kMaxPackageBytes;
    request.limits.exchange_milliseconds = kPackageMilliseconds;
  }
  fetcher_->Submit(std::move(request), [this, download](const Response& response) {
    report_.bytes += response.received_bytes;
    progress_.bytes += response.received_bytes;
    std::optional<PackageQuestion> next = download->steps.Take(response);
    if (next) return Ask(download, *next);
    Take(*download);
    FetchNext();
  });
}

void PackageCrawl::Take(const Download& download) {
  const PackageDownload& steps = download.steps;
  const Outcome outcome = steps.ending().outcome;
  progress_.EndOne(steps.ending().Ok());
  if (outcome == Outcome::kCanceled) return;
  const ServerPackage& package = packages_[download.index];
  JournalEntry entry;
  entry.key = KeyOf(package);
  entry.url = steps.archive_url();
  entry.order = download.index;
  entry.ending = steps.ending();
  entry.etag = steps.digest();
  if (package.version.empty()) entry.version = steps.version();
  entry.fetched_at = options_.now();
  if (steps.unchanged()) {
    entry.digest = Digest::FromHex(download.known_document);
    ++report_.unchanged;
  } else if (steps.ending().Ok()) {
    entry.digest = archive_.Put(steps.archive());
    ++report_.fetched;
  }
  journal_.Record(std::move(entry));
}

PackageListing PackageCrawl::Restored(const ServerPackage& package,
                                      const std::atomic<bool>& stop) const {
  PackageListing read;
  const JournalEntry* entry = journal_.Find(KeyOf(package));
  if (!entry) {
    read.ending = {Outcome::kOffline, ""};
    return read;
  }
  read.ending = entry->ending;
  if (!entry->ending.Ok() || !entry->digest) return read;
  Result<std::string> archive = archive_.Get(*entry->digest);
  if (!archive) {
    read.ending = {Outcome::kOffline, archive.error()};
    return read;
  }
  ServerPackage resolved = package;
  if (!entry->version.empty()) resolved.version = entry->version;
  return package.type == "mcpb" ? ReadBundle(*archive, resolved.Key(), stop)
                                : ReadPackage(*archive, resolved.Key(), stop);
}

void PackageCrawl::Emit(const std::atomic<bool>& stop, const CrawlSink& sink) {
  report_.complete = true;
  for (const ServerPackage& package : packages_) {
    if (stop) return;
    PackageListing read = Restored(package, stop);
    ++report_.endings[read.ending.outcome];
    report_.complete = report_.complete && !IsTransient(read.ending.outcome);
    ServerPackage unversioned = package;
    unversioned.version.clear();
    const Source source{std::string(kPackageSource), unversioned.Key()};
    for (Problem& problem : read.problems) sink.problem(source, std::move(problem));
    if (!read.ending.Ok()) {
      sink.problem(source, {package.Key(), read.ending.Text(), read.listing ? 0u : 1u});
    }
    if (!read.listing) continue;
    if (read.listing->tools) ++report_.listings;
    NameAsRecorded(package, &*read.listing);
    read.listing->origin.source = source;
    sink.listing(std::move(*read.listing));
  }
}

void PackageCrawl::Confirm() {
  journal_.Confirm(JournalEnd{options_.now(), report_.complete, "", report_.listings});
}

}  // namespace mcprisk
