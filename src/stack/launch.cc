#include "stack/launch.h"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <span>

#include "base/text.h"
#include "stack/package_spec.h"

namespace mcprisk {
namespace {

using Words = std::vector<std::string>;

bool IsOneOf(std::string_view word, std::span<const std::string_view> list) {
  return std::find(list.begin(), list.end(), word) != list.end();
}
bool IsOneOf(std::string_view word, std::initializer_list<std::string_view> list) {
  return IsOneOf(word, std::span(list.begin(), list.size()));
}

// "C:\Program Files\nodejs\npx.cmd" is npx.
std::string ProgramName(std::string_view path) {
  std::string name = AsciiLowered(path.substr(path.find_last_of("/\\") + 1));  // npos + 1 is 0
  for (std::string_view extension : {".exe", ".cmd", ".bat", ".ps1"}) {
    if (name.ends_with(extension)) name.resize(name.size() - extension.size());
  }
  return name;
}

bool IsAssignment(std::string_view word) {
  const size_t equals = word.find('=');
  if (equals == 0 || equals == std::string_view::npos || IsAsciiDigit(word[0])) return false;
  return std::all_of(word.begin(), word.begin() + static_cast<std::ptrdiff_t>(equals),
                     [](char c) { return IsAsciiAlnum(c) || c == '_'; });
}

void TakeAssignment(std::string_view word, Launch* launch) {
  const size_t equals = std::min(word.find('='), word.size());
  launch->environment.push_back({std::string(word.substr(0, equals)),
                                 std::string(word.substr(std::min(equals + 1, word.size())))});
}

Words From(const Words& words, size_t begin) {
  if (begin >= words.size()) return {};
  return {words.begin() + static_cast<std::ptrdiff_t>(begin), words.end()};
}

// --- Wrappers ------------------------------------------------------------------------------------

// The words behind env's own flags and assignments.
Words InsideEnv(const Words& words, Launch* launch) {
  size_t at = 1;
  for (; at < words.size(); ++at) {
    if (IsOneOf(words[at], {"-u", "-C", "--unset", "--chdir"})) {
      ++at;
    } else if (IsAssignment(words[at])) {
      TakeAssignment(words[at], launch);
    } else if (!words[at].starts_with('-')) {
      break;
    }
  }
  return From(words, at);
}

// sh -c 'line', bash -lc 'line'. Empty when it runs a script.
Words InsideShell(const Words& words) {
  for (size_t at = 1; at + 1 < words.size(); ++at) {
    const std::string& word = words[at];
    if (!word.starts_with('-')) return {};
    const bool short_flags = !word.starts_with("--") && word.back() == 'c';
    if (short_flags || EqualsNoCase(word, "-command")) {
      return words.size() == at + 2 ? ShellWords(words[at + 1]) : From(words, at + 1);
    }
  }
  return {};
}

Words InsideCmd(const Words& words) {
  size_t at = 1;
  while (at < words.size() && words[at].starts_with('/')) ++at;
  Words inside = From(words, at);
  return inside.size() == 1 ? ShellWords(inside[0]) : inside;
}

// op run -- npx …; mise exec -- npx …
Words BehindDashes(const Words& words) {
  auto dashes = std::find(words.begin(), words.end(), "--");
  if (dashes == words.end()) return {};
  return {dashes + 1, words.end()};
}

Words BehindFlags(const Words& words) {
  size_t at = 1;
  while (at < words.size() && words[at].starts_with('-')) ++at;
  return From(words, at);
}

// What a wrapper runs; empty when `words` begin with no wrapper.
Words Unwrapped(const Words& words, Launch* launch) {
  if (IsAssignment(words[0])) {
    TakeAssignment(words[0], launch);
    return From(words, 1);
  }
  const std::string program = ProgramName(words[0]);
  if (program == "env") return InsideEnv(words, launch);
  if (program == "cmd") return InsideCmd(words);
  if (IsOneOf(program, {"sh", "bash", "zsh", "dash", "fish", "powershell", "pwsh"})) {
    return InsideShell(words);
  }
  if (IsOneOf(program, {"op", "mise", "doppler", "dotenv", "dotenvx", "infisical", "fnm", "volta",
                        "asdf", "direnv"})) {
    return BehindDashes(words);
  }
  if (IsOneOf(program, {"sudo", "exec", "nohup", "time", "wsl", "stdbuf"})) {
    return BehindFlags(words);
  }
  return {};
}

// --- Runners -------------------------------------------------------------------------------------

// How a runner's own flags are told from what it runs.
struct FlagLaw {
  std::span<const std::string_view> valued;   // take the next word
  std::span<const std::string_view> package;  // take the next word, which is the package
};

struct Target {
  std::string spec;  // the package as written
  Words rest;        // its own arguments
};

Target TargetOf(const Words& words, size_t at, const FlagLaw& law) {
  Target target;
  for (; at < words.size(); ++at) {
    const std::string& word = words[at];
    if (word == "--") continue;
    if (!word.starts_with('-')) break;
    const size_t equals = word.find('=');
    const std::string_view flag = std::string_view(word).substr(0, equals);
    const bool names_package = IsOneOf(flag, law.package);
    if (equals != std::string::npos) {
      if (names_package) target.spec = word.substr(equals + 1);
    } else if (names_package) {
      if (at + 1 < words.size()) target.spec = words[++at];
    } else if (IsOneOf(flag, law.valued)) {
      ++at;
    }
  }
  if (target.spec.empty() && at < words.size()) target.spec = words[at];
  target.rest = From(words, at + 1);
  return target;
}

constexpr std::string_view kNpmValued[] = {
    "-c",      "--call",       "--registry",     "-w",         "--workspace", "--prefix",
    "--cache", "--userconfig", "--node-options", "--loglevel", "--cwd"};
constexpr std::string_view kNpmPackage[] = {"-p", "--package"};
constexpr FlagLaw kNpmFlags = {kNpmValued, kNpmPackage};
constexpr std::string_view kPythonValued[] = {"--with",
                                              "-p",
                                              "--python",
                                              "--index-url",
                                              "-i",
                                              "--extra-index-url",
                                              "--index",
                                              "--default-index",
                                              "--env-file",
                                              "--cache-dir",
                                              "--directory",
                                              "--project",
                                              "--pip-args",
                                              "--refresh-package",
                                              "--python-preference",
                                              "-w",
                                              "--with-requirements",
                                              "--with-editable"};
constexpr std::string_view kPythonPackage[] = {"--from", "--spec"};
constexpr FlagLaw kPythonFlags = {kPythonValued, kPythonPackage};
constexpr std::string_view kNugetValued[] = {"--source",    "--add-source", "--configfile",
                                             "--framework", "--verbosity",  "--version"};
constexpr FlagLaw kNugetFlags = {kNugetValued, {}};
constexpr std::string_view kGoValued[] = {"-C", "-mod", "-modfile", "-tags"};
constexpr FlagLaw kGoFlags = {kGoValued, {}};

void Take(const PackageSpec& spec, Launch* launch) {
  launch->package = spec.package;
  launch->version = spec.version;
  launch->identity = spec.identity;
  launch->pin = spec.pin;
}

// Packages that only carry calls to a remote server.
bool IsRemoteProxy(std::string_view package) {
  return IsOneOf(package, {"mcp-remote", "mcp-proxy", "supergateway", "mcp-remote-go",
                           "@supercorp/supergateway", "mcp-client-proxy"});
}

void TakeRemote(const Words& rest, Launch* launch) {
  if (!IsRemoteProxy(launch->package)) return;
  auto url = std::find_if(rest.begin(), rest.end(), [](const std::string& word) {
    return StartsWithNoCase(word, "https://") || StartsWithNoCase(word, "http://");
  });
  if (url != rest.end()) launch->remote_url = *url;
}

void ReadNpm(const Words& words, size_t at, Launch* launch) {
  const Target target = TargetOf(words, at, kNpmFlags);
  Take(NpmSpec(target.spec), launch);
  TakeRemote(target.rest, launch);
}

void ReadPython(const Words& words, size_t at, Launch* launch) {
  const Target target = TargetOf(words, at, kPythonFlags);
  Take(PythonSpec(target.spec), launch);
  TakeRemote(target.rest, launch);
}

void ReadNuget(const Words& words, size_t at, Launch* launch) {
  std::string spec = TargetOf(words, at, kNugetFlags).spec;
  auto version = std::find(words.begin(), words.end(), "--version");
  if (version != words.end() && version + 1 != words.end()) spec += "@" + *(version + 1);
  Take(NugetSpec(spec), launch);
}

// Docker's short flags without a value. Every other flag takes one.
constexpr std::string_view kDockerSwitches = "itdPq";
bool IsDockerSwitch(std::string_view flag) {
  return IsOneOf(flag, {"--rm", "--init", "--interactive", "--tty", "--detach", "--privileged",
                        "--read-only", "--publish-all", "--quiet", "--no-healthcheck",
                        "--oom-kill-disable", "--sig-proxy", "--disable-content-trust"});
}

struct DockerFlag {
  std::string_view flag;
  std::optional<std::string> value;  // in the same word
  bool takes_next = false;
};

DockerFlag ReadDockerFlag(std::string_view word) {
  const size_t equals = word.find('=');
  if (word.starts_with("--")) {
    if (equals != std::string_view::npos) {
      return {word.substr(0, equals), std::string(word.substr(equals + 1))};
    }
    return {word, std::nullopt, !IsDockerSwitch(word)};
  }
  for (size_t i = 1; i < word.size(); ++i) {
    if (kDockerSwitches.find(word[i]) != std::string_view::npos) continue;
    const bool is_env = word[i] == 'e';
    const std::string_view flag = is_env ? std::string_view("-e") : word.substr(i, 1);
    if (i + 1 == word.size()) return {flag, std::nullopt, true};
    return {flag, std::string(word.substr(i + 1))};
  }
  return {word, std::nullopt, false};
}

void ReadDocker(const Words& words, Launch* launch) {
  size_t at = 1;
  while (at < words.size() && words[at].starts_with('-')) {
    at += words[at].find('=') == std::string::npos ? 2 : 1;  // docker --context X run
  }
  if (at < words.size() && words[at] == "container") ++at;
  if (at >= words.size() || words[at] != "run") return;
  for (++at; at < words.size() && words[at].starts_with('-') && words[at] != "--"; ++at) {
    DockerFlag flag = ReadDockerFlag(words[at]);
    if (flag.takes_next && at + 1 < words.size()) flag.value = words[++at];
    if (IsOneOf(flag.flag, {"-e", "--env"}) && flag.value) TakeAssignment(*flag.value, launch);
  }
  if (at < words.size()) Take(ImageSpec(words[at]), launch);
}

// How many words "npm exec" takes when `words` begin with it, else 0.
size_t Begins(const Words& words, std::string_view head) {
  const std::vector<std::string_view> wanted = Split(head, ' ');
  if (words.size() < wanted.size() || ProgramName(words[0]) != wanted[0]) return 0;
  const bool same = std::equal(wanted.begin() + 1, wanted.end(), words.begin() + 1);
  return same ? wanted.size() : 0;
}

struct Runner {
  std::string_view head;
  void (*read)(const Words& words, size_t at, Launch* launch);
};

constexpr Runner kRunners[] = {
    {"npx", ReadNpm},          {"bunx", ReadNpm},
    {"pnpx", ReadNpm},         {"npm exec", ReadNpm},
    {"npm x", ReadNpm},        {"pnpm dlx", ReadNpm},
    {"yarn dlx", ReadNpm},     {"bun x", ReadNpm},
    {"uvx", ReadPython},       {"uv tool run", ReadPython},
    {"pipx run", ReadPython},  {"dnx", ReadNuget},
    {"dotnet dnx", ReadNuget}, {"dotnet tool exec", ReadNuget},
};

void ReadProgram(const Words& words, Launch* launch) {
  launch->runner = ProgramName(words[0]);
  for (const Runner& runner : kRunners) {
    if (const size_t at = Begins(words, runner.head)) return runner.read(words, at, launch);
  }
  if (IsOneOf(launch->runner, {"docker", "podman", "nerdctl"})) return ReadDocker(words, launch);
  if (Begins(words, "go run") != 0) {
    Take(RepositorySpec(TargetOf(words, 2, kGoFlags).spec), launch);
  } else if (Begins(words, "deno run") != 0) {
    auto npm = std::find_if(words.begin(), words.end(),
                            [](const std::string& word) { return word.starts_with("npm:"); });
    if (npm != words.end()) Take(NpmSpec(npm->substr(4)), launch);
  } else if (IsRemoteProxy(launch->runner)) {
    launch->package = launch->runner;
    TakeRemote(words, launch);
  }
}

}  // namespace

std::vector<std::string> ShellWords(std::string_view line) {
  Words words;
  bool inside = false;
  char quote = '\0';
  for (size_t at = 0; at < line.size(); ++at) {
    const char c = line[at];
    if (quote == '\0' && (c == ' ' || c == '\t' || c == '\n')) {
      inside = false;
      continue;
    }
    if (!inside) words.emplace_back();
    inside = true;
    if (quote != '\0' && c == quote) {
      quote = '\0';
    } else if (quote == '\0' && (c == '"' || c == '\'')) {
      quote = c;
    } else if (c == '\\' && quote != '\'' && at + 1 < line.size() &&
               (line[at + 1] == ' ' || line[at + 1] == '"' || line[at + 1] == '\\')) {
      words.back() += line[++at];
    } else {
      words.back() += c;
    }
  }
  return words;
}

std::vector<std::string> CommandWords(const std::string& command,
                                      const std::vector<std::string>& arguments) {
  Words words = {command};
  // A path with blanks ("C:\Program Files\…") is one word, a line of several is not.
  const bool is_line = arguments.empty() && command.find(' ') != std::string::npos &&
                       command.find('\\') == std::string::npos;
  if (is_line) words = ShellWords(command);
  words.insert(words.end(), arguments.begin(), arguments.end());
  return words;
}

Launch ReadLaunch(const std::string& command, const std::vector<std::string>& arguments) {
  Launch launch;
  Words words = CommandWords(command, arguments);
  for (int level = 0; level < kMaxLaunchWrappers && !words.empty(); ++level) {
    Words inside = Unwrapped(words, &launch);
    if (inside.empty()) break;
    words = std::move(inside);
  }
  if (!words.empty()) ReadProgram(words, &launch);
  return launch;
}

}  // namespace mcprisk
