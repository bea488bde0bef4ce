// What became of an exchange, a conversation or a package: one word for each way it can end.
//
// Every hazard that a hostile or broken server can be has its own word, so that a crawl over
// thousands of servers ends in a table of outcomes and not in a log. The word is stored with the
// problem and never changes its meaning. kOutcomes in outcome.cc is the one list.
#ifndef MCPRISK_CRAWL_FETCH_OUTCOME_H_
#define MCPRISK_CRAWL_FETCH_OUTCOME_H_

#include <optional>
#include <string>
#include <string_view>

namespace mcprisk {

enum class Outcome {
  kOk,

  // Before the network: the address as written.
  kUrlMalformed,        // no URL, control characters, no host
  kUrlTooLong,          // beyond url_bytes
  kUrlScheme,           // neither https nor an http that the user allowed
  kUrlPort,             // a port of no web server
  kUrlCredentials,      // user or password in the URL
  kNeedsConfiguration,  // a {variable} that only its user can fill, or a required secret header
  kNeedsRegistry,       // nobody says where packages of this kind are; detail: how to say it
  kOffline,             // --offline, and the archive does not have it
  kRobots,              // robots.txt forbids it
  kHostGivenUp,         // too many failures of this host in a row
  kLimitHostDay,        // the host was asked as often as a day allows

  // The way there.
  kAddressForbidden,  // the name leads to a private, loopback, link-local, … address
  kNameNotFound,
  kConnectRefused,
  kConnectTimeout,
  kNetwork,       // reset, closed early, broken framing
  kTlsUntrusted,  // self-signed or of an unknown issuer
  kTlsExpired,
  kTlsWrongHost,
  kTlsFailed,  // any other failure of TLS: version, cipher, alert
  kRedirectLimit,
  kRedirectLoop,
  kRedirectDowngrade,  // from https to http
  kRedirectBad,        // without or with an unusable Location

  // Too slow, too much.
  kTimeoutFirstByte,
  kTimeoutSlow,  // under min_bytes_per_second for slow_milliseconds
  kTimeout,      // the whole exchange, or the whole conversation
  kLimitHeaders,
  kLimitBody,
  kLimitRatio,     // a decompression bomb
  kLimitEncoding,  // more than one content encoding, or one that we did not offer
  kLimitStream,    // events, or bytes of one event, of a stream
  kLimitPages,
  kLimitCursor,  // a cursor longer than kMaxCursorBytes
  kCursorLoop,   // a cursor, or a page of nothing new, that was there before
  kLimitTools,
  kLimitDefinition,  // one definition too large or too deep
  kLimitPackage,     // archive: bytes, entries, ratio

  // The answer.
  kAuthRequired,      // 401; detail: the scheme that WWW-Authenticate names
  kForbidden,         // 403
  kNotFound,          // 404, 410
  kRateLimited,       // 429 beyond what we wait for
  kClientError,       // any other 4xx
  kServerError,       // 5xx, after the last attempt
  kUnexpectedStatus,  // 1xx, 204, 3xx without redirect, where an answer was expected
  kBadContent,        // not the kind of document that was asked for (HTML, empty, YAML error)
  kBadJson,           // syntax, depth, numbers
  kBadUtf8,
  kDuplicateKey,
  kBadEnvelope,      // JSON, but no answer of the protocol
  kIdConfusion,      // answers to questions that were not asked, beyond what is let pass
  kProtocolVersion,  // no version in common
  kProtocolError,    // the server answered with a JSON-RPC error; detail: code and message
  kNoTools,          // the server says that it has none
  kSessionLost,      // the server forgot its session twice

  // Packages.
  kPackageNotFound,
  kPackageIntegrity,     // digest or signature does not match the record
  kPackageDamaged,       // no archive that can be read
  kPackageHostileEntry,  // a path that would leave the archive, overlapping or lying entries
  kPackageUnsupported,
  kPackageNoTools,  // none that can be seen without running it

  // Ours.
  kCanceled,
  kSandbox,         // the process could not be started as safely as asked for
  kLimitProcesses,  // it started more than kProcessTasks
  kProcessFailed,   // it exited or was killed before it answered
};

// "limit.body"; stable, dotted, stored.
std::string_view OutcomeName(Outcome outcome);
std::optional<Outcome> OutcomeOfName(std::string_view name);
// One clause for people: "the body is larger than kMaxBodyBytes".
std::string_view OutcomeText(Outcome outcome);
// Worth another try: the same question may be answered a moment later.
bool IsTransient(Outcome outcome);
// A state of the server that its record should show, and no fault: kAuthRequired, kForbidden,
// kNeedsConfiguration, kNeedsRegistry, kNoTools, kPackageNoTools.
bool IsPosture(Outcome outcome);

// An outcome with what only this case has: "HTTP 503", "127.0.0.1", "certificate has expired".
// `detail` may quote foreign text; the printer escapes it.
struct Ending {
  Outcome outcome = Outcome::kOk;
  std::string detail;

  bool Ok() const { return outcome == Outcome::kOk; }
  // "limit.body: the body is larger than …: 8,388,608 bytes", ready to stand behind a place.
  std::string Text() const;
};

// What an HTTP status means: kOk for 2xx and 304, else the row above. Detail: "HTTP 503".
Ending EndingOfStatus(int status);

}  // namespace mcprisk

#endif  // MCPRISK_CRAWL_FETCH_OUTCOME_H_
