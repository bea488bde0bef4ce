#include "support/sample_policy.h"

#include <algorithm>
#include <memory>

#include "support/definitions.h"

namespace mcprisk {
namespace {

using Kind = ArgumentCondition::Kind;

Ruling Ruled(std::string tool, Decision decision, std::optional<CallLimit> limit = {}) {
  Ruling ruling;
  ruling.tool = std::move(tool);
  ruling.decision = decision;
  ruling.limit = std::move(limit);
  ruling.decided_by = {"sample/line"};
  ruling.reason = "it is part of the sample (sample/line).";
  return ruling;
}

RulingCase Case(std::vector<ArgumentCondition> conditions, Decision decision, std::string when,
                std::optional<CallLimit> limit = {}) {
  return {std::move(conditions), decision, std::move(limit), std::move(when),
          "it is a harmless call (sample/line)."};
}

ArgumentCondition AtMost(std::string pointer, double number) {
  return {std::move(pointer), Kind::kAtMost, number, {}};
}

ArgumentCondition OneOf(std::string pointer, std::vector<std::string> values) {
  return {std::move(pointer), Kind::kOneOf, 0, std::move(values)};
}

Ruling With(Ruling ruling, std::vector<RulingCase> cases) {
  ruling.cases = std::move(cases);
  return ruling;
}

constexpr CallLimit PerMinute(size_t max) { return {max, "minute"}; }

std::vector<Ruling> CaseRulings() {
  return {
      With(Ruled("pay", Decision::kAsk, PerMinute(10)),
           {Case({AtMost("/amount", 100)}, Decision::kLimit, "amount is at most 100",
                 PerMinute(10))}),
      With(Ruled("pay_points", Decision::kDeny),
           {Case({AtMost("/points", 5)}, Decision::kAllow, "points is at most 5")}),
      With(Ruled("pay oddly", Decision::kAsk),
           {Case({AtMost("/the ~0~1amount", 2.5)}, Decision::kAllow,
                 "the ~/amount is at most 2.5")}),
      With(Ruled("manage_item", Decision::kDeny),
           {Case({OneOf("/method", {"get", "list"})}, Decision::kAllow, "method is get or list"),
            Case({OneOf("/method", {"create"})}, Decision::kLimit, "method is create",
                 PerMinute(30)),
            Case({OneOf("/method", {"update"})}, Decision::kAsk, "method is update")}),
      With(Ruled("sync", Decision::kDeny),
           {Case({{"/dry_run", Kind::kIsTrue, 0, {}}}, Decision::kAllow, "dry_run is true")}),
      With(Ruled("restore", Decision::kAsk),
           {Case({{"/overwrite", Kind::kIsFalse, 0, {}}, OneOf("/scope", {"one", "it's"})},
                 Decision::kAllow, "overwrite is false and scope is one or it's")}),
      With(Ruled("run_query", Decision::kAsk, PerMinute(10)),
           {Case({{"/sql", Kind::kMatches, 0, {"^\\s*(?:SELECT|select)\\b"}},
                  {"/sql", Kind::kNotMatches, 0, {";"}}},
                 Decision::kLimit, "sql only reads", PerMinute(10))}),
  };
}

std::vector<Ruling> Rulings() {
  std::vector<Ruling> rulings = {
      Ruled("*", Decision::kAllow),
      Ruled("a, b] and c", Decision::kAllow),
      Ruled("create_item", Decision::kLimit, PerMinute(30)),
      Ruled("drop_vault", Decision::kDeny),
      Ruled("export_every_item_of_the_whole_vault_including_the_ones_in_the_archive",
            Decision::kAllow),
      Ruled("find/items", Decision::kAllow),
      Ruled("get.item", Decision::kAllow),
      Ruled("get_item", Decision::kAllow),
      Ruled("hidden\u200bname", Decision::kAllow),
      Ruled("it's", Decision::kAllow),
      Ruled("list_items", Decision::kAllow),
      Ruled("null", Decision::kAllow),
      Ruled("größe", Decision::kAsk),
      Ruled("say \"hi\" \\ or 'no'", Decision::kAsk),
      Ruled("search items", Decision::kLimit, CallLimit{600, "hour"}),
      Ruled("yes", Decision::kAllow),
  };
  for (Ruling& ruling : CaseRulings()) rulings.push_back(std::move(ruling));
  std::sort(rulings.begin(), rulings.end(),
            [](const Ruling& a, const Ruling& b) { return a.tool < b.tool; });
  return rulings;
}

// The input schemas of tools that have cases; the others take nothing.
std::string SchemaOf(const std::string& tool) {
  if (tool == "pay") return R"({"amount":{"type":"number"}},"required":["amount"])";
  if (tool == "pay_points") return R"({"points":{"type":"integer"}},"required":["points"])";
  if (tool == "pay oddly") return R"({"the ~/amount":{"type":"number"}})";
  if (tool == "manage_item") {
    return R"({"method":{"type":"string","enum":["create","delete","get","list","update"]}})";
  }
  if (tool == "sync") return R"({"dry_run":{"type":"boolean"},"from":{"type":"object"}})";
  if (tool == "restore") {
    return R"({"overwrite":{"type":"boolean"},"scope":{"type":"string"}})";
  }
  if (tool == "run_query") return R"({"sql":{"type":"string"}},"required":["sql"])";
  return R"({"id":{"type":"string"},"tags":{"type":"array","items":{"type":"string"}}})";
}

const std::vector<std::unique_ptr<Tool>>& Definitions() {
  static const std::vector<std::unique_ptr<Tool>> definitions = [] {
    std::vector<std::unique_ptr<Tool>> made;
    for (const Ruling& ruling : Rulings()) {
      Tool tool = Named(ruling.tool);
      Tool schema = Defined(R"({"name":"x","inputSchema":{"type":"object","properties":)" +
                            SchemaOf(ruling.tool) + "}}");
      tool.input_schema = schema.input_schema;
      tool.parameters = schema.parameters;
      made.push_back(std::make_unique<Tool>(std::move(tool)));
    }
    return made;
  }();
  return definitions;
}

}  // namespace

TargetServer SampleServer() {
  static const Classification unclassified;
  TargetServer server;
  server.policy = {"example.vault/tools", "sample", Rulings(), Decision::kDeny};
  server.key = "vault";
  for (const std::unique_ptr<Tool>& tool : Definitions()) {
    server.tools.push_back({tool.get(), &unclassified});
  }
  return server;
}

TargetServer SampleServer(const std::vector<std::string>& tools) {
  TargetServer server = SampleServer();
  auto is_wanted = [&](const std::string& name) {
    return std::find(tools.begin(), tools.end(), name) != tools.end();
  };
  std::erase_if(server.policy.rulings, [&](const Ruling& r) { return !is_wanted(r.tool); });
  std::erase_if(server.tools, [&](const PolicyEntry& e) { return !is_wanted(e.tool->name); });
  return server;
}

}  // namespace mcprisk
