// The bytes of one file, pipe or text, read as far as somebody asks: a look at the first ones tells
// what a file is, and a file of lines is never held whole.
//
// Not copyable; one thread. Reading never throws; a failure ends the stream and error() says why.
#ifndef MCPRISK_CRAWL_STREAM_H_
#define MCPRISK_CRAWL_STREAM_H_

#include <cstddef>
#include <string>
#include <string_view>

#include "base/result.h"

namespace mcprisk {

class Stream {
 public:
  // Opens a file. The message is what the system says, ready to stand behind the place.
  static Result<Stream> OpenFile(const std::string& path);
  static Stream StandardInput();
  explicit Stream(std::string text) : ahead_(std::move(text)), at_end_(true) {}

  Stream(Stream&& other) noexcept;
  Stream& operator=(Stream&&) = delete;
  ~Stream();

  // What was read and not yet consumed. Valid until the next call of Fill or Consume.
  std::string_view Ahead() const { return std::string_view(ahead_).substr(begin_); }
  // Reads on until Ahead() has `bytes` bytes or the end is reached.
  void Fill(size_t bytes);
  // Nothing comes behind Ahead().
  bool AtEnd() const { return at_end_; }
  // Moves on by `bytes`, at most the size of Ahead().
  void Consume(size_t bytes) { begin_ += bytes; }

  // All of Ahead(), moved out; the stream is empty then.
  std::string Rest() &&;

  // Size of the whole file where it is known before reading, else 0.
  size_t size_hint() const { return size_hint_; }
  // Why the stream ended before its end; empty when it did not.
  const std::string& error() const { return error_; }

 private:
  Stream(int descriptor, bool owned);

  std::string ahead_;
  size_t begin_ = 0;  // of ahead_: what lies before is consumed
  bool at_end_ = false;
  int descriptor_ = -1;
  bool owned_ = false;
  size_t size_hint_ = 0;
  std::string error_;
};

}  // namespace mcprisk

#endif  // MCPRISK_CRAWL_STREAM_H_
