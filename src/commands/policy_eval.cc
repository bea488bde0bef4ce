// mcprisk policy eval: what a policy says of one call.
#include "base/result.h"
#include "base/text.h"
#include "commands/options.h"
#include "commands/policy_commands.h"
#include "commands/policy_settings.h"
#include "commands/whole_file.h"
#include "policy/decide.h"
#include "records/policy_record.h"

namespace mcprisk {
namespace {

std::string CallVerdictText(const CallVerdict& verdict) {
  std::string text(DecisionName(verdict.decision));
  if (verdict.limit) {
    text += ", at most " + Counted(verdict.limit->max, "call") + " per " + verdict.limit->window;
  }
  if (!verdict.because.empty()) text += ", since " + ForTerminal(verdict.because);
  if (!verdict.reason.empty()) text += ": " + ForTerminal(verdict.reason);
  return text + "\n";
}

}  // namespace

int PolicyEval(const std::vector<std::string>& arguments, Console& console) {
  std::string file;
  std::string tool;
  std::string call;
  std::string key;
  bool json = false;
  Options parser("policy eval",
                 "What a policy says of one call; exit code 1 when it asks or denies.",
                 "mcprisk policy eval policy.json create_refund arguments.json");
  parser.Argument("POLICY", &file, true, "A policy of mcprisk or a policy.json");
  parser.Argument("TOOL", &tool, true, "The tool that is called");
  parser.Argument("ARGUMENTS", &call, false, "A file with the arguments as a JSON object, or -");
  parser.Text("--server-key", &key, "Which server, where the file has several");
  parser.Flag("--json", &json, "Print as JSON");
  if (!parser.Parse(arguments, console)) return kExitDone;
  Policy policy = ReadPolicyFile(file, key);
  JsonParser parsed;
  Json values;
  std::string text;
  if (!call.empty()) {
    text = ReadWhole(call);
    Result<Json> read = parsed.Parse(text);
    if (!read) throw Error(ForTerminal(call) + ": " + ForTerminal(read.error()));
    if (!read->IsObject()) throw Error(ForTerminal(call) + ": arguments are a JSON object");
    // Of a key that is there twice a server may take the other value.
    Result<std::string> canonical = read->Canonical();
    if (!canonical) throw Error(ForTerminal(call) + ": " + ForTerminal(canonical.error()));
    values = *read;
  }
  CallVerdict verdict = Decide(policy, tool, values);
  console.out() << (json ? CallVerdictRecord(verdict).Json() + "\n" : CallVerdictText(verdict));
  return verdict.decision >= Decision::kAsk ? kExitFindings : kExitDone;
}

}  // namespace mcprisk
