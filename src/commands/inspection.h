// What `mcprisk inspect` found out about one server, and how it prints it.
#ifndef MCPRISK_COMMANDS_INSPECTION_H_
#define MCPRISK_COMMANDS_INSPECTION_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "commands/console.h"
#include "crawl/mcp/answer.h"
#include "model/listing.h"
#include "policy/policy.h"

namespace mcprisk {

struct Inspection {
  LiveAnswer answer;
  LiveOrigin origin;
  std::string protection;  // of a process; empty for URLs
  std::vector<std::string> shown;
  std::optional<Listing> listing;  // of the answer, unless there was none worth one
  std::vector<Problem> problems;   // of tools; how it ended stands in the answer
};

// Reads the answer into `listing` and `problems`.
void ReadAnswer(Inspection* inspection);

// The server, what it says to models, and its tools, riskiest first; judged here and now.
void PrintInspection(const Inspection& inspection, Console& console);
void PrintInspectionJson(const Inspection& inspection, const Posture& posture, Console& console);

// kExitDone for a whole list without problems, kExitFindings for a part of one and for a server
// that wants to know its user first, else kExitCouldNot.
int ExitCodeOf(const Inspection& inspection);

// A command line as it may be stored and shown: values that look like secrets, by the name of their
// flag or variable, become "…".
std::string WithoutSecrets(const std::vector<std::string>& command);

// The package that a command runs by a package runner (npx, bunx, uvx).
std::vector<Identity> PackageOf(const std::vector<std::string>& command);

}  // namespace mcprisk

#endif  // MCPRISK_COMMANDS_INSPECTION_H_
