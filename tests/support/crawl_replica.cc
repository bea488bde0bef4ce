#include "support/crawl_replica.h"

#include <algorithm>

#include "base/json.h"
#include "base/text.h"
#include "crawl/sources/crawl_time.h"
#include "support/hostile_mcp.h"
#include "support/hostile_server.h"
#include "support/mcp_play.h"

namespace mcprisk {
namespace {

constexpr size_t kFirstNumber = 1000000;  // all numbers are equally long
constexpr size_t kHostileEvery = 10;
// Records of a registry change one after the other: each replica's minute by minute, from here on.
constexpr std::time_t kFirstUpdate = 1767225600;  // 2026-01-01T00:00:00Z
constexpr std::time_t kBetweenUpdates = 60;

// Cost seconds or megabytes each.
constexpr std::string_view kSlow[] = {
    "/pages/huge", "/pages/many", "/sse/endless", "/sse/one-line", "/sse/resumes", "/message/huge",
    "/http/bomb",  "/http/slow",  "/http/500",    "/id/flood",     "/slow/",       "/body/",
    "/headers/",   "/status/429", "/status/503",  "/broken/",      "/http/breaks"};

// Addresses that no server stands behind.
constexpr std::string_view kAddresses[] = {"https://{tenant}.acme.example/mcp",
                                           "https://user:key@acme.example/mcp",
                                           "http://acme.example/mcp",
                                           "https://acme.example:22/mcp",
                                           "file:///etc/passwd",
                                           "https://169.254.169.254/latest",
                                           "https://[::ffff:10.0.0.1]/mcp",
                                           "not a URL"};

std::vector<std::string> HostilePaths(HostileMix mix) {
  std::vector<std::string> paths;
  if (mix == HostileMix::kNone) return paths;
  const auto add = [&](std::string_view path) {
    const bool slow = std::any_of(std::begin(kSlow), std::end(kSlow), [&](std::string_view prefix) {
      return path.starts_with(prefix);
    });
    if (mix == HostileMix::kAll || !slow) paths.emplace_back(path);
  };
  for (const McpBehavior& behavior : McpBehaviors()) add(behavior.path);
  for (const HostileBehavior& behavior : HostileBehaviors()) add(behavior.path);
  for (std::string_view address : kAddresses) paths.emplace_back(address);
  return paths;
}

std::string NumberOf(size_t index) { return std::to_string(kFirstNumber + index); }

std::string Tool(const std::string& name, const std::string& text) {
  return R"({"name":")" + name + R"(","description":")" + text +
         R"(","inputSchema":{"type":"object","properties":{"id":{"type":"string"}}}})";
}

// A server of 2025-11-25, without a session.
Reply Healthy(const HttpRequest& request, bool changed) {
  if (request.body.empty()) return Answered(405, "");
  JsonParser parser;
  Result<Json> message = parser.Parse(request.body);
  if (!message || (*message)["id"].IsMissing()) return Answered(202, "");
  const std::string_view method = (*message)["method"].Text();
  const std::string id = (*message)["id"].Canonical().value_or("null");
  std::string answer = ErrorOf(-32601, "Method not found");
  if (method == "initialize") {
    answer = LegacyGreeting();
  } else if (method == "tools/list") {
    const std::string number = request.path.substr(request.path.rfind('/') + 1);
    const std::string text = changed ? "Now the other one" : "The one";
    answer = ResultOf("{\"tools\":[" + Tool("get_" + number, text + " that is read.") + "," +
                      Tool("delete_" + number, text + " that is deleted.") + "]}");
  }
  return AnsweredJson(ReplaceAll(answer, "\"$\"", id));
}

std::string UpdatedAt(size_t index) {
  return TimeOfSeconds(kFirstUpdate + static_cast<std::time_t>(index) * kBetweenUpdates);
}

}  // namespace

CrawlReplica::CrawlReplica(size_t servers, HostileMix mix)
    : servers_(servers), hostile_(HostilePaths(mix)) {
  live_ = std::make_unique<LoopbackServer>(
      [this](const HttpRequest& request) { return Answer(request); }, "0.0.0.0");
  port_ = live_->port();
  std::vector<ReplicaRecord> records;
  for (size_t i = 0; i < servers; ++i) {
    const bool is_hostile = !hostile_.empty() && i % kHostileEvery == kHostileEvery - 1;
    if (!is_hostile) ++healthy_;
    records.push_back(RecordOf(i, UpdatedAt(i)));
  }
  registry_ = std::make_unique<RegistryReplica>(std::move(records));
}

std::string CrawlReplica::UrlOf(size_t index) const {
  std::string path = "/healthy/" + NumberOf(index);
  if (!hostile_.empty() && index % kHostileEvery == kHostileEvery - 1) {
    path = hostile_[index / kHostileEvery % hostile_.size()];
    // What is the same address everywhere would be asked once.
    if (!path.starts_with('/')) return path + (path.ends_with('/') ? "" : "?") + NumberOf(index);
  }
  constexpr size_t kHostsOfPart = 250;
  const size_t part = index / kHostsOfPart;
  return "http://127." + std::to_string(1 + part / kHostsOfPart) + "." +
         std::to_string(1 + part % kHostsOfPart) + "." + std::to_string(1 + index % kHostsOfPart) +
         ":" + std::to_string(port_) + path;
}

ReplicaRecord CrawlReplica::RecordOf(size_t index, const std::string& updated) const {
  ReplicaRecord record{"com.acme/s" + NumberOf(index)};
  record.updated = updated;
  record.json = R"({"server":{"name":")" + record.name +
                R"(","description":"A server.","version":"1.0.0","remotes":[{"type":)" +
                R"("streamable-http","url":")" + UrlOf(index) +
                R"("}]},"_meta":{"io.modelcontextprotocol.registry/official":{"status":"active",)" +
                R"("updatedAt":")" + updated + R"(","isLatest":true}}})";
  return record;
}

void CrawlReplica::Change(size_t index) {
  {
    std::lock_guard lock(mutex_);
    changed_.insert("/healthy/" + NumberOf(index));
  }
  registry_->Put(RecordOf(index, "2026-05-02T00:00:00Z"));
}

Reply CrawlReplica::Answer(const HttpRequest& request) {
  ++server_requests_;
  if (request.path.starts_with("/healthy/")) {
    std::lock_guard lock(mutex_);
    return Healthy(request, changed_.contains(request.path));
  }
  for (const McpBehavior& behavior : McpBehaviors()) {
    if (behavior.path == request.path) return HostileMcpReply(request);
  }
  return HostileReply(request);
}

}  // namespace mcprisk
