#include "support/fetching.h"

#include <gtest/gtest.h>

#include <optional>

namespace mcprisk {

FetchLimits QuickLimits() {
  FetchLimits limits;
  limits.attempts = 1;
  limits.backoff_milliseconds = 1;
  limits.host_milliseconds = 0;
  limits.host_exchanges = 64;
  limits.host_failures = 1000;
  return limits;
}

std::unique_ptr<Fetcher> TestFetcher(const FetchLimits& limits, const std::string& allowed,
                                     const std::string& ca_file) {
  FetchOptions options;
  options.limits = limits;
  options.user_agent = "mcprisk-test/1";
  options.ca_file = ca_file;
  const bool is_range = allowed.empty() || options.allowed.Allow(allowed).has_value();
  EXPECT_TRUE(is_range) << allowed;
  return MakeCurlFetcher(std::move(options));
}

Request GetOf(const std::string& url, const FetchLimits& limits) {
  Request request;
  request.url = url;
  request.limits = limits;
  return request;
}

Response FetchOne(Fetcher& fetcher, Request request) {
  std::optional<Response> response;
  fetcher.Submit(std::move(request), [&](Response answer) { response = std::move(answer); });
  const std::atomic<bool> stop{false};
  fetcher.Run(stop);
  EXPECT_TRUE(response.has_value());
  return response ? std::move(*response) : Response();
}

Response FetchUrl(const std::string& url, const FetchLimits& limits) {
  return FetchOne(*TestFetcher(limits), GetOf(url, limits));
}

std::string TextOf(const Response& response) {
  if (!response.ending.Ok()) return response.ending.Text();
  return std::to_string(response.head.status) + " " + response.body;
}

}  // namespace mcprisk
