#include "base/packed_file.h"

#include <fcntl.h>
#include <openssl/evp.h>
#include <unistd.h>
#include <zstd.h>

#include <cerrno>
#include <cstring>
#include <memory>
#include <string_view>
#include <vector>

#include "base/text.h"

namespace mcprisk {
namespace {

// 19 packs a catalog a fifth smaller, and takes fifteen times as long.
constexpr int kLevel = 9;

class Hash {
 public:
  Hash() : context_(EVP_MD_CTX_new()) {
    if (!context_ || EVP_DigestInit_ex(context_.get(), EVP_sha256(), nullptr) != 1) {
      throw Error("SHA-256 is not available in this OpenSSL");
    }
  }
  void Add(std::string_view bytes) {
    EVP_DigestUpdate(context_.get(), bytes.data(), bytes.size());
    facts_.bytes += bytes.size();
  }
  FileFacts Finish() {
    EVP_DigestFinal_ex(context_.get(), facts_.sha256.bytes.data(), nullptr);
    return facts_;
  }
  uint64_t bytes() const { return facts_.bytes; }

 private:
  struct Free {
    void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
  };
  std::unique_ptr<EVP_MD_CTX, Free> context_;
  FileFacts facts_;
};

class File {
 public:
  File(const std::string& path, int flags)
      : path_(path), descriptor_(open(path.c_str(), flags | O_CLOEXEC, 0644)) {
    if (descriptor_ < 0) Fail("cannot be opened");
  }
  ~File() { close(descriptor_); }
  File(const File&) = delete;
  File& operator=(const File&) = delete;

  // Empty at the end of the file.
  std::string_view Read(std::vector<char>* buffer) {
    const ssize_t count = read(descriptor_, buffer->data(), buffer->size());
    if (count < 0) Fail("cannot be read");
    return {buffer->data(), static_cast<size_t>(count)};
  }
  void Write(std::string_view bytes) {
    while (!bytes.empty()) {
      const ssize_t count = write(descriptor_, bytes.data(), bytes.size());
      if (count < 0) Fail("cannot be written");
      bytes.remove_prefix(static_cast<size_t>(count));
    }
  }
  void Sync() {
    if (fsync(descriptor_) != 0) Fail("cannot be written");
  }

 private:
  [[noreturn]] void Fail(const std::string& what) const {
    throw Error(ForTerminal(path_) + ": " + what + " (" + std::strerror(errno) + ")");
  }

  const std::string path_;
  const int descriptor_;
};

struct FreePacker {
  void operator()(ZSTD_CCtx* context) const { ZSTD_freeCCtx(context); }
  void operator()(ZSTD_DCtx* context) const { ZSTD_freeDCtx(context); }
};

}  // namespace

PackedFile PackFile(const std::string& from, const std::string& to) {
  File in(from, O_RDONLY);
  File out(to, O_WRONLY | O_CREAT | O_TRUNC);
  const std::unique_ptr<ZSTD_CCtx, FreePacker> context(ZSTD_createCCtx());
  if (!context) throw Error("out of memory");
  ZSTD_CCtx_setParameter(context.get(), ZSTD_c_compressionLevel, kLevel);
  ZSTD_CCtx_setParameter(context.get(), ZSTD_c_checksumFlag, 1);
  std::vector<char> read(ZSTD_CStreamInSize());
  std::vector<char> packed(ZSTD_CStreamOutSize());
  Hash in_hash;
  Hash out_hash;
  for (bool done = false; !done;) {
    const std::string_view bytes = in.Read(&read);
    in_hash.Add(bytes);
    const ZSTD_EndDirective mode = bytes.empty() ? ZSTD_e_end : ZSTD_e_continue;
    ZSTD_inBuffer input{bytes.data(), bytes.size(), 0};
    for (bool flushed = false; !flushed;) {
      ZSTD_outBuffer output{packed.data(), packed.size(), 0};
      const size_t left = ZSTD_compressStream2(context.get(), &output, &input, mode);
      if (ZSTD_isError(left) != 0) throw Error(to + ": " + ZSTD_getErrorName(left));
      const std::string_view written(packed.data(), output.pos);
      out_hash.Add(written);
      out.Write(written);
      flushed = mode == ZSTD_e_end ? left == 0 : input.pos == input.size;
    }
    done = bytes.empty();
  }
  out.Sync();
  return {out_hash.Finish(), in_hash.Finish()};
}

Result<void> UnpackFile(const std::string& from, const std::string& to,
                        const PackedFile& expected) {
  File in(from, O_RDONLY);
  File out(to, O_WRONLY | O_CREAT | O_TRUNC);
  const std::unique_ptr<ZSTD_DCtx, FreePacker> context(ZSTD_createDCtx());
  if (!context) throw Error("out of memory");
  std::vector<char> read(ZSTD_DStreamInSize());
  std::vector<char> unpacked(ZSTD_DStreamOutSize());
  Hash in_hash;
  Hash out_hash;
  size_t left = 1;
  for (std::string_view bytes = in.Read(&read); !bytes.empty(); bytes = in.Read(&read)) {
    in_hash.Add(bytes);
    if (in_hash.bytes() > expected.packed.bytes) return Failure("is longer than its manifest says");
    ZSTD_inBuffer input{bytes.data(), bytes.size(), 0};
    bool more = true;
    while (more) {
      ZSTD_outBuffer output{unpacked.data(), unpacked.size(), 0};
      left = ZSTD_decompressStream(context.get(), &output, &input);
      if (ZSTD_isError(left) != 0) return Failure("does not unpack, it was damaged or changed");
      const std::string_view written(unpacked.data(), output.pos);
      out_hash.Add(written);
      if (out_hash.bytes() > expected.unpacked.bytes) {
        return Failure("unpacks to more than its manifest says");
      }
      out.Write(written);
      // Asked again behind the end of the frame, zstd would wait for another one.
      more = input.pos < input.size || (output.pos == output.size && left != 0);
    }
  }
  const FileFacts packed = in_hash.Finish();
  const FileFacts whole = out_hash.Finish();
  if (packed.bytes != expected.packed.bytes) return Failure("is shorter than its manifest says");
  if (packed.sha256 != expected.packed.sha256) return Failure("is not the file of its manifest");
  if (left != 0 || whole.bytes != expected.unpacked.bytes ||
      whole.sha256 != expected.unpacked.sha256) {
    return Failure("does not unpack to what its manifest says");
  }
  out.Sync();
  return {};
}

}  // namespace mcprisk
