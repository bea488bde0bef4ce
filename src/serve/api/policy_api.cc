// Policies, their targets, rules, and the judgement of a definition that somebody sends.
#include "assess/tool_set.h"
#include "base/json.h"
#include "base/text.h"
#include "policy/posture.h"
#include "records/policy_record.h"
#include "records/tool_record.h"
#include "serve/api/json.h"
#include "serve/lookup.h"
#include "serve/router.h"

namespace mcprisk {
namespace {

constexpr char kDefaultTarget[] = "policylayer";

WebResponse PolicyAnswer(const WebRequest& request, const PathArguments& arguments,
                         ServeContext& context) {
  const std::string_view wanted = request.Query("target");
  const Target* target = FindTarget(wanted.empty() ? kDefaultTarget : wanted);
  const Posture* posture = PostureOf(request, context.settings());
  if (!target) return ApiProblem(400, "target is one of those that /api/v1/targets lists");
  if (!posture) return ApiProblem(400, "posture is one of careful, balanced, open");
  const std::optional<CatalogServer> server = ServerCalled(arguments.at("server"), context);
  if (!server) return ApiProblem(404, NoServerText(arguments.at("server"), context));
  const Result<TargetFile> file =
      PolicyFile(context.reader(), *server, *target, *posture, context.settings());
  if (!file) return ApiProblem(422, ForTerminal(file.error()));
  return JsonResponse(
      Value::Map({{"server", server->name},
                  {"target", target->name},
                  {"posture", posture->name},
                  {"file_name", target->file_name},
                  {"text", file->text},
                  {"notes", Value::ListOf(file->notes, [](const TargetNote& note) {
                     return Value::Map({{"what", note.what}, {"weaker", note.weaker}});
                   })}}));
}

WebResponse TargetList(const WebRequest&, const PathArguments&, ServeContext&) {
  return JsonResponse(Value::Map({{"targets", Value::ListOf(Targets(), [](const Target* target) {
                                     return TargetRecord(*target);
                                   })}}));
}

WebResponse RuleAnswer(const WebRequest&, const PathArguments& arguments, ServeContext& context) {
  const std::string& id = arguments.at("rule");
  if (const ToolSetRule* of_set = ToolSetRules::Shipped().Find(id)) {
    return JsonResponse(Value::Map({{"id", of_set->id},
                                    {"title", of_set->title},
                                    {"rationale", ""},
                                    {"message", of_set->message},
                                    {"raises", ""},
                                    {"false_positives", of_set->false_positives},
                                    {"references", Value::Texts(of_set->references)},
                                    {"yaml", of_set->text}}));
  }
  const Rule* rule = context.settings().rules->Find(id);
  if (!rule) return ApiProblem(404, "there is no such rule");
  return JsonResponse(Value::Map({{"id", rule->id},
                                  {"title", rule->title},
                                  {"rationale", rule->rationale},
                                  {"message", rule->message},
                                  {"raises", rule->raises},
                                  {"false_positives", rule->false_positives},
                                  {"references", Value::Texts(rule->references)},
                                  {"yaml", rule->text}}));
}

WebResponse RuleList(const WebRequest&, const PathArguments&, ServeContext& context) {
  const RuleSet& rules = *context.settings().rules;
  const auto record = [](const auto& rule) {
    return Value::Map({{"id", rule.id}, {"title", rule.title}});
  };
  Value list = Value::ListOf(rules.rules(), record);
  for (const ToolSetRule& rule : ToolSetRules::Shipped().all()) list.Add(record(rule));
  return JsonResponse(Value::Map({{"ruleset", rules.digest().Hex()}, {"rules", std::move(list)}}));
}

// One definition, a list of them, or a tools/list answer with or without its envelope.
std::vector<Json> Definitions(const Json& document) {
  if (document.IsArray()) return document.Items();
  for (const Json& list : {document["tools"], document["result"]["tools"]}) {
    if (list.IsArray()) return list.Items();
  }
  return {document};
}

WebResponse ClassifyAnswer(const WebRequest& request, const PathArguments&, ServeContext& context) {
  JsonParser parser;
  const Result<Json> document = parser.Parse(request.body);
  if (!document) return ApiProblem(400, "the body is no JSON: " + ForTerminal(document.error()));
  const std::string server(request.Query("server"));
  Value tools = Value::List();
  Value problems = Value::List();
  size_t index = 0;
  for (const Json& definition : Definitions(*document)) {
    const Result<Tool> tool = ReadTool(definition);
    if (!tool) {
      problems.Add(Value::Map({{"index", index}, {"what", tool.error()}}));
    } else {
      const Classification judged = context.classifier().Classify(*tool, {server});
      tools.Add(ToolRecord(
          {server, &*tool, &judged, MakeRuling(*tool, judged, *context.settings().posture)}));
    }
    ++index;
  }
  if (tools.IsEmpty()) {
    return ApiProblem(422,
                      "no tool definition in the body; send one, a list of them, or a "
                      "tools/list answer, each with at least a name");
  }
  WebResponse response =
      JsonResponse(Value::Map({{"tools", std::move(tools)}, {"problems", std::move(problems)}}));
  response.freshness = Freshness::kNoStore;
  return response;
}

}  // namespace

extern const RouteGroup kPolicyApi;
const RouteGroup kPolicyApi = {"policy API",
                               {
                                   {"GET", "/api/v1/policy/{server...}", PolicyAnswer},
                                   {"GET", "/api/v1/targets", TargetList},
                                   {"GET", "/api/v1/rules", RuleList},
                                   {"GET", "/api/v1/rules/{rule...}", RuleAnswer},
                                   {"POST", "/api/v1/classify", ClassifyAnswer, false},
                               }};

}  // namespace mcprisk
