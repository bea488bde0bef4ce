// Which handler answers which path. To add a group of routes, write one file that defines a
// RouteGroup and add its line to RouteGroups() in routes.cc; the OpenAPI test and the 405 answers
// read that list.
//
// A pattern is "/servers/{server...}": literal segments, {name} for one segment, {name...} for all
// the rest (at least one segment, joined by "/"); the last literal may follow a rest as an ending:
// "/badge/{server...}.svg". The first route that matches decides, literals before variables where
// both do.
#ifndef MCPRISK_SERVE_ROUTER_H_
#define MCPRISK_SERVE_ROUTER_H_

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "serve/http.h"

namespace mcprisk {

class ServeContext;  // context.h

using PathArguments = std::map<std::string, std::string>;  // decoded
using RouteHandler = WebResponse (*)(const WebRequest&, const PathArguments&, ServeContext&);

struct Route {
  std::string_view method;  // "GET" answers HEAD, too
  std::string_view pattern;
  RouteHandler handler;
  // The answer follows from catalog, settings and target alone, so that it may be kept.
  bool cached = true;
};

struct RouteGroup {
  std::string_view name;
  std::vector<Route> routes;
};

// In the order in which they are tried.
const std::vector<const RouteGroup*>& RouteGroups();

struct RouteMatch {
  const Route* route = nullptr;
  PathArguments arguments;
  std::string allowed;  // "GET, HEAD, POST": methods of the path, where none was asked for
};
// `path` is encoded; HEAD is asked as GET.
RouteMatch FindRoute(std::string_view method, std::string_view path);

// Whether `path` is one of the pattern's, and what its variables are.
bool MatchesPattern(std::string_view pattern, std::string_view path, PathArguments* arguments);

}  // namespace mcprisk

#endif  // MCPRISK_SERVE_ROUTER_H_
