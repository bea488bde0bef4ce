// mcprisk check: the stack in continuous integration.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "base/text.h"
#include "commands/command.h"
#include "commands/judged_stack.h"
#include "commands/options.h"
#include "commands/stack_text.h"
#include "stack/lock.h"
#include "stack/sarif.h"

namespace mcprisk {
namespace {

// Of one field in a difference; the lock has the rest.
constexpr size_t kFieldColumns = 200;

std::string ReadLockFile(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::string text;
  char buffer[1 << 14];
  while (text.size() <= kMaxLockBytes && (in.read(buffer, sizeof(buffer)) || in.gcount() > 0)) {
    text.append(buffer, static_cast<size_t>(in.gcount()));
  }
  if (!in.is_open() || in.bad() || std::filesystem::is_directory(path)) {
    throw Error(ForTerminal(path) + ": cannot be read; mcprisk lock writes one");
  }
  if (text.size() > kMaxLockBytes) {
    throw Error(ForTerminal(path) + ": larger than " + std::to_string(kMaxLockBytes >> 20) +
                " MiB (kMaxLockBytes)");
  }
  return text;
}

Lock ReadLockOrThrow(const std::string& path) {
  std::vector<Problem> problems;
  std::optional<Lock> lock = ReadLock(path, ReadLockFile(path), &problems);
  if (lock) return *std::move(lock);
  std::string all;
  for (const Problem& problem : problems) {
    all += (all.empty() ? "" : "\nmcprisk: ") + ForTerminal(problem.place) + ": " +
           ForTerminal(problem.what);
  }
  throw Error(all);
}

void PrintField(const FieldChange& field, Console& console) {
  console.out() << "    " << ForTerminal(field.field) << "\n";
  if (field.before)
    console.out() << "      - " << ForTerminal(*field.before, kFieldColumns) << "\n";
  if (field.after) console.out() << "      + " << ForTerminal(*field.after, kFieldColumns) << "\n";
}

void PrintChanges(const std::string& path, const std::vector<LockChange>& changes,
                  Console& console) {
  console.out() << ForTerminal(path) << ": " << Counted(changes.size(), "difference") << "\n";
  for (const LockChange& change : changes) {
    console.out() << "  " << ForTerminal(change.server) << ": "
                  << ForTerminal(LockChangeText(change), kFieldColumns) << "\n";
    for (const FieldChange& field : change.fields) PrintField(field, console);
  }
}

struct CheckOptions {
  StackOptions stack;
  std::string fail_on = "high";
  std::string lock;
  bool json = false;
  bool sarif = false;
};

void PrintText(const CheckOptions& options, const JudgedStack& judged,
               const std::vector<StackFinding>& findings, const std::vector<LockChange>& changes,
               Console& console) {
  console.out() << Counted(judged.servers.size(), "server") << ", "
                << Counted(findings.size(), "finding") << " of " << AsciiLowered(options.fail_on)
                << " or above\n";
  PrintStackFindings(findings, findings.size(), console);
  if (!changes.empty()) PrintChanges(options.lock, changes, console);
}

int Check(const CheckOptions& options, Console& console) {
  std::optional<Lock> lock;
  if (!options.lock.empty()) lock = ReadLockOrThrow(options.lock);
  const JudgedStack judged = JudgeStack(options.stack, console);
  PrintStackProblems(judged, console);
  std::vector<StackFinding> findings = FindingsWithFlows(judged.servers, judged.flows);
  const Severity level = *ParseSeverity(options.fail_on);
  auto below = [level](const StackFinding& finding) { return finding.severity < level; };
  std::vector<LockChange> changes;
  if (lock) changes = CompareLocks(*lock, MakeLock(judged.servers));
  const std::vector<StackFinding> drift = LockFindings(changes, judged.servers);
  const bool fails = !std::all_of(findings.begin(), findings.end(), below) || !changes.empty() ||
                     !judged.stack.problems.empty();
  if (options.json || options.sarif) {
    // A machine filters by itself; it gets everything.
    findings.insert(findings.end(), drift.begin(), drift.end());
    console.out() << (options.json
                          ? StackJson(judged, findings)
                          : ToSarif(findings, judged.stack.problems,
                                    {ProgramVersion(), std::filesystem::current_path().string()}));
  } else {
    std::erase_if(findings, below);
    PrintText(options, judged, findings, changes, console);
  }
  return fails ? kExitFindings : kExitDone;
}

int Run(const std::vector<std::string>& arguments, Console& console) {
  CheckOptions options;
  Options parser("check",
                 "Fails when the stack has findings of a level, or differs from its lock; for "
                 "continuous integration.",
                 "mcprisk check . --fail-on high --lock mcprisk.lock");
  options.stack.AddTo(&parser);
  parser.Choice("--fail-on", &options.fail_on, {"low", "medium", "high", "critical"},
                "The least severity that fails: low, medium, high (the default) or critical");
  parser.Text("--lock", &options.lock, "Fail when a definition differs from this file");
  parser.Flag("--json", &options.json, "Print everything as JSON");
  parser.Flag("--sarif", &options.sarif, "Print every finding as SARIF 2.1.0");
  if (!parser.Parse(arguments, console)) return kExitDone;
  if (options.json && options.sarif) throw UsageError("check: give --json or --sarif, not both");
  return Check(options, console);
}

}  // namespace

extern const Command kCheckCommand;
const Command kCheckCommand = {"check", "fails on a risky or changed stack, for CI", Run};

}  // namespace mcprisk
