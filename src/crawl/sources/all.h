// The sources, each defined in the file of its name.
#ifndef MCPRISK_CRAWL_SOURCES_ALL_H_
#define MCPRISK_CRAWL_SOURCES_ALL_H_

#include "crawl/sources/source.h"

namespace mcprisk {

extern const SourceKind kDockerSource;
extern const SourceKind kGithubSource;
extern const SourceKind kGlamaSource;
extern const SourceKind kMcpmSource;
extern const SourceKind kOfficialSource;
extern const SourceKind kPulsemcpSource;
extern const SourceKind kSmitherySource;
extern const SourceKind kToolsdkSource;
extern const SourceKind kUrlSource;

}  // namespace mcprisk

#endif  // MCPRISK_CRAWL_SOURCES_ALL_H_
