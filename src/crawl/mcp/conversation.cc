#include "crawl/mcp/conversation.h"

#include <algorithm>
#include <cstdio>
#include <iterator>
#include <random>
#include <utility>

#include "base/text.h"
#include "crawl/format.h"
#include "crawl/limits.h"
#include "crawl/mcp/versions.h"

namespace mcprisk {
namespace {

// A page that shows nothing new may be an accident, the second in a row is a loop.
constexpr size_t kPagesWithoutNews = 2;

// The name under which a list shows a tool, in any dialect.
std::string_view NameOfTool(const Json& tool) {
  return tool.IsString() ? tool.Text() : tool.FirstOf({"name", "function"}).Text();
}

}  // namespace

uint64_t SystemRandom() {
  static thread_local std::random_device device;
  return uint64_t{device()} << 32 | device();
}

Conversation::Conversation(ConversationOptions options) : options_(std::move(options)) {}

// --- What we say ---------------------------------------------------------------------------------

void Conversation::Start() { options_.legacy_first ? Initialize() : Discover(); }

void Conversation::StartLegacy() {
  outgoing_.clear();
  answer_.greeting.clear();
  answer_.pages.clear();
  answer_.lost.clear();
  names_.clear();
  cursors_.clear();
  empty_pages_ = 0;
  discovered_ = true;  // it was, or there is no point any more
  Initialize();
}

void Conversation::Discover() {
  stage_ = Stage::kDiscover;
  discovered_ = true;
  modern_ = true;
  answer_.protocol_version = kModernVersion;
  Ask("server/discover", "{" + ModernMeta() + "}");
}

void Conversation::Initialize() {
  stage_ = Stage::kInitialize;
  initialized_ = true;
  modern_ = false;
  answer_.protocol_version.clear();
  std::string params = R"({"protocolVersion":")";
  params.append(kNewestLegacyVersion).append(R"(","capabilities":{},"clientInfo":)");
  params += R"({"name":"mcprisk","version":)";
  AppendJsonString(options_.client_version, &params);
  Ask("initialize", params + "}}");
}

void Conversation::ListTools(std::optional<std::string> cursor) {
  stage_ = Stage::kList;
  has_cursor_ = cursor.has_value();
  std::string params = "{";
  if (cursor) {
    cursor_ = *cursor;
    cursors_.insert(*cursor);
    AppendJsonString(*cursor, &params.append("\"cursor\":"));
  }
  if (modern_) params.append(cursor ? "," : "").append(ModernMeta());
  Ask("tools/list", params + "}");
}

// Since 2026-07-28 every request says who asks, in which version.
std::string Conversation::ModernMeta() const {
  std::string meta = R"("_meta":{"io.modelcontextprotocol/protocolVersion":")";
  meta.append(kModernVersion).append(R"(","io.modelcontextprotocol/clientCapabilities":{},)");
  meta += R"("io.modelcontextprotocol/clientInfo":{"name":"mcprisk","version":)";
  AppendJsonString(options_.client_version, &meta);
  return meta + "}}";
}

void Conversation::Ask(std::string_view method, const std::string& params) {
  char id[17];
  std::snprintf(id, sizeof(id), "%016llx", static_cast<unsigned long long>(options_.random()));
  pending_id_ = id;
  ++questions_;
  outgoing_.push_back({OutgoingMessage::Kind::kRequest, std::string(method),
                       RpcRequest(pending_id_, method, params)});
}

std::vector<OutgoingMessage> Conversation::TakeOutgoing() { return std::exchange(outgoing_, {}); }

void Conversation::AnswerServer(const RpcMessage& message) {
  Result<std::string> id = message.id.Canonical();
  if (!id) return;
  const bool ping = message.method == "ping";
  outgoing_.push_back(
      {OutgoingMessage::Kind::kAnswer, "", ping ? RpcEmptyResult(*id) : RpcNoSuchMethod(*id)});
}

// --- What we hear --------------------------------------------------------------------------------

void Conversation::Receive(std::string text) {
  if (Done()) return;
  const ConversationLimits& limits = options_.limits;
  received_bytes_ += text.size();
  if (text.size() > limits.message_bytes) {
    return Finish({Outcome::kLimitBody, LimitText("kMaxMessageBytes", limits.message_bytes)});
  }
  if (received_bytes_ > limits.conversation_bytes) {
    return Finish(
        {Outcome::kLimitBody, LimitText("kMaxConversationBytes", limits.conversation_bytes)});
  }
  const std::string place = RecordPlace(options_.place, answer_.pages.size() + 2);
  ParsedText parsed = ParseForeignText(std::move(text), place, &parser_);
  if (!parsed.ending.Ok()) {
    if (options_.noisy) {
      CountStray(false);
    } else {
      TryOtherEra(parsed.ending);
    }
    return;
  }
  if (!parsed.root.IsArray()) return ReceiveOne(parsed.root, &parsed);
  for (const Json& item : parsed.root.Items()) {
    ParsedText one;
    one.root = item;
    one.ending.detail = item.AppendCanonical(&one.text);
    if (!one.ending.detail.empty()) return Finish({Outcome::kDuplicateKey, one.ending.detail});
    ReceiveOne(item, &one);
    if (Done()) return;
  }
}

void Conversation::ReceiveOne(const Json& value, ParsedText* parsed) {
  RpcReading reading = ReadRpcMessage(value);
  if (!reading.ending.Ok()) return TryOtherEra(reading.ending);
  const RpcMessage& message = reading.message;
  switch (message.kind) {
    case RpcKind::kNone:
      if (options_.noisy) {
        CountStray(false);
      } else {
        TryOtherEra({Outcome::kBadEnvelope, "no JSON-RPC message"});
      }
      return;
    case RpcKind::kRequest:
      if (CountStray(false)) AnswerServer(message);
      return;
    case RpcKind::kNotification:
      CountStray(false);
      return;
    case RpcKind::kError: {
      // Who cannot read a request does not know its id either.
      const bool no_id = message.id.IsMissing() || message.id.type() == JsonType::kNull;
      const bool ours = no_id || message.id.String() == pending_id_;
      if (!Waiting() || !ours) {
        CountStray(true);
        return;
      }
      pending_id_.clear();
      return TakeError(message.body);
    }
    case RpcKind::kResult:
      if (!Waiting() || message.id.String() != pending_id_) {
        CountStray(true);
        return;
      }
      pending_id_.clear();
      return TakeResult(message.body, parsed);
  }
}

// False when it was one too many.
bool Conversation::CountStray(bool is_answer) {
  const size_t limit = options_.limits.stray_messages;
  if (++(is_answer ? stray_answers_ : stray_messages_) <= limit) return true;
  Finish({is_answer ? Outcome::kIdConfusion : Outcome::kLimitStream,
          LimitText("kMaxStrayMessages", limit)});
  return false;
}

void Conversation::Refuse(const Ending& why, const std::string& body) {
  if (Done() || !Waiting()) return;
  pending_id_.clear();
  Result<Json> json = parser_.Parse(body);
  if (json && json->IsObject() && (*json)["error"].IsObject() && (*json)["jsonrpc"].IsString()) {
    return TakeError((*json)["error"]);
  }
  // What was listed so far may be all: see TakeNextCursor.
  if (stage_ == Stage::kList && has_cursor_ && cursor_.empty()) return Finish({});
  TryOtherEra(stray_answers_ > 0 && why.outcome == Outcome::kBadEnvelope
                  ? Ending{Outcome::kIdConfusion, "an answer with another id than was asked with"}
                  : why);
}

void Conversation::LoseSession() {
  if (Done()) return;
  if (restarted_) return Finish({Outcome::kSessionLost, ""});
  restarted_ = true;
  StartLegacy();
}

void Conversation::Fail(Ending ending) {
  if (!Done()) Finish(std::move(ending));
}

void Conversation::Finish(Ending ending) {
  stage_ = Stage::kDone;
  pending_id_.clear();
  outgoing_.clear();
  if (answer_.greeting.empty()) answer_.protocol_version.clear();  // only proposed
  answer_.ending = std::move(ending);
}

// The first era did not work out: the other one may. Of two failures that of initialize is told,
// as it says what the server is.
void Conversation::TryOtherEra(const Ending& failed) {
  pending_id_.clear();
  if (stage_ == Stage::kDiscover) return initialized_ ? Finish(first_failure_) : Initialize();
  if (stage_ == Stage::kInitialize && !discovered_) {
    first_failure_ = failed;
    return Discover();
  }
  Finish(failed);
}

// --- Answers -------------------------------------------------------------------------------------

void Conversation::TakeError(const Json& error) {
  const int code = RpcErrorCode(error);
  const Ending failed{Outcome::kProtocolError, RpcErrorText(error)};
  if (stage_ != Stage::kList) {
    const bool about_version = stage_ == Stage::kDiscover && code == kRpcUnsupportedVersion;
    return about_version ? TakeVersionError(error) : TryOtherEra(failed);
  }
  if (has_cursor_ && cursor_.empty()) return Finish({});  // see TakeNextCursor
  const bool no_such_method = code == kRpcMethodNotFound && !states_tools_;
  Finish(no_such_method && answer_.pages.empty() ? Ending{Outcome::kNoTools, ""} : failed);
}

void Conversation::TakeVersionError(const Json& error) {
  const std::vector<std::string_view> versions = VersionsOf(error["data"]["supported"]);
  const bool can = HasVersion(versions, kModernVersion);
  if (can && !std::exchange(repeated_, true)) return Discover();
  if (!can && !versions.empty() && AllNewerThanLegacy(versions)) {
    return Finish(NoCommonVersion(versions));
  }
  TryOtherEra({Outcome::kProtocolError, RpcErrorText(error)});
}

void Conversation::TakeResult(const Json& result, ParsedText* parsed) {
  switch (stage_) {
    case Stage::kDiscover:
      return TakeDiscovery(result, parsed);
    case Stage::kInitialize:
      return TakeGreeting(result, parsed);
    default:
      return TakePage(result, parsed);
  }
}

void Conversation::TakeDiscovery(const Json& result, ParsedText* parsed) {
  const std::vector<std::string_view> versions = VersionsOf(result["supportedVersions"]);
  if (versions.empty()) {
    return TryOtherEra({Outcome::kBadEnvelope, "the answer to server/discover is another one"});
  }
  if (!HasVersion(versions, kModernVersion)) {
    if (HasLegacyVersion(versions) && !initialized_) return Initialize();
    return Finish(NoCommonVersion(versions));
  }
  answer_.greeting = std::move(parsed->text);
  states_tools_ = !result["capabilities"]["tools"].IsMissing();
  ListTools(std::nullopt);
}

void Conversation::TakeGreeting(const Json& result, ParsedText* parsed) {
  std::optional<std::string_view> version = result["protocolVersion"].String();
  if (!version) {
    return TryOtherEra({Outcome::kBadEnvelope, "the answer to initialize names no version"});
  }
  if (!IsLegacyVersion(*version)) {
    return TryOtherEra(NoCommonVersion({version->substr(0, kMaxVersionBytes)}));
  }
  answer_.protocol_version = *version;
  answer_.greeting = std::move(parsed->text);
  // Servers that do not name the capability may have tools all the same; asking costs little.
  states_tools_ = !result["capabilities"]["tools"].IsMissing();
  outgoing_.push_back({OutgoingMessage::Kind::kNotification, "notifications/initialized",
                       RpcNotification("notifications/initialized")});
  ListTools(std::nullopt);
}

void Conversation::TakePage(const Json& result, ParsedText* parsed) {
  const Json type = result["resultType"];
  if (type.IsString() && type.Text() != "complete") {
    const bool asks = type.Text() == "input_required";
    return Finish({asks ? Outcome::kNeedsConfiguration : Outcome::kBadEnvelope,
                   asks ? "the server wants input before it lists its tools"
                        : "a result of an unknown type"});
  }
  const Json tools = result["tools"];
  if (!tools.IsArray()) {
    return Finish({Outcome::kBadEnvelope, "the answer to tools/list holds no list of tools"});
  }
  const bool has_news = CountNews(tools);
  if (has_news || answer_.pages.empty()) {
    answer_.pages.push_back(std::move(parsed->text));
    std::move(parsed->lost.begin(), parsed->lost.end(), std::back_inserter(answer_.lost));
  }
  const Json next = result["nextCursor"];
  const bool is_last = next.IsMissing() || next.type() == JsonType::kNull;
  if (!is_last && names_.size() >= options_.limits.tools) {
    return Finish({Outcome::kLimitTools, LimitText("kMaxToolsPerServer", options_.limits.tools)});
  }
  is_last ? Finish({}) : TakeNextCursor(next, has_news);
}

// True when a tool is on the page that was on none before.
bool Conversation::CountNews(const Json& tools) {
  const size_t before = names_.size();
  for (const Json& tool : tools.Items()) {
    std::string_view name = NameOfTool(tool);
    if (!name.empty()) names_.emplace(name);
  }
  return names_.size() > before;
}

void Conversation::TakeNextCursor(const Json& next, bool has_news) {
  const ConversationLimits& limits = options_.limits;
  if (!next.IsString()) return Finish({Outcome::kBadEnvelope, "a nextCursor that is no text"});
  std::string cursor(next.Text());
  // An empty cursor is one by the newest text, but some servers mean the end by it. So it is asked
  // for once, and what comes then tells: nothing new or an error is the end.
  const bool after_empty = has_cursor_ && cursor_.empty();
  if (cursor.empty() && after_empty && !has_news) return Finish({});
  empty_pages_ = has_news ? 0 : empty_pages_ + 1;
  if (cursor.size() > limits.cursor_bytes) {
    return Finish({Outcome::kLimitCursor, LimitText("kMaxCursorBytes", limits.cursor_bytes)});
  }
  if (cursors_.contains(cursor)) return Finish({Outcome::kCursorLoop, "a cursor came again"});
  if (empty_pages_ >= kPagesWithoutNews) {
    return Finish({Outcome::kCursorLoop, "pages without new tools"});
  }
  if (answer_.pages.size() >= limits.pages) {
    return Finish({Outcome::kLimitPages, LimitText("kMaxToolPages", limits.pages)});
  }
  ListTools(std::move(cursor));
}

}  // namespace mcprisk
