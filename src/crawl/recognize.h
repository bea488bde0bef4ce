// From documents to the format that reads them.
#ifndef MCPRISK_CRAWL_RECOGNIZE_H_
#define MCPRISK_CRAWL_RECOGNIZE_H_

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "crawl/format.h"

namespace mcprisk {

// So many problems of one file tell its user enough. A small file could hold millions.
inline constexpr size_t kMaxProblemsPerFile = 1000;

// The formats at work under one argument of the user, each with its Emitter.
class Recognizer {
 public:
  // `sink` must outlive this.
  Recognizer(std::string location, const CrawlSink& sink);
  Recognizer(const Recognizer&) = delete;
  Recognizer& operator=(const Recognizer&) = delete;

  // Problems told from here on belong to the file at `place`: behind kMaxProblemsPerFile of them
  // comes a last one that says so.
  void BeginFile(const std::string& place);

  // Lets the first format that knows `group` read it; `lost` are its records given up while
  // parsing. False when no format knows it.
  bool Read(const DocumentGroup& group, const std::vector<Problem>& lost);

  // A problem that belongs to no format.
  void Trouble(std::string place, std::string what);

  Emitter& EmitterOf(std::string_view format);
  const CrawlSink& sink() const { return sink_; }

 private:
  void Tell(const Source& source, Problem problem);

  const std::string location_;
  const CrawlSink& sink_;
  CrawlSink counting_sink_;  // sink_, but with Tell for problems
  std::map<std::string, Emitter, std::less<>> emitters_;
  std::string file_;
  size_t problems_of_file_ = 0;
};

// What is said of a file that no format knows.
inline constexpr std::string_view kUnknownFormat =
    "not a format that mcprisk reads (mcprisk formats lists them)";

}  // namespace mcprisk

#endif  // MCPRISK_CRAWL_RECOGNIZE_H_
