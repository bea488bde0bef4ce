#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>

#include "base/text.h"
#include "stack/stack.h"

namespace mcprisk {
namespace {

namespace fs = std::filesystem;

// "*.json" over "notes.json"; at most one star.
bool SegmentMatches(std::string_view pattern, std::string_view name) {
  const size_t star = pattern.find('*');
  if (star == std::string_view::npos) return pattern == name;
  const std::string_view front = pattern.substr(0, star);
  const std::string_view back = pattern.substr(star + 1);
  return name.size() >= front.size() + back.size() && name.starts_with(front) &&
         name.ends_with(back) && (!name.starts_with('.') || pattern.starts_with('.'));
}

bool IsFolder(const fs::path& path) {
  std::error_code error;
  return fs::is_directory(path, error);
}

bool IsRealFolder(const fs::directory_entry& entry) {
  std::error_code error;
  return entry.is_directory(error) && !entry.is_symlink(error);
}

// What lies in a folder, by name; nothing when it cannot be listed.
std::vector<fs::directory_entry> EntriesOf(const fs::path& folder) {
  std::vector<fs::directory_entry> entries;
  std::error_code error;
  for (fs::directory_iterator at(folder, fs::directory_options::skip_permission_denied, error), end;
       !error && at != end; at.increment(error)) {
    entries.push_back(*at);
  }
  std::sort(entries.begin(), entries.end());
  return entries;
}

// Folders that hold what others wrote, and much of it.
bool IsForeignFolder(const fs::path& name) {
  static constexpr std::string_view kNames[] = {".git",   "node_modules", ".venv", "venv",
                                                ".cache", "__pycache__",  ".hg",   ".svn"};
  return std::find(std::begin(kNames), std::end(kNames), name.string()) != std::end(kNames);
}

class Finder {
 public:
  Finder(const Machine& machine, bool starts) : machine_(machine), starts_(starts) {}

  void LookAtMachine() {
    for (const Client* client : Clients()) {
      for (const ConfigPlace& place : client->places) {
        if (place.scope == Scope::kProject) continue;
        const size_t slash = place.path.find('/');
        for (const std::string& folder : FoldersOf(place.path.substr(0, slash), machine_)) {
          Walk(*client, place.scope, folder.empty() ? "/" : folder, place.path.substr(slash + 1));
        }
      }
    }
  }

  void LookAtProject(const fs::path& folder) { LookBelow(folder, 0); }

  // A file that a person names: whose it is can be told by where it lies, by the end of its path,
  // or by its name where one client alone has files of that name.
  void LookAtFile(const fs::path& file) {
    for (const Client* client : Clients()) {
      for (const ConfigPlace& place : client->places) {
        if (LiesAt(file, place)) return Read(*client, place.scope, file);
      }
    }
    for (const Scope scope : {Scope::kProject, Scope::kUser, Scope::kManaged}) {
      for (const Client* client : Clients()) {
        for (const ConfigPlace& place : client->places) {
          if (place.scope == scope && EndsLike(file, place.path)) return Read(*client, scope, file);
        }
      }
    }
    const Client* client = OnlyClientWith(file.filename());
    if (client != nullptr) return Read(*client, Scope::kUser, file);
    Read(UnknownClient(), Scope::kProject, file);
  }

  Stack Take() { return std::move(stack_); }

 private:
  // Every file below `folder` that the rest of a place names.
  void Walk(const Client& client, Scope scope, const fs::path& folder, std::string_view rest) {
    const size_t slash = rest.find('/');
    const std::string_view segment = rest.substr(0, slash);
    const std::string_view behind =
        slash == std::string_view::npos ? std::string_view() : rest.substr(slash + 1);
    if (segment == "**") return WalkAll(client, scope, folder, behind, 0);
    if (segment.find('*') != std::string_view::npos) {
      for (const fs::directory_entry& entry : EntriesOf(folder)) {
        if (!SegmentMatches(segment, entry.path().filename().string())) continue;
        Visit(client, scope, entry.path(), behind);
      }
      return;
    }
    Visit(client, scope, folder / segment, behind);
  }

  void Visit(const Client& client, Scope scope, const fs::path& path, std::string_view behind) {
    if (!behind.empty()) {
      if (IsFolder(path)) Walk(client, scope, path, behind);
      return;
    }
    std::error_code error;
    const fs::file_status status = fs::status(path, error);
    if (error == std::errc::too_many_symbolic_link_levels) {
      Report(path, "a link that leads back to itself");
    } else if (error == std::errc::permission_denied) {
      Report(path, "cannot be read: permission denied");
    } else if (fs::is_regular_file(status)) {
      Read(client, scope, path);
    }
  }

  void WalkAll(const Client& client, Scope scope, const fs::path& folder, std::string_view rest,
               size_t depth) {
    Walk(client, scope, folder, rest);
    if (depth == kMaxPluginDepth) return;
    for (const fs::directory_entry& entry : EntriesOf(folder)) {
      // Links are not followed, so that no cycle is walked.
      if (IsRealFolder(entry)) WalkAll(client, scope, entry.path(), rest, depth + 1);
    }
  }

  void LookBelow(const fs::path& folder, size_t depth) {
    if (++folders_ > kMaxProjectFolders) {
      if (folders_ == kMaxProjectFolders + 1) {
        Report(folder, "more than " + Grouped(kMaxProjectFolders) +
                           " folders (kMaxProjectFolders); the rest is not looked at");
      }
      return;
    }
    for (const Client* client : Clients()) {
      for (const ConfigPlace& place : client->places) {
        if (place.scope != Scope::kProject) continue;
        Walk(*client, place.scope, folder, place.path.substr(place.path.find('/') + 1));
      }
    }
    if (depth == kMaxProjectDepth) return;
    for (const fs::directory_entry& entry : EntriesOf(folder)) {
      if (IsRealFolder(entry) && !IsForeignFolder(entry.path().filename())) {
        LookBelow(entry.path(), depth + 1);
      }
    }
  }

  // Whether it is the very file that this machine's client reads.
  bool LiesAt(const fs::path& file, const ConfigPlace& place) const {
    if (place.scope == Scope::kProject) return false;
    const size_t slash = place.path.find('/');
    for (const fs::path folder : FoldersOf(place.path.substr(0, slash), machine_)) {
      std::error_code error;
      if (fs::equivalent(folder / place.path.substr(slash + 1), file, error)) return true;
    }
    return false;
  }

  // nullptr when files of several clients have that name, or of none.
  static const Client* OnlyClientWith(const fs::path& name) {
    const Client* only = nullptr;
    for (const Client* client : Clients()) {
      for (const ConfigPlace& place : client->places) {
        if (fs::path(place.path).filename() != name) continue;
        if (only != nullptr && only != client) return nullptr;
        only = client;
      }
    }
    return only;
  }

  // Whether the last segments of `file` are those of the place behind its front. One segment says
  // little (mcp.json), but for a project's own files.
  static bool EndsLike(const fs::path& file, std::string_view place) {
    const std::vector<std::string_view> wanted = Split(place.substr(place.find('/') + 1), '/');
    std::vector<std::string> names;
    for (const fs::path& part : fs::absolute(file).lexically_normal()) {
      names.push_back(part.string());
    }
    if ((wanted.size() == 1 && !place.starts_with("./")) || wanted.size() > names.size()) {
      return false;
    }
    for (size_t i = 0; i < wanted.size(); ++i) {
      const std::string& name = names[names.size() - wanted.size() + i];
      if (wanted[i] != "**" && !SegmentMatches(wanted[i], name)) return false;
    }
    return true;
  }

  void Read(const Client& client, Scope scope, const fs::path& path) {
    std::error_code error;
    const fs::path real = fs::canonical(path, error);
    if (!error && !seen_.insert(real.string()).second) return;
    std::ifstream in(path, std::ios::binary);
    std::string text;
    if (in && !IsFolder(path)) {
      char buffer[1 << 14];
      while (text.size() <= kMaxConfigBytes &&
             (in.read(buffer, sizeof(buffer)) || in.gcount() > 0)) {
        text.append(buffer, static_cast<size_t>(in.gcount()));
      }
    }
    if (!in.is_open() || in.bad() || IsFolder(path)) {
      return Report(path, "cannot be read; is it a file, and may you read it?");
    }
    if (text.size() > kMaxConfigBytes) {
      return Report(
          path, "larger than " + std::to_string(kMaxConfigBytes >> 20) + " MiB (kMaxConfigBytes)");
    }
    ReadConfig(client, scope, path.string(), text, &stack_, starts_);
  }

  void Report(const fs::path& path, std::string what) {
    stack_.problems.push_back({path.string(), std::move(what)});
  }

  const Machine& machine_;
  const bool starts_;
  Stack stack_;
  std::set<std::string> seen_;  // real paths: one file counts once
  size_t folders_ = 0;
};

std::string PlaceOf(const std::string& path, ConfigPosition at) {
  return path + ":" + std::to_string(at.line) + ":" + std::to_string(at.column);
}

Result<ConfigValue> ReadTree(const std::string& path, std::string_view text) {
  const std::string lower = AsciiLowered(path);
  if (lower.ends_with(".toml")) return ReadToml(text);
  if (lower.ends_with(".yaml") || lower.ends_with(".yml")) return ReadYamlConfig(text);
  return ReadJsonc(text);
}

}  // namespace

Stack FindStack(const StackQuery& query, const Machine& machine) {
  Finder finder(machine, query.starts);
  if (query.machine) finder.LookAtMachine();
  for (const std::string& project : query.projects) {
    if (IsFolder(project)) {
      finder.LookAtProject(project);
    } else {
      finder.LookAtFile(project);
    }
  }
  return finder.Take();
}

void ReadConfig(const Client& client, Scope scope, const std::string& path, std::string_view text,
                Stack* stack, bool starts) {
  const Result<ConfigValue> root = ReadTree(path, text);
  if (!root) {
    stack->problems.push_back(
        {path + ":" + root.error().substr(0, root.error().find(": ")),
         root.error().substr(std::min(root.error().find(": ") + 2, root.error().size()))});
    return;
  }
  if (!root->IsObject() && !root->IsAbsent()) {
    stack->problems.push_back({PlaceOf(path, root->at), "the configuration is no object"});
    return;
  }
  const ConfigEntries found = client.read(*root);
  for (const ConfigProblem& problem : found.problems) {
    stack->problems.push_back({PlaceOf(path, problem.at), problem.what});
  }
  if (client.id == UnknownClient().id && found.entries.empty()) {
    stack->problems.push_back(
        {path, "no client of this name is known, and no servers can be seen in the file"});
  }
  for (const ConfigEntry& entry : found.entries) {
    StackServer server = ReadServerEntry(client, entry);
    server.scope = entry.project.empty() ? scope : Scope::kProject;
    server.file = path;
    if (starts) server.start = ReadServerStart(entry);
    // No command and no address: nothing that a client could start.
    if (server.runner.empty() && server.url.empty()) {
      stack->problems.push_back(
          {PlaceOf(path, entry.at), "the entry has neither a command nor a URL"});
      continue;
    }
    stack->servers.push_back(std::move(server));
  }
  stack->files.push_back({path, std::string(client.id), scope, found.entries.size()});
}

}  // namespace mcprisk
