// Asking live servers now, for the commands that do: inspect, and those of a stack.
#ifndef MCPRISK_COMMANDS_ASK_SERVER_H_
#define MCPRISK_COMMANDS_ASK_SERVER_H_

#include <atomic>
#include <cstddef>
#include <string>
#include <vector>

#include "commands/inspection.h"
#include "crawl/fetch/curl_fetcher.h"
#include "crawl/mcp/sandbox.h"

namespace mcprisk {

struct UrlQuestion {
  std::string url;
  Headers secret_headers;  // for its origin only
  std::string location;    // what is shown and stored in place of the URL
};

// All side by side, each within `seconds`. One answer a question, in their order; not yet read
// (ReadAnswer).
std::vector<Inspection> AskUrls(const std::vector<UrlQuestion>& questions, FetchOptions fetch,
                                size_t seconds, const std::atomic<bool>& stop);

// Starts what `plan` says, which is not empty, and asks it.
Inspection AskProcess(const LaunchPlan& plan, LiveOrigin origin, size_t seconds,
                      const std::atomic<bool>& stop);

}  // namespace mcprisk

#endif  // MCPRISK_COMMANDS_ASK_SERVER_H_
