// A registry on the loopback that obeys the rules of the official one (formats.md section 1): page
// limit, cursors, latest versions, updated_since, deleted records; with faults where a test wants
// them.
#ifndef MCPRISK_TESTS_SUPPORT_REGISTRY_REPLICA_H_
#define MCPRISK_TESTS_SUPPORT_REGISTRY_REPLICA_H_

#include <atomic>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "support/loopback_server.h"

namespace mcprisk {

struct ReplicaRecord {
  std::string name;
  std::string version = "1.0.0";
  std::string updated = "2026-05-01T00:00:00Z";
  std::string status = "active";
  bool latest = true;
  std::string description = "A server.";
  std::string json = {};  // the whole item as it is; empty: made from the above
};

// `count` servers "io.github.acme/server-00000" and so on, each with one version.
std::vector<ReplicaRecord> SampleRecords(size_t count);
// The records of the shared snapshot of the official registry, as they are.
std::vector<ReplicaRecord> SharedRecords();

class RegistryReplica {
 public:
  explicit RegistryReplica(std::vector<ReplicaRecord> records);

  // Faults and other rules, to be set before or while it is asked.
  std::atomic<size_t> page_cap{100};   // a limit above it is a 422; pages hold at most this
  std::atomic<size_t> fail_every{0};   // each n-th answer is a 500
  std::atomic<size_t> limit_every{0};  // each n-th answer is a 429 with Retry-After: 0
  std::atomic<size_t> broken_from{0};  // from the n-th answer on: 503 only
  std::atomic<size_t> pause_milliseconds{0};
  std::atomic<bool> only_v0{false};       // /v0.1 is not there
  std::atomic<bool> all_versions{false};  // knows no `version`
  std::atomic<bool> with_etags{false};
  std::atomic<bool> forgets_cursors{false};  // any cursor is a 400

  // Adds the record, or replaces the one of the same name and version.
  void Put(const ReplicaRecord& record);
  void Remove(const std::string& name);

  std::string url() const { return server_->Url(""); }
  size_t requests() const { return server_->RequestCount(); }
  std::vector<HttpRequest> Requests() const { return server_->Requests(); }

 private:
  Reply Answer(const HttpRequest& request);
  Reply Page(const HttpRequest& request);

  std::mutex mutex_;
  std::vector<ReplicaRecord> records_;  // by name and version
  size_t answers_ = 0;
  std::unique_ptr<LoopbackServer> server_;
};

}  // namespace mcprisk

#endif  // MCPRISK_TESTS_SUPPORT_REGISTRY_REPLICA_H_
