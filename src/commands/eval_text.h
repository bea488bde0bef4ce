// An evaluation for a person at a terminal. Definitions are text of strangers and come escaped.
#ifndef MCPRISK_COMMANDS_EVAL_TEXT_H_
#define MCPRISK_COMMANDS_EVAL_TEXT_H_

#include <cstddef>
#include <string>

#include "classify/evaluation.h"

namespace mcprisk {

// The figures of each stratum, and of all: a line each.
std::string FiguresText(const Evaluation& evaluation);
// Labels against verdicts.
std::string ConfusionText(const Accuracy& accuracy);
// The rules that decided, those with the most wrong verdicts first; then the decision paths, by
// their part in the verdicts.
std::string RuleScoresText(const Evaluation& evaluation);
std::string PathScoresText(const Evaluation& evaluation);
// Every wrong verdict, the worst first: the tool, the path, and each rule that spoke with the words
// it saw.
std::string MissesText(const Evaluation& evaluation, size_t columns);

}  // namespace mcprisk

#endif  // MCPRISK_COMMANDS_EVAL_TEXT_H_
