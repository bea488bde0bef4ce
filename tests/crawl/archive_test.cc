#include "crawl/archive.h"

#include <gtest/gtest.h>

#include "crawl/crawl.h"
#include "support/archives.h"
#include "support/gather.h"

namespace mcprisk {
namespace {

constexpr char kList[] = R"({"tools": [{"name": "add", "inputSchema": {}}]})";

// Every kind of archive that the crawl opens.
std::vector<std::pair<std::string, std::string>> AllKinds(const std::vector<MadeEntry>& entries) {
  std::vector<std::pair<std::string, std::string>> kinds = {{"zip", MakeZip(entries)}};
  for (const char* filter : {"", "gzip", "xz", "bzip2", "zstd"}) {
    kinds.emplace_back(std::string("tar ") + filter, MakeArchive("tar", filter, entries));
  }
  return kinds;
}

std::string PlacesOf(const Gathered& gathered) {
  std::string places;
  for (const Listing& listing : gathered.listings) places += listing.origin.place + "\n";
  return places + gathered.Problems();
}

TEST(Archive, OfEveryKindIsReadInByteOrder) {
  for (const auto& [kind, bytes] : AllKinds({{"b/", "", EntryType::kFolder},
                                             {"b/two.json", kList},
                                             {"./a//one.json", kList},
                                             {"main.c", "int main;"}})) {
    EXPECT_EQ(PlacesOf(Folder({{"all", bytes}}).Gather("all")), "all!a/one.json\nall!b/two.json\n")
        << kind;
  }
}

TEST(Archive, MayHaveNamesBeyondAscii) {
  for (const auto& [kind, bytes] : AllKinds({{"caf\xC3\xA9/\xE6\x97\xA5.json", kList}})) {
    EXPECT_EQ(PlacesOf(Folder({{"all", bytes}}).Gather("all")),
              "all!caf\xC3\xA9/\xE6\x97\xA5.json\n")
        << kind;
  }
}

// Sets the flag of a zip that says that its names are UTF-8 (APPNOTE 4.4.4, bit 11).
std::string WithUtf8Flag(std::string zip) {
  auto set = [&zip](std::string_view record, size_t flags_at) {
    for (size_t at = zip.find(record); at != std::string::npos; at = zip.find(record, at + 1)) {
      zip[at + flags_at + 1] = static_cast<char>(zip[at + flags_at + 1] | 0x08);
    }
  };
  set("PK\3\4", 6);
  set("PK\1\2", 8);
  return zip;
}

TEST(Archive, MayHaveNamesThatTheLocaleCannotSpell) {
  std::string zip = MakeZip({{"caf\xC3\xA9.json", kList}, {"\xFF.json", kList}});
  EXPECT_EQ(PlacesOf(Folder({{"all", zip}}).Gather("all")),
            "all!caf\xC3\xA9.json\nall!\xFF.json\n");
  EXPECT_EQ(PlacesOf(Folder({{"all", WithUtf8Flag(zip)}}).Gather("all")),
            "all!caf\xC3\xA9.json\nproblem all: the entry has no readable name\n");
}

TEST(Archive, WhoseEntriesLeadOutsideIsReadWithoutThem) {
  for (const auto& [kind, bytes] : AllKinds({{"../up.json", kList},
                                             {"a/../../up.json", kList},
                                             {"/etc/abs.json", kList},
                                             {"C:/abs.json", kList},
                                             {"good.json", kList}})) {
    EXPECT_EQ(PlacesOf(Folder({{"all", bytes}}).Gather("all")),
              R"(all!good.json
problem all!../up.json: the entry's path leads out of the archive and was skipped
problem all!a/../../up.json: the entry's path leads out of the archive and was skipped
problem all!/etc/abs.json: the entry has an absolute path and was skipped
problem all!C:/abs.json: the entry has an absolute path and was skipped
)") << kind;
  }
  // In a zip, libarchive turns these into slashes.
  EXPECT_EQ(GatherFile("all", MakeArchive("tar", "", {{"a\\..\\..\\up.json", kList}})),
            "problem all!a\\..\\..\\up.json: the entry's path leads out of the archive and was "
            "skipped\n");
}

TEST(Archive, WithLinksAndPipesIsReadWithoutThem) {
  Folder folder({{"all", MakeArchive("tar", "",
                                     {{"a.json", kList},
                                      {"soft.json", "/etc/passwd", EntryType::kSymlink},
                                      {"hard.json", "a.json", EntryType::kHardlink},
                                      {"pipe.json", "", EntryType::kFifo},
                                      {"z.json", kList}})}});
  EXPECT_EQ(PlacesOf(folder.Gather("all")), R"(all!a.json
all!z.json
problem all!soft.json: the entry is a link and was skipped
problem all!hard.json: the entry is a link and was skipped
problem all!pipe.json: the entry is no file and was skipped
)");
  folder.Write("all.zip", MakeZip({{"soft.json", "/etc/passwd", EntryType::kSymlink}}));
  EXPECT_EQ(PlacesOf(folder.Gather("all.zip")),
            "problem all.zip!soft.json: the entry is a link and was skipped\n");
}

TEST(Archive, WithOnePathTwiceKeepsTheFirst) {
  constexpr char kOther[] = R"({"tools": [{"name": "subtract", "inputSchema": {}}]})";
  EXPECT_EQ(GatherFile("all", MakeArchive("tar", "", {{"a.json", kList}, {"./a.json", kOther}})),
            "tools-list all!a.json (other): a\n"
            "  tool: {\"inputSchema\":{},\"name\":\"add\"}\n"
            "problem all!./a.json: the archive has two entries of this path; the first one "
            "stands\n");
}

TEST(Archive, ThatIsEncryptedIsAProblem) {
  EXPECT_EQ(PlacesOf(Folder({{"all", MakeEncryptedZip({{"a.json", kList}})}}).Gather("all")),
            "problem all!a.json: the entry is encrypted and was skipped\n");
}

// Text that hardly compresses.
std::string Noise(size_t bytes) {
  std::string noise;
  uint32_t state = 1;
  while (noise.size() < bytes) {
    state = state * 1664525 + 1013904223;
    noise += static_cast<char>('a' + (state >> 24) % 26);
  }
  return noise;
}

TEST(Archive, ThatEndsEarlyKeepsWhatCameBefore) {
  for (const auto& [kind, bytes] :
       AllKinds({{"a.json", kList}, {"noise.txt", Noise(900000)}, {"z.json", kList}})) {
    // bzip2 unpacks blocks of 900 kB: of less than one, nothing can be read.
    if (kind == "tar bzip2") continue;
    Gathered gathered = Folder({{"all", bytes.substr(0, bytes.size() * 2 / 3)}}).Gather("all");
    ASSERT_EQ(gathered.listings.size(), 1u) << kind;
    EXPECT_EQ(gathered.listings[0].origin.place, "all!a.json") << kind;
    ASSERT_FALSE(gathered.problems.empty()) << kind;
    EXPECT_TRUE(
        gathered.problems[0].second.what.starts_with("damaged or cut short: ") ||
        gathered.problems[0].second.what.starts_with("the archive is damaged or ends early"))
        << kind << ": " << gathered.problems[0].second.what;
  }
}

TEST(Archive, CompressedFileThatEndsEarlyKeepsItsWholeLines) {
  std::string lines;
  for (int i = 0; i < 20000; ++i) {
    lines += R"({"server": "s", "tool": {"name": "t)" + std::to_string(i) +
             "\", \"description\": \"" + Noise(20) + std::to_string(i * 7919) + "\"}}\n";
  }
  std::string gzip = Compressed("gzip", lines);
  Gathered gathered = Folder({{"x.gz", gzip.substr(0, gzip.size() / 2)}}).Gather("x.gz");
  ASSERT_FALSE(gathered.listings.empty());
  EXPECT_GT(gathered.listings[0].tools->size(), 1000u);
  ASSERT_EQ(gathered.problems.size(), 2u);
  EXPECT_EQ(gathered.problems[0].second.place, "x.gz");
  EXPECT_EQ(gathered.problems[0].second.what, "damaged or cut short: truncated gzip input");
  EXPECT_TRUE(gathered.problems[1].second.place.starts_with("x.gz:"));
}

TEST(Archive, OfGarbageIsAProblem) {
  for (std::string magic : {std::string("PK\3\4"), std::string("\x1F\x8B\x08\x00", 4),
                            std::string("\xFD\x37zXZ\0", 6), std::string("\x28\xB5\x2F\xFD"),
                            std::string("BZh91AY&SY"), std::string(257, 'x') + "ustar"}) {
    for (const std::string& rest :
         {std::string(), std::string(1000, '\xAA'), std::string(70000, '\0')}) {
      Gathered gathered = Folder({{"all", magic + rest}}).Gather("all");
      EXPECT_TRUE(gathered.listings.empty());
      EXPECT_LE(gathered.problems.size(), 2u);
    }
  }
}

// --- Limits --------------------------------------------------------------------------------------

TEST(Archive, StopsAtABomb) {
  // Zeros compress a thousand to one.
  std::string zeros(kRatioFreeBytes + (size_t{8} << 20), '\0');
  for (const auto& [kind, bytes] : AllKinds({{"a.json", kList}, {"bomb", zeros}})) {
    if (kind == "tar ") continue;
    EXPECT_EQ(PlacesOf(Folder({{"all", bytes}}).Gather("all")),
              "all!a.json\nproblem all: the archive unpacks to more than kMaxCompressionRatio "
              "(100) times its size; the rest was not read\n")
        << kind;
  }
}

// The zip with its directory repeated, so that many entries share the bytes of a few.
std::string Overlapping(const std::string& zip, size_t times) {
  constexpr size_t kCountAt = 8;
  constexpr size_t kSizeAt = 12;
  constexpr size_t kOffsetAt = 16;
  const size_t end = zip.rfind(std::string("PK\5\6", 4));
  const auto number = [&](size_t at) {
    size_t value = 0;
    for (size_t i = 4; i-- > 0;) value = value << 8 | static_cast<unsigned char>(zip[end + at + i]);
    return value;
  };
  const size_t offset = number(kOffsetAt);
  std::string record = zip.substr(end);
  const auto write = [&](size_t at, size_t value, size_t bytes) {
    for (size_t i = 0; i < bytes; ++i) record[at + i] = static_cast<char>(value >> (8 * i) & 0xFF);
  };
  write(kCountAt, times, 2);
  write(kCountAt + 2, times, 2);
  write(kSizeAt, times * number(kSizeAt), 4);
  std::string overlapping = zip.substr(0, offset);
  for (size_t i = 0; i < times; ++i) overlapping += zip.substr(offset, number(kSizeAt));
  return overlapping + record;
}

TEST(Archive, WhoseEntriesShareTheirBytesIsNotUnpackedForEach) {
  const std::string zip =
      MakeZip({{"a.json", std::string(kList) + std::string(size_t{1} << 20, ' ')}});
  const Gathered gathered = Folder({{"all", Overlapping(zip, 10000)}}).Gather("all");
  // Ten gigabytes otherwise.
  ASSERT_EQ(gathered.listings.size(), 1u);
  EXPECT_LE(gathered.files, 10001u);
}

TEST(Archive, SkipsAnEntryBeyondTheLimitAndReadsOn) {
  // Not compressed, so that its ratio is none.
  std::string large = "{\"a\": \"" + std::string(kMaxEntryBytes, 'x') + "\"}";
  std::string tar = MakeArchive("tar", "", {{"large.json", large}, {"z.json", kList}});
  EXPECT_EQ(PlacesOf(Folder({{"all", tar}}).Gather("all")),
            "all!z.json\nproblem all!large.json: unpacks to more than kMaxEntryBytes (67,108,864) "
            "bytes and was skipped\n");
}

TEST(Archive, StopsAtTheLimitOfItsEntries) {
  // Empty entries cost nothing but time.
  std::vector<MadeEntry> entries(kMaxArchiveEntries + 5);
  for (size_t i = 0; i < entries.size(); ++i) entries[i].path = "e/" + std::to_string(i);
  EXPECT_EQ(PlacesOf(Folder({{"all", MakeArchive("tar", "", entries)}}).Gather("all")),
            "problem all: more entries than kMaxArchiveEntries (100,000); the rest was not read\n");
}

TEST(Archive, IsNotUnpackedTwice) {
  std::string inner = Compressed("gzip", Compressed("gzip", kList));
  EXPECT_EQ(GatherFile("twice.json.gz", inner),
            "problem twice.json.gz: compressed more than once; unpack it first\n");
}

TEST(ZipWithoutAppendix, CutsBehindTheLastDirectoryThatFits) {
  std::string zip = MakeZip({{"a", "b"}});
  EXPECT_EQ(ZipWithoutAppendix(zip), zip);
  EXPECT_EQ(ZipWithoutAppendix(zip + "signature"), zip);
  // A record whose directory lies behind itself is none.
  EXPECT_EQ(ZipWithoutAppendix(zip + "PK\5\6" + std::string(18, '\x7F')), zip);
  EXPECT_EQ(ZipWithoutAppendix(zip.substr(0, zip.size() - 1)), std::nullopt);
  EXPECT_EQ(ZipWithoutAppendix(""), std::nullopt);
}

}  // namespace
}  // namespace mcprisk
