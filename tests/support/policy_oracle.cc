#include "support/policy_oracle.h"

#include <re2/re2.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

namespace mcprisk {
namespace {

using nlohmann::json;
using Kind = ArgumentCondition::Kind;

bool Meets(const json& arguments, const ArgumentCondition& condition) {
  json::json_pointer pointer(condition.parameter);
  if (!arguments.contains(pointer)) return false;
  const json& value = arguments[pointer];
  const auto& values = condition.values;
  switch (condition.kind) {
    case Kind::kAtMost:
      return value.is_number() && value.get<double>() <= condition.number;
    case Kind::kOneOf:
      return value.is_string() &&
             std::find(values.begin(), values.end(), value.get<std::string>()) != values.end();
    case Kind::kIsTrue:
      return value == json(true);
    case Kind::kIsFalse:
      return value == json(false);
    case Kind::kMatches:
      return value.is_string() && RE2::PartialMatch(value.get<std::string>(), values[0]);
    case Kind::kNotMatches:
      return value.is_string() && !RE2::PartialMatch(value.get<std::string>(), values[0]);
  }
  return false;
}

// Values around the edge of a condition, the first of which meets it.
std::vector<json> Edges(const ArgumentCondition& condition) {
  std::vector<json> edges;
  switch (condition.kind) {
    case Kind::kAtMost: {
      double most = condition.number;
      edges = {most, most - 1, most + 1, most + 0.01, -most, 0, 1e30};
      edges.insert(edges.end(), {std::to_string(most), json::array({most}), true, ""});
      break;
    }
    case Kind::kOneOf:
      for (const std::string& value : condition.values) edges.emplace_back(value);
      edges.insert(edges.end(), {condition.values[0] + "x", "", json::array({condition.values[0]}),
                                 json::array(), 1, true});
      break;
    case Kind::kIsTrue:
      edges = {true, false, "true", 1, json::array({true})};
      break;
    case Kind::kIsFalse:
      edges = {false, true, "false", "", 0};
      break;
    case Kind::kMatches:
    case Kind::kNotMatches:
      edges = {"SELECT a FROM b",        "select 1; drop table b", "DROP TABLE b", "", 1,
               json::array({"SELECT 1"})};
      break;
  }
  edges.emplace_back(nullptr);
  edges.push_back(json::object());
  return edges;
}

}  // namespace

Decision DecisionOf(const Policy& policy, const std::string& tool, const std::string& arguments) {
  auto ruling = std::find_if(policy.rulings.begin(), policy.rulings.end(),
                             [&](const Ruling& r) { return r.tool == tool; });
  if (ruling == policy.rulings.end()) return policy.unlisted;
  Decision decision = ruling->decision;
  json parsed = json::parse(arguments);
  for (const RulingCase& one : ruling->cases) {
    bool holds = std::all_of(one.conditions.begin(), one.conditions.end(),
                             [&](const ArgumentCondition& c) { return Meets(parsed, c); });
    if (holds) decision = std::min(decision, one.decision);
  }
  return decision;
}

std::vector<std::string> TryingArguments(const Ruling& ruling) {
  std::vector<std::string> tried = {"{}"};
  std::set<std::string> seen;
  for (const RulingCase& one : ruling.cases) {
    json met = json::object();
    for (const ArgumentCondition& condition : one.conditions) {
      met[json::json_pointer(condition.parameter)] = Edges(condition).front();
    }
    for (const ArgumentCondition& condition : one.conditions) {
      for (const json& edge : Edges(condition)) {
        json arguments = met;
        arguments[json::json_pointer(condition.parameter)] = edge;
        std::string text = arguments.dump();
        if (seen.insert(text).second) tried.push_back(std::move(text));
      }
    }
  }
  return tried;
}

}  // namespace mcprisk
