// Speed of judging and of reading, on one core, over definitions that are in memory already.
//
// MCPRISK_BENCH_TOOLS names a source as `mcprisk index` takes it; by default the sample registry,
// seen from the top of the project.
#include <benchmark/benchmark.h>

#include <atomic>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <utility>
#include <vector>

#include "base/json.h"
#include "classify/classify.h"
#include "crawl/crawl.h"
#include "model/tool.h"

namespace mcprisk {
namespace {

struct ServerTool {
  std::string server;
  Tool tool;
};

std::vector<ServerTool> ReadTools() {
  const char* const named = std::getenv("MCPRISK_BENCH_TOOLS");
  std::vector<ServerTool> tools;
  CrawlSink sink;
  sink.listing = [&tools](const Listing& listing) {
    if (!listing.tools) return;
    for (const Tool& tool : *listing.tools) tools.push_back({listing.server.name, tool});
  };
  sink.problem = [](const Source&, const Problem&) {};
  sink.file = [] {};
  const std::atomic<bool> stop{false};
  Crawl({named ? named : "data/sample-registry/live"}, stop, sink);
  return tools;
}

// Read once, for all benchmarks of this file.
const std::vector<ServerTool>& Tools() {
  static const std::vector<ServerTool> tools = ReadTools();
  return tools;
}

constexpr char kNoTools[] = "no tools: name a source in MCPRISK_BENCH_TOOLS";

// The next index of a round that never ends.
size_t Next(size_t index, size_t size) { return index + 1 == size ? 0 : index + 1; }

void BM_Classify(benchmark::State& state) {
  const std::vector<ServerTool>& tools = Tools();
  if (tools.empty()) {
    state.SkipWithError(kNoTools);
    return;
  }
  Classifier classifier(RuleSet::Shipped());
  size_t at = 0;
  for ([[maybe_unused]] auto _ : state) {
    benchmark::DoNotOptimize(classifier.Classify(tools[at].tool, {tools[at].server}));
    at = Next(at, tools.size());
  }
  state.SetItemsProcessed(state.iterations());
}

void BM_ReadTool(benchmark::State& state) {
  std::vector<std::string> texts;
  int64_t bytes = 0;
  for (const ServerTool& tool : Tools()) texts.push_back(CanonicalDefinition(tool.tool));
  if (texts.empty()) {
    state.SkipWithError(kNoTools);
    return;
  }
  JsonParser parser;
  size_t at = 0;
  for ([[maybe_unused]] auto _ : state) {
    const Result<Json> json = parser.Parse(texts[at]);
    benchmark::DoNotOptimize(ReadTool(*json));
    bytes += static_cast<int64_t>(texts[at].size());
    at = Next(at, texts.size());
  }
  state.SetItemsProcessed(state.iterations());
  state.SetBytesProcessed(bytes);
}

// Definitions differ a hundredfold in length, so a measurement must be many rounds of all of them.
constexpr double kSeconds = 3;
BENCHMARK(BM_Classify)->MinTime(kSeconds);
BENCHMARK(BM_ReadTool)->MinTime(kSeconds);

}  // namespace
}  // namespace mcprisk
