#include "crawl/recognize.h"

#include <utility>

#include "crawl/limits.h"

namespace mcprisk {

Recognizer::Recognizer(std::string location, const CrawlSink& sink)
    : location_(std::move(location)), sink_(sink), counting_sink_(sink) {
  counting_sink_.problem = [this](const Source& source, Problem problem) {
    Tell(source, std::move(problem));
  };
}

void Recognizer::BeginFile(const std::string& place) {
  file_ = place;
  problems_of_file_ = 0;
}

void Recognizer::Tell(const Source& source, Problem problem) {
  if (++problems_of_file_ > kMaxProblemsPerFile + 1) return;
  if (problems_of_file_ > kMaxProblemsPerFile) {
    problem = {file_, "more problems than " +
                          LimitText("kMaxProblemsPerFile", kMaxProblemsPerFile) +
                          "; the others are not listed"};
  }
  sink_.problem(source, std::move(problem));
}

bool Recognizer::Read(const DocumentGroup& group, const std::vector<Problem>& lost) {
  for (const Format* format : Formats()) {
    if (!format->recognize(group)) continue;
    Emitter& emitter = EmitterOf(format->name);
    emitter.GiveUp(lost);
    format->read(group, emitter);
    return true;
  }
  return false;
}

void Recognizer::Trouble(std::string place, std::string what) {
  Tell({"", location_}, {std::move(place), std::move(what)});
}

Emitter& Recognizer::EmitterOf(std::string_view format) {
  auto at = emitters_.find(format);
  if (at == emitters_.end()) {
    Source source{std::string(format), location_};
    at = emitters_.emplace(format, Emitter(std::move(source), counting_sink_)).first;
  }
  return at->second;
}

}  // namespace mcprisk
