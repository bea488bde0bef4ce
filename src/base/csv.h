// CSV that spreadsheets and programs read alike: RFC 4180, UTF-8, lines end in CRLF.
//
// A spreadsheet takes a field that begins like a formula for one and runs it, so such a field gets
// an apostrophe in front (OWASP, "CSV injection"), unless the reader is known to be a program.
// Pure functions, safe from any thread.
#ifndef MCPRISK_BASE_CSV_H_
#define MCPRISK_BASE_CSV_H_

#include <string>
#include <string_view>
#include <vector>

namespace mcprisk {

enum class CsvReader { kSpreadsheet, kProgram };

// One record with its line end. A field is quoted where it has to be.
std::string CsvRecord(const std::vector<std::string>& fields, CsvReader reader);

}  // namespace mcprisk

#endif  // MCPRISK_BASE_CSV_H_
