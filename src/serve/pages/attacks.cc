// Attack patterns: how access is abused, and how to prevent it.
#include <algorithm>

#include "assess/attack.h"
#include "base/text.h"
#include "records/reference_url.h"
#include "serve/pages/page.h"
#include "serve/router.h"

namespace mcprisk {
namespace {

constexpr size_t kSummaryColumns = 220;  // a whole sentence of data/attacks.yaml

WebResponse AttackIndex(const WebRequest&, const PathArguments&, ServeContext& context) {
  const std::string root = RootOf(context.settings());
  View view;
  view.Set("heading", "Attack patterns");
  view.Set("intro",
           "How access that tools give is abused. Each tool's page names those that it offers the "
           "means for.");
  view.Set("cards", ViewsOf(AttackPatterns::Shipped().all(), [&](const AttackPattern& pattern) {
             View one;
             one.Set("card_label", pattern.name);
             one.Set("card_font", "plain-name");
             one.Set("card_risk", false);
             one.Set("card_url", root + AttackPath(pattern.id));
             one.Set("card_group", pattern.group);
             one.Set("card_text", Summary(pattern.summary, kSummaryColumns));
             return one;
           }));
  return PageResponse("index",
                      {.title = "Attack patterns on MCP tools",
                       .description = "How agents' tools are abused, what each pattern needs, and "
                                      "how to prevent it.",
                       .path = "/attacks",
                       .section = "attacks"},
                      std::move(view), context);
}

WebResponse AttackPage(const WebRequest&, const PathArguments& arguments, ServeContext& context) {
  const AttackPattern* pattern = AttackPatterns::Shipped().Find(arguments.at("attack"));
  if (!pattern) return ErrorPage(404, "there is no such attack pattern", context);
  View view;
  view.Set("attack_name", pattern->name);
  view.Set("attack_group", pattern->group);
  view.Set("attack_summary", pattern->summary);
  view.Set("prevent", ViewsOf(pattern->prevent, [](const std::string& sentence) {
             View one;
             one.Set("sentence", sentence);
             return one;
           }));
  view.Set("references", ViewsOf(pattern->references, [](const std::string& id) {
             View one;
             one.Set("reference", ReferenceText(id));
             one.Set("reference_url", ReferenceUrl(id));
             return one;
           }));
  return PageResponse("attack",
                      {.title = pattern->name + " · attack pattern",
                       .description = pattern->summary,
                       .path = AttackPath(pattern->id),
                       .section = "attacks"},
                      std::move(view), context);
}

}  // namespace

extern const RouteGroup kAttackRoutes;
const RouteGroup kAttackRoutes = {
    "attacks", {{"GET", "/attacks", AttackIndex}, {"GET", "/attacks/{attack}", AttackPage}}};

}  // namespace mcprisk
