#include "crawl/mcp/sse.h"

#include <utility>

namespace mcprisk {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

}  // namespace

bool SseParser::Feed(std::string_view bytes, const std::function<bool(SseEvent)>& on_event) {
  bool go_on = true;
  while (!bytes.empty() && go_on) {
    if (after_cr_ && bytes.front() == '\n') bytes.remove_prefix(1);
    after_cr_ = false;
    size_t end = bytes.find_first_of("\r\n");
    std::string_view piece = bytes.substr(0, end);
    if (line_.size() + piece.size() > max_event_bytes_) return false;
    line_ += piece;
    if (end == std::string_view::npos) return true;
    after_cr_ = bytes[end] == '\r';
    bytes.remove_prefix(end + 1);
    if (!TakeLine(on_event, &go_on)) return false;
    line_.clear();
  }
  return true;
}

bool SseParser::TakeLine(const std::function<bool(SseEvent)>& on_event, bool* go_on) {
  std::string_view line = line_;
  if (std::exchange(at_start_, false) && line.starts_with(kByteOrderMark)) {
    line.remove_prefix(kByteOrderMark.size());
  }
  if (line.starts_with(':')) return ++events_ <= max_events_;  // a comment keeps connections alive
  if (!line.empty()) {
    size_t colon = line.find(':');
    std::string_view value =
        colon == std::string_view::npos ? std::string_view() : line.substr(colon + 1);
    if (value.starts_with(' ')) value.remove_prefix(1);
    TakeField(line.substr(0, colon), value);
    return data_.size() <= max_event_bytes_;
  }
  if (++events_ > max_events_) return false;
  SseEvent event{std::exchange(name_, {}), std::exchange(data_, {})};
  if (event.data.empty()) return true;
  event.data.pop_back();  // the line break behind the last line of data
  if (event.name.empty()) event.name = "message";
  *go_on = on_event(std::move(event));
  return true;
}

void SseParser::TakeField(std::string_view name, std::string_view value) {
  if (name == "data") {
    data_.append(value).push_back('\n');
  } else if (name == "event") {
    name_ = value;
  } else if (name == "id" && value.find('\0') == std::string_view::npos) {
    last_event_id_ = value;
  }
}

}  // namespace mcprisk
