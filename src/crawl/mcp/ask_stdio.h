// Asks one MCP server of this machine, over standard input and output of a process.
#ifndef MCPRISK_CRAWL_MCP_ASK_STDIO_H_
#define MCPRISK_CRAWL_MCP_ASK_STDIO_H_

#include <atomic>
#include <cstddef>
#include <string>

#include "crawl/mcp/answer.h"
#include "crawl/mcp/conversation.h"
#include "crawl/mcp/sandbox.h"

namespace mcprisk {

// From the start of the process to its last answer. Some servers are installed when they are run.
inline constexpr size_t kProcessMilliseconds = 60000;

struct StdioAskOptions {
  ConversationOptions conversation;
  size_t budget_milliseconds = kProcessMilliseconds;
};

// Starts what `plan` says, asks, and ends it with everything that it started. Blocks; returns early
// once `stop` is true. A server that has more processes and threads than the plan allows is killed
// (kLimitProcesses). An empty plan, and a process that ends before it has answered, are endings
// (kProcessFailed); their detail has the last line that the process wrote to standard error.
LiveAnswer AskOverStdio(const LaunchPlan& plan, StdioAskOptions options,
                        const std::atomic<bool>& stop);

}  // namespace mcprisk

#endif  // MCPRISK_CRAWL_MCP_ASK_STDIO_H_
