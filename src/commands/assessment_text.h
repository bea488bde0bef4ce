// What follows for a server, for a person at a terminal.
#ifndef MCPRISK_COMMANDS_ASSESSMENT_TEXT_H_
#define MCPRISK_COMMANDS_ASSESSMENT_TEXT_H_

#include <string>
#include <string_view>
#include <vector>

#include "assess/assessment.h"
#include "assess/publisher.h"
#include "catalog/reader.h"
#include "commands/console.h"
#include "records/server_view.h"

namespace mcprisk {

// A label and a text that is wrapped beside it.
void PrintBeside(std::string_view label, const std::string& text, Console& console);

// One line: "  grade       D  50 points: …".
void PrintGrade(const ServerView& view, Console& console);
// What is wrong with its instructions and with its tools together.
void PrintServerFindings(const CatalogServer& server, Console& console);
// Who publishes it, whose name it nearly carries, and who else states its identities.
void PrintPublisher(const ServerView& view, Console& console);
// Capabilities with their tools, flows, and tokens.
void PrintReach(const ServerView& view, Console& console);
// The grade's formula, term by term.
void PrintGradeTerms(const ServerView& view, Console& console);
// A flow with its legs; `with_server`: tools are named "server:tool".
void PrintFlow(const Flow& flow, bool with_server, Console& console);

// "1,905 tokens, 1.0 % of a 200k window, 0.2 % of 1M".
std::string TokensText(size_t tokens);

}  // namespace mcprisk

#endif  // MCPRISK_COMMANDS_ASSESSMENT_TEXT_H_
