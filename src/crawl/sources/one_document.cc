#include "crawl/sources/one_document.h"

#include <utility>

namespace mcprisk {
namespace {

class OneDocumentSource : public ListingSource {
 public:
  OneDocumentSource(std::string url, bool obey_robots)
      : url_(std::move(url)), obey_robots_(obey_robots) {}

  void Start(SourceSession& session) override {
    Question question;
    question.url = url_;
    question.body_bytes = session.limits().catalog_bytes;
    question.obey_robots = obey_robots_;
    session.Ask(std::move(question), [this, &session](const Answer& answer) {
      if (!answer.ending.Ok()) session.Fail(url_, answer.ending);
    });
  }

 private:
  const std::string url_;
  const bool obey_robots_;
};

}  // namespace

std::unique_ptr<ListingSource> MakeOneDocumentSource(std::string url, bool obey_robots) {
  return std::make_unique<OneDocumentSource>(std::move(url), obey_robots);
}

}  // namespace mcprisk
