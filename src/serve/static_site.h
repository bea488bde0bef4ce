// The site as files, for any web server or none: every page that a link leads to, with its links
// turned into relative ones. A link to what is not among the files is none any more, so whatever
// subset is written is whole.
//
// Names of strangers become file names by SafeFileStem alone. Deterministic for one state of the
// catalog. Throws Error when a file cannot be written.
#ifndef MCPRISK_SERVE_STATIC_SITE_H_
#define MCPRISK_SERVE_STATIC_SITE_H_

#include <cstddef>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>

#include "serve/site.h"

namespace mcprisk {

class StaticSite {
 public:
  // `settings.fixed` must be set; both outlive it. `folder` is there.
  StaticSite(const ServeSettings& settings, CatalogWatch& watch, std::filesystem::path folder);

  // The number of files.
  size_t Write();

  // The file of an address, relative to the folder: "servers/acme-weather-1a2b3c4d5e6f.html".
  static std::string FileOf(std::string_view target);

 private:
  // Asks for all that is linked from what is known, page after page.
  void Gather();
  void Link(std::string_view text);
  void Save(const std::string& file, const std::string& text) const;
  // The same text with relative links; `file` is its own.
  std::string Relinked(std::string_view text, const std::string& file) const;

  std::filesystem::path folder_;
  Site site_;
  std::map<std::string, std::string, std::less<>> file_of_;  // by address; empty: there is none
  std::vector<std::string> unseen_;
};

}  // namespace mcprisk

#endif  // MCPRISK_SERVE_STATIC_SITE_H_
