// A tool's page: on one server with everything that is known of it, and by name over all servers.
#include <algorithm>
#include <cmath>
#include <map>

#include "base/text.h"
#include "policy/posture.h"
#include "serve/lookup.h"
#include "serve/pages/page.h"
#include "serve/pages/questions.h"
#include "serve/pages/tool_views.h"
#include "serve/pages/views.h"
#include "serve/router.h"

namespace mcprisk {
namespace {

constexpr size_t kMembersShown = 60;  // servers of one verdict
constexpr char kToolPolicyTarget[] = "policylayer";

// The policy for this tool alone, as the gateway reads it.
std::string ToolPolicy(const CatalogTool& tool, const ServeSettings& settings) {
  TargetServer server;
  server.tools = {{&tool.tool, &tool.classification}};
  server.policy = MakePolicy(tool.server, server.tools, *settings.posture, settings.config);
  server.key = DefaultServerKey(tool.server);
  const Result<TargetFile> file = WriteTarget(*FindTarget(kToolPolicyTarget), {server}, {});
  return file ? VisibleText(file->text) : std::string();
}

void SetVerdict(const CatalogTool& tool, const Ruling& ruling, const std::string& root,
                View* view) {
  const Classification& c = tool.classification;
  SetRisk(c.risk, view);
  SetCategory(c.category, view);
  view->Set("risk_url", root + RiskPath(c.risk));
  view->Set("category_url", root + CategoryPath(c.category));
  view->Set("confidence", ShortPercent(static_cast<size_t>(std::lround(c.confidence * 100)), 100));
  const auto required = static_cast<size_t>(
      std::count_if(tool.tool.parameters.begin(), tool.tool.parameters.end(),
                    [](const Parameter& parameter) { return parameter.required; }));
  view->Set("parameter_count", std::to_string(tool.tool.parameters.size()));
  view->Set("required_count", std::to_string(required));
  view->Set("decision", DecisionLabel(ruling.decision, ruling.limit));
  view->Set("rationale", CodeSpans(c.rationale));
  view->Set("steps", ViewsOf(c.risk_steps, [](const std::string& step) {
              View one;
              one.Set("step", ForTerminal(step));
              return one;
            }));
}

void SetRecord(const CatalogTool& tool, const std::string& root, View* view) {
  view->Set("name", ForTerminal(tool.tool.name));
  view->Set("tool_title", ForTerminal(tool.tool.title.value_or("")));
  view->Set("server_name", ForTerminal(tool.server));
  view->Set("server_url", root + ServerPath(tool.server));
  view->Set("json_url", root + "/api/v1" + ToolPath(tool.tool.name, tool.server));
  view->Set("digest", tool.tool.digest.Hex());
  view->Set("digest_short", tool.tool.digest.Hex().substr(0, 12));
  view->Set("first_seen", tool.first_seen.substr(0, 10));
  view->Set("source", ForTerminal(tool.source_format));
  view->Set("basis", tool.classification.basis.Text());
}

void SetRule(const CatalogTool& tool, const Ruling& ruling, const ServeSettings& settings,
             View* view) {
  view->Set("decision_text", DecisionLabel(ruling.decision, ruling.limit) + ":");
  view->Set("decision_reason", ForTerminal(ruling.reason));
  view->Set("has_cases", !ruling.cases.empty());
  view->Set("cases", ViewsOf(ruling.cases, [](const RulingCase& one) {
              View item;
              item.Set("case_decision", DecisionLabel(one.decision, one.limit));
              item.Set("case_when", ForTerminal(one.when));
              return item;
            }));
  view->Set("policy_text", ToolPolicy(tool, settings));
}

WebResponse OneTool(const WebRequest&, const PathArguments& arguments, ServeContext& context) {
  const std::optional<ServerRef> server = ServerMeant(arguments.at("server"), context);
  if (!server) return ErrorPage(404, NoServerText(arguments.at("server"), context), context);
  const std::optional<CatalogTool> tool = ToolCalled(server->id, arguments.at("tool"), context);
  if (!tool) {
    return ErrorPage(404,
                     ForTerminal(server->name, 80) + " has no tool \"" +
                         ForTerminal(arguments.at("tool"), 80) + "\" in this catalog",
                     context);
  }
  const ServeSettings& settings = context.settings();
  const std::string root = RootOf(settings);
  const Ruling ruling = MakeRuling(tool->tool, tool->classification, *settings.posture);
  const OtherTools others = ToolsNamedAlike(*tool, context);
  View view;
  SetRecord(*tool, root, &view);
  SetVerdict(*tool, ruling, root, &view);
  SetFindings(*tool, root, &view);
  SetDefinition(*tool, settings, &view);
  SetCapabilities(*tool, context, &view);
  SetAttacks(*tool, root, &view);
  SetRule(*tool, ruling, settings, &view);
  SetOthers(*tool, others, root, &view);
  view.Set("questions", ViewsOf(QuestionsOn(*tool, ruling, others), [](const ToolQuestion& one) {
             View item;
             item.Set("question", one.question);
             item.Set("answer", CodeSpans(one.answer));
             return item;
           }));
  const Classification& c = tool->classification;
  return PageResponse(
      "tool",
      {.title = tool->tool.name + " of " + tool->server,
       .description = tool->tool.name + ": " + std::string(CategoryName(c.category)) + ", risk " +
                      std::string(RiskName(c.risk)) + ". " + c.rationale,
       .path = ToolPath(tool->tool.name, tool->server)},
      std::move(view), context);
}

// The servers whose tool of this name has one and the same verdict, riskiest first.
using Group = std::vector<const ToolVerdict*>;
std::vector<Group> GroupByVerdict(const std::vector<ToolVerdict>& tools) {
  std::map<std::pair<int, int>, Group> by_verdict;
  for (const ToolVerdict& tool : tools) {
    by_verdict[{-static_cast<int>(tool.risk), -static_cast<int>(tool.category)}].push_back(&tool);
  }
  std::vector<Group> groups;
  for (auto& [verdict, group] : by_verdict) groups.push_back(std::move(group));
  return groups;
}

View GroupView(const Group& group, ServeContext& context) {
  const std::string root = RootOf(context.settings());
  View view;
  SetRisk(group[0]->risk, &view);
  SetCategory(group[0]->category, &view);
  view.Set("group_count", Grouped(group.size()));
  const std::optional<CatalogTool> first = context.reader().ToolAt(group[0]->key);
  view.Set("rationale", CodeSpans(first ? first->classification.rationale : std::string()));
  const size_t shown = std::min(group.size(), kMembersShown);
  view.Set("members", ViewsOf(Group(group.begin(), group.begin() + static_cast<ptrdiff_t>(shown)),
                              [&](const ToolVerdict* one) {
                                View member;
                                member.Set("member", ForTerminal(one->server));
                                member.Set("member_url", root + ToolPath(one->tool, one->server));
                                return member;
                              }));
  view.Set("members_more", group.size() > shown ? Grouped(group.size() - shown) : std::string());
  return view;
}

WebResponse ByName(const WebRequest&, const PathArguments& arguments, ServeContext& context) {
  const std::string& name = arguments.at("tool");
  const std::vector<ToolVerdict> tools = VerdictsNamed(name, context);
  if (tools.empty()) return ErrorPage(404, NoToolText(name, context), context);
  const std::vector<Group> groups = GroupByVerdict(tools);
  const std::string agree = tools.size() == 1    ? ""
                            : groups.size() == 1 ? ", and all agree"
                                                 : ", and they differ: a name says only so much";
  const std::string intro =
      "A tool of this name is on " + Counted(tools.size(), "server") + agree + ".";
  View view;
  view.Set("name", ForTerminal(tools[0].tool));
  view.Set("intro", intro);
  view.Set("json_url", RootOf(context.settings()) + "/api/v1" + ToolPath(tools[0].tool));
  view.Set("groups",
           ViewsOf(groups, [&](const Group& group) { return GroupView(group, context); }));
  return PageResponse("tool_name",
                      {.title = tools[0].tool + " · MCP tool",
                       .description = intro + " What it can do, how risky that is, and why.",
                       .path = ToolPath(tools[0].tool)},
                      std::move(view), context);
}

}  // namespace

extern const RouteGroup kToolRoutes;
const RouteGroup kToolRoutes = {"tools",
                                {
                                    {"GET", "/tools/{tool}", ByName},
                                    {"GET", "/tools/{tool}/{server...}", OneTool},
                                }};

}  // namespace mcprisk
