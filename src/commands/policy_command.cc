// mcprisk policy: the policies of servers, as a client or gateway reads them.
#include <filesystem>
#include <utility>

#include "base/text.h"
#include "commands/catalog_records.h"
#include "commands/command.h"
#include "commands/options.h"
#include "commands/policy_commands.h"
#include "commands/policy_settings.h"
#include "commands/policy_stack.h"
#include "commands/whole_file.h"

namespace mcprisk {
namespace {

namespace fs = std::filesystem;

struct PolicyOptions {
  std::vector<std::string> servers;
  std::string target = "policylayer";
  std::string posture;
  std::string config;
  std::string key;
  std::string endpoint;
  std::string out;
  std::string client;
  StackOptions stack;  // its paths are `servers`
  bool all = false;
  bool whole_stack = false;
  bool strict = false;
  bool json = false;
  TargetOptions target_options;
};

const Target& TargetNamed(const std::string& name) {
  if (const Target* target = FindTarget(name)) return *target;
  std::vector<std::string> names;
  for (const Target* target : Targets()) names.emplace_back(target->name);
  std::vector<std::string> near = NearestNames(name, names, 1);
  throw UsageError("policy: no target \"" + ForTerminal(name, 40) + "\"" +
                   (near.empty() ? "" : ", did you mean \"" + near[0] + "\"?") +
                   " (mcprisk targets lists them)");
}

class PolicyWriter {
 public:
  PolicyWriter(const PolicyOptions& options, Console& console)
      : options_(options),
        console_(console),
        target_(TargetNamed(options.json ? "neutral" : options.target)),
        settings_(options.posture, options.config) {}

  int WriteAll() {
    CatalogReader reader(options_.stack.catalog);
    size_t written = 0;
    size_t lost = 0;
    size_t refused = 0;
    MakeFolder();
    for (const auto& [id, name] : reader.ServerNames()) {
      std::optional<CatalogServer> server = reader.ServerById(id);
      if (!server || !server->tools_known || server->tool_count == 0) continue;
      std::unique_ptr<ServerPolicy> policy = PolicyOf(reader, *server, settings_, "");
      Result<TargetFile> file = Written({std::move(policy->target)}, name);
      if (!file) {  // the others are no worse for it
        console_.err() << "mcprisk: " << file.error() << "\n";
        ++refused;
        continue;
      }
      Put(InFolder(name), *file);
      lost += file->notes.size();
      ++written;
    }
    console_.out() << Counted(written, "policy file") << " in " << ForTerminal(options_.out)
                   << "\n";
    if (lost > 0) {
      console_.err() << "mcprisk: " << Counted(lost, "thing") << " could not be expressed by "
                     << target_.name << " (mcprisk policy SERVER tells which)\n";
    }
    return refused > 0 ? kExitFindings : kExitDone;
  }

  int WriteNamed() {
    CatalogReader reader(options_.stack.catalog);
    std::vector<CatalogServer> servers;
    for (const std::string& name : options_.servers) {
      std::optional<CatalogServer> server =
          OneServer(reader, options_.stack.catalog, name, console_);
      if (!server) return kExitFindings;
      servers.push_back(std::move(*server));
    }
    Policies policies;
    for (const CatalogServer& server : servers) {
      WarnOfNoTools(server);
      policies.push_back(PolicyOf(reader, server, settings_, options_.key));
      if (!options_.endpoint.empty()) policies.back()->target.endpoint = options_.endpoint;
    }
    Write(policies);
    return kExitDone;
  }

  int WriteStack() {
    const JudgedStack judged = JudgeStack(options_.stack, console_);
    PrintStackProblems(judged, console_);
    std::optional<CatalogReader> reader;
    if (!judged.catalog.empty()) reader.emplace(judged.catalog);
    const StackPolicies made =
        PoliciesOfStack(reader ? &*reader : nullptr, judged, target_, options_.client, settings_);
    for (const std::string& what : made.left_out) {
      console_.err() << "mcprisk: " << ForTerminal(what) << "\n";
    }
    if (made.policies.empty()) {
      console_.err() << "mcprisk: policy: no server of the stack is left that " << target_.name
                     << " could get a policy for; nothing is written\n";
      return kExitFindings;
    }
    Write(made.policies);
    return made.left_out.empty() && judged.stack.problems.empty() ? kExitDone : kExitFindings;
  }

 private:
  using Policies = std::vector<std::unique_ptr<ServerPolicy>>;

  void Write(const Policies& policies) {
    if (policies.size() == 1 || target_.can.many_servers) {
      WriteTogether(policies);
    } else {
      WriteApart(policies);
    }
  }

  void WarnOfNoTools(const CatalogServer& server) {
    if (server.tools_known && server.tool_count > 0) return;
    console_.err() << "mcprisk: " << (server.tools_known ? "" : "no source says which tools ")
                   << ForTerminal(server.name, 60)
                   << (server.tools_known ? " has no tools" : " has")
                   << ", so the policy names none\n";
  }

  void WriteTogether(const Policies& policies) {
    std::vector<TargetServer> all;
    size_t tools = 0;
    for (const auto& policy : policies) {
      tools += policy->target.policy.rulings.size();
      all.push_back(policy->target);
    }
    const std::string name = all.size() == 1 ? all[0].policy.server : Counted(all.size(), "server");
    Result<TargetFile> made = Written(std::move(all), name);
    if (!made) throw Error(made.error());
    const TargetFile& file = *made;
    PrintNotes(name, file.notes);
    if (options_.out.empty() || options_.out == "-") {
      console_.out() << file.text;
      return;
    }
    std::error_code ignored;
    const bool folder = options_.out.ends_with('/') || fs::is_directory(options_.out, ignored);
    fs::path path = options_.out;
    if (folder) {
      MakeFolder();
      path /= target_.file_name;
    }
    Put(path, file);
    console_.err() << ForTerminal(path.string()) << ": policy of " << ForTerminal(name, 60)
                   << " for " << target_.name << ", " << Counted(tools, "tool") << "\n";
  }

  void WriteApart(const Policies& policies) {
    if (options_.out.empty() || options_.out == "-") {
      throw UsageError("policy: a file of " + std::string(target_.name) +
                       " holds one server; give --out DIR for several");
    }
    // All are made before the first is written, so that a refusal leaves nothing half-done.
    std::vector<TargetFile> files;
    for (const auto& policy : policies) {
      Result<TargetFile> file = Written({policy->target}, policy->target.policy.server);
      if (!file) throw Error(file.error());
      files.push_back(std::move(*file));
    }
    MakeFolder();
    for (size_t i = 0; i < files.size(); ++i) {
      const std::string& server = policies[i]->target.policy.server;
      PrintNotes(server, files[i].notes);
      Put(InFolder(server), files[i]);
    }
    console_.err() << Counted(files.size(), "policy file") << " in " << ForTerminal(options_.out)
                   << "\n";
  }

  // Fails, ready to print, when the target refuses, or loses something under --strict.
  Result<TargetFile> Written(std::vector<TargetServer> servers, const std::string& name) {
    Result<TargetFile> file = WriteTarget(target_, std::move(servers), options_.target_options);
    if (!file) return Failure(ForTerminal(name, 60) + ": " + ForTerminal(file.error()));
    if (options_.strict && !file->notes.empty()) {
      PrintNotes(name, file->notes);
      return Failure(ForTerminal(name, 60) + ": " + std::string(target_.name) +
                     " cannot express all of the policy; nothing is written, because of --strict");
    }
    return file;
  }

  void PrintNotes(const std::string& server, const std::vector<TargetNote>& notes) {
    for (const TargetNote& note : notes) {
      console_.err() << "mcprisk: " << ForTerminal(server, 60) << ": "
                     << (note.weaker ? "weaker than the policy: " : "") << ForTerminal(note.what)
                     << "\n";
    }
  }

  void MakeFolder() {
    std::error_code error;
    fs::create_directories(options_.out, error);
    if (error) throw Error(ForTerminal(options_.out) + ": cannot be made: " + error.message());
  }

  // The policy, and beside it the schema where the target has one.
  void Put(fs::path path, const TargetFile& file) const {
    WriteWhole(path, file.text);
    if (target_.schema) WriteWhole(path.replace_extension(target_.schema_extension), file.schema);
  }

  fs::path InFolder(const std::string& server) const {
    return fs::path(options_.out) / (SafeFileStem(server) + "." + std::string(target_.file_name));
  }

  const PolicyOptions& options_;
  Console& console_;
  const Target& target_;
  PolicySettings settings_;
};

void CheckUsage(const PolicyOptions& options) {
  const size_t ways = (options.all ? 1 : 0) + (options.whole_stack ? 1 : 0) +
                      (options.servers.empty() || options.whole_stack ? 0 : 1);
  if (ways != 1 || (options.all && options.out.empty())) {
    throw UsageError("policy: give a SERVER, --stack, or --all with --out DIR");
  }
  if (!options.key.empty() && (options.whole_stack || options.servers.size() != 1)) {
    throw UsageError("policy: --server-key is for one server; mcprisk.yaml names several");
  }
  if (!options.whole_stack && (options.stack.ask.inspect || !options.client.empty())) {
    throw UsageError("policy: --inspect and --client are for --stack");
  }
}

int Run(const std::vector<std::string>& arguments, Console& console) {
  if (!arguments.empty()) {
    std::vector<std::string> rest(arguments.begin() + 1, arguments.end());
    if (arguments[0] == "check") return PolicyCheck(rest, console);
    if (arguments[0] == "diff") return PolicyDiff(rest, console);
    if (arguments[0] == "eval") return PolicyEval(rest, console);
  }
  PolicyOptions options;
  Options parser("policy",
                 "A policy for whole servers: a ruling for every tool, and deny for the rest.\n"
                 "mcprisk policy check, diff and eval look at policies that exist.",
                 "mcprisk policy acme/pg-admin --target claude-code --out .claude/");
  parser.Arguments("SERVER", &options.servers, false,
                   "Name, package, URL or unique prefix; with --stack projects and configurations");
  parser.Text("-t,--target", &options.target, "The client or gateway; mcprisk targets lists them");
  parser.Text("--posture", &options.posture, "careful, balanced, open, or a file of one's own");
  parser.Text("--config", &options.config,
              "Overrides; by default mcprisk.yaml, where there is one");
  parser.Text("--server-key", &options.key, "The name under which the client knows the server");
  parser.Text("--endpoint", &options.endpoint, "The server's URL, for targets that name it");
  parser.Text("-o,--out", &options.out, "Write to this file or folder");
  parser.Flag("--all", &options.all, "One file for every server of the catalog");
  parser.Flag("--stack", &options.whole_stack,
              "For every server that the target's client is configured to use, under its keys");
  parser.Text("--client", &options.client, "With --stack: the client whose servers are meant");
  parser.Flag("--strict", &options.strict, "Fail where the target cannot express all of it");
  parser.Flag("--uncounted", &options.target_options.uncounted,
              "Where the target cannot count calls, let limited tools through instead of asking");
  parser.Flag("--json", &options.json, "The same as --target neutral");
  options.stack.AddFlagsTo(&parser);
  if (!parser.Parse(arguments, console)) return kExitDone;
  CheckUsage(options);
  PolicyWriter writer(options, console);
  if (options.whole_stack) {
    options.stack.paths = options.servers;
    return writer.WriteStack();
  }
  if (options.stack.catalog.empty()) options.stack.catalog = kUsualCatalog;
  return options.all ? writer.WriteAll() : writer.WriteNamed();
}

}  // namespace

extern const Command kPolicyCommand;
const Command kPolicyCommand = {"policy", "policies for clients and gateways; check, diff, eval",
                                Run};

}  // namespace mcprisk
