// A judged stack for people and as JSON.
#ifndef MCPRISK_COMMANDS_STACK_TEXT_H_
#define MCPRISK_COMMANDS_STACK_TEXT_H_

#include <string>
#include <vector>

#include "commands/console.h"
#include "commands/judged_stack.h"

namespace mcprisk {

void PrintStack(const JudgedStack& judged, const std::vector<StackFinding>& findings,
                Console& console);
std::string StackJson(const JudgedStack& judged, const std::vector<StackFinding>& findings);

// "error .mcp.json:4:5: …", worst first; at most `most`, the rest counted.
void PrintStackFindings(const std::vector<StackFinding>& findings, size_t most, Console& console);

// The command that writes the policy for a client's known servers; empty when it knows none of
// them.
std::string PolicyCommand(const std::string& client, const JudgedStack& judged);
// mcprisk.yaml with the keys under which the client knows its servers.
std::string ServerKeysYaml(const std::string& client, const std::vector<JudgedServer>& servers);

}  // namespace mcprisk

#endif  // MCPRISK_COMMANDS_STACK_TEXT_H_
