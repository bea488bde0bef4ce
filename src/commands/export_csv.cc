// mcprisk export --format csv
#include <filesystem>

#include "base/csv.h"
#include "base/text.h"
#include "base/value.h"
#include "commands/exporter.h"
#include "commands/whole_file.h"

namespace mcprisk {
namespace {

namespace fs = std::filesystem;

// servers.csv and tools.csv, with a line of column names; lists are joined by blanks:
// data/schemas/export-csv.json.
class CsvExporter final : public Exporter {
 public:
  CsvExporter(const fs::path& folder, const Posture& posture, CsvReader reader)
      : servers_(folder / "servers.csv"),
        tools_(folder / "tools.csv"),
        posture_(posture),
        reader_(reader) {
    std::vector<std::string> columns = {"server", "title",      "version",
                                        "status", "identities", "tools"};
    for (int c = 0; c < kCategories; ++c) {
      columns.emplace_back(CategoryName(static_cast<Category>(c)));
    }
    for (int r = 0; r < kRisks; ++r) columns.emplace_back(RiskName(static_cast<Risk>(r)));
    servers_.Append(CsvRecord(columns, reader_));
    tools_.Append(CsvRecord({"server", "tool", "category", "risk", "confidence", "capabilities",
                             "findings", "recommended", "description", "rationale", "digest",
                             "source_format", "source_location", "first_seen"},
                            reader_));
  }

  void Add(const CatalogServer& server, const std::vector<CatalogTool>& tools) override {
    std::vector<std::string> identities;
    for (const Identity& identity : server.identities) identities.push_back(identity.value);
    std::vector<std::string> fields = {
        server.name,           server.title,
        server.version,        server.status,
        Join(identities, " "), server.tools_known ? std::to_string(server.tool_count) : ""};
    for (size_t count : server.by_category) fields.push_back(std::to_string(count));
    for (size_t count : server.by_risk) fields.push_back(std::to_string(count));
    servers_.Append(CsvRecord(fields, reader_));
    for (const CatalogTool& tool : tools) AddTool(tool);
  }
  void Commit() override {
    servers_.Commit();
    tools_.Commit();
  }

 private:
  void AddTool(const CatalogTool& tool) {
    const Classification& c = tool.classification;
    std::vector<std::string> findings;
    for (const Finding& finding : c.findings) findings.push_back(finding.rule);
    tools_.Append(
        CsvRecord({tool.server, tool.tool.name, std::string(CategoryName(c.category)),
                   std::string(RiskName(c.risk)), Value(c.confidence).Json(-1),
                   Join(c.capabilities, " "), Join(findings, " "),
                   std::string(DecisionName(MakeRuling(tool.tool, c, posture_).decision)),
                   tool.tool.description.value_or(""), c.rationale, tool.tool.digest.Hex(),
                   tool.source_format, tool.source_location, tool.first_seen},
                  reader_));
  }

  WholeFileStream servers_;
  WholeFileStream tools_;
  const Posture& posture_;
  CsvReader reader_;
};

}  // namespace

std::unique_ptr<Exporter> MakeCsvExporter(const ExportInput& input) {
  return std::make_unique<CsvExporter>(input.folder, *input.posture,
                                       input.raw ? CsvReader::kProgram : CsvReader::kSpreadsheet);
}

}  // namespace mcprisk
