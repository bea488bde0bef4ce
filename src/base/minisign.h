// Signatures that the stock `minisign` makes and verifies: Ed25519 over the BLAKE2b-512 of a file,
// in its file formats (jedisct1.github.io/minisign, "prehashed" signatures "ED"). libsodium does
// the work and stays inside minisign.cc.
//
// Only keys without a password: a program that runs by itself has nobody to ask. Throws nothing;
// messages say what to do. Safe from any thread.
#ifndef MCPRISK_BASE_MINISIGN_H_
#define MCPRISK_BASE_MINISIGN_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

namespace mcprisk {

// Key and signature files have a few hundred bytes.
inline constexpr size_t kMaxKeyFileBytes = 4096;

struct SecretKey {
  std::array<uint8_t, 8> id{};
  std::array<uint8_t, 64> key{};  // seed and public key, as libsodium has them
};

struct PublicKey {
  std::array<uint8_t, 8> id{};
  std::array<uint8_t, 32> key{};

  std::string Id() const;  // as minisign prints it: 16 hex digits
};

struct KeyPair {
  SecretKey secret;
  PublicKey open;
};

// Of the system's random numbers.
KeyPair NewKeyPair();
// The texts of the two key files.
std::string SecretKeyText(const KeyPair& pair);
std::string PublicKeyText(const PublicKey& key);

// Read a key file; of a public key also its second line alone, as `minisign -P` takes it.
Result<SecretKey> ReadSecretKey(std::string_view text);
Result<PublicKey> ReadPublicKey(std::string_view text);

// The text of the .minisig file over `message`. The trusted comment, one line, is signed, too.
std::string Sign(std::string_view message, const SecretKey& key, std::string_view trusted_comment);

// The trusted comment, where `signature` (the text of a .minisig file) is of this key over this
// message; else what is wrong.
Result<std::string> Verify(std::string_view message, std::string_view signature,
                           const PublicKey& key);

}  // namespace mcprisk

#endif  // MCPRISK_BASE_MINISIGN_H_
