// Tools whose category people have agreed on; data/labels/README.md says how the sets came about.
#ifndef MCPRISK_TESTS_SUPPORT_LABELS_H_
#define MCPRISK_TESTS_SUPPORT_LABELS_H_

#include <string>
#include <vector>

#include "classify/rule_set.h"
#include "model/classification.h"
#include "model/listing.h"
#include "support/accuracy.h"

namespace mcprisk {

struct Labelled {
  std::string server;
  Tool tool;
  Category category = Category::kRead;
  std::vector<Category> also;
};

// Listings of the sample registry, and of every distinct definition in ../shared (needs it).
std::vector<Listing> SampleListings();
std::vector<Listing> RealListings();

// data/labels/sample.jsonl: tools of the sample registry by server and name.
// data/labels/languages.jsonl: with the definitions themselves.
// Both throw on a line that cannot be understood or that names a tool that is not there.
std::vector<Labelled> SampleLabels();
std::vector<Labelled> LanguageLabels();
// data/labels/`set`.jsonl: real tools by digest, looked up among `listings`. `missing`: digests of
// which there is no tool.
std::vector<Labelled> DigestLabels(const std::string& set, const std::vector<Listing>& listings,
                                   std::vector<std::string>* missing);

Accuracy Measured(const std::vector<Labelled>& labelled, const RuleSet& rules);

}  // namespace mcprisk

#endif  // MCPRISK_TESTS_SUPPORT_LABELS_H_
