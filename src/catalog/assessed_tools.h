// The standing tools of servers, as their assessments need them. Private to catalog/.
#ifndef MCPRISK_CATALOG_ASSESSED_TOOLS_H_
#define MCPRISK_CATALOG_ASSESSED_TOOLS_H_

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/json.h"
#include "catalog/database.h"
#include "model/assessment.h"

namespace mcprisk {

// A server with texts of its own, so that another thread may assess it.
struct ServerTools {
  struct One {
    std::string name;
    std::optional<std::string> description;
    std::optional<std::string> schema;
    Category category = Category::kRead;
    Risk risk = Risk::kLow;
    const std::vector<std::string>* capabilities = nullptr;  // the reader keeps it
    std::optional<Severity> worst_finding;
  };
  std::vector<One> tools;

  // Views of this.
  std::vector<AssessedTool> Assessed() const;
  std::vector<SetTool> Set() const;
};

class AssessedToolsReader {
 public:
  explicit AssessedToolsReader(Database& database);

  // Of the servers with these ids, which rise; one query passes over all from the first to the
  // last. Those without tools are not there.
  std::map<int64_t, ServerTools> Read(const std::vector<int64_t>& ids);

 private:
  // A few thousand different lists stand on all the tools there are.
  const std::vector<std::string>& Capabilities(const std::string& text);

  SQLite::Statement row_;
  JsonParser parser_;
  std::map<std::string, std::vector<std::string>> capabilities_;
};

}  // namespace mcprisk

#endif  // MCPRISK_CATALOG_ASSESSED_TOOLS_H_
