#include "crawl/fetch/outcome.h"

#include <array>

namespace mcprisk {
namespace {

enum class Sort { kFault, kTransient, kPosture };

struct Row {
  Outcome outcome;
  std::string_view name;
  std::string_view text;
  Sort sort = Sort::kFault;
};

constexpr Row kOutcomes[] = {
    {Outcome::kOk, "ok", "answered"},
    {Outcome::kUrlMalformed, "url.malformed", "not a URL that can be asked"},
    {Outcome::kUrlTooLong, "url.too_long", "the URL is longer than kMaxUrlBytes"},
    {Outcome::kUrlScheme, "url.scheme", "only https is asked, http where the user allows the host"},
    {Outcome::kUrlPort, "url.port", "a port that is not of a web server"},
    {Outcome::kUrlCredentials, "url.credentials", "the URL holds a user name or password"},
    {Outcome::kNeedsConfiguration, "needs.configuration", "only its user can fill in the address",
     Sort::kPosture},
    {Outcome::kNeedsRegistry, "needs.registry", "no package registry is configured",
     Sort::kPosture},
    {Outcome::kOffline, "offline", "not in the archive, and --offline asks nobody"},
    {Outcome::kRobots, "robots", "robots.txt of the host forbids it"},
    {Outcome::kHostGivenUp, "host.given_up", "the host failed kHostFailures times in a row",
     Sort::kTransient},
    {Outcome::kLimitHostDay, "limit.host_day",
     "the host was asked kHostDayExchanges times in a day", Sort::kTransient},
    {Outcome::kAddressForbidden, "address.forbidden",
     "the name leads to an address that is not public"},
    {Outcome::kNameNotFound, "dns.failed", "the host's name is not known", Sort::kTransient},
    {Outcome::kConnectRefused, "connect.refused", "the host does not take connections",
     Sort::kTransient},
    {Outcome::kConnectTimeout, "connect.timeout", "no connection within kConnectMilliseconds",
     Sort::kTransient},
    {Outcome::kNetwork, "network", "the connection broke", Sort::kTransient},
    {Outcome::kTlsUntrusted, "tls.untrusted", "the certificate is of no known issuer"},
    {Outcome::kTlsExpired, "tls.expired", "the certificate is not valid at this time"},
    {Outcome::kTlsWrongHost, "tls.wrong_host", "the certificate is another host's"},
    {Outcome::kTlsFailed, "tls.failed", "no agreement on TLS"},
    {Outcome::kRedirectLimit, "redirect.limit", "more than kMaxRedirects redirects"},
    {Outcome::kRedirectLoop, "redirect.loop", "redirected to where it was before"},
    {Outcome::kRedirectDowngrade, "redirect.downgrade", "redirected from https to http"},
    {Outcome::kRedirectBad, "redirect.bad", "redirected to nowhere"},
    {Outcome::kTimeoutFirstByte, "timeout.first_byte", "no headers within kFirstByteMilliseconds",
     Sort::kTransient},
    {Outcome::kTimeoutSlow, "timeout.slow", "slower than kMinBytesPerSecond", Sort::kTransient},
    {Outcome::kTimeout, "timeout", "not done within the time allowed", Sort::kTransient},
    {Outcome::kLimitHeaders, "limit.headers", "the headers are larger than kMaxHeaderBytes"},
    {Outcome::kLimitBody, "limit.body", "the body is larger than kMaxBodyBytes"},
    {Outcome::kLimitRatio, "limit.ratio", "the body unpacks to more than kMaxBodyRatio times"},
    {Outcome::kLimitEncoding, "limit.encoding", "an encoding that was not offered"},
    {Outcome::kLimitStream, "limit.stream", "the stream of events goes on too long"},
    {Outcome::kLimitPages, "limit.pages", "more pages than are read"},
    {Outcome::kLimitCursor, "limit.cursor", "a cursor longer than kMaxCursorBytes"},
    {Outcome::kCursorLoop, "limit.cursor_loop", "the pages go in a circle"},
    {Outcome::kLimitTools, "limit.tools", "more tools than kMaxToolsPerServer"},
    {Outcome::kLimitDefinition, "limit.definition", "a definition too large or too deep"},
    {Outcome::kLimitPackage, "limit.package", "the package is too large"},
    {Outcome::kAuthRequired, "auth.required", "the server wants credentials", Sort::kPosture},
    {Outcome::kForbidden, "auth.forbidden", "the server refuses", Sort::kPosture},
    {Outcome::kNotFound, "http.not_found", "there is nothing at the address"},
    {Outcome::kRateLimited, "http.rate_limited", "the server asks for fewer questions",
     Sort::kTransient},
    {Outcome::kClientError, "http.client_error", "the server rejects the question"},
    {Outcome::kServerError, "http.server_error", "the server failed", Sort::kTransient},
    {Outcome::kUnexpectedStatus, "http.status", "not a status that answers the question"},
    {Outcome::kBadContent, "content.unknown", "not the kind of document that was asked for"},
    {Outcome::kBadJson, "json.invalid", "not JSON that can be read"},
    {Outcome::kBadUtf8, "json.utf8", "not UTF-8"},
    {Outcome::kDuplicateKey, "json.duplicate_key", "a key stands twice in one object"},
    {Outcome::kBadEnvelope, "protocol.envelope", "JSON, but no answer of the protocol"},
    {Outcome::kIdConfusion, "protocol.id", "answers to what nobody asked"},
    {Outcome::kProtocolVersion, "protocol.version", "no protocol version in common"},
    {Outcome::kProtocolError, "protocol.error", "the server answered with an error"},
    {Outcome::kNoTools, "no.tools", "the server says that it has no tools", Sort::kPosture},
    {Outcome::kSessionLost, "protocol.session_lost", "the server forgot its session twice"},
    {Outcome::kPackageNotFound, "package.not_found", "the registry does not have the package"},
    {Outcome::kPackageIntegrity, "package.integrity", "the digest is not the one on record"},
    {Outcome::kPackageDamaged, "package.damaged", "not an archive that can be read"},
    {Outcome::kPackageHostileEntry, "package.hostile_entry",
     "an entry that lies or would leave the archive"},
    {Outcome::kPackageUnsupported, "package.unsupported", "a kind of package that is not read"},
    {Outcome::kPackageNoTools, "package.no_tools",
     "no tool of the package can be seen without running it", Sort::kPosture},
    {Outcome::kCanceled, "canceled", "stopped before it ended", Sort::kTransient},
    {Outcome::kSandbox, "process.sandbox", "cannot be run as safely as asked for"},
    {Outcome::kLimitProcesses, "limit.processes",
     "the server started more processes than kProcessTasks"},
    {Outcome::kProcessFailed, "process.failed", "the server's process ended before it answered"},
};

// The rows stand in the order of the enumeration, so that it is their index.
constexpr bool InOrder() {
  for (size_t i = 0; i < std::size(kOutcomes); ++i) {
    if (static_cast<size_t>(kOutcomes[i].outcome) != i) return false;
  }
  return std::size(kOutcomes) == static_cast<size_t>(Outcome::kProcessFailed) + 1;
}
static_assert(InOrder());

const Row& RowOf(Outcome outcome) { return kOutcomes[static_cast<size_t>(outcome)]; }

}  // namespace

std::string_view OutcomeName(Outcome outcome) { return RowOf(outcome).name; }

std::optional<Outcome> OutcomeOfName(std::string_view name) {
  for (const Row& row : kOutcomes) {
    if (row.name == name) return row.outcome;
  }
  return std::nullopt;
}

std::string_view OutcomeText(Outcome outcome) { return RowOf(outcome).text; }

bool IsTransient(Outcome outcome) { return RowOf(outcome).sort == Sort::kTransient; }

bool IsPosture(Outcome outcome) { return RowOf(outcome).sort == Sort::kPosture; }

std::string Ending::Text() const {
  std::string text = std::string(OutcomeName(outcome)) + ": " + std::string(OutcomeText(outcome));
  if (!detail.empty()) text += " (" + detail + ")";
  return text;
}

Ending EndingOfStatus(int status) {
  if ((status >= 200 && status < 300 && status != 204) || status == 304) return {};
  Outcome outcome = Outcome::kUnexpectedStatus;
  if (status == 401 || status == 407) outcome = Outcome::kAuthRequired;
  if (status == 403) outcome = Outcome::kForbidden;
  if (status == 404 || status == 410) outcome = Outcome::kNotFound;
  if (status == 429) outcome = Outcome::kRateLimited;
  if (status >= 500 && status < 600) outcome = Outcome::kServerError;
  if (status >= 400 && status < 500 && outcome == Outcome::kUnexpectedStatus) {
    outcome = Outcome::kClientError;
  }
  return {outcome, "HTTP " + std::to_string(status)};
}

}  // namespace mcprisk
