// A registry and the live servers that it lists, on the loopback: hosts spread over 127.0.0.0/8,
// one server in ten hostile, in turn each way that a server can be.
#ifndef MCPRISK_TESTS_SUPPORT_CRAWL_REPLICA_H_
#define MCPRISK_TESTS_SUPPORT_CRAWL_REPLICA_H_

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include "support/registry_replica.h"

namespace mcprisk {

// Which hostile servers there are among the others.
enum class HostileMix {
  kNone,
  kQuick,  // those that cost neither seconds nor megabytes
  kAll,
};

class CrawlReplica {
 public:
  CrawlReplica(size_t servers, HostileMix mix);

  std::string url() const { return registry_->url(); }
  // Healthy servers; each has two tools, by which it is known: "get_1000017" and "delete_1000017".
  size_t healthy() const { return healthy_; }
  size_t hostile() const { return servers_ - healthy_; }
  // Requests to the list and to the servers, until now.
  size_t list_requests() const { return registry_->requests(); }
  size_t server_requests() const { return server_requests_; }

  // From now on the tools of this server, a healthy one, are others, and its record was changed.
  void Change(size_t index);
  // Takes no more connections to its servers: the network is gone.
  void Disconnect() { live_.reset(); }

 private:
  std::string UrlOf(size_t index) const;
  ReplicaRecord RecordOf(size_t index, const std::string& updated) const;
  Reply Answer(const HttpRequest& request);

  const size_t servers_;
  std::vector<std::string> hostile_;  // paths, or whole URLs
  size_t healthy_ = 0;
  std::atomic<size_t> server_requests_{0};
  std::mutex mutex_;
  std::set<std::string> changed_;  // paths
  uint16_t port_ = 0;
  std::unique_ptr<LoopbackServer> live_;
  std::unique_ptr<RegistryReplica> registry_;
};

}  // namespace mcprisk

#endif  // MCPRISK_TESTS_SUPPORT_CRAWL_REPLICA_H_
