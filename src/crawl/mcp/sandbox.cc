#include "crawl/mcp/sandbox.h"

#include <fcntl.h>
#include <sys/utsname.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string_view>
#include <thread>
#include <utility>

#include "base/text.h"
#include "crawl/mcp/syscall_filter.h"

namespace mcprisk {
namespace {

namespace fs = std::filesystem;

// Where people and programs keep what is no stranger's business: files, and sockets of services.
constexpr std::array<std::string_view, 9> kHiddenFolders = {
    "/home", "/root", "/tmp", "/var/tmp", "/run", "/mnt", "/media", "/srv", "/var/spool"};
// The home of a sandboxed server.
constexpr std::string_view kSandboxHome = "/tmp/home";
// Needed to run at all, and nobody's secret.
constexpr std::array<std::string_view, 5> kPassedVariables = {"PATH", "LANG", "LC_ALL", "LC_CTYPE",
                                                              "TZ"};
constexpr std::string_view kDefaultPath = "/usr/local/bin:/usr/bin:/bin";
// With network, names are looked up by what this folder says.
constexpr std::string_view kResolverFolder = "/run/systemd/resolve";

bool IsInside(std::string_view path, std::string_view folder) {
  return path == folder ||
         (path.starts_with(folder) && path.substr(folder.size()).starts_with('/'));
}

std::string ParentOf(const std::string& path) { return fs::path(path).parent_path().string(); }

class Planner {
 public:
  Planner(const LaunchRequest& request, const Surroundings& machine)
      : request_(request), machine_(machine) {
    for (std::string_view folder : kHiddenFolders) Hide(std::string(folder));
    Hide(machine.home);
  }

  LaunchPlan Plan() {
    LaunchPlan plan;
    std::string program = FindProgram(request_.command.front());
    if (program.empty()) return plan;
    plan.sandboxed = !machine_.bwrap.empty();
    plan.environment = Environment(plan.sandboxed, &plan.missing_env);
    plan.limits = Limits(plan.sandboxed);
    if (plan.sandboxed) {
      ShowWhatIsNeeded(program);
      plan.arguments = SandboxArguments(plan.limits);
      plan.filter = machine_.filter;
      plan.shown = shown_;
      plan.protection = Protection();
    } else {
      plan.protection =
          "none (" + machine_.why_not + "): it runs with your rights, files and network";
    }
    plan.arguments.push_back(std::move(program));
    plan.arguments.insert(plan.arguments.end(), request_.command.begin() + 1,
                          request_.command.end());
    return plan;
  }

 private:
  void Hide(const std::string& folder) {
    if (folder.size() < 2 || !folder.starts_with('/') || !machine_.exists(folder)) return;
    const bool covered = std::any_of(hidden_.begin(), hidden_.end(), [&](const std::string& other) {
      return IsInside(folder, other);
    });
    if (!covered) hidden_.push_back(folder);
  }

  std::string FindProgram(const std::string& name) const {
    if (name.find('/') != std::string::npos) {
      std::string path = Absolute(name);
      return machine_.exists(path) ? path : "";
    }
    auto path = machine_.environment.find("PATH");
    const std::string folders(path == machine_.environment.end() ? kDefaultPath : path->second);
    for (std::string_view folder : Split(folders, ':')) {
      std::string candidate = std::string(folder) + "/" + name;
      if (folder.starts_with('/') && machine_.exists(candidate)) return candidate;
    }
    return "";
  }

  std::string Absolute(const std::string& path) const {
    fs::path whole = path.starts_with('/') ? fs::path(path) : fs::path(machine_.folder) / path;
    return whole.lexically_normal().string();
  }

  std::vector<std::string> Environment(bool sandboxed, std::vector<std::string>* missing) const {
    std::vector<std::string> variables;
    for (std::string_view name : kPassedVariables) {
      auto at = machine_.environment.find(std::string(name));
      if (at != machine_.environment.end()) variables.push_back(at->first + "=" + at->second);
    }
    variables.push_back("HOME=" + (sandboxed ? std::string(kSandboxHome) : machine_.home));
    for (const std::string& name : request_.pass_env) {
      auto at = machine_.environment.find(name);
      if (at == machine_.environment.end()) {
        missing->push_back(name);
      } else {
        variables.push_back(name + "=" + at->second);
      }
    }
    return variables;
  }

  LaunchLimits Limits(bool sandboxed) const {
    LaunchLimits limits;
    limits.data_bytes = kProcessDataBytes + machine_.memory_bytes / kProcessDataShare;
    limits.tasks = kProcessTasks + kProcessTasksEach * machine_.processors;
    if (request_.allow_network || !sandboxed) return limits;
    limits.cpu_seconds = kProcessCpuSeconds;
    limits.file_bytes = kProcessFileBytes;
    return limits;
  }

  std::string Protection() const {
    return std::string("bubblewrap: ") +
           (request_.allow_network ? "network allowed" : "no network") +
           ", files read-only, private home and /tmp, " +
           (machine_.filter.empty() ? "system calls not filtered" : "system calls filtered") +
           ", processes limited";
  }

  // Hidden, and not so much of a hidden place that hiding it would mean nothing.
  bool MayShow(const std::string& path) const {
    const bool hidden = std::any_of(hidden_.begin(), hidden_.end(), [&](const std::string& folder) {
      return IsInside(path, folder) && path != folder;
    });
    return hidden && !IsInside(machine_.home, path) && machine_.exists(path);
  }

  void Show(const std::string& path) {
    if (!MayShow(path)) return;
    const bool shown = std::any_of(shown_.begin(), shown_.end(),
                                   [&](const std::string& other) { return IsInside(path, other); });
    if (!shown) shown_.push_back(path);
  }

  void ShowWhatIsNeeded(const std::string& program) {
    Show(machine_.folder);
    ShowProgram(program);
    for (size_t i = 1; i < request_.command.size(); ++i) {
      const std::string& argument = request_.command[i];
      if (argument.empty() || argument.starts_with('-')) continue;
      const std::string path = Absolute(argument);
      if (!machine_.exists(path)) continue;
      ShowCode(path);
      ShowCode(machine_.real_path(path));  // what a link leads to
    }
    if (request_.allow_network) Show(std::string(kResolverFolder));
  }

  // Programs are often links: npx leads to lib/node_modules/npm/bin/npx-cli.js beside bin. Those of
  // version managers (pyenv, asdf, mise) lie in shims beside everything that they start.
  void ShowProgram(const std::string& program) {
    const std::string folder = ParentOf(program);
    const std::string prefix = ParentOf(folder);
    // ~/.local is no program's own: its share folder is everybody's.
    const bool has_lib = folder.ends_with("/bin") && machine_.exists(prefix + "/lib") &&
                         prefix != machine_.home + "/.local";
    const bool has_own_prefix = (has_lib || folder.ends_with("/shims")) && MayShow(prefix);
    Show(has_own_prefix ? prefix : folder);
    std::string real = machine_.real_path(program);
    if (!real.empty() && real != program) ShowCode(real);
  }

  // A file of a program needs what lies around it: all of the outermost folder with node_modules,
  // or else its own folder.
  void ShowCode(const std::string& path) {
    const size_t modules = path.find("/node_modules/");
    if (modules != std::string::npos && MayShow(path.substr(0, modules))) {
      return Show(path.substr(0, modules));
    }
    for (std::string folder = ParentOf(path); MayShow(folder); folder = ParentOf(folder)) {
      if (machine_.exists(folder + "/package.json") ||
          machine_.exists(folder + "/pyproject.toml")) {
        return Show(folder);
      }
    }
    Show(path);
  }

  std::vector<std::string> SandboxArguments(const LaunchLimits& limits) const {
    const size_t folder_bytes = request_.allow_network ? kInstallFolderBytes : kSandboxFolderBytes;
    std::vector<std::string> all = {machine_.bwrap, "--unshare-all"};
    auto add = [&all](std::initializer_list<std::string> more) { all.insert(all.end(), more); };
    if (request_.allow_network) add({"--share-net"});
    add({"--die-with-parent", "--new-session", "--cap-drop", "ALL", "--hostname", "mcprisk"});
    add({"--ro-bind", "/", "/", "--dev", "/dev", "--proc", "/proc"});
    for (const std::string& folder : hidden_) {
      add({"--size", std::to_string(folder_bytes), "--tmpfs", folder});
    }
    for (const std::string& path : shown_) add({"--ro-bind", path, path});
    add({"--dir", std::string(kSandboxHome)});
    const bool folder_shown =
        std::any_of(shown_.begin(), shown_.end(),
                    [&](const std::string& path) { return IsInside(machine_.folder, path); }) ||
        std::none_of(hidden_.begin(), hidden_.end(),
                     [&](const std::string& path) { return IsInside(machine_.folder, path); });
    add({"--chdir", folder_shown ? machine_.folder : std::string(kSandboxHome)});
    if (!machine_.filter.empty()) add({"--seccomp", std::to_string(kFilterDescriptor)});
    add({"--"});
    if (!machine_.prlimit.empty()) {
      add({machine_.prlimit, "--nproc=" + std::to_string(limits.tasks), "--"});
    }
    return all;
  }

  const LaunchRequest& request_;
  const Surroundings& machine_;
  std::vector<std::string> hidden_;
  std::vector<std::string> shown_;
};

// Bubblewrap may be there and still not work: in containers, or where the kernel keeps name spaces
// from users. `filter` may be empty.
bool Works(const std::string& bwrap, const std::string& filter) {
  std::string command =
      "'" + bwrap + "' --unshare-all --die-with-parent --ro-bind / / --dev /dev --proc /proc ";
  const int file = filter.empty() ? -1 : AnonymousFile(filter);
  if (file >= 0) {
    fcntl(file, F_SETFD, 0);  // the shell and bwrap inherit it
    command += "--seccomp " + std::to_string(file) + " ";
  }
  const int status = std::system((command + "--tmpfs /tmp true >/dev/null 2>&1").c_str());
  if (file >= 0) close(file);
  return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

// Before Linux 5.14 the limit counts all that the user runs; root has none in any version.
bool CountsProcessesOfASandbox() {
  struct utsname system = {};
  if (getuid() == 0 || uname(&system) != 0) return false;
  int major = 0;
  int minor = 0;
  if (std::sscanf(system.release, "%d.%d", &major, &minor) != 2) return false;
  return major > 5 || (major == 5 && minor >= 14);
}

// Finds what guards where the system keeps it, not by PATH.
void FindGuards(Surroundings* machine) {
  machine->why_not = "bubblewrap is not installed";
  for (const char* path : {"/usr/bin/bwrap", "/usr/local/bin/bwrap"}) {
    if (!machine->exists(path)) continue;
    const std::string filter = SyscallFilter().value_or("");
    if (!filter.empty() && Works(path, filter)) {
      machine->filter = filter;
    } else if (!Works(path, "")) {
      machine->why_not = "bubblewrap does not work on this machine";
      return;
    }
    machine->bwrap = path;
    machine->why_not.clear();
    break;
  }
  if (CountsProcessesOfASandbox() && machine->exists("/usr/bin/prlimit")) {
    machine->prlimit = "/usr/bin/prlimit";
  }
  machine->memory_bytes = static_cast<size_t>(std::max(0L, sysconf(_SC_PHYS_PAGES))) *
                          static_cast<size_t>(sysconf(_SC_PAGESIZE));
  machine->processors = std::max(1U, std::thread::hardware_concurrency());
}

}  // namespace

Surroundings SurroundingsHere() {
  Surroundings machine;
  for (char** variable = environ; *variable != nullptr; ++variable) {
    std::string_view text = *variable;
    const size_t equals = text.find('=');
    if (equals == std::string_view::npos) continue;
    machine.environment.emplace(text.substr(0, equals), text.substr(equals + 1));
  }
  auto home = machine.environment.find("HOME");
  if (home != machine.environment.end()) machine.home = home->second;
  std::error_code ignored;
  machine.folder = fs::current_path(ignored).string();
  machine.exists = [](const std::string& path) { return access(path.c_str(), F_OK) == 0; };
  machine.real_path = [](const std::string& path) {
    std::error_code none;
    return fs::canonical(path, none).string();
  };
  FindGuards(&machine);
  return machine;
}

LaunchPlan PlanLaunch(const LaunchRequest& request, const Surroundings& machine) {
  return Planner(request, machine).Plan();
}

}  // namespace mcprisk
