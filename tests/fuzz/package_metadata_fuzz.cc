// Metadata of registries of packages, up to the archive that they promise. The first byte chooses
// the registry; each answer ends at a line "----".
#include <array>
#include <string>

#include "crawl/packages/package_download.h"
#include "fuzz/targets.h"

namespace mcprisk {

void FuzzPackageMetadata(std::string_view bytes) {
  constexpr std::array<const char*, 4> kTypes = {"npm", "pypi", "nuget", "mcpb"};
  constexpr size_t kMostSteps = 4;
  if (bytes.empty()) return;
  ServerPackage package;
  package.type = kTypes[static_cast<unsigned char>(bytes.front()) % kTypes.size()];
  package.identifier = package.type == "mcpb" ? "https://acme.example/a.mcpb" : "acme";
  package.registry = "https://packages.acme.example";
  bytes.remove_prefix(1);
  PackageDownload download(package, {}, "");
  std::optional<PackageQuestion> question = download.Start();
  size_t steps = 0;
  while (question) {
    Promise(++steps <= kMostSteps, "it comes to the archive or to an end");
    const size_t end = bytes.find("\n----\n");
    Response response;
    response.head.status = 200;
    response.head.url = question->url;
    response.body = bytes.substr(0, end);
    bytes.remove_prefix(end == std::string_view::npos ? bytes.size() : end + 6);
    question = download.Take(response);
  }
  Promise(!download.ending().Ok() || steps > 0, "nothing comes of nothing");
}

}  // namespace mcprisk
