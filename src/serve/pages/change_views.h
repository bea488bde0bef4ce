// Change events as rows and as sentences.
#ifndef MCPRISK_SERVE_PAGES_CHANGE_VIEWS_H_
#define MCPRISK_SERVE_PAGES_CHANGE_VIEWS_H_

#include <string>
#include <vector>

#include "catalog/changes.h"
#include "serve/context.h"
#include "serve/template.h"

namespace mcprisk {

// Newest first, for the partial "change_rows". Tools and servers that are gone have no link.
std::vector<View> ChangeViews(const std::vector<StoredChange>& changes, ServeContext& context);

// The page of what changed, as far as the catalog still has it: the tool's, else the server's;
// without the root, empty for none.
std::string ChangePath(const StoredChange& change, ServeContext& context);

// Safe to show, on one line: "acme/weather: get_weather, schema.breaking"
std::string ChangeTitle(const StoredChange& change);
// "inputSchema/properties/path: was …, is …; under the same version"
std::string ChangeText(const StoredChange& change);

}  // namespace mcprisk

#endif  // MCPRISK_SERVE_PAGES_CHANGE_VIEWS_H_
