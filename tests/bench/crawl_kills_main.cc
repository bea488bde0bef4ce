// Kills a whole crawl at random moments: kill -9, run it again, and compare what it comes to.
//
// usage: mcprisk_crawl_kills PROGRAM SERVERS KILLS FOLDER all|quick [FLAG…]
//
// A replica of the registry lists SERVERS live servers on the loopback, one in ten hostile, in turn
// each way that a server can be. PROGRAM crawls them once to the end; that catalog is what counts.
// Then KILLS times: in an empty folder it is started, killed after a random time of those that the
// first crawl took, and run again until it ends by itself. Prints a line for each kill, the first
// rows that differ, and the sums; ends with 1 when a catalog was another one, 2 when a run failed.
// FLAGs go to every run.
//
// "quick" leaves out the servers that cost seconds or megabytes. What else the machine does must
// make no difference, with neither.
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <random>
#include <string>
#include <vector>

#include "support/catalog_text.h"
#include "support/crawl_replica.h"

namespace mcprisk {
namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

class Crawler {
 public:
  Crawler(std::string program, const std::string& url, std::string folder,
          const std::vector<std::string>& flags)
      : folder_(std::move(folder)),
        arguments_{std::move(program), "index",           url,
                   "--live",           "--catalog",       folder_ + "/c.db",
                   "--quiet",          "--allow-private", "127.0.0.0/8"} {
    arguments_.insert(arguments_.end(), flags.begin(), flags.end());
  }

  void Forget() const {
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
  }

  // Its exit code; nullopt when it was killed, after `most`.
  std::optional<int> Run(std::optional<milliseconds> most = {}) const {
    const pid_t child = Start();
    int status = 0;
    const Clock::time_point end = Clock::now() + most.value_or(milliseconds(0));
    while (most && Clock::now() < end) {
      if (waitpid(child, &status, WNOHANG) == child) return WEXITSTATUS(status);
      usleep(1000);
    }
    if (most) kill(child, SIGKILL);
    waitpid(child, &status, 0);
    if (WIFSIGNALED(status)) return std::nullopt;
    return WEXITSTATUS(status);
  }

  std::string Dump() const { return DumpShown(folder_ + "/c.db"); }
  std::string Integrity() const { return Rows(folder_ + "/c.db", "PRAGMA integrity_check"); }

 private:
  pid_t Start() const {
    std::vector<char*> pointers;
    for (const std::string& one : arguments_) pointers.push_back(const_cast<char*>(one.c_str()));
    pointers.push_back(nullptr);
    const pid_t child = fork();
    if (child != 0) return child;
    execv(pointers[0], pointers.data());
    _exit(127);
  }

  const std::string folder_;
  std::vector<std::string> arguments_;
};

// The rows of a dump, sorted.
std::vector<std::string> RowsOf(const std::string& text) {
  std::vector<std::string> all;
  for (size_t begin = 0; begin < text.size();) {
    const size_t end = text.find('\n', begin);
    all.push_back(text.substr(begin, end - begin));
    begin = end == std::string::npos ? text.size() : end + 1;
  }
  std::sort(all.begin(), all.end());
  return all;
}

// The first rows that only one of two dumps has, and how many there are.
void ShowOnly(const char* sign, const std::vector<std::string>& in,
              const std::vector<std::string>& not_in) {
  constexpr size_t kMostRows = 12;
  constexpr size_t kMostBytes = 300;
  std::vector<std::string> only;
  std::set_difference(in.begin(), in.end(), not_in.begin(), not_in.end(), std::back_inserter(only));
  for (size_t i = 0; i < std::min(only.size(), kMostRows); ++i) {
    std::cout << "  " << sign << " " << only[i].substr(0, kMostBytes) << "\n";
  }
  if (only.size() > kMostRows) std::cout << "  " << sign << " … " << only.size() << " rows\n";
}

// "-" stands in the uninterrupted crawl, "+" in the one that was killed.
void ShowDifference(const std::string& expected, const std::string& found) {
  const std::vector<std::string> one = RowsOf(expected);
  const std::vector<std::string> other = RowsOf(found);
  ShowOnly("-", one, other);
  ShowOnly("+", other, one);
}

milliseconds Since(Clock::time_point start) {
  return std::chrono::duration_cast<milliseconds>(Clock::now() - start);
}

int Main(const std::vector<std::string>& arguments) {
  CrawlReplica replica(std::strtoul(arguments[1].c_str(), nullptr, 10),
                       arguments[4] == "all" ? HostileMix::kAll : HostileMix::kQuick);
  const size_t kills = std::strtoul(arguments[2].c_str(), nullptr, 10);
  const Crawler crawler(arguments[0], replica.url(), arguments[3],
                        {arguments.begin() + 5, arguments.end()});
  crawler.Forget();
  Clock::time_point start = Clock::now();
  if (crawler.Run() != 1) return 2;  // hostile servers are problems
  milliseconds duration = Since(start);
  const std::string expected = crawler.Dump();
  const size_t first_requests = replica.server_requests();
  std::cout << "uninterrupted: " << duration.count() << " ms, " << first_requests << " requests, "
            << expected.size() << " bytes of dump" << std::endl;
  std::mt19937_64 random(std::random_device{}());
  size_t killed = 0;
  size_t same = 0;
  for (size_t i = 0; i < kills;) {
    crawler.Forget();
    const size_t before = replica.server_requests();
    const milliseconds moment(random() % static_cast<uint64_t>(duration.count()));
    if (crawler.Run(moment)) {
      duration = std::max(moment, milliseconds(1));  // the machine is less busy than it was
      continue;
    }
    ++i;
    ++killed;
    start = Clock::now();
    if (crawler.Run() != 1) return 2;
    const std::string found = crawler.Dump();
    const bool is_same = found == expected && crawler.Integrity() == "ok\n";
    same += is_same;
    std::cout << "killed after " << moment.count() << " ms, rerun " << Since(start).count()
              << " ms, " << replica.server_requests() - before
              << " requests in both: " << (is_same ? "the same catalog" : "ANOTHER CATALOG")
              << std::endl;
    if (!is_same) ShowDifference(expected, found);
    std::cout << std::flush;
  }
  std::cout << same << " of " << killed << " killed crawls came to the same catalog" << std::endl;
  return same == killed ? 0 : 1;
}

}  // namespace
}  // namespace mcprisk

int main(int count, char** arguments) {
  if (count < 6) return 64;
  return mcprisk::Main({arguments + 1, arguments + count});
}
