#include "crawl/fetch/answer_archive.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include <cerrno>
#include <filesystem>
#include <system_error>

#include "base/text.h"
#include "crawl/stream.h"

namespace mcprisk {
namespace {

namespace fs = std::filesystem;

// Text packs to a fifth at any level; the lowest ones cost a third of the time.
constexpr int kGzipLevel = 3;
constexpr int kGzipWindow = 15 + 16;  // 16: with a gzip header
constexpr size_t kStepBytes = size_t{64} << 10;

Error SystemError(const std::string& path, const std::string& what) {
  return Error(path + ": " + what + ": " + std::generic_category().message(errno));
}

std::string Packed(std::string_view text) {
  z_stream stream{};
  deflateInit2(&stream, kGzipLevel, Z_DEFLATED, kGzipWindow, 8, Z_DEFAULT_STRATEGY);
  std::string packed(deflateBound(&stream, text.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_out = static_cast<uInt>(packed.size());
  deflate(&stream, Z_FINISH);
  packed.resize(stream.total_out);
  deflateEnd(&stream);
  return packed;
}

Result<std::string> Unpacked(std::string_view packed) {
  z_stream stream{};
  inflateInit2(&stream, kGzipWindow);
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
  stream.avail_in = static_cast<uInt>(packed.size());
  std::string text;
  int code = Z_OK;
  while (code == Z_OK && text.size() <= kMaxArchivedBytes) {
    const size_t had = text.size();
    text.resize(had + kStepBytes);
    stream.next_out = reinterpret_cast<Bytef*>(text.data() + had);
    stream.avail_out = static_cast<uInt>(kStepBytes);
    code = inflate(&stream, Z_NO_FLUSH);
    text.resize(had + kStepBytes - stream.avail_out);
  }
  inflateEnd(&stream);
  if (code != Z_STREAM_END) return Failure("the archived answer is damaged");
  return text;
}

}  // namespace

void WriteFileWhole(const std::string& path, std::string_view text) {
  const std::string beside = path + ".part";
  const int file = open(beside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  if (file < 0) throw SystemError(beside, "cannot be written");
  while (!text.empty()) {
    const ssize_t wrote = write(file, text.data(), text.size());
    if (wrote < 0 && errno == EINTR) continue;
    if (wrote < 0) {
      const Error error = SystemError(beside, "cannot be written");
      close(file);
      unlink(beside.c_str());
      throw error;
    }
    text.remove_prefix(static_cast<size_t>(wrote));
  }
  close(file);
  if (rename(beside.c_str(), path.c_str()) != 0) throw SystemError(path, "cannot be written");
}

AnswerArchive::AnswerArchive(std::string folder, bool read_only)
    : folder_(std::move(folder)), read_only_(read_only) {
  if (read_only_) return;
  std::error_code failed;
  fs::create_directories(folder_ + "/documents", failed);
  if (!failed) fs::create_directories(folder_ + "/crawls", failed);
  if (failed) throw Error(folder_ + ": the archive cannot be used: " + failed.message());
  const std::string lock = folder_ + "/lock";
  lock_ = open(lock.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
  if (lock_ < 0) throw SystemError(lock, "cannot be opened");
  if (flock(lock_, LOCK_EX | LOCK_NB) == 0) return;
  close(lock_);
  throw Error(folder_ +
              ": another mcprisk is crawling into this archive; wait for it, or name "
              "another folder with --archive");
}

AnswerArchive::~AnswerArchive() {
  if (lock_ >= 0) close(lock_);
}

std::string AnswerArchive::PathOf(const Digest& digest) const {
  const std::string hex = digest.Hex();
  return folder_ + "/documents/" + hex.substr(0, 2) + "/" + hex.substr(2) + ".gz";
}

bool AnswerArchive::Has(const Digest& digest) const {
  return access(PathOf(digest).c_str(), F_OK) == 0;
}

Digest AnswerArchive::Put(std::string_view document) {
  const Digest digest = Sha256(document);
  const std::string path = PathOf(digest);
  if (Has(digest)) return digest;
  const std::string folder = path.substr(0, path.rfind('/'));
  if (mkdir(folder.c_str(), 0755) != 0 && errno != EEXIST) {
    throw SystemError(folder, "cannot be made");
  }
  WriteFileWhole(path, Packed(document));
  return digest;
}

Result<std::string> AnswerArchive::Get(const Digest& digest) const {
  const std::string path = PathOf(digest);
  Result<Stream> stream = Stream::OpenFile(path);
  if (!stream) return Failure("the archived answer " + digest.Hex().substr(0, 12) + " is missing");
  stream->Fill(kMaxArchivedBytes);
  Result<std::string> text = Unpacked(stream->Ahead());
  if (text && Sha256(*text) == digest) return text;
  if (!read_only_) unlink(path.c_str());
  return Failure("the archived answer " + digest.Hex().substr(0, 12) + " is damaged");
}

}  // namespace mcprisk
