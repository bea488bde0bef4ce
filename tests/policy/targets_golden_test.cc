// Every target's file for the sample server, byte for byte, and what it says that it lost:
// tests/golden/targets/<target>/. A new target fails here until its files are there; with
// MCPRISK_WRITE_GOLDEN=1 the test writes them, to be read before they are committed.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>

#include "policy/target.h"
#include "support/paths.h"
#include "support/run.h"
#include "support/sample_policy.h"

namespace mcprisk {
namespace {

std::string NotesText(const std::vector<TargetNote>& notes) {
  std::string text;
  for (const TargetNote& note : notes) text += (note.weaker ? "weaker: " : "") + note.what + "\n";
  return text;
}

class TargetGolden : public testing::TestWithParam<const Target*> {};

TEST_P(TargetGolden, WritesTheSampleServer) {
  const Target& target = *GetParam();
  Result<TargetFile> written = WriteTarget(target, {SampleServer()}, {});
  ASSERT_TRUE(written) << written.error();
  std::string folder = SourceDir() + "/tests/golden/targets/" + std::string(target.name) + "/";
  std::string file = folder + std::string(target.file_name);
  std::string schema = std::filesystem::path(file).replace_extension(target.schema_extension);
  if (std::getenv("MCPRISK_WRITE_GOLDEN")) {
    std::filesystem::create_directories(folder);
    WriteWholeFile(file, written->text);
    if (target.schema) WriteWholeFile(schema, written->schema);
    WriteWholeFile(folder + "notes.txt", NotesText(written->notes));
  }
  EXPECT_EQ(written->text, ReadWholeFile(file)) << file;
  if (target.schema) {
    EXPECT_EQ(written->schema, ReadWholeFile(schema)) << schema;
  }
  EXPECT_EQ(NotesText(written->notes), ReadWholeFile(folder + "notes.txt")) << folder;
}

std::string NameOf(const testing::TestParamInfo<const Target*>& info) {
  std::string name;
  for (char c : info.param->name) name += c == '-' ? '_' : c;
  return name;
}

INSTANTIATE_TEST_SUITE_P(All, TargetGolden, testing::ValuesIn(Targets()), NameOf);

}  // namespace
}  // namespace mcprisk
