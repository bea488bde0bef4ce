// The functions of libcurl that fetch/ calls: see base/late_library.h. It brings two dozen
// libraries along (LDAP, Kerberos, GnuTLS, …), a third of what a command takes that asks nobody.
#include <curl/curl.h>

#include <cstdarg>

#include "base/late_library.h"

// For C, these are macros, too.
#undef curl_easy_setopt
#undef curl_easy_getinfo
#undef curl_multi_setopt

namespace mcprisk {
namespace {

template <typename Function>
Function* InCurl(Function* declared, const char* name) {
  static const LateLibrary library("libcurl.so.4");
  return library.Find(declared, name);
}

// Calls `set` with the value of an option, which has the type that the option's number tells.
template <typename Set>
auto WithValue(int option, va_list values, Set set) {
  const int type = option / CURLOPTTYPE_OBJECTPOINT * CURLOPTTYPE_OBJECTPOINT;
  if (type == CURLOPTTYPE_LONG) return set(va_arg(values, long));
  if (type == CURLOPTTYPE_OFF_T) return set(va_arg(values, curl_off_t));
  return set(va_arg(values, void*));
}

}  // namespace
}  // namespace mcprisk

using mcprisk::InCurl;
using mcprisk::WithValue;

CURLcode curl_global_init(long flags) {
  static const auto real = InCurl(&curl_global_init, __func__);
  return real(flags);
}

void curl_free(void* text) {
  static const auto real = InCurl(&curl_free, __func__);
  real(text);
}

curl_slist* curl_slist_append(curl_slist* list, const char* line) {
  static const auto real = InCurl(&curl_slist_append, __func__);
  return real(list, line);
}

void curl_slist_free_all(curl_slist* list) {
  static const auto real = InCurl(&curl_slist_free_all, __func__);
  real(list);
}

CURLU* curl_url() {
  static const auto real = InCurl(&curl_url, __func__);
  return real();
}

void curl_url_cleanup(CURLU* url) {
  static const auto real = InCurl(&curl_url_cleanup, __func__);
  real(url);
}

CURLUcode curl_url_get(CURLU* url, CURLUPart part, char** text, unsigned int flags) {
  static const auto real = InCurl(&curl_url_get, __func__);
  return real(url, part, text, flags);
}

CURLUcode curl_url_set(CURLU* url, CURLUPart part, const char* text, unsigned int flags) {
  static const auto real = InCurl(&curl_url_set, __func__);
  return real(url, part, text, flags);
}

CURL* curl_easy_init() {
  static const auto real = InCurl(&curl_easy_init, __func__);
  return real();
}

void curl_easy_cleanup(CURL* easy) {
  static const auto real = InCurl(&curl_easy_cleanup, __func__);
  real(easy);
}

const char* curl_easy_strerror(CURLcode code) {
  static const auto real = InCurl(&curl_easy_strerror, __func__);
  return real(code);
}

CURLcode curl_easy_setopt(CURL* easy, CURLoption option, ...) {
  static const auto real = InCurl(&curl_easy_setopt, __func__);
  va_list values;
  va_start(values, option);
  const CURLcode code =
      WithValue(option, values, [&](auto value) { return real(easy, option, value); });
  va_end(values);
  return code;
}

CURLcode curl_easy_getinfo(CURL* easy, CURLINFO info, ...) {
  static const auto real = InCurl(&curl_easy_getinfo, __func__);
  va_list values;
  va_start(values, info);
  const CURLcode code = real(easy, info, va_arg(values, void*));  // where to put it
  va_end(values);
  return code;
}

CURLM* curl_multi_init() {
  static const auto real = InCurl(&curl_multi_init, __func__);
  return real();
}

CURLMcode curl_multi_cleanup(CURLM* multi) {
  static const auto real = InCurl(&curl_multi_cleanup, __func__);
  return real(multi);
}

CURLMcode curl_multi_setopt(CURLM* multi, CURLMoption option, ...) {
  static const auto real = InCurl(&curl_multi_setopt, __func__);
  va_list values;
  va_start(values, option);
  const CURLMcode code =
      WithValue(option, values, [&](auto value) { return real(multi, option, value); });
  va_end(values);
  return code;
}

CURLMcode curl_multi_add_handle(CURLM* multi, CURL* easy) {
  static const auto real = InCurl(&curl_multi_add_handle, __func__);
  return real(multi, easy);
}

CURLMcode curl_multi_remove_handle(CURLM* multi, CURL* easy) {
  static const auto real = InCurl(&curl_multi_remove_handle, __func__);
  return real(multi, easy);
}

CURLMcode curl_multi_perform(CURLM* multi, int* running) {
  static const auto real = InCurl(&curl_multi_perform, __func__);
  return real(multi, running);
}

CURLMcode curl_multi_poll(CURLM* multi, curl_waitfd* others, unsigned int count, int milliseconds,
                          int* ready) {
  static const auto real = InCurl(&curl_multi_poll, __func__);
  return real(multi, others, count, milliseconds, ready);
}

CURLMsg* curl_multi_info_read(CURLM* multi, int* left) {
  static const auto real = InCurl(&curl_multi_info_read, __func__);
  return real(multi, left);
}
