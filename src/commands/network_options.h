// The flags of every command that asks the network.
#ifndef MCPRISK_COMMANDS_NETWORK_OPTIONS_H_
#define MCPRISK_COMMANDS_NETWORK_OPTIONS_H_

#include <string>
#include <vector>

#include "commands/options.h"
#include "crawl/fetch/curl_fetcher.h"

namespace mcprisk {

class NetworkFlags {
 public:
  // Adds the flags; must outlive parser->Parse.
  void AddTo(Options* parser);
  // What they say. Throws UsageError, naming the flag.
  FetchOptions Fetching() const;
  // The flags again as words of a command line, for a command that is proposed.
  std::vector<std::string> Words() const;

 private:
  std::vector<std::string> allow_private_;
  std::vector<std::string> limits_;
  std::string contact_;
  std::string ca_file_;
};

}  // namespace mcprisk

#endif  // MCPRISK_COMMANDS_NETWORK_OPTIONS_H_
