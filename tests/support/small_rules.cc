#include "support/small_rules.h"

#include <algorithm>
#include <stdexcept>

#include "base/embedded.h"

namespace mcprisk {
namespace {

constexpr char kVocabulary[] = R"(verbs:
  Read:
    always: [get, list, search, check, read, describe, simulate, fetch, find]
    usually: [download, filter, test]
    sometimes: [report, page, map]
  Write:
    always: [create, update, add, set, save, rename, manage]
    usually: [comment, label, archive, put]
    sometimes: [note, issue]
  Execute:
    always: [execute, deploy, send, click, generate]
    usually: [run, post, start, stop]
    sometimes: [command]
  Destructive:
    always: [delete, remove, purge]
    usually: [clear, drop]
  Financial:
    always: [pay, refund]
    usually: [trade, transfer, charge]
    sometimes: [order]
irregular: { sent: send, paid: pay }
actions: { generation: generate, deletion: delete, runner: run }
lists:
  prepositions: [of, for, from, with, in, by, to, "on"]
  of: [of]
  adjectives: [clear]
  determiners: [a, an, the, this, all, your, its, new]
  conjunctions: [and, or]
  negations: [not, without, never]
  describing: [complete]
  adverbs: [permanently, safely, also]
  openers: [to, that, can, for, by]
  questions: [is, has, can]
  states: [status, history, list, count]
  outcomes: [preview, estimate]
  records: [record]
  event_nouns: [run, order, charge, deploy]
  suffix_verbs: [get, list, delete, clear, run, command]
  noun_suffixes: [list]
  kept_states: [link]
  interfaces: [browser]
  light_nouns: [list, number, set]
  name_fillers: [mcp, tool, api, v1]
  skipped_sentences: [if, note, warning]
  light_verbs: [run, create]
  simulations: [simulate, check]
  vague_reading: [describe]
  plain_reading: [get, list]
  session_verbs: [post]
  amending_verbs: [update]
  offering_verbs: [provide]
  storing_verbs: [save]
  umbrella_verbs: [manage]
  hollow_verbs: [manage]
  pairs_with_remove: [add]
  undoes_adding: [remove]
  action_parameters: [action, method]
  thing: [file, user, record]
  big_thing: [$thing, database]
compounds: [pull request, order book]
boilerplate: [use this tool to, this tool, a tool that]
)";

constexpr char kCapabilities[] = R"(reads-secrets: reads credentials
bulk: acts on many things at once
probe: what a test looks for
)";

constexpr char kRisk[] =
    R"(start: { Read: Low, Write: Medium, Execute: High, Destructive: Critical, Financial: Critical }
moves:
  - { capability: reads-secrets, at_least: High, because: it hands out secrets }
  - { capability: bulk, category: [Write, Execute], step: 1, because: it acts on many things }
)";

constexpr char kPrecedence[] = R"(frame: [pays, deletes, starts, changes, retrieves]
)";

std::string VerbRule(const std::string& name, const std::string& category, const std::string& verbs,
                     const std::string& example) {
  return "id: category/" + name + "\ntitle: T\nstatus: stable\nclaim: { category: " + category +
         " }\nmatch: { verb: " + verbs +
         " }\nrationale: It does {verb} with {object|something}.\n"
         "examples:\n  match: [{ name: " +
         example + " }]\n  no_match: [{ name: unheard_of }]\n";
}

std::vector<RuleFile> Unchanged() {
  std::vector<RuleFile> files = {
      {"rules/vocabulary.yaml", kVocabulary},
      {"rules/capabilities.yaml", kCapabilities},
      {"rules/risk.yaml", kRisk},
      {"rules/precedence.yaml", kPrecedence},
      {"rules/category/retrieves.yaml", VerbRule("retrieves", "Read", "$read", "get_file")},
      {"rules/category/changes.yaml", VerbRule("changes", "Write", "$write", "save_file")},
      {"rules/category/starts.yaml", VerbRule("starts", "Execute", "$execute", "run_it")},
      {"rules/category/deletes.yaml",
       VerbRule("deletes", "Destructive", "$destructive", "delete_file")},
      {"rules/category/pays.yaml", VerbRule("pays", "Financial", "$financial", "pay_it")},
  };
  // The decision paths belong to the code that takes them, so their table is the shipped one.
  for (const EmbeddedFile& file : EmbeddedFiles()) {
    if (file.path == "rules/confidence.yaml") {
      files.push_back({std::string(file.path), std::string(file.text)});
    }
  }
  return files;
}

}  // namespace

std::vector<RuleFile> SmallRules(std::vector<RuleFile> changes) {
  std::vector<RuleFile> files = Unchanged();
  for (RuleFile& change : changes) {
    auto same = std::find_if(files.begin(), files.end(),
                             [&](const RuleFile& file) { return file.path == change.path; });
    if (same == files.end()) {
      files.push_back(std::move(change));
    } else {
      *same = std::move(change);
    }
  }
  return files;
}

std::unique_ptr<RuleSet> LoadedSmallRules(std::vector<RuleFile> changes) {
  Result<std::unique_ptr<RuleSet>> set = RuleSet::FromFiles(SmallRules(std::move(changes)));
  if (!set) throw std::runtime_error(set.error());
  return std::move(*set);
}

const RuleSet& SmallRuleSet() {
  static const std::unique_ptr<RuleSet> set = LoadedSmallRules({});
  return *set;
}

std::string ReadingOf(std::vector<RuleFile> changes) {
  Result<std::unique_ptr<RuleSet>> set = RuleSet::FromFiles(SmallRules(std::move(changes)));
  return set ? "loads" : set.error();
}

RuleFile RuleOf(const std::string& path, const std::string& claim, const std::string& match) {
  return {"rules/" + path + ".yaml", "id: " + path + "\ntitle: T\nstatus: stable\nclaim: { " +
                                         claim + " }\nmatch: " + match +
                                         "\nrationale: It does it.\nmessage: It is so.\n"
                                         "examples:\n  match: [{ name: a }]\n"
                                         "  no_match: [{ name: b }]\n"};
}

}  // namespace mcprisk
