// Smithery: formats.md section 6.1. The list is pages of names; what a server has is in its own
// record, one question each.
#include <utility>

#include "base/text.h"
#include "crawl/fetch/url.h"
#include "crawl/sources/all.h"
#include "crawl/sources/kept_document.h"

namespace mcprisk {
namespace {

constexpr std::string_view kUrl = "https://api.smithery.ai";
constexpr uint64_t kPageSize = 100;

class SmitherySource : public ListingSource {
 public:
  explicit SmitherySource(std::string base) : base_(std::move(base)) {}

  void Start(SourceSession& session) override { AskPage(session, 1); }

 private:
  Question QuestionOf(SourceSession& session, const std::string& path) const {
    Question question;
    question.url = base_ + path;
    if (std::optional<std::string> key = session.Key()) {
      question.secret_headers = {{"Authorization", "Bearer " + *key}};
    }
    return question;
  }

  void AskPage(SourceSession& session, uint64_t page) {
    Question question = QuestionOf(session, "/servers?page=" + std::to_string(page) +
                                                "&pageSize=" + std::to_string(kPageSize));
    question.order = page * (kPageSize + 1);
    question.keep = false;
    std::string url = question.url;
    session.Ask(std::move(question), [this, &session, url, page](const Answer& answer) {
      if (!answer.ending.Ok()) return session.Fail(url, answer.ending);
      auto loaded = LoadBody(answer.body, url);
      if (!loaded) return session.Fail(url, {Outcome::kBadJson, loaded.error().what});
      TakePage(session, url, page, (*loaded)->document().root);
    });
  }

  void TakePage(SourceSession& session, const std::string& url, uint64_t page, const Json& root) {
    if (!root["servers"].IsArray()) {
      return session.Fail(url, {Outcome::kBadContent, "no list of servers"});
    }
    uint64_t order = page * (kPageSize + 1);
    for (const Json& server : root["servers"].Items()) {
      const std::string_view name = server["qualifiedName"].Text();
      // More than were asked for would run into the next page's numbers.
      if (!name.empty() && ++order < (page + 1) * (kPageSize + 1)) AskServer(session, name, order);
    }
    const double pages = root["pagination"]["totalPages"].Number().value_or(0);
    if (static_cast<double>(page) >= pages || root["servers"].Size() == 0) return;
    if (page >= session.limits().pages) {
      return session.Fail(url, {Outcome::kLimitPages, "page " + std::to_string(page)});
    }
    AskPage(session, page + 1);
  }

  void AskServer(SourceSession& session, std::string_view name, uint64_t order) {
    Question question = QuestionOf(session, "/servers/" + PercentEncoded(name));
    question.order = order;
    std::string url = question.url;
    session.Ask(std::move(question), [&session, url](const Answer& answer) {
      // Gone between the list and the question.
      if (!answer.ending.Ok() && answer.ending.outcome != Outcome::kNotFound) {
        session.Fail(url, answer.ending);
      }
    });
  }

  const std::string base_;
};

std::unique_ptr<ListingSource> Make(const std::string& url) {
  return std::make_unique<SmitherySource>(url.empty() ? std::string(kUrl) : url);
}

}  // namespace

const SourceKind kSmitherySource = {"smithery",
                                    "Smithery, one question a server",
                                    "tools with schemas of hosted servers",
                                    kUrl,
                                    "SMITHERY_API_KEY",
                                    false,
                                    Make};

}  // namespace mcprisk
