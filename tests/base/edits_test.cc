#include "base/edits.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>

#include "base/text.h"

namespace mcprisk {
namespace {

// "distance", and "/hopeless" where there is no hope.
std::string EditsOf(const std::string& text, const std::string& wanted, size_t limit) {
  const Edits edits = CountEdits(text, wanted, limit);
  std::string shown = std::to_string(edits.distance);
  if (edits.hopeless > 0) shown += "/" + std::to_string(edits.hopeless);
  return shown;
}

TEST(EditsTest, TellFromWhereOnThereIsNoHope) {
  EXPECT_EQ(EditsOf("create_issue", "create_isue", 1), "1");
  EXPECT_EQ(EditsOf("Create_Issue", "create_isue", 1), "1");
  EXPECT_EQ(EditsOf("create_item", "create_isue", 1), "2/10");
  EXPECT_EQ(EditsOf("delete_file", "create_isue", 2), "3/3");
  EXPECT_EQ(EditsOf("create", "create_isue", 1), "2");  // what goes on from it may be near
  EXPECT_EQ(EditsOf("create_isue_of_all", "create_isue", 2), "3/14");
  EXPECT_EQ(EditsOf("", "ab", 1), "2");
  EXPECT_EQ(EditsOf("ab", "", 1), "2/2");
}

// The least edits from any text that begins with `beginning`: to one of the beginnings of `wanted`,
// as the rest can be the same.
size_t LeastEdits(const std::string& beginning, const std::string& wanted) {
  size_t least = SIZE_MAX;
  for (size_t size = 0; size <= wanted.size(); ++size) {
    least = std::min(least, EditDistance(beginning, wanted.substr(0, size), 100));
  }
  return least;
}

TEST(EditsTest, NothingNearBeginsHopelessly) {
  std::mt19937 random(11);
  auto word = [&random] {
    std::string text(random() % 10, 'a');
    for (char& c : text) c = static_cast<char>('a' + random() % 3);
    return text;
  };
  for (int i = 0; i < 3000; ++i) {
    const std::string text = word();
    const std::string wanted = word();
    const size_t limit = random() % 4;
    const Edits edits = CountEdits(text, wanted, limit);
    if (edits.hopeless == 0) {
      EXPECT_LE(LeastEdits(text, wanted), limit) << text << " " << wanted << " " << limit;
      continue;
    }
    EXPECT_GT(edits.distance, limit);
    EXPECT_GT(LeastEdits(text.substr(0, edits.hopeless), wanted), limit) << text << " " << wanted;
    EXPECT_LE(LeastEdits(text.substr(0, edits.hopeless - 1), wanted), limit)
        << text << " " << wanted;
  }
}

}  // namespace
}  // namespace mcprisk
