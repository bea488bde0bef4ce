#include "base/csv.h"

#include "base/text.h"

namespace mcprisk {
namespace {

// What spreadsheets take for the beginning of a formula, ASCII or full-width; blanks before it do
// not keep them.
bool BeginsLikeFormula(std::string_view field) {
  if (!field.empty() && (field[0] == '\t' || field[0] == '\r')) return true;
  field.remove_prefix(std::min(field.find_first_not_of(' '), field.size()));
  for (std::string_view sign :
       {"=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20"}) {
    if (field.starts_with(sign)) return true;
  }
  return false;
}

void AppendField(std::string_view field, CsvReader reader, std::string* out) {
  const bool formula = reader == CsvReader::kSpreadsheet && BeginsLikeFormula(field);
  const bool quoted = formula || field.find_first_of("\",\r\n") != std::string_view::npos ||
                      field.starts_with(' ') || field.ends_with(' ');
  if (!quoted) {
    out->append(field);
    return;
  }
  out->append(formula ? "\"'" : "\"");
  for (char c : field) {
    if (c == '"') out->push_back('"');
    out->push_back(c);
  }
  out->push_back('"');
}

}  // namespace

std::string CsvRecord(const std::vector<std::string>& fields, CsvReader reader) {
  std::string record;
  for (size_t i = 0; i < fields.size(); ++i) {
    if (i > 0) record.push_back(',');
    AppendField(fields[i], reader, &record);
  }
  return record.append("\r\n");
}

}  // namespace mcprisk
