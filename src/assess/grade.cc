#include "assess/grade.h"

#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <bit>

#include "assess/tool_set.h"
#include "base/shipped_table.h"

namespace mcprisk {
namespace {

using YAML::Node;

int PointsOf(const GradeTermRule& rule, size_t tools) {
  if (tools == 0) return 0;
  const int doublings = std::bit_width(tools) - 1;
  return std::min(rule.most, rule.first + rule.doubling * doublings);
}

// Of a finding about a server: what terms name it by.
std::string_view NameOf(const Finding& finding) {
  return finding.rule.starts_with(kToolSetRules) ? std::string_view(finding.rule)
                                                 : kInstructionFindings;
}

bool Counts(const GradeTermRule& rule, const Finding& finding) {
  return finding.severity >= rule.severity && std::find(rule.findings.begin(), rule.findings.end(),
                                                        NameOf(finding)) != rule.findings.end();
}

GradeTerm TermOf(const GradeTermRule& rule, const std::vector<AssessedTool>& tools,
                 const std::vector<Finding>& findings, const std::vector<std::string>& flows) {
  GradeTerm term{.rule = &rule, .points = 0, .tools = {}, .findings = {}};
  if (!rule.flow.empty()) {
    const bool is_there = std::find(flows.begin(), flows.end(), rule.flow) != flows.end();
    term.points = is_there ? rule.first : 0;
    return term;
  }
  for (const Finding& finding : findings) {
    if (Counts(rule, finding)) term.findings.push_back(finding.rule);
  }
  for (const AssessedTool& tool : tools) {
    const bool counts = std::any_of(rule.tools.begin(), rule.tools.end(),
                                    [&](const ToolCase& one) { return one.Holds(tool); });
    if (counts) term.tools.emplace_back(tool.name);
  }
  term.points = PointsOf(rule, term.tools.size() + term.findings.size());
  return term;
}

}  // namespace

class GradeRulesReader {
 public:
  GradeRulesReader(std::string_view path, std::vector<Problem>* problems) : yaml_(path, problems) {}

  void Read(const std::string& text, GradeRules* rules) {
    yaml_.Document(text, [&](const Node& document) {
      const auto grades = [&](const Node& v) { ReadGrades(v, rules); };
      const auto terms = [&](const Node& v) {
        for (const Node& one : yaml_.List(v, "terms")) rules->terms_.push_back(ReadTerm(one));
      };
      yaml_.Map(document, "the table", {{"grades", true, grades}, {"terms", true, terms}});
    });
  }

 private:
  int Points(const Node& value, const std::string& what) {
    return static_cast<int>(yaml_.Count(value, what, kMaxGradePoints));
  }

  void ReadGrades(const Node& value, GradeRules* rules) {
    for (const Node& one : yaml_.List(value, "grades")) {
      GradeRule grade;
      const auto letter = [&](const Node& v) {
        const std::string text = YamlValues::Scalar(v);
        const auto expected = static_cast<char>('A' + rules->grades_.size());
        if (text != std::string(1, expected) || expected > 'F') {
          yaml_.Complain(v, "the grades are A to F, in this order");
        }
        grade.letter = expected;
      };
      yaml_.Map(
          one, "a grade",
          {{"grade", true, letter},
           {"up_to", true, [&](const Node& v) { grade.up_to = Points(v, "up_to"); }},
           {"meaning", true, [&](const Node& v) { grade.meaning = yaml_.Text(v, "meaning"); }}});
      if (!rules->grades_.empty() && grade.up_to <= rules->grades_.back().up_to) {
        yaml_.Complain(one, "each grade must go up to more points than the one before");
      }
      rules->grades_.push_back(std::move(grade));
    }
    if (!rules->grades_.empty() && rules->grades_.back().up_to != kMaxGradePoints) {
      yaml_.Complain(value, "the last grade must go up to " + std::to_string(kMaxGradePoints));
    }
  }

  GradeTermRule ReadTerm(const Node& value) {
    GradeTermRule term;
    const auto points = [&](const char* key, bool required, int* into) {
      return YamlValues::Key{key, required, [=, this](const Node& v) { *into = Points(v, key); }};
    };
    const bool over_flow = value.IsMap() && value["flow"];
    const bool over_findings = value.IsMap() && value["findings"];
    std::vector<YamlValues::Key> keys = {
        {"id", true, [&](const Node& v) { term.id = yaml_.Text(v, "id"); }},
        {"title", true, [&](const Node& v) { term.title = yaml_.Text(v, "title"); }}};
    if (over_flow) {
      keys.push_back({"flow", true, [&](const Node& v) { term.flow = yaml_.Text(v, "flow"); }});
      keys.push_back(points("points", true, &term.first));
    } else {
      if (over_findings) {
        keys.push_back(
            {"findings", true, [&](const Node& v) { term.findings = yaml_.Texts(v, "findings"); }});
        keys.push_back({"severity", true, [&](const Node& v) { ReadSeverity(v, &term); }});
      } else {
        keys.push_back({"tools", true,
                        [&](const Node& v) { term.tools = ReadToolCases(&yaml_, v, "tools"); }});
      }
      keys.push_back(points("first", true, &term.first));
      keys.push_back(points("doubling", false, &term.doubling));
      keys.push_back(points("most", true, &term.most));
    }
    yaml_.Map(value, "a term", keys);
    if (over_flow) term.most = term.first;
    return term;
  }

  void ReadSeverity(const Node& value, GradeTermRule* term) {
    if (const auto severity = ParseSeverity(YamlValues::Scalar(value))) {
      term->severity = *severity;
    } else {
      yaml_.ComplainOfWord(value, "severity", {"Info", "Low", "Medium", "High", "Critical"});
    }
  }

  YamlValues yaml_;
};

const GradeRules& GradeRules::Shipped() {
  static const std::unique_ptr<GradeRules> shipped = ShippedTable<GradeRules>("rules/grade.yaml");
  return *shipped;
}

std::unique_ptr<GradeRules> GradeRules::Parse(std::string_view path, const std::string& yaml,
                                              std::vector<Problem>* problems) {
  auto rules = std::make_unique<GradeRules>();
  const size_t before = problems->size();
  GradeRulesReader(path, problems).Read(yaml, rules.get());
  return problems->size() == before ? std::move(rules) : nullptr;
}

const GradeRule& GradeRules::Of(int points) const {
  const auto found = std::find_if(grades_.begin(), grades_.end(),
                                  [&](const GradeRule& grade) { return points <= grade.up_to; });
  return found == grades_.end() ? grades_.back() : *found;
}

std::optional<Grade> GradeOf(const GradeRules& rules, const std::vector<AssessedTool>& tools,
                             const std::vector<Finding>& findings,
                             const std::vector<std::string>& flows) {
  if (tools.empty()) return std::nullopt;
  Grade grade;
  for (const GradeTermRule& rule : rules.terms()) {
    grade.terms.push_back(TermOf(rule, tools, findings, flows));
    grade.points += grade.terms.back().points;
  }
  grade.points = std::min(grade.points, kMaxGradePoints);
  const GradeRule& fallen_into = rules.Of(grade.points);
  grade.letter = fallen_into.letter;
  grade.meaning = fallen_into.meaning;
  return grade;
}

}  // namespace mcprisk
