#include <cstdlib>

#include "stack/stack.h"

namespace mcprisk {
namespace {

// The folder that a variable names, or the usual one; nothing when there is neither.
void Add(const Machine& machine, const std::string& variable, const std::string& usual,
         std::vector<std::string>* folders) {
  if (std::optional<std::string> folder = machine.variable(variable)) {
    folders->push_back(*folder);
  } else if (!usual.empty()) {
    folders->push_back(usual);
  }
}

// Below the home folder, unless there is none.
std::string AtHome(const Machine& machine, std::string_view path) {
  return machine.home.empty() ? "" : machine.home + std::string(path);
}

std::vector<std::string> SupportFolders(const Machine& machine) {
  std::vector<std::string> folders;
  if (!machine.home.empty()) folders.push_back(machine.home + "/Library/Application Support");
  Add(machine, "XDG_CONFIG_HOME", AtHome(machine, "/.config"), &folders);
  Add(machine, "APPDATA", AtHome(machine, "/AppData/Roaming"), &folders);
  return folders;
}

}  // namespace

Machine ThisMachine() {
  Machine machine;
  machine.variable = [](const std::string& name) -> std::optional<std::string> {
    const char* value = std::getenv(name.c_str());
    if (value == nullptr || *value == '\0') return std::nullopt;
    return value;
  };
  machine.home = machine.variable("HOME").value_or(machine.variable("USERPROFILE").value_or(""));
  return machine;
}

std::vector<std::string> FoldersOf(std::string_view front, const Machine& machine) {
  std::vector<std::string> folders;
  if (front == "~") {
    if (!machine.home.empty()) folders.push_back(machine.home);
  } else if (front == "%AppSupport%") {
    folders = SupportFolders(machine);
  } else if (front == "%CodeUser%") {
    for (const std::string& support : SupportFolders(machine)) {
      folders.push_back(support + "/Code/User");
      folders.push_back(support + "/Code - Insiders/User");
    }
  } else if (front == "%AppData%") {
    Add(machine, "APPDATA", AtHome(machine, "/AppData/Roaming"), &folders);
  } else if (front == "%LocalAppData%") {
    Add(machine, "LOCALAPPDATA", AtHome(machine, "/AppData/Local"), &folders);
  } else if (front == "%ProgramFiles%") {
    Add(machine, "ProgramFiles", "", &folders);
  } else if (front == "%ProgramData%") {
    Add(machine, "ProgramData", "", &folders);
  } else if (front.starts_with('$')) {
    Add(machine, std::string(front.substr(1)), "", &folders);
  } else if (front.empty()) {
    folders.push_back(machine.root);
  }
  return folders;
}

}  // namespace mcprisk
