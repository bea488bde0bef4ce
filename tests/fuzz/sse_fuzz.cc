// Event streams: however a stream is cut into pieces, it has the same events, and none is larger
// than allowed.
#include <algorithm>
#include <string>

#include "crawl/mcp/sse.h"
#include "fuzz/targets.h"

namespace mcprisk {
namespace {

constexpr size_t kEventBytes = 64;
constexpr size_t kEvents = 16;

// All events as one text, and how it ended.
std::string Events(std::string_view stream, size_t piece) {
  SseParser parser(kEventBytes, kEvents);
  std::string seen;
  size_t events = 0;
  auto on_event = [&](const SseEvent& event) {
    Promise(event.data.size() <= kEventBytes, "an event is within its bound");
    Promise(++events <= kEvents, "events are counted");
    seen.append(event.name).append("=").append(event.data).append(";");
    return true;
  };
  bool within = true;
  while (!stream.empty() && within) {
    within = parser.Feed(stream.substr(0, piece), on_event);
    stream.remove_prefix(std::min(piece, stream.size()));
  }
  return seen + (within ? "end " + parser.last_event_id() : "limit");
}

}  // namespace

void FuzzSse(std::string_view bytes) {
  if (bytes.empty()) return;
  const size_t piece = 1 + static_cast<unsigned char>(bytes.front()) % 16;
  bytes.remove_prefix(1);
  Promise(Events(bytes, bytes.size() + 1) == Events(bytes, piece), "pieces change nothing");
}

}  // namespace mcprisk
