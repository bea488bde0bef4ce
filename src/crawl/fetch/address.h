// Which addresses of the Internet may be asked.
//
// Names and URLs come from strangers, and a name may lead anywhere: to this machine, to the private
// network around it, to a cloud's metadata service. So it is not the name that is judged but every
// address that is about to be connected to.
//
// Pure functions, safe from any thread. Source of the ranges: the IANA special-purpose registries
// for IPv4 and IPv6 (RFC 6890 and its updates), as of 2026.
#ifndef MCPRISK_CRAWL_FETCH_ADDRESS_H_
#define MCPRISK_CRAWL_FETCH_ADDRESS_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace mcprisk {

struct IpAddress {
  bool is_v6 = false;
  std::array<uint8_t, 16> bytes{};  // network order; of IPv4 the first four

  bool operator==(const IpAddress&) const = default;
  std::string Text() const;
  // The plain spellings: "192.0.2.1", "2001:db8::1", without brackets, zone or shortened parts.
  static std::optional<IpAddress> Parse(std::string_view text);
};

// A public unicast address. An IPv4 address inside an IPv6 one (mapped, NAT64, 6to4) is judged as
// what it is.
bool IsPublic(const IpAddress& address);

// What the user allowed beyond public addresses: `--allow-private HOST|ADDRESS|CIDR`.
class AddressRules {
 public:
  // The message says what the text should be.
  Result<bool> Allow(std::string_view host_or_range);

  // `address` may be connected to when it is asked for as `host`.
  bool Allows(std::string_view host, const IpAddress& address) const;
  // The user vouched for this host: by its name, or it is an address in an allowed range.
  bool Vouched(std::string_view host) const;

 private:
  struct Range {
    IpAddress base;
    size_t bits = 0;
  };
  bool InRange(const IpAddress& address) const;

  std::vector<std::string> hosts_;  // lower case
  std::vector<Range> ranges_;
};

}  // namespace mcprisk

#endif  // MCPRISK_CRAWL_FETCH_ADDRESS_H_
