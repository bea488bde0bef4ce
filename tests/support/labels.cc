#include "support/labels.h"

#include <fstream>
#include <stdexcept>

#include "support/gather.h"
#include "support/paths.h"

namespace mcprisk {

std::vector<Listing> SampleListings() {
  return Gather({SourceDir() + "/data/sample-registry"}).listings;
}

std::vector<Listing> RealListings() {
  return Gather({SharedDir() + "/data/real-tools.jsonl.xz"}).listings;
}

LabelSet LabelsOf(const std::string& set, const std::vector<Listing>& listings) {
  std::string path = SourceDir() + "/data/labels/" + set + ".jsonl";
  std::ifstream in(path);
  if (!in) throw std::runtime_error(path + " cannot be read");
  std::string problems;
  LabelSet labels = LabelSet::Read(in, path, [&](const Problem& problem) {
    problems += problem.place + ": " + problem.what + "\n";
  });
  if (!problems.empty()) throw std::runtime_error(problems);
  for (const Listing& listing : listings) {
    if (!listing.tools) continue;
    for (const Tool& tool : *listing.tools) labels.Offer(listing.server.name, tool);
  }
  return labels;
}

}  // namespace mcprisk
