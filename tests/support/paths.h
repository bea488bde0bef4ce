// Where tests find things. The places come from CMake, so that tests run from any folder; paths.cc
// alone is compiled with them, so that checkouts in different folders share what ccache keeps.
#ifndef MCPRISK_TESTS_SUPPORT_PATHS_H_
#define MCPRISK_TESTS_SUPPORT_PATHS_H_

#include <cstdlib>
#include <filesystem>
#include <string>

namespace mcprisk {

std::string SourceDir();
std::string ProgramPath();
// What tests install from elsewhere is kept here.
std::string AcceptanceDir();

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
