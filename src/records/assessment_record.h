// What follows for tools and servers, as records: the same in every command and over HTTP.
#ifndef MCPRISK_RECORDS_ASSESSMENT_RECORD_H_
#define MCPRISK_RECORDS_ASSESSMENT_RECORD_H_

#include <optional>
#include <string>
#include <vector>

#include "assess/assessment.h"
#include "assess/attack.h"
#include "base/value.h"
#include "catalog/reader.h"
#include "records/server_view.h"

namespace mcprisk {

// {"grade", "points", "meaning", "terms": […]}; null without one.
Value GradeRecord(const std::optional<Grade>& grade);
Value FlowRecord(const Flow& flow);
Value FlowRecords(const std::vector<Flow>& flows);
// {"servers", "with_flow", "by_flow": {…}}
Value FlowCountsRecord(const AssessmentCounts& counts);
// {"A": 905, …}
Value GradeCountsRecord(const AssessmentCounts& counts);
// {"capability", "tools"} of each.
Value CapabilityRecords(const std::vector<CapabilityUse>& uses);
// {"method", "definitions", "of_200k", "of_1m"}: shares of context windows, 0.01 is one per cent.
Value TokensRecord(size_t tokens);
// {"id", "name", "group", "summary", "prevent", "references"}
Value AttackRecord(const AttackPattern& pattern);
// {"id", "name", "server", "tools"} of each.
Value ServerAttackRecords(const std::vector<ServerAttack>& attacks);
// {"id", "name", "framework", "version"} of each id that the table has.
Value ReferenceRecords(const std::vector<std::string>& ids);
// {"standing", "publisher", "evidence", "well_known", "look_alikes", "shared"}
Value PublisherRecord(const ServerView& view);
// What the record of one tool says of attacks: their ids.
Value ToolAttacks(const Classification& classification);

}  // namespace mcprisk

#endif  // MCPRISK_RECORDS_ASSESSMENT_RECORD_H_
