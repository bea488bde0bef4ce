// Tools as the source of a package declares them, and what the languages have in common.
#ifndef MCPRISK_CRAWL_PACKAGES_DECLARATION_H_
#define MCPRISK_CRAWL_PACKAGES_DECLARATION_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "crawl/packages/source.h"
#include "crawl/packages/value.h"

namespace mcprisk {

// One declaration. What the source does not say as a literal is nullptr or unknown.
struct ToolDeclaration {
  ValuePtr name;
  ValuePtr title;
  ValuePtr description;
  ValuePtr input_schema;
  ValuePtr output_schema;
  ValuePtr annotations;
  SourcePlace place;
};

// The source files of one package and the steps that remain for reading them.
struct SourcePackage {
  std::vector<SourceText> files;
  size_t steps = kMaxReadingSteps;

  // False when the budget is gone; then whoever asks gives up.
  bool Spend(size_t amount) {
    bool enough = steps >= amount;
    steps = enough ? steps - amount : 0;
    return enough;
  }
};

// The tools that the sources of one language declare, in the order of files and lines. Only names
// that are literals in a form that a published SDK reads count.
using FindTools = std::vector<ToolDeclaration> (*)(SourcePackage& package);

std::vector<ToolDeclaration> FindJavaScriptTools(SourcePackage& package);
std::vector<ToolDeclaration> FindPythonTools(SourcePackage& package);
std::vector<ToolDeclaration> FindGoTools(SourcePackage& package);
std::vector<ToolDeclaration> FindCSharpTools(SourcePackage& package);
std::vector<ToolDeclaration> FindJavaTools(SourcePackage& package);
std::vector<ToolDeclaration> FindRustTools(SourcePackage& package);

}  // namespace mcprisk

#endif  // MCPRISK_CRAWL_PACKAGES_DECLARATION_H_
