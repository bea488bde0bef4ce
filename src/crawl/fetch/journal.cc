#include "crawl/fetch/journal.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

#include "base/json.h"
#include "base/text.h"
#include "base/value.h"
#include "crawl/fetch/answer_archive.h"
#include "crawl/stream.h"

namespace mcprisk {
namespace {

// 20,000 servers make lines of 10 MB; more than this is no journal of ours.
constexpr size_t kMaxJournalBytes = size_t{1} << 30;

// URLs and details of strangers may be no UTF-8, which Value mends.
std::string HeadLine(const JournalHead& head) {
  return Value::Map({{"journal", 1},
                     {"source", head.source},
                     {"started", head.started},
                     {"full_started", head.full_started},
                     {"since", head.since},
                     {"first_order", head.first_order}})
             .Json(-1) +
         "\n";
}

std::string EntryLine(const JournalEntry& entry) {
  Value line = Value::Map({{"key", entry.key}, {"order", entry.order}, {"status", entry.status}});
  if (entry.url != entry.key.substr(entry.key.find(' ') + 1)) line.Set("url", entry.url);
  if (!entry.keep) line.Set("keep", false);
  if (entry.carried) line.Set("carried", true);
  if (!entry.ending.Ok()) {
    line.Set("outcome", OutcomeName(entry.ending.outcome));
    line.Set("detail", entry.ending.detail);
  }
  if (entry.digest) line.Set("digest", entry.digest->Hex());
  if (!entry.etag.empty()) line.Set("etag", entry.etag);
  if (!entry.last_modified.empty()) line.Set("last_modified", entry.last_modified);
  line.Set("fetched_at", entry.fetched_at);
  if (!entry.transport.empty()) line.Set("transport", entry.transport);
  if (!entry.version.empty()) line.Set("version", entry.version);
  if (!entry.tls.key.empty()) line.Set("tls_key", entry.tls.key);
  if (!entry.tls.issuer.empty()) line.Set("tls_issuer", entry.tls.issuer);
  return line.Json(-1) + "\n";
}

uint64_t Whole(const Json& value) {
  const double number = value.Number().value_or(0);
  return number >= 0 && number < 9e15 ? static_cast<uint64_t>(number) : 0;
}

JournalHead HeadOf(const Json& object) {
  JournalHead head;
  head.source = object["source"].Text();
  head.started = object["started"].Text();
  head.full_started = object["full_started"].Text();
  head.since = object["since"].Text();
  head.first_order = Whole(object["first_order"]);
  return head;
}

JournalEntry EntryOf(const Json& object) {
  JournalEntry entry;
  entry.key = object["key"].Text();
  const Json url = object["url"];
  entry.url = url.IsString() ? std::string(url.Text()) : entry.key.substr(entry.key.find(' ') + 1);
  entry.order = Whole(object["order"]);
  entry.keep = object["keep"].Bool().value_or(true);
  entry.carried = object["carried"].Bool().value_or(false);
  if (object["outcome"].IsString()) {
    entry.ending.outcome = OutcomeOfName(object["outcome"].Text()).value_or(Outcome::kNetwork);
    entry.ending.detail = object["detail"].Text();
  }
  entry.status = static_cast<int>(Whole(object["status"]));
  entry.digest = Digest::FromHex(object["digest"].Text());
  entry.etag = object["etag"].Text();
  entry.last_modified = object["last_modified"].Text();
  entry.fetched_at = object["fetched_at"].Text();
  entry.transport = object["transport"].Text();
  entry.version = object["version"].Text();
  entry.tls = {std::string(object["tls_key"].Text()), std::string(object["tls_issuer"].Text())};
  return entry;
}

JournalEnd EndOf(const Json& object) {
  JournalEnd end;
  end.finished = object["finished"].Text();
  end.complete = object["complete"].Bool().value_or(false);
  end.highest = object["highest"].Text();
  end.listings = Whole(object["listings"]);
  return end;
}

}  // namespace

bool JournalEntry::operator==(const JournalEntry& other) const {
  return EntryLine(*this) == EntryLine(other);
}

std::optional<Journal> ReadJournal(const std::string& path) {
  Result<Stream> stream = Stream::OpenFile(path);
  if (!stream || stream->size_hint() > kMaxJournalBytes) return std::nullopt;
  stream->Fill(kMaxJournalBytes);
  return ParseJournal(stream->Ahead());
}

std::optional<Journal> ParseJournal(std::string_view text) {
  std::string_view left = text;
  JsonParser parser;
  std::optional<Journal> journal;
  while (true) {
    const size_t end = left.find('\n');
    if (end == std::string_view::npos) return journal;  // a torn last line says nothing
    Result<Json> object = parser.Parse(left.substr(0, end));
    left.remove_prefix(end + 1);
    if (!object || !object->IsObject()) continue;
    if (!journal) {
      if (Whole((*object)["journal"]) != 1) return std::nullopt;
      journal.emplace().head = HeadOf(*object);
    } else if ((*object)["key"].IsString()) {
      JournalEntry entry = EntryOf(*object);
      std::string key = entry.key;
      journal->entries[std::move(key)] = std::move(entry);
    } else if ((*object)["finished"].IsString()) {
      journal->end = EndOf(*object);
    }
  }
}

JournalWriter::JournalWriter(const std::string& path, const JournalHead& head,
                             const std::vector<JournalEntry>& carried)
    : path_(path) {
  std::string text = HeadLine(head);
  for (const JournalEntry& entry : carried) text += EntryLine(entry);
  WriteFileWhole(path, text);
  Open();
}

JournalWriter::JournalWriter(const std::string& path) : path_(path) {
  Open();
  // A line that was torn must not become part of the next one.
  Write("\n");
}

JournalWriter::~JournalWriter() { close(file_); }

void JournalWriter::Open() {
  file_ = open(path_.c_str(), O_WRONLY | O_APPEND | O_CLOEXEC);
  if (file_ < 0) {
    throw Error(path_ + ": cannot be opened: " + std::generic_category().message(errno));
  }
}

void JournalWriter::Write(const std::string& line) {
  if (write(file_, line.data(), line.size()) == static_cast<ssize_t>(line.size())) return;
  throw Error(path_ + ": cannot be written: " +
              std::generic_category().message(errno == 0 ? ENOSPC : errno));
}

void JournalWriter::Append(const JournalEntry& entry) { Write(EntryLine(entry)); }

void JournalWriter::Append(const JournalEnd& end) {
  Write(Value::Map({{"finished", end.finished},
                    {"complete", end.complete},
                    {"highest", end.highest},
                    {"listings", end.listings}})
            .Json(-1) +
        "\n");
}

}  // namespace mcprisk
