// A live server that a record names, as far as asking it needs to know.
#ifndef MCPRISK_CRAWL_REMOTE_SERVER_H_
#define MCPRISK_CRAWL_REMOTE_SERVER_H_

#include <string>

namespace mcprisk {

struct RemoteServer {
  std::string server;     // name of the record
  std::string url;        // as it stands there
  std::string transport;  // "streamable-http" or "sse"
  // A header that only its user can fill in must be sent.
  bool needs_secret = false;
  // Version and time of change of its record: another one means that the server may be another.
  std::string revision = {};
};

}  // namespace mcprisk

#endif  // MCPRISK_CRAWL_REMOTE_SERVER_H_
