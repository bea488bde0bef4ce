#include "crawl/lines.h"

#include <memory>
#include <optional>
#include <utility>

#include "base/text.h"
#include "crawl/formats/all.h"
#include "crawl/formats/json_lines.h"
#include "crawl/limits.h"

namespace mcprisk {
namespace {

struct Line {
  std::string_view text;  // valid until the next one
  size_t number = 0;      // from 1
  bool too_long = false;  // more than kMaxLineBytes; then without text
};

// Cuts a stream into lines in bounded memory.
class LineReader {
 public:
  explicit LineReader(Stream* stream) : stream_(*stream) {}

  std::optional<Line> Next() {
    stream_.Consume(std::exchange(pending_, 0));
    Line line;
    line.number = ++number_;
    size_t searched = 0;
    while (true) {
      std::string_view ahead = stream_.Ahead();
      size_t end = ahead.find('\n', searched);
      bool last = end == std::string_view::npos && stream_.AtEnd();
      if (last && ahead.empty() && !line.too_long) return std::nullopt;
      if (end != std::string_view::npos || last) {
        size_t size = last ? ahead.size() : end;
        pending_ = last ? size : size + 1;
        line.too_long = line.too_long || size > kMaxLineBytes;
        if (!line.too_long) line.text = ahead.substr(0, size);
        return line;
      }
      searched = ahead.size();
      if (searched > kMaxLineBytes) {
        line.too_long = true;
        stream_.Consume(std::exchange(searched, 0));
      }
      stream_.Fill(searched + 1);
    }
  }

 private:
  Stream& stream_;
  size_t number_ = 0;
  size_t pending_ = 0;  // bytes of the line handed out last
};

class LinesReading {
 public:
  LinesReading(Stream* stream, const std::string& place, const std::string& path, bool asked,
               Recognizer* recognizer, const std::atomic<bool>& stop)
      : lines_(stream),
        place_(place),
        path_(path),
        asked_(asked),
        recognizer_(*recognizer),
        stop_(stop),
        servers_(recognizer->EmitterOf(kJsonLinesFormat.name)) {}

  bool Run(std::string* why) {
    while (!stop_) {
      std::optional<Line> line = lines_.Next();
      if (!line) break;
      std::string fault = Read(*line);
      if (fault.empty()) continue;
      strange_.push_back({place_ + ":" + std::to_string(line->number), std::move(fault)});
      if (known_) ReportStrange();
      if (strange_.size() >= kStrangeLines) break;
    }
    if (!stop_) servers_.Flush();
    if (!known_ && !strange_.empty()) *why = strange_.front().what;
    return known_;
  }

 private:
  // Why the line cannot be read; empty when it was.
  std::string Read(const Line& line) {
    if (line.too_long) {
      return "the line is longer than " + LimitText("kMaxLineBytes", kMaxLineBytes) + " bytes";
    }
    if (Trimmed(line.text).empty()) return {};
    Result<Json> json = parser_.Parse(line.text);
    if (!json) return json.error();
    DocumentGroup group;
    group.asked = asked_;
    group.documents.push_back({place_ + ":" + std::to_string(line.number), path_, *json, false});
    const Document& document = group.documents.front();
    if (IsServerToolRecord(*json)) {
      Know();
      servers_.Add(*json, document.place, document.Stem());
      return {};
    }
    servers_.Flush();
    if (!recognizer_.Read(group, {})) return std::string(kUnknownFormat);
    Know();
    return {};
  }

  void Know() {
    known_ = true;
    ReportStrange();
  }

  void ReportStrange() {
    Emitter& emitter = recognizer_.EmitterOf(kJsonLinesFormat.name);
    for (Problem& problem : strange_) {
      emitter.Trouble(std::move(problem.place), std::move(problem.what));
    }
    strange_.clear();
  }

  LineReader lines_;
  const std::string& place_;
  const std::string& path_;
  const bool asked_;
  Recognizer& recognizer_;
  const std::atomic<bool>& stop_;
  JsonParser parser_;
  ServerToolReader servers_;
  std::vector<Problem> strange_;  // held back until a line is known
  bool known_ = false;
};

}  // namespace

bool ReadLines(Stream* stream, const std::string& place, const std::string& path, bool asked,
               Recognizer* recognizer, const std::atomic<bool>& stop, std::string* why) {
  return LinesReading(stream, place, path, asked, recognizer, stop).Run(why);
}

}  // namespace mcprisk
