// Archives of every kind that libarchive tells apart: what comes out keeps the promises of
// crawl/archive.h, whatever goes in.
#include <atomic>
#include <set>
#include <string>

#include "base/text.h"
#include "crawl/archive.h"
#include "crawl/packages/package.h"
#include "fuzz/targets.h"

namespace mcprisk {

void FuzzArchive(std::string_view bytes) {
  const std::atomic<bool> stop{false};
  Stream stream{std::string(bytes)};
  Content content = Sniff(&stream);
  if (content != Content::kZip) content = Content::kArchive;
  const UnpackedArchive archive = Unpack(
      bytes, content, "a", stop, [] {}, IsPackageFile);
  std::set<std::string> paths;
  for (const ArchiveEntry& entry : archive.entries) {
    Promise(!entry.path.starts_with('/'), "paths are relative");
    for (std::string_view part : Split(entry.path, '/')) Promise(part != "..", "paths stay inside");
    Promise(archive.single_file || paths.insert(entry.path).second, "paths are distinct");
  }
  ReadFromZip(bytes, "manifest.json", stop);
  const PackageListing package = ReadPackage(bytes, "a", stop);
  Promise(package.listing || !package.ending.Ok(), "what is no package says why");
  const PackageListing bundle = ReadBundle(bytes, "a", stop);
  Promise(bundle.listing || !bundle.ending.Ok(), "what is no bundle says why");
}

}  // namespace mcprisk
