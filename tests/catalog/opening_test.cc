// What opening says of files that are no catalog, or not ours to write.
#include <SQLiteCpp/Database.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <thread>

#include "base/text.h"
#include "catalog/catalog.h"
#include "catalog/reader.h"
#include "support/catalog_text.h"
#include "support/paths.h"

namespace mcprisk {
namespace {

constexpr char kOneTool[] =
    "mcpm weather: npm:weather\n"
    "  get_weather: Get the weather.\n";

// The message of the Error that `work` throws, with the folder's path taken out.
template <typename Work>
std::string ErrorOf(const TempDir& dir, Work work) {
  try {
    work();
  } catch (const Error& error) {
    return ReplaceAll(error.what(), dir.path() + "/", "");
  }
  return "no error";
}

std::string WriteError(const TempDir& dir, const std::string& name) {
  return ErrorOf(dir, [&] { IndexText(dir / name, kOneTool); });
}

std::string ReadError(const TempDir& dir, const std::string& name) {
  return ErrorOf(dir, [&] { CatalogReader(dir / name).Stats(); });
}

void WriteFile(const std::string& path, const std::string& bytes) {
  std::ofstream(path, std::ios::binary) << bytes;
}

std::string ReadFile(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

TEST(Opening, AMissingFileIsMadeByAWriterOnly) {
  TempDir dir;
  EXPECT_EQ(ReadError(dir, "catalog.db"),
            "catalog.db: there is no such catalog; make it with \"mcprisk index\", or name another "
            "file with --catalog");
  EXPECT_FALSE(std::filesystem::exists(dir / "catalog.db"));
  EXPECT_EQ(WriteError(dir, "catalog.db"), "no error");
  EXPECT_EQ(ReadError(dir, "catalog.db"), "no error");
}

TEST(Opening, AnEmptyFileIsFilledByAWriterOnly) {
  TempDir dir;
  WriteFile(dir / "empty.db", "");
  EXPECT_EQ(ReadError(dir, "empty.db"),
            "empty.db: is empty, not a catalog; name another file with --catalog");
  EXPECT_EQ(WriteError(dir, "empty.db"), "no error");
  EXPECT_EQ(ReadError(dir, "empty.db"), "no error");
}

TEST(Opening, ACatalogWithoutARunIsEmpty) {
  TempDir dir;
  { Catalog catalog(dir / "new.db"); }
  CatalogReader reader(dir / "new.db");
  EXPECT_EQ(reader.Stats().servers, 0u);
  EXPECT_EQ(reader.Stats().updated, "");
  EXPECT_TRUE(reader.ServerNames().empty());
  EXPECT_TRUE(reader.ToolsByName("get_weather", 9).empty());
  EXPECT_TRUE(reader.Search({.text = "weather"}).empty());
  EXPECT_TRUE(reader.Riskiest(9).empty());
}

TEST(Opening, AFolder) {
  TempDir dir;
  std::filesystem::create_directory(dir / "folder");
  const std::string message =
      "folder: is a folder, not a catalog; name another file with --catalog";
  EXPECT_EQ(WriteError(dir, "folder"), message);
  EXPECT_EQ(ReadError(dir, "folder"), message);
}

TEST(Opening, AMissingFolder) {
  TempDir dir;
  EXPECT_EQ(WriteError(dir, "no/such/catalog.db"),
            "no/such/catalog.db: cannot be made, there is no folder no/such");
}

TEST(Opening, AFileThatIsNoDatabase) {
  TempDir dir;
  const std::string text(5000, '#');
  WriteFile(dir / "notes.txt", text);
  const std::string message = "notes.txt: is not a catalog; name another file with --catalog";
  EXPECT_EQ(WriteError(dir, "notes.txt"), message);
  EXPECT_EQ(ReadError(dir, "notes.txt"), message);
  EXPECT_EQ(ReadFile(dir / "notes.txt"), text);
}

TEST(Opening, ADatabaseOfAnotherProgram) {
  TempDir dir;
  SQLite::Database(dir / "other.db", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE)
      .exec("CREATE TABLE cookies (name TEXT)");
  const std::string before = ReadFile(dir / "other.db");
  const std::string message =
      "other.db: is an SQLite file of another program, not a catalog; name another file with "
      "--catalog";
  EXPECT_EQ(WriteError(dir, "other.db"), message);
  EXPECT_EQ(ReadError(dir, "other.db"), message);
  EXPECT_EQ(ReadFile(dir / "other.db"), before);
}

TEST(Opening, ANewerSchema) {
  TempDir dir;
  IndexText(dir / "catalog.db", kOneTool);
  SQLite::Database(dir / "catalog.db", SQLite::OPEN_READWRITE).exec("PRAGMA user_version = 7");
  const std::string message =
      "catalog.db: made by schema 7, this program reads up to 4; upgrade mcprisk, or index into a "
      "new file with --catalog";
  EXPECT_EQ(WriteError(dir, "catalog.db"), message);
  EXPECT_EQ(ReadError(dir, "catalog.db"), message);
}

TEST(Opening, AnImpossibleSchema) {
  TempDir dir;
  IndexText(dir / "catalog.db", kOneTool);
  SQLite::Database(dir / "catalog.db", SQLite::OPEN_READWRITE).exec("PRAGMA user_version = 0");
  EXPECT_EQ(ReadError(dir, "catalog.db"),
            "catalog.db: is damaged: no schema is numbered 0; name another file with --catalog");
}

// Anything may come out of a damaged file but a crash; what is read is as it was or an Error.
TEST(Opening, DamagedFilesAreErrorsOrRead) {
  TempDir dir;
  std::string text;
  for (int i = 0; i < 40; ++i) {
    text += "mcpm server" + std::to_string(i) + ": npm:package" + std::to_string(i) + "\n";
    for (int k = 0; k < 5; ++k) {
      text += "  get_" + std::to_string(i) + "_" + std::to_string(k) + ": Gets the thing.\n";
    }
  }
  IndexText(dir / "whole.db", text);
  const std::string whole = ReadFile(dir / "whole.db");
  unsigned seed = 1;
  const auto random = [&](size_t below) {
    seed = seed * 1103515245u + 12345u;
    return (seed >> 8) % below;
  };
  int errors = 0;
  for (int round = 0; round < 150; ++round) {
    std::string damaged = whole;
    if (round % 3 == 0) {
      damaged.resize(random(whole.size()));
    } else {
      for (int i = 0; i < 400; ++i) damaged[random(whole.size())] = static_cast<char>(random(256));
    }
    WriteFile(dir / "damaged.db", damaged);
    const std::string read = ErrorOf(dir, [&] {
      CatalogReader reader(dir / "damaged.db");
      reader.Stats();
      reader.Riskiest(20);
      reader.Search({.text = "thing"});
      reader.FindServers("server1", 5);
      reader.ToolsByName("get_1_1", 5);
      reader.Problems(5);
    });
    const std::string written = WriteError(dir, "damaged.db");
    errors += read != "no error";
    for (const std::string& message : {read, written}) {
      EXPECT_TRUE(message == "no error" || message.starts_with("damaged.db: ")) << message;
    }
  }
  EXPECT_GT(errors, 75);
}

// A view that would keep SQLite busy for hours is not even compiled.
TEST(Opening, AStrangersSchemaMayNotAskForMuch) {
  TempDir dir;
  ASSERT_EQ(WriteError(dir, "c.db"), "no error");
  std::string selects = "SELECT * FROM was_standing";
  for (int i = 0; i < 200; ++i) selects += " UNION ALL SELECT * FROM was_standing";
  SQLite::Database file(dir / "c.db", SQLite::OPEN_READWRITE);
  const std::string sql =
      file.execAndGet("SELECT sql FROM sqlite_schema WHERE name = 'standing'").getString();
  file.exec("DROP VIEW tool_risk; DROP VIEW standing");
  file.exec(ReplaceAll(sql, "VIEW standing", "VIEW was_standing"));
  file.exec("CREATE VIEW standing AS " + selects);
  EXPECT_EQ(ReadError(dir, "c.db"),
            "c.db: is damaged (SQLite: malformed database schema (standing) - too many terms in "
            "compound SELECT); index into a new file with --catalog");
}

TEST(Opening, OneWriterAtATime) {
  TempDir dir;
  IndexText(dir / "catalog.db", kOneTool);
  Catalog first(dir / "catalog.db");
  first.BeginRun(Sha256("rules"), "0.1.0", "now");
  EXPECT_EQ(ErrorOf(dir,
                    [&] {
                      Catalog second(dir / "catalog.db", {.busy_milliseconds = 50, .max_bytes = 0});
                      second.BeginRun(Sha256("rules"), "0.1.0", "now");
                    }),
            "catalog.db: another program is writing to it; try again when it has ended");
  EXPECT_EQ(CatalogReader(dir / "catalog.db").Stats().tools, 1u);
  first.Finish({}, "later");
  EXPECT_EQ(WriteError(dir, "catalog.db"), "no error");
}

// A run keeps the file to itself but for the moment between two transactions. Whoever uses that
// moment is noticed, since the run knows what it stored and not what others did.
TEST(Opening, AWriterThatSlipsInIsNoticed) {
  TempDir dir;
  const std::string path = dir / "catalog.db";
  IndexText(path, kOneTool);
  std::atomic<bool> slipped_in = false;
  std::atomic<bool> stop = false;
  std::string error;
  const auto slip_in = [&] {
    SQLite::Database database(path, SQLite::OPEN_READWRITE);
    while (!stop && !slipped_in) {
      slipped_in = database.tryExec("UPDATE server SET name = name") == SQLite::OK;
    }
  };
  {
    Catalog catalog(path);
    catalog.BeginRun(Sha256("rules"), "0.1.0", "now");
    std::thread other(slip_in);
    error = ErrorOf(dir, [&] {
      for (size_t i = 0; i < 300 * kToolsPerTransaction; ++i) {
        catalog.AddProblem({"mcpm", "/data/mcpm"}, {"file" + std::to_string(i % 9), "not JSON"});
      }
    });
    stop = true;
    other.join();
  }
  if (!slipped_in) GTEST_SKIP() << "the other writer never found the moment";
  EXPECT_EQ(error,
            "catalog.db: another program has written to it during this run; what was stored before "
            "is whole: index again");
}

TEST(Opening, AFinishedCatalogIsOneFile) {
  TempDir dir;
  IndexText(dir / "catalog.db", kOneTool);
  EXPECT_EQ(Rows(dir / "catalog.db", "PRAGMA journal_mode"), "delete\n");
  size_t files = 0;
  for ([[maybe_unused]] const auto& entry : std::filesystem::directory_iterator(dir.path()))
    ++files;
  EXPECT_EQ(files, 1u);
}

TEST(Opening, AReaderInTheMiddleDoesNotStopTheEnd) {
  TempDir dir;
  IndexText(dir / "catalog.db", kOneTool);
  CatalogReader reader(dir / "catalog.db");
  EXPECT_EQ(reader.Stats().tools, 1u);
  IndexText(dir / "catalog.db", "mcpm mail:\n  get_mail: Get it.\n  delete_mail: Away.\n");
  EXPECT_EQ(reader.Stats().tools, 2u);
  IndexText(dir / "catalog.db", kOneTool);
  EXPECT_EQ(reader.Stats().tools, 1u);
}

// As a user without rights; root may do everything.
template <typename Work>
std::string ErrorOfNobody(const TempDir& dir, Work work) {
  int channel[2];
  if (pipe(channel) != 0) return "no pipe";
  const pid_t child = fork();
  if (child == 0) {
    if (geteuid() == 0 && setuid(65534) != 0) _exit(1);
    const std::string message = ErrorOf(dir, work);
    const ssize_t written = write(channel[1], message.data(), message.size());
    _exit(written < 0 ? 1 : 0);
  }
  close(channel[1]);
  std::string message;
  char buffer[512];
  for (ssize_t count; (count = read(channel[0], buffer, sizeof(buffer))) > 0;) {
    message.append(buffer, static_cast<size_t>(count));
  }
  close(channel[0]);
  int status = 0;
  waitpid(child, &status, 0);
  return message;
}

TEST(Opening, WithoutRights) {
  TempDir dir;
  chmod(dir.path().c_str(), 0755);
  IndexText(dir / "catalog.db", kOneTool);
  chmod((dir / "catalog.db").c_str(), 0444);
  chmod(dir.path().c_str(), 0555);
  EXPECT_EQ(ErrorOfNobody(dir, [&] { IndexText(dir / "catalog.db", kOneTool); }),
            "catalog.db: cannot be written, the file is read-only");
  EXPECT_EQ(ErrorOfNobody(dir, [&] { IndexText(dir / "new.db", kOneTool); }),
            "new.db: cannot be opened, look at the permissions of the file and its folder (SQLite: "
            "unable to open database file)");
  EXPECT_EQ(ErrorOfNobody(dir, [&] { CatalogReader(dir / "catalog.db").Stats(); }), "no error");
  chmod((dir / "catalog.db").c_str(), 0666);
  EXPECT_EQ(
      ErrorOfNobody(dir, [&] { IndexText(dir / "catalog.db", kOneTool); }),
      "catalog.db: cannot be written, the file or its folder is read-only (SQLite: attempt to "
      "write a readonly database)");
  chmod((dir / "catalog.db").c_str(), 0200);
  EXPECT_EQ(ErrorOfNobody(dir, [&] { CatalogReader(dir / "catalog.db").Stats(); }),
            "catalog.db: cannot be opened, look at the permissions of the file and its folder "
            "(SQLite: unable to open database file)");
  chmod(dir.path().c_str(), 0755);
}

TEST(Opening, AFullDiskKeepsWhatWasStored) {
  TempDir dir;
  IndexText(dir / "catalog.db", kOneTool);
  const std::string before = DumpCatalog(dir / "catalog.db");
  EXPECT_EQ(
      ErrorOf(dir,
              [&] {
                Catalog catalog(dir / "catalog.db", {.busy_milliseconds = 0, .max_bytes = 1});
                catalog.BeginRun(Sha256("rules"), "0.1.0", "now");
                const std::string description(20000, 'x');
                JudgedListing listing;
                listing.listing.server.name = "big";
                listing.listing.origin.source = {"mcpm", "/data/mcpm"};
                for (int i = 0; i < 100; ++i) {
                  listing.tools.push_back(MakeJudgedTool("get_" + std::to_string(i), description));
                }
                catalog.Add(listing);
                catalog.Finish({}, "later");
              }),
      "catalog.db: disk full; what was stored before is whole: make room, then index again");
  EXPECT_EQ(Rows(dir / "catalog.db", "PRAGMA integrity_check"), "ok\n");
  EXPECT_EQ(DumpCatalog(dir / "catalog.db"), before);
  EXPECT_EQ(WriteError(dir, "catalog.db"), "no error");
}

TEST(Opening, AFullDiskForANewFile) {
  TempDir dir;
  EXPECT_EQ(
      ErrorOf(dir, [&] { Catalog(dir / "new.db", {.busy_milliseconds = 0, .max_bytes = 1}); }),
      "new.db: disk full; what was stored before is whole: make room, then index again");
  EXPECT_EQ(WriteError(dir, "new.db"), "no error");
}

}  // namespace
}  // namespace mcprisk
