#include "crawl/archive.h"

#include <archive.h>
#include <archive_entry.h>
#include <locale.h>  // NOLINT(modernize-deprecated-headers): newlocale is POSIX

#include <algorithm>
#include <memory>
#include <unordered_set>
#include <utility>

#include "base/text.h"
#include "crawl/crawl.h"
#include "crawl/limits.h"

namespace mcprisk {
namespace {

constexpr size_t kBufferBytes = size_t{64} << 10;

struct FreeArchive {
  void operator()(struct archive* reader) const { archive_read_free(reader); }
};
using Reader = std::unique_ptr<struct archive, FreeArchive>;

// libarchive turns names into the charset of the thread's locale, and drops those that do not fit:
// in the "C" locale, all beyond ASCII. While one of these lives, the charset is UTF-8.
class Utf8Names {
 public:
  Utf8Names() : utf8_(newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr)) {
    if (utf8_) before_ = uselocale(utf8_);
  }
  ~Utf8Names() {
    if (!utf8_) return;
    uselocale(before_);
    freelocale(utf8_);
  }
  Utf8Names(const Utf8Names&) = delete;
  Utf8Names& operator=(const Utf8Names&) = delete;

 private:
  locale_t utf8_;
  locale_t before_ = nullptr;
};

// Only formats and filters that libarchive reads by itself: for some others it would start
// programs.
Result<Reader> OpenArchive(std::string_view bytes, Content content) {
  Reader reader(archive_read_new());
  if (!reader) return Failure("cannot be unpacked: out of memory");
  if (content == Content::kZip) {
    archive_read_support_format_zip(reader.get());
    bytes = ZipWithoutAppendix(bytes).value_or(bytes);
  } else {
    archive_read_support_filter_gzip(reader.get());
    archive_read_support_filter_bzip2(reader.get());
    archive_read_support_filter_xz(reader.get());
    archive_read_support_filter_zstd(reader.get());
    archive_read_support_format_tar(reader.get());
    archive_read_support_format_raw(reader.get());
  }
  if (archive_read_open_memory(reader.get(), bytes.data(), bytes.size()) != ARCHIVE_OK) {
    const char* why = archive_error_string(reader.get());
    return Failure(std::string("cannot be unpacked: ") + (why ? why : "damaged"));
  }
  return reader;
}

std::string LastError(struct archive* reader) {
  const char* why = archive_error_string(reader);
  return why ? why : "damaged";
}

std::string PathOf(struct archive_entry* entry) {
  const char* path = archive_entry_pathname(entry);
  return path ? path : "";
}

// Why an entry of this path is not read; empty when it is. Nothing is written to disk, but a path
// that tries to leave its archive tells that the archive is not what it seems.
std::string_view PathFault(std::string_view path) {
  if (path.empty()) return "the entry has no readable name";
  constexpr size_t kDriveLetter = 2;
  if (path.front() == '/' || path.front() == '\\' ||
      (path.size() >= kDriveLetter && IsAsciiAlpha(path[0]) && path[1] == ':')) {
    return "the entry has an absolute path and was skipped";
  }
  for (std::string_view part : Split(path, '/')) {
    for (std::string_view inner : Split(part, '\\')) {
      if (inner == "..") return "the entry's path leads out of the archive and was skipped";
    }
  }
  return {};
}

// "./a//b" is "a/b".
std::string PlainPath(std::string_view path) {
  std::vector<std::string> parts;
  for (std::string_view part : Split(path, '/')) {
    if (!part.empty() && part != ".") parts.emplace_back(part);
  }
  return Join(parts, "/");
}

// One pass over one archive.
class Unpacking {
 public:
  Unpacking(std::string_view bytes, Content content, const std::string& place,
            const std::atomic<bool>& stop, const std::function<void()>& on_entry,
            bool (*wanted)(std::string_view path))
      : packed_bytes_(bytes.size()),
        place_(place),
        stop_(stop),
        on_entry_(on_entry),
        wanted_(wanted) {
    Result<Reader> reader = OpenArchive(bytes, content);
    if (reader) {
      reader_ = std::move(*reader);
    } else {
      Trouble("", reader.error());
    }
  }

  UnpackedArchive Run() {
    while (reader_ && !stop_ && ReadNext()) {
    }
    std::stable_sort(unpacked_.entries.begin(), unpacked_.entries.end(),
                     [](const ArchiveEntry& a, const ArchiveEntry& b) { return a.path < b.path; });
    return std::move(unpacked_);
  }

 private:
  // Reads one entry. False at the end, or where going on is no use.
  bool ReadNext() {
    struct archive_entry* entry = nullptr;
    int code = archive_read_next_header(reader_.get(), &entry);
    if (code == ARCHIVE_EOF) return false;
    if (code < ARCHIVE_WARN) {
      Trouble("", "the archive is damaged or ends early: " + LastError(reader_.get()));
      return code != ARCHIVE_FATAL && ++failures_ < kMaxFailures;
    }
    if (++entries_ > kMaxArchiveEntries) {
      Trouble("", "more entries than " + LimitText("kMaxArchiveEntries", kMaxArchiveEntries) +
                      "; the rest was not read");
      unpacked_.beyond_limits = true;
      return false;
    }
    if (archive_filter_count(reader_.get()) > kFiltersOfOneCompression) {
      Trouble("", "compressed more than once; unpack it first");
      return false;
    }
    if (archive_format(reader_.get()) == ARCHIVE_FORMAT_RAW) {
      unpacked_.single_file = true;
      return Keep(entry, "");
    }
    return archive_entry_filetype(entry) == AE_IFDIR || ReadEntry(entry);
  }

  bool ReadEntry(struct archive_entry* entry) {
    on_entry_();
    std::string raw_path = PathOf(entry);
    std::string path = PlainPath(raw_path);
    std::string_view fault = PathFault(raw_path);
    unpacked_.hostile = unpacked_.hostile || (!fault.empty() && !raw_path.empty());
    if (archive_entry_hardlink(entry) || archive_entry_filetype(entry) == AE_IFLNK) {
      fault = "the entry is a link and was skipped";
    } else if (archive_entry_filetype(entry) != AE_IFREG) {
      fault = "the entry is no file and was skipped";
    } else if (archive_entry_is_encrypted(entry)) {
      fault = "the entry is encrypted and was skipped";
    } else if (fault.empty() && !paths_.insert(path).second) {
      fault = "the archive has two entries of this path; the first one stands";
    }
    if (fault.empty()) return Keep(entry, std::move(path));
    Trouble(raw_path, std::string(fault));
    return archive_entry_is_encrypted(entry) || Drain(nullptr, raw_path);
  }

  bool Keep(struct archive_entry* entry, std::string path) {
    std::string text;
    if (archive_entry_size_is_set(entry)) {
      auto size = static_cast<size_t>(std::max<la_int64_t>(archive_entry_size(entry), 0));
      text.reserve(std::min(size, kTrustedSize));
    }
    entry_complete_ = true;
    bool go_on = Drain(&text, path);
    if (!entry_complete_ && (text.empty() || !unpacked_.single_file)) return go_on;
    // What is no data is not kept: a bundle's program may weigh a hundred times its definitions.
    Stream stream(std::move(text));
    Content content = Sniff(&stream);
    if (content != Content::kOther || unpacked_.single_file || (wanted_ && wanted_(path))) {
      unpacked_.entries.push_back({std::move(path), std::move(stream).Rest()});
    }
    return go_on;
  }

  // Unpacks the entry's data into `text`, or nowhere, and counts it. Skipped entries are unpacked
  // too, since skipping costs as much and would not be counted. False when the archive is at an
  // end.
  bool Drain(std::string* text, const std::string& path) {
    size_t entry_bytes = 0;
    while (!stop_) {
      la_ssize_t got = archive_read_data(reader_.get(), buffer_.data(), buffer_.size());
      if (got == 0) return true;
      if (got < 0) {
        entry_complete_ = false;
        Trouble(path, "damaged or cut short: " + LastError(reader_.get()));
        return got != ARCHIVE_FATAL;
      }
      auto bytes = static_cast<size_t>(got);
      entry_bytes += bytes;
      unpacked_bytes_ += bytes;
      if (BeyondLimits()) {
        entry_complete_ = false;
        if (text) text->clear();
        return false;
      }
      if (!text) continue;
      if (entry_bytes > kMaxEntryBytes) {
        Trouble(path, "unpacks to more than " + LimitText("kMaxEntryBytes", kMaxEntryBytes) +
                          " bytes and was skipped");
        entry_complete_ = false;
        text->clear();
        text = nullptr;
        continue;
      }
      text->append(buffer_.data(), bytes);
    }
    return false;
  }

  bool BeyondLimits() {
    std::string limit;
    if (unpacked_bytes_ > kMaxArchiveBytes) {
      limit = "unpacks to more than " + LimitText("kMaxArchiveBytes", kMaxArchiveBytes) + " bytes";
    } else if (unpacked_bytes_ > kRatioFreeBytes &&
               unpacked_bytes_ / kMaxCompressionRatio > packed_bytes_) {
      limit = "unpacks to more than " + LimitText("kMaxCompressionRatio", kMaxCompressionRatio) +
              " times its size";
    } else {
      return false;
    }
    Trouble("", "the archive " + limit + "; the rest was not read");
    unpacked_.beyond_limits = true;
    return true;
  }

  void Trouble(std::string_view path, std::string what) {
    std::string place = place_;
    if (!path.empty()) place.append("!").append(path);
    unpacked_.problems.push_back({std::move(place), std::move(what)});
  }

  // An archive may claim any size; more than this is only taken when it comes.
  static constexpr size_t kTrustedSize = size_t{1} << 20;
  // libarchive counts the plain bytes as a filter of their own.
  static constexpr int kFiltersOfOneCompression = 2;
  // Damaged headers in a row of an archive that libarchive still hopes to read on.
  static constexpr size_t kMaxFailures = 10;

  const size_t packed_bytes_;
  const std::string& place_;
  const std::atomic<bool>& stop_;
  const std::function<void()>& on_entry_;
  bool (*const wanted_)(std::string_view path);
  Reader reader_;
  UnpackedArchive unpacked_;
  std::unordered_set<std::string> paths_;
  std::vector<char> buffer_ = std::vector<char>(kBufferBytes);
  size_t entries_ = 0;
  size_t failures_ = 0;
  size_t unpacked_bytes_ = 0;
  bool entry_complete_ = true;
};

}  // namespace

UnpackedArchive Unpack(std::string_view bytes, Content content, const std::string& place,
                       const std::atomic<bool>& stop, const std::function<void()>& on_entry,
                       bool (*wanted)(std::string_view path)) {
  Utf8Names names;
  return Unpacking(bytes, content, place, stop, on_entry, wanted).Run();
}

std::optional<std::string> ReadFromZip(std::string_view bytes, std::string_view name,
                                       const std::atomic<bool>& stop) {
  // Without its directory, a zip can only be searched by unpacking everything.
  if (!ZipWithoutAppendix(bytes)) return std::nullopt;
  Utf8Names names;
  Result<Reader> reader = OpenArchive(bytes, Content::kZip);
  if (!reader) return std::nullopt;
  struct archive_entry* entry = nullptr;
  for (size_t i = 0; i < kMaxArchiveEntries && !stop; ++i) {
    if (archive_read_next_header(reader->get(), &entry) < ARCHIVE_WARN) return std::nullopt;
    if (archive_entry_filetype(entry) != AE_IFREG || PathOf(entry) != name) continue;
    std::string text;
    std::vector<char> buffer(kBufferBytes);
    while (text.size() <= kMaxEntryBytes) {
      la_ssize_t got = archive_read_data(reader->get(), buffer.data(), buffer.size());
      if (got == 0) return text;
      if (got < 0) return std::nullopt;
      text.append(buffer.data(), static_cast<size_t>(got));
    }
    return std::nullopt;
  }
  return std::nullopt;
}

std::optional<std::string_view> ZipWithoutAppendix(std::string_view bytes) {
  using namespace std::string_view_literals;
  // The end-of-central-directory record (PKWARE APPNOTE 4.3.16), little-endian.
  constexpr std::string_view kSignature = "PK\5\6"sv;
  constexpr size_t kRecordBytes = 22;
  constexpr size_t kDirectorySizeAt = 12;
  constexpr size_t kDirectoryOffsetAt = 16;
  constexpr size_t kCommentSizeAt = 20;
  constexpr size_t kInZip64Record = 0xFFFFFFFF;
  auto number = [bytes](size_t at, size_t size) {
    size_t value = 0;
    while (size-- > 0) value = value << 8 | static_cast<unsigned char>(bytes[at + size]);
    return value;
  };
  for (size_t at = bytes.rfind(kSignature); at != std::string_view::npos;
       at = at == 0 ? std::string_view::npos : bytes.rfind(kSignature, at - 1)) {
    if (at + kRecordBytes > bytes.size()) continue;
    size_t directory_offset = number(at + kDirectoryOffsetAt, 4);
    size_t directory_end = directory_offset + number(at + kDirectorySizeAt, 4);
    size_t end = at + kRecordBytes + number(at + kCommentSizeAt, 2);
    if (end <= bytes.size() && (directory_end <= at || directory_offset == kInZip64Record)) {
      return bytes.substr(0, end);
    }
  }
  return std::nullopt;
}

}  // namespace mcprisk
