// What `mcprisk inspect` found out about one server, and how it prints it.
#ifndef MCPRISK_COMMANDS_INSPECTION_H_
#define MCPRISK_COMMANDS_INSPECTION_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/value.h"
#include "commands/console.h"
#include "crawl/mcp/answer.h"
#include "model/listing.h"
#include "policy/policy.h"
#include "records/server_view.h"

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

// The server as `mcprisk server` knows it, made of this one answer; its tools judged here and now.
ServerView ViewInspection(const Inspection& inspection);
// Nothing is missing: it ended well, or the server says that it has no tools.
bool IsWholeList(const LiveAnswer& answer);
// "stdio, MCP 2025-06-18"
std::string HowAsked(const LiveAnswer& answer);
// How it was asked and how that ended.
Value InspectionRecord(const Inspection& inspection);

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
