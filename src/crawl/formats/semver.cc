#include "crawl/formats/semver.h"

#include <algorithm>
#include <optional>
#include <vector>

#include "base/text.h"

namespace mcprisk {
namespace {

struct Version {
  std::vector<std::string_view> numbers;  // major, minor, patch
  std::string_view prerelease;            // "rc.1"; empty for a release
};

bool IsNumber(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), IsAsciiDigit);
}

int Sign(int number) { return number < 0 ? -1 : number > 0 ? 1 : 0; }

// Numbers of any length: a stranger's need not fit into an integer.
int CompareNumbers(std::string_view a, std::string_view b) {
  a.remove_prefix(std::min(a.find_first_not_of('0'), a.size()));
  b.remove_prefix(std::min(b.find_first_not_of('0'), b.size()));
  if (a.size() != b.size()) return a.size() < b.size() ? -1 : 1;
  return Sign(a.compare(b));
}

std::optional<Version> Parse(std::string_view text) {
  constexpr size_t kNumbers = 3;
  if (text.starts_with('v') || text.starts_with('V')) text.remove_prefix(1);
  text = text.substr(0, text.find('+'));
  Version version;
  if (size_t dash = text.find('-'); dash != std::string_view::npos) {
    version.prerelease = text.substr(dash + 1);
    text = text.substr(0, dash);
  }
  version.numbers = Split(text, '.');
  if (version.numbers.size() > kNumbers) return std::nullopt;
  if (!std::all_of(version.numbers.begin(), version.numbers.end(), IsNumber)) return std::nullopt;
  version.numbers.resize(kNumbers, "0");
  return version;
}

int ComparePrereleases(std::string_view a, std::string_view b) {
  if (a.empty() || b.empty()) return static_cast<int>(a.empty()) - static_cast<int>(b.empty());
  std::vector<std::string_view> left = Split(a, '.');
  std::vector<std::string_view> right = Split(b, '.');
  for (size_t i = 0; i < std::min(left.size(), right.size()); ++i) {
    bool left_number = IsNumber(left[i]);
    bool right_number = IsNumber(right[i]);
    if (left_number != right_number) return left_number ? -1 : 1;
    int order = left_number ? CompareNumbers(left[i], right[i]) : Sign(left[i].compare(right[i]));
    if (order != 0) return order;
  }
  return left.size() == right.size() ? 0 : left.size() < right.size() ? -1 : 1;
}

}  // namespace

int CompareVersions(std::string_view a, std::string_view b) {
  std::optional<Version> left = Parse(a);
  std::optional<Version> right = Parse(b);
  if (!left || !right)
    return static_cast<int>(left.has_value()) - static_cast<int>(right.has_value());
  for (size_t i = 0; i < left->numbers.size(); ++i) {
    int order = CompareNumbers(left->numbers[i], right->numbers[i]);
    if (order != 0) return order;
  }
  return ComparePrereleases(left->prerelease, right->prerelease);
}

}  // namespace mcprisk
