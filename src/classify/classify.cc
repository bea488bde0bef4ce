#include "classify/classify.h"

#include <algorithm>
#include <cmath>

#include "base/text.h"
#include "classify/judge.h"
#include "classify/match.h"
#include "classify/pattern_set.h"
#include "classify/rationale.h"
#include "classify/risk.h"
#include "classify/text/text_scanner.h"
#include "classify/text_findings.h"

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
  std::vector<std::pair<const Rule*, std::vector<Span>>> found;  // capability rules that hold
  PatternSet::Buffers pattern_buffers;
  TextScanner scanner{rules.texts(), rules.patterns()};

  void ScreenPatterns();
  void FindCapabilities();
  void AddCapabilities(Classification* result);
  void AddFindings(Classification* result);
  double Confidence(const Verdict& verdict, const Tool& tool) const;
  void Explain(const Verdict& verdict, const Classification& result, Explanation* explanation);
};

Classifier::Classifier(const RuleSet& rules) : rep_(new Rep{rules, {}, {}, {}, {}}) {}
Classifier::~Classifier() = default;

void Classifier::Rep::ScreenPatterns() {
  const PatternSet& patterns = rules.patterns();
  // What the definition before left behind: only candidates were ever asked.
  for (size_t candidate : pattern_buffers.candidates) {
    subject.pattern_memory[2 * candidate].state = PatternPlace::kNever;
    subject.pattern_memory[2 * candidate + 1].state = PatternPlace::kNever;
  }
  subject.pattern_memory.resize(2 * patterns.Size());
  patterns.Screen(traits.lowered_description, &pattern_buffers);
  for (size_t candidate : pattern_buffers.candidates) {
    subject.pattern_memory[2 * candidate].state = PatternPlace::kUnasked;
    subject.pattern_memory[2 * candidate + 1].state = PatternPlace::kUnasked;
  }
  rules.index().FindPossible(traits, pattern_buffers.candidates, &subject.possible);
}

// The capability rules that hold, by id, each with its spans. Only the rules that a frame's verb
// lets through are asked for that frame.
void Classifier::Rep::FindCapabilities() {
  found.clear();
  std::vector<Span> spans;
  auto note = [&](const Rule* rule) {
    auto known = std::find_if(found.begin(), found.end(),
                              [&](const auto& one) { return one.first == rule; });
    if (known == found.end()) known = found.insert(found.end(), {rule, {}});
    known->second.insert(known->second.end(), spans.begin(), spans.end());
    spans.clear();
  };
  for (const Rule* rule : rules.frameless_capability_rules()) {
    if (Holds(rule->match, nullptr, subject, &spans)) note(rule);
  }
  for (const std::vector<Frame>* frames : {&traits.name_frames, &traits.lead_frames}) {
    for (const Frame& frame : *frames) {
      subject.PossibleFor(frame).AnyOf(rules.capability_conditions(), [&](uint32_t condition) {
        const Rule& rule = rules.RuleOf(condition);
        if (Holds(rule.match, &frame, subject, &spans)) note(&rule);
        return false;
      });
    }
  }
  if (traits.name_frames.empty() && traits.lead_frames.empty()) {
    for (const Rule* rule : rules.capability_rules()) {
      if (rule->match.NeedsFrame() && Holds(rule->match, nullptr, subject, &spans)) note(rule);
    }
  }
  // Rules that build on another capability come when all others are known.
  for (const auto& [rule, where] : found) subject.capabilities.push_back(rule->capability);
  for (const Rule* rule : rules.capability_rules()) {
    if (!rule->match.capability.empty() && HoldsSomewhere(rule->match, subject, &spans)) {
      note(rule);
      subject.capabilities.push_back(rule->capability);
    }
  }
  std::sort(found.begin(), found.end(),
            [](const auto& a, const auto& b) { return a.first->id < b.first->id; });
}

// In the order of rules/capabilities.yaml, so that records compare.
void Classifier::Rep::AddCapabilities(Classification* result) {
  FindCapabilities();
  for (const auto& [rule, spans] : found) {
    AddEvidence(spans, traits, rule->id, &result->evidence);
  }
  if (found.empty()) return;
  for (const Capability& capability : rules.capabilities()) {
    bool has = std::find(subject.capabilities.begin(), subject.capabilities.end(), capability.id) !=
               subject.capabilities.end();
    if (has) result->capabilities.push_back(capability.id);
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
  const std::vector<ConditionHit>& hits = scanner.Scan(*traits.tool, pattern_buffers);
  if (hits.empty()) return;
  AddTextFindings(
      rules, hits,
      [&](const Rule& rule) { return HoldsSomewhere(rule.match, subject, nullptr); },
      &result->findings);
}

std::vector<Finding> Classifier::JudgeInstructions(std::string_view instructions) {
  std::vector<Finding> findings;
  const TextField field = {TextRole::kInstructions, "instructions", std::string(instructions)};
  // There is no tool that the other conditions of a rule could hold for.
  AddTextFindings(
      rep_->rules, rep_->scanner.ScanField(field),
      [](const Rule& rule) { return rule.match.asked == 0 && rule.match.any.empty(); }, &findings);
  return findings;
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
  rep.ScreenPatterns();

  Verdict verdict = Judge(context, &rep.subject);
  Classification result;
  result.category = verdict.category;
  result.confidence = rep.Confidence(verdict, tool);
  result.basis.description = tool.description && !Trimmed(*tool.description).empty();
  result.basis.schema = tool.input_schema.has_value();
  result.basis.annotations = tool.annotations_json.has_value();
  result.basis.server = verdict.server_decided;
  if (verdict.server_decided) {
    result.evidence.push_back(
        {"server", verdict.server_begin, verdict.server_end,
         std::string(context.server.substr(verdict.server_begin,
                                           verdict.server_end - verdict.server_begin)),
         verdict.deciding.front()->rule->id});
  }
  for (const Claim* claim : verdict.deciding) {
    if (verdict.server_decided) break;
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
  for (const auto& [rule, spans] : found) {
    Explanation::Considered considered;
    considered.rule = rule->id;
    considered.claim = rule->capability;
    considered.outcome = "adds a capability";
    AddEvidence(spans, traits, rule->id, &considered.evidence);
    explanation->considered.push_back(std::move(considered));
  }
}

}  // namespace mcprisk
