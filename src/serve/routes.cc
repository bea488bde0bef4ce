#include "serve/router.h"

namespace mcprisk {

extern const RouteGroup kFrontRoutes;
extern const RouteGroup kListRoutes;
extern const RouteGroup kServerRoutes;
extern const RouteGroup kToolRoutes;
extern const RouteGroup kAttackRoutes;
extern const RouteGroup kChangeRoutes;
extern const RouteGroup kRuleRoutes;
extern const RouteGroup kCatalogApi;
extern const RouteGroup kPolicyApi;
extern const RouteGroup kAssessApi;
extern const RouteGroup kOpenApiRoutes;
extern const RouteGroup kSitemapRoutes;
extern const RouteGroup kMcpRoutes;
extern const RouteGroup kRegistryRoutes;
extern const RouteGroup kAssetRoutes;

const std::vector<const RouteGroup*>& RouteGroups() {
  static const std::vector<const RouteGroup*> groups = {
      &kFrontRoutes,   &kListRoutes,    &kServerRoutes, &kToolRoutes,     &kAttackRoutes,
      &kChangeRoutes,  &kRuleRoutes,    &kCatalogApi,   &kPolicyApi,      &kAssessApi,
      &kOpenApiRoutes, &kSitemapRoutes, &kMcpRoutes,    &kRegistryRoutes, &kAssetRoutes,
  };
  return groups;
}

}  // namespace mcprisk
