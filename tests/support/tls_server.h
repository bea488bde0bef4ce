// An HTTPS server on the loopback whose certificate is as good or bad as a test wants it.
#ifndef MCPRISK_TESTS_SUPPORT_TLS_SERVER_H_
#define MCPRISK_TESTS_SUPPORT_TLS_SERVER_H_

#include <cstdint>
#include <memory>
#include <string>

namespace mcprisk {

struct TlsServerOptions {
  std::string host = "127.0.0.1";  // that the certificate is for, an address or a name
  bool self_signed = false;        // else by the server's own authority
  int valid_from_days = -1;        // from now
  int valid_until_days = 1;
  bool old_protocol = false;  // speaks TLS 1.1 at most
  bool old_digest = false;    // signed with SHA-1
  std::string answer = "HTTP/1.1 200 OK\r\nContent-Length: 6\r\nConnection: close\r\n\r\nsecret";
};

class TlsServer {
 public:
  explicit TlsServer(const TlsServerOptions& options);
  ~TlsServer();
  TlsServer(const TlsServer&) = delete;
  TlsServer& operator=(const TlsServer&) = delete;

  std::string Url() const;  // "https://127.0.0.1:port/"
  // The certificate of its authority, as PEM.
  const std::string& AuthorityPem() const;
  // SHA-256 of its own certificate's SubjectPublicKeyInfo, in hex.
  const std::string& KeyDigest() const;

 private:
  struct Rep;
  std::unique_ptr<Rep> rep_;
};

}  // namespace mcprisk

#endif  // MCPRISK_TESTS_SUPPORT_TLS_SERVER_H_
