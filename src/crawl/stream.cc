#include "crawl/stream.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <system_error>
#include <utility>

namespace mcprisk {
namespace {

// One read: large enough that the calls cost nothing.
constexpr size_t kReadBytes = size_t{256} << 10;

std::string SystemMessage(int number) { return std::generic_category().message(number); }

}  // namespace

Result<Stream> Stream::OpenFile(const std::string& path) {
  int descriptor = open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY);
  if (descriptor < 0) return Failure("cannot be opened: " + SystemMessage(errno));
  return Stream(descriptor, true);
}

Stream Stream::StandardInput() { return Stream(STDIN_FILENO, false); }

Stream::Stream(int descriptor, bool owned) : descriptor_(descriptor), owned_(owned) {
  struct stat status = {};
  if (fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode)) {
    size_hint_ = static_cast<size_t>(status.st_size);
  }
}

Stream::Stream(Stream&& other) noexcept
    : ahead_(std::move(other.ahead_)),
      begin_(other.begin_),
      at_end_(other.at_end_),
      descriptor_(std::exchange(other.descriptor_, -1)),
      owned_(other.owned_),
      size_hint_(other.size_hint_),
      error_(std::move(other.error_)) {}

Stream::~Stream() {
  if (owned_ && descriptor_ >= 0) close(descriptor_);
}

std::string Stream::Rest() && {
  ahead_.erase(0, std::exchange(begin_, 0));
  return std::exchange(ahead_, {});
}

void Stream::Fill(size_t bytes) {
  while (!at_end_ && ahead_.size() - begin_ < bytes) {
    // What is consumed is dropped only here, so that many short lines do not move the rest often.
    ahead_.erase(0, begin_);
    begin_ = 0;
    size_t held = ahead_.size();
    ahead_.resize(held + kReadBytes);
    ssize_t got = read(descriptor_, ahead_.data() + held, kReadBytes);
    if (got < 0 && errno == EINTR) got = read(descriptor_, ahead_.data() + held, kReadBytes);
    ahead_.resize(held + static_cast<size_t>(std::max<ssize_t>(got, 0)));
    if (got > 0) continue;
    at_end_ = true;
    if (got < 0) error_ = "cannot be read: " + SystemMessage(errno);
  }
}

}  // namespace mcprisk
