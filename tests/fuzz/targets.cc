#include "fuzz/targets.h"

#include <cstdio>
#include <cstdlib>

namespace mcprisk {

const std::vector<FuzzTarget>& FuzzTargets() {
  static const std::vector<FuzzTarget> kFuzzTargets = {
      {"sse", FuzzSse},
      {"conversation", FuzzConversation},
      {"journal", FuzzJournal},
      {"registry_page", FuzzRegistryPage},
      {"robots", FuzzRobots},
      {"url", FuzzUrl},
      {"packages", FuzzPackages},
      {"package_metadata", FuzzPackageMetadata},
      {"http_answer", FuzzHttpAnswer},
      {"archive", FuzzArchive},
      {"text", FuzzText},
      {"manifest", FuzzManifest},
  };
  return kFuzzTargets;
}

void Promise(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "broken promise: %s\n", what);
  std::abort();
}

}  // namespace mcprisk
