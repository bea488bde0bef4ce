// mcprisk eval: how often the rules are right on labeled tools, and where they are not.
#include <atomic>
#include <fstream>
#include <nlohmann/json.hpp>

#include "base/text.h"
#include "classify/evaluation.h"
#include "classify/labels.h"
#include "commands/chosen_rules.h"
#include "commands/command.h"
#include "commands/eval_text.h"
#include "commands/options.h"
#include "crawl/crawl.h"

namespace mcprisk {
namespace {

using OrderedJson = nlohmann::ordered_json;

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

OrderedJson FiguresJson(const Accuracy& accuracy) {
  return {{"tools", accuracy.Tools()},
          {"strict", accuracy.Strict()},
          {"lenient", accuracy.Lenient()},
          {"effect_missed", accuracy.EffectMissed()},
          {"severe_missed", accuracy.SevereMissed()},
          {"false_alarm", accuracy.FalseAlarm()},
          {"macro_f1", accuracy.MacroF1()},
          {"calibration_error", accuracy.CalibrationError()}};
}

OrderedJson ConfusionJson(const Accuracy& accuracy) {
  OrderedJson json;
  for (int label = 0; label < kCategories; ++label) {
    auto labeled = static_cast<Category>(label);
    for (int verdict = 0; verdict < kCategories; ++verdict) {
      auto called = static_cast<Category>(verdict);
      json[std::string(CategoryName(labeled))][std::string(CategoryName(called))] =
          accuracy.Count(labeled, called);
    }
  }
  return json;
}

OrderedJson MissJson(const Miss& miss) {
  OrderedJson considered = OrderedJson::array();
  for (const Explanation::Considered& one : miss.explanation.considered) {
    OrderedJson evidence = OrderedJson::array();
    for (const Evidence& span : one.evidence) {
      evidence.push_back(
          {{"field", span.field}, {"start", span.begin}, {"end", span.end}, {"quote", span.quote}});
    }
    considered.push_back({{"rule", one.rule},
                          {"claim", one.claim},
                          {"outcome", one.outcome},
                          {"evidence", std::move(evidence)}});
  }
  OrderedJson json = {{"line", miss.label.line},
                      {"digest", miss.label.tool->digest.Hex()},
                      {"server", miss.label.server},
                      {"name", miss.label.name},
                      {"label", CategoryName(miss.label.category)},
                      {"category", CategoryName(miss.verdict.category)},
                      {"confidence", miss.verdict.confidence},
                      {"path", miss.explanation.path},
                      {"considered", std::move(considered)}};
  for (const Operation& operation : miss.verdict.operations) {
    json["operations"][operation.value] = CategoryName(operation.category);
  }
  return json;
}

OrderedJson EvaluationJson(const Evaluation& evaluation, bool misses) {
  OrderedJson json = {{"ruleset", evaluation.rules().digest().Hex()},
                      {"all", FiguresJson(evaluation.all())},
                      {"strata", OrderedJson::object()},
                      {"confusion", ConfusionJson(evaluation.all())}};
  for (const auto& [stratum, accuracy] : evaluation.strata()) {
    json["strata"][stratum] = FiguresJson(accuracy);
  }
  const OperationScore& operations = evaluation.operation_score();
  json["operations"] = {{"tools", operations.tools},
                        {"values", operations.values},
                        {"right", operations.right},
                        {"unreported", operations.unreported}};
  for (const auto& [rule, score] : evaluation.rule_scores()) {
    json["rules"][rule] = {
        {"matched", score.matched}, {"support", score.decided}, {"right", score.right}};
  }
  for (const auto& [path, score] : evaluation.path_scores()) {
    json["paths"][path] = {{"tools", score.tools}, {"right", score.right}};
  }
  if (!misses) return json;
  json["misses"] = OrderedJson::array();
  for (const Miss* miss : evaluation.Misses()) json["misses"].push_back(MissJson(*miss));
  return json;
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
    console.out() << EvaluationJson(evaluation, options.misses)
                         .dump(2, ' ', false, OrderedJson::error_handler_t::replace)
                  << "\n";
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
