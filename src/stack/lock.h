// mcprisk.lock: what every tool of a stack was when it was reviewed, and how it differs now.
//
// The file is JSON for people and for git: servers and tools in order of their names, each with its
// digest and its whole definition, so that a difference can be read field by field. Characters that
// hide or steer text are written as \u escapes. It says nothing of machines, paths or secrets.
//
//   {"lock_version": 2,
//    "servers": {
//      "npm:@acme/notes": {
//        "runs": ["npx @acme/notes@1.2.3"],
//        "digest": "3b…",
//        "tools": {"delete_note": {"digest": "9f…", "pins": {"name": "1a…", "description": "c0…",
//        …},
//                                  "description": "…", "inputSchema": {…}}}}}}
//
// Digests and pins are those of model/pins.h. Locks of version 1 have no pins and no digest of the
// server; they are read, too.
//
// "tools" is null where nobody knows them. Servers are keyed by their best identity, those without
// one by their name in the client. Pure functions, deterministic, safe from any thread.
#ifndef MCPRISK_STACK_LOCK_H_
#define MCPRISK_STACK_LOCK_H_

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/digest.h"
#include "base/result.h"
#include "stack/findings.h"

namespace mcprisk {

inline constexpr int kLockVersion = 2;
// Definitions of 2,000 large tools.
inline constexpr size_t kMaxLockBytes = size_t{64} << 20;

struct LockedTool {
  std::string digest;                         // hex
  std::map<std::string, std::string> fields;  // "title", "inputSchema", …: canonical JSON
  std::map<std::string, std::string> pins;    // "name", "title", …: hex; empty in lock_version 1
};

struct LockedServer {
  std::vector<std::string> runs;  // RunsText, distinct, in order
  std::string digest;             // ServerPin in hex; empty: tools unknown, or lock_version 1
  std::optional<std::map<std::string, LockedTool>> tools;
};

using Lock = std::map<std::string, LockedServer>;

// What the stack is now. Disabled servers are left out: enabling one is a change.
Lock MakeLock(const std::vector<JudgedServer>& servers);
std::string LockKey(const StackServer& server);

std::string LockText(const Lock& lock);
// All problems at once, placed "path:line:column" where a line is known; nothing when there is one.
std::optional<Lock> ReadLock(const std::string& path, std::string_view text,
                             std::vector<Problem>* problems);

struct FieldChange {
  std::string field;                  // "description", "inputSchema/properties/id/type", "runs"
  std::optional<std::string> before;  // JSON; nothing: it was not there
  std::optional<std::string> after;
};

enum class LockChangeKind {
  kServerAdded,
  kServerRemoved,
  kServerChanged,
  kToolAdded,
  kToolRemoved,
  kToolChanged
};

struct LockChange {
  LockChangeKind kind;
  std::string server;  // LockKey
  std::string tool;    // empty for changes of a server
  std::vector<FieldChange> fields;
};

// By server, then tool, then field.
std::vector<LockChange> CompareLocks(const Lock& before, const Lock& after);

// "tool delete_note changed: description, inputSchema/properties/id/type"
std::string LockChangeText(const LockChange& change);

// The changes as findings of rule stack/changed-definition, placed at the server's entry. A server
// that is no longer there has no entry, and no finding.
std::vector<StackFinding> LockFindings(const std::vector<LockChange>& changes,
                                       const std::vector<JudgedServer>& servers);

}  // namespace mcprisk

#endif  // MCPRISK_STACK_LOCK_H_
