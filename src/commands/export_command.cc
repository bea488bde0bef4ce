// mcprisk export: the catalog, or a part of it, as files for other programs.
#include <filesystem>
#include <utility>

#include "base/csv.h"
#include "base/text.h"
#include "catalog/reader.h"
#include "commands/catalog_records.h"
#include "commands/command.h"
#include "commands/options.h"
#include "commands/whole_file.h"
#include "records/server_record.h"
#include "records/tool_record.h"

namespace mcprisk {
namespace {

namespace fs = std::filesystem;

struct ExportOptions {
  std::string folder;
  std::string format = "jsonl";
  std::string catalog = "catalog.db";
  std::string posture = "balanced";
  std::vector<std::string> servers;
  bool raw = false;
};

// Takes every server with its tools, in order.
class Exporter {
 public:
  virtual ~Exporter() = default;
  virtual void Add(const CatalogServer& server, const std::vector<CatalogTool>& tools) = 0;
  virtual void Commit() = 0;
};

// servers.jsonl and tools.jsonl, one record a line: data/schemas/export.schema.json.
class JsonLinesExporter : public Exporter {
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

// servers.csv and tools.csv, with a line of column names; lists are joined by blanks.
class CsvExporter : public Exporter {
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

std::unique_ptr<Exporter> MakeExporter(const ExportOptions& options) {
  const Posture& posture = PostureNamed(options.posture);
  if (options.format == "jsonl") {
    return std::make_unique<JsonLinesExporter>(options.folder, posture);
  }
  return std::make_unique<CsvExporter>(options.folder, posture,
                                       options.raw ? CsvReader::kProgram : CsvReader::kSpreadsheet);
}

int Run(const std::vector<std::string>& arguments, Console& console) {
  ExportOptions options;
  Options parser("export", "Writes the catalog, or a part of it, as files for other programs.",
                 "mcprisk export --format csv out");
  parser.Argument("DIR", &options.folder, true, "The folder to write into");
  parser.Choice("--format", &options.format, {"jsonl", "csv"}, "What to write");
  parser.Repeated("--server", &options.servers, "Only this server");
  parser.Flag("--raw", &options.raw,
              "csv: fields as they are, for programs; else a field that a spreadsheet would take "
              "for a formula has an apostrophe in front");
  parser.Text("--catalog", &options.catalog, "The catalog to export");
  parser.Text("--posture", &options.posture, "Posture of the recommendations");
  if (!parser.Parse(arguments, console)) return kExitDone;
  CatalogReader reader(options.catalog);
  std::vector<int64_t> ids;
  for (const std::string& name : options.servers) {
    std::optional<CatalogServer> server = OneServer(reader, options.catalog, name, console);
    if (!server) return kExitFindings;
    ids.push_back(server->id);
  }
  if (options.servers.empty()) {
    for (const auto& [id, name] : reader.ServerNames()) ids.push_back(id);
  }
  std::error_code error;
  fs::create_directories(options.folder, error);
  if (error) {
    throw Error(ForTerminal(options.folder) + ": cannot be made: " + error.message());
  }
  std::unique_ptr<Exporter> exporter = MakeExporter(options);
  size_t servers = 0;
  size_t tools = 0;
  for (int64_t id : ids) {
    std::optional<CatalogServer> server = reader.ServerById(id);
    if (!server) continue;  // another program is writing the catalog
    const std::vector<CatalogTool> of_server = reader.ToolsOfServer(server->id);
    exporter->Add(*server, of_server);
    ++servers;
    tools += of_server.size();
  }
  exporter->Commit();
  console.err() << ForTerminal(options.folder) << ": " << Counted(servers, "server") << ", "
                << Counted(tools, "tool") << "\n";
  return kExitDone;
}

}  // namespace

extern const Command kExportCommand;
const Command kExportCommand = {"export", "the catalog as files for other programs", Run};

}  // namespace mcprisk
