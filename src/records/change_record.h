// What changed as a record, the same in every command and over HTTP. The form is that of
// data/schemas/change.schema.json.
#ifndef MCPRISK_RECORDS_CHANGE_RECORD_H_
#define MCPRISK_RECORDS_CHANGE_RECORD_H_

#include <string>

#include "base/value.h"
#include "catalog/changes.h"
#include "model/change.h"

namespace mcprisk {

// {"server", "tool", "field", "class", "severity", "silent", "before", "after", "detectors",
// "version"}. `before` and `after` are null or {"sha256", "value", "cut"}: the value itself, or the
// beginning of its text where it is cut.
Value ChangeRecord(const std::string& server, const ChangeEvent& event);
// The same with "sequence", "seen", "source" and "listing".
Value StoredChangeRecord(const StoredChange& change);
// {"changes": […], "next", "more"}
Value ChangePageRecord(const ChangePage& page);

// Whether `value` is only the beginning of what `digest` is over.
bool IsCut(const std::string& value, const std::optional<Digest>& digest);

}  // namespace mcprisk

#endif  // MCPRISK_RECORDS_CHANGE_RECORD_H_
