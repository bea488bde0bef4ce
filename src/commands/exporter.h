// What mcprisk export writes: one exporter a format, in exporter.cc's list.
#ifndef MCPRISK_COMMANDS_EXPORTER_H_
#define MCPRISK_COMMANDS_EXPORTER_H_

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "catalog/reader.h"
#include "policy/policy.h"

namespace mcprisk {

struct ExportInput {
  std::string folder;  // is there
  std::string catalog;
  const Posture* posture = nullptr;
  std::vector<int64_t> servers;  // that are exported
  bool all = false;              // these are all of the catalog
  bool raw = false;              // csv: fields as they are
  std::string program_version;
};

// Takes every server with its tools, in order.
class Exporter {
 public:
  virtual ~Exporter() = default;
  virtual void Add(const CatalogServer& server, const std::vector<CatalogTool>& tools) = 0;
  // Puts the files in their place. Throws Error.
  virtual void Commit() = 0;
};

struct ExportFormat {
  std::string_view name;
  std::unique_ptr<Exporter> (*make)(const ExportInput& input);
};

// In the order of the help.
const std::vector<ExportFormat>& ExportFormats();

std::unique_ptr<Exporter> MakeJsonLinesExporter(const ExportInput& input);
std::unique_ptr<Exporter> MakeCsvExporter(const ExportInput& input);
std::unique_ptr<Exporter> MakeSarifExporter(const ExportInput& input);
std::unique_ptr<Exporter> MakeSiteExporter(const ExportInput& input);

}  // namespace mcprisk

#endif  // MCPRISK_COMMANDS_EXPORTER_H_
