// Lists of tools outside of any registry, in every container of formats.md section 9.2: the answer
// of a live server to tools/list, alone, with its serverInfo, as JSON-RPC or as an old server card
// (section 4.3); an array of tools or of names; one tool; a map name -> tool; a JSON string that
// holds any of them; several servers in a map or an array.
#include <algorithm>
#include <vector>

#include "base/text.h"
#include "crawl/formats/all.h"

namespace mcprisk {
namespace {

// What a server says of itself: since 2026-07-28 it stands in _meta.
Json ServerInfo(const Json& answer) {
  Json info = answer["serverInfo"];
  return info.IsObject() ? info : answer["_meta"]["io.modelcontextprotocol/serverInfo"];
}

// A JSON-RPC response to tools/list, initialize or server/discover, or an error.
bool IsAnswer(const Json& root) {
  Json result = root["result"];
  return root["jsonrpc"].IsString() &&
         (!result["tools"].IsMissing() || ServerInfo(result).IsObject() ||
          result["protocolVersion"].IsString() || result["supportedVersions"].IsArray() ||
          root["error"].IsObject());
}

// What a JSON-RPC envelope holds; everything else holds itself.
Json Unwrapped(const Json& root) {
  Json result = root["result"];
  return result.IsObject() ? result : root;
}

bool HasServerInfo(const Json& root) { return ServerInfo(root)["name"].IsString(); }

bool IsListOfNames(const Json& root) {
  std::vector<Json> items = root.Items();
  return !items.empty() && std::all_of(items.begin(), items.end(), [](const Json& item) {
    return item.IsString() && !item.Text().empty() && item.Text().size() <= kMaxToolNameBytes;
  });
}

// An object with tools of one server: `tools` holds what looks like tools, or stands beside what
// only a server says of itself.
bool IsServer(const Json& root, bool plain) {
  Json server = Unwrapped(root);
  Json tools = server["tools"];
  if (tools.IsMissing()) return false;
  if (HasServerInfo(server) || server["protocolVersion"].IsString() || IsAnswer(root)) return true;
  if (tools.IsArray()) return LooksLikeToolList(tools, true) || (plain && IsListOfNames(tools));
  if (tools.IsString()) return Trimmed(tools.Text()).starts_with("[{");
  return plain && tools.IsObject();
}

// Calls `accept` on the first values of a map or array until it says yes.
template <typename Accept>
bool AnyValue(const Json& root, Accept accept) {
  std::vector<Json> values = root.Items();
  for (const Json::Member& member : root.Members()) values.push_back(member.value);
  size_t looked_at = std::min(values.size(), kRecordsToRecognize);
  return std::any_of(values.begin(), values.begin() + static_cast<ptrdiff_t>(looked_at), accept);
}

// LiveMCPBench puts {"tools": {server name: server}} into an array.
bool IsGroupOfServers(const Json& root, bool plain) {
  return root["tools"].IsObject() &&
         AnyValue(root["tools"], [plain](const Json& value) { return IsServer(value, plain); });
}

bool IsManyServers(const Json& root, bool plain) {
  return AnyValue(root, [plain](const Json& value) {
    return IsServer(value, plain) || IsGroupOfServers(value, plain);
  });
}

// A map name -> definition, where the definitions need not repeat the name.
bool IsMapOfTools(const Json& root, bool plain) {
  return root.IsObject() && AnyValue(root, [plain](const Json& value) {
           return value["inputSchema"].IsObject() || value["input_schema"].IsObject() ||
                  (plain && value["description"].IsString());
         });
}

bool IsToolContainer(const Json& root, bool plain) {
  if (root.IsString()) return Trimmed(root.Text()).starts_with("[{");
  return LooksLikeTool(root, plain) || LooksLikeToolList(root, plain) ||
         IsMapOfTools(root, plain) || (plain && root.IsArray() && IsListOfNames(root));
}

bool Recognize(const DocumentGroup& group) {
  if (group.documents.size() != 1) return false;
  const Json& root = group.documents.front().root;
  return IsServer(root, group.asked) || IsAnswer(root) || IsToolContainer(root, group.asked) ||
         IsManyServers(root, group.asked);
}

// Names of the files that say what is in them and not of whom; then the folder tells.
bool IsPlainStem(std::string_view stem) {
  return stem == "tools" || stem == "tools-list" || stem == "tools_list" || stem == "index" ||
         stem == "server-card" || stem == "mcp";
}

std::string_view NameFromPath(const DocumentGroup& group, const Document& document) {
  std::string_view folder = group.folder;
  if (size_t slash = folder.rfind('/'); slash != std::string_view::npos) {
    folder.remove_prefix(slash + 1);
  }
  return IsPlainStem(document.Stem()) && !folder.empty() ? folder : document.Stem();
}

class Reading {
 public:
  Reading(const DocumentGroup& group, Emitter& emitter)
      : document_(group.documents.front()),
        emitter_(emitter),
        asked_(group.asked),
        path_name_(NameFromPath(group, document_)) {}

  void Read() {
    const Json& root = document_.root;
    if (IsServer(root, asked_) || IsAnswer(root)) return ReadServer(root, {}, document_.place);
    if (IsToolContainer(root, asked_)) return ReadTools(root);
    if (AnyValue(root, IsAnswer)) return ReadPages();
    ReadMany();
  }

 private:
  // `key`: the server's name in the map that holds it; else empty.
  void ReadServer(const Json& root, std::string_view key, const std::string& place) {
    if (root["error"].IsObject()) {
      emitter_.Trouble(place, "the server answered with an error: " +
                                  std::string(root["error"]["message"].Text()));
      return;
    }
    Json answer = Unwrapped(root);
    Listing listing;
    Describe(answer, key, &listing.server);
    ReadToolsInto(answer["tools"], place, emitter_, &listing);
    bool live = IsAnswer(root) || HasServerInfo(answer) || answer["protocolVersion"].IsString();
    emitter_.Emit(std::move(listing), place, live ? Standing::kLive : Standing::kOther);
  }

  void Describe(const Json& answer, std::string_view key, Server* server) {
    Json info = ServerInfo(answer);
    if (!info.IsObject()) info = answer;
    // "server_name" and "qualifiedName" are LiveMCPBench's and Smithery's words.
    std::string_view name = info.FirstOf({"name", "server_name", "qualifiedName"}).Text();
    if (!key.empty()) name = key;
    server->name = emitter_.UniqueName(name.empty() ? path_name_ : name, document_);
    server->title = info.FirstOf({"title", "displayName"}).Text();
    server->version = info["version"].Text();
    server->description = info["description"].Text();
    if (server->description.empty()) server->description = answer["description"].Text();
    server->instructions = answer["instructions"].Text();
    AddTransport(answer["transport"]["type"].Text(), server);
    AddRemote(answer["transport"]["endpoint"].Text(), server);
  }

  // A list without anything around it.
  void ReadTools(const Json& root) {
    Listing listing;
    listing.server.name = emitter_.UniqueName(path_name_, document_);
    ReadToolsInto(root, document_.place, emitter_, &listing);
    emitter_.Emit(std::move(listing), document_.place, Standing::kOther);
  }

  // Answers of one server in a row, as a saved session has them.
  void ReadPages() {
    Listing listing;
    size_t index = 0;
    for (const Json& page : document_.root.Items()) {
      std::string place = RecordPlace(document_.place, ++index);
      Json answer = Unwrapped(page);
      if (HasServerInfo(answer)) Describe(answer, {}, &listing.server);
      ReadToolsInto(answer["tools"], place, emitter_, &listing);
    }
    if (listing.server.name.empty()) {
      listing.server.name = emitter_.UniqueName(path_name_, document_);
    }
    emitter_.Emit(std::move(listing), document_.place, Standing::kLive);
  }

  void ReadMany() {
    size_t index = 0;
    for (const Json& server : document_.root.Items()) {
      ReadOneOfMany(server, {}, RecordPlace(document_.place, ++index));
    }
    for (const Json::Member& member : document_.root.Members()) {
      ReadOneOfMany(member.value, member.key, document_.place + "#" + std::string(member.key));
    }
  }

  void ReadOneOfMany(const Json& server, std::string_view key, const std::string& place) {
    if (IsGroupOfServers(server, asked_)) {
      for (const Json::Member& member : server["tools"].Members()) {
        ReadServer(member.value, member.key, place + "#" + std::string(member.key));
      }
      return;
    }
    if (IsServer(server, asked_)) return ReadServer(server, key, place);
    emitter_.Trouble(place, "not a server with a list of tools");
  }

  const Document& document_;
  Emitter& emitter_;
  const bool asked_;
  const std::string_view path_name_;  // the server's name where no document gives one
};

void Read(const DocumentGroup& group, Emitter& emitter) { Reading(group, emitter).Read(); }

}  // namespace

const Format kToolsListFormat = {
    "tools-list", "answers of live servers to tools/list, server cards and plain lists of tools",
    Recognize, Read};

}  // namespace mcprisk
