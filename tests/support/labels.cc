#include "support/labels.h"

#include <fstream>
#include <functional>
#include <map>
#include <stdexcept>
#include <unordered_map>
#include <utility>

#include "base/json.h"
#include "base/text.h"
#include "classify/classify.h"
#include "support/gather.h"
#include "support/paths.h"

namespace mcprisk {
namespace {

constexpr size_t kShownDescription = 110;

Category CategoryOf(Json name) {
  std::optional<Category> category = ParseCategory(name.Text());
  if (!category) throw std::runtime_error("no category \"" + std::string(name.Text()) + "\"");
  return *category;
}

// Calls `read` with each line of a label file, its category and `also` read already.
void ReadLabels(const std::string& set, const std::function<void(Json, Labelled)>& read) {
  std::string path = SourceDir() + "/data/labels/" + set + ".jsonl";
  std::ifstream in(path);
  if (!in) throw std::runtime_error(path + " cannot be read");
  JsonParser parser;
  std::string line;
  for (size_t number = 1; std::getline(in, line); ++number) {
    try {
      Result<Json> json = parser.Parse(line);
      if (!json) throw std::runtime_error(json.error());
      Labelled labelled;
      labelled.category = CategoryOf((*json)["category"]);
      for (Json also : (*json)["also"].Items()) labelled.also.push_back(CategoryOf(also));
      read(*json, std::move(labelled));
    } catch (const std::exception& error) {
      throw std::runtime_error(path + ":" + std::to_string(number) + ": " + error.what());
    }
  }
}

std::string Shown(const Labelled& labelled, const Classification& verdict,
                  const std::string& path) {
  std::string text = ForTerminal(labelled.tool.name, 48) + " by " + path;
  if (verdict.confidence < kSilentConfidence) text += " (silent)";
  if (labelled.tool.description) {
    text += ": " + ForTerminal(*labelled.tool.description, kShownDescription);
  }
  return text;
}

}  // namespace

std::vector<Listing> SampleListings() {
  return Gather({SourceDir() + "/data/sample-registry"}).listings;
}

std::vector<Listing> RealListings() {
  return Gather({SharedDir() + "/data/real-tools.jsonl.xz"}).listings;
}

std::vector<Labelled> SampleLabels() {
  std::map<std::pair<std::string, std::string>, Tool> tools;
  for (const Listing& listing : SampleListings()) {
    if (!listing.tools) continue;
    for (const Tool& tool : *listing.tools) tools[{listing.server.name, tool.name}] = tool;
  }
  std::vector<Labelled> all;
  ReadLabels("sample", [&](Json json, Labelled labelled) {
    labelled.server = json["server"].Text();
    auto found = tools.find({labelled.server, std::string(json["name"].Text())});
    if (found == tools.end()) throw std::runtime_error("no such tool in the sample registry");
    labelled.tool = found->second;
    all.push_back(std::move(labelled));
  });
  return all;
}

std::vector<Labelled> LanguageLabels() {
  std::vector<Labelled> all;
  ReadLabels("languages", [&](Json json, Labelled labelled) {
    labelled.server = json["server"].Text();
    Result<Tool> tool = ReadTool(json["tool"]);
    if (!tool) throw std::runtime_error(tool.error());
    labelled.tool = std::move(*tool);
    all.push_back(std::move(labelled));
  });
  return all;
}

std::vector<Labelled> DigestLabels(const std::string& set, const std::vector<Listing>& listings,
                                   std::vector<std::string>* missing) {
  std::unordered_map<Digest, std::pair<const Listing*, const Tool*>, DigestHash> tools;
  for (const Listing& listing : listings) {
    if (!listing.tools) continue;
    for (const Tool& tool : *listing.tools) tools.try_emplace(tool.digest, &listing, &tool);
  }
  std::vector<Labelled> all;
  ReadLabels(set, [&](Json json, Labelled labelled) {
    std::optional<Digest> digest = Digest::FromHex(json["digest"].Text());
    if (!digest) throw std::runtime_error("no digest");
    auto found = tools.find(*digest);
    if (found == tools.end()) {
      missing->push_back(digest->Hex());
      return;
    }
    labelled.server = found->second.first->server.name;
    labelled.tool = *found->second.second;
    all.push_back(std::move(labelled));
  });
  return all;
}

Accuracy Measured(const std::vector<Labelled>& labelled, const RuleSet& rules) {
  Accuracy accuracy;
  Classifier classifier(rules);
  for (const Labelled& one : labelled) {
    Explanation explanation;
    Classification verdict = classifier.Classify(one.tool, {one.server}, &explanation);
    accuracy.Add(one.category, one.also, verdict.category, verdict.confidence,
                 Shown(one, verdict, explanation.path));
  }
  return accuracy;
}

}  // namespace mcprisk
