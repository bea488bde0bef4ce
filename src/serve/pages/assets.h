// Files that pages load: style, script, icon. Their address holds their digest, so browsers keep
// them for good.
#ifndef MCPRISK_SERVE_PAGES_ASSETS_H_
#define MCPRISK_SERVE_PAGES_ASSETS_H_

#include <string>
#include <string_view>

namespace mcprisk {

// "/assets/1f2e3d4c/site.css"; throws Error for a file that is none.
std::string AssetPath(std::string_view file);

}  // namespace mcprisk

#endif  // MCPRISK_SERVE_PAGES_ASSETS_H_
