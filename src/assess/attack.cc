#include "assess/attack.h"

#include <yaml-cpp/yaml.h>

#include <algorithm>

#include "assess/tool_set.h"
#include "base/shipped_table.h"

namespace mcprisk {

using YAML::Node;

class AttackPatternsReader {
 public:
  AttackPatternsReader(std::string_view path, std::vector<Problem>* problems)
      : yaml_(path, problems) {}

  void Read(const std::string& text, AttackPatterns* patterns) {
    yaml_.Document(text, [&](const Node& document) {
      for (const Node& one : yaml_.List(document, "the table")) {
        AttackPattern pattern = ReadPattern(one);
        if (patterns->Find(pattern.id) != nullptr) {
          yaml_.Complain(one, "the pattern \"" + pattern.id + "\" is there twice");
        }
        patterns->all_.push_back(std::move(pattern));
      }
    });
  }

 private:
  AttackPattern ReadPattern(const Node& value) {
    AttackPattern pattern;
    const auto text = [&](const char* key, std::string* into) {
      return YamlValues::Key{key, true, [=, this](const Node& v) { *into = yaml_.Text(v, key); }};
    };
    const auto texts = [&](const char* key, std::vector<std::string>* into) {
      return YamlValues::Key{key, true, [=, this](const Node& v) { *into = yaml_.Texts(v, key); }};
    };
    const auto applies = [&](const Node& v) {
      for (const Node& one : yaml_.List(v, "applies")) ReadCase(one, &pattern);
    };
    yaml_.Map(value, "a pattern",
              {text("id", &pattern.id),
               text("name", &pattern.name),
               text("group", &pattern.group),
               text("summary", &pattern.summary),
               {"applies", true, applies},
               texts("prevent", &pattern.prevent),
               texts("references", &pattern.references)});
    return pattern;
  }

  void ReadCase(const Node& value, AttackPattern* pattern) {
    if (value.IsMap() && value["server"]) {
      yaml_.Map(value, "a case about the server",
                {{"server", true, [&](const Node& v) { ReadServerCase(v, pattern); }}});
      return;
    }
    ToolCase added;
    yaml_.Map(value, "a case of applies", ToolCaseKeys(&yaml_, &added));
    pattern->tools.push_back(std::move(added));
  }

  void ReadServerCase(const Node& value, AttackPattern* pattern) {
    for (const Node& one : yaml_.ListOrOne(value, "server")) {
      const std::string word = YamlValues::Scalar(one);
      if (word == "package") {
        pattern->packages = true;
      } else if (word == "remote") {
        pattern->remotes = true;
      } else if (word == "tools") {
        pattern->any_tools = true;
      } else {
        yaml_.ComplainOfWord(one, "server", {"package", "remote", "tools"});
      }
    }
  }

  YamlValues yaml_;
};

const AttackPatterns& AttackPatterns::Shipped() {
  static const std::unique_ptr<AttackPatterns> shipped =
      ShippedTable<AttackPatterns>("data/attacks.yaml");
  return *shipped;
}

std::unique_ptr<AttackPatterns> AttackPatterns::Parse(std::string_view path,
                                                      const std::string& yaml,
                                                      std::vector<Problem>* problems) {
  auto patterns = std::make_unique<AttackPatterns>();
  const size_t before = problems->size();
  AttackPatternsReader(path, problems).Read(yaml, patterns.get());
  return problems->size() == before ? std::move(patterns) : nullptr;
}

const AttackPattern* AttackPatterns::Find(std::string_view id) const {
  const auto found = std::find_if(all_.begin(), all_.end(),
                                  [&](const AttackPattern& pattern) { return pattern.id == id; });
  return found == all_.end() ? nullptr : &*found;
}

std::vector<std::string> AttackPatterns::Ids() const {
  std::vector<std::string> ids;
  for (const AttackPattern& pattern : all_) ids.push_back(pattern.id);
  return ids;
}

bool AttackPattern::AppliesTo(const AssessedTool& tool) const {
  return std::any_of(tools.begin(), tools.end(),
                     [&](const ToolCase& one) { return one.Holds(tool); });
}

bool AttackPattern::AppliesToServer(const std::vector<Identity>& identities, bool has_tools) const {
  if (any_tools && has_tools) return true;
  return std::any_of(identities.begin(), identities.end(), [&](const Identity& identity) {
    return (packages && identity.kind == IdentityKind::kPackage) ||
           (remotes && identity.kind == IdentityKind::kRemote);
  });
}

bool AttackPattern::AppliesByFinding(const std::vector<Finding>& findings) const {
  return std::any_of(tools.begin(), tools.end(), [&](const ToolCase& one) {
    if (!one.finding || !one.categories.empty() || !one.capabilities.empty()) return false;
    return std::any_of(findings.begin(), findings.end(), [&](const Finding& finding) {
      return finding.severity >= *one.finding && !finding.rule.starts_with(kToolSetRules);
    });
  });
}

std::vector<const AttackPattern*> AttacksOnTool(const AttackPatterns& patterns,
                                                const AssessedTool& tool) {
  std::vector<const AttackPattern*> attacks;
  for (const AttackPattern& pattern : patterns.all()) {
    if (pattern.AppliesTo(tool)) attacks.push_back(&pattern);
  }
  return attacks;
}

std::vector<ServerAttack> AttacksOnServer(const AttackPatterns& patterns,
                                          const std::vector<Identity>& identities,
                                          const std::vector<AssessedTool>& tools,
                                          const std::vector<Finding>& findings) {
  std::vector<ServerAttack> attacks;
  for (const AttackPattern& pattern : patterns.all()) {
    ServerAttack attack{.pattern = &pattern,
                        .server = pattern.AppliesToServer(identities, !tools.empty()) ||
                                  pattern.AppliesByFinding(findings),
                        .tools = {}};
    for (const AssessedTool& tool : tools) {
      if (pattern.AppliesTo(tool)) attack.tools.emplace_back(tool.name);
    }
    if (attack.server || !attack.tools.empty()) attacks.push_back(std::move(attack));
  }
  return attacks;
}

}  // namespace mcprisk
