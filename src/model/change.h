// What a change of a tool or a server means: one event for each field that changed.
//
// Events are made by drift/, kept by catalog/, shown by whoever asks. Plain data.
#ifndef MCPRISK_MODEL_CHANGE_H_
#define MCPRISK_MODEL_CHANGE_H_

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "base/digest.h"
#include "model/classification.h"

namespace mcprisk {

// Values beyond this are cut in events (the digests are over the whole): the longest of 23,040 real
// descriptions has 10,476 bytes.
inline constexpr size_t kMaxEventValueBytes = size_t{16} << 10;

struct ChangeEvent {
  std::string tool;   // its name; empty for the server's own fields
  std::string field;  // JSON Pointer (RFC 6901) into the definition or the server; empty: all of it
  std::string kind;   // class of rules/drift.yaml: "schema.breaking"
  Severity severity = Severity::kInfo;
  bool silent = false;  // the version stayed the same, so `severity` is one step up
  // SHA-256 of the canonical value; none where there was or is none.
  std::optional<Digest> old_digest;
  std::optional<Digest> new_digest;
  // Canonical JSON (RFC 8785), cut to kMaxEventValueBytes between characters.
  std::optional<std::string> old_value;
  std::optional<std::string> new_value;
  std::vector<std::string> detectors;  // ids of rules that found something new here
  // The server's; none: unknown.
  std::optional<std::string> old_version;
  std::optional<std::string> new_version;
};

}  // namespace mcprisk

#endif  // MCPRISK_MODEL_CHANGE_H_
