// The label files of the project with their definitions; data/labels/README.md says how the sets
// came about.
#ifndef MCPRISK_TESTS_SUPPORT_LABELS_H_
#define MCPRISK_TESTS_SUPPORT_LABELS_H_

#include <string>
#include <vector>

#include "classify/labels.h"
#include "model/listing.h"

namespace mcprisk {

// Listings of the sample registry, and of every distinct definition in ../shared (needs it).
std::vector<Listing> SampleListings();
std::vector<Listing> RealListings();

// data/labels/`set`.jsonl, with the definitions that it names looked up among `listings`. Throws
// on a line that is no label.
LabelSet LabelsOf(const std::string& set, const std::vector<Listing>& listings);

}  // namespace mcprisk

#endif  // MCPRISK_TESTS_SUPPORT_LABELS_H_
