// mcprisk classify: judge definitions without a catalog.
#include <fstream>
#include <iostream>
#include <sstream>

#include "base/text.h"
#include "classify/classify.h"
#include "commands/chosen_rules.h"
#include "commands/classify_input.h"
#include "commands/command.h"
#include "commands/options.h"
#include "commands/tool_text.h"
#include "records/tool_record.h"

namespace mcprisk {
namespace {

struct ClassifyOptions {
  std::string file = "-";
  std::string format = "text";
  std::string posture = "balanced";
  std::string rules;
  bool explain = false;
  bool json = false;
};

class ClassifyRun {
 public:
  ClassifyRun(const ClassifyOptions& options, const RuleSet& rules, const Posture& posture,
              Console& console)
      : options_(options), posture_(posture), console_(console), classifier_(rules) {}

  void One(const ClassifyInput& input) {
    Explanation explanation;
    Classification result =
        classifier_.Classify(input.tool, {input.server}, options_.explain ? &explanation : nullptr);
    Ruling ruling = MakeRuling(input.tool, result, posture_);
    if (options_.format == "text") {
      if (count_ > 0) console_.out() << "\n";
      ToolText text{&input.tool, &result, &ruling, input.server};
      console_.out() << (options_.explain ? ExplainText(text, explanation, console_)
                                          : DescribeText(text, console_));
    } else {
      bool lines = options_.format == "jsonl";
      if (!lines) console_.out() << (count_ == 0 ? "[\n" : ",\n");
      Value record = ToolRecord({input.server, &input.tool, &result, std::move(ruling)});
      console_.out() << record.Json(lines ? -1 : 2);
      if (lines) console_.out() << "\n";
    }
    ++count_;
  }

  void Finish() {
    if (options_.format == "json") console_.out() << (count_ == 0 ? "[]\n" : "\n]\n");
  }

 private:
  const ClassifyOptions& options_;
  const Posture& posture_;
  Console& console_;
  Classifier classifier_;
  size_t count_ = 0;
};

int Classify(const ClassifyOptions& options, Console& console) {
  const Posture* posture = Postures::Shipped().Find(options.posture);
  if (!posture) {
    throw UsageError("no posture \"" + options.posture + "\"; there are " +
                     Join(Postures::Shipped().Names(), ", "));
  }
  ChosenRules rules(options.rules);
  ClassifyRun run(options, *rules, *posture, console);
  size_t problems = 0;
  ProblemSink problem = [&](const Problem& p) {
    console.err() << "mcprisk: " << ForTerminal(p.place) << ": " << ForTerminal(p.what) << "\n";
    ++problems;
  };
  auto tool = [&](const ClassifyInput& input) { run.One(input); };
  if (options.file == "-") {
    ReadClassifyInput(std::cin, "standard input", tool, problem);
  } else {
    std::ifstream in(options.file, std::ios::binary);
    if (!in) throw Error(ForTerminal(options.file) + ": cannot be read; give a file or -");
    ReadClassifyInput(in, options.file, tool, problem);
  }
  run.Finish();
  return problems == 0 ? kExitDone : kExitFindings;
}

int Run(const std::vector<std::string>& arguments, Console& console) {
  ClassifyOptions options;
  Options parser("classify", "Judge tool definitions without a catalog.",
                 "mcprisk classify --explain tools.json");
  parser.Argument("FILE", &options.file, false,
                  "A tools/list result, one Tool, or JSON Lines of {\"server\":…,\"tool\":…}; - is "
                  "standard input");
  parser.Choice("--format", &options.format, {"text", "json", "jsonl"}, "What to print");
  parser.Flag("--json", &options.json, "The same as --format json");
  parser.Flag("--explain", &options.explain, "Show every rule that matched, and why others lost");
  parser.Text("--posture", &options.posture, "Posture of the recommendation");
  parser.Text("--rules", &options.rules, "Folder of rules to use instead of the shipped ones");
  if (!parser.Parse(arguments, console)) return kExitDone;
  if (options.json) options.format = "json";
  return Classify(options, console);
}

}  // namespace

extern const Command kClassifyCommand;
const Command kClassifyCommand = {"classify", "judge tool definitions, without a catalog", Run};

}  // namespace mcprisk
