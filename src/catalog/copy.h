// A catalog as a file of its own, and what a file must be to be taken for one.
#ifndef MCPRISK_CATALOG_COPY_H_
#define MCPRISK_CATALOG_COPY_H_

#include <string>

namespace mcprisk {

// Writes the catalog at `path`, as the last committed transaction left it, to the new file `to`,
// compact and without free pages. A writer may go on meanwhile. Throws Error.
void CopyCatalog(const std::string& path, const std::string& to);

// Opens the file for reading only and has SQLite check it. Throws Error when it is damaged, no
// catalog, or not of this program's schema.
void CheckCatalogFile(const std::string& path);

}  // namespace mcprisk

#endif  // MCPRISK_CATALOG_COPY_H_
