#include "crawl/fetch/host_ledger.h"

#include <cerrno>
#include <fstream>
#include <system_error>
#include <utility>

#include "base/json.h"
#include "base/result.h"
#include "base/text.h"
#include "base/value.h"
#include "crawl/fetch/answer_archive.h"
#include "crawl/stream.h"

namespace mcprisk {
namespace {

constexpr std::time_t kDaySeconds = std::time_t{24} * 3600;
constexpr size_t kMaxLedgerBytes = size_t{64} << 20;

int64_t DayOf(std::time_t now) { return now / kDaySeconds; }

int64_t Whole(const Json& value) {
  const double number = value.Number().value_or(0);
  return number >= 0 && number < 9e15 ? static_cast<int64_t>(number) : 0;
}

}  // namespace

bool IsOfServer(Outcome outcome) {
  return outcome == Outcome::kTimeoutFirstByte || outcome == Outcome::kTimeoutSlow ||
         outcome == Outcome::kTimeout || outcome == Outcome::kServerError ||
         outcome == Outcome::kRateLimited;
}

HostLedger::HostLedger(const FetchLimits& limits, std::string path, std::time_t now)
    : limits_(limits), path_(std::move(path)) {
  if (!path_.empty()) Read(now);
}

Ending HostLedger::Check(const std::string& host, bool named_by_user, std::time_t now) {
  auto at = hosts_.find(host);
  if (at == hosts_.end()) return {};
  Host& known = at->second;
  if (known.given_up_until > now && !(known.earlier && named_by_user)) {
    return {Outcome::kHostGivenUp, host};
  }
  if (known.day == DayOf(now) && known.exchanges >= limits_.host_day_exchanges) {
    return {Outcome::kLimitHostDay, host};
  }
  return {};
}

void HostLedger::Begin(const std::string& host, std::time_t now) {
  Host& known = hosts_[host];
  if (known.day != DayOf(now)) {
    known.day = DayOf(now);
    known.exchanges = 0;
  }
  if (++known.exchanges % kLedgerStep == 0) Write(Line(host, known));
}

void HostLedger::End(const std::string& host, Outcome outcome, std::time_t now) {
  Host& known = hosts_[host];
  if (!IsTransient(outcome) || outcome == Outcome::kRateLimited) {
    known.failures = 0;
    known.of_server = true;
    if (outcome != Outcome::kRateLimited) ++known.good;
    if (std::exchange(known.given_up_until, 0) > 0) Write(Line(host, known));
    return;
  }
  ++known.failures;
  known.of_server = known.of_server && IsOfServer(outcome);
  const size_t most = limits_.host_failures + known.good / kGoodAnswersEach;
  if (known.failures < most) return;
  known.failures = most - 1;  // one try, when its time is over
  known.given_up_until = now + static_cast<std::time_t>(limits_.host_given_up_hours) * 3600;
  known.earlier = false;
  if (known.of_server) Write(Line(host, known));
}

// --- The file ------------------------------------------------------------------------------------

std::string HostLedger::Line(const std::string& name, const Host& host) const {
  Value line = Value::Map({{"host", name}, {"day", host.day}, {"exchanges", host.exchanges}});
  if (host.of_server && host.given_up_until > 0) line.Set("given_up_until", host.given_up_until);
  return line.Json(-1) + "\n";
}

void HostLedger::Read(std::time_t now) {
  Result<Stream> stream = Stream::OpenFile(path_);
  if (!stream) return;
  stream->Fill(kMaxLedgerBytes);
  JsonParser parser;
  for (std::string_view text : Split(stream->Ahead(), '\n')) {
    Result<Json> object = parser.Parse(text);
    if (!object || !(*object)["host"].IsString()) continue;  // a line that was torn
    Host& host = hosts_[std::string((*object)["host"].Text())];
    host.day = Whole((*object)["day"]);
    host.exchanges = static_cast<size_t>(Whole((*object)["exchanges"]));
    host.given_up_until = Whole((*object)["given_up_until"]);
    host.earlier = true;
    host.failures = host.given_up_until > 0 ? limits_.host_failures - 1 : 0;
  }
  // One that was given up has had its time, but not its one try.
  const std::time_t given_up = static_cast<std::time_t>(limits_.host_given_up_hours) * 3600;
  std::string lines;
  for (auto at = hosts_.begin(); at != hosts_.end();) {
    const Host& host = at->second;
    const bool counts = host.day == DayOf(now) || host.given_up_until + given_up > now;
    if (counts) lines += Line(at->first, host);
    at = counts ? std::next(at) : hosts_.erase(at);
  }
  WriteFileWhole(path_, lines);
}

// With one call, so that a kill leaves whole lines or one torn last one.
void HostLedger::Write(const std::string& lines) {
  if (path_.empty()) return;
  std::ofstream file(path_, std::ios::binary | std::ios::app);
  file << lines << std::flush;
  if (!file) throw Error(path_ + ": cannot be written: " + std::generic_category().message(errno));
}

}  // namespace mcprisk
