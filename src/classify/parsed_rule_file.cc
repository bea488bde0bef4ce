#include "classify/parsed_rule_file.h"

#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <atomic>
#include <future>
#include <thread>

namespace mcprisk {
namespace {

constexpr size_t kMostParsers = 4;

}  // namespace

ParsedRuleFiles ParseRuleFiles(const std::vector<RuleFile>& files) {
  ParsedRuleFiles parsed(files.size());
  std::atomic<size_t> next = 0;
  const auto parse = [&] {
    for (size_t i = next++; i < files.size(); i = next++) {
      parsed[i] = std::make_unique<ParsedRuleFile>(files[i]);
    }
  };
  std::vector<std::future<void>> others;
  const size_t parsers = std::clamp<size_t>(std::thread::hardware_concurrency(), 1, kMostParsers);
  for (size_t i = 1; i < parsers; ++i) others.push_back(std::async(std::launch::async, parse));
  parse();
  for (std::future<void>& other : others) other.get();
  return parsed;
}

}  // namespace mcprisk
