#include "policy/config.h"

#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <utility>

#include "base/text.h"
#include "base/yaml_values.h"
#include "policy/ruling_yaml.h"

namespace mcprisk {
namespace {

using YAML::Node;

// One function for each thing that the file is made of.
class ConfigReader {
 public:
  ConfigReader(std::string_view path, std::vector<Problem>* problems)
      : path_(path), yaml_(path, problems) {}

  void Read(const std::string& text, PolicyConfig* config);

 private:
  void ReadServers(const Node& value, PolicyConfig* config);
  PolicyOverride ReadOverride(const Node& value);

  std::string path_;
  YamlValues yaml_;
};

void ConfigReader::Read(const std::string& text, PolicyConfig* config) {
  auto posture = [&](const Node& v) { config->posture = yaml_.Text(v, "posture"); };
  auto servers = [&](const Node& v) { ReadServers(v, config); };
  auto overrides = [&](const Node& v) {
    for (const Node& one : yaml_.List(v, "overrides")) {
      config->overrides.push_back(ReadOverride(one));
    }
  };
  yaml_.Document(text, [&](const Node& document) {
    yaml_.Map(document, "the file",
              {{"posture", false, posture},
               {"servers", false, servers},
               {"overrides", false, overrides}});
  });
}

void ConfigReader::ReadServers(const Node& value, PolicyConfig* config) {
  if (!value.IsMap()) {
    yaml_.Complain(value, "servers must be a map of servers' names and what is said of them");
    return;
  }
  for (const auto& entry : value) {
    std::string name = yaml_.Text(entry.first, "a server's name");
    std::string key;
    yaml_.Map(entry.second, "a server",
              {{"key", true, [&](const Node& v) { key = yaml_.Text(v, "key"); }}});
    if (!config->keys.emplace(name, key).second) {
      yaml_.Complain(entry.first, "the server \"" + name + "\" is there twice");
    }
  }
}

PolicyOverride ConfigReader::ReadOverride(const Node& value) {
  PolicyOverride one;
  one.place =
      path_.substr(path_.find_last_of('/') + 1) + ":" + std::to_string(value.Mark().line + 1);
  one.reason = "its owner says so";
  auto texts = [this](std::vector<std::string>* list, const char* what) {
    return [this, list, what](const Node& v) { *list = yaml_.Texts(v, what); };
  };
  yaml_.Map(
      value, "an override",
      {{"server", false, texts(&one.servers, "server")},
       {"tool", false, texts(&one.tools, "tool")},
       {"category", false, [&](const Node& v) { one.categories = ReadCategories(&yaml_, v); }},
       {"capability", false, texts(&one.capabilities, "capability")},
       {"ruling", true, [&](const Node& v) { one.ruling = ReadDecision(&yaml_, v); }},
       {"limit", false, [&](const Node& v) { one.limit = ReadLimit(&yaml_, v); }},
       {"reason", false, [&](const Node& v) { one.reason = yaml_.Text(v, "reason"); }}});
  if (one.servers.empty() && one.tools.empty() && one.categories.empty() &&
      one.capabilities.empty()) {
    yaml_.Complain(value, "an override says what it is for: server, tool, category or capability");
  }
  if ((one.ruling == Decision::kLimit) != one.limit.has_value()) {
    yaml_.Complain(value, "an override has a limit exactly when it rules limit");
  }
  return one;
}

bool AnyMatches(const std::vector<std::string>& patterns, std::string_view text) {
  return patterns.empty() ||
         std::any_of(patterns.begin(), patterns.end(),
                     [&](const std::string& pattern) { return GlobMatches(pattern, text); });
}

}  // namespace

bool PolicyOverride::Holds(std::string_view server, std::string_view tool,
                           const Classification& classification) const {
  const std::vector<std::string>& has = classification.capabilities;
  auto is_had = [&](const std::string& id) {
    return std::find(has.begin(), has.end(), id) != has.end();
  };
  bool category = categories.empty() || std::find(categories.begin(), categories.end(),
                                                  classification.category) != categories.end();
  return category && AnyMatches(servers, server) && AnyMatches(tools, tool) &&
         (capabilities.empty() || std::any_of(capabilities.begin(), capabilities.end(), is_had));
}

const PolicyOverride* PolicyConfig::Find(std::string_view server, std::string_view tool,
                                         const Classification& classification) const {
  for (const PolicyOverride& one : overrides) {
    if (one.Holds(server, tool, classification)) return &one;
  }
  return nullptr;
}

std::unique_ptr<PolicyConfig> ParseConfig(std::string_view path, std::string_view yaml,
                                          std::vector<Problem>* problems) {
  auto config = std::make_unique<PolicyConfig>();
  size_t before = problems->size();
  ConfigReader(path, problems).Read(std::string(yaml), config.get());
  return problems->size() == before ? std::move(config) : nullptr;
}

// Remembers the last "*" only: what an earlier one took need never be given back.
bool GlobMatches(std::string_view pattern, std::string_view text) {
  size_t p = 0;
  size_t t = 0;
  size_t star = std::string_view::npos;
  size_t resume = 0;
  while (t < text.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      resume = t;
    } else if (p < pattern.size() && AsciiLower(pattern[p]) == AsciiLower(text[t])) {
      ++p;
      ++t;
    } else if (star != std::string_view::npos) {
      p = star + 1;
      t = ++resume;
    } else {
      return false;
    }
  }
  while (p < pattern.size() && pattern[p] == '*') ++p;
  return p == pattern.size();
}

}  // namespace mcprisk
