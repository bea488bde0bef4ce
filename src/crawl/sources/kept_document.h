// From a kept answer to what the formats read. Private to sources/.
#ifndef MCPRISK_CRAWL_SOURCES_KEPT_DOCUMENT_H_
#define MCPRISK_CRAWL_SOURCES_KEPT_DOCUMENT_H_

#include <memory>

#include "crawl/document.h"
#include "crawl/sources/source.h"

namespace mcprisk {

// JSON or YAML, told from the bytes. The Problem's place is the URL. `kept` must outlive the
// result.
tl::expected<std::unique_ptr<LoadedDocument>, Problem> LoadKept(const KeptDocument& kept);

// The same for a body that is not kept yet, for sources that look for what to ask next.
tl::expected<std::unique_ptr<LoadedDocument>, Problem> LoadBody(std::string_view body,
                                                                const std::string& url);

}  // namespace mcprisk

#endif  // MCPRISK_CRAWL_SOURCES_KEPT_DOCUMENT_H_
