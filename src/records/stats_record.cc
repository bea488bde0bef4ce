#include "records/stats_record.h"

#include "records/assessment_record.h"
#include "records/tool_record.h"

namespace mcprisk {
namespace {

Value SourceRecord(const SourceStats& source) {
  return Value::Map({{"format", source.source.format},
                     {"location", source.source.location},
                     {"records", source.records},
                     {"servers", source.servers},
                     {"servers_with_tools", source.servers_with_tools},
                     {"tools", source.tools},
                     {"problems", source.problems}});
}

}  // namespace

Value StatsRecord(const CatalogStats& stats, bool by_source) {
  Value record = Value::Map({{"servers", stats.servers},
                             {"servers_with_tools", stats.servers_with_tools},
                             {"listings", stats.listings},
                             {"merged_servers", stats.merged_servers},
                             {"merged_sources", stats.merged_sources},
                             {"tools", stats.tools},
                             {"definitions", stats.definitions},
                             {"problems", stats.problems}});
  record.Set("by_category", CountsByCategory([&](Category c) {
               return stats.by_category[static_cast<size_t>(c)];
             }));
  record.Set("by_category_and_risk", CountsByCategory([&](Category c) {
               return CountsByRisk([&](Risk r) {
                 return stats.by_both[static_cast<size_t>(c)][static_cast<size_t>(r)];
               });
             }));
  record.Set("by_risk",
             CountsByRisk([&](Risk r) { return stats.by_risk[static_cast<size_t>(r)]; }));
  record.Set("by_grade", GradeCountsRecord(stats.assessments));
  record.Set("toxic_flows", FlowCountsRecord(stats.assessments));
  record.Set("ruleset", stats.ruleset);
  record.Set("program_version", stats.program_version);
  record.Set("updated", stats.updated);
  if (by_source) record.Set("sources", Value::ListOf(stats.sources, SourceRecord));
  return record;
}

}  // namespace mcprisk
