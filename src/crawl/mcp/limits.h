// Every bound on what one live server may cost us in a conversation. Bounds on a single HTTP
// exchange are in crawl/fetch/limits.h; those on a tool definition in model/tool.h.
//
// The constants are the defaults; a conversation carries its own ConversationLimits, so that tests
// reach them with little and a crawl can be stricter. Reasons: the largest real answer to
// tools/list is 1.1 MB, the longest list has 302 tools, and no real server needs more than a few
// pages or talks of anything else while it is asked for its tools.
#ifndef MCPRISK_CRAWL_MCP_LIMITS_H_
#define MCPRISK_CRAWL_MCP_LIMITS_H_

#include <cstddef>

#include "crawl/fetch/limits.h"
#include "model/tool.h"

namespace mcprisk {

inline constexpr size_t kMaxMessageBytes = size_t{8} << 20;        // one JSON-RPC message
inline constexpr size_t kMaxConversationBytes = size_t{16} << 20;  // all that the server says
inline constexpr size_t kMaxToolPages = 200;
inline constexpr size_t kMaxStrayMessages = 1000;  // notifications, requests, answers to nothing
inline constexpr size_t kMaxStreamEvents = 10000;  // of one stream; comments count too
inline constexpr size_t kMaxStreamResumes = 2;     // streams that end early and are taken up again
inline constexpr size_t kMaxSessionIdBytes = 1024;
// Of waiting for the server, from its first answer to its last.
inline constexpr size_t kConversationMilliseconds = 60000;
inline constexpr size_t kMaxProcessOutputBytes = size_t{16} << 20;  // of a process, all streams

struct ConversationLimits {
  size_t message_bytes = kMaxMessageBytes;
  size_t conversation_bytes = kMaxConversationBytes;
  size_t pages = kMaxToolPages;
  size_t tools = kMaxToolsPerServer;
  size_t cursor_bytes = kMaxCursorBytes;
  size_t stray_messages = kMaxStrayMessages;
  size_t stream_events = kMaxStreamEvents;
  size_t stream_resumes = kMaxStreamResumes;
};

}  // namespace mcprisk

#endif  // MCPRISK_CRAWL_MCP_LIMITS_H_
