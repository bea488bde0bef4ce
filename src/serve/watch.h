// The catalog's file while it is served: notices when a writer has committed or another file has
// taken its place, and then makes a new Overview beside the old one, which stays in use until the
// new one is whole. A file that cannot be read meanwhile (half copied, gone) leaves the old state
// in force; problem() says so.
//
// Threads: Current() from any; Check() from one.
#ifndef MCPRISK_SERVE_WATCH_H_
#define MCPRISK_SERVE_WATCH_H_

#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "serve/overview.h"

namespace mcprisk {

inline constexpr size_t kWatchMilliseconds = 1000;

class CatalogWatch {
 public:
  // Reads the catalog at once. `only` as for MakeOverview. Throws Error when it cannot.
  CatalogWatch(std::string path, std::vector<CapabilityCount> capabilities,
               std::vector<int64_t> only = {});
  ~CatalogWatch();  // ends Start()'s thread
  CatalogWatch(const CatalogWatch&) = delete;
  CatalogWatch& operator=(const CatalogWatch&) = delete;

  std::shared_ptr<const Overview> Current() const;
  std::string problem() const;  // why the newest state is not served; empty when it is

  // Looks once; true when there is a new state.
  bool Check();
  // Looks every kWatchMilliseconds, in a thread of its own.
  void Start();

 private:
  struct Seen;  // by what a change is told

  const std::string path_;
  const std::vector<CapabilityCount> capabilities_;
  const std::vector<int64_t> only_;
  std::unique_ptr<Seen> seen_;
  mutable std::mutex mutex_;  // of the three below
  std::shared_ptr<const Overview> current_;
  std::string problem_;
  bool ending_ = false;
  std::condition_variable end_;
  std::thread thread_;
};

}  // namespace mcprisk

#endif  // MCPRISK_SERVE_WATCH_H_
