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
#include "classify/wording.h"

namespace mcprisk {
namespace {

constexpr size_t kMaxEvidence = 12;

// True when `rule` has shown this place already.
bool IsKnown(const Span& span, const Traits& traits, const std::string& rule,
             const std::vector<Evidence>& evidence) {
  return std::any_of(evidence.begin(), evidence.end(), [&](const Evidence& other) {
    return other.begin == span.begin && other.end == span.end && other.rule == rule &&
           other.field == FieldOf(span, traits);
  });
}

void AddEvidence(const std::vector<Span>& spans, const Traits& traits, const std::string& rule,
                 std::vector<Evidence>* evidence) {
  for (const Span& span : spans) {
    if (evidence->size() == kMaxEvidence) return;
    if (IsKnown(span, traits, rule, *evidence)) continue;
    evidence->push_back(ToEvidence(span, traits, rule));
  }
}

void FindSpans(const Claim& claim, const Subject& subject, std::vector<Span>* spans) {
  spans->clear();
  if (claim.frame) {
    Holds(claim.rule->match, claim.frame, subject, spans);
  } else {
    HoldsSomewhere(claim.rule->match, subject, spans);
  }
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
  explicit Rep(const RuleSet& all) : rules(all) {}

  const RuleSet& rules;
  Traits traits;
  Subject subject;
  // A capability rule that holds, and where.
  struct Found {
    const Rule* rule = nullptr;
    std::vector<Span> spans;
  };
  std::vector<Found> found;  // the first found_count of them; the others are kept for their room
  size_t found_count = 0;
  std::vector<Span> spans;  // of what is looked at now
  PatternSet::Buffers pattern_buffers;
  TextScanner scanner{rules.texts(), rules.patterns()};

  void ScreenPatterns();
  void NoteFound(const Rule* rule);
  void FindCapabilities();
  void AddCapabilities(Classification* result);
  void AddFindings(Classification* result);
  void AddShapeFindings(Classification* result);
  void AddWordingFindings(Classification* result);
  void AddFinding(const Rule& rule, Classification* result);
  double Confidence(const Verdict& verdict, const Tool& tool) const;
  void Explain(const Verdict& verdict, const Classification& result, Explanation* explanation);
};

Classifier::Classifier(const RuleSet& rules) : rep_(std::make_unique<Rep>(rules)) {}
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

// `rule` holds where `spans` says.
void Classifier::Rep::NoteFound(const Rule* rule) {
  auto end = found.begin() + static_cast<std::ptrdiff_t>(found_count);
  auto known = std::find_if(found.begin(), end, [&](const Found& one) { return one.rule == rule; });
  if (known == end) {
    if (found_count == found.size()) found.emplace_back();
    known = found.begin() + static_cast<std::ptrdiff_t>(found_count++);
    known->rule = rule;
    known->spans.clear();
  }
  known->spans.insert(known->spans.end(), spans.begin(), spans.end());
  spans.clear();
}

// The capability rules that hold, by id, each with its spans. Only the rules that a frame's verb
// lets through are asked for that frame.
void Classifier::Rep::FindCapabilities() {
  found_count = 0;
  spans.clear();
  // Every condition that `possible` has of `range`, asked of `frame`.
  auto ask = [&](const ConditionBits& possible, ConditionRange range, const Frame* frame) {
    possible.AnyOf(range, [&](uint32_t condition) {
      const Rule& rule = rules.RuleOf(condition);
      if (Holds(rule.match, frame, subject, &spans)) NoteFound(&rule);
      return false;
    });
  };
  const ConditionBits& definition = subject.possible.definition;
  ask(definition, rules.frameless_capability_conditions(), nullptr);
  for (const std::vector<Frame>* frames : {&traits.name_frames, &traits.lead_frames}) {
    for (const Frame& frame : *frames) {
      ask(subject.PossibleFor(frame), rules.capability_conditions(), &frame);
    }
  }
  if (traits.name_frames.empty() && traits.lead_frames.empty()) {
    ask(definition, rules.capability_conditions(), nullptr);
  }
  if (found_count == 0) return;
  // Rules that build on another capability come when all others are known.
  for (size_t i = 0; i < found_count; ++i)
    subject.capabilities.push_back(found[i].rule->capability);
  for (const Rule* rule : rules.capability_rules()) {
    if (!rule->match.capability.empty() && HoldsSomewhere(rule->match, subject, &spans)) {
      NoteFound(rule);
      subject.capabilities.push_back(rule->capability);
    }
  }
  std::sort(found.begin(), found.begin() + static_cast<std::ptrdiff_t>(found_count),
            [](const Found& a, const Found& b) { return a.rule->id < b.rule->id; });
}

// In the order of rules/capabilities.yaml, so that records compare.
void Classifier::Rep::AddCapabilities(Classification* result) {
  FindCapabilities();
  for (size_t i = 0; i < found_count; ++i) {
    AddEvidence(found[i].spans, traits, found[i].rule->id, &result->evidence);
  }
  if (found_count == 0) return;
  for (const Capability& capability : rules.capabilities()) {
    bool has = std::find(subject.capabilities.begin(), subject.capabilities.end(), capability.id) !=
               subject.capabilities.end();
    if (has) result->capabilities.push_back(capability.id);
  }
}

void Classifier::Rep::AddFindings(Classification* result) {
  subject.possible.definition.AnyOf(rules.warning_conditions(), [&](uint32_t condition) {
    const Rule& rule = rules.RuleOf(condition);
    spans.clear();
    if (HoldsSomewhere(rule.match, subject, &spans)) AddFinding(rule, result);
    return false;
  });
  AddShapeFindings(result);
  const std::vector<ConditionHit>& hits = scanner.Scan(*traits.tool, pattern_buffers);
  if (!hits.empty()) {
    AddTextFindings(
        rules, hits, [&](const Rule& rule) { return HoldsSomewhere(rule.match, subject, nullptr); },
        &result->findings);
  }
  AddWordingFindings(result);
}

// The name stands for the whole definition: a size has no place.
void Classifier::Rep::AddShapeFindings(Classification* result) {
  const Tool& tool = *traits.tool;
  for (const ShapeHit& hit : ShapesOf(tool)) {
    for (const Rule* rule : rules.shape_warnings()) {
      const bool of_rule =
          std::find(rule->shapes.begin(), rule->shapes.end(), hit.shape) != rule->shapes.end();
      if (!of_rule || !HoldsSomewhere(rule->match, subject, nullptr)) continue;
      result->findings.push_back({rule->id,
                                  rule->severity,
                                  rule->message + " It has " + ForTerminal(hit.how) + ".",
                                  {{"name", 0, tool.name.size(), tool.name, rule->id}}});
    }
  }
}

// Of the rules that the sum of a sentence meets, the one that asks for the most speaks, and only
// where nothing as grave was found that says more.
void Classifier::Rep::AddWordingFindings(Classification* result) {
  if (rules.wording_warnings().empty()) return;
  const auto as_grave = [&](Severity severity) {
    return std::any_of(result->findings.begin(), result->findings.end(),
                       [&](const Finding& finding) { return finding.severity >= severity; });
  };
  if (as_grave(rules.wording_warnings().front()->severity)) return;
  const std::optional<WordingSum> worst =
      rules.wording().Highest(*traits.tool, *rules.wording_warnings().back()->wording);
  if (!worst) return;
  for (const Rule* rule : rules.wording_warnings()) {
    if (*rule->wording > worst->sum || !HoldsSomewhere(rule->match, subject, nullptr)) continue;
    if (as_grave(rule->severity)) return;
    result->findings.push_back(
        {rule->id,
         rule->severity,
         rule->message + " What weighs most: " + ForTerminal(Join(worst->words, ", ")) + ".",
         {{worst->field, worst->begin, worst->end, worst->quote, rule->id}}});
    return;
  }
}

// `rule` holds where `spans` says.
void Classifier::Rep::AddFinding(const Rule& rule, Classification* result) {
  Finding finding;
  finding.rule = rule.id;
  finding.severity = rule.severity;
  finding.message = rule.message;
  AddEvidence(spans, traits, rule.id, &finding.evidence);
  // Name both sides of a contradiction.
  for (const Evidence& one : result->evidence) {
    if (one.field == "name" || one.field == "description") {
      finding.evidence.push_back(one);
      break;
    }
  }
  result->findings.push_back(std::move(finding));
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
    FindSpans(*claim, rep.subject, &rep.spans);
    AddEvidence(rep.spans, rep.traits, claim->rule->id, &result.evidence);
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
    FindSpans(claim, subject, &spans);
    AddEvidence(spans, traits, claim.rule->id, &considered.evidence);
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
  for (size_t i = 0; i < found_count; ++i) {
    const Rule& rule = *found[i].rule;
    Explanation::Considered considered;
    considered.rule = rule.id;
    considered.claim = rule.capability;
    considered.outcome = "adds a capability";
    AddEvidence(found[i].spans, traits, rule.id, &considered.evidence);
    explanation->considered.push_back(std::move(considered));
  }
}

}  // namespace mcprisk
