#include "serve/router.h"

#include <set>

#include "base/text.h"

namespace mcprisk {
namespace {

// The decoded rest, joined again; false on a bad escape.
bool DecodeRest(const std::vector<std::string_view>& segments, size_t from, std::string* rest) {
  for (size_t i = from; i < segments.size(); ++i) {
    std::optional<std::string> one = DecodeSegment(segments[i]);
    if (!one) return false;
    if (i > from) *rest += '/';
    *rest += *one;
  }
  return true;
}

bool MatchRest(std::string_view variable, std::vector<std::string_view> segments, size_t from,
               PathArguments* arguments) {
  const size_t close = variable.find("...}");
  const std::string_view ending = variable.substr(close + 4);
  std::string_view& last = segments.back();
  if (!last.ends_with(ending)) return false;
  last.remove_suffix(ending.size());
  std::string rest;
  if (last.empty() || !DecodeRest(segments, from, &rest)) return false;
  (*arguments)[std::string(variable.substr(1, close - 1))] = std::move(rest);
  return true;
}

bool MatchOne(std::string_view wanted, std::string_view segment, PathArguments* arguments) {
  if (!wanted.starts_with('{')) return wanted == segment;
  std::optional<std::string> one = DecodeSegment(segment);
  if (segment.empty() || !one) return false;
  (*arguments)[std::string(wanted.substr(1, wanted.size() - 2))] = *std::move(one);
  return true;
}

}  // namespace

bool MatchesPattern(std::string_view pattern, std::string_view path, PathArguments* arguments) {
  const std::vector<std::string_view> wanted = Split(pattern, '/');
  const std::vector<std::string_view> segments = Split(path, '/');
  arguments->clear();
  for (size_t i = 0; i < wanted.size(); ++i) {
    if (i >= segments.size()) return false;
    if (wanted[i].find("...}") != std::string_view::npos) {
      return MatchRest(wanted[i], segments, i, arguments);
    }
    if (!MatchOne(wanted[i], segments[i], arguments)) return false;
  }
  return wanted.size() == segments.size();
}

RouteMatch FindRoute(std::string_view method, std::string_view path) {
  if (method == "HEAD") method = "GET";
  RouteMatch match;
  std::vector<std::string> allowed;
  for (const RouteGroup* group : RouteGroups()) {
    for (const Route& route : group->routes) {
      if (!MatchesPattern(route.pattern, path, &match.arguments)) continue;
      if (route.method == method) {
        match.route = &route;
        return match;
      }
      allowed.emplace_back(route.method);
      if (route.method == "GET") allowed.emplace_back("HEAD");
    }
  }
  match.arguments.clear();
  match.allowed = Join(allowed, ", ");
  return match;
}

}  // namespace mcprisk
