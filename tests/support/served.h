// A site over a small catalog, without a network: request text in, answer text out.
#ifndef MCPRISK_TESTS_SUPPORT_SERVED_H_
#define MCPRISK_TESTS_SUPPORT_SERVED_H_

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "policy/config.h"
#include "serve/site.h"
#include "support/paths.h"

namespace mcprisk {

class Served {
 public:
  // What IndexText takes. `base_url` as in ServeSettings.
  explicit Served(std::string_view catalog_text, const std::string& base_url = {});

  // Over what `mcprisk index` makes of these files: judged, assessed and graded by what is shipped.
  using Files = std::vector<std::pair<std::string, std::string>>;  // name and text
  explicit Served(const Files& files, const std::string& base_url = {});

  // The answer to "GET /risk", or to a whole request: "POST /api/v1/classify\nOrigin: …\n\nbody".
  // Host is localhost unless the text has one.
  WebResponse Ask(std::string_view request_text);
  std::string Body(std::string_view request_text) { return Ask(request_text).body; }
  int Status(std::string_view request_text) { return Ask(request_text).status; }

  // Indexes once more, and looks whether the catalog has changed.
  void Index(std::string_view catalog_text);
  void IndexFiles(const Files& files);
  bool Look() { return watch_->Check(); }

  std::string path() const { return folder_ / "catalog.db"; }
  const ServeSettings& settings() const { return settings_; }
  CatalogWatch& watch() { return *watch_; }

 private:
  void Start(const std::string& base_url);
  void RunIndex(const Files& files);

  TempDir folder_;
  PolicyConfig config_;
  ServeSettings settings_;
  std::unique_ptr<CatalogWatch> watch_;
  std::unique_ptr<Site> site_;
};

// The request that the text means, as Ask reads it; throws when there is none in it.
WebRequest RequestOf(std::string_view text);

// The text of a page: tags dropped, references resolved, runs of white space one blank.
std::string PageText(std::string_view html);

}  // namespace mcprisk

#endif  // MCPRISK_TESTS_SUPPORT_SERVED_H_
