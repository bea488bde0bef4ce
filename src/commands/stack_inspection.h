// Asking the servers of a stack themselves, for --inspect.
//
// Nobody typed the commands that are started here: a configuration names them, and that of a
// project is a stranger's. So a process runs inside bubblewrap or not at all; it gets the values
// that its entry states, and of the values that an entry only refers to ("${NAME}") those that
// --pass-env names. Addresses that are not public are asked only where --allow-private says so.
// What failed is an Ending like any other, and values that were handed on are taken out of what
// is told of it.
#ifndef MCPRISK_COMMANDS_STACK_INSPECTION_H_
#define MCPRISK_COMMANDS_STACK_INSPECTION_H_

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "commands/console.h"
#include "commands/inspection.h"
#include "commands/network_options.h"
#include "commands/options.h"
#include "stack/findings.h"

namespace mcprisk {

struct StackAskOptions {
  bool inspect = false;
  bool allow_network = false;
  std::vector<std::string> pass_env;
  size_t timeout_seconds = 60;
  NetworkFlags network;

  void AddTo(Options* parser);
};

struct ServerInspection {
  std::optional<Inspection> asked;    // nothing: the entry is disabled
  std::vector<std::string> left_out;  // names of variables and headers that got no value
};

// One for each server, in their order; what several entries start alike is asked once. The servers
// have their starts (StackQuery::starts). Throws UsageError for wrong network flags.
std::vector<ServerInspection> InspectStack(const std::vector<JudgedServer>& servers,
                                           const StackAskOptions& options, Console& console);

// A whole list stands for what the catalog says; a part of one only where the catalog says nothing.
// What is missing becomes a problem at the place of the entry.
void TakeAnswers(const std::vector<ServerInspection>& inspections,
                 std::vector<JudgedServer>* servers, std::vector<Problem>* problems);

// "asked: stdio, MCP 2025-06-18; bubblewrap: no network, …", "not asked: it is disabled"
std::string InspectionText(const ServerInspection& inspection);

}  // namespace mcprisk

#endif  // MCPRISK_COMMANDS_STACK_INSPECTION_H_
