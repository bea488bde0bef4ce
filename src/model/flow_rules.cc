#include "model/flow_rules.h"

#include <yaml-cpp/yaml.h>

#include <algorithm>

#include "base/shipped_table.h"

namespace mcprisk {

std::optional<size_t> FlowLegRule::CaseOf(const AssessedTool& tool) const {
  for (size_t i = 0; i < tools.size(); ++i) {
    if (tools[i].Holds(tool)) return i;
  }
  return std::nullopt;
}

class FlowRulesReader {
 public:
  using Node = YamlValues::Node;

  FlowRulesReader(std::string_view path, std::vector<Problem>* problems) : yaml_(path, problems) {}

  void Read(const std::string& text, FlowRules* rules) {
    yaml_.Document(text, [&](const Node& document) {
      for (const Node& one : yaml_.List(document, "the table")) {
        FlowRule rule = ReadRule(one);
        if (rules->Find(rule.id) != nullptr) {
          yaml_.Complain(one, "the flow \"" + rule.id + "\" is there twice");
        }
        rules->all_.push_back(std::move(rule));
      }
    });
  }

 private:
  FlowRule ReadRule(const Node& value) {
    FlowRule rule;
    const auto severity = [&](const Node& v) {
      if (const auto parsed = ParseSeverity(YamlValues::Scalar(v))) {
        rule.severity = *parsed;
      } else {
        yaml_.ComplainOfWord(v, "severity", {"Info", "Low", "Medium", "High", "Critical"});
      }
    };
    const auto legs = [&](const Node& v) {
      for (const Node& one : yaml_.List(v, "legs")) rule.legs.push_back(ReadLeg(one));
      if (rule.legs.size() < 2 || rule.legs.size() > kMaxFlowLegs) {
        yaml_.Complain(v, "a flow has 2 to " + std::to_string(kMaxFlowLegs) + " legs");
      }
    };
    yaml_.Map(value, "a flow",
              {{"id", true, [&](const Node& v) { rule.id = yaml_.Text(v, "id"); }},
               {"title", true, [&](const Node& v) { rule.title = yaml_.Text(v, "title"); }},
               {"severity", true, severity},
               {"legs", true, legs},
               {"prevent", true, [&](const Node& v) { rule.prevent = yaml_.Text(v, "prevent"); }},
               {"references", true,
                [&](const Node& v) { rule.references = yaml_.Texts(v, "references"); }}});
    return rule;
  }

  FlowLegRule ReadLeg(const Node& value) {
    FlowLegRule leg;
    yaml_.Map(
        value, "a leg",
        {{"id", true, [&](const Node& v) { leg.id = yaml_.Text(v, "id"); }},
         {"title", true, [&](const Node& v) { leg.title = yaml_.Text(v, "title"); }},
         {"tools", true, [&](const Node& v) { leg.tools = ReadToolCases(&yaml_, v, "tools"); }}});
    return leg;
  }

  YamlValues yaml_;
};

const FlowRules& FlowRules::Shipped() {
  static const std::unique_ptr<FlowRules> shipped = ShippedTable<FlowRules>("rules/flows.yaml");
  return *shipped;
}

std::unique_ptr<FlowRules> FlowRules::Parse(std::string_view path, const std::string& yaml,
                                            std::vector<Problem>* problems) {
  auto rules = std::make_unique<FlowRules>();
  const size_t before = problems->size();
  FlowRulesReader(path, problems).Read(yaml, rules.get());
  return problems->size() == before ? std::move(rules) : nullptr;
}

const FlowRule* FlowRules::Find(std::string_view id) const {
  const auto found =
      std::find_if(all_.begin(), all_.end(), [&](const FlowRule& rule) { return rule.id == id; });
  return found == all_.end() ? nullptr : &*found;
}

}  // namespace mcprisk
