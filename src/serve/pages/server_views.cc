#include "serve/pages/server_views.h"

#include "base/text.h"
#include "model/token_cost.h"
#include "serve/pages/change_views.h"
#include "serve/pages/page.h"
#include "serve/pages/views.h"

namespace mcprisk {
namespace {

constexpr size_t kChangesShown = 8;
constexpr size_t kNameColumns = 60;

View StepView(const FlowStep& step, const std::string& root) {
  View view;
  view.Set("step_tool", ForTerminal(step.tool, kNameColumns));
  view.Set("step_url", root + ToolPath(step.tool, step.server));
  view.Set("step_reason", step.reason);
  return view;
}

View TextView(const std::string& key, const std::string& text) {
  View view;
  view.Set(key, ForTerminal(text));
  return view;
}

}  // namespace

void SetServerFindings(const CatalogServer& server, const std::string& root, View* view) {
  view->Set("has_findings", !server.findings.empty());
  view->Set("findings", FindingViews(server.findings, root));
  std::vector<Evidence> evidence;
  for (const Finding& finding : server.findings) {
    evidence.insert(evidence.end(), finding.evidence.begin(), finding.evidence.end());
  }
  view->Set("has_instructions", !server.instructions.empty());
  view->Set("instructions", MarkedText("instructions", server.instructions, evidence));
}

void SetGrade(const ServerView& server, View* view) {
  const std::optional<Grade>& grade = server.assessment.grade;
  view->Set("has_grade", grade.has_value());
  if (!grade) return;
  view->Set("grade", std::string(1, grade->letter));
  view->Set("grade_meaning", grade->meaning);
  view->Set("grade_points", std::to_string(grade->points));
  std::vector<View> terms;
  for (const GradeTerm& term : grade->terms) {
    if (term.points == 0) continue;
    View one;
    one.Set("term", term.rule->title);
    one.Set("points", "+" + std::to_string(term.points));
    terms.push_back(std::move(one));
  }
  view->Set("terms", std::move(terms));
}

void SetFlows(const ServerView& server, const std::string& root, View* view) {
  view->Set("has_flows", !server.assessment.flows.empty());
  view->Set("flows", ViewsOf(server.assessment.flows, [&](const Flow& flow) {
              View one;
              one.Set("flow_title", flow.rule->title);
              one.Set("flow_class", AsciiLowered(SeverityName(flow.rule->severity)));
              one.Set("flow_prevent", flow.rule->prevent);
              one.Set("flow_steps", ViewsOf(flow.smallest, [&](const FlowStep& step) {
                        return StepView(step, root);
                      }));
              return one;
            }));
}

void SetPublisher(const ServerView& server, const std::string& root, View* view) {
  const PublisherReport& report = server.publisher;
  view->Set("publisher", ForTerminal(report.publisher, kNameColumns));
  view->Set("publisher_standing", PublisherStandingName(report.standing));
  view->Set("has_evidence", !report.evidence.empty());
  view->Set("publisher_evidence", ViewsOf(report.evidence, [](const PublisherEvidence& one) {
              return TextView("evidence_text", one.text);
            }));
  view->Set("look_alikes", ViewsOf(report.look_alikes, [](const LookAlike& one) {
              View item = TextView("look_alike_text", one.text);
              item.Set("look_alike_class", AsciiLowered(SeverityName(one.severity)));
              return item;
            }));
  view->Set("sharing", ViewsOf(server.shared, [&](const SharedIdentity& shared) {
              View one;
              one.Set("sharing_kind", IdentityKindName(shared.identity.kind));
              one.Set("sharing_count", Counted(shared.count, "other server"));
              one.Set("sharers", ViewsOf(shared.servers, [&](const std::string& name) {
                        View sharer = TextView("sharer", name);
                        sharer.Set("sharer_url", root + ServerPath(name));
                        return sharer;
                      }));
              return one;
            }));
}

void SetServerAttacks(const ServerView& server, const std::string& root, View* view) {
  view->Set("has_attacks", !server.attacks.empty());
  view->Set("attacks", ViewsOf(server.attacks, [&](const ServerAttack& attack) {
              View one;
              one.Set("attack_name", attack.pattern->name);
              one.Set("attack_url", root + AttackPath(attack.pattern->id));
              one.Set("attack_tools", attack.tools.empty() ? std::string("the server itself")
                                                           : Counted(attack.tools.size(), "tool"));
              return one;
            }));
}

void SetServerChanges(const ServerView& server, ServeContext& context, View* view) {
  ChangeQuery query;
  query.server_id = server.server.id;
  query.limit = kChangesShown;
  const ChangePage page = context.reader().Changes(query);
  view->Set("has_changes", !page.changes.empty());
  view->Set("changes", ChangeViews(page.changes, context));
}

void SetTokens(const ServerView& server, View* view) {
  const size_t tokens = server.assessment.tokens;
  view->Set("token_text", tokens == 0
                              ? std::string()
                              : Grouped(tokens) + " tokens, " + ShortPercent(tokens, kSmallWindow) +
                                    " of a window of 200,000");
}

}  // namespace mcprisk
