#include "commands/assessment_text.h"

#include <algorithm>
#include <ostream>

#include "base/text.h"
#include "commands/server_text.h"
#include "commands/tool_text.h"
#include "model/token_cost.h"

namespace mcprisk {
namespace {

constexpr size_t kToolsNamed = 4;
constexpr size_t kStepsShown = 3;
constexpr size_t kNameColumns = 48;
constexpr double kLeastShare = 0.001;
constexpr size_t kLabelColumns = 14;  // ServerLabel

// The names, a few of them, then how many more.
std::string Named(const std::vector<std::string>& names, size_t all, size_t most) {
  std::string list;
  for (size_t i = 0; i < names.size() && i < most; ++i) {
    list += (i == 0 ? "" : ", ") + ForTerminal(names[i], kNameColumns);
  }
  const size_t shown = std::min(names.size(), most);
  if (all > shown) list += " and " + Grouped(all - shown) + " more";
  return list;
}

std::string StepText(const FlowStep& step, bool with_server) {
  return (with_server ? step.server + ":" : "") + step.tool;
}

// "get_issue → query → fetch", a tool that fills several legs once.
std::string PathText(const Flow& flow, bool with_server) {
  std::vector<std::string> path;
  for (const FlowStep& step : flow.smallest) {
    std::string text = ForTerminal(StepText(step, with_server), kNameColumns);
    if (std::find(path.begin(), path.end(), text) == path.end()) path.push_back(std::move(text));
  }
  return Join(path, " → ");
}

}  // namespace

void PrintBeside(std::string_view label, const std::string& text, Console& console) {
  const std::string wrapped = Wrapped(text, console.columns(), kLabelColumns);
  console.out() << ServerLabel(label) << wrapped.substr(std::min(kLabelColumns, wrapped.size()))
                << "\n";
}

std::string TokensText(size_t tokens) {
  const auto share = [&](size_t window) {
    const double part = static_cast<double>(tokens) / static_cast<double>(window);
    return part < kLeastShare ? "less than " + Percent(kLeastShare) : Percent(part);
  };
  return Counted(tokens, "token") + ", " + share(kSmallWindow) + " of a 200k window, " +
         share(kLargeWindow) + " of 1M";
}

void PrintGrade(const ServerView& view, Console& console) {
  if (const std::optional<Grade>& grade = view.assessment.grade) {
    PrintBeside("grade",
                std::string(1, grade->letter) + "  " + Counted(grade->points, "point") + " of " +
                    std::to_string(kMaxGradePoints) + ": " + grade->meaning,
                console);
    return;
  }
  PrintBeside(
      "grade",
      view.server.tools_known ? "none: it has no tools" : "none: no source says which tools it has",
      console);
}

void PrintPublisher(const ServerView& view, Console& console) {
  const PublisherReport& report = view.publisher;
  std::string text(PublisherStandingName(report.standing));
  if (!report.publisher.empty()) text += ": " + ForTerminal(report.publisher, kNameColumns);
  if (report.official != nullptr) {
    text += "; the well-known server of " + report.official->publisher;
  }
  PrintBeside("publisher", text, console);
  for (const PublisherEvidence& evidence : report.evidence) {
    PrintBeside("", evidence.kind + ": " + ForTerminal(evidence.text, 200), console);
  }
  for (const LookAlike& alike : report.look_alikes) {
    PrintBeside(alike.severity >= Severity::kMedium ? "look-alike" : "same name",
                std::string(SeverityName(alike.severity)) + " " + ForTerminal(alike.text, 200),
                console);
  }
  for (const SharedIdentity& shared : view.shared) {
    PrintBeside("shared",
                std::string(IdentityKindName(shared.identity.kind)) + " " +
                    ForTerminal(shared.identity.value, 100) + " also of " +
                    Named(shared.servers, shared.count, kMostSharersNamed),
                console);
  }
}

void PrintReach(const ServerView& view, Console& console) {
  const Assessment& assessment = view.assessment;
  std::string reach;
  for (const CapabilityUse& use : assessment.capabilities) {
    reach += (reach.empty() ? "" : ", ") + use.capability;
    if (use.tools.size() > 1) reach += " " + Grouped(use.tools.size());
  }
  if (!reach.empty()) PrintBeside("reach", reach, console);
  for (const Flow& flow : assessment.flows) {
    PrintBeside("toxic flow", flow.rule->id + ": " + PathText(flow, false), console);
  }
  if (view.server.tool_count > 0) PrintBeside("costs", TokensText(assessment.tokens), console);
}

void PrintServerFindings(const CatalogServer& server, Console& console) {
  for (const Finding& finding : server.findings) {
    console.out() << ServerLabel("finding") << FindingText(finding, kLabelColumns, console);
  }
}

void PrintGradeTerms(const ServerView& view, Console& console) {
  const std::optional<Grade>& grade = view.assessment.grade;
  if (!grade) return;
  console.out() << "\n"
                << console.Bold("grade " + std::string(1, grade->letter)) << " from "
                << Counted(grade->points, "point") << "\n";
  for (const GradeTerm& term : grade->terms) {
    if (term.points == 0) continue;
    std::string text = term.rule->title;
    if (!term.rule->flow.empty()) {
      const auto flow =
          std::find_if(view.assessment.flows.begin(), view.assessment.flows.end(),
                       [&](const Flow& one) { return one.rule->id == term.rule->flow; });
      if (flow != view.assessment.flows.end()) text += ": " + PathText(*flow, false);
    } else {
      const bool of_findings = !term.rule->findings.empty();
      const std::vector<std::string>& counted = of_findings ? term.findings : term.tools;
      text += ", " + Grouped(counted.size()) + ": " + Named(counted, counted.size(), kToolsNamed);
    }
    const std::string wrapped = Wrapped(text, console.columns(), 8);
    console.out() << RightAligned("+" + std::to_string(term.points), 6) << "  "
                  << wrapped.substr(std::min<size_t>(8, wrapped.size())) << "\n";
  }
  std::string scale = "scale:";
  for (const GradeRule& rule : GradeRules::Shipped().grades()) {
    scale += " " + std::string(1, rule.letter) + " to " + std::to_string(rule.up_to) + ",";
  }
  scale.back() = '.';
  console.out() << Wrapped(scale +
                               " The terms and their weights are rules/grade.yaml; adding a tool "
                               "never lowers the points, and harmless tools add none.",
                           console.columns(), 2)
                << "\n";
}

void PrintFlow(const Flow& flow, bool with_server, Console& console) {
  console.out() << console.Bold(flow.rule->id) << "   " << SeverityName(flow.rule->severity) << "\n"
                << Wrapped(flow.rule->title + ": " + PathText(flow, with_server), console.columns(),
                           2)
                << "\n";
  for (const FlowLeg& leg : flow.legs) {
    std::string list;
    for (size_t i = 0; i < leg.steps.size() && i < kStepsShown; ++i) {
      list += (i == 0 ? "" : ", ") +
              ForTerminal(StepText(leg.steps[i], with_server), kNameColumns) + " (" +
              leg.steps[i].reason + ")";
    }
    if (leg.steps.size() > kStepsShown) {
      list += " and " + Grouped(leg.steps.size() - kStepsShown) + " more";
    }
    const std::string wrapped = Wrapped(list, console.columns(), 20);
    console.out() << "    " << PadTo(leg.rule->title, 16)
                  << wrapped.substr(std::min<size_t>(20, wrapped.size())) << "\n";
  }
  console.out() << Wrapped("what helps: " + flow.rule->prevent, console.columns(), 4) << "\n";
}

}  // namespace mcprisk
