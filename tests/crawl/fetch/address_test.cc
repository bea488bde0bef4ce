#include "crawl/fetch/address.h"

#include <gtest/gtest.h>

#include <random>

namespace mcprisk {
namespace {

bool PublicText(std::string_view text) {
  std::optional<IpAddress> address = IpAddress::Parse(text);
  EXPECT_TRUE(address.has_value()) << text;
  return address && IsPublic(*address);
}

TEST(Address, KnowsWhatIsNotPublic) {
  for (std::string_view text : {"0.0.0.0",
                                "0.255.1.2",
                                "10.0.0.1",
                                "10.255.255.255",
                                "100.64.0.1",
                                "100.127.255.255",
                                "127.0.0.1",
                                "127.255.255.254",
                                "169.254.169.254",
                                "172.16.0.1",
                                "172.31.255.255",
                                "192.0.0.8",
                                "192.0.2.1",
                                "192.88.99.1",
                                "192.168.1.1",
                                "198.18.0.1",
                                "198.19.255.255",
                                "198.51.100.7",
                                "203.0.113.9",
                                "224.0.0.1",
                                "239.255.255.250",
                                "240.0.0.1",
                                "255.255.255.255",
                                "::",
                                "::1",
                                "::7f00:1",
                                "fc00::1",
                                "fdff::1",
                                "fe80::1",
                                "febf::1",
                                "fec0::1",
                                "ff02::1",
                                "100::1",
                                "2001::1",
                                "2001:0:7f00:1::",
                                "2001:1ff::1",
                                "2001:db8::1",
                                "3fff::1",
                                "5f00::1",
                                "64:ff9b:1::1",
                                "::ffff:7f00:1",
                                "::ffff:10.1.2.3",
                                "::ffff:0:a00:1",
                                "64:ff9b::7f00:1",
                                "64:ff9b::a9fe:a9fe",
                                "2002:7f00:1::",
                                "2002:c0a8:101::1"}) {
    EXPECT_FALSE(PublicText(text)) << text;
  }
}

TEST(Address, KnowsWhatIsPublic) {
  for (std::string_view text :
       {"1.1.1.1",         "9.255.255.255", "11.0.0.0",        "100.63.255.255", "100.128.0.0",
        "126.255.255.255", "128.0.0.1",     "169.253.255.255", "172.15.255.255", "172.32.0.0",
        "192.0.1.1",       "192.167.1.1",   "198.17.255.255",  "198.20.0.0",     "223.255.255.255",
        "2606:4700::1111", "2001:200::1",   "2a00::1",         "::ffff:1.1.1.1", "64:ff9b::101:101",
        "2002:101:101::1"}) {
    EXPECT_TRUE(PublicText(text)) << text;
  }
}

// The same ranges, written the other way round: as comparisons of numbers.
bool PublicByNumbers(uint32_t v4) {
  const uint32_t a = v4 >> 24;
  const uint32_t b = v4 >> 16 & 255;
  const uint32_t c = v4 >> 8 & 255;
  if (a == 0 || a == 10 || a == 127 || a >= 224) return false;
  if (a == 100) return b < 64 || b > 127;
  if (a == 169) return b != 254;
  if (a == 172) return b < 16 || b > 31;
  if (a == 198) return b != 18 && b != 19 && !(b == 51 && c == 100);
  if (a == 203) return !(b == 0 && c == 113);
  if (a != 192) return true;
  return b != 168 && !(b == 88 && c == 99) && !(b == 0 && (c == 0 || c == 2));
}

TEST(Address, AgreesWithAnIndependentTableOverAMillionAddresses) {
  std::mt19937 random(20260801);
  constexpr uint8_t kFirst[] = {0, 10, 100, 127, 169, 172, 192, 198, 203, 224, 255};
  for (int i = 0; i < 1000000; ++i) {
    uint32_t v4 = static_cast<uint32_t>(random());
    if (i % 2 == 0) v4 = (v4 & 0xffffff) | uint32_t{kFirst[random() % std::size(kFirst)]} << 24;
    IpAddress address;
    for (int byte = 0; byte < 4; ++byte) {
      address.bytes[static_cast<size_t>(byte)] = static_cast<uint8_t>(v4 >> (24 - 8 * byte));
    }
    ASSERT_EQ(IsPublic(address), PublicByNumbers(v4)) << address.Text();
    IpAddress mapped;  // the same inside ::ffff:0:0/96
    mapped.is_v6 = true;
    mapped.bytes[10] = mapped.bytes[11] = 0xff;
    std::copy_n(address.bytes.begin(), 4, mapped.bytes.begin() + 12);
    ASSERT_EQ(IsPublic(mapped), IsPublic(address)) << mapped.Text();
  }
}

TEST(Address, AllowsWhatTheUserNames) {
  AddressRules rules;
  ASSERT_TRUE(rules.Allow("10.1.0.0/16"));
  ASSERT_TRUE(rules.Allow("Registry.Internal"));
  ASSERT_TRUE(rules.Allow("[fd00::5]"));
  auto allows = [&](std::string_view host, std::string_view address) {
    return rules.Allows(host, *IpAddress::Parse(address));
  };
  EXPECT_TRUE(allows("x.example", "1.1.1.1"));
  EXPECT_TRUE(allows("x.example", "10.1.255.1"));
  EXPECT_TRUE(allows("x.example", "::ffff:10.1.255.1"));
  EXPECT_FALSE(allows("x.example", "10.2.0.1"));
  EXPECT_TRUE(allows("registry.internal", "192.168.0.1"));
  EXPECT_FALSE(allows("other.internal", "192.168.0.1"));
  EXPECT_TRUE(allows("x.example", "fd00::5"));
  EXPECT_FALSE(allows("x.example", "fd00::6"));
  EXPECT_TRUE(rules.Vouched("REGISTRY.internal"));
  EXPECT_TRUE(rules.Vouched("10.1.2.3"));
  EXPECT_FALSE(rules.Vouched("1.1.1.1"));
}

TEST(Address, SaysWhatARangeIs) {
  for (std::string_view text : {"10.1.0.0/33", "10.1.0.0/", "10.1.0.0/x", "acme.example/8",
                                "http://acme.example", "", "a b", "fd00::/129"}) {
    AddressRules rules;
    auto allowed = rules.Allow(text);
    ASSERT_FALSE(allowed.has_value()) << text;
    EXPECT_EQ(allowed.error(),
              "\"" + std::string(text) + "\" is neither a host nor a range such as 10.1.0.0/16");
  }
}

}  // namespace
}  // namespace mcprisk
