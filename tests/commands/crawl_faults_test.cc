// What may befall a whole crawl, live servers and packages included: it is killed, the disk is
// full, another program has the catalog. Whatever it is, the next run comes to the same.
#include <SQLiteCpp/SQLiteCpp.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <random>

#include "support/catalog_text.h"
#include "support/crawl_replica.h"
#include "support/package_host.h"
#include "support/paths.h"
#include "support/run.h"

namespace mcprisk {
namespace {

using Clock = std::chrono::steady_clock;

constexpr const char* kFlags =
    " --live --packages --catalog c.db --quiet --allow-private 127.0.0.0/8 "
    "--limit kHostMilliseconds=0 --limit kMaxAttempts=1 --limit kMaxExchanges=128";

size_t FromEnvironment(const char* name, size_t otherwise) {
  const char* value = std::getenv(name);
  return value ? std::strtoul(value, nullptr, 10) : otherwise;
}

class CrawlFaultsTest : public testing::Test {
 protected:
  std::string Line(const CrawlReplica& replica) {
    return "mcprisk index " + replica.url() + kFlags;
  }
  Ran Index(const CrawlReplica& replica) { return RunShell(Line(replica), dir_.path()); }
  std::string Dump() { return DumpShown(dir_ / "c.db"); }
  void Forget() { RunShell("rm -rf c.db c.db-* c.db.archive", dir_.path()); }

  // Runs it and kills it with all it started after `wait`. False when it ended before.
  bool RunAndKill(const std::string& line, std::chrono::microseconds wait) {
    const pid_t child = fork();
    if (child == 0) {
      setpgid(0, 0);
      if (chdir(dir_.path().c_str()) != 0) _exit(126);
      const std::string path = ProgramPath();
      const std::string command = "exec " + path + line.substr(line.find(' '));
      execl("/bin/sh", "sh", "-c", command.c_str(), static_cast<char*>(nullptr));
      _exit(127);
    }
    usleep(static_cast<useconds_t>(wait.count()));
    kill(child, SIGKILL);
    int status = 0;
    waitpid(child, &status, 0);
    return WIFSIGNALED(status);
  }

  TempDir dir_;
};

// MCPRISK_KILLS and MCPRISK_KILL_SERVERS make it the long one: 50 moments of a larger crawl.
TEST_F(CrawlFaultsTest, KilledAtAnyMomentItComesToTheSame) {
  const size_t kills = FromEnvironment("MCPRISK_KILLS", 8);
  CrawlReplica replica(FromEnvironment("MCPRISK_KILL_SERVERS", 300), HostileMix::kQuick);
  const Clock::time_point start = Clock::now();
  Ran whole = Index(replica);
  EXPECT_EQ(whole.code, 1) << whole.err;  // hostile servers are problems
  auto duration = std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - start);
  const std::string expected = Dump();
  EXPECT_EQ(Rows(dir_ / "c.db", "SELECT count(*) FROM tool_risk WHERE tool GLOB 'get_1[0-9]*'"),
            std::to_string(replica.healthy()) + "\n");
  std::mt19937 random(20261129);
  size_t killed = 0;
  for (size_t i = 0; i < kills; ++i) {
    Forget();
    const auto moment = duration * static_cast<long>(random() % 1000) / 1000;
    if (RunAndKill(Line(replica), moment)) {
      ++killed;
    } else {
      duration = std::min(duration, moment);  // the machine is less busy than it was
    }
    Ran again = Index(replica);
    ASSERT_EQ(again.code, 1) << again.err;
    ASSERT_EQ(Dump(), expected) << "killed after " << moment.count() << " microseconds";
    ASSERT_EQ(Rows(dir_ / "c.db", "PRAGMA integrity_check"), "ok\n");
  }
  std::cout << "killed " << killed << " of " << kills << " runs\n";
  EXPECT_GT(killed, kills / 2);
}

// On a disk of its own, inside bubblewrap; what it holds then is saved.
TEST_F(CrawlFaultsTest, AFullDiskIsSaidAndLosesNothing) {
  if (RunShell("bwrap --bind / / --dev-bind /dev /dev --size 4096 --tmpfs /mnt true", "/").code !=
      0) {
    GTEST_SKIP() << "no bubblewrap that can mount";
  }
  CrawlReplica replica(300, HostileMix::kQuick);
  Index(replica);
  const std::string expected = Dump();
  const size_t requests = replica.server_requests();
  Forget();
  const std::string folder = dir_.path();
  // 700 kB hold a part of the archive or of the catalog.
  Ran full = RunShell("bwrap --bind / / --dev-bind /dev /dev --size 700000 --tmpfs /mnt sh -c '" +
                          std::string("cd /mnt && ") + Line(replica) + "; code=$?; cp -r /mnt/. " +
                          folder + "; exit $code'",
                      folder);
  EXPECT_EQ(full.code, 2) << full.err;
  EXPECT_NE(full.err.find("No space left on device"), std::string::npos) << full.err;
  const size_t before = replica.server_requests();
  EXPECT_EQ(Index(replica).code, 1);
  EXPECT_EQ(Dump(), expected);
  // What was acknowledged was not asked for again.
  EXPECT_LT(replica.server_requests() - before, requests);
}

TEST_F(CrawlFaultsTest, ALockedCatalogIsSaidAndNothingIsFetchedForIt) {
  CrawlReplica replica(20, HostileMix::kNone);
  Index(replica);
  const size_t requests = replica.server_requests() + replica.list_requests();
  {
    SQLite::Database other(dir_ / "c.db", SQLite::OPEN_READWRITE);
    other.exec("BEGIN IMMEDIATE");
    Ran ran = Index(replica);
    EXPECT_EQ(ran.code, 2);
    EXPECT_EQ(ran.err,
              "mcprisk: c.db: another program is writing to it; try again when it has ended\n");
  }
  EXPECT_EQ(replica.server_requests() + replica.list_requests(), requests);
  EXPECT_EQ(Index(replica).code, 0);
}

TEST_F(CrawlFaultsTest, APackageShowsWhereItDeclaresItsTools) {
  PackageHost host;
  host.PutNpm("@acme/lawn", "1.0.0", NpmTarball("@acme/lawn", "1.0.0", "mow_lawn"));
  ReplicaRecord record{"com.acme/lawn"};
  record.json =
      R"({"server":{"name":"com.acme/lawn","description":"Lawns.","version":"1","packages":
      [{"registryType":"npm","identifier":"@acme/lawn","version":"1.0.0"}]}})";
  RegistryReplica replica({record});
  const std::string line =
      "mcprisk index " + replica.url() + " --package-registry npm=" + host.Registry("npm") + kFlags;
  Ran planned = RunShell(line + " --dry-run", dir_.path());
  EXPECT_NE(planned.out.find("packages\n  fetches  0 of the 0 that the lists named when they were "
                             "last crawled\n"),
            std::string::npos)
      << planned.out;
  EXPECT_EQ(RunShell(line, dir_.path()).code, 0);
  const std::string tool = RunShell("mcprisk tool mow_lawn --catalog c.db", dir_.path()).out;
  EXPECT_NE(tool.find("  basis      name, description, static\n"
                      "  declared   npm:@acme/lawn@1.0.0!package/index.js:2\n"),
            std::string::npos)
      << tool;
  const std::string server =
      RunShell("mcprisk server com.acme/lawn --catalog c.db", dir_.path()).out;
  EXPECT_NE(server.find("  static      1 of these read from the source of a package, which was not "
                        "run\n"),
            std::string::npos)
      << server;
  const std::string json =
      RunShell("mcprisk server com.acme/lawn --json --catalog c.db", dir_.path()).out;
  EXPECT_NE(json.find("\"declared\": \"npm:@acme/lawn@1.0.0!package/index.js:2\""),
            std::string::npos);
  // The second plan knows what the first run has.
  planned = RunShell(line + " --dry-run", dir_.path());
  EXPECT_NE(planned.out.find("packages\n  fetches  0 of the 1 that"), std::string::npos)
      << planned.out;
}

}  // namespace
}  // namespace mcprisk
