#include "classify/rule_set.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "base/embedded.h"
#include "classify/pattern_set.h"
#include "classify/rule_set_reader.h"
#include "classify/text/conditions.h"
#include "classify/wording.h"

namespace mcprisk {

RuleSet::RuleSet(Compiling compiling)
    : patterns_(std::make_unique<PatternSet>(compiling)),
      texts_(std::make_unique<TextConditions>(compiling)),
      wording_(std::make_unique<Wording>()) {}
RuleSet::~RuleSet() = default;

namespace {

std::vector<RuleFile> ShippedFiles() {
  std::vector<RuleFile> files;
  for (const EmbeddedFile& file : EmbeddedFiles()) {
    if (file.path.starts_with("rules/")) {
      files.push_back({std::string(file.path), std::string(file.text)});
    }
  }
  return files;
}

}  // namespace

Digest RuleSet::DigestOf(std::vector<RuleFile> files) {
  std::sort(files.begin(), files.end(),
            [](const RuleFile& a, const RuleFile& b) { return a.path < b.path; });
  std::string all = "classifier " + std::to_string(kClassifierVersion) + '\n';
  for (const RuleFile& file : files) {
    all += file.path + '\0' + std::to_string(file.text.size()) + '\0' + file.text;
  }
  return Sha256(all);
}

Digest RuleSet::ShippedDigest() { return DigestOf(ShippedFiles()); }

const RuleSet& RuleSet::Shipped() {
  static const std::unique_ptr<RuleSet> shipped = [] {
    Result<std::unique_ptr<RuleSet>> set =
        RuleSetReader::Read(ShippedFiles(), Compiling::kWhenAsked);
    if (!set) throw Error("the rules inside this program do not load:\n" + set.error());
    return std::move(*set);
  }();
  return *shipped;
}

Result<std::unique_ptr<RuleSet>> RuleSet::FromFiles(std::vector<RuleFile> files) {
  return RuleSetReader::Read(std::move(files), Compiling::kAtOnce);
}

Result<std::unique_ptr<RuleSet>> RuleSet::FromFolder(const std::string& folder) {
  namespace fs = std::filesystem;
  std::vector<RuleFile> files;
  std::error_code error;
  if (!fs::is_directory(folder, error)) {
    return Failure(folder + ": no such folder; give one laid out like rules/");
  }
  for (auto at = fs::recursive_directory_iterator(folder, error);
       at != fs::recursive_directory_iterator(); at.increment(error)) {
    if (error) return Failure(folder + ": " + error.message());
    if (!at->is_regular_file() || at->path().extension() != ".yaml") continue;
    std::ifstream in(at->path(), std::ios::binary);
    std::stringstream text;
    text << in.rdbuf();
    if (!in) return Failure(at->path().string() + ": cannot be read");
    files.push_back({"rules/" + fs::relative(at->path(), folder).generic_string(), text.str()});
  }
  return FromFiles(std::move(files));
}

const Rule* RuleSet::Find(std::string_view id) const {
  auto any =
      std::find_if(rules_.begin(), rules_.end(), [&](const Rule& rule) { return rule.id == id; });
  return any == rules_.end() ? nullptr : &*any;
}

const DecisionPath& RuleSet::Path(std::string_view id) const {
  auto found = paths_.find(id);
  if (found == paths_.end()) {
    throw Error("rules/confidence.yaml has no entry \"" + std::string(id) + "\"");
  }
  return found->second;
}

}  // namespace mcprisk
