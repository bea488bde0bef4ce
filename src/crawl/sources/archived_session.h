// A source's conversation, kept: where resuming, conditional requests and replays are done.
// Private to sources/.
#ifndef MCPRISK_CRAWL_SOURCES_ARCHIVED_SESSION_H_
#define MCPRISK_CRAWL_SOURCES_ARCHIVED_SESSION_H_

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "crawl/fetch/answer_archive.h"
#include "crawl/fetch/journal.h"
#include "crawl/sources/source_crawl.h"

namespace mcprisk {

class ArchivedSession : public SourceSession {
 public:
  // All must outlive it.
  ArchivedSession(const NamedSource& source, const NetworkOptions& options, AnswerArchive* archive,
                  NetworkProgress* progress, SourceReport* report);

  // Questions go to `fetcher` from here on, problems to `problem`.
  void Open(Fetcher* fetcher, ProblemSink problem);

  void Ask(Question question, OnAnswer on_answer) override;
  void Fail(std::string place, const Ending& ending) override;
  std::optional<std::string> ContinueSince() override;
  void Remember(std::string highest_time) override;
  void StartOver() override;
  std::optional<std::string> Key() const override;
  const FetchLimits& limits() const override { return options_.fetch.limits; }

  // The kept documents of this crawl and those it carries over, in their order.
  std::vector<JournalEntry> Kept() const;
  // Those of the last crawl that was done, for whoever plans.
  std::vector<JournalEntry> KeptLast() const;
  // Nothing failed until now.
  bool complete() const { return complete_; }
  // Servers that the last complete crawl showed.
  size_t last_listings() const { return last_ && last_->end ? last_->end->listings : 0; }
  // The crawl is done and stored.
  void Confirm(size_t listings);
  SourcePlan Plan() const;

 private:
  struct Asked {
    Question question;
    OnAnswer on_answer;
    std::string key;
    const JournalEntry* previous = nullptr;  // whose document "not modified" means
  };

  std::optional<std::string> SinceOfLast() const;
  void Begin(bool only_changes);
  bool IsOfUser(std::string_view url) const;
  void Send(const std::shared_ptr<Asked>& asked);
  void Take(const std::shared_ptr<Asked>& asked, Response response);
  void Replay(const std::shared_ptr<Asked>& asked, const JournalEntry& entry);
  void Record(JournalEntry entry);
  void Deliver(const Asked& asked, const Answer& answer);
  void DeliverFailure(const Asked& asked, Ending ending);
  // Never from inside Ask.
  void Later(std::function<void()> then);

  const NamedSource& source_;
  const NetworkOptions& options_;
  AnswerArchive& archive_;
  NetworkProgress& progress_;
  SourceReport& report_;
  Fetcher* fetcher_ = nullptr;
  ProblemSink problem_;
  const std::string done_path_;
  const std::string next_path_;
  std::optional<Journal> last_;  // of the last crawl that was done
  std::optional<Journal> now_;   // of this one
  std::unique_ptr<JournalWriter> writer_;
  std::string highest_;
  bool complete_ = true;
  bool transient_ = false;  // something may be answered when the crawl goes on
};

}  // namespace mcprisk

#endif  // MCPRISK_CRAWL_SOURCES_ARCHIVED_SESSION_H_
