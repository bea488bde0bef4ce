#include "crawl/mcp/rpc.h"

#include <cmath>
#include <optional>
#include <unordered_set>
#include <utility>

#include "base/text.h"
#include "crawl/document.h"

namespace mcprisk {
namespace {

constexpr size_t kShownMessageBytes = 300;
// Members of an honest envelope are a handful; more would only cost time to compare.
constexpr size_t kMaxEnvelopeMembers = 100;

std::string Envelope(std::string_view id) {
  std::string text = R"({"jsonrpc":"2.0")";
  if (!id.empty()) text.append(R"(,"id":)").append(id);
  return text;
}

// The first key that `object` has twice; no value for none. Objects with more members than any
// envelope needs count as such, so that nobody can make us compare millions.
std::optional<std::string_view> DuplicateKey(const Json& object) {
  if (object.IsArray()) return std::nullopt;
  if (object.Size() > kMaxEnvelopeMembers) return "more than 100 members";
  std::unordered_set<std::string_view> seen;
  for (const Json::Member& member : object.Members()) {
    if (!seen.insert(member.key).second) return member.key;
  }
  return std::nullopt;
}

RpcKind KindOf(const Json& value) {
  if (!value.IsObject() || value["jsonrpc"].Text() != "2.0") return RpcKind::kNone;
  const bool has_id = value["id"].IsString() || value["id"].type() == JsonType::kNumber;
  if (value["method"].IsString()) return has_id ? RpcKind::kRequest : RpcKind::kNotification;
  if (value["error"].IsObject()) return RpcKind::kError;
  return value["result"].IsMissing() ? RpcKind::kNone : RpcKind::kResult;
}

}  // namespace

std::string RpcRequest(std::string_view id, std::string_view method, std::string_view params) {
  std::string quoted;
  AppendJsonString(id, &quoted);
  std::string text = Envelope(quoted);
  return text.append(R"(,"method":")").append(method).append(R"(","params":)").append(params) + "}";
}

std::string RpcNotification(std::string_view method) {
  return Envelope({}).append(R"(,"method":")").append(method).append("\"}");
}

std::string RpcEmptyResult(std::string_view id) { return Envelope(id) + R"(,"result":{}})"; }

std::string RpcNoSuchMethod(std::string_view id) {
  return Envelope(id) + R"(,"error":{"code":-32601,"message":"Method not found"}})";
}

RpcReading ReadRpcMessage(const Json& value) {
  RpcReading reading;
  const RpcKind kind = KindOf(value);
  if (kind == RpcKind::kNone) return reading;
  if (!value["result"].IsMissing() && value["error"].IsObject()) {
    reading.ending = {Outcome::kBadEnvelope, "a result and an error in one answer"};
    return reading;
  }
  Json body = value[kind == RpcKind::kError ? "error" : "result"];
  for (const Json& part : {value, body}) {
    if (std::optional<std::string_view> key = DuplicateKey(part)) {
      reading.ending = {Outcome::kDuplicateKey, "in a message: " + std::string(*key)};
      return reading;
    }
  }
  reading.message = {kind, value["id"], value["method"].Text(), body};
  return reading;
}

ParsedText ParseForeignText(std::string text, const std::string& place, JsonParser* parser) {
  ParsedText parsed;
  Result<Json> whole = parser->Parse(text);
  if (whole) {
    parsed.root = *whole;
    parsed.text = std::move(text);
    return parsed;
  }
  // Only whole lists are worth repairing: of a text that was cut off nobody knows what follows.
  SavedJson saved = SaveRecords(text, place);
  const bool cut_off = !saved.lost.empty() && saved.lost.back().place == place;
  if (saved.text.starts_with('{') && !cut_off) {
    if (Result<Json> rest = parser->Parse(saved.text)) {
      parsed.root = *rest;
      parsed.text = std::move(saved.text);
      parsed.lost = std::move(saved.lost);
      return parsed;
    }
  }
  const Outcome outcome = IsValidUtf8(text) ? Outcome::kBadJson : Outcome::kBadUtf8;
  parsed.ending = {outcome, whole.error()};
  return parsed;
}

int RpcErrorCode(const Json& error) {
  const double code = error["code"].Number().value_or(0);
  const bool fits = std::isfinite(code) && std::abs(code) < 1e9;
  return fits ? static_cast<int>(code) : 0;
}

std::string RpcErrorText(const Json& error) {
  return std::to_string(RpcErrorCode(error)) + ": " +
         std::string(Utf8Prefix(error["message"].Text(), kShownMessageBytes));
}

}  // namespace mcprisk
