// SHA-256 (FIPS 180-4), the name of every definition, document and rule set.
#ifndef MCPRISK_BASE_DIGEST_H_
#define MCPRISK_BASE_DIGEST_H_

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace mcprisk {

struct Digest {
  std::array<uint8_t, 32> bytes{};

  auto operator<=>(const Digest&) const = default;

  std::string Hex() const;  // 64 lower-case hex digits
  static std::optional<Digest> FromHex(std::string_view hex);
};

// Deterministic; safe from any thread.
Digest Sha256(std::string_view bytes);

// The first eight bytes are as good as any hash.
struct DigestHash {
  size_t operator()(const Digest& digest) const {
    size_t value = 0;
    for (size_t i = 0; i < sizeof(value); ++i) value = value << 8 | digest.bytes[i];
    return value;
  }
};

}  // namespace mcprisk

#endif  // MCPRISK_BASE_DIGEST_H_
