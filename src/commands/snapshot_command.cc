// mcprisk snapshot: the catalog as signed files that others can take and trust.
#include <sys/stat.h>

#include <cstdlib>
#include <ctime>
#include <filesystem>

#include "base/text.h"
#include "commands/command.h"
#include "commands/options.h"
#include "commands/snapshot_files.h"
#include "commands/stop_on_signal.h"
#include "commands/whole_file.h"

namespace mcprisk {
namespace {

constexpr size_t kValidDays = 7;
constexpr time_t kSecondsPerDay = 86400;

template <typename Key>
Key KeyOrThrow(const std::string& path, Result<Key> key) {
  if (!key) throw Error(ForTerminal(path) + ": " + key.error());
  return *std::move(key);
}

std::string TimeText(time_t seconds) {
  tm utc{};
  gmtime_r(&seconds, &utc);
  char text[32];
  const size_t length = strftime(text, sizeof(text), "%Y-%m-%dT%H:%M:%SZ", &utc);
  return {text, length};
}

// SOURCE_DATE_EPOCH (reproducible-builds.org) stands for the clock where it is set, so that the
// same catalog gives the same snapshot.
time_t BuildTime() {
  const char* epoch = std::getenv("SOURCE_DATE_EPOCH");
  return epoch == nullptr ? time(nullptr) : static_cast<time_t>(std::atoll(epoch));
}

std::string DefaultState() {
  const char* state = std::getenv("XDG_STATE_HOME");
  const char* home = std::getenv("HOME");
  std::filesystem::path folder = ".";
  if (state != nullptr && *state == '/') {
    folder = state;
  } else if (home != nullptr) {
    folder = std::filesystem::path(home) / ".local/state";
  }
  return (folder / "mcprisk" / "snapshots.json").string();
}

int Make(const std::vector<std::string>& arguments, Console& console) {
  std::string catalog;
  std::string out;
  std::string key;
  size_t valid_days = kValidDays;
  Options parser(
      "snapshot",
      "Packs a catalog with a signed manifest, for others to take. snapshot verify takes "
      "one, snapshot keygen makes a key.",
      "mcprisk snapshot catalog.db --out snapshot --sign mcprisk.key");
  parser.Argument("CATALOG", &catalog, true, "The catalog to pack");
  parser.Text("-o,--out", &out, "The folder to write; one that holds a snapshot gets the next");
  parser.Text("--sign", &key, "Sign with this secret key of minisign, without a password");
  parser.Number("--valid-days", &valid_days, "Days for which it is good");
  if (!parser.Parse(arguments, console)) return kExitDone;
  if (out.empty()) throw UsageError("snapshot: name the folder to write with --out");
  constexpr size_t kMostDays = 3650;
  if (valid_days > kMostDays) throw UsageError("snapshot: --valid-days is at most 3650");
  SnapshotRequest request;
  request.catalog = catalog;
  request.folder = out;
  if (!key.empty()) request.key = KeyOrThrow(key, ReadSecretKey(ReadWhole(key)));
  const time_t now = BuildTime();
  request.built_at = TimeText(now);
  request.valid_until = TimeText(now + static_cast<time_t>(valid_days) * kSecondsPerDay);
  const Manifest manifest = MakeSnapshot(request);
  console.out() << ForTerminal(out) << ": version " << manifest.version << ", "
                << Counted(manifest.servers, "server") << ", " << Counted(manifest.tools, "tool")
                << ", " << Grouped(manifest.facts.packed.bytes) << " bytes of "
                << Grouped(manifest.facts.unpacked.bytes) << ", good until " << manifest.valid_until
                << (request.key ? "" : "; not signed") << "\n";
  return kExitDone;
}

int VerifyCommand(const std::vector<std::string>& arguments, Console& console) {
  std::string folder;
  std::string key;
  std::string state = DefaultState();
  VerifyRequest request;
  Options parser("snapshot verify",
                 "Verifies a snapshot: signature, age, version, digests, the catalog itself.",
                 "mcprisk snapshot verify snapshot --key mcprisk.pub --out catalog.db");
  parser.Argument("DIR", &folder, true, "The folder of the snapshot");
  parser.Text("--key", &key, "The publisher's public key of minisign, a file or the key itself");
  parser.Text("--state", &state, "Remembers the highest version seen of each key");
  parser.Text("-o,--out", &request.out, "Put the catalog here when all is well");
  if (!parser.Parse(arguments, console)) return kExitDone;
  if (key.empty()) throw UsageError("snapshot verify: name the publisher's public key with --key");
  request.folder = folder;
  request.state = state;
  request.now = UtcNow();
  std::error_code ignored;
  const bool is_file = std::filesystem::exists(key, ignored);
  request.key = KeyOrThrow(key, ReadPublicKey(is_file ? ReadWhole(key) : key));
  const Manifest manifest = VerifySnapshot(request);
  console.out() << ForTerminal(folder) << ": version " << manifest.version << " of key "
                << request.key.Id() << ", built " << manifest.built_at << ", good until "
                << manifest.valid_until << ", " << Counted(manifest.servers, "server") << ", "
                << Counted(manifest.tools, "tool") << "\n";
  if (!request.out.empty()) console.out() << ForTerminal(request.out) << " holds it\n";
  return kExitDone;
}

int Keygen(const std::vector<std::string>& arguments, Console& console) {
  std::string name = "mcprisk";
  Options parser("snapshot keygen",
                 "Makes a key pair of minisign: NAME.key to sign with, NAME.pub to verify with.",
                 "mcprisk snapshot keygen mcprisk");
  parser.Argument("NAME", &name, false, "Beginning of the two files' names, mcprisk by default");
  if (!parser.Parse(arguments, console)) return kExitDone;
  const std::string secret = name + ".key";
  const std::string open = name + ".pub";
  std::error_code ignored;
  for (const std::string& path : {secret, open}) {
    if (!std::filesystem::exists(path, ignored)) continue;
    throw Error(ForTerminal(path) + ": is there already; name others, or move it away");
  }
  const KeyPair pair = NewKeyPair();
  const mode_t before = umask(077);  // nobody else reads the secret, at no moment
  WriteWhole(secret, SecretKeyText(pair));
  umask(before);
  WriteWhole(open, PublicKeyText(pair.open));
  console.out() << "key " << pair.open.Id() << ": sign with " << ForTerminal(secret)
                << ", which stays with you; others verify with " << ForTerminal(open) << "\n";
  return kExitDone;
}

int Run(const std::vector<std::string>& arguments, Console& console) {
  const std::vector<std::string> rest(arguments.begin() + (arguments.empty() ? 0 : 1),
                                      arguments.end());
  if (!arguments.empty() && arguments[0] == "verify") return VerifyCommand(rest, console);
  if (!arguments.empty() && arguments[0] == "keygen") return Keygen(rest, console);
  return Make(arguments, console);
}

}  // namespace

extern const Command kSnapshotCommand;
const Command kSnapshotCommand = {"snapshot", "pack a catalog with a signed manifest, verify one",
                                  Run};

}  // namespace mcprisk
