// Answers of the REST API: JSON of records, errors as RFC 9457 problems, readable from every site.
#ifndef MCPRISK_SERVE_API_JSON_H_
#define MCPRISK_SERVE_API_JSON_H_

#include <string>

#include "base/value.h"
#include "catalog/reader.h"
#include "serve/context.h"
#include "serve/http.h"
#include "serve/overview.h"

namespace mcprisk {

// The API's version in its addresses.
inline constexpr char kApi[] = "/api/v1";

WebResponse JsonResponse(const Value& value);
// As ProblemResponse, readable from every site, too.
WebResponse ApiProblem(int status, const std::string& detail);

// ToolRecord with what only the catalog knows: definition, place, links.
Value FullToolRecord(const CatalogTool& tool, ServeContext& context);
// A server as lists show it: {"id", "name", "tools", "grade", "worst_risk", "by_risk",
// "by_category", "capabilities", "links"}.
Value ServerRowRecord(const ServerRow& server, const Overview& overview,
                      const ServeSettings& settings);

// A cursor or null.
Value NextValue(const std::string& next);

}  // namespace mcprisk

#endif  // MCPRISK_SERVE_API_JSON_H_
