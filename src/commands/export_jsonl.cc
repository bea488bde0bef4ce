// mcprisk export --format jsonl
#include <filesystem>
#include <utility>

#include "commands/exporter.h"
#include "commands/whole_file.h"
#include "records/server_record.h"
#include "records/tool_record.h"

namespace mcprisk {
namespace {

namespace fs = std::filesystem;

// servers.jsonl and tools.jsonl, one record a line: data/schemas/export.schema.json.
class JsonLinesExporter final : public Exporter {
 public:
  JsonLinesExporter(const fs::path& folder, const Posture& posture)
      : servers_(folder / "servers.jsonl"), tools_(folder / "tools.jsonl"), posture_(posture) {}

  void Add(const CatalogServer& server, const std::vector<CatalogTool>& tools) override {
    servers_.Append(ServerRecord(server).Json(-1) + "\n");
    for (const CatalogTool& tool : tools) {
      Value record = ToolRecord(tool, posture_);
      record.Set("source", Value::Map({{"format", tool.source_format},
                                       {"location", tool.source_location},
                                       {"first_seen", tool.first_seen}}));
      for (const auto& [name, text] : {std::pair("input_schema", &tool.tool.input_schema),
                                       std::pair("output_schema", &tool.tool.output_schema),
                                       std::pair("annotations", &tool.tool.annotations_json)}) {
        if (*text) record.Set(name, Value::RawJson(**text));
      }
      tools_.Append(record.Json(-1) + "\n");
    }
  }
  void Commit() override {
    servers_.Commit();
    tools_.Commit();
  }

 private:
  WholeFileStream servers_;
  WholeFileStream tools_;
  const Posture& posture_;
};

}  // namespace

std::unique_ptr<Exporter> MakeJsonLinesExporter(const ExportInput& input) {
  return std::make_unique<JsonLinesExporter>(input.folder, *input.posture);
}

}  // namespace mcprisk
