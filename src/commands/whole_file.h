// Files that are there whole or not at all, and files that a person names on the command line.
#ifndef MCPRISK_COMMANDS_WHOLE_FILE_H_
#define MCPRISK_COMMANDS_WHOLE_FILE_H_

#include <cstddef>
#include <filesystem>
#include <fstream>
#include <string>

namespace mcprisk {

// A posture, a configuration or a policy; real ones have kilobytes.
inline constexpr size_t kMaxPolicyFileBytes = size_t{16} << 20;

// Written beside and renamed, so that nobody reads half a file. Throws Error.
void WriteWhole(const std::filesystem::path& path, const std::string& text);

// The same for a file that is too large to be held: written piece by piece, in its place after
// Commit(), gone without it. Throws Error.
class WholeFileStream {
 public:
  explicit WholeFileStream(std::filesystem::path path);
  ~WholeFileStream();
  WholeFileStream(const WholeFileStream&) = delete;
  WholeFileStream& operator=(const WholeFileStream&) = delete;

  void Append(const std::string& text) { out_ << text; }
  void Commit();

 private:
  std::filesystem::path path_;
  std::filesystem::path part_;
  std::ofstream out_;
};

// All of the file, or of standard input for "-". Throws Error when it cannot be read or is larger
// than kMaxPolicyFileBytes.
std::string ReadWhole(const std::string& path);

}  // namespace mcprisk

#endif  // MCPRISK_COMMANDS_WHOLE_FILE_H_
