// mcprisk serve: the catalog over HTTP, as pages and as an API.
#include <algorithm>
#include <chrono>
#include <thread>

#include "base/result.h"
#include "base/text.h"
#include "commands/command.h"
#include "commands/options.h"
#include "commands/policy_settings.h"
#include "commands/stop_on_signal.h"
#include "serve/http_server.h"
#include "serve/site.h"

namespace mcprisk {
namespace {

constexpr size_t kMaxServeThreads = 64;
constexpr auto kSignalPause = std::chrono::milliseconds(50);

struct ServeOptions {
  std::string listen = "127.0.0.1:8080";
  std::vector<std::string> hosts;
  std::string base_url;
  std::string catalog = "catalog.db";
  std::string posture;
  std::string config;
  std::string get;
  size_t threads = 2;
};

bool IsWildcard(const std::string& host) { return host == "0.0.0.0" || host == "::"; }

// Loopback under all its names, the address that is listened on, --host, and --base-url.
std::vector<std::string> AllowedHosts(const ServeOptions& options) {
  std::vector<std::string> hosts = {"localhost", "127.0.0.1", "[::1]"};
  const std::string host = SplitAddress(options.listen).first;
  if (IsWildcard(host) && options.hosts.empty() && options.base_url.empty()) {
    throw UsageError("serve: " + ForTerminal(options.listen, 60) +
                     " is open to other machines; give --host NAME for each name under which "
                     "they reach it");
  }
  hosts.push_back(host.find(':') == std::string::npos ? AsciiLowered(host)
                                                      : "[" + AsciiLowered(host) + "]");
  for (const std::string& name : options.hosts) hosts.push_back(HostWithoutPort(name));
  if (!options.base_url.empty()) {
    std::string_view rest = std::string_view(options.base_url);
    rest.remove_prefix(rest.find("://") + 3);
    hosts.push_back(HostWithoutPort(rest.substr(0, rest.find('/'))));
  }
  return hosts;
}

std::string BaseUrl(const std::string& given) {
  const size_t scheme = given.find("://");
  const std::string kind = given.substr(0, scheme);
  const bool is_web = kind == "http" || kind == "https";
  if (!given.empty() && (!is_web || given.find_first_of("?#\"<> ") != std::string::npos ||
                         given.size() == scheme + 3)) {
    throw UsageError("serve: --base-url is no address of a site: " + ForTerminal(given, 60) +
                     "; write it as in https://catalog.acme.example");
  }
  return given.ends_with('/') ? given.substr(0, given.size() - 1) : given;
}

// One request, answered without a network.
int AnswerOnce(const ServeOptions& options, Site& site, Console& console) {
  std::optional<WebRequest> request = MakeRequest("GET", options.get, {{"host", "localhost"}});
  if (!request) throw UsageError("serve: --get takes a path, as in /api/v1/stats");
  const WebResponse response = site.Answer(*request);
  console.out() << response.body;
  if (response.status == 200) return kExitDone;
  console.err() << "mcprisk: " << response.status << " " << StatusText(response.status) << "\n";
  return response.status == 404 ? kExitFindings : kExitCouldNot;
}

int ServeUntilStopped(const ServeOptions& options, const ServeSettings& settings,
                      CatalogWatch& watch, Console& console) {
  std::vector<std::unique_ptr<Site>> sites;
  std::vector<HttpHandler> handlers;
  for (size_t i = 0; i < std::clamp<size_t>(options.threads, 1, kMaxServeThreads); ++i) {
    sites.push_back(std::make_unique<Site>(settings, watch));
    handlers.emplace_back(
        [&site = *sites.back()](const WebRequest& request) { return site.Answer(request); });
  }
  HttpServer server(options.listen, std::move(handlers));
  watch.Start();
  StopOnSignal stop;
  const std::shared_ptr<const Overview> overview = watch.Current();
  console.out() << "http://" << server.address() << RootOf(settings) << "/   "
                << ForTerminal(options.catalog) << " · "
                << Counted(overview->stats.servers, "server") << " · "
                << Counted(overview->stats.tools, "tool") << "   Ctrl-C ends\n";
  console.out().flush();
  std::thread waiter([&] {
    while (!StopRequested()) std::this_thread::sleep_for(kSignalPause);
    server.Stop();
  });
  server.Run();
  waiter.join();
  return kExitDone;
}

int Run(const std::vector<std::string>& arguments, Console& console) {
  ServeOptions options;
  Options parser("serve",
                 "The catalog over HTTP: web pages and a REST API (/api). Read-only; it answers\n"
                 "this machine alone unless --listen and --host say otherwise.",
                 "mcprisk serve --listen 127.0.0.1:8080");
  parser.Text("--listen", &options.listen, "Address and port; port 0 takes a free one");
  parser.Repeated("--host", &options.hosts, "A name under which it is reached, besides localhost");
  parser.Text(
      "--base-url", &options.base_url,
      "Where people reach it, for feeds and the sitemap, as in https://catalog.acme.example");
  parser.Text("--catalog", &options.catalog, "The catalog to serve");
  parser.Text("--posture", &options.posture, "careful, balanced, open, or a file of one's own");
  parser.Text("--config", &options.config,
              "Overrides of policies; by default mcprisk.yaml, where there is one");
  parser.Number("--threads", &options.threads, "Threads that answer");
  parser.Text("--get", &options.get, "Answer one request to standard output, without a network");
  if (!parser.Parse(arguments, console)) return kExitDone;
  const PolicySettings policy(options.posture, options.config);
  ServeSettings settings{.catalog = options.catalog,
                         .base_url = BaseUrl(options.base_url),
                         .posture = &policy.posture(),
                         .config = &policy.config(),
                         .rules = &RuleSet::Shipped(),
                         .program_version = std::string(ProgramVersion())};
  options.base_url = settings.base_url;
  settings.hosts = AllowedHosts(options);
  CatalogWatch watch(options.catalog, KnownCapabilities(*settings.rules));
  if (!options.get.empty()) {
    Site site(settings, watch);
    return AnswerOnce(options, site, console);
  }
  return ServeUntilStopped(options, settings, watch, console);
}

}  // namespace

extern const Command kServeCommand;
const Command kServeCommand = {"serve", "the catalog over HTTP: web pages and a REST API", Run};

}  // namespace mcprisk
