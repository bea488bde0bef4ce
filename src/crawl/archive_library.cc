// The functions of libarchive that crawl/archive.cc calls: see base/late_library.h. It brings
// libxml2 and ICU along, an eighth of what a command takes that unpacks nothing.
#include <archive.h>
#include <archive_entry.h>

#include "base/late_library.h"

namespace mcprisk {
namespace {

template <typename Function>
Function* InArchive(Function* declared, const char* name) {
  static const LateLibrary library("libarchive.so.13");
  return library.Find(declared, name);
}

}  // namespace
}  // namespace mcprisk

using mcprisk::InArchive;

struct archive* archive_read_new() {
  static const auto real = InArchive(&archive_read_new, __func__);
  return real();
}

int archive_read_free(struct archive* reader) {
  static const auto real = InArchive(&archive_read_free, __func__);
  return real(reader);
}

int archive_read_support_filter_bzip2(struct archive* reader) {
  static const auto real = InArchive(&archive_read_support_filter_bzip2, __func__);
  return real(reader);
}

int archive_read_support_filter_gzip(struct archive* reader) {
  static const auto real = InArchive(&archive_read_support_filter_gzip, __func__);
  return real(reader);
}

int archive_read_support_filter_xz(struct archive* reader) {
  static const auto real = InArchive(&archive_read_support_filter_xz, __func__);
  return real(reader);
}

int archive_read_support_filter_zstd(struct archive* reader) {
  static const auto real = InArchive(&archive_read_support_filter_zstd, __func__);
  return real(reader);
}

int archive_read_support_format_raw(struct archive* reader) {
  static const auto real = InArchive(&archive_read_support_format_raw, __func__);
  return real(reader);
}

int archive_read_support_format_tar(struct archive* reader) {
  static const auto real = InArchive(&archive_read_support_format_tar, __func__);
  return real(reader);
}

int archive_read_support_format_zip(struct archive* reader) {
  static const auto real = InArchive(&archive_read_support_format_zip, __func__);
  return real(reader);
}

int archive_read_open_memory(struct archive* reader, const void* bytes, size_t size) {
  static const auto real = InArchive(&archive_read_open_memory, __func__);
  return real(reader, bytes, size);
}

int archive_read_next_header(struct archive* reader, struct archive_entry** entry) {
  static const auto real = InArchive(&archive_read_next_header, __func__);
  return real(reader, entry);
}

la_ssize_t archive_read_data(struct archive* reader, void* buffer, size_t size) {
  static const auto real = InArchive(&archive_read_data, __func__);
  return real(reader, buffer, size);
}

const char* archive_error_string(struct archive* reader) {
  static const auto real = InArchive(&archive_error_string, __func__);
  return real(reader);
}

int archive_filter_count(struct archive* reader) {
  static const auto real = InArchive(&archive_filter_count, __func__);
  return real(reader);
}

int archive_format(struct archive* reader) {
  static const auto real = InArchive(&archive_format, __func__);
  return real(reader);
}

mode_t archive_entry_filetype(struct archive_entry* entry) {
  static const auto real = InArchive(&archive_entry_filetype, __func__);
  return real(entry);
}

const char* archive_entry_hardlink(struct archive_entry* entry) {
  static const auto real = InArchive(&archive_entry_hardlink, __func__);
  return real(entry);
}

int archive_entry_is_encrypted(struct archive_entry* entry) {
  static const auto real = InArchive(&archive_entry_is_encrypted, __func__);
  return real(entry);
}

const char* archive_entry_pathname(struct archive_entry* entry) {
  static const auto real = InArchive(&archive_entry_pathname, __func__);
  return real(entry);
}

la_int64_t archive_entry_size(struct archive_entry* entry) {
  static const auto real = InArchive(&archive_entry_size, __func__);
  return real(entry);
}

int archive_entry_size_is_set(struct archive_entry* entry) {
  static const auto real = InArchive(&archive_entry_size_is_set, __func__);
  return real(entry);
}
