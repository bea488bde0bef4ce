#include "commands/policy_settings.h"

#include <filesystem>
#include <utility>

#include "base/text.h"
#include "commands/catalog_records.h"
#include "commands/whole_file.h"

namespace mcprisk {
namespace {

namespace fs = std::filesystem;

// All at once, the first behind "mcprisk: " and the others on lines of their own, each with the
// line of the file and the caret.
[[noreturn]] void ThrowProblems(const std::vector<Problem>& problems) {
  std::vector<std::string> lines;
  for (const Problem& problem : problems) {
    std::string place = ForTerminal(problem.place) + ": ";
    for (std::string_view line : Split(problem.what, '\n')) {
      lines.push_back(std::exchange(place, "") + ForTerminal(line));
    }
  }
  throw Error(Join(lines, "\n"));
}

bool IsFileName(const std::string& posture) {
  return posture.find('/') != std::string::npos || posture.ends_with(".yaml");
}

}  // namespace

PolicySettings::PolicySettings(const std::string& posture, const std::string& config) {
  std::vector<Problem> problems;
  std::string config_path = config;
  std::error_code ignored;
  if (config.empty() && fs::is_regular_file(kConfigFile, ignored)) config_path = kConfigFile;
  if (!config_path.empty()) {
    auto read = ParseConfig(config_path, ReadWhole(config_path), &problems);
    if (read) config_ = std::move(*read);
  }
  std::string wanted = posture;
  if (wanted.empty() && !config_.posture.empty()) {
    wanted = config_.posture;
    // A file that the configuration names lies beside it.
    if (IsFileName(wanted)) wanted = (fs::path(config_path).parent_path() / wanted).string();
  }
  if (IsFileName(wanted)) {
    own_ = ParsePosture(wanted, ReadWhole(wanted), &problems);
    posture_ = own_.get();
  }
  if (!problems.empty()) ThrowProblems(problems);
  if (!posture_) posture_ = &PostureNamed(wanted.empty() ? std::string(kDefaultPosture) : wanted);
}

Policy ReadPolicyFile(const std::string& path, const std::string& key) {
  std::string text = ReadWhole(path);
  JsonParser parser;
  Result<Json> json = parser.Parse(text);
  if (!json) throw Error(ForTerminal(path) + ": " + ForTerminal(json.error()));
  bool neutral = !(*json)["servers"].IsMissing();
  bool policylayer = !neutral && !(*json)["tools"].IsMissing() && !(*json)["default"].IsMissing();
  if (!neutral && !policylayer) {
    throw Error(ForTerminal(path) +
                ": is neither a policy of mcprisk (--target neutral) nor a policy.json");
  }
  Result<Policy> policy = FindTarget(neutral ? "neutral" : "policylayer")->read(text, key);
  if (!policy) throw Error(ForTerminal(path) + ": " + ForTerminal(policy.error()));
  return *policy;
}

}  // namespace mcprisk
