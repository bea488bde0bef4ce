// The steps from a package's name to its archive: metadata, then the archive that they promise.
//
// A conversation without a network: whoever fetches puts the questions and gives the answers back,
// so that pacing, retries and the guard on addresses are those of every other exchange.
//
//   npm     REGISTRY/name/version ─► dist.tarball
//   PyPI    INDEX/name/ (PEP 691) ─► the best wheel or sdist
//   NuGet   the service index ─► PackageBaseAddress ─► the versions, unless one is named ─► .nupkg
//   MCPB    the bundle itself
//
// formats.md sections 3, 8.1, 8.2 and 8.4.
#ifndef MCPRISK_CRAWL_PACKAGES_PACKAGE_DOWNLOAD_H_
#define MCPRISK_CRAWL_PACKAGES_PACKAGE_DOWNLOAD_H_

#include <cstddef>
#include <optional>
#include <string>

#include "crawl/fetch/fetcher.h"
#include "crawl/packages/package_registries.h"
#include "crawl/packages/registry_metadata.h"
#include "crawl/server_package.h"

namespace mcprisk {

// An archive of 64 MB may take as long; a slower one is given up by its speed.
inline constexpr size_t kPackageMilliseconds = 300000;

struct PackageQuestion {
  std::string url;
  Headers headers;
  bool is_archive = false;     // else metadata
  bool named_by_user = false;  // at the registry that the user configured
};

class PackageDownload {
 public:
  // `known`: the digest, as digest() gives it, of an archive that need not be fetched again.
  PackageDownload(ServerPackage package, const PackageRegistries& registries, std::string known);

  // What is to be asked first, and next; nullopt: it is over, see below.
  std::optional<PackageQuestion> Start();
  std::optional<PackageQuestion> Take(const Response& response);

  const Ending& ending() const { return ending_; }
  // The archive is the known one.
  bool unchanged() const { return unchanged_; }
  const std::string& archive() const { return archive_; }
  const std::string& archive_url() const { return artifact_.url; }
  // That the registry gave; of a bundle empty.
  const std::string& version() const { return artifact_.version; }
  // "sha512:…", as the registry or the record promised; empty when neither did.
  std::string digest() const;

 private:
  enum class Step { kServiceIndex, kVersions, kDocument, kArchive };

  std::optional<PackageQuestion> End(Outcome outcome, std::string detail);
  std::optional<PackageQuestion> Document(Step step, std::string url, std::string_view accept);
  bool IsOfUser(const std::string& text) const;
  std::optional<PackageQuestion> Archive();
  std::optional<PackageQuestion> NugetArchive(const std::string& wanted);
  std::optional<PackageQuestion> TakeServiceIndex(const std::string& body);
  std::optional<PackageQuestion> TakeVersions(const std::string& body);
  std::optional<PackageQuestion> TakeDocument(const Response& response);
  std::optional<PackageQuestion> TakeArchive(const Response& response);

  const ServerPackage package_;
  const PackageRegistry registry_;
  const std::string known_;
  std::string nuget_base_;
  Step step_ = Step::kDocument;
  PackageArtifact artifact_;
  Ending ending_;
  bool unchanged_ = false;
  std::string archive_;
};

}  // namespace mcprisk

#endif  // MCPRISK_CRAWL_PACKAGES_PACKAGE_DOWNLOAD_H_
