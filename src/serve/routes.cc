#include "serve/router.h"

namespace mcprisk {

extern const RouteGroup kFrontRoutes;
extern const RouteGroup kServerRoutes;
extern const RouteGroup kAssetRoutes;

const std::vector<const RouteGroup*>& RouteGroups() {
  static const std::vector<const RouteGroup*> groups = {
      &kFrontRoutes,
      &kServerRoutes,
      &kAssetRoutes,
  };
  return groups;
}

}  // namespace mcprisk
