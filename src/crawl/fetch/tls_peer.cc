#include "crawl/fetch/tls_peer.h"

#include <curl/curl.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

#include <memory>
#include <string>

#include "base/digest.h"
#include "base/text.h"

namespace mcprisk {
namespace {

std::string KeyDigest(const X509* certificate) {
  unsigned char* bytes = nullptr;
  const int size = i2d_X509_PUBKEY(X509_get_X509_PUBKEY(certificate), &bytes);
  if (size <= 0) return {};
  const std::unique_ptr<unsigned char, void (*)(unsigned char*)> owned(
      bytes, [](unsigned char* given) { OPENSSL_free(given); });
  return Sha256(std::string_view(reinterpret_cast<char*>(bytes), static_cast<size_t>(size))).Hex();
}

std::string IssuerOf(const X509* certificate) {
  const std::unique_ptr<BIO, int (*)(BIO*)> memory(BIO_new(BIO_s_mem()), BIO_free);
  if (!memory) return {};
  // All of it is ASCII; other letters are escaped, byte by byte.
  X509_NAME_print_ex(memory.get(), X509_get_issuer_name(certificate), 0, XN_FLAG_RFC2253);
  char* text = nullptr;
  const long size = BIO_get_mem_data(memory.get(), &text);
  if (size <= 0) return {};
  return std::string(Utf8Prefix({text, static_cast<size_t>(size)}, kMaxIssuerBytes));
}

}  // namespace

TlsPeer PeerOf(void* easy) {
  curl_tlssessioninfo* session = nullptr;
  curl_easy_getinfo(easy, CURLINFO_TLS_SSL_PTR, &session);
  if (!session || session->backend != CURLSSLBACKEND_OPENSSL || !session->internals) return {};
  const X509* certificate = SSL_get0_peer_certificate(static_cast<SSL*>(session->internals));
  if (!certificate) return {};
  return {KeyDigest(certificate), IssuerOf(certificate)};
}

}  // namespace mcprisk
