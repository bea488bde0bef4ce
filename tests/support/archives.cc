#include "support/archives.h"

#include <archive.h>
#include <archive_entry.h>

#include <stdexcept>

namespace mcprisk {
namespace {

struct Writing {
  struct archive* writer = archive_write_new();
  std::string bytes;

  void Check(int code) const {
    if (code < ARCHIVE_WARN) throw std::runtime_error(archive_error_string(writer));
  }
};

la_ssize_t Append(struct archive*, void* writing, const void* data, size_t size) {
  static_cast<Writing*>(writing)->bytes.append(static_cast<const char*>(data), size);
  return static_cast<la_ssize_t>(size);
}

mode_t FileType(EntryType type) {
  switch (type) {
    case EntryType::kFolder:
      return AE_IFDIR;
    case EntryType::kSymlink:
      return AE_IFLNK;
    case EntryType::kFifo:
      return AE_IFIFO;
    default:
      return AE_IFREG;
  }
}

void WriteEntry(const Writing& writing, const MadeEntry& made) {
  struct archive_entry* entry = archive_entry_new();
  archive_entry_set_pathname(entry, made.path.c_str());
  archive_entry_set_filetype(entry, FileType(made.type));
  archive_entry_set_perm(entry, 0644);
  const bool has_data = made.type == EntryType::kFile;
  if (made.type == EntryType::kSymlink) archive_entry_set_symlink(entry, made.text.c_str());
  if (made.type == EntryType::kHardlink) archive_entry_set_hardlink(entry, made.text.c_str());
  archive_entry_set_size(entry, has_data ? static_cast<la_int64_t>(made.text.size()) : 0);
  writing.Check(archive_write_header(writing.writer, entry));
  if (has_data) {
    archive_write_data(writing.writer, made.text.data(), made.text.size());
  }
  archive_entry_free(entry);
}

std::string Finish(Writing* writing, const std::vector<MadeEntry>& entries) {
  writing->Check(archive_write_set_bytes_in_last_block(writing->writer, 1));
  writing->Check(archive_write_open(writing->writer, writing, nullptr, Append, nullptr));
  for (const MadeEntry& entry : entries) WriteEntry(*writing, entry);
  writing->Check(archive_write_close(writing->writer));
  archive_write_free(writing->writer);
  return std::move(writing->bytes);
}

}  // namespace

std::string MakeArchive(const std::string& format, const std::string& filter,
                        const std::vector<MadeEntry>& entries) {
  Writing writing;
  if (!filter.empty()) {
    writing.Check(archive_write_add_filter_by_name(writing.writer, filter.c_str()));
  }
  writing.Check(
      archive_write_set_format_by_name(writing.writer, format == "tar" ? "pax" : format.c_str()));
  return Finish(&writing, entries);
}

std::string MakeZip(const std::vector<MadeEntry>& entries) {
  return MakeArchive("zip", "", entries);
}

std::string MakeEncryptedZip(const std::vector<MadeEntry>& entries) {
  Writing writing;
  writing.Check(archive_write_set_format_zip(writing.writer));
  writing.Check(archive_write_set_options(writing.writer, "zip:encryption=traditional"));
  writing.Check(archive_write_set_passphrase(writing.writer, "secret"));
  return Finish(&writing, entries);
}

std::string Compressed(const std::string& filter, const std::string& text) {
  return MakeArchive("raw", filter, {{"data", text}});
}

}  // namespace mcprisk
