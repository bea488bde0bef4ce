#include "crawl/fetch/answer_archive.h"

#include <gtest/gtest.h>
#include <sys/resource.h>

#include <csignal>
#include <filesystem>

#include "support/paths.h"
#include "support/run.h"

namespace mcprisk {
namespace {

TEST(AnswerArchive, GivesBackWhatItWasGiven) {
  TempDir dir;
  AnswerArchive archive(dir / "a/b", false);
  for (const std::string& text :
       {std::string(), std::string("{}"), std::string(1 << 20, 'x'), std::string("\0\xff", 2)}) {
    const Digest digest = archive.Put(text);
    EXPECT_EQ(digest, Sha256(text));
    EXPECT_EQ(archive.Put(text), digest);
    EXPECT_EQ(archive.Get(digest), text);
  }
  EXPECT_EQ(archive.Get(Sha256("other")).error(), "the archived answer d9298a10d1b0 is missing");
}

TEST(AnswerArchive, DamageIsNoticedAndMended) {
  TempDir dir;
  AnswerArchive archive(dir / "a", false);
  const Digest digest = archive.Put("what was said");
  const std::string hex = digest.Hex();
  const std::string path = dir / ("a/documents/" + hex.substr(0, 2) + "/" + hex.substr(2) + ".gz");
  const std::string whole = ReadWholeFile(path);
  for (size_t cut = 0; cut < whole.size(); ++cut) {
    WriteWholeFile(path, whole.substr(0, cut));
    ASSERT_FALSE(archive.Get(digest)) << cut;
    archive.Put("what was said");
    ASSERT_EQ(archive.Get(digest), "what was said");
  }
  // Another document under this name.
  std::filesystem::copy_file(path, path + ".x", std::filesystem::copy_options::overwrite_existing);
  archive.Put("another");
  const std::string other = Sha256("another").Hex();
  WriteWholeFile(path, ReadWholeFile(dir / ("a/documents/" + other.substr(0, 2) + "/" +
                                            other.substr(2) + ".gz")));
  EXPECT_EQ(archive.Get(digest).error(),
            "the archived answer " + hex.substr(0, 12) + " is damaged");
}

TEST(AnswerArchive, AFullDiskIsAnErrorAndLeavesNothingHalf) {
  TempDir dir;
  AnswerArchive archive(dir / "a", false);
  // A file size limit fails writes as a full disk does.
  rlimit before{};
  getrlimit(RLIMIT_FSIZE, &before);
  const rlimit small{100, before.rlim_max};
  auto* old = std::signal(SIGXFSZ, SIG_IGN);
  setrlimit(RLIMIT_FSIZE, &small);
  std::string noise;
  for (int i = 0; i < 1000; ++i) noise += std::to_string(i * 7919 % 1013);
  std::string message;
  try {
    archive.Put(noise);
  } catch (const Error& error) {
    message = error.what();
  }
  setrlimit(RLIMIT_FSIZE, &before);
  std::signal(SIGXFSZ, old);
  EXPECT_NE(message.find("cannot be written: File too large"), std::string::npos) << message;
  EXPECT_FALSE(archive.Get(Sha256(noise)));
  for (const auto& entry : std::filesystem::recursive_directory_iterator(dir / "a/documents")) {
    EXPECT_FALSE(entry.is_regular_file()) << entry.path();
  }
}

TEST(AnswerArchive, ReadingMakesNothing) {
  TempDir dir;
  AnswerArchive archive(dir / "a", true);
  EXPECT_FALSE(archive.Get(Sha256("x")));
  EXPECT_FALSE(std::filesystem::exists(dir / "a"));
}

TEST(AnswerArchive, SaysWhyItCannotBeUsed) {
  TempDir dir;
  WriteWholeFile(dir / "file", "x");
  try {
    AnswerArchive archive(dir / "file", false);
    FAIL() << "a file is no folder";
  } catch (const Error& error) {
    EXPECT_EQ(std::string(error.what()),
              dir / "file" + ": the archive cannot be used: Not a directory");
  }
}

}  // namespace
}  // namespace mcprisk
