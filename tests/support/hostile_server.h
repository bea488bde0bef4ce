// A server that does to its clients what hostile and broken servers do, one behavior a path.
//
// Each has the outcome that it must come to.
#ifndef MCPRISK_TESTS_SUPPORT_HOSTILE_SERVER_H_
#define MCPRISK_TESTS_SUPPORT_HOSTILE_SERVER_H_

#include <string_view>
#include <vector>

#include "crawl/fetch/outcome.h"
#include "support/loopback_server.h"

namespace mcprisk {

struct HostileBehavior {
  std::string_view path;  // "/body/endless-chunks"
  Outcome outcome;        // what asking for it must come to
  Reply (*reply)(const HttpRequest& request);
};

const std::vector<HostileBehavior>& HostileBehaviors();

// Answers as the behavior of the path says; 404 for any other path.
Reply HostileReply(const HttpRequest& request);

}  // namespace mcprisk

#endif  // MCPRISK_TESTS_SUPPORT_HOSTILE_SERVER_H_
