// Server-sent events, read as they come: what an MCP server frames its messages in.
//
// Source of the format: WHATWG HTML, "Server-sent events". Lines end in LF, CR LF or CR; an empty
// line ends an event; one byte-order mark in front is dropped. An event without data is none, but
// its id counts. What follows the last empty line is an event that was never finished, and is
// dropped.
//
// Nothing here looks at what the data is: bytes go through unchanged, so text that is not UTF-8 is
// found by whoever reads the messages. Memory is bounded by the event limit. Deterministic: the
// same bytes give the same events however they are cut into pieces. Threads: one parser for one.
#ifndef MCPRISK_CRAWL_MCP_SSE_H_
#define MCPRISK_CRAWL_MCP_SSE_H_

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace mcprisk {

struct SseEvent {
  std::string name;  // "message" unless the server says otherwise
  std::string data;
};

class SseParser {
 public:
  // At most `event_bytes` of one event or line, and `events` events and comments together.
  SseParser(size_t event_bytes, size_t events)
      : max_event_bytes_(event_bytes), max_events_(events) {}

  // Reads on. False when a limit was met: the stream is not worth reading further, and what came
  // before was handed out. `on_event` may return false to stop reading without that.
  bool Feed(std::string_view bytes, const std::function<bool(SseEvent)>& on_event);

  // Of the last event that had one; where to take the stream up again. Empty: it cannot be.
  const std::string& last_event_id() const { return last_event_id_; }

 private:
  bool TakeLine(const std::function<bool(SseEvent)>& on_event, bool* go_on);
  void TakeField(std::string_view name, std::string_view value);

  const size_t max_event_bytes_;
  const size_t max_events_;
  size_t events_ = 0;
  bool at_start_ = true;   // a byte-order mark may come
  bool after_cr_ = false;  // a LF that comes now belongs to the line before
  std::string line_;       // so far
  std::string data_;       // of the event so far, each line with a LF behind it
  std::string name_;
  std::string last_event_id_;
};

}  // namespace mcprisk

#endif  // MCPRISK_CRAWL_MCP_SSE_H_
