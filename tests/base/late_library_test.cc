#include "base/late_library.h"

#include <gtest/gtest.h>
#include <zlib.h>

#include <functional>
#include <string>

#include "base/result.h"

namespace mcprisk {
namespace {

std::string ErrorOf(const std::function<void()>& work) {
  try {
    work();
  } catch (const Error& error) {
    return error.what();
  }
  return "no error";
}

TEST(LateLibraryTest, FindsAFunctionOfALibrary) {
  const LateLibrary library("libz.so.1");
  const auto version = library.Find(&zlibVersion, "zlibVersion");
  EXPECT_STREQ(version(), zlibVersion());
}

TEST(LateLibraryTest, SaysWhatIsMissing) {
  EXPECT_EQ(ErrorOf([] { LateLibrary("libnosuch.so.4"); }),
            "a library cannot be loaded: libnosuch.so.4: cannot open shared object file: No such "
            "file or directory; install the package of your system that has it");
  const std::string error =
      ErrorOf([] { LateLibrary("libz.so.1").Find(&zlibVersion, "zlibNoSuch"); });
  EXPECT_NE(error.find("libz.so.1: undefined symbol: zlibNoSuch; install"), std::string::npos)
      << error;
}

}  // namespace
}  // namespace mcprisk
