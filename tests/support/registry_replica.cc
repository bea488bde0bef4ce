#include "support/registry_replica.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/digest.h"
#include "support/paths.h"
#include "support/run.h"

namespace mcprisk {
namespace {

using nlohmann::json;

constexpr size_t kDefaultLimit = 30;

Reply Problem(int status, const std::string& detail) {
  const json body = {{"title", "Error"}, {"status", status}, {"detail", detail}};
  return Answered(status, body.dump(), {{"Content-Type", "application/problem+json"}});
}

std::string ItemOf(const ReplicaRecord& record) {
  if (!record.json.empty()) return record.json;
  const json item = {{"server",
                      {{"name", record.name},
                       {"description", record.description},
                       {"version", record.version},
                       {"packages",
                        {{{"registryType", "npm"},
                          {"identifier", record.name.substr(record.name.find('/') + 1)},
                          {"transport", {{"type", "stdio"}}}}}}}},
                     {"_meta",
                      {{"io.modelcontextprotocol.registry/official",
                        {{"status", record.status},
                         {"publishedAt", record.updated},
                         {"updatedAt", record.updated},
                         {"isLatest", record.latest}}}}}};
  return item.dump();
}

std::string CursorOf(const ReplicaRecord& record) { return record.name + ":" + record.version; }

bool Before(const ReplicaRecord& a, const ReplicaRecord& b) {
  return std::pair(a.name, a.version) < std::pair(b.name, b.version);
}

}  // namespace

std::vector<ReplicaRecord> SampleRecords(size_t count) {
  std::vector<ReplicaRecord> records;
  for (size_t i = 0; i < count; ++i) {
    std::string number = std::to_string(i);
    number.insert(0, 5 - std::min<size_t>(number.size(), 5), '0');
    records.push_back({"io.github.acme/server-" + number});
  }
  return records;
}

std::vector<ReplicaRecord> SharedRecords() {
  std::string text = ReadWholeFile(SharedDir() + "/data/official/servers-2025-12-18.json");
  if (text.starts_with("\xEF\xBB\xBF")) text.erase(0, 3);
  std::vector<ReplicaRecord> records;
  for (const json& item : json::parse(text)) {
    const json& meta = item["_meta"]["io.modelcontextprotocol.registry/official"];
    ReplicaRecord record{item["server"]["name"], item["server"]["version"]};
    record.updated = meta.value("updatedAt", "");
    record.status = meta.value("status", "active");
    record.latest = meta.value("isLatest", false);
    record.json = item.dump();
    records.push_back(std::move(record));
  }
  return records;
}

RegistryReplica::RegistryReplica(std::vector<ReplicaRecord> records)
    : records_(std::move(records)) {
  std::stable_sort(records_.begin(), records_.end(), Before);
  server_ = std::make_unique<LoopbackServer>(
      [this](const HttpRequest& request) { return Answer(request); });
}

void RegistryReplica::Put(const ReplicaRecord& record) {
  std::lock_guard lock(mutex_);
  auto at = std::lower_bound(records_.begin(), records_.end(), record, Before);
  if (at != records_.end() && !Before(record, *at)) {
    *at = record;
  } else {
    records_.insert(at, record);
  }
}

void RegistryReplica::Remove(const std::string& name) {
  std::lock_guard lock(mutex_);
  std::erase_if(records_, [&](const ReplicaRecord& record) { return record.name == name; });
}

Reply RegistryReplica::Answer(const HttpRequest& request) {
  std::lock_guard lock(mutex_);
  const size_t number = ++answers_;
  auto every = [&](size_t n) { return n > 0 && number % n == 0; };
  if (broken_from > 0 && number >= broken_from) return Answered(503, "maintenance");
  if (every(fail_every)) return Problem(500, "the database is away");
  if (every(limit_every)) return Answered(429, "{\"error\":\"slow down\"}", {{"Retry-After", "0"}});
  Reply reply = Page(request);
  for (Step& step : reply.steps) step.pause = std::chrono::milliseconds(pause_milliseconds.load());
  return reply;
}

Reply RegistryReplica::Page(const HttpRequest& request) {
  const bool known = request.path == "/v0/servers" || (request.path == "/v0.1/servers" && !only_v0);
  if (!known) return Problem(404, "no such path");
  auto parameter = [&](const std::string& name) {
    auto at = request.query.find(name);
    return at == request.query.end() ? std::string() : at->second;
  };
  const std::string limit_text = parameter("limit");
  size_t limit = limit_text.empty() ? kDefaultLimit : std::stoul(limit_text);
  if (limit > 100) return Problem(422, "expected number <= 100");
  limit = std::min<size_t>(limit, page_cap);
  const std::string since = parameter("updated_since");
  if (!since.empty() && (since.size() < 20 || since[10] != 'T')) return Problem(400, "bad date");
  const bool deleted = !since.empty() || parameter("include_deleted") == "true";
  const bool latest = parameter("version") == "latest" && !all_versions;
  const std::string cursor = parameter("cursor");
  if (!cursor.empty() && forgets_cursors) return Problem(400, "bad cursor");
  std::vector<const ReplicaRecord*> page;
  bool more = false;
  for (const ReplicaRecord& record : records_) {
    if (!cursor.empty() && CursorOf(record) <= cursor) continue;
    if (latest && !record.latest) continue;
    if (!deleted && record.status == "deleted") continue;
    if (!since.empty() && record.updated <= since) continue;
    if (page.size() == limit) {
      more = true;
      break;
    }
    page.push_back(&record);
  }
  std::string body = R"({"servers":[)";
  for (const ReplicaRecord* record : page) {
    body += (record == page.front() ? "" : ",") + ItemOf(*record);
  }
  const json metadata = more ? json{{"count", page.size()}, {"nextCursor", CursorOf(*page.back())}}
                             : json{{"count", page.size()}};
  body += "],\"metadata\":" + metadata.dump() + "}";
  if (!with_etags) return AnsweredJson(body);
  const std::string etag = "\"" + Sha256(body).Hex().substr(0, 16) + "\"";
  auto given = request.headers.find("if-none-match");
  if (given != request.headers.end() && given->second == etag) {
    return Reply{{{"HTTP/1.1 304 Not Modified\r\nETag: " + etag + "\r\n\r\n"}}};
  }
  return AnsweredJson(body, {{"ETag", etag}});
}

}  // namespace mcprisk
