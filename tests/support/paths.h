// Where tests find things. Both come from CMake, so that tests run from any folder.
#ifndef MCPRISK_TESTS_SUPPORT_PATHS_H_
#define MCPRISK_TESTS_SUPPORT_PATHS_H_

#include <cstdlib>
#include <filesystem>
#include <string>

namespace mcprisk {

inline std::string SourceDir() { return MCPRISK_SOURCE_DIR; }

// The folder of shared real data beside the checkout; tests that need it are skipped without it.
inline std::string SharedDir() {
  if (const char* dir = std::getenv("MCPRISK_SHARED")) return dir;
  return SourceDir() + "/../shared";
}
inline bool HasShared() { return std::filesystem::exists(SharedDir() + "/data"); }

// A fresh folder for one test, removed with everything in it at the end.
class TempDir {
 public:
  TempDir() {
    std::string pattern = (std::filesystem::temp_directory_path() / "mcprisk-XXXXXX").string();
    path_ = mkdtemp(pattern.data());
  }
  ~TempDir() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  TempDir(const TempDir&) = delete;
  TempDir& operator=(const TempDir&) = delete;
  const std::string& path() const { return path_; }
  std::string operator/(const std::string& name) const { return path_ + "/" + name; }

 private:
  std::string path_;
};

}  // namespace mcprisk

#endif  // MCPRISK_TESTS_SUPPORT_PATHS_H_
