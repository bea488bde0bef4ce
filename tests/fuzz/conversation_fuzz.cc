// Conversations: whatever a server says, line by line, asking it ends within its bounds, and what
// was kept can be read. "$" stands for the id of the open question, so that answers fit.
#include <set>
#include <string>

#include "base/json.h"
#include "base/text.h"
#include "crawl/mcp/conversation.h"
#include "fuzz/targets.h"

namespace mcprisk {
namespace {

constexpr unsigned kLegacyFirst = 1;
constexpr unsigned kNoisy = 2;

// An answer that was kept is a saved session: JSON, and one listing at most with distinct tools.
void ReadKept(const LiveAnswer& answer) {
  if (answer.greeting.empty()) return;
  size_t listings = 0;
  CrawlSink sink;
  sink.listing = [&](const Listing& listing) {
    ++listings;
    std::set<std::string> names;
    for (const Tool& tool : listing.tools.value_or(std::vector<Tool>())) {
      Promise(names.insert(tool.name).second, "a tool is listed once");
    }
  };
  sink.problem = [](const Source&, const Problem&) {};
  sink.file = [] {};
  EmitLiveAnswer(answer, {"fuzz", "", {}}, sink);
  Promise(listings <= 1, "an answer is one listing");
}

}  // namespace

void FuzzConversation(std::string_view bytes) {
  if (bytes.empty()) return;
  const auto flags = static_cast<unsigned char>(bytes.front());
  bytes.remove_prefix(1);
  ConversationOptions options;
  options.client_version = "0";
  options.place = "fuzz";
  options.random = [] { return uint64_t{0}; };
  options.legacy_first = (flags & kLegacyFirst) != 0;
  options.noisy = (flags & kNoisy) != 0;
  options.limits.pages = 4;
  options.limits.tools = 16;
  options.limits.stray_messages = 8;
  options.limits.message_bytes = 4096;
  Conversation conversation(std::move(options));
  JsonParser parser;
  conversation.Start();
  for (std::string_view line : Split(bytes, '\n')) {
    for (const OutgoingMessage& message : conversation.TakeOutgoing()) {
      Promise(parser.Parse(message.text).has_value(), "what we say is JSON");
    }
    if (conversation.Done()) break;
    conversation.Receive(ReplaceAll(std::string(line), "$", "0000000000000000"));
  }
  Promise(conversation.answer().pages.size() <= 4, "pages are counted");
  ReadKept(conversation.answer());
}

}  // namespace mcprisk
