// Files that are there whole or not at all, and files that a person names on the command line.
#ifndef MCPRISK_COMMANDS_WHOLE_FILE_H_
#define MCPRISK_COMMANDS_WHOLE_FILE_H_

#include <cstddef>
#include <filesystem>
#include <string>

namespace mcprisk {

// A posture, a configuration or a policy; real ones have kilobytes.
inline constexpr size_t kMaxPolicyFileBytes = size_t{16} << 20;

// Written beside and renamed, so that nobody reads half a file. Throws Error.
void WriteWhole(const std::filesystem::path& path, const std::string& text);

// All of the file, or of standard input for "-". Throws Error when it cannot be read or is larger
// than kMaxPolicyFileBytes.
std::string ReadWhole(const std::string& path);

}  // namespace mcprisk

#endif  // MCPRISK_COMMANDS_WHOLE_FILE_H_
