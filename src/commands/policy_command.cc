// mcprisk policy: the whole server's policy.json.
#include <filesystem>
#include <fstream>

#include "base/text.h"
#include "commands/catalog_records.h"
#include "commands/command.h"
#include "commands/options.h"
#include "policy/target.h"

namespace mcprisk {
namespace {

namespace fs = std::filesystem;

struct PolicyOptions {
  std::string server;
  std::string posture = "balanced";
  std::string out;
  std::string catalog = "catalog.db";
  bool all = false;
};

std::string PolicyText(CatalogReader& reader, const CatalogServer& server, const Posture& posture,
                       std::vector<TargetNote>* notes) {
  std::vector<CatalogTool> tools = reader.ToolsOfServer(server.id);
  std::vector<PolicyEntry> entries;
  entries.reserve(tools.size());
  for (const CatalogTool& tool : tools) entries.push_back({&tool.tool, &tool.classification});
  TargetServer input;
  input.policy = MakePolicy(server.name, entries, posture);
  Result<TargetFile> file = WriteTarget(*FindTarget("policylayer"), {std::move(input)}, {});
  if (!file) throw Error(file.error());
  *notes = std::move(file->notes);
  return std::move(file->text);
}

// Written beside and renamed, so that a gateway never reads half a policy.
void WriteWhole(const fs::path& path, const std::string& text) {
  fs::path part = path;
  part += ".part";
  std::ofstream out(part, std::ios::binary | std::ios::trunc);
  out << text;
  out.close();
  std::error_code error;
  if (out) fs::rename(part, path, error);
  if (!out || error) {
    std::error_code ignored;
    fs::remove(part, ignored);
    throw Error(path.string() + ": cannot be written; is the folder there and writable?");
  }
}

void PrintNotes(const std::string& server, const std::vector<TargetNote>& notes, Console& console) {
  for (const TargetNote& note : notes) {
    console.err() << "mcprisk: " << ForTerminal(server, 60) << ": " << ForTerminal(note.what)
                  << "\n";
  }
}

int WriteAll(CatalogReader& reader, const PolicyOptions& options, const Posture& posture,
             Console& console) {
  if (options.out.empty()) throw UsageError("policy: --all needs --out DIR");
  std::error_code error;
  fs::create_directories(options.out, error);
  if (error) throw Error(options.out + ": cannot be made: " + error.message());
  size_t written = 0;
  size_t notes_met = 0;
  for (const auto& [id, name] : reader.ServerNames()) {
    std::optional<CatalogServer> server = reader.ServerById(id);
    if (!server || !server->tools_known || server->tool_count == 0) continue;
    std::vector<TargetNote> notes;
    std::string text = PolicyText(reader, *server, posture, &notes);
    WriteWhole(fs::path(options.out) / (SafeFileStem(name) + ".policy.json"), text);
    notes_met += notes.size();
    ++written;
  }
  console.out() << Counted(written, "policy file") << " in " << ForTerminal(options.out) << "\n";
  if (notes_met > 0) {
    console.err() << "mcprisk: " << Counted(notes_met, "rule")
                  << " could not be expressed and became stricter (mcprisk policy SERVER tells)\n";
  }
  return kExitDone;
}

int WriteOne(CatalogReader& reader, const PolicyOptions& options, const Posture& posture,
             Console& console) {
  std::optional<CatalogServer> server = OneServer(reader, options.catalog, options.server, console);
  if (!server) return kExitFindings;
  if (!server->tools_known) {
    console.err() << "mcprisk: no source says which tools " << ForTerminal(server->name, 60)
                  << " has, so the policy denies every one\n";
  }
  std::vector<TargetNote> notes;
  std::string text = PolicyText(reader, *server, posture, &notes);
  PrintNotes(server->name, notes, console);
  if (options.out.empty() || options.out == "-") {
    console.out() << text;
  } else {
    WriteWhole(options.out, text);
    console.err() << ForTerminal(options.out) << ": policy of " << ForTerminal(server->name, 60)
                  << ", " << Counted(server->tool_count, "tool") << ", everything else denied\n";
  }
  return kExitDone;
}

int Run(const std::vector<std::string>& arguments, Console& console) {
  PolicyOptions options;
  Options parser("policy", "A policy.json for a whole server: every tool, and deny for the rest.",
                 "mcprisk policy acme/pg-admin --posture careful --out policy.json");
  parser.Argument("SERVER", &options.server, false, "Name, package, URL or unique prefix");
  parser.Text("--posture", &options.posture, "careful, balanced or open");
  parser.Text("-o,--out", &options.out, "Write to this file, or with --all to this folder");
  parser.Flag("--all", &options.all, "One file for every server of the catalog");
  parser.Text("--catalog", &options.catalog, "The catalog to ask");
  if (!parser.Parse(arguments, console)) return kExitDone;
  if (options.all == !options.server.empty()) {
    throw UsageError("policy: give a SERVER, or --all with --out DIR");
  }
  const Posture& posture = PostureNamed(options.posture);
  CatalogReader reader(options.catalog);
  return options.all ? WriteAll(reader, options, posture, console)
                     : WriteOne(reader, options, posture, console);
}

}  // namespace

extern const Command kPolicyCommand;
const Command kPolicyCommand = {"policy", "a policy.json for a server, or for every server", Run};

}  // namespace mcprisk
