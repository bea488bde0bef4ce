// Definitions and verdicts for tests of the classifier.
#ifndef MCPRISK_TESTS_SUPPORT_DEFINITIONS_H_
#define MCPRISK_TESTS_SUPPORT_DEFINITIONS_H_

#include <string>
#include <string_view>
#include <vector>

#include "classify/classify.h"
#include "classify/rule_set.h"
#include "model/classification.h"
#include "model/tool.h"

namespace mcprisk {

// A definition as a server sends it, in JSON; throws when it is none.
Tool Defined(std::string_view json);
// One of a name and perhaps a description.
Tool Named(std::string name, std::string description = {});

// The verdict of the shipped rules.
Classification Judged(const Tool& tool, std::string_view server = {},
                      Explanation* explanation = nullptr);

// "name[0,6) delete", one piece of evidence a line.
std::string EvidenceText(const std::vector<Evidence>& evidence);
// Everything in the record, one member a line: two records are the same when their texts are.
std::string RecordText(const Classification& classification);

// What is wrong with the record of this definition, whoever wrote it, one sentence a line: evidence
// that is not the very bytes, text that is no UTF-8, a rationale that is no two to four sentences
// or that shows a seam. Empty when nothing is.
std::string RecordFaults(const Tool& tool, const Classification& classification,
                         std::string_view server = {});

}  // namespace mcprisk

#endif  // MCPRISK_TESTS_SUPPORT_DEFINITIONS_H_
