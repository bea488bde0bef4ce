#include "commands/exporter.h"

namespace mcprisk {

const std::vector<ExportFormat>& ExportFormats() {
  static const std::vector<ExportFormat> formats = {
      {"jsonl", MakeJsonLinesExporter},
      {"csv", MakeCsvExporter},
      {"sarif", MakeSarifExporter},
      {"site", MakeSiteExporter},
  };
  return formats;
}

}  // namespace mcprisk
