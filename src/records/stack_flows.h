// Toxic flows among the servers of a stack.
#ifndef MCPRISK_RECORDS_STACK_FLOWS_H_
#define MCPRISK_RECORDS_STACK_FLOWS_H_

#include <string>
#include <vector>

#include "assess/flow.h"
#include "model/assessment.h"
#include "stack/findings.h"

namespace mcprisk {

struct ClientFlow {
  std::string client;
  Flow flow;
};

// The tools that an entry offers. Views into `judged`.
std::vector<AssessedTool> AssessedTools(const JudgedServer& judged);

// Of each client over its enabled servers: a session reaches the servers of its own client.
std::vector<ClientFlow> FindClientFlows(const std::vector<JudgedServer>& servers);

// Of each client: descriptions and instructions that steer a tool of another server, and names that
// two servers have with different definitions.
std::vector<StackFlow> FindCrossings(const std::vector<JudgedServer>& servers);

// FindStackFindings, with what these flows are to a reader, and with the crossings.
std::vector<StackFinding> FindingsWithFlows(const std::vector<JudgedServer>& servers,
                                            const std::vector<ClientFlow>& flows);

}  // namespace mcprisk

#endif  // MCPRISK_RECORDS_STACK_FLOWS_H_
