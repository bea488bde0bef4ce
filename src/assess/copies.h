// Servers whose tools are those of another publisher's server: forks and mirrors mostly, a clone
// that means harm among them.
//
// Each server has a sketch, the smallest hashes of what its tools say in runs of three words
// (bottom-k MinHash, A. Broder 1997); two of them say how much two servers have in common, exactly
// where both hold everything. Pure functions, deterministic, the same on every machine, safe from
// any thread.
#ifndef MCPRISK_ASSESS_COPIES_H_
#define MCPRISK_ASSESS_COPIES_H_

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "assess/tool_set.h"
#include "model/assessment.h"
#include "model/classification.h"

namespace mcprisk {

// The error of a likeness is then about 0.02.
inline constexpr size_t kSketchHashes = 256;
// What has fewer runs of words may be alike by chance: add, subtract, multiply.
inline constexpr size_t kMinSketchHashes = 24;
inline constexpr double kCopyLikeness = 0.9;

// Rising. Of the names and descriptions; schemas are left out, as many sources drop them.
ToolSetSketch SketchOf(const std::vector<SetTool>& tools);

// The share of what either says that both say, 0 to 1.
double LikenessOf(const ToolSetSketch& a, const ToolSetSketch& b);

// For each server that has its tools from another publisher's, one finding that names that one, by
// rising ids. Where one of the two has better evidence of its publisher, or was known earlier, it
// is the original, and only the other one has a finding; else both have. Servers that do not state
// any account are nobody's and have none. `rules` says how grave it is.
std::vector<std::pair<int64_t, Finding>> FindCopies(const ToolSetRules& rules,
                                                    const std::vector<SketchedServer>& servers);

}  // namespace mcprisk

#endif  // MCPRISK_ASSESS_COPIES_H_
