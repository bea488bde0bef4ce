#include "support/acceptance.h"

#include <cstdlib>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "support/paths.h"
#include "support/run.h"

namespace mcprisk {
namespace {

using nlohmann::json;

std::string Scripts() { return SourceDir() + "/tests/acceptance"; }

std::string Installed() {
  if (const char* folder = std::getenv("MCPRISK_ACCEPTANCE")) return folder;
  return SourceDir() + "/build/acceptance";
}

json QuestionJson(const AcceptanceQuestion& question) {
  json files = json::object();
  for (const auto& [name, text] : question.files) files[name] = text;
  json tools = json::array();
  for (const PolicyEntry& entry : question.tools) {
    const auto& schema = entry.tool->input_schema;
    tools.push_back({{"name", entry.tool->name},
                     {"inputSchema", schema ? json::parse(*schema) : json{{"type", "object"}}}});
  }
  json calls = json::array();
  for (const AcceptanceCall& call : question.calls) {
    calls.push_back({{"tool", call.tool}, {"arguments", json::parse(call.arguments)}});
  }
  return {{"server", question.key}, {"files", files}, {"tools", tools}, {"calls", calls}};
}

}  // namespace

std::string AcceptanceMissing() {
  std::string lock = ReadWholeFile(Installed() + "/installed-lock.json");
  if (lock.empty()) return "the products are not installed; tests/acceptance/install does it";
  if (lock != ReadWholeFile(Scripts() + "/package-lock.json")) {
    return "other versions of the products are installed; tests/acceptance/install mends it";
  }
  return "";
}

std::string AcceptanceEngine(const Target& target) {
  for (const char* folder : {"engines/", "programs/"}) {
    std::string engine = folder + std::string(target.name);
    if (std::filesystem::exists(Scripts() + "/" + engine + ".mjs")) return engine;
  }
  return "";
}

std::vector<AcceptanceAnswer> Ask(const std::string& engine,
                                  const std::vector<AcceptanceQuestion>& questions) {
  json job = {{"policies", json::array()}};
  for (const AcceptanceQuestion& question : questions) {
    job["policies"].push_back(QuestionJson(question));
  }
  TempDir scratch;
  Ran ran = RunShell(
      "MCPRISK_ACCEPTANCE='" + Installed() + "' node '" + Scripts() + "/run.mjs' " + engine,
      scratch.path(), job.dump());
  if (ran.code != 0) throw std::runtime_error(engine + ": " + ran.err);
  std::vector<AcceptanceAnswer> answers;
  json answered = json::parse(ran.out);
  for (const json& answer : answered["policies"]) {
    answers.push_back({answer["problems"].get<std::vector<std::string>>(),
                       answer.value("decisions", std::vector<std::string>())});
  }
  if (answers.size() != questions.size()) throw std::runtime_error(engine + ": answers missing");
  return answers;
}

}  // namespace mcprisk
