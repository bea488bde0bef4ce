// snapshot as publishers and takers meet it, and as somebody in between might change it.
#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include "base/text.h"
#include "support/paths.h"
#include "support/run.h"

namespace mcprisk {
namespace {

namespace fs = std::filesystem;

// A catalog, a key, and a snapshot of the day before yesterday in "snap".
class SnapshotTest : public testing::Test {
 protected:
  void SetUp() override {
    WriteWholeFile(folder_ / "tools.jsonl",
                   R"({"server":"acme","tool":{"name":"list_notes","description":"List notes."}})"
                   "\n"
                   R"({"server":"acme","tool":{"name":"wipe","description":"Wipe all notes."}})"
                   "\n");
    ASSERT_EQ(Run("mcprisk index --quiet tools.jsonl && mcprisk snapshot keygen my").code, 0);
    Made(2);
  }

  Ran Run(const std::string& line) {
    return RunShell("export HOME=$PWD XDG_STATE_HOME=$PWD/state; " + line, folder_.path());
  }
  // A snapshot of so many days ago.
  void Made(int days, const std::string& to = "snap", const std::string& more = "") {
    const Ran ran =
        Run("SOURCE_DATE_EPOCH=$(($(date +%s) - " + std::to_string(days) +
            " * 86400)) mcprisk snapshot catalog.db --sign my.key --out " + to + " " + more);
    ASSERT_EQ(ran.code, 0) << ran.err;
  }
  // What verify says is wrong; empty when nothing is. Nothing is left behind then.
  std::string Wrong(const std::string& folder = "snap", const std::string& key = "my.pub") {
    const Ran ran = Run("mcprisk snapshot verify " + folder + " --key " + key + " --out got.db");
    EXPECT_EQ(ran.code == 0, fs::exists(folder_ / "got.db")) << ran.err;
    EXPECT_EQ(Run("ls -A | grep part").out, "");
    fs::remove(folder_ / "got.db");
    return ReplaceAll(ran.err, "mcprisk: ", "");
  }
  // Turns one bit of a file.
  void Flip(const std::string& file, size_t at) {
    std::string bytes = ReadWholeFile(folder_ / file);
    ASSERT_LT(at, bytes.size());
    bytes[at] = static_cast<char>(bytes[at] ^ 1);
    WriteWholeFile(folder_ / file, bytes);
  }
  void Change(const std::string& from, const std::string& to) {
    const std::string text = ReadWholeFile(folder_ / "snap/manifest.json");
    EXPECT_NE(text.find(from), std::string::npos) << from;
    WriteWholeFile(folder_ / "snap/manifest.json", ReplaceAll(text, from, to));
  }
  // Signs what Change left, as a publisher who is wrong would.
  void SignAgain() {
    ASSERT_EQ(Run("minisign -S -s my.key -m snap/manifest.json -x snap/manifest.json.minisig").code,
              0);
  }
  bool HasMinisign() { return Run("minisign -v").code == 0; }

  TempDir folder_;
};

TEST_F(SnapshotTest, WhatIsMadeIsTaken) {
  EXPECT_EQ(Wrong(), "");
  const Ran ran = Run("mcprisk snapshot verify snap --key my.pub --out got.db");
  EXPECT_NE(ran.out.find("snap: version 1 of key "), std::string::npos) << ran.out;
  EXPECT_NE(ran.out.find(", 1 server, 2 tools\ngot.db holds it\n"), std::string::npos) << ran.out;
  EXPECT_EQ(Run("mcprisk diff catalog.db got.db").out, "nothing changed\n");
}

TEST_F(SnapshotTest, TheSameCatalogGivesTheSameBytes) {
  Made(1, "a");
  const std::string made = ReadWholeFile(folder_ / "a/manifest.json");
  const size_t at = made.find("\"built_at\": \"") + 13;
  const std::string epoch = "SOURCE_DATE_EPOCH=$(date -d " + made.substr(at, 20) + " +%s) ";
  EXPECT_EQ(Run(epoch + "mcprisk snapshot catalog.db --sign my.key --out b && diff -r a b")
                .out.find("diff"),
            std::string::npos);
}

TEST_F(SnapshotTest, TheStockProgramVerifiesIt) {
  if (!HasMinisign()) GTEST_SKIP() << "minisign is not installed";
  const Ran ran = Run("minisign -V -p my.pub -m snap/manifest.json");
  EXPECT_EQ(ran.code, 0) << ran.out << ran.err;
  EXPECT_TRUE(
      ran.out.starts_with("Signature and comment signature verified\n"
                          "Trusted comment: mcprisk snapshot version 1 built "))
      << ran.out;
}

TEST_F(SnapshotTest, KeysOfTheStockProgramAreTaken) {
  if (!HasMinisign()) GTEST_SKIP() << "minisign is not installed";
  ASSERT_EQ(Run("minisign -G -W -p stock.pub -s stock.key").code, 0);
  ASSERT_EQ(Run("mcprisk snapshot catalog.db --sign stock.key --out other").code, 0);
  EXPECT_EQ(Wrong("other", "stock.pub"), "");
  EXPECT_EQ(Wrong("other", "\"$(tail -1 stock.pub)\""), "");
  EXPECT_EQ(Run("minisign -V -p stock.pub -m other/manifest.json").code, 0);
  ASSERT_EQ(Run("printf 'pw\\npw\\n' | minisign -G -p locked.pub -s locked.key").code, 0);
  EXPECT_EQ(Run("mcprisk snapshot catalog.db --sign locked.key --out x").err,
            "mcprisk: locked.key: is protected by a password, which cannot be asked for here; make "
            "a key without one with \"mcprisk snapshot keygen\" or \"minisign -G -W\"\n");
}

TEST_F(SnapshotTest, AFlippedBitAnywhereIsNoticed) {
  for (const std::string file :
       {"snap/manifest.json", "snap/manifest.json.minisig", "snap/catalog-1.db.zst"}) {
    const std::string whole = ReadWholeFile(folder_ / file);
    for (size_t i = 0; i < 24; ++i) {
      const size_t at = i * (whole.size() - 1) / 23;
      const std::string line(whole.substr(0, at));
      // The untrusted comment, and line ends, are nobody's promise.
      const bool unsigned_text =
          file.ends_with("minisig") && (line.find('\n') == std::string::npos || whole[at] == '\n');
      if (unsigned_text) continue;
      Flip(file, at);
      EXPECT_NE(Wrong(), "") << file << " " << at;
      WriteWholeFile(folder_ / file, whole);
    }
  }
  EXPECT_EQ(Wrong(), "");
}

TEST_F(SnapshotTest, TruncatedAndSwappedFiles) {
  const std::string packed = ReadWholeFile(folder_ / "snap/catalog-1.db.zst");
  WriteWholeFile(folder_ / "snap/catalog-1.db.zst", packed.substr(0, packed.size() / 2));
  EXPECT_EQ(Wrong(), "snap/catalog-1.db.zst: is shorter than its manifest says\n");
  WriteWholeFile(folder_ / "snap/catalog-1.db.zst", packed + "more");
  EXPECT_EQ(Wrong(), "snap/catalog-1.db.zst: is longer than its manifest says\n");
  ASSERT_EQ(Run("head -1 tools.jsonl > one.jsonl && mcprisk index --quiet one.jsonl --catalog "
                "one.db && mcprisk snapshot one.db --out one && "
                "cp one/catalog-1.db.zst snap/catalog-1.db.zst")
                .code,
            0);
  EXPECT_TRUE(Wrong().starts_with("snap/catalog-1.db.zst: ")) << Wrong();
  fs::remove(folder_ / "snap/catalog-1.db.zst");
  EXPECT_EQ(Wrong(), "snap/catalog-1.db.zst: cannot be opened (No such file or directory)\n");
  WriteWholeFile(folder_ / "snap/catalog-1.db.zst", packed);
  WriteWholeFile(folder_ / "snap/manifest.json", std::string(70000, ' '));
  EXPECT_EQ(Wrong(), "snap/manifest.json: is larger than kMaxManifestBytes, 65,536 bytes\n");
}

TEST_F(SnapshotTest, OldSnapshotsAreRefused) {
  Made(9, "old");
  EXPECT_NE(Wrong("old").find("; get a newer snapshot\n"), std::string::npos);
  fs::copy(folder_ / "snap", folder_ / "first");
  Made(1);
  EXPECT_EQ(Wrong(), "");
  EXPECT_EQ(Wrong(), "");
  // It is signed and fresh, but a newer one was seen.
  EXPECT_EQ(Wrong("first"),
            "first/manifest.json: is version 1, but version 2 of this key was seen before: an old "
            "snapshot is passed off as new\n");
  fs::remove_all(folder_ / "state");
  EXPECT_EQ(Wrong("first"), "");
  Made(0, "other");
  EXPECT_EQ(Wrong("other"),
            "other/manifest.json: is another version 1 than the one of this key that was seen "
            "before\n");
}

TEST_F(SnapshotTest, AnotherKeyIsNotTaken) {
  ASSERT_EQ(Run("mcprisk snapshot keygen other").code, 0);
  EXPECT_NE(Wrong("snap", "other.pub").find("snap/manifest.json.minisig: is made by key "),
            std::string::npos);
  EXPECT_EQ(Wrong("snap", "my.key"),
            "my.key: is no public key of minisign (two lines, the second begins with \"RW\")\n");
  EXPECT_EQ(Run("mcprisk snapshot catalog.db --sign my.pub --out x").err,
            "mcprisk: my.pub: is no secret key of minisign; make one with \"mcprisk snapshot "
            "keygen\"\n");
  EXPECT_EQ(Run("mcprisk snapshot keygen my").err,
            "mcprisk: my.key: is there already; name others, or move it away\n");
  ASSERT_EQ(Run("mcprisk snapshot catalog.db --out snap").code, 0);
  EXPECT_NE(Wrong().find("snap/manifest.json.minisig: cannot be read"), std::string::npos);
}

TEST_F(SnapshotTest, ManifestsThatLieThoughSigned) {
  if (!HasMinisign()) GTEST_SKIP() << "minisign is not installed";
  Change("catalog-1.db.zst", "../catalog.db.zst");
  SignAgain();
  EXPECT_EQ(Wrong(),
            "snap/manifest.json: names a file \"../catalog.db.zst\", which is no plain name\n");
  Change("../catalog.db.zst", "catalog-1.db.zst");
  // Fields of later programs are no harm.
  Change("\"previous\": null", "\"previous\": null, \"mirrors\": [\"https://acme.example\"]");
  SignAgain();
  EXPECT_EQ(Wrong(), "");
  Change("\"previous\": null", "\"previous\": null, \"version\": 7");
  SignAgain();
  EXPECT_EQ(Wrong(), "snap/manifest.json: has a duplicate key \"version\"\n");
  Change(", \"version\": 7", "");
  Change("\"format_version\": 1", "\"format_version\": 2");
  SignAgain();
  EXPECT_EQ(
      Wrong(),
      "snap/manifest.json: is of a format that this program does not know; upgrade mcprisk\n");
}

TEST_F(SnapshotTest, TheManifestIsOfItsSchema) {
  if (Run("python3 -c 'import jsonschema'").code != 0) {
    GTEST_SKIP() << "python3-jsonschema is not installed";
  }
  const Ran ran = Run(SourceDir() + "/tests/tools/validate " + SourceDir() +
                      "/data/schemas/manifest.schema.json snap/manifest.json");
  EXPECT_EQ(ran.out + ran.err, "");
}

}  // namespace
}  // namespace mcprisk
