#include "crawl/mcp/stdio_dialogue.h"

#include <utility>

#include "base/text.h"
#include "crawl/limits.h"

namespace mcprisk {
namespace {

ConversationOptions ForStdio(ConversationOptions options) {
  options.legacy_first = true;
  options.noisy = true;
  return options;
}

}  // namespace

StdioDialogue::StdioDialogue(ConversationOptions options)
    : max_line_(options.limits.message_bytes), conversation_(ForStdio(std::move(options))) {
  conversation_.mutable_answer()->transport = McpTransport::kStdio;
}

std::string StdioDialogue::Start() {
  conversation_.Start();
  return Write();
}

std::string StdioDialogue::Receive(std::string_view output) {
  while (!output.empty() && !Done()) {
    const size_t end = output.find('\n');
    std::string_view piece = output.substr(0, end);
    if (line_.size() + piece.size() > max_line_) {
      Fail({Outcome::kLimitBody, LimitText("kMaxMessageBytes", max_line_)});
      break;
    }
    line_ += piece;
    if (end == std::string_view::npos) break;
    output.remove_prefix(end + 1);
    std::string line = std::exchange(line_, {});
    if (!Trimmed(line).empty()) conversation_.Receive(std::move(line));
  }
  return Write();
}

std::string StdioDialogue::Write() {
  std::string lines;
  for (const OutgoingMessage& message : conversation_.TakeOutgoing()) {
    lines.append(message.text).push_back('\n');
  }
  return lines;
}

}  // namespace mcprisk
