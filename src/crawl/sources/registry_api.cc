#include "crawl/sources/registry_api.h"

#include <set>
#include <utility>
#include <vector>

#include "base/text.h"
#include "crawl/fetch/url.h"
#include "crawl/formats/all.h"
#include "crawl/formats/registry.h"
#include "crawl/recognize.h"
#include "crawl/sources/kept_document.h"

namespace mcprisk {
namespace {

class RegistrySource : public ListingSource {
 public:
  explicit RegistrySource(RegistryApi api) : api_(std::move(api)) {
    if (api_.base.ends_with("/servers")) {
      listings_ = {api_.base};
    } else {
      listings_ = {api_.base + "/v0.1/servers", api_.base + "/v0/servers"};
    }
  }

  void Start(SourceSession& session) override {
    session_ = &session;
    since_ = session.ContinueSince();
    AskPage("");
  }

  void Read(KeptDocuments& documents, Recognizer& recognizer) override {
    for (size_t i = 0; i < documents.size(); ++i) {
      Load(
          documents, i, [&](const LoadedDocument& page) { versions_.See(page.document().root); },
          [&] { versions_.See(Json()); });
    }
    Emitter& emitter = recognizer.EmitterOf(kRegistryFormat.name);
    const std::string prefix = api_.location + "!";
    for (size_t i = 0; i < documents.size(); ++i) {
      recognizer.sink().file();
      Load(
          documents, i,
          [&](const LoadedDocument& page) {
            recognizer.BeginFile(page.document().place);
            emitter.GiveUp(page.lost());
            versions_.Emit(page.document(), i, prefix, emitter);
          },
          [] {});
    }
  }

  std::vector<RemoteServer> Remotes() const override { return versions_.remotes(); }
  std::vector<ServerPackage> Packages() const override { return versions_.packages(); }

 private:
  template <typename Take, typename Missing>
  static void Load(KeptDocuments& documents, size_t index, Take take, Missing missing) {
    std::optional<KeptDocument> kept = documents.Load(index);
    if (!kept) return missing();
    auto page = LoadKept(*kept);
    page ? take(**page) : missing();
  }

  std::string PageUrl(const std::string& cursor) const {
    std::vector<std::string> query;
    if (!plain_) {
      query = {"limit=100", "version=latest"};
      // Removals are seen as records of status "deleted"; with updated_since they always come.
      query.push_back(since_ ? "updated_since=" + PercentEncoded(*since_) : "include_deleted=true");
    }
    if (!cursor.empty()) query.push_back("cursor=" + PercentEncoded(cursor));
    return listings_[listing_] + (query.empty() ? "" : "?" + Join(query, "&"));
  }

  void AskPage(const std::string& cursor) {
    Question question;
    question.url = PageUrl(cursor);
    question.order = pages_;
    question.next_page = !cursor.empty();
    question.headers = {{"Accept", "application/json, application/problem+json"}};
    if (std::optional<std::string> key = session_->Key()) {
      const bool bearer = api_.key_header.empty();
      question.secret_headers = {
          {bearer ? "Authorization" : api_.key_header, bearer ? "Bearer " + *key : *key}};
    }
    std::string url = question.url;
    session_->Ask(std::move(question),
                  [this, url](const Answer& answer) { TakePage(url, answer); });
  }

  void TakePage(const std::string& url, const Answer& answer) {
    if (!answer.ending.Ok()) return TakeFailure(url, answer.ending);
    auto loaded = LoadBody(answer.body, url);
    if (!loaded) return TakeFailure(url, {Outcome::kBadJson, loaded.error().what});
    const RegistryPage page = SummarizePage((*loaded)->document().root);
    if (!page.is_page) return TakeFailure(url, {Outcome::kBadContent, "no list of servers"});
    ++pages_;
    session_->Remember(page.highest_updated);
    if (page.next_cursor.empty()) return;
    const Ending ending = CheckCursor(page);
    if (!ending.Ok()) return session_->Fail(url, ending);
    AskPage(page.next_cursor);
  }

  Ending CheckCursor(const RegistryPage& page) {
    if (page.next_cursor.size() > kMaxCursorBytes) {
      return {Outcome::kLimitCursor, Grouped(page.next_cursor.size()) + " bytes"};
    }
    if (!cursors_.insert(page.next_cursor).second) {
      return {Outcome::kCursorLoop, ForTerminal(page.next_cursor, 60)};
    }
    empty_pages_ = page.records == 0 ? empty_pages_ + 1 : 0;
    if (empty_pages_ >= 2) return {Outcome::kCursorLoop, "two empty pages in a row"};
    if (pages_ >= session_->limits().pages) {
      return {Outcome::kLimitPages, LimitNow()};
    }
    return {};
  }

  std::string LimitNow() const { return "kMaxPages=" + std::to_string(session_->limits().pages); }

  // At first it may be that this registry is older, or takes no parameters; then other forms of the
  // question are tried. A time that is refused, and later on a cursor, is not known any more.
  void TakeFailure(const std::string& url, const Ending& ending) {
    const bool refused = ending.outcome == Outcome::kClientError;
    const bool unknown = ending.outcome == Outcome::kNotFound ||
                         ending.outcome == Outcome::kBadContent ||
                         ending.outcome == Outcome::kBadJson;
    if (refused && (pages_ > 0 || since_) && !std::exchange(started_over_, true)) {
      session_->StartOver();
      since_.reset();
      pages_ = empty_pages_ = 0;
      cursors_.clear();
      return AskPage("");
    }
    if (pages_ == 0 && refused && !std::exchange(plain_, true)) return AskPage("");
    if (pages_ == 0 && unknown && listing_ + 1 < listings_.size()) {
      ++listing_;
      plain_ = false;
      return AskPage("");
    }
    session_->Fail(url, ending);
  }

  const RegistryApi api_;
  std::vector<std::string> listings_;  // URLs where the listing may be, the best first
  size_t listing_ = 0;
  SourceSession* session_ = nullptr;
  std::optional<std::string> since_;
  bool plain_ = false;  // without parameters
  bool started_over_ = false;
  size_t pages_ = 0;
  size_t empty_pages_ = 0;
  std::set<std::string> cursors_;
  RegistryVersions versions_;
};

}  // namespace

std::unique_ptr<ListingSource> MakeRegistrySource(RegistryApi api) {
  return std::make_unique<RegistrySource>(std::move(api));
}

}  // namespace mcprisk
