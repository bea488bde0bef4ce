#include "crawl/fetch/robots.h"

#include <optional>

#include "base/text.h"
#include "crawl/fetch/limits.h"

namespace mcprisk {
namespace {

constexpr std::string_view kProduct = "mcprisk";

// Patterns of strangers: greedy with one place to go back to, so linear in practice and never worse
// than the product of the lengths.
bool Matches(std::string_view pattern, std::string_view path) {
  const bool to_end = pattern.ends_with('$');
  if (to_end) pattern.remove_suffix(1);
  size_t p = 0;
  size_t t = 0;
  std::optional<size_t> star;
  size_t resume = 0;
  while (true) {
    if (p == pattern.size() && (!to_end || t == path.size())) return true;
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      resume = t;
    } else if (p < pattern.size() && t < path.size() && pattern[p] == path[t]) {
      ++p;
      ++t;
    } else if (star && resume < path.size()) {
      p = *star + 1;
      t = ++resume;
    } else {
      return false;
    }
  }
}

}  // namespace

RobotsRules RobotsRules::DisallowAll() {
  RobotsRules rules;
  rules.rules_.push_back({false, "/"});
  return rules;
}

RobotsRules RobotsRules::Parse(std::string_view text) {
  const std::string lines = ReplaceAll(std::string(text.substr(0, kMaxRobotsBytes)), "\r", "\n");
  RobotsRules ours;
  RobotsRules everybodys;
  bool named_us = false;
  bool for_us = false;
  bool for_all = false;
  bool in_agents = false;  // several User-agent lines in a row begin one group
  for (std::string_view line : Split(lines, '\n')) {
    line = Trimmed(line.substr(0, line.find('#')));
    const size_t colon = line.find(':');
    if (colon == std::string_view::npos) continue;
    const std::string_view key = Trimmed(line.substr(0, colon));
    const std::string_view value = Trimmed(line.substr(colon + 1));
    if (EqualsNoCase(key, "user-agent")) {
      if (!in_agents) for_us = for_all = false;
      in_agents = true;
      for_us = for_us || EqualsNoCase(value, kProduct);
      for_all = for_all || value == "*";
      named_us = named_us || for_us;
      continue;
    }
    const bool allow = EqualsNoCase(key, "allow");
    if (!allow && !EqualsNoCase(key, "disallow")) continue;
    in_agents = false;
    if (value.empty()) continue;
    if (for_us) ours.rules_.push_back({allow, std::string(value)});
    if (for_all) everybodys.rules_.push_back({allow, std::string(value)});
  }
  return named_us ? ours : everybodys;
}

bool RobotsRules::Allows(std::string_view path) const {
  const Rule* decides = nullptr;
  for (const Rule& rule : rules_) {
    if (!Matches(rule.pattern, path)) continue;
    const bool longer = !decides || rule.pattern.size() > decides->pattern.size();
    const bool equal = decides && rule.pattern.size() == decides->pattern.size();
    if (longer || (equal && rule.allow)) decides = &rule;
  }
  return !decides || decides->allow;
}

}  // namespace mcprisk
