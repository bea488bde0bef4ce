// The whole site for one thread: takes a request, gives the answer that goes out. Finds the route,
// keeps answers, turns what goes wrong into an answer of its own.
//
// Never throws on what a client sent. Deterministic for one state of the catalog.
#ifndef MCPRISK_SERVE_SITE_H_
#define MCPRISK_SERVE_SITE_H_

#include <cstddef>
#include <list>
#include <string>
#include <unordered_map>

#include "serve/context.h"
#include "serve/finish.h"
#include "serve/http.h"

namespace mcprisk {

// Answers kept by each thread, forgotten when the catalog changes.
inline constexpr size_t kMaxKeptBytes = size_t{8} << 20;
inline constexpr size_t kMaxKeptAnswerBytes = size_t{1} << 20;

// Answers by target, the least recently used forgotten first.
class AnswerCache {
 public:
  explicit AnswerCache(size_t most_bytes) : most_bytes_(most_bytes) {}

  Prepared* Find(const std::string& target);
  void Keep(const std::string& target, Prepared answer);
  void Clear();

 private:
  struct Entry {
    std::string target;
    Prepared answer;
    size_t bytes = 0;  // with what its compressed form may take later
  };
  size_t most_bytes_;
  size_t bytes_ = 0;
  std::list<Entry> entries_;  // the most recently used first
  std::unordered_map<std::string, std::list<Entry>::iterator> by_target_;
};

class Site {
 public:
  Site(const ServeSettings& settings, CatalogWatch& watch) : context_(settings, watch) {}

  WebResponse Answer(const WebRequest& request);

 private:
  // Before headers, compression and the like.
  WebResponse Made(const WebRequest& request, bool* cached);

  ServeContext context_;
  AnswerCache cache_{kMaxKeptBytes};
};

}  // namespace mcprisk

#endif  // MCPRISK_SERVE_SITE_H_
