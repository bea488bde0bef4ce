#include "base/digest.h"

#include <gtest/gtest.h>

namespace mcprisk {
namespace {

// FIPS 180-4 and its examples.
TEST(DigestTest, HashesAsTheStandardSays) {
  EXPECT_EQ(Sha256("").Hex(), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(Sha256("abc").Hex(),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(Sha256(std::string(1000000, 'a')).Hex(),
            "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST(DigestTest, HexGoesBothWays) {
  Digest digest = Sha256("abc");
  EXPECT_EQ(Digest::FromHex(digest.Hex()), digest);
  EXPECT_EQ(Digest::FromHex("ba78"), std::nullopt);
  EXPECT_EQ(Digest::FromHex(std::string(64, 'A')), std::nullopt);
  EXPECT_EQ(Digest::FromHex(std::string(63, '0') + "g"), std::nullopt);
}

}  // namespace
}  // namespace mcprisk
