// Sources that publish everything in one document.
#ifndef MCPRISK_CRAWL_SOURCES_ONE_DOCUMENT_H_
#define MCPRISK_CRAWL_SOURCES_ONE_DOCUMENT_H_

#include <memory>
#include <string>

#include "crawl/sources/source.h"

namespace mcprisk {

std::unique_ptr<ListingSource> MakeOneDocumentSource(std::string url, bool obey_robots);

}  // namespace mcprisk

#endif  // MCPRISK_CRAWL_SOURCES_ONE_DOCUMENT_H_
