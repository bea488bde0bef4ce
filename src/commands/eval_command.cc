// mcprisk eval: how often the rules are right on labeled tools, and where they are not.
#include <atomic>
#include <fstream>

#include "base/text.h"
#include "classify/evaluation.h"
#include "classify/labels.h"
#include "commands/chosen_rules.h"
#include "commands/command.h"
#include "commands/eval_text.h"
#include "commands/options.h"
#include "crawl/crawl.h"
#include "records/tool_record.h"

namespace mcprisk {
namespace {

struct EvalOptions {
  std::string labels;
  std::vector<std::string> definitions;
  std::string rules;
  bool misses = false;
  bool json = false;
};

LabelSet ReadLabels(const EvalOptions& options, const ProblemSink& problem) {
  std::ifstream in(options.labels, std::ios::binary);
  if (!in) throw Error(ForTerminal(options.labels) + ": cannot be read; give a file of labels");
  LabelSet labels = LabelSet::Read(in, options.labels, problem);
  CrawlSink sink;
  sink.listing = [&](const Listing& listing) {
    if (!listing.tools) return;
    for (const Tool& tool : *listing.tools) labels.Offer(listing.server.name, tool);
  };
  sink.problem = [&](const Source&, Problem one) { problem(std::move(one)); };
  sink.file = [] {};
  const std::atomic<bool> stop = false;
  Crawl(options.definitions, stop, sink);
  return labels;
}

Value FiguresRecord(const Accuracy& accuracy) {
  return Value::Map({{"tools", accuracy.Tools()},
                     {"strict", accuracy.Strict()},
                     {"lenient", accuracy.Lenient()},
                     {"effect_missed", accuracy.EffectMissed()},
                     {"severe_missed", accuracy.SevereMissed()},
                     {"false_alarm", accuracy.FalseAlarm()},
                     {"macro_f1", accuracy.MacroF1()},
                     {"calibration_error", accuracy.CalibrationError()}});
}

Value ConfusionRecord(const Accuracy& accuracy) {
  return CountsByCategory([&accuracy](Category labeled) {
    return CountsByCategory([&](Category called) { return accuracy.Count(labeled, called); });
  });
}

Value ConsideredRecord(const Explanation::Considered& one) {
  Value evidence = Value::ListOf(one.evidence, [](const Evidence& span) {
    return Value::Map(
        {{"field", span.field}, {"start", span.begin}, {"end", span.end}, {"quote", span.quote}});
  });
  return Value::Map({{"rule", one.rule},
                     {"claim", one.claim},
                     {"outcome", one.outcome},
                     {"evidence", std::move(evidence)}});
}

Value MissRecord(const Miss* miss) {
  Value record =
      Value::Map({{"line", miss->label.line},
                  {"digest", miss->label.tool->digest.Hex()},
                  {"server", miss->label.server},
                  {"name", miss->label.name},
                  {"label", CategoryName(miss->label.category)},
                  {"category", CategoryName(miss->verdict.category)},
                  {"confidence", miss->verdict.confidence},
                  {"path", miss->explanation.path},
                  {"considered", Value::ListOf(miss->explanation.considered, ConsideredRecord)}});
  if (miss->verdict.operations.empty()) return record;
  Value operations = Value::Map();
  for (const Operation& operation : miss->verdict.operations) {
    operations.Set(operation.value, CategoryName(operation.category));
  }
  record.Set("operations", std::move(operations));
  return record;
}

Value EvaluationRecord(const Evaluation& evaluation, bool misses) {
  Value strata = Value::Map();
  for (const auto& [stratum, accuracy] : evaluation.strata()) {
    strata.Set(stratum, FiguresRecord(accuracy));
  }
  const OperationScore& operations = evaluation.operation_score();
  Value record = Value::Map({{"ruleset", evaluation.rules().digest().Hex()},
                             {"all", FiguresRecord(evaluation.all())},
                             {"strata", std::move(strata)},
                             {"confusion", ConfusionRecord(evaluation.all())},
                             {"operations", Value::Map({{"tools", operations.tools},
                                                        {"values", operations.values},
                                                        {"right", operations.right},
                                                        {"unreported", operations.unreported}})}});
  Value rules = Value::Map();
  for (const auto& [rule, score] : evaluation.rule_scores()) {
    rules.Set(rule, Value::Map({{"matched", score.matched},
                                {"support", score.decided},
                                {"right", score.right}}));
  }
  record.Set("rules", std::move(rules));
  Value paths = Value::Map();
  for (const auto& [path, score] : evaluation.path_scores()) {
    paths.Set(path, Value::Map({{"tools", score.tools}, {"right", score.right}}));
  }
  record.Set("paths", std::move(paths));
  if (misses) record.Set("misses", Value::ListOf(evaluation.Misses(), MissRecord));
  return record;
}

void PrintText(const EvalOptions& options, const Evaluation& evaluation, Console& console) {
  console.out() << ForTerminal(options.labels) << " · " << Counted(evaluation.all().Tools(), "tool")
                << " · rules " << evaluation.rules().digest().Hex().substr(0, 12) << "\n\n"
                << FiguresText(evaluation) << "\n"
                << ConfusionText(evaluation.all()) << "\n"
                << RuleScoresText(evaluation) << "\n"
                << PathScoresText(evaluation);
  if (options.misses) {
    std::string misses = MissesText(evaluation, console.columns());
    console.out() << "\n" << (misses.empty() ? "  no verdict is wrong\n" : misses);
  }
}

int Eval(const EvalOptions& options, Console& console) {
  ChosenRules rules(options.rules);
  size_t problems = 0;
  ProblemSink problem = [&](const Problem& p) {
    console.err() << "mcprisk: " << ForTerminal(p.place) << ": " << ForTerminal(p.what) << "\n";
    ++problems;
  };
  LabelSet labels = ReadLabels(options, problem);
  if (std::vector<const Label*> missing = labels.Missing(); !missing.empty()) {
    size_t others = missing.size() - 1;
    std::string more = others == 0 ? "" : ", and of " + Grouped(others) + " more neither";
    problem({options.labels + ":" + std::to_string(missing[0]->line),
             "the definition of this label is not there" + more +
                 "; give the files that hold them with --definitions"});
  }
  Evaluation evaluation(*rules);
  for (const Label& label : labels.labels()) {
    if (label.tool) evaluation.Add(label);
  }
  if (evaluation.all().Tools() == 0) {
    throw Error(ForTerminal(options.labels) + ": no label to measure by");
  }
  if (options.json) {
    console.out() << EvaluationRecord(evaluation, options.misses).Json() << "\n";
  } else {
    PrintText(options, evaluation, console);
  }
  return problems == 0 ? kExitDone : kExitFindings;
}

int Run(const std::vector<std::string>& arguments, Console& console) {
  EvalOptions options;
  Options parser("eval", "Measure the rules on labeled tools.",
                 "mcprisk eval data/labels/sample.jsonl --definitions data/sample-registry");
  parser.Argument("LABELS", &options.labels, true,
                  "JSON Lines of {\"category\":…} with \"tool\", \"digest\", or \"server\" and "
                  "\"name\"");
  parser.Texts("--definitions", &options.definitions,
               "Where the definitions are that labels name: anything that index takes");
  parser.Text("--rules", &options.rules, "Folder of rules to use instead of the shipped ones");
  parser.Flag("--misses", &options.misses, "Show every wrong verdict and how it came about");
  parser.Flag("--json", &options.json, "Print as JSON");
  if (!parser.Parse(arguments, console)) return kExitDone;
  return Eval(options, console);
}

}  // namespace

extern const Command kEvalCommand;
const Command kEvalCommand = {"eval", "measure the rules on labeled tools", Run};

}  // namespace mcprisk
