#include "base/json.h"
#include "base/text.h"
#include "stack/lock.h"

namespace mcprisk {
namespace {

constexpr int kFirstLockVersion = 1;

class Reader {
 public:
  Reader(const std::string& path, std::vector<Problem>* problems)
      : path_(path), problems_(problems) {}

  Lock Read(const Json& root) {
    Lock lock;
    const std::optional<double> version = root["lock_version"].Number();
    // NOLINTNEXTLINE(misc-redundant-expression): two versions
    if (version != kLockVersion && version != kFirstLockVersion) {
      Complain("lock_version is neither " + std::to_string(kFirstLockVersion) + " nor " +
               std::to_string(kLockVersion) + "; mcprisk lock writes the file anew");
      return lock;
    }
    if (!root["servers"].IsObject()) Complain("\"servers\" is no object");
    for (const Json::Member& server : root["servers"].Members()) {
      lock[std::string(server.key)] = ReadServer(server);
    }
    return lock;
  }

 private:
  LockedServer ReadServer(const Json::Member& member) {
    LockedServer server;
    for (const Json& line : member.value["runs"].Items()) server.runs.emplace_back(line.Text());
    server.digest = member.value["digest"].Text();
    const Json tools = member.value["tools"];
    if (tools.type() == JsonType::kNull) return server;
    if (!tools.IsObject()) {
      Complain("server " + std::string(member.key) + ": \"tools\" is neither null nor an object");
      return server;
    }
    server.tools.emplace();
    for (const Json::Member& tool : tools.Members()) {
      (*server.tools)[std::string(tool.key)] = ReadTool(std::string(member.key), tool);
    }
    return server;
  }

  LockedTool ReadTool(const std::string& server, const Json::Member& member) {
    LockedTool tool;
    const std::string_view digest = member.value["digest"].Text();
    if (!Digest::FromHex(digest)) {
      Complain("server " + server + ", tool " + std::string(member.key) +
               ": \"digest\" is no SHA-256 in hex");
    }
    tool.digest = digest;
    for (const Json::Member& field : member.value.Members()) {
      if (field.key == "digest" || field.key == "pins") continue;
      Result<std::string> canonical = field.value.Canonical();
      if (canonical) {
        tool.fields[std::string(field.key)] = *std::move(canonical);
      } else {
        Complain("server " + server + ", tool " + std::string(member.key) + ", " +
                 std::string(field.key) + ": " + canonical.error());
      }
    }
    for (const Json::Member& pin : member.value["pins"].Members()) {
      tool.pins[std::string(pin.key)] = pin.value.Text();
    }
    return tool;
  }

  void Complain(std::string what) { problems_->push_back({path_, std::move(what)}); }

  const std::string& path_;
  std::vector<Problem>* problems_;
};

}  // namespace

std::optional<Lock> ReadLock(const std::string& path, std::string_view text,
                             std::vector<Problem>* problems) {
  // Read for its places: the parser below has none.
  if (Result<ConfigValue> placed = ReadJsonc(text); !placed) {
    const size_t colon = placed.error().find(": ");
    problems->push_back(
        {path + ":" + placed.error().substr(0, colon), placed.error().substr(colon + 2)});
    return std::nullopt;
  }
  JsonParser parser;
  Result<Json> root = parser.Parse(text);
  if (!root) {
    problems->push_back({path, root.error()});
    return std::nullopt;
  }
  const size_t before = problems->size();
  Lock lock = Reader(path, problems).Read(*root);
  if (problems->size() > before) return std::nullopt;
  return lock;
}

}  // namespace mcprisk
