// A package as a command line names it: "@acme/notes@1.2.3", "git+https://…@v1", "image:tag".
//
// Sources: npm's package-spec, PEP 508, the reference grammar of container images. Pure functions,
// deterministic, safe from any thread.
#ifndef MCPRISK_STACK_PACKAGE_SPEC_H_
#define MCPRISK_STACK_PACKAGE_SPEC_H_

#include <optional>
#include <string>
#include <string_view>

#include "stack/launch.h"

namespace mcprisk {

struct PackageSpec {
  std::string package;               // without version; empty for a path or nothing
  std::string version;               // as given; empty: none
  std::optional<Identity> identity;  // nothing for a path, and for what is still a ${variable}
  Pin pin = Pin::kNone;
};

PackageSpec NpmSpec(std::string_view spec);
PackageSpec PythonSpec(std::string_view spec);
PackageSpec NugetSpec(std::string_view spec);
// A digest pins, and so does a tag that looks like a version.
PackageSpec ImageSpec(std::string_view spec);
// github.com/acme/notes/cmd/notes@v1.2.3 and git URLs with "@" or "#" and a version behind.
PackageSpec RepositorySpec(std::string_view spec);

}  // namespace mcprisk

#endif  // MCPRISK_STACK_PACKAGE_SPEC_H_
