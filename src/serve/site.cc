#include "serve/site.h"

#include <new>

#include "base/result.h"
#include "serve/pages/page.h"
#include "serve/router.h"

namespace mcprisk {
namespace {

// Who asks there is a program.
bool IsForPrograms(std::string_view path) {
  return path.starts_with("/api/") || path.starts_with("/v0") || path == "/mcp";
}

WebResponse Refused(const WebRequest& request, int status, const std::string& detail,
                    ServeContext& context) {
  return IsForPrograms(request.path) ? ProblemResponse(status, detail)
                                     : ErrorPage(status, detail, context);
}

}  // namespace

Prepared* AnswerCache::Find(const std::string& target) {
  const auto found = by_target_.find(target);
  if (found == by_target_.end()) return nullptr;
  entries_.splice(entries_.begin(), entries_, found->second);
  return &entries_.front().answer;
}

void AnswerCache::Keep(const std::string& target, Prepared answer) {
  const size_t bytes = answer.Bytes() + answer.response.body.size() / 3 + 2 * target.size();
  entries_.push_front({target, std::move(answer), bytes});
  by_target_[target] = entries_.begin();
  bytes_ += bytes;
  while (bytes_ > most_bytes_) {
    bytes_ -= entries_.back().bytes;
    by_target_.erase(entries_.back().target);
    entries_.pop_back();
  }
}

void AnswerCache::Clear() {
  by_target_.clear();
  entries_.clear();
  bytes_ = 0;
}

WebResponse Site::Made(const WebRequest& request, bool* cached) {
  try {
    const RouteMatch match = FindRoute(request.method, request.path);
    if (match.route) {
      const CatalogMoment moment(context_.reader());
      WebResponse response = match.route->handler(request, match.arguments, context_);
      *cached = match.route->cached && response.status == 200;
      return response;
    }
    if (match.allowed.empty()) {
      return Refused(request, 404, "there is nothing at this address", context_);
    }
    WebResponse response = Refused(request, 405, "this address takes " + match.allowed, context_);
    response.headers.emplace_back("Allow", match.allowed);
    return response;
  } catch (const Error&) {  // names files of this machine
    return ProblemResponse(503, "the catalog cannot be read at the moment");
  } catch (const std::bad_alloc&) {
    return ProblemResponse(503, "out of memory");
  }
}

WebResponse Site::Answer(const WebRequest& request) {
  if (std::optional<WebResponse> refusal = Refusal(request, context_.settings().hosts)) {
    Prepared prepared = Prepare(*std::move(refusal));
    return Deliver(request, &prepared);
  }
  try {
    if (context_.Refresh()) cache_.Clear();
  } catch (const Error&) {
    // A new file is in place and gone again: what is open is served on.
  }
  const bool reads = request.method == "GET" || request.method == "HEAD";
  if (Prepared* kept = reads ? cache_.Find(request.target) : nullptr) {
    return Deliver(request, kept);
  }
  bool cached = false;
  Prepared prepared = Prepare(Made(request, &cached));
  if (!cached || prepared.Bytes() > kMaxKeptAnswerBytes) return Deliver(request, &prepared);
  WebResponse response = Deliver(request, &prepared);
  cache_.Keep(request.target, std::move(prepared));
  return response;
}

}  // namespace mcprisk
