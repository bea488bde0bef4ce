// A journal that something else than mcprisk has written to.
#include "crawl/fetch/journal.h"
#include "fuzz/targets.h"

namespace mcprisk {

void FuzzJournal(std::string_view bytes) {
  if (std::optional<Journal> journal = ParseJournal(bytes)) {
    for (const auto& [key, entry] : journal->entries) {
      Promise(key == entry.key, "entries stand under their keys");
    }
  }
}

}  // namespace mcprisk
