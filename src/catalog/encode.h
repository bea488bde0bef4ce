// Lists of a classification as the catalog's columns hold them: compact JSON arrays, described in
// data/schema.sql. Private to catalog/. Pure functions.
//
// Decoding throws Error on text that encoding cannot have made: the catalog was changed by hand or
// is damaged. The caller knows the file and adds its name.
#ifndef MCPRISK_CATALOG_ENCODE_H_
#define MCPRISK_CATALOG_ENCODE_H_

#include <string>
#include <vector>

#include "base/json.h"
#include "model/classification.h"

namespace mcprisk {

// The column's text is put into *out, which is cleared first: a writer uses one buffer for all
// rows.
void EncodeStrings(const std::vector<std::string>& strings, std::string* out);
void EncodeEvidence(const std::vector<Evidence>& evidence, std::string* out);
void EncodeOperations(const std::vector<Operation>& operations, std::string* out);

std::vector<std::string> DecodeStrings(const std::string& text, JsonParser* parser);
std::vector<Evidence> DecodeEvidence(const std::string& text, JsonParser* parser);
std::vector<Operation> DecodeOperations(const std::string& text, JsonParser* parser);
// The inverse of Basis::Text().
Basis DecodeBasis(const std::string& text);

}  // namespace mcprisk

#endif  // MCPRISK_CATALOG_ENCODE_H_
