// Asking one MCP server over its standard input and output: one JSON message a line.
//
// No process here, only what to write and what came out. Lines that are no JSON-RPC, such as a
// banner, are passed over, within kMaxStrayMessages. Deterministic; one dialogue for one thread.
#ifndef MCPRISK_CRAWL_MCP_STDIO_DIALOGUE_H_
#define MCPRISK_CRAWL_MCP_STDIO_DIALOGUE_H_

#include <cstddef>
#include <string>
#include <string_view>

#include "crawl/mcp/conversation.h"

namespace mcprisk {

class StdioDialogue {
 public:
  // A server that exits on a request before initialize, and one that starts slowly, look alike when
  // they are asked for the modern era first; so initialize comes first here.
  explicit StdioDialogue(ConversationOptions options);

  // Each returns what to write to the server's standard input now.
  std::string Start();
  std::string Receive(std::string_view output);
  // Its output ended, or time did.
  void Fail(Ending ending) { conversation_.Fail(std::move(ending)); }

  bool Done() const { return conversation_.Done(); }
  const LiveAnswer& answer() const { return conversation_.answer(); }

 private:
  std::string Write();

  const size_t max_line_;
  Conversation conversation_;
  std::string line_;  // so far
};

}  // namespace mcprisk

#endif  // MCPRISK_CRAWL_MCP_STDIO_DIALOGUE_H_
