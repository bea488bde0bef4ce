// Servers whose names look like another server's and are written with other characters.
//
// Pure functions, deterministic, safe from any thread.
#ifndef MCPRISK_ASSESS_NAME_DOUBLES_H_
#define MCPRISK_ASSESS_NAME_DOUBLES_H_

#include <cstdint>
#include <utility>
#include <vector>

#include "assess/tool_set.h"
#include "model/assessment.h"
#include "model/classification.h"

namespace mcprisk {

// For each server with letters beyond ASCII in its name that looks like one without, one finding
// that names that one, in the order of `servers`. `rules` says how grave it is.
std::vector<std::pair<int64_t, Finding>> FindNameDoubles(
    const ToolSetRules& rules, const std::vector<SketchedServer>& servers);

}  // namespace mcprisk

#endif  // MCPRISK_ASSESS_NAME_DOUBLES_H_
