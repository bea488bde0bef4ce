#include "commands/ask_server.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "commands/command.h"
#include "crawl/mcp/ask_http.h"
#include "crawl/mcp/ask_stdio.h"

namespace mcprisk {
namespace {

ConversationOptions ConversationWith(const std::string& location) {
  ConversationOptions options;
  options.client_version = ProgramVersion();
  options.place = location;
  options.random = SystemRandom;
  return options;
}

}  // namespace

std::vector<Inspection> AskUrls(const std::vector<UrlQuestion>& questions, FetchOptions fetch,
                                size_t seconds, const std::atomic<bool>& stop) {
  // Few servers, and their user waits: no pacing, no further tries.
  fetch.limits.attempts = 1;
  fetch.limits.host_milliseconds = 0;
  fetch.limits.exchange_milliseconds = std::min(fetch.limits.exchange_milliseconds, seconds * 1000);
  const std::unique_ptr<Fetcher> fetcher = MakeCurlFetcher(fetch);
  std::vector<Inspection> inspections(questions.size());
  for (size_t i = 0; i < questions.size(); ++i) {
    Inspection& inspection = inspections[i];
    inspection.origin.location = questions[i].location;
    HttpAskOptions ask;
    ask.conversation = ConversationWith(inspection.origin.location);
    ask.budget_milliseconds = seconds * 1000;
    ask.fetch = fetch.limits;
    const HttpTarget target = {.url = questions[i].url,
                               .transport = McpTransport::kStreamableHttp,
                               .named_by_user = true,
                               .secret_headers = questions[i].secret_headers};
    AskOverHttp(*fetcher, target, std::move(ask),
                [&inspection](LiveAnswer answer) { inspection.answer = std::move(answer); });
  }
  fetcher->Run(stop);
  return inspections;
}

Inspection AskProcess(const LaunchPlan& plan, LiveOrigin origin, size_t seconds,
                      const std::atomic<bool>& stop) {
  Inspection inspection;
  inspection.origin = std::move(origin);
  inspection.protection = plan.protection;
  inspection.shown = plan.shown;
  StdioAskOptions ask;
  ask.conversation = ConversationWith(inspection.origin.location);
  ask.budget_milliseconds = seconds * 1000;
  inspection.answer = AskOverStdio(plan, std::move(ask), stop);
  return inspection;
}

}  // namespace mcprisk
