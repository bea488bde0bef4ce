#include "records/assessment_record.h"

#include "model/reference.h"
#include "model/token_cost.h"

namespace mcprisk {
namespace {

Value StepRecords(const std::vector<FlowStep>& steps) {
  return Value::ListOf(steps, [](const FlowStep& step) {
    return Value::Map({{"server", step.server}, {"tool", step.tool}, {"reason", step.reason}});
  });
}

Value SharedRecord(const SharedIdentity& shared) {
  return Value::Map({{"kind", IdentityKindName(shared.identity.kind)},
                     {"value", shared.identity.value},
                     {"others", shared.count},
                     {"servers", Value::Texts(shared.servers)}});
}

Value LookAlikeRecord(const LookAlike& alike) {
  return Value::Map({{"of", alike.of->names[0]},
                     {"publisher", alike.of->publisher},
                     {"severity", SeverityName(alike.severity)},
                     {"how", alike.how},
                     {"message", alike.text}});
}

}  // namespace

Value GradeRecord(const std::optional<Grade>& grade) {
  if (!grade) return Value();
  Value terms = Value::List();
  for (const GradeTerm& term : grade->terms) {
    if (term.points == 0) continue;
    Value record =
        Value::Map({{"term", term.rule->id}, {"title", term.rule->title}, {"points", term.points}});
    if (!term.rule->flow.empty()) {
      record.Set("flow", term.rule->flow);
    } else if (!term.rule->findings.empty()) {
      record.Set("findings", Value::Texts(term.findings));
    } else {
      record.Set("tools", Value::Texts(term.tools));
    }
    terms.Add(std::move(record));
  }
  return Value::Map({{"grade", std::string(1, grade->letter)},
                     {"points", grade->points},
                     {"meaning", grade->meaning},
                     {"terms", std::move(terms)}});
}

Value FlowRecord(const Flow& flow) {
  Value legs = Value::ListOf(flow.legs, [](const FlowLeg& leg) {
    return Value::Map(
        {{"leg", leg.rule->id}, {"title", leg.rule->title}, {"tools", StepRecords(leg.steps)}});
  });
  return Value::Map({{"id", flow.rule->id},
                     {"title", flow.rule->title},
                     {"severity", SeverityName(flow.rule->severity)},
                     {"legs", std::move(legs)},
                     {"smallest", StepRecords(flow.smallest)},
                     {"prevent", flow.rule->prevent},
                     {"references", Value::Texts(flow.rule->references)}});
}

Value FlowRecords(const std::vector<Flow>& flows) { return Value::ListOf(flows, FlowRecord); }

Value FlowCountsRecord(const AssessmentCounts& counts) {
  Value by_flow = Value::Map();
  for (const FlowRule& rule : FlowRules::Shipped().all()) {
    const auto count = counts.by_flow.find(rule.id);
    by_flow.Set(rule.id, count == counts.by_flow.end() ? 0 : count->second);
  }
  return Value::Map({{"servers", counts.servers},
                     {"with_flow", counts.with_flow},
                     {"by_flow", std::move(by_flow)}});
}

Value GradeCountsRecord(const AssessmentCounts& counts) {
  Value by_grade = Value::Map();
  for (const GradeRule& rule : GradeRules::Shipped().grades()) {
    const auto count = counts.by_grade.find(rule.letter);
    by_grade.Set(std::string(1, rule.letter), count == counts.by_grade.end() ? 0 : count->second);
  }
  return by_grade;
}

Value CapabilityRecords(const std::vector<CapabilityUse>& uses) {
  return Value::ListOf(uses, [](const CapabilityUse& use) {
    return Value::Map({{"capability", use.capability}, {"tools", Value::Texts(use.tools)}});
  });
}

Value TokensRecord(size_t tokens) {
  const auto share = [tokens](size_t window) {
    return static_cast<double>(tokens) / static_cast<double>(window);
  };
  return Value::Map({{"method", kTokenMethod},
                     {"definitions", tokens},
                     {"of_200k", share(kSmallWindow)},
                     {"of_1m", share(kLargeWindow)}});
}

Value ReferenceRecords(const std::vector<std::string>& ids) {
  Value list = Value::List();
  for (const std::string& id : ids) {
    const Reference* reference = References::Shipped().Find(id);
    if (reference == nullptr) continue;
    list.Add(Value::Map({{"id", id},
                         {"name", reference->name},
                         {"framework", reference->framework->id},
                         {"version", reference->framework->version}}));
  }
  return list;
}

Value AttackRecord(const AttackPattern& pattern) {
  return Value::Map({{"id", pattern.id},
                     {"name", pattern.name},
                     {"group", pattern.group},
                     {"summary", pattern.summary},
                     {"prevent", Value::Texts(pattern.prevent)},
                     {"references", ReferenceRecords(pattern.references)}});
}

Value ServerAttackRecords(const std::vector<ServerAttack>& attacks) {
  return Value::ListOf(attacks, [](const ServerAttack& attack) {
    return Value::Map({{"id", attack.pattern->id},
                       {"name", attack.pattern->name},
                       {"server", attack.server},
                       {"tools", Value::Texts(attack.tools)}});
  });
}

Value PublisherRecord(const ServerView& view) {
  const PublisherReport& report = view.publisher;
  Value evidence = Value::ListOf(report.evidence, [](const PublisherEvidence& one) {
    return Value::Map({{"kind", one.kind}, {"text", one.text}});
  });
  return Value::Map(
      {{"standing", PublisherStandingName(report.standing)},
       {"publisher", report.publisher.empty() ? Value() : Value(report.publisher)},
       {"evidence", std::move(evidence)},
       {"well_known", report.official == nullptr ? Value() : Value(report.official->names[0])},
       {"look_alikes", Value::ListOf(report.look_alikes, LookAlikeRecord)},
       {"shared", Value::ListOf(view.shared, SharedRecord)}});
}

Value ToolAttacks(const Classification& classification) {
  std::vector<std::string> ids;
  for (const AttackPattern* pattern :
       AttacksOnTool(AttackPatterns::Shipped(), AssessedToolOf({}, {}, classification, 0))) {
    ids.push_back(pattern->id);
  }
  return Value::Texts(ids);
}

}  // namespace mcprisk
