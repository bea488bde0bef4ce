// A server of the catalog as a record, the same in every command and over HTTP.
#ifndef MCPRISK_RECORDS_SERVER_RECORD_H_
#define MCPRISK_RECORDS_SERVER_RECORD_H_

#include <string>
#include <vector>

#include "base/value.h"
#include "catalog/reader.h"
#include "policy/policy.h"
#include "records/server_view.h"

namespace mcprisk {

// Who it is, where it was seen and its counts, without its tools.
Value ServerRecord(const CatalogServer& server);
// With all that follows for it, and "tools", a ToolRecord of each.
Value ServerRecord(const ServerView& view, const Posture& posture);

// {"key", "issuer"}; null without TLS.
Value TlsRecord(const TlsPeer& tls);

// {"authentication", "scheme", "tls"}, as in ServerAccess; null where nothing is known of it.
Value AccessRecord(const ServerAccess& access);
// The same in words, ready for a terminal: "asks for credentials (Bearer)",
// "certificate issued by CN=R3,O=Let's Encrypt,C=US".
std::vector<std::string> AccessWords(const ServerAccess& access);

// {"kind", "value"} of each.
Value IdentityRecords(const std::vector<Identity>& identities);

}  // namespace mcprisk

#endif  // MCPRISK_RECORDS_SERVER_RECORD_H_
