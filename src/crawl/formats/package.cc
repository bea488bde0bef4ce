// Packages of npm, PyPI and NuGet: formats.md sections 8.1, 8.2, 8.4 and 8.5. The one document is
// the manifest; the source files come beside it.
#include "crawl/packages/package.h"
#include "crawl/formats/all.h"

namespace mcprisk {
namespace {

bool Recognize(const DocumentGroup& group) {
  return !group.package_type.empty() && group.files && group.documents.size() == 1 &&
         group.documents.front().root["name"].IsString();
}

void Read(const DocumentGroup& group, Emitter& emitter) {
  const Document& document = group.documents.front();
  PackageListing package =
      ListPackage(document.root, group.package_type, *group.files, group.package_place);
  for (Problem& problem : package.problems) {
    emitter.Trouble(std::move(problem.place), std::move(problem.what));
  }
  if (package.listing) {
    emitter.Emit(std::move(*package.listing), document.place, Standing::kStatic);
  } else if (group.asked) {
    emitter.Trouble(document.place,
                    "a package without MCP tools, or none that can be seen without "
                    "running it");
  }
}

}  // namespace

const Format kPackageFormat = {
    "package", "npm, PyPI and NuGet packages: tools declared in their source", Recognize, Read};

}  // namespace mcprisk
