// Plays a server's part in a conversation from a script, and writes down what was said: tests read
// as script in, transcript out.
#ifndef MCPRISK_TESTS_SUPPORT_MCP_PLAY_H_
#define MCPRISK_TESTS_SUPPORT_MCP_PLAY_H_

#include <string>
#include <vector>

#include "crawl/mcp/conversation.h"

namespace mcprisk {

// Options for tests: ids 1, 2, 3 …, version "0", place "acme".
ConversationOptions PlayOptions();

// What the server says, message by message; "$" stands for the id of the question that is open.
// The transcript has a line for each message of ours, ids as #1, #2 …, and ends with the ending:
//
//   -> {"jsonrpc":"2.0","id":#1,"method":"server/discover",…}
//   = ok, 2 pages
//
// Once the conversation is over, what is left of the script is not said.
std::string Play(const ConversationOptions& options, const std::vector<std::string>& script);
std::string Play(const std::vector<std::string>& script);

// The methods that we ask, without the rest: "initialize, notifications/initialized, tools/list".
// Ends with the ending as above, behind " = ".
std::string PlayMethods(const ConversationOptions& options, const std::vector<std::string>& script);
std::string PlayMethods(const std::vector<std::string>& script);

// "limit.pages: …, 3 pages": how a test shows an answer.
std::string EndingLine(const LiveAnswer& answer);
// Listings and problems of an answer from `location`, as support/gather.h shows them.
std::string ListingText(const LiveAnswer& answer, const std::string& location);

// Messages of a well-behaved server.
std::string ResultOf(const std::string& result);  // {"jsonrpc":"2.0","id":"$","result":…}
std::string ErrorOf(int code, const std::string& message);
std::string LegacyGreeting();
std::string ModernGreeting();
// A page with tools of these names; `next` is its cursor as JSON, or empty.
std::string PageOf(const std::vector<std::string>& names, const std::string& next = "");

}  // namespace mcprisk

#endif  // MCPRISK_TESTS_SUPPORT_MCP_PLAY_H_
