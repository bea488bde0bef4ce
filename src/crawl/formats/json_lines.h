// {"server", "tool"} records, one at a time, as they come in JSON Lines and in arrays.
#ifndef MCPRISK_CRAWL_FORMATS_JSON_LINES_H_
#define MCPRISK_CRAWL_FORMATS_JSON_LINES_H_

#include <optional>
#include <string>
#include <string_view>

#include "crawl/format.h"

namespace mcprisk {

// {"server": name or object, "tool": {…}}; without "server" too; or a tool that has its server's
// name as one more member, {"server": name, "name": …}.
bool IsServerToolRecord(const Json& record);

// Gathers records of one server in a row into one Listing. Later ones of the same server, and those
// beyond kMaxToolsPerServer, come as another Listing of the same name: so memory stays bounded.
class ServerToolReader {
 public:
  explicit ServerToolReader(Emitter& emitter) : emitter_(emitter) {}

  // `stem` names the server of a record that does not. Call Flush at the end.
  void Add(const Json& record, const std::string& place, std::string_view stem);
  void Flush();

 private:
  Emitter& emitter_;
  std::string place_;  // of the listing's first record
  std::optional<Listing> listing_;
  std::optional<ToolCollector> tools_;  // of listing_
};

}  // namespace mcprisk

#endif  // MCPRISK_CRAWL_FORMATS_JSON_LINES_H_
