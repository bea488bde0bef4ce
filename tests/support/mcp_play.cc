#include "support/mcp_play.h"

#include <memory>

#include "base/text.h"
#include "support/gather.h"

namespace mcprisk {
namespace {

// "0000000000000001" and its like.
std::string IdText(uint64_t id) {
  std::string text = std::to_string(id);
  return std::string(16 - text.size(), '0') + text;
}

class Player {
 public:
  Player(const ConversationOptions& options, const std::vector<std::string>& script)
      : conversation_(Counting(options)) {
    conversation_.Start();
    Listen();
    for (const std::string& message : script) {
      if (!conversation_.Done()) Say(message);
    }
  }

  std::string EndOf() const {
    return conversation_.Done() ? EndingLine(conversation_.answer()) : "waiting";
  }
  const std::string& transcript() const { return transcript_; }
  const std::vector<std::string>& methods() const { return methods_; }

 private:
  void Say(const std::string& message) {
    conversation_.Receive(ReplaceAll(message, "$", IdText(*ids_)));
    Listen();
  }

  ConversationOptions Counting(ConversationOptions options) {
    options.random = [ids = ids_] { return ++*ids; };
    return options;
  }

  void Listen() {
    for (const OutgoingMessage& message : conversation_.TakeOutgoing()) {
      std::string text = message.text;
      for (uint64_t id = 1; id <= *ids_; ++id) {
        text = ReplaceAll(text, "\"" + IdText(id) + "\"", "#" + std::to_string(id));
      }
      transcript_ += "-> " + text + "\n";
      methods_.push_back(message.method.empty() ? "answer" : message.method);
    }
  }

  std::shared_ptr<uint64_t> ids_ = std::make_shared<uint64_t>(0);
  Conversation conversation_;
  std::string transcript_;
  std::vector<std::string> methods_;
};

}  // namespace

ConversationOptions PlayOptions() {
  ConversationOptions options;
  options.client_version = "0";
  options.place = "acme";
  options.random = [id = uint64_t{0}]() mutable { return ++id; };
  return options;
}

std::string Play(const ConversationOptions& options, const std::vector<std::string>& script) {
  Player player(options, script);
  return player.transcript() + "= " + player.EndOf() + "\n";
}

std::string Play(const std::vector<std::string>& script) { return Play(PlayOptions(), script); }

std::string PlayMethods(const ConversationOptions& options,
                        const std::vector<std::string>& script) {
  Player player(options, script);
  return Join(player.methods(), ", ") + " = " + player.EndOf();
}

std::string PlayMethods(const std::vector<std::string>& script) {
  return PlayMethods(PlayOptions(), script);
}

std::string EndingLine(const LiveAnswer& answer) {
  std::string line(OutcomeName(answer.ending.outcome));
  if (!answer.ending.detail.empty()) line += ": " + answer.ending.detail;
  if (!answer.pages.empty()) line += ", " + Counted(answer.pages.size(), "page");
  return line;
}

std::string ListingText(const LiveAnswer& answer, const std::string& location) {
  Gathered gathered;
  CrawlSink sink;
  sink.listing = [&](Listing listing) { gathered.listings.push_back(std::move(listing)); };
  sink.problem = [&](const Source& source, Problem problem) {
    gathered.problems.emplace_back(source, std::move(problem));
  };
  sink.file = [] {};
  EmitLiveAnswer(answer, {location, "", {}}, sink);
  return gathered.Text();
}

std::string ResultOf(const std::string& result) {
  return R"({"jsonrpc":"2.0","id":"$","result":)" + result + "}";
}

std::string ErrorOf(int code, const std::string& message) {
  return R"({"jsonrpc":"2.0","id":"$","error":{"code":)" + std::to_string(code) +
         R"(,"message":")" + message + "\"}}";
}

std::string LegacyGreeting() {
  return ResultOf(R"({"protocolVersion":"2025-06-18","capabilities":{"tools":{}},)"
                  R"("serverInfo":{"name":"acme","version":"1.0"}})");
}

std::string ModernGreeting() {
  return ResultOf(R"({"supportedVersions":["2026-07-28"],"capabilities":{"tools":{}},)"
                  R"("_meta":{"io.modelcontextprotocol/serverInfo":)"
                  R"({"name":"acme","version":"2.0"}}})");
}

std::string PageOf(const std::vector<std::string>& names, const std::string& next) {
  std::string page = R"({"tools":[)";
  for (const std::string& name : names) {
    if (!page.ends_with('[')) page += ",";
    page += R"({"name":")" + name + R"(","inputSchema":{"type":"object"}})";
  }
  page += "]";
  if (!next.empty()) page += R"(,"nextCursor":)" + next;
  return ResultOf(page + "}");
}

}  // namespace mcprisk
