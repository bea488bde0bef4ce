#include "classify/classify.h"

#include <algorithm>
#include <cmath>

#include "base/text.h"
#include "classify/judge.h"
#include "classify/match.h"
#include "classify/pattern_set.h"
#include "classify/rationale.h"
#include "classify/risk.h"

namespace mcprisk {
namespace {

constexpr size_t kMaxEvidence = 12;

void AddEvidence(const std::vector<Span>& spans, const Traits& traits, const std::string& rule,
                 std::vector<Evidence>* evidence) {
  for (const Span& span : spans) {
    if (evidence->size() == kMaxEvidence) return;
    Evidence one = ToEvidence(span, traits, rule);
    bool known = std::any_of(evidence->begin(), evidence->end(), [&](const Evidence& other) {
      return other.field == one.field && other.begin == one.begin && other.end == one.end &&
             other.rule == one.rule;
    });
    if (!known) evidence->push_back(std::move(one));
  }
}

std::vector<Span> SpansOf(const Claim& claim, const Subject& subject) {
  std::vector<Span> spans;
  if (claim.frame) {
    Holds(claim.rule->match, claim.frame, subject, &spans);
  } else {
    HoldsSomewhere(claim.rule->match, subject, &spans);
  }
  return spans;
}

// mark3labs/mcp-go writes exactly this set for every tool: it says nothing (formats.md 2.7).
bool IsSdkDefault(const Annotations& hints) {
  return hints.read_only == false && hints.destructive == true && hints.idempotent == false &&
         hints.open_world == true && !hints.title;
}

bool AnnotationsAgree(const Annotations& hints, Category category) {
  if (!hints.read_only || IsSdkDefault(hints)) return false;
  if (*hints.read_only) return category == Category::kRead;
  return category != Category::kRead;
}

}  // namespace

struct Classifier::Rep {
  const RuleSet& rules;
  Traits traits;
  Subject subject;

  void AddCapabilities(Classification* result);
  void AddFindings(Classification* result);
  double Confidence(const Verdict& verdict, const Tool& tool) const;
  void Explain(const Verdict& verdict, const Classification& result, Explanation* explanation);
};

Classifier::Classifier(const RuleSet& rules) : rep_(new Rep{rules, Traits(), Subject()}) {}
Classifier::~Classifier() = default;

// In the order of rules/capabilities.yaml, so that records compare.
void Classifier::Rep::AddCapabilities(Classification* result) {
  std::vector<Evidence> evidence;
  for (const Rule* rule : rules.capability_rules()) {
    std::vector<Span> spans;
    if (!HoldsSomewhere(rule->match, subject, &spans)) continue;
    subject.capabilities.push_back(rule->capability);
    AddEvidence(spans, traits, rule->id, &evidence);
  }
  for (const Capability& capability : rules.capabilities()) {
    bool has = std::find(subject.capabilities.begin(), subject.capabilities.end(), capability.id) !=
               subject.capabilities.end();
    if (has) result->capabilities.push_back(capability.id);
  }
  for (Evidence& one : evidence) {
    if (result->evidence.size() < kMaxEvidence) result->evidence.push_back(std::move(one));
  }
}

void Classifier::Rep::AddFindings(Classification* result) {
  for (const Rule* rule : rules.warnings()) {
    std::vector<Span> spans;
    if (!HoldsSomewhere(rule->match, subject, &spans)) continue;
    Finding finding;
    finding.rule = rule->id;
    finding.severity = rule->severity;
    finding.message = rule->message;
    AddEvidence(spans, traits, rule->id, &finding.evidence);
    // Name both sides of a contradiction.
    for (const Evidence& one : result->evidence) {
      if (one.field == "name" || one.field == "description") {
        finding.evidence.push_back(one);
        break;
      }
    }
    result->findings.push_back(std::move(finding));
  }
}

double Classifier::Rep::Confidence(const Verdict& verdict, const Tool& tool) const {
  double confidence = rules.Path(verdict.path).confidence;
  if (AnnotationsAgree(tool.annotations, verdict.category)) {
    confidence += (1 - confidence) * 0.3;
  }
  return std::round(confidence * 100) / 100;
}

Classification Classifier::Classify(const Tool& tool, const Context& context,
                                    Explanation* explanation) {
  Rep& rep = *rep_;
  ExtractTraits(tool, rep.rules.grammar(), &rep.traits);
  rep.subject.traits = &rep.traits;
  rep.subject.rules = &rep.rules;
  rep.subject.category.reset();
  rep.subject.capabilities.clear();
  rep.rules.patterns().MatchAll(rep.traits.lowered_description, &rep.subject.patterns);

  Verdict verdict = Judge(context, &rep.subject);
  Classification result;
  result.category = verdict.category;
  result.confidence = rep.Confidence(verdict, tool);
  result.basis.description = tool.description && !Trimmed(*tool.description).empty();
  result.basis.schema = tool.input_schema.has_value();
  result.basis.annotations = tool.annotations_json.has_value();
  result.basis.server = verdict.server_decided;
  for (const Claim* claim : verdict.deciding) {
    AddEvidence(SpansOf(*claim, rep.subject), rep.traits, claim->rule->id, &result.evidence);
  }
  result.operation_parameter = verdict.operation_parameter;
  result.operations = verdict.operations;
  rep.AddCapabilities(&result);
  result.risk = DeriveRisk(result.category, result.capabilities, rep.rules, &result.risk_steps);
  rep.AddFindings(&result);
  result.rationale = WriteRationale(verdict, rep.subject, result);
  if (explanation) rep.Explain(verdict, result, explanation);
  return result;
}

void Classifier::Rep::Explain(const Verdict& verdict, const Classification& result,
                              Explanation* explanation) {
  explanation->path = verdict.path;
  explanation->path_meaning = rules.Path(verdict.path).meaning;
  for (const Claim& claim : verdict.claims) {
    Explanation::Considered considered;
    considered.rule = claim.rule->id;
    considered.claim = CategoryName(claim.category);
    AddEvidence(SpansOf(claim, subject), traits, claim.rule->id, &considered.evidence);
    bool decides = std::any_of(verdict.deciding.begin(), verdict.deciding.end(),
                               [&](const Claim* d) { return d == &claim; });
    if (decides) {
      considered.outcome = "decides";
    } else if (claim.category == result.category) {
      considered.outcome = "agrees";
    } else {
      considered.outcome = "lost: " + explanation->path_meaning;
    }
    explanation->considered.push_back(std::move(considered));
  }
  for (const std::string& id : result.capabilities) {
    for (const Rule* rule : rules.capability_rules()) {
      std::vector<Span> spans;
      if (rule->capability != id || !HoldsSomewhere(rule->match, subject, &spans)) continue;
      Explanation::Considered considered;
      considered.rule = rule->id;
      considered.claim = id;
      considered.outcome = "adds a capability";
      AddEvidence(spans, traits, rule->id, &considered.evidence);
      explanation->considered.push_back(std::move(considered));
    }
  }
}

}  // namespace mcprisk
