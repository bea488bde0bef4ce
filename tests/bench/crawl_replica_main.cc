// The registry and the live servers that tools/bench --crawl asks: a process of its own, so that
// its processor time is told apart from the crawler's.
//
// usage: mcprisk_crawl_replica SERVERS
//
// Prints the registry's URL and the number of healthy servers, runs until its standard input ends,
// then prints its processor time in seconds and the number of requests to the servers.
#include <sys/resource.h>

#include <cstdlib>
#include <iostream>
#include <string>

#include "support/crawl_replica.h"

int main(int count, char** arguments) {
  if (count != 2) return 64;
  mcprisk::CrawlReplica replica(std::strtoul(arguments[1], nullptr, 10), mcprisk::HostileMix::kAll);
  std::cout << replica.url() << " " << replica.healthy() << std::endl;
  for (std::string line; std::getline(std::cin, line);) {
  }
  rusage used{};
  getrusage(RUSAGE_SELF, &used);
  const double seconds = static_cast<double>(used.ru_utime.tv_sec + used.ru_stime.tv_sec) +
                         static_cast<double>(used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e6;
  std::cout << seconds << " " << replica.server_requests() << std::endl;
  return 0;
}
