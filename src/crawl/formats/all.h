// The formats, each defined in the file of its name.
#ifndef MCPRISK_CRAWL_FORMATS_ALL_H_
#define MCPRISK_CRAWL_FORMATS_ALL_H_

#include "crawl/format.h"

namespace mcprisk {

extern const Format kDockerCatalogFormat;
extern const Format kDockerFormat;
extern const Format kGlamaFormat;
extern const Format kJsonLinesFormat;
extern const Format kMcpbFormat;
extern const Format kMcpmFormat;
extern const Format kMetorialFormat;
extern const Format kPackageFormat;
extern const Format kRegistryFormat;
extern const Format kSmitheryFormat;
extern const Format kToolsdkFormat;
extern const Format kToolsListFormat;

}  // namespace mcprisk

#endif  // MCPRISK_CRAWL_FORMATS_ALL_H_
