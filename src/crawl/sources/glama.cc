// Glama: formats.md section 6.2. Pages by cursor, tools inside.
#include <set>
#include <utility>

#include "base/text.h"
#include "crawl/fetch/url.h"
#include "crawl/sources/all.h"
#include "crawl/sources/kept_document.h"

namespace mcprisk {
namespace {

constexpr std::string_view kUrl = "https://glama.ai/api/mcp";

class GlamaSource : public ListingSource {
 public:
  explicit GlamaSource(std::string base) : base_(std::move(base)) {}

  void Start(SourceSession& session) override { AskPage(session, ""); }

 private:
  void AskPage(SourceSession& session, const std::string& cursor) {
    Question question;
    question.url = base_ + "/v1/servers?first=100" +
                   (cursor.empty() ? "" : "&after=" + PercentEncoded(cursor));
    question.order = pages_++;
    if (std::optional<std::string> key = session.Key()) {
      question.secret_headers = {{"Authorization", "Bearer " + *key}};
    }
    std::string url = question.url;
    session.Ask(std::move(question), [this, &session, url](const Answer& answer) {
      if (!answer.ending.Ok()) return session.Fail(url, answer.ending);
      // Of a page that cannot be read or is none, Read tells.
      if (auto loaded = LoadBody(answer.body, url)) {
        TakePage(session, url, (*loaded)->document().root);
      }
    });
  }

  void TakePage(SourceSession& session, const std::string& url, const Json& root) {
    const std::string cursor(root["pageInfo"]["endCursor"].Text());
    if (!root["pageInfo"]["hasNextPage"].Bool().value_or(false) || cursor.empty()) return;
    if (cursor.size() > kMaxCursorBytes) {
      return session.Fail(url, {Outcome::kLimitCursor, Grouped(cursor.size()) + " bytes"});
    }
    if (!cursors_.insert(cursor).second) {
      return session.Fail(url, {Outcome::kCursorLoop, ForTerminal(cursor, 60)});
    }
    if (pages_ >= session.limits().pages) {
      return session.Fail(url, {Outcome::kLimitPages, "page " + std::to_string(pages_)});
    }
    AskPage(session, cursor);
  }

  const std::string base_;
  uint64_t pages_ = 0;
  std::set<std::string> cursors_;
};

std::unique_ptr<ListingSource> Make(const std::string& url) {
  return std::make_unique<GlamaSource>(url.empty() ? std::string(kUrl) : url);
}

}  // namespace

const SourceKind kGlamaSource = {
    "glama", "Glama's directory", "tools with schemas", kUrl, "GLAMA_API_KEY", false, Make};

}  // namespace mcprisk
