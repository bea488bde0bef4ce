// A server's page, its policies as files, its badge.
#include <algorithm>

#include "base/text.h"
#include "policy/posture.h"
#include "records/server_policy.h"
#include "records/server_record.h"
#include "serve/lookup.h"
#include "serve/pages/page.h"
#include "serve/pages/server_views.h"
#include "serve/pages/views.h"
#include "serve/router.h"

namespace mcprisk {
namespace {

constexpr size_t kToolsShown = 300;
constexpr char kDefaultTarget[] = "claude-code";

// Registries, repositories and addresses of strangers: shown, and linked only where the scheme is
// ours to write.
std::string WebAddress(const Identity& identity) {
  const std::string& value = identity.value;
  if (identity.kind == IdentityKind::kRemote) return value;
  if (identity.kind == IdentityKind::kRepository)
    return "https://" + value.substr(0, value.find('#'));
  if (identity.kind != IdentityKind::kPackage) return "";
  if (value.starts_with("npm:")) return "https://www.npmjs.com/package/" + value.substr(4);
  if (value.starts_with("pypi:")) return "https://pypi.org/project/" + value.substr(5);
  return "";
}

bool IsWebAddress(const std::string& url) {
  return (url.starts_with("https://") || url.starts_with("http://")) &&
         std::none_of(url.begin(), url.end(),
                      [](unsigned char c) { return c <= 0x20 || c >= 0x7f; });
}

std::vector<View> IdentityViews(const CatalogServer& server) {
  return ViewsOf(server.identities, [](const Identity& identity) {
    View view;
    const std::string url = WebAddress(identity);
    view.Set("identity_kind", IdentityKindName(identity.kind));
    view.Set("identity_value", ForTerminal(identity.value));
    view.Set("identity_url", IsWebAddress(url) ? url : std::string());
    return view;
  });
}

std::vector<View> SightingViews(const CatalogServer& server) {
  return ViewsOf(server.sightings, [](const ServerSighting& sighting) {
    View view;
    view.Set("source_format", ForTerminal(sighting.source.format));
    view.Set("source_name", ForTerminal(sighting.name));
    view.Set("source_version", ForTerminal(sighting.version));
    view.Set("source_tools", sighting.tools_known ? Counted(sighting.tools, "tool")
                                                  : std::string("tools not stated"));
    view.Set("source_access", Join(AccessWords(sighting.access), ", "));
    return view;
  });
}

// Capabilities that some tool of the server has, with the number of these tools.
std::vector<View> CapabilityViews(const std::vector<CatalogTool>& tools,
                                  const ServeContext& context) {
  std::vector<View> views;
  for (const CapabilityCount& capability : context.overview().capabilities) {
    const auto has = [&](const CatalogTool& tool) {
      const auto& all = tool.classification.capabilities;
      return std::find(all.begin(), all.end(), capability.id) != all.end();
    };
    const auto count = static_cast<size_t>(std::count_if(tools.begin(), tools.end(), has));
    if (count == 0) continue;
    View view;
    view.Set("capability_id", capability.id);
    view.Set("capability_url", RootOf(context.settings()) + CapabilityPath(capability.id));
    view.Set("capability_meaning", capability.meaning);
    view.Set("capability_tools", Counted(count, "tool"));
    views.push_back(std::move(view));
  }
  return views;
}

std::vector<View> TargetOptionViews(std::string_view chosen, const std::string& server,
                                    const std::string& root) {
  return ViewsOf(Targets(), [&](const Target* target) {
    View view;
    view.Set("option_url", root + PolicyPath(target->name, server));
    view.Set("option_file", target->file_name);
    view.Set("option", target->name);
    view.Set("chosen", target->name == chosen);
    return view;
  });
}

void SetPolicy(const WebRequest& request, const CatalogServer& server, ServeContext& context,
               View* view) {
  const std::string root = RootOf(context.settings());
  const Target* target = FindTarget(request.Query("target"));
  if (!target) target = FindTarget(kDefaultTarget);
  const Posture* posture = PostureOf(request, context.settings());
  if (!posture) posture = context.settings().posture;
  view->Set("targets", TargetOptionViews(target->name, server.name, root));
  view->Set("target_count", Grouped(Targets().size()) + " clients and gateways");
  view->Set("postures", ViewsOf(Postures::Shipped().Names(), [&](const std::string& name) {
              View one;
              one.Set("option", name);
              one.Set("chosen", name == posture->name);
              return one;
            }));
  view->Set("target", target->name);
  view->Set("target_description", target->description);
  view->Set("file_name", target->file_name);
  view->Set("download_url",
            root + PolicyPath(target->name, server.name) +
                (request.Query("posture").empty() ? "" : "?posture=" + posture->name));
  Result<TargetFile> file =
      PolicyFile(context.reader(), server, *target, *posture, context.settings());
  view->Set("policy_text", file ? VisibleText(file->text) : std::string());
  view->Set("policy_refused", file ? std::string() : ForTerminal(file.error()));
  const std::vector<TargetNote> none;
  view->Set("notes", ViewsOf(file ? file->notes : none, [](const TargetNote& note) {
              View one;
              one.Set("note", ForTerminal(note.what));
              one.Set("weaker", note.weaker);
              return one;
            }));
}

std::string Description(const CatalogServer& server) {
  std::string text = Counted(server.tool_count, "tool");
  std::vector<std::string> parts;
  for (int r = kRisks - 1; r >= 0; --r) {
    if (server.by_risk[r] == 0) continue;
    parts.push_back(std::to_string(server.by_risk[r]) + " " +
                    std::string(RiskName(static_cast<Risk>(r))));
  }
  if (!parts.empty()) text += ": " + Join(parts, ", ");
  return "What the tools of the MCP server " + server.name + " can do, and a policy for it. " +
         text + ".";
}

void SetHead(const CatalogServer& server, const std::string& root, View* view) {
  view->Set("name", ForTerminal(server.name));
  view->Set("title", server.title == server.name ? std::string() : ForTerminal(server.title));
  view->Set("server_description", VisibleText(server.description));
  view->Set("server_version", ForTerminal(server.version));
  view->Set("status", server.status == "active" ? std::string() : ForTerminal(server.status));
  view->Set("transports", ForTerminal(Join(server.transports, ", ")));
  view->Set("tools_known", server.tools_known);
  view->Set("tool_count", Counted(server.tool_count, "tool"));
  view->Set("badge_url", root + "/badge/" + EncodeSegments(server.name) + ".svg");
  view->Set("json_url", root + "/api/v1" + ServerPath(server.name));
}

WebResponse ServerPage(const WebRequest& request, const PathArguments& arguments,
                       ServeContext& context) {
  const std::optional<CatalogServer> server = ServerCalled(arguments.at("server"), context);
  if (!server) {
    return ErrorPage(404, NoServerText(arguments.at("server"), context), context);
  }
  const std::string root = RootOf(context.settings());
  const ServerView all = ViewServer(context.reader(), *server);
  const std::vector<CatalogTool>& tools = all.tools;
  View view;
  SetHead(*server, root, &view);
  SetServerFindings(*server, root, &view);
  SetGrade(all, &view);
  SetFlows(all, root, &view);
  SetPublisher(all, root, &view);
  SetServerAttacks(all, root, &view);
  SetServerChanges(all, context, &view);
  SetTokens(all, &view);
  std::vector<View> shares;
  shares.push_back(SharesView("Risk", RiskShares(server->by_risk), ""));
  shares.push_back(SharesView("Category", CategoryShares(server->by_category), ""));
  view.Set("has_tools", !tools.empty());
  view.Set("shares", std::move(shares));
  view.Set("identities", IdentityViews(*server));
  view.Set("sightings", SightingViews(*server));
  view.Set("capabilities", CapabilityViews(tools, context));
  const size_t shown =
      context.settings().fixed ? tools.size() : std::min(tools.size(), kToolsShown);
  view.Set("tools", ToolRowViews({tools.begin(), tools.begin() + static_cast<ptrdiff_t>(shown)},
                                 context.settings()));
  view.Set("more_tools", tools.size() > shown ? Grouped(tools.size() - shown) : std::string());
  SetPolicy(request, *server, context, &view);
  const bool canonical = request.query.empty();
  return PageResponse("server",
                      {.title = server->name + " · MCP server",
                       .description = Description(*server),
                       .path = canonical ? ServerPath(server->name) : ""},
                      std::move(view), context);
}

// A file's name in a header; the text is ours, never a stranger's.
std::string Attachment(std::string_view name) {
  return "attachment; filename=\"" + std::string(name) + "\"";
}

WebResponse PolicyAnswer(const WebRequest& request, const PathArguments& arguments,
                         ServeContext& context) {
  const Target* target = FindTarget(arguments.at("target"));
  const Posture* posture = PostureOf(request, context.settings());
  const std::optional<CatalogServer> server = ServerCalled(arguments.at("server"), context);
  if (!target) return ErrorPage(404, "no client or gateway of that name", context);
  if (!posture) return ErrorPage(404, "no posture of that name", context);
  if (!server) return ErrorPage(404, NoServerText(arguments.at("server"), context), context);
  const Result<TargetFile> file =
      PolicyFile(context.reader(), *server, *target, *posture, context.settings());
  if (!file) return ErrorPage(422, ForTerminal(file.error()), context);
  WebResponse response{.content_type = "text/plain; charset=utf-8", .body = file->text};
  if (target->file_name.ends_with(".json")) response.content_type = "application/json";
  response.headers.emplace_back("Content-Disposition", Attachment(target->file_name));
  return response;
}

// 6.2 units a letter at 11 px of the fonts that are there everywhere.
int LabelWidth(std::string_view text) { return static_cast<int>(DisplayWidth(text)) * 7 + 12; }

WebResponse BadgeImage(const WebRequest&, const PathArguments& arguments, ServeContext& context) {
  const std::optional<CatalogServer> server = ServerCalled(arguments.at("server"), context);
  const ServerRow* row = server ? context.overview().Server(server->id) : nullptr;
  const std::optional<Risk> worst = row ? row->Worst() : std::nullopt;
  const std::string grade = row && row->grade != 0 ? std::string(1, row->grade) + " · " : "";
  const std::string value =
      worst ? grade + AsciiLowered(RiskName(*worst)) + " · " + Counted(row->Tools(), "tool")
            : std::string("unknown");
  constexpr std::string_view kFills[] = {"#216b43", "#7a5600", "#a23c06", "#a81228"};
  const int label_width = LabelWidth("mcp risk");
  const int value_width = LabelWidth(value);
  View view;
  view.Set("value", value);
  view.Set("fill", worst ? kFills[static_cast<int>(*worst)] : "#565d66");
  view.Set("width", std::to_string(label_width + value_width));
  view.Set("label_width", std::to_string(label_width));
  view.Set("value_width", std::to_string(value_width));
  view.Set("label_middle", std::to_string(label_width / 2));
  view.Set("value_middle", std::to_string(label_width + value_width / 2));
  WebResponse response{.content_type = "image/svg+xml"};
  response.body = context.templates().Render("badge", view);
  // Pages of others show it.
  response.headers.emplace_back("Cross-Origin-Resource-Policy", "cross-origin");
  return response;
}

}  // namespace

extern const RouteGroup kServerRoutes;
const RouteGroup kServerRoutes = {"servers",
                                  {
                                      {"GET", "/servers/{server...}", ServerPage},
                                      {"GET", "/policy/{target}/{server...}", PolicyAnswer},
                                      {"GET", "/badge/{server...}.svg", BadgeImage},
                                  }};

}  // namespace mcprisk
