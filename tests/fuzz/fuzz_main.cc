// libFuzzer's way into one target: MCPRISK_FUZZ_TARGET is its name.
#include <cstddef>
#include <cstdint>

#include "fuzz/targets.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  for (const mcprisk::FuzzTarget& target : mcprisk::FuzzTargets()) {
    if (target.name == MCPRISK_FUZZ_TARGET) target.run(bytes);
  }
  return 0;
}
