#include "commands/eval_text.h"

#include <algorithm>
#include <cstdio>
#include <initializer_list>
#include <string_view>
#include <utility>
#include <vector>

#include "base/text.h"

namespace mcprisk {
namespace {

constexpr size_t kNameColumns = 20;
constexpr size_t kNumberColumns = 9;
constexpr size_t kRuleColumns = 44;
constexpr size_t kQuoteColumns = 40;
constexpr size_t kServerColumns = 24;

std::string Number(size_t number) { return RightAligned(Grouped(number), kNumberColumns); }
std::string Share(double share) { return RightAligned(Percent(share), kNumberColumns); }

double Part(size_t part, size_t whole) {
  return whole == 0 ? 0 : static_cast<double>(part) / static_cast<double>(whole);
}

std::string FiguresLine(std::string_view name, const Accuracy& a) {
  return "  " + PadTo(name, kNameColumns) + Number(a.Tools()) + Share(a.Strict()) +
         Share(a.Lenient()) + Share(a.EffectMissed()) + Share(a.SevereMissed()) +
         Share(a.FalseAlarm()) + Share(a.MacroF1()) + Share(a.CalibrationError()) + "\n";
}

std::string Columns(std::string_view name, std::initializer_list<std::string_view> columns) {
  std::string line = "  " + PadTo(name, kNameColumns);
  for (std::string_view column : columns) line += RightAligned(column, kNumberColumns);
  return line + "\n";
}

std::string TwoDecimals(double value) {
  char text[16];
  std::snprintf(text, sizeof(text), "%.2f", value);
  return text;
}

std::string MissText(const Miss& miss, size_t columns) {
  const Label& label = miss.label;
  std::string text = "  " + std::string(CategoryName(label.category)) + " called " +
                     std::string(CategoryName(miss.verdict.category)) + " by " +
                     miss.explanation.path + ", confidence " +
                     TwoDecimals(miss.verdict.confidence) + "\n";
  std::string tool = label.name;
  if (!label.server.empty()) tool += " (" + ForTerminal(label.server, kServerColumns) + ")";
  if (label.tool->description) tool += " · \"" + *label.tool->description + "\"";
  text += "    " + ForTerminal(tool, columns - 4) + "\n";
  for (const Operation& operation : miss.verdict.operations) {
    text += "    operation " + ForTerminal(operation.value, kQuoteColumns) + "  " +
            std::string(CategoryName(operation.category)) + "\n";
  }
  for (const Explanation::Considered& one : miss.explanation.considered) {
    // What a capability or the other side's reasons are does not explain the category.
    if (!ParseCategory(one.claim)) continue;
    std::string line = one.rule + "  " + one.claim + "  " +
                       (one.outcome.starts_with("lost") ? "lost" : one.outcome);
    for (const Evidence& evidence : one.evidence) {
      line += "  " + evidence.field + " " + std::to_string(evidence.begin) + "…" +
              std::to_string(evidence.end) + " \"" + ForTerminal(evidence.quote, kQuoteColumns) +
              "\"";
    }
    text += "      " + ForTerminal(line, columns - 6) + "\n";
  }
  return text;
}

}  // namespace

std::string FiguresText(const Evaluation& evaluation) {
  std::string text = Columns("", {"", "", "", "effect", "severe", "false", "", "calibr."});
  text += Columns("stratum",
                  {"tools", "strict", "lenient", "missed", "missed", "alarm", "macro F1", "error"});
  for (const auto& [stratum, accuracy] : evaluation.strata()) {
    text += FiguresLine(ForTerminal(stratum), accuracy);
  }
  text += FiguresLine("all", evaluation.all());
  const OperationScore& operations = evaluation.operation_score();
  if (operations.tools == 0) return text;
  return text + "\n  " + Counted(operations.values, "operation") + " of " +
         Counted(operations.tools, "tool") + ": " +
         Percent(Part(operations.right, operations.values)) + " right, " +
         std::to_string(operations.unreported) + " not reported\n";
}

std::string ConfusionText(const Accuracy& accuracy) {
  constexpr size_t kColumn = 13;
  std::string text = "  " + PadTo("label \\ called", kNameColumns);
  for (int verdict = 0; verdict < kCategories; ++verdict) {
    text += RightAligned(CategoryName(static_cast<Category>(verdict)), kColumn);
  }
  text += "\n";
  for (int label = 0; label < kCategories; ++label) {
    auto labeled = static_cast<Category>(label);
    text += "  " + PadTo(CategoryName(labeled), kNameColumns);
    for (int verdict = 0; verdict < kCategories; ++verdict) {
      text +=
          RightAligned(Grouped(accuracy.Count(labeled, static_cast<Category>(verdict))), kColumn);
    }
    text += "\n";
  }
  return text;
}

std::string RuleScoresText(const Evaluation& evaluation) {
  std::vector<std::pair<std::string, RuleScore>> scores;
  for (const auto& [rule, score] : evaluation.rule_scores()) {
    if (score.decided > 0) scores.emplace_back(rule, score);
  }
  std::stable_sort(scores.begin(), scores.end(), [](const auto& a, const auto& b) {
    return a.second.decided - a.second.right > b.second.decided - b.second.right;
  });
  std::string text = "  " + PadTo("rule", kRuleColumns);
  for (const char* column : {"matched", "support", "wrong", "precision"}) {
    text += RightAligned(column, kNumberColumns + 1);
  }
  text += "\n";
  for (const auto& [rule, score] : scores) {
    text += "  " + PadTo(rule, kRuleColumns) + " " + Number(score.matched) + " " +
            Number(score.decided) + " " + Number(score.decided - score.right) + " " +
            Share(Part(score.right, score.decided)) + "\n";
  }
  return text;
}

std::string PathScoresText(const Evaluation& evaluation) {
  std::vector<std::pair<std::string, PathScore>> scores(evaluation.path_scores().begin(),
                                                        evaluation.path_scores().end());
  std::stable_sort(scores.begin(), scores.end(),
                   [](const auto& a, const auto& b) { return a.second.tools > b.second.tools; });
  std::string text = "  " + PadTo("decision path", kRuleColumns);
  for (const char* column : {"tools", "wrong", "right", "claimed"}) {
    text += RightAligned(column, kNumberColumns + 1);
  }
  text += "\n";
  for (const auto& [path, score] : scores) {
    text += "  " + PadTo(path, kRuleColumns) + " " + Number(score.tools) + " " +
            Number(score.tools - score.right) + " " + Share(Part(score.right, score.tools)) + " " +
            Share(evaluation.rules().Path(path).confidence) + "\n";
  }
  return text;
}

std::string MissesText(const Evaluation& evaluation, size_t columns) {
  std::string text;
  for (const Miss* miss : evaluation.Misses()) text += MissText(*miss, columns);
  return text;
}

}  // namespace mcprisk
