// Where the archive of a package lies, from the documents of its registry: npm's package and
// version documents, PyPI's project documents (JSON API and simple index). Whoever fetches asks
// these functions which URL comes next and gives the bytes to CheckArtifact.
//
// Pure functions. Text of a registry is foreign: a URL that is not http(s) is refused.
#ifndef MCPRISK_CRAWL_PACKAGES_REGISTRY_METADATA_H_
#define MCPRISK_CRAWL_PACKAGES_REGISTRY_METADATA_H_

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace mcprisk {

// The largest archive that is taken from a registry.
inline constexpr size_t kMaxPackageBytes = size_t{64} << 20;

struct PackageArtifact {
  std::string url;
  std::string version;
  std::string algorithm;  // "sha512", "sha256" or "sha1"
  std::string digest;     // lower-case hex
  size_t bytes = 0;       // of the archive; 0 when the document does not say
};

// From npm's document of a package or of one version. An empty `version` is the one that the
// dist-tag "latest" names.
Result<PackageArtifact> NpmArtifact(std::string_view document, std::string_view version);
// From PyPI's /pypi/NAME/json, /pypi/NAME/VERSION/json, or the simple index as JSON (PEP 691). A
// wheel is preferred to an sdist, what runs everywhere to what does not; yanked files are left out.
// `url` of the document, which relative URLs in it belong to.
Result<PackageArtifact> PypiArtifact(std::string_view document, std::string_view version,
                                     std::string_view url = {});

// Empty when `bytes` are what the registry promised; else a sentence.
std::string CheckArtifact(const PackageArtifact& artifact, std::string_view bytes);

// Where the documents are, by the user's own configuration. `environment` gives the value of a
// variable, or an empty text; `npmrc` and `pip_conf` are the texts of the files, empty without one.
using Environment = std::function<std::string(const std::string& name)>;

// The registry for an npm package: of its scope, else of npm_config_registry (npm takes it in
// capitals, too), else of .npmrc; empty
// when none is configured. Without a slash at the end.
std::string NpmRegistry(std::string_view package, const Environment& environment,
                        std::string_view npmrc);
// The index of pip: PIP_INDEX_URL, else index-url of pip.conf; empty when none is configured.
std::string PypiIndex(const Environment& environment, std::string_view pip_conf);

// The URL of the document to ask for: "REGISTRY/@scope%2Fname/1.0.0", "INDEX/name/" of the simple
// index. `version` may be empty for npm: then of what "latest" is.
std::string NpmDocumentUrl(std::string_view registry, std::string_view package,
                           std::string_view version);
std::string PypiDocumentUrl(std::string_view index, std::string_view package);

}  // namespace mcprisk

#endif  // MCPRISK_CRAWL_PACKAGES_REGISTRY_METADATA_H_
