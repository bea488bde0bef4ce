// What changed between two states of a server, as events with classes and severities.
//
// Source: the classes of rules/drift.yaml. A field is compared by its canonical value and has one
// event, of the severest class that holds for it; a pointer "/category", "/risk" or "/capabilities"
// is about the judgement. Both sides must be judged by the same rules. Pure: no clock, no
// catalog; the order of tools does not matter; equal sides have no events. Safe from any thread.
#ifndef MCPRISK_DRIFT_DRIFT_H_
#define MCPRISK_DRIFT_DRIFT_H_

#include <optional>
#include <string>
#include <vector>

#include "drift/drift_table.h"
#include "model/change.h"
#include "model/classification.h"
#include "model/listing.h"
#include "model/tool.h"

namespace mcprisk {

// A definition whose schema differs in more fields than this has one event for the whole schema.
inline constexpr size_t kMaxSchemaEvents = 256;

struct DriftTool {
  Tool tool;
  Classification classification;
};

// A well-known server whose name this one nearly carries, under another publisher.
struct NearName {
  std::string of;
  Severity severity = Severity::kMedium;
};

// One state of a server.
struct DriftSide {
  bool exists = true;  // false, of the older side: the server is new, and all of its tools are
  bool open = true;    // its source shows it
  Server server;
  std::optional<std::vector<DriftTool>> tools;  // nothing: unknown, so no tool came or went
  std::vector<Finding> instruction_findings;    // of server.instructions
  std::vector<NearName> look_alikes;            // those that could be a disguise
};

struct DriftContext {
  bool versions_known = true;  // else server.version says nothing
  // Of tools that are only on the newer side: those that other servers have, too.
  std::vector<std::string> names_elsewhere;
  // For flapping: when this change was seen, and when earlier ones were, RFC 3339 in UTC. Empty:
  // unknown.
  std::string changed;
  std::vector<std::string> changed_before;
};

// Ordered by tool, then field; the server's own events first.
std::vector<ChangeEvent> CompareServers(const DriftSide& before, const DriftSide& after,
                                        const DriftContext& context,
                                        const DriftTable& table = DriftTable::Shipped());

}  // namespace mcprisk

#endif  // MCPRISK_DRIFT_DRIFT_H_
