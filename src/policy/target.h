// Targets: the products whose policy files we write. A target is one file under policy/targets/ and
// one line in targets.cc.
//
// No product says everything that a ruling says. So a target states what its format can express
// (Abilities), WriteTarget() degrades the policy to that, always to the stricter side and with a
// note for each thing lost, and the target's own function writes only what it can say. Where the
// format has no stricter side (no way to deny, nothing said of unlisted tools) the note is marked
// `weaker`.
//
// How a ruling is degraded, in this order:
//   case        dropped when a condition of it cannot be checked, or its decision cannot be said
//   limit       asks where the target cannot count calls (allows with TargetOptions::uncounted)
//   ask         denies where the target cannot ask
//   deny        asks where the target cannot deny (noted as weaker)
//   name        a tool whose id the target cannot write, or whose id another tool has too, is
//               denied where the id can be denied, else left out to the target's default
//
// Pure functions, deterministic, safe from any thread. Texts may hold names of strangers, escaped
// as the format asks; notes hold them raw, and the printer escapes.
#ifndef MCPRISK_POLICY_TARGET_H_
#define MCPRISK_POLICY_TARGET_H_

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "policy/policy.h"

namespace mcprisk {

// One sentence without a full stop about what the target could not express.
struct TargetNote {
  std::string what;
  bool weaker = false;  // the file lets through what the policy would not

  bool operator==(const TargetNote&) const = default;
};

// One server and its policy, on the way to a target.
struct TargetServer {
  Policy policy;
  std::string key;        // the name under which the user's client or gateway knows the server
  std::string endpoint;   // its URL; empty where not known
  std::string transport;  // "stdio", "streamable-http", "sse"; empty where not known
  // The definitions, for targets that need schemas; empty when the policy came from a file.
  std::vector<PolicyEntry> tools;
};

struct TargetOptions {
  // Let limited tools through where the target cannot count calls, instead of asking.
  bool uncounted = false;
};

struct Abilities {
  bool ask = false;
  bool deny = false;             // a listed tool can be denied or hidden
  bool limit = false;            // calls a minute and an hour, for one tool
  bool denies_unlisted = false;  // a tool that the file does not name is denied
  bool asks_unlisted = false;    // else: whether a person is asked for it
  // Whether a case's condition can be checked; nullptr: none can. A case's limit may be counted for
  // the whole tool, which is stricter.
  bool (*condition)(const ArgumentCondition&) = nullptr;
  bool case_ask = false;  // a case may ask while the tool itself is denied
  // More servers than one may be in one file.
  bool many_servers = false;
};

struct Target {
  std::string_view name;         // "claude-code"
  std::string_view description;  // one line, without a full stop
  std::string_view file_name;    // of the file as the product wants it: "settings.json"
  Abilities can;
  // The id under which the product knows the tool, or a failure that says why it has none (a
  // clause: "the name has a space"). Two tools with one id are noted and denied. nullptr: the
  // tool's name is its id.
  Result<std::string> (*tool_id)(const std::string& tool, const TargetServer& server) = nullptr;
  // Why the product cannot take this server key, or the empty string. nullptr: it takes any.
  std::string (*key_problem)(const std::string& key) = nullptr;
  // The whole file, with a final newline. `servers` are degraded, at least one, and just one unless
  // `many_servers`. What only this target knows that it loses is added to `notes`.
  std::string (*write)(const std::vector<TargetServer>& servers,
                       std::vector<TargetNote>* notes) = nullptr;
  // A second file that the first must validate against, made of the definitions; it has the same
  // name but for the extension. nullptr: there is none.
  std::string (*schema)(const std::vector<TargetServer>& servers) = nullptr;
  std::string_view schema_extension = {};  // ".cedarschema"
  // The policy that a file of this target holds, as far as it can be read back; nullptr: never.
  // `key` is the server to read it for; rulings then name tools as the catalog does.
  Result<Policy> (*read)(const std::string& text, const std::string& key) = nullptr;
};

struct TargetFile {
  std::string text;
  std::string schema;             // of Target::schema; empty for most
  std::vector<TargetNote> notes;  // what many tools share is one note that names a few
};

// In the order in which people meet them: our own, clients, gateways, APIs.
const std::vector<const Target*>& Targets();
const Target* FindTarget(std::string_view name);  // nullptr when there is none

// Fails, with a sentence, when nothing honest can be written: a server key that the product would
// misread, two servers of one key, more servers than the format holds.
Result<TargetFile> WriteTarget(const Target& target, std::vector<TargetServer> servers,
                               const TargetOptions& options);

// What is left of `policy` where only `target.can` can be said; `notes` gets what is lost.
Policy Degraded(const Policy& policy, const Target& target, const TargetOptions& options,
                std::vector<TargetNote>* notes);

// "a, b, c, d, e and 3 more", for notes.
std::string NamedTools(const std::vector<std::string>& tools);

// A server key out of a server's name for a user who gave none: the part behind the last "/", with
// everything but [a-z0-9-] as "-", at most 25 characters, "server" when nothing is left.
std::string DefaultServerKey(std::string_view server);

}  // namespace mcprisk

#endif  // MCPRISK_POLICY_TARGET_H_
