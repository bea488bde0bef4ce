// Packages of npm, PyPI and NuGet, read without running them: what the manifest says of the server,
// and the tools that the source declares (see extract.h).
//
// Pure functions over bytes in memory; the limits are those of crawl.h and source.h.
#ifndef MCPRISK_CRAWL_PACKAGES_PACKAGE_H_
#define MCPRISK_CRAWL_PACKAGES_PACKAGE_H_

#include <atomic>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "base/result.h"
#include "crawl/archive.h"
#include "crawl/fetch/outcome.h"
#include "model/listing.h"

namespace mcprisk {

struct PackageManifest {
  std::string type;  // "npm", "pypi", "nuget"
  std::string path;  // of the file that it was read from
  std::string json;  // in the shape of package.json: name, version, description, repository,
                     // dependencies
  // The package also carries records of other formats, such as NuGet's .mcp/server.json.
  bool has_records = false;
};

// Finds the manifest in the root of the package or in its only folder: package.json, METADATA of a
// wheel, PKG-INFO of an sdist, pyproject.toml, a .nuspec. nullopt where there is none.
std::optional<PackageManifest> FindManifest(const std::vector<ArchiveEntry>& files);

// Whether a file of a package is of use: source that is read, or a manifest.
bool IsPackageFile(std::string_view path);

struct PackageListing {
  // Absent when nothing says that the package is an MCP server: no tools, no SDK among its
  // dependencies, no mcpName. Tools are unknown when none is declared as a literal. The place of
  // its origin is that of the manifest, the place of a tool that of its declaration.
  std::optional<Listing> listing;
  std::vector<Problem> problems;
  // In one word: kOk when there are tools, else kPackageNoTools or what is wrong with the archive.
  Ending ending;
};

// `manifest` is the parsed json of `type`. `place` names the package to the user; files are named
// "`place`!path".
PackageListing ListPackage(const Json& manifest, std::string_view type,
                           const std::vector<ArchiveEntry>& files, const std::string& place);

// The same from the bytes of the archive: a .tgz, .whl, .tar.gz, .nupkg. Origin::source is left to
// the caller, standing is kStatic.
PackageListing ReadPackage(std::string_view bytes, const std::string& place,
                           const std::atomic<bool>& stop);
// The same of an MCPB bundle, whose manifest may list the tools: then standing is that of its
// format.
PackageListing ReadBundle(std::string_view bytes, const std::string& place,
                          const std::atomic<bool>& stop);

// Adds the tools that `files` declare to a listing whose tools are unknown. True when there are
// any.
bool AddDeclaredTools(const std::vector<ArchiveEntry>& files, const std::string& place,
                      Listing* listing, std::vector<Problem>* problems);

}  // namespace mcprisk

#endif  // MCPRISK_CRAWL_PACKAGES_PACKAGE_H_
