#include "serve/watch.h"

#include <sys/stat.h>

#include <chrono>

#include "base/result.h"

namespace mcprisk {
namespace {

// A file as a name leads to it. Equal while nobody has put another one in its place.
std::pair<uint64_t, uint64_t> FileAt(const std::string& path) {
  struct stat status {};
  if (stat(path.c_str(), &status) != 0) return {0, 0};
  return {status.st_dev, status.st_ino};
}

}  // namespace

struct CatalogWatch::Seen {
  std::unique_ptr<CatalogReader> reader;
  std::pair<uint64_t, uint64_t> file;
  int64_t version = 0;
};

CatalogWatch::CatalogWatch(std::string path, std::vector<CapabilityCount> capabilities,
                           std::vector<int64_t> only)
    : path_(std::move(path)),
      capabilities_(std::move(capabilities)),
      only_(std::move(only)),
      seen_(std::make_unique<Seen>()) {
  Check();
  if (!current_) throw Error(problem_);
}

CatalogWatch::~CatalogWatch() {
  {
    std::lock_guard lock(mutex_);
    ending_ = true;
  }
  end_.notify_all();
  if (thread_.joinable()) thread_.join();
}

std::shared_ptr<const Overview> CatalogWatch::Current() const {
  std::lock_guard lock(mutex_);
  return current_;
}

std::string CatalogWatch::problem() const {
  std::lock_guard lock(mutex_);
  return problem_;
}

bool CatalogWatch::Check() {
  try {
    const auto file = FileAt(path_);
    const bool other_file = !seen_->reader || file != seen_->file;
    if (!other_file && seen_->reader->DataVersion() == seen_->version) return false;
    if (other_file) seen_->reader = std::make_unique<CatalogReader>(path_);
    // Before reading: what is committed meanwhile is seen by the next look.
    const int64_t version = seen_->reader->DataVersion();
    auto overview = std::make_shared<Overview>(MakeOverview(*seen_->reader, capabilities_, only_));
    seen_->reader->FreePages();  // it only looks for changes from now on
    seen_->file = file;
    seen_->version = version;
    std::lock_guard lock(mutex_);
    overview->generation = current_ ? current_->generation + 1 : 1;
    current_ = std::move(overview);
    problem_.clear();
    return true;
  } catch (const Error& error) {
    seen_->reader.reset();
    std::lock_guard lock(mutex_);
    problem_ = error.what();
    return false;
  }
}

void CatalogWatch::Start() {
  thread_ = std::thread([this] {
    std::unique_lock lock(mutex_);
    while (!end_.wait_for(lock, std::chrono::milliseconds(kWatchMilliseconds),
                          [this] { return ending_; })) {
      lock.unlock();
      Check();
      lock.lock();
    }
  });
}

}  // namespace mcprisk
