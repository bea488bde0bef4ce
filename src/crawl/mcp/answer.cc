#include "crawl/mcp/answer.h"

#include <optional>
#include <utility>

#include "crawl/document.h"
#include "crawl/formats/all.h"

namespace mcprisk {
namespace {

// Stands for the name of a server that does not tell its own.
constexpr std::string_view kUnnamed = "unnamed server";

// Reads the session as the format of saved sessions does, and returns its one listing.
std::optional<Listing> ReadSession(const LiveAnswer& answer, const std::string& location,
                                   const CrawlSink& sink) {
  auto loaded = LoadedDocument::Load(Content::kJson, SessionText(answer), location,
                                     std::string(kUnnamed), false);
  const Source source{std::string(kLiveFormat), location};
  if (!loaded) {
    sink.problem(source, std::move(loaded.error()));
    return std::nullopt;
  }
  std::optional<Listing> read;
  CrawlSink catching = sink;
  catching.listing = [&read](Listing listing) { read = std::move(listing); };
  Emitter emitter(source, catching);
  std::vector<Problem> lost = answer.lost;
  const std::vector<Problem>& also = (*loaded)->lost();
  lost.insert(lost.end(), also.begin(), also.end());
  emitter.GiveUp(std::move(lost));
  DocumentGroup group;
  group.documents.push_back((*loaded)->document());
  kToolsListFormat.read(group, emitter);
  return read;
}

// Of a 401 or 403 the server says nothing more, but that it is there.
bool IsWall(const LiveAnswer& answer) {
  return answer.ending.outcome == Outcome::kAuthRequired ||
         answer.ending.outcome == Outcome::kForbidden;
}

ServerAccess AccessOf(const LiveAnswer& answer) {
  ServerAccess access;
  if (answer.transport == McpTransport::kStdio) return access;
  access.tls = answer.tls;
  if (answer.ending.outcome == Outcome::kAuthRequired) {
    access.authentication = "required";
    access.scheme = answer.AuthenticationScheme();
  } else if (answer.ending.outcome == Outcome::kForbidden) {
    access.authentication = "forbidden";
  } else if (answer.ToolsKnown()) {
    access.authentication = "open";
  }
  return access;
}

}  // namespace

std::string LiveAnswer::AuthenticationScheme() const {
  const size_t comma = ending.detail.find(kBeforeScheme);
  return comma == std::string::npos ? "" : ending.detail.substr(comma + kBeforeScheme.size());
}

std::string_view McpTransportName(McpTransport transport) {
  switch (transport) {
    case McpTransport::kStdio:
      return "stdio";
    case McpTransport::kStreamableHttp:
      return "streamable-http";
    case McpTransport::kSse:
      return "sse";
  }
  return "";
}

std::string SessionText(const LiveAnswer& answer) {
  std::string text = "[" + answer.greeting;
  for (const std::string& page : answer.pages) text.append(",\n").append(page);
  return text + "]\n";
}

void EmitLiveAnswer(const LiveAnswer& answer, const LiveOrigin& origin, const CrawlSink& sink) {
  if (!answer.greeting.empty() || IsWall(answer)) {
    std::optional<Listing> listing;
    if (answer.greeting.empty()) {
      listing.emplace();
      listing->server.name = kUnnamed;
      listing->origin.source = {std::string(kLiveFormat), origin.location};
      listing->origin.place = origin.location;
    } else {
      listing = ReadSession(answer, origin.location, sink);
    }
    if (listing) {
      Server& server = listing->server;
      if (!origin.name.empty()) server.name = origin.name;
      if (server.name == kUnnamed) server.name = origin.location;
      server.access = AccessOf(answer);
      AddTransport(McpTransportName(answer.transport), &server);
      if (answer.transport != McpTransport::kStdio) AddRemote(origin.location, &server);
      for (const Identity& known : origin.identities) {
        AddIdentity(known.kind, known.value, &server);
      }
      if (answer.ToolsKnown() && !listing->tools) listing->tools.emplace();
      listing->origin.standing = Standing::kLive;
      sink.listing(std::move(*listing));
    }
  }
  if (answer.ending.Ok() || answer.ending.outcome == Outcome::kNoTools) return;
  sink.problem({std::string(kLiveFormat), origin.location},
               {origin.location, answer.ending.Text(), answer.ToolsKnown() ? 0u : 1u});
}

}  // namespace mcprisk
