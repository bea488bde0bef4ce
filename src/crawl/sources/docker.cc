// Docker's published catalog: formats.md section 5.2. The catalog, v3 and else v2, then the list of
// tools of each server that has one.
#include <utility>

#include "base/text.h"
#include "crawl/recognize.h"
#include "crawl/sources/all.h"
#include "crawl/sources/kept_document.h"

namespace mcprisk {
namespace {

constexpr std::string_view kUrl = "https://desktop.docker.com/mcp/catalog/v3/catalog.yaml";
// It has 330 servers.
constexpr size_t kMaxDockerServers = 10000;

class DockerSource : public ListingSource {
 public:
  explicit DockerSource(std::string url) : url_(std::move(url)) {}

  void Start(SourceSession& session) override { AskCatalog(session, url_); }

  // The catalog comes first, and the lists of tools are read into its servers.
  void Read(KeptDocuments& documents, Recognizer& recognizer) override {
    std::vector<KeptDocument> kept;
    for (size_t i = 0; i < documents.size(); ++i) {
      if (std::optional<KeptDocument> document = documents.Load(i)) {
        kept.push_back(std::move(*document));
      }
    }
    std::vector<std::unique_ptr<LoadedDocument>> loaded;
    std::vector<Problem> lost;
    DocumentGroup group;
    group.asked = true;
    for (const KeptDocument& document : kept) {
      recognizer.sink().file();
      auto parsed = LoadKept(document);
      if (!parsed) {
        recognizer.Trouble(parsed.error().place, parsed.error().what);
        continue;
      }
      group.documents.push_back((*parsed)->document());
      lost.insert(lost.end(), (*parsed)->lost().begin(), (*parsed)->lost().end());
      loaded.push_back(std::move(*parsed));
    }
    if (!group.documents.empty() && !recognizer.Read(group, lost)) {
      recognizer.Trouble(kept.front().url, std::string(kUnknownFormat));
    }
  }

 private:
  void AskCatalog(SourceSession& session, const std::string& url) {
    Question question;
    question.url = url;
    question.body_bytes = session.limits().catalog_bytes;
    session.Ask(std::move(question), [this, &session, url](const Answer& answer) {
      const std::string older = ReplaceAll(url, "/v3/", "/v2/");
      if (answer.ending.outcome == Outcome::kNotFound && older != url) {
        return AskCatalog(session, older);
      }
      if (!answer.ending.Ok()) return session.Fail(url, answer.ending);
      TakeCatalog(session, url, answer.body);
    });
  }

  static void TakeCatalog(SourceSession& session, const std::string& url, std::string_view body) {
    auto loaded = LoadBody(body, url);
    if (!loaded) return;  // Read tells of it, with the line
    uint64_t order = 0;
    for (const Json::Member& member : (*loaded)->document().root["registry"].Members()) {
      if (++order > kMaxDockerServers) {
        return session.Fail(url, {Outcome::kLimitPages, Grouped(kMaxDockerServers) + " servers"});
      }
      std::string tools(member.value["toolsUrl"].Text());
      // Such a server has a list only while it runs.
      if (tools.empty() || member.value["dynamic"]["tools"].Bool().value_or(false)) continue;
      if (StartsWithNoCase(tools, "http://") && !StartsWithNoCase(url, "http://")) {
        tools.insert(4, "s");
      }
      AskTools(session, tools, order);
    }
  }

  static void AskTools(SourceSession& session, const std::string& url, uint64_t order) {
    Question question;
    question.url = url;
    question.order = order;
    session.Ask(std::move(question), [&session, url](const Answer& answer) {
      // A catalog that names a list which is not there has none for this server.
      if (!answer.ending.Ok() && answer.ending.outcome != Outcome::kNotFound) {
        session.Fail(url, answer.ending);
      }
    });
  }

  const std::string url_;
};

std::unique_ptr<ListingSource> Make(const std::string& url) {
  return std::make_unique<DockerSource>(url.empty() ? std::string(kUrl) : url);
}

}  // namespace

const SourceKind kDockerSource = {
    "docker", "Docker's MCP catalog", "tools with arguments", kUrl, "", false, Make};

}  // namespace mcprisk
