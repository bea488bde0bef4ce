#include "base/minisign.h"

#include <sodium.h>

#include <algorithm>
#include <cstring>
#include <optional>
#include <vector>

#include "base/text.h"

namespace mcprisk {
namespace {

// Signatures: algorithm, key id, signature. Public keys: algorithm, key id, key.
constexpr std::string_view kKeyAlgorithm = "Ed";
constexpr std::string_view kPrehashed = "ED";
constexpr std::string_view kUnencrypted{"\0\0", 2};
constexpr std::string_view kChecksum = "B2";
constexpr size_t kSignatureBytes = crypto_sign_BYTES;
constexpr size_t kPublicBytes = 2 + 8 + 32;
constexpr size_t kSignedBytes = 2 + 8 + kSignatureBytes;
// Algorithms of signature, key derivation and checksum; its salt, two limits; id, key, checksum.
constexpr size_t kSecretHeadBytes = 2 + 2 + 2 + 32 + 8 + 8;
constexpr size_t kSecretBytes = kSecretHeadBytes + 8 + 64 + 32;
constexpr std::string_view kTrusted = "trusted comment: ";
constexpr std::string_view kUntrusted = "untrusted comment: ";

// Two lines: what the second one is, and its bytes.
std::string WithComment(const std::string& comment, const std::string& line) {
  return std::string(kUntrusted).append(comment).append("\n").append(line).append("\n");
}

using Bytes = std::vector<uint8_t>;

void Prepare() {
  if (sodium_init() < 0) throw Error("libsodium cannot be used on this machine");
}

const uint8_t* Data(std::string_view text) { return reinterpret_cast<const uint8_t*>(text.data()); }

template <typename Range>
void Append(const Range& range, Bytes* out) {
  out->insert(out->end(), range.begin(), range.end());
}

std::string Base64(const Bytes& bytes) {
  std::string text(sodium_base64_ENCODED_LEN(bytes.size(), sodium_base64_VARIANT_ORIGINAL), '\0');
  sodium_bin2base64(text.data(), text.size(), bytes.data(), bytes.size(),
                    sodium_base64_VARIANT_ORIGINAL);
  text.resize(std::strlen(text.c_str()));
  return text;
}

std::optional<Bytes> FromBase64(std::string_view text, size_t wanted) {
  Bytes bytes(wanted + 1);
  size_t length = 0;
  if (sodium_base642bin(bytes.data(), bytes.size(), text.data(), text.size(), nullptr, &length,
                        nullptr, sodium_base64_VARIANT_ORIGINAL) != 0 ||
      length != wanted) {
    return std::nullopt;
  }
  bytes.resize(length);
  return bytes;
}

// Without empty lines at the end and the carriage returns of other systems.
std::vector<std::string_view> LinesOf(std::string_view text) {
  std::vector<std::string_view> lines;
  for (std::string_view line : Split(text, '\n')) {
    if (line.ends_with('\r')) line.remove_suffix(1);
    lines.push_back(line);
  }
  while (!lines.empty() && lines.back().empty()) lines.pop_back();
  return lines;
}

bool Begins(const Bytes& bytes, std::string_view beginning) {
  return bytes.size() >= beginning.size() &&
         std::memcmp(bytes.data(), beginning.data(), beginning.size()) == 0;
}

Bytes ChecksumOf(const SecretKey& secret) {
  Bytes checked;
  Append(kKeyAlgorithm, &checked);
  Append(secret.id, &checked);
  Append(secret.key, &checked);
  Bytes checksum(32);
  crypto_generichash(checksum.data(), checksum.size(), checked.data(), checked.size(), nullptr, 0);
  return checksum;
}

Bytes HashOf(std::string_view message) {
  Bytes hash(crypto_generichash_BYTES_MAX);
  crypto_generichash(hash.data(), hash.size(), Data(message), message.size(), nullptr, 0);
  return hash;
}

Bytes SignatureOf(const Bytes& message, const SecretKey& secret) {
  Bytes signature(kSignatureBytes);
  crypto_sign_detached(signature.data(), nullptr, message.data(), message.size(),
                       secret.key.data());
  return signature;
}

// What the second signature is over: the first one and the trusted comment.
Bytes Global(const Bytes& signature, std::string_view comment) {
  Bytes all = signature;
  Append(comment, &all);
  return all;
}

}  // namespace

// The id is a number, lowest byte first.
std::string PublicKey::Id() const {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string text;
  for (auto at = id.rbegin(); at != id.rend(); ++at) {
    text += kHex[*at >> 4];
    text += kHex[*at & 15];
  }
  return text;
}

KeyPair NewKeyPair() {
  Prepare();
  KeyPair pair;
  crypto_sign_keypair(pair.open.key.data(), pair.secret.key.data());
  randombytes_buf(pair.open.id.data(), pair.open.id.size());
  pair.secret.id = pair.open.id;
  return pair;
}

std::string SecretKeyText(const KeyPair& pair) {
  Prepare();
  Bytes bytes;
  Append(kKeyAlgorithm, &bytes);
  Append(kUnencrypted, &bytes);
  Append(kChecksum, &bytes);
  bytes.resize(kSecretHeadBytes);
  Append(pair.secret.id, &bytes);
  Append(pair.secret.key, &bytes);
  Append(ChecksumOf(pair.secret), &bytes);
  return WithComment("minisign secret key without a password: keep it to yourself", Base64(bytes));
}

std::string PublicKeyText(const PublicKey& key) {
  Prepare();
  Bytes bytes;
  Append(kKeyAlgorithm, &bytes);
  Append(key.id, &bytes);
  Append(key.key, &bytes);
  return WithComment("minisign public key " + key.Id(), Base64(bytes));
}

Result<SecretKey> ReadSecretKey(std::string_view text) {
  Prepare();
  const std::vector<std::string_view> lines = LinesOf(text);
  const std::optional<Bytes> bytes =
      lines.size() == 2 ? FromBase64(lines[1], kSecretBytes) : std::nullopt;
  if (!bytes || !Begins(*bytes, kKeyAlgorithm)) {
    return Failure("is no secret key of minisign; make one with \"mcprisk snapshot keygen\"");
  }
  if ((*bytes)[2] != 0 || (*bytes)[3] != 0) {
    return Failure(
        "is protected by a password, which cannot be asked for here; make a key without "
        "one with \"mcprisk snapshot keygen\" or \"minisign -G -W\"");
  }
  SecretKey secret;
  const auto id = bytes->begin() + kSecretHeadBytes;
  std::copy_n(id, secret.id.size(), secret.id.begin());
  std::copy_n(id + 8, secret.key.size(), secret.key.begin());
  // minisign leaves the checksum of a key without a password at zero.
  const Bytes stated(id + 8 + 64, bytes->end());
  if (stated != Bytes(32) && stated != ChecksumOf(secret)) {
    return Failure("is damaged: its checksum is not that of the key");
  }
  return secret;
}

Result<PublicKey> ReadPublicKey(std::string_view text) {
  Prepare();
  const std::vector<std::string_view> lines = LinesOf(text);
  const std::optional<Bytes> bytes =
      lines.empty() || lines.size() > 2 ? std::nullopt : FromBase64(lines.back(), kPublicBytes);
  if (!bytes || !Begins(*bytes, kKeyAlgorithm)) {
    return Failure("is no public key of minisign (two lines, the second begins with \"RW\")");
  }
  PublicKey key;
  std::copy_n(bytes->begin() + 2, key.id.size(), key.id.begin());
  std::copy_n(bytes->begin() + 10, key.key.size(), key.key.begin());
  return key;
}

std::string Sign(std::string_view message, const SecretKey& key, std::string_view trusted_comment) {
  Prepare();
  const Bytes signature = SignatureOf(HashOf(message), key);
  Bytes bytes;
  Append(kPrehashed, &bytes);
  Append(key.id, &bytes);
  Append(signature, &bytes);
  std::string text = WithComment("signature by mcprisk", Base64(bytes));
  text.append(kTrusted).append(trusted_comment).append("\n");
  return text + Base64(SignatureOf(Global(signature, trusted_comment), key)) + "\n";
}

Result<std::string> Verify(std::string_view message, std::string_view signature,
                           const PublicKey& key) {
  Prepare();
  const std::vector<std::string_view> lines = LinesOf(signature);
  if (lines.size() != 4 || !lines[0].starts_with(kUntrusted) || !lines[2].starts_with(kTrusted)) {
    return Failure("is no signature of minisign: four lines, two of them comments");
  }
  const std::optional<Bytes> first = FromBase64(lines[1], kSignedBytes);
  const std::optional<Bytes> second = FromBase64(lines[3], kSignatureBytes);
  if (!first || !second || !Begins(*first, kPrehashed)) {
    return Failure("is no prehashed Ed25519 signature of minisign");
  }
  if (!std::equal(key.id.begin(), key.id.end(), first->begin() + 2)) {
    PublicKey other;
    std::copy_n(first->begin() + 2, other.id.size(), other.id.begin());
    return Failure("is made by key " + other.Id() + ", not by " + key.Id());
  }
  const Bytes own(first->begin() + 10, first->end());
  const Bytes hash = HashOf(message);
  const std::string_view comment = lines[2].substr(kTrusted.size());
  const Bytes global = Global(own, comment);
  if (crypto_sign_verify_detached(own.data(), hash.data(), hash.size(), key.key.data()) != 0) {
    return Failure("does not fit: what is signed was changed, or the signature was");
  }
  if (crypto_sign_verify_detached(second->data(), global.data(), global.size(), key.key.data()) !=
      0) {
    return Failure("does not fit: its trusted comment was changed");
  }
  return std::string(comment);
}

}  // namespace mcprisk
