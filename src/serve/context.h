// What a handler may use: the catalog, and everything that is made once and not for each request.
//
// One for one thread. The catalog's state does not change while a request is answered, except that
// a writer may have removed what the overview still lists.
#ifndef MCPRISK_SERVE_CONTEXT_H_
#define MCPRISK_SERVE_CONTEXT_H_

#include <memory>
#include <string>
#include <vector>

#include "catalog/reader.h"
#include "classify/classify.h"
#include "classify/rule_set.h"
#include "policy/config.h"
#include "policy/policy.h"
#include "serve/overview.h"
#include "serve/template.h"
#include "serve/watch.h"

namespace mcprisk {

struct ServeSettings {
  std::string catalog;  // path
  // Where people reach it: "https://catalog.acme.example/mcp", without a slash at its end; for
  // feeds, sitemap and canonical addresses. Its path stands before every link of ours.
  std::string base_url;
  std::vector<std::string> hosts{};  // that are answered under, see Refusal()
  const Posture* posture = nullptr;
  const PolicyConfig* config = nullptr;
  const RuleSet* rules = nullptr;
  std::string program_version;
  // Pages become files: no forms, no search, no records that link by address, and no server that
  // is not in the overview.
  bool fixed = false;
};

// The path of base_url, which stands before every address of ours: "" or "/mcp".
std::string RootOf(const ServeSettings& settings);

// What a rule set knows of capabilities, for CatalogWatch.
std::vector<CapabilityCount> KnownCapabilities(const RuleSet& rules);

class ServeContext {
 public:
  // `settings` and `watch` outlive it.
  ServeContext(const ServeSettings& settings, CatalogWatch& watch);

  // Takes the newest state of the catalog; true when it is another one than before.
  bool Refresh();

  const ServeSettings& settings() const { return settings_; }
  const Overview& overview() const { return *overview_; }
  CatalogReader& reader() { return *reader_; }
  Templates& templates() { return templates_; }
  Classifier& classifier() { return classifier_; }

 private:
  const ServeSettings& settings_;
  CatalogWatch& watch_;
  std::shared_ptr<const Overview> overview_;
  std::unique_ptr<CatalogReader> reader_;
  Templates templates_;
  Classifier classifier_;
};

}  // namespace mcprisk

#endif  // MCPRISK_SERVE_CONTEXT_H_
