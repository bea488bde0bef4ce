// What libFuzzer drives: functions that take any bytes and must neither crash nor break what they
// check themselves (abort() tells).
//
// To add one: a file tests/fuzz/NAME_fuzz.cc, its line in targets.cc, and seeds under
// tests/fuzz/corpus/NAME. The seeds, and inputs that once found something, are replayed by the
// normal test program. tools/fuzz builds and runs them, with Clang and its runtime.
#ifndef MCPRISK_TESTS_FUZZ_TARGETS_H_
#define MCPRISK_TESTS_FUZZ_TARGETS_H_

#include <string_view>
#include <vector>

namespace mcprisk {

struct FuzzTarget {
  std::string_view name;
  void (*run)(std::string_view bytes);
};

const std::vector<FuzzTarget>& FuzzTargets();

// Ends the program when a promise does not hold.
void Promise(bool holds, const char* what);

void FuzzSse(std::string_view bytes);
void FuzzConversation(std::string_view bytes);
void FuzzJournal(std::string_view bytes);
void FuzzRegistryPage(std::string_view bytes);
void FuzzRobots(std::string_view bytes);
void FuzzUrl(std::string_view bytes);
void FuzzPackages(std::string_view bytes);
void FuzzText(std::string_view bytes);
void FuzzPackageMetadata(std::string_view bytes);
void FuzzHttpAnswer(std::string_view bytes);
void FuzzArchive(std::string_view bytes);
void FuzzManifest(std::string_view bytes);

}  // namespace mcprisk

#endif  // MCPRISK_TESTS_FUZZ_TARGETS_H_
