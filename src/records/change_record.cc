#include "records/change_record.h"

#include "base/json.h"

namespace mcprisk {
namespace {

Value SideRecord(const std::optional<std::string>& value, const std::optional<Digest>& digest) {
  if (!value || !digest) return Value();
  const bool cut = IsCut(*value, digest);
  return Value::Map({{"sha256", digest->Hex()},
                     {"value", cut ? Value(*value) : Value::RawJson(*value)},
                     {"cut", cut}});
}

Value OrNull(const std::optional<std::string>& text) { return text ? Value(*text) : Value(); }

void AddEvent(const std::string& server, const ChangeEvent& event, Value* record) {
  record->Set("server", server);
  record->Set("tool", event.tool.empty() ? Value() : Value(event.tool));
  record->Set("field", event.field);
  record->Set("class", event.kind);
  record->Set("severity", SeverityName(event.severity));
  record->Set("silent", event.silent);
  record->Set("before", SideRecord(event.old_value, event.old_digest));
  record->Set("after", SideRecord(event.new_value, event.new_digest));
  record->Set("detectors", Value::Texts(event.detectors));
  record->Set("version", Value::Map({{"before", OrNull(event.old_version)},
                                     {"after", OrNull(event.new_version)}}));
}

}  // namespace

bool IsCut(const std::string& value, const std::optional<Digest>& digest) {
  return digest && Sha256(value) != *digest;
}

Value ChangeRecord(const std::string& server, const ChangeEvent& event) {
  Value record = Value::Map();
  AddEvent(server, event, &record);
  return record;
}

Value StoredChangeRecord(const StoredChange& change) {
  Value record = Value::Map({{"sequence", change.sequence}, {"seen", change.seen}});
  AddEvent(change.server, change.event, &record);
  record.Set("source",
             Value::Map({{"format", change.source.format}, {"location", change.source.location}}));
  record.Set("listing", change.listing);
  return record;
}

Value ChangePageRecord(const ChangePage& page) {
  return Value::Map({{"changes", Value::ListOf(page.changes, StoredChangeRecord)},
                     {"next", page.next},
                     {"more", page.more}});
}

}  // namespace mcprisk
