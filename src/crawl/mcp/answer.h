// What asking one live server brought, and how it becomes a Listing.
//
// The messages themselves are kept, not what was understood of them: a saved session is a document
// like any other (formats: "tools-list"), so it can be archived, replayed offline, and is read by
// the one reader that all lists of tools share.
#ifndef MCPRISK_CRAWL_MCP_ANSWER_H_
#define MCPRISK_CRAWL_MCP_ANSWER_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "crawl/crawl.h"
#include "crawl/fetch/fetcher.h"
#include "crawl/fetch/outcome.h"
#include "model/listing.h"

namespace mcprisk {

// How a server is talked to; also the words of registry records.
enum class McpTransport { kStdio, kStreamableHttp, kSse };
std::string_view McpTransportName(McpTransport transport);  // "stdio", "streamable-http", "sse"

struct LiveAnswer {
  // kOk: the whole list. Else why it is missing or, with pages, incomplete.
  Ending ending;
  McpTransport transport = McpTransport::kStdio;
  TlsPeer tls;                     // of the last answer over TLS
  std::string protocol_version;    // agreed on; empty before that
  std::string greeting;            // the message that answered initialize or server/discover
  std::vector<std::string> pages;  // the messages that answered tools/list, in order
  std::vector<Problem> lost;       // definitions given up because they do not parse

  // What the server said can be told from what it did not: with kNoTools there are none.
  bool ToolsKnown() const { return !pages.empty() || ending.outcome == Outcome::kNoTools; }
  bool Partial() const { return !pages.empty() && !ending.Ok(); }
  // "Bearer", of the ending "HTTP 401, Bearer"; empty when it names none.
  std::string AuthenticationScheme() const;
};

// In the detail of an ending, before the scheme that a 401 names.
inline constexpr std::string_view kBeforeScheme = ", ";

// The session as one JSON document: an array of the greeting and the pages.
std::string SessionText(const LiveAnswer& answer);

// The format under which sources and problems of live servers are filed.
inline constexpr std::string_view kLiveFormat = "live";

// What a listing of a live server is filed under.
struct LiveOrigin {
  std::string location;  // the URL, or the command line
  // Unless empty, the server's name; else it is what the server calls itself or, if it does not
  // say, `location`.
  std::string name;
  // What else is known of the server, such as its package.
  std::vector<Identity> identities;
};

// Hands out the listing and the problems of one answer: one listing where the server told anything,
// if only that it wants credentials, and a problem unless the list is complete. Problems have
// places `location`#message.
void EmitLiveAnswer(const LiveAnswer& answer, const LiveOrigin& origin, const CrawlSink& sink);

}  // namespace mcprisk

#endif  // MCPRISK_CRAWL_MCP_ANSWER_H_
