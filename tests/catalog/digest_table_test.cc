#include "catalog/digest_table.h"

#include <gtest/gtest.h>

#include <map>
#include <random>
#include <string>

namespace mcprisk {
namespace {

TEST(DigestTable, NewDigestsHaveNoId) {
  DigestTable table;
  EXPECT_EQ(table.At(Sha256("a")), 0);
  table.At(Sha256("a")) = 7;
  EXPECT_EQ(table.At(Sha256("a")), 7);
  EXPECT_EQ(table.At(Sha256("b")), 0);
}

// Digests that begin alike share a slot: the bytes behind tell them apart.
TEST(DigestTable, AgreesWithAMap) {
  DigestTable table;
  std::map<Digest, int64_t> map;
  std::mt19937 random(3);
  for (int64_t i = 1; i < 20000; ++i) {
    Digest digest;
    digest.bytes[7] = static_cast<uint8_t>(random() % 4);
    digest.bytes[30] = static_cast<uint8_t>(random() % 16);
    digest.bytes[31] = static_cast<uint8_t>(random() % 16);
    if (i % 2 == 0) digest = Sha256(std::to_string(random() % 8000));
    int64_t& id = table.At(digest);
    ASSERT_EQ(id, map[digest]);
    if (id == 0) id = map[digest] = i;
  }
}

}  // namespace
}  // namespace mcprisk
