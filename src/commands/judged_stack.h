// The stack that a command is asked about, each server matched to the catalog.
#ifndef MCPRISK_COMMANDS_JUDGED_STACK_H_
#define MCPRISK_COMMANDS_JUDGED_STACK_H_

#include <string>
#include <vector>

#include "commands/console.h"
#include "commands/options.h"
#include "commands/stack_inspection.h"
#include "records/stack_flows.h"
#include "stack/findings.h"
#include "stack/stack.h"

namespace mcprisk {

// What stack, check and lock have in common on the command line.
struct StackOptions {
  std::vector<std::string> paths;
  std::string catalog;
  std::string home;
  StackAskOptions ask;

  void AddTo(Options* parser);  // paths, too
  void AddFlagsTo(Options* parser);
};

inline constexpr char kUsualCatalog[] = "catalog.db";

struct JudgedStack {
  StackOptions options;  // as it was asked for
  std::string catalog;   // the one that was asked; empty: none
  Stack stack;           // its servers have moved into `servers`
  std::vector<JudgedServer> servers;
  std::vector<ServerInspection> inspections;  // one a server with --inspect, else none
  std::vector<ClientFlow> flows;
};

// Without paths: this machine and the working folder. A server is in the catalog when one of its
// identities is; names are no proof. Without --catalog, a catalog.db that is not there is no error:
// every server is unknown then, and `console` says why. With --inspect servers are asked
// themselves. Throws Error and UsageError.
JudgedStack JudgeStack(const StackOptions& options, Console& console);

void PrintStackProblems(const JudgedStack& judged, Console& console);

}  // namespace mcprisk

#endif  // MCPRISK_COMMANDS_JUDGED_STACK_H_
