#include "support/tls_server.h"

#include <arpa/inet.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <signal.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <stdexcept>
#include <thread>

#include "base/digest.h"

namespace mcprisk {
namespace {

constexpr long kDaySeconds = 24 * 60 * 60;

using Key = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;
using Certificate = std::unique_ptr<X509, decltype(&X509_free)>;

Key MakeKey() { return Key(EVP_EC_gen("P-256"), EVP_PKEY_free); }

void AddExtension(X509* certificate, int kind, const std::string& value) {
  X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, nullptr, kind, value.c_str());
  X509_add_ext(certificate, extension, -1);
  X509_EXTENSION_free(extension);
}

Certificate MakeCertificate(const std::string& name, EVP_PKEY* key, X509* issuer,
                            EVP_PKEY* issuer_key, const TlsServerOptions& options, bool is_ca) {
  Certificate certificate(X509_new(), X509_free);
  X509_set_version(certificate.get(), 2);
  ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), is_ca ? 1 : 2);
  const int from = is_ca ? -100 : options.valid_from_days;
  const int until = is_ca ? 100 : options.valid_until_days;
  X509_gmtime_adj(X509_getm_notBefore(certificate.get()), from * kDaySeconds);
  X509_gmtime_adj(X509_getm_notAfter(certificate.get()), until * kDaySeconds);
  X509_set_pubkey(certificate.get(), key);
  X509_NAME* subject = X509_get_subject_name(certificate.get());
  X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_ASC,
                             reinterpret_cast<const unsigned char*>(name.c_str()), -1, -1, 0);
  X509_set_issuer_name(certificate.get(), issuer ? X509_get_subject_name(issuer) : subject);
  AddExtension(certificate.get(), NID_basic_constraints, is_ca ? "critical,CA:TRUE" : "CA:FALSE");
  if (!is_ca) {
    in_addr ignored{};
    const bool is_address = inet_pton(AF_INET, name.c_str(), &ignored) == 1;
    AddExtension(certificate.get(), NID_subject_alt_name, (is_address ? "IP:" : "DNS:") + name);
  }
  const bool old = options.old_digest && !is_ca;
  X509_sign(certificate.get(), issuer_key, old ? EVP_sha1() : EVP_sha256());
  return certificate;
}

std::string PemOf(X509* certificate) {
  BIO* memory = BIO_new(BIO_s_mem());
  PEM_write_bio_X509(memory, certificate);
  char* text = nullptr;
  const long size = BIO_get_mem_data(memory, &text);
  std::string pem(text, static_cast<size_t>(size));
  BIO_free(memory);
  return pem;
}

std::string DigestOf(EVP_PKEY* key) {
  unsigned char* bytes = nullptr;
  const int size = i2d_PUBKEY(key, &bytes);
  const std::string info(reinterpret_cast<char*>(bytes), static_cast<size_t>(size));
  OPENSSL_free(bytes);
  return Sha256(info).Hex();
}

}  // namespace

struct TlsServer::Rep {
  TlsServerOptions options;
  SSL_CTX* context = SSL_CTX_new(TLS_server_method());
  std::string authority;
  std::string key_digest;
  int listener = -1;
  uint16_t port = 0;
  std::atomic<bool> stop{false};
  std::thread thread;

  void SetUp() {
    Key authority_key = MakeKey();
    Key key = MakeKey();
    Certificate issuer = MakeCertificate("Test authority", authority_key.get(), nullptr,
                                         authority_key.get(), options, true);
    X509* signer = options.self_signed ? nullptr : issuer.get();
    EVP_PKEY* signer_key = options.self_signed ? key.get() : authority_key.get();
    Certificate own = MakeCertificate(options.host, key.get(), signer, signer_key, options, false);
    authority = PemOf(issuer.get());
    key_digest = DigestOf(key.get());
    if (options.old_digest) SSL_CTX_set_security_level(context, 0);
    SSL_CTX_use_certificate(context, own.get());
    SSL_CTX_use_PrivateKey(context, key.get());
    if (options.old_protocol) {
      SSL_CTX_set_security_level(context, 0);
      SSL_CTX_set_max_proto_version(context, TLS1_1_VERSION);
    }
  }

  void Listen() {
    listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in where{};
    where.sin_family = AF_INET;
    where.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof(where);
    if (bind(listener, reinterpret_cast<sockaddr*>(&where), size) != 0 ||
        listen(listener, 16) != 0 ||
        getsockname(listener, reinterpret_cast<sockaddr*>(&where), &size) != 0) {
      throw std::runtime_error("cannot listen");
    }
    port = ntohs(where.sin_port);
  }

  void Run() {
    // A client that has hung up must not end the test program.
    sigset_t pipe;
    sigemptyset(&pipe);
    sigaddset(&pipe, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &pipe, nullptr);
    while (true) {
      const int accepted = accept4(listener, nullptr, nullptr, SOCK_CLOEXEC);
      if (stop || accepted < 0) {
        if (accepted >= 0) close(accepted);
        return;
      }
      const timeval patience{5, 0};
      setsockopt(accepted, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience));
      SSL* connection = SSL_new(context);
      SSL_set_fd(connection, accepted);
      char request[4096];
      if (SSL_accept(connection) == 1 && SSL_read(connection, request, sizeof(request)) > 0) {
        SSL_write(connection, options.answer.data(), static_cast<int>(options.answer.size()));
        SSL_shutdown(connection);
      }
      SSL_free(connection);
      close(accepted);
    }
  }
};

TlsServer::TlsServer(const TlsServerOptions& options) : rep_(std::make_unique<Rep>()) {
  rep_->options = options;
  rep_->SetUp();
  rep_->Listen();
  rep_->thread = std::thread([rep = rep_.get()] { rep->Run(); });
}

TlsServer::~TlsServer() {
  rep_->stop = true;
  shutdown(rep_->listener, SHUT_RDWR);
  rep_->thread.join();
  close(rep_->listener);
  SSL_CTX_free(rep_->context);
}

std::string TlsServer::Url() const {
  return "https://127.0.0.1:" + std::to_string(rep_->port) + "/";
}

const std::string& TlsServer::AuthorityPem() const { return rep_->authority; }

const std::string& TlsServer::KeyDigest() const { return rep_->key_digest; }

}  // namespace mcprisk
