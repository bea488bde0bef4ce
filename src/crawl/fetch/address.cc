#include "crawl/fetch/address.h"

#include <arpa/inet.h>

#include <algorithm>
#include <charconv>
#include <cstring>

#include "base/text.h"

namespace mcprisk {
namespace {

struct SpecialRange {
  std::string_view base;
  size_t bits;
};

constexpr SpecialRange kSpecialV4[] = {
    {"0.0.0.0", 8},        // this network
    {"10.0.0.0", 8},       // private
    {"100.64.0.0", 10},    // carrier-grade NAT
    {"127.0.0.0", 8},      // loopback
    {"169.254.0.0", 16},   // link-local; metadata services of clouds
    {"172.16.0.0", 12},    // private
    {"192.0.0.0", 24},     // protocol assignments
    {"192.0.2.0", 24},     // documentation
    {"192.88.99.0", 24},   // 6to4 relays, retired
    {"192.168.0.0", 16},   // private
    {"198.18.0.0", 15},    // benchmarking
    {"198.51.100.0", 24},  // documentation
    {"203.0.113.0", 24},   // documentation
    {"224.0.0.0", 4},      // multicast
    {"240.0.0.0", 4},      // reserved; broadcast
};

constexpr SpecialRange kSpecialV6[] = {
    {"::", 96},           // unspecified, loopback, IPv4-compatible (retired)
    {"64:ff9b:1::", 48},  // NAT64 of a local network
    {"100::", 64},        // discard
    {"2001::", 23},       // protocol assignments; Teredo
    {"2001:db8::", 32},   // documentation
    {"3fff::", 20},       // documentation
    {"5f00::", 16},       // segment routing
    {"fc00::", 7},        // unique local
    {"fe80::", 10},       // link-local
    {"fec0::", 10},       // site-local, retired
    {"ff00::", 8},        // multicast
};

// Where IPv6 carries an IPv4 address: prefix, and the byte at which the other begins.
struct Embedding {
  SpecialRange prefix;
  size_t at;
};
constexpr Embedding kEmbeddings[] = {
    {{"::ffff:0:0", 96}, 12},    // mapped
    {{"::ffff:0:0:0", 96}, 12},  // translated (SIIT)
    {{"64:ff9b::", 96}, 12},     // NAT64
    {{"2002::", 16}, 2},         // 6to4
};

bool HasPrefix(const IpAddress& address, const IpAddress& base, size_t bits) {
  if (address.is_v6 != base.is_v6) return false;
  const size_t whole = bits / 8;
  if (std::memcmp(address.bytes.data(), base.bytes.data(), whole) != 0) return false;
  const size_t rest = bits % 8;
  if (rest == 0) return true;
  const auto mask = static_cast<uint8_t>(0xff << (8 - rest));
  return (address.bytes[whole] & mask) == (base.bytes[whole] & mask);
}

bool InAny(const IpAddress& address, const std::vector<std::pair<IpAddress, size_t>>& ranges) {
  return std::any_of(ranges.begin(), ranges.end(), [&](const auto& range) {
    return HasPrefix(address, range.first, range.second);
  });
}

const std::vector<std::pair<IpAddress, size_t>>& SpecialRanges() {
  static const auto kRanges = [] {
    std::vector<std::pair<IpAddress, size_t>> ranges;
    for (const SpecialRange& range : kSpecialV4) {
      ranges.emplace_back(*IpAddress::Parse(range.base), range.bits);
    }
    for (const SpecialRange& range : kSpecialV6) {
      ranges.emplace_back(*IpAddress::Parse(range.base), range.bits);
    }
    return ranges;
  }();
  return kRanges;
}

std::optional<IpAddress> EmbeddedV4(const IpAddress& address) {
  if (!address.is_v6) return std::nullopt;
  for (const Embedding& embedding : kEmbeddings) {
    if (!HasPrefix(address, *IpAddress::Parse(embedding.prefix.base), embedding.prefix.bits)) {
      continue;
    }
    IpAddress inner;
    std::copy_n(address.bytes.begin() + static_cast<ptrdiff_t>(embedding.at), 4,
                inner.bytes.begin());
    return inner;
  }
  return std::nullopt;
}

std::string_view WithoutBrackets(std::string_view host) {
  if (host.starts_with('[') && host.ends_with(']')) return host.substr(1, host.size() - 2);
  return host;
}

}  // namespace

std::string IpAddress::Text() const {
  char text[INET6_ADDRSTRLEN];
  return inet_ntop(is_v6 ? AF_INET6 : AF_INET, bytes.data(), text, sizeof(text));
}

std::optional<IpAddress> IpAddress::Parse(std::string_view text) {
  const std::string terminated(text);
  if (terminated.find('\0') != std::string::npos) return std::nullopt;
  IpAddress address;
  if (inet_pton(AF_INET, terminated.c_str(), address.bytes.data()) == 1) return address;
  address.is_v6 = true;
  if (inet_pton(AF_INET6, terminated.c_str(), address.bytes.data()) == 1) return address;
  return std::nullopt;
}

bool IsPublic(const IpAddress& address) {
  if (std::optional<IpAddress> inner = EmbeddedV4(address)) return IsPublic(*inner);
  return !InAny(address, SpecialRanges());
}

Result<bool> AddressRules::Allow(std::string_view host_or_range) {
  const size_t slash = host_or_range.find('/');
  const std::string_view host = WithoutBrackets(host_or_range.substr(0, slash));
  std::optional<IpAddress> base = IpAddress::Parse(host);
  const size_t most = base && base->is_v6 ? 128 : 32;
  size_t bits = most;
  if (slash != std::string_view::npos) {
    const std::string_view digits = host_or_range.substr(slash + 1);
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), bits);
    const bool whole = error == std::errc() && end == digits.data() + digits.size();
    if (!base || digits.empty() || !whole || bits > most) {
      return Failure("\"" + ForTerminal(host_or_range, 60) +
                     "\" is neither a host nor a range such as 10.1.0.0/16");
    }
  }
  if (base) {
    ranges_.push_back({*base, bits});
    return true;
  }
  if (host.empty() || host.find_first_of(" :@?#\\") != std::string_view::npos) {
    return Failure("\"" + ForTerminal(host_or_range, 60) +
                   "\" is neither a host nor a range such as 10.1.0.0/16");
  }
  hosts_.push_back(AsciiLowered(host));
  return true;
}

bool AddressRules::InRange(const IpAddress& address) const {
  return std::any_of(ranges_.begin(), ranges_.end(), [&](const Range& range) {
    return HasPrefix(address, range.base, range.bits);
  });
}

bool AddressRules::Allows(std::string_view host, const IpAddress& address) const {
  if (IsPublic(address) || InRange(address)) return true;
  if (std::optional<IpAddress> inner = EmbeddedV4(address); inner && InRange(*inner)) return true;
  return std::find(hosts_.begin(), hosts_.end(), AsciiLowered(host)) != hosts_.end();
}

bool AddressRules::Vouched(std::string_view host) const {
  host = WithoutBrackets(host);
  if (std::find(hosts_.begin(), hosts_.end(), AsciiLowered(host)) != hosts_.end()) return true;
  std::optional<IpAddress> address = IpAddress::Parse(host);
  return address && InRange(*address);
}

}  // namespace mcprisk
