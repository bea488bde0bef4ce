// mcprisk index against registries on the loopback, as a user runs it.
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <random>
#include <regex>

#include "support/catalog_text.h"
#include "support/hostile_mcp.h"
#include "support/paths.h"
#include "support/registry_replica.h"
#include "support/run.h"

namespace mcprisk {
namespace {

constexpr const char* kFlags =
    " --catalog c.db --quiet --allow-private 127.0.0.0/8 --limit kHostMilliseconds=0 "
    "--limit kMaxAttempts=1";

class NetworkIndexTest : public testing::Test {
 protected:
  Ran Index(const std::string& arguments) {
    return RunShell("mcprisk index " + arguments + kFlags, dir_.path());
  }
  // Listings that are open, "name version status", by name.
  std::string Open(const std::string& catalog = "c.db") {
    return Rows(dir_ / catalog,
                "SELECT name, version, status, place FROM listing WHERE gone_run IS NULL "
                "ORDER BY name");
  }
  size_t CountOpen() {
    return std::stoul(Rows(dir_ / "c.db", "SELECT count(*) FROM listing WHERE gone_run IS NULL"));
  }

  TempDir dir_;
};

TEST_F(NetworkIndexTest, FillsTheCatalogAndSaysWhatBecameOfEachSource) {
  RegistryReplica replica(SampleRecords(250));
  RegistryReplica broken(SampleRecords(1));
  broken.broken_from = 1;
  Ran ran = RunShell("mcprisk index " + replica.url() + " " + broken.url() +
                         " --catalog c.db --allow-private 127.0.0.0/8 --limit "
                         "kHostMilliseconds=0 --limit kMaxAttempts=1",
                     dir_.path());
  EXPECT_EQ(ran.code, 1) << ran.err;
  const std::string ports = std::regex_replace(ran.err, std::regex("127.0.0.1:[0-9]+"), "HOST");
  const std::string table = ports.substr(ports.find("  http://"));
  EXPECT_EQ(std::regex_replace(table, std::regex("[0-9.]+ kB"), "N kB"),
            "  http://HOST complete · 250 servers · 3 fetched, 0 unchanged, 0 from the archive, "
            "N kB\n"
            "  http://HOST not complete · 0 servers · 0 fetched, 0 unchanged, 0 from the archive, "
            "11 B\n"
            "    1 × http.server_error: the server failed\n");
  EXPECT_EQ(CountOpen(), 250u);
  EXPECT_EQ(Rows(dir_ / "c.db", "SELECT what FROM problem"),
            "http.server_error: the server failed (HTTP 503)\n");
}

TEST_F(NetworkIndexTest, OnlyACompleteCrawlMarksAServerAsGone) {
  RegistryReplica replica(SampleRecords(250));
  EXPECT_EQ(Index(replica.url()).code, 0);
  replica.Remove("io.github.acme/server-00001");
  replica.broken_from = replica.requests() + 3;
  EXPECT_EQ(Index(replica.url() + " --full").code, 1);
  EXPECT_EQ(CountOpen(), 250u);
  replica.broken_from = 0;
  EXPECT_EQ(Index(replica.url() + " --full").code, 0);
  EXPECT_EQ(CountOpen(), 249u);
  replica.Put({"io.github.acme/server-00001", "3.0.0", "2026-06-01T00:00:00Z"});
  EXPECT_EQ(Index(replica.url()).code, 0);
  EXPECT_EQ(CountOpen(), 250u);
}

TEST_F(NetworkIndexTest, OfflineMakesTheSameCatalogAgain) {
  {
    RegistryReplica replica(SampleRecords(150));
    WriteWholeFile(dir_ / "url", replica.url());
    EXPECT_EQ(Index(replica.url()).code, 0);
  }
  const std::string first = Open();
  Ran ran = RunShell(
      "mv c.db.archive kept && rm c.db && mcprisk index --offline --archive kept "
      "--quiet --catalog c.db \"$(cat url)\"",
      dir_.path());
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_EQ(Open(), first);
}

TEST_F(NetworkIndexTest, LiveServersAreAskedAndJudged) {
  LoopbackServer server(HostileMcpReply);
  ReplicaRecord record{"com.acme/notes"};
  record.json = R"({"server":{"name":"com.acme/notes","description":"Notes.","version":"1",
      "remotes":[{"type":"streamable-http","url":")" +
                server.Url("/tools/one-bad") + "\"}]}}";
  RegistryReplica replica({record});
  Ran ran = Index("--live " + replica.url());
  EXPECT_EQ(ran.code, 1) << ran.err;  // one of its tools is bad
  // One server, by the name that both records have.
  EXPECT_EQ(Rows(dir_ / "c.db", "SELECT name FROM server"), "com.acme/notes\n");
  EXPECT_NE(Rows(dir_ / "c.db", "SELECT count(*) FROM tool_risk WHERE source = 'live'"), "0\n");
}

TEST_F(NetworkIndexTest, ThePlanAsksNobodyAndMakesNothing) {
  RegistryReplica replica(SampleRecords(150));
  Ran before = Index("--dry-run " + replica.url());
  EXPECT_EQ(before.out, replica.url() + "\n  asks     " + replica.url() +
                            "\n  fetches  everything\n  last     never\n"
                            "as mcprisk/0.1.0 (risk catalog of MCP tools)\n");
  EXPECT_EQ(replica.requests(), 0u);
  EXPECT_EQ(RunShell("ls", dir_.path()).out, "");
  Index(replica.url());
  Ran after = Index("--dry-run --contact ops@acme.example " + replica.url());
  EXPECT_NE(after.out.find("\n  fetches  changes since 2026-04-30T23:00:00Z\n"), std::string::npos)
      << after.out;
  EXPECT_NE(after.out.find("; ops@acme.example)"), std::string::npos) << after.out;
}

TEST_F(NetworkIndexTest, AForbiddenAddressIsNotAsked) {
  RegistryReplica replica(SampleRecords(1));
  Ran ran = RunShell("mcprisk index --quiet " + replica.url(), dir_.path());
  EXPECT_EQ(ran.code, 1);
  EXPECT_EQ(replica.requests(), 0u);
  EXPECT_EQ(Rows(dir_ / "catalog.db", "SELECT what FROM problem"),
            "address.forbidden: the name leads to an address that is not public (127.0.0.1)\n");
}

TEST_F(NetworkIndexTest, WrongFlagsAreUsageErrors) {
  EXPECT_EQ(Index("official --limit kMaxBody=1").err,
            "mcprisk: --limit: no limit \"kMaxBody\" can be set, did you mean kMaxBodyBytes? "
            "(mcprisk limits lists them)\n");
  Ran ran = Index("official --allow-private 10.0.0.0/40");
  EXPECT_EQ(ran.code, 64);
  EXPECT_EQ(ran.err,
            "mcprisk: --allow-private: \"10.0.0.0/40\" is neither a host nor a range such as "
            "10.1.0.0/16\n");
}

// Killed after a random time, and run again until it ends by itself.
TEST_F(NetworkIndexTest, KilledAnywhereItComesToTheSame) {
  RegistryReplica replica(SampleRecords(3000));
  EXPECT_EQ(Index(replica.url()).code, 0);
  const std::string whole = Open();
  const std::string tools = Rows(dir_ / "c.db", "SELECT count(*) FROM identity");
  const size_t requests = replica.requests();
  RunShell("rm -r c.db c.db.archive", dir_.path());

  replica.pause_milliseconds = 40;  // so that a run takes longer than any of them is given
  std::mt19937 random(20260601);
  const std::string program = ProgramPath();
  constexpr int kKills = 25;
  int killed = 0;
  for (int i = 0; i < kKills; ++i) {
    const pid_t child = fork();
    ASSERT_NE(child, -1);
    if (child == 0) {
      if (chdir(dir_.path().c_str()) != 0) _exit(126);
      execl(program.c_str(), "mcprisk", "index", replica.url().c_str(), "--catalog", "c.db",
            "--quiet", "--allow-private", "127.0.0.0/8", "--limit", "kHostMilliseconds=0",
            static_cast<char*>(nullptr));
      _exit(127);
    }
    usleep(1000 * (50 + random() % 400));
    kill(child, SIGKILL);
    int status = 0;
    waitpid(child, &status, 0);
    if (!WIFSIGNALED(status)) break;  // the next would ask for everything again
    ++killed;
  }
  replica.pause_milliseconds = 0;
  EXPECT_EQ(Index(replica.url()).code, 0);
  EXPECT_EQ(Open(), whole);
  EXPECT_EQ(Rows(dir_ / "c.db", "SELECT count(*) FROM identity"), tools);
  EXPECT_EQ(Rows(dir_ / "c.db", "PRAGMA integrity_check"), "ok\n");
  EXPECT_GT(killed, 5);
  // Each run asks for robots.txt, and at most for the answer again that was on its way.
  EXPECT_LE(replica.requests() - requests, requests + 2 * static_cast<size_t>(killed) + 10);
}

}  // namespace
}  // namespace mcprisk
