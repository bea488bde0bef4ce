// Order of versions as strangers write them.
#ifndef MCPRISK_CRAWL_FORMATS_SEMVER_H_
#define MCPRISK_CRAWL_FORMATS_SEMVER_H_

#include <string_view>

namespace mcprisk {

// <0, 0 or >0 as `a` comes before, with or after `b` in the order of semver.org 2.0.0, section 11.
// A leading "v" and missing minor or patch numbers are let pass, build metadata does not count.
// What is no version at all comes before every version; two of that kind are equal.
int CompareVersions(std::string_view a, std::string_view b);

}  // namespace mcprisk

#endif  // MCPRISK_CRAWL_FORMATS_SEMVER_H_
