// mcprisk export --format site: the web pages as files.
#include <filesystem>
#include <fstream>

#include "base/result.h"
#include "base/text.h"
#include "commands/exporter.h"
#include "policy/config.h"
#include "serve/static_site.h"

namespace mcprisk {
namespace {

namespace fs = std::filesystem;

// Marks a folder as one that may be replaced as a whole.
constexpr char kMark[] = ".mcprisk-site";

bool MayBeReplaced(const fs::path& folder) {
  return fs::is_empty(folder) || fs::exists(folder / kMark);
}

// Written beside and put in the folder's place, so that no page of an earlier export is left.
class SiteExporter final : public Exporter {
 public:
  explicit SiteExporter(const ExportInput& input)
      : folder_(fs::absolute(input.folder).lexically_normal()), input_(input) {
    if (!folder_.has_filename()) folder_ = folder_.parent_path();
    if (!MayBeReplaced(folder_)) {
      throw Error(ForTerminal(folder_.string()) +
                  ": holds something else than a site of ours; give an empty folder");
    }
    part_ = folder_;
    part_ += ".part";
  }
  ~SiteExporter() override {
    std::error_code ignored;
    fs::remove_all(part_, ignored);
  }

  // Pages are read out of the catalog when all is known to be there.
  void Add(const CatalogServer&, const std::vector<CatalogTool>&) override {}

  void Commit() override {
    const PolicyConfig config;
    const ServeSettings settings{.catalog = input_.catalog,
                                 .base_url = {},
                                 .hosts = {"localhost"},
                                 .posture = input_.posture,
                                 .config = &config,
                                 .rules = &RuleSet::Shipped(),
                                 .program_version = input_.program_version,
                                 .fixed = true};
    CatalogWatch watch(input_.catalog, KnownCapabilities(*settings.rules),
                       input_.all ? std::vector<int64_t>() : input_.servers);
    std::error_code error;
    fs::remove_all(part_, error);
    fs::create_directories(part_, error);
    StaticSite(settings, watch, part_).Write();
    std::ofstream(part_ / kMark) << "mcprisk " << input_.program_version << "\n";
    fs::remove_all(folder_, error);
    fs::rename(part_, folder_, error);
    if (error) {
      throw Error(ForTerminal(folder_.string()) + ": cannot be put in place: " + error.message());
    }
  }

 private:
  fs::path folder_;
  fs::path part_;
  ExportInput input_;
};

}  // namespace

std::unique_ptr<Exporter> MakeSiteExporter(const ExportInput& input) {
  return std::make_unique<SiteExporter>(input);
}

}  // namespace mcprisk
