// mcprisk export: the catalog, or a part of it, as files for other programs.
#include <filesystem>

#include "base/text.h"
#include "catalog/reader.h"
#include "commands/catalog_records.h"
#include "commands/command.h"
#include "commands/exporter.h"
#include "commands/options.h"

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

void AddOptions(Options* parser, ExportOptions* options) {
  std::vector<std::string> formats;
  for (const ExportFormat& format : ExportFormats()) formats.emplace_back(format.name);
  parser->Argument("DIR", &options->folder, true, "The folder to write into");
  parser->Choice("--format", &options->format, formats, "What to write");
  parser->Repeated("--server", &options->servers, "Only this server");
  parser->Flag("--raw", &options->raw,
               "csv: fields as they are, for programs; else a field that a spreadsheet would take "
               "for a formula has an apostrophe in front");
  parser->Text("--catalog", &options->catalog, "The catalog to export");
  parser->Text("--posture", &options->posture, "Posture of the recommendations");
}

std::unique_ptr<Exporter> MakeExporter(const ExportOptions& options, const ExportInput& input) {
  for (const ExportFormat& format : ExportFormats()) {
    if (format.name == options.format) return format.make(input);
  }
  throw UsageError("export: no format " + ForTerminal(options.format, 40));
}

// False, after telling, when one of the names is of no server.
bool FindServers(const ExportOptions& options, CatalogReader& reader, Console& console,
                 ExportInput* input) {
  for (const std::string& name : options.servers) {
    std::optional<CatalogServer> server = OneServer(reader, options.catalog, name, console);
    if (!server) return false;
    input->servers.push_back(server->id);
  }
  input->all = options.servers.empty();
  if (input->all) {
    for (const auto& [id, name] : reader.ServerNames()) input->servers.push_back(id);
  }
  return true;
}

int Run(const std::vector<std::string>& arguments, Console& console) {
  ExportOptions options;
  Options parser("export",
                 "Writes the catalog, or a part of it, as files for other programs: records as "
                 "JSON Lines or\nCSV, findings as SARIF, or the web pages as a site that needs no "
                 "server.",
                 "mcprisk export --format csv out");
  AddOptions(&parser, &options);
  if (!parser.Parse(arguments, console)) return kExitDone;
  CatalogReader reader(options.catalog);
  ExportInput input{.folder = options.folder,
                    .catalog = options.catalog,
                    .posture = &PostureNamed(options.posture),
                    .raw = options.raw,
                    .program_version = std::string(ProgramVersion())};
  if (!FindServers(options, reader, console, &input)) return kExitFindings;
  std::error_code error;
  fs::create_directories(options.folder, error);
  if (error) {
    throw Error(ForTerminal(options.folder) + ": cannot be made: " + error.message());
  }
  std::unique_ptr<Exporter> exporter = MakeExporter(options, input);
  size_t servers = 0;
  size_t tools = 0;
  for (int64_t id : input.servers) {
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
