#include "base/text.h"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <utility>

#include "base/digest.h"
#include "base/edits.h"

namespace mcprisk {

// --- ASCII ---------------------------------------------------------------------------------------

namespace {

// Eight bytes at once: a byte of a capital has its high bit in both sums but not in itself.
uint64_t EightLowered(uint64_t bytes) {
  constexpr uint64_t kOnes = 0x0101010101010101;
  const uint64_t low = bytes & kOnes * 0x7f;
  const uint64_t from_a = low + kOnes * (0x80 - 'A');
  const uint64_t behind_z = low + kOnes * (0x80 - 'Z' - 1);
  const uint64_t capitals = from_a & ~behind_z & ~bytes & kOnes * 0x80;
  return bytes | capitals >> 2;
}

}  // namespace

std::string AsciiLowered(std::string_view text) {
  std::string lowered(text);
  size_t at = 0;
  for (; at + 8 <= lowered.size(); at += 8) {
    uint64_t eight;
    std::memcpy(&eight, lowered.data() + at, 8);
    eight = EightLowered(eight);
    std::memcpy(lowered.data() + at, &eight, 8);
  }
  for (; at < lowered.size(); ++at) lowered[at] = AsciiLower(lowered[at]);
  return lowered;
}

bool IsAscii(std::string_view text) {
  return std::none_of(text.begin(), text.end(), [](char c) { return (c & 0x80) != 0; });
}

std::string_view Trimmed(std::string_view text) {
  constexpr std::string_view kSpace = " \t\n\v\f\r";
  size_t begin = text.find_first_not_of(kSpace);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kSpace) - begin + 1);
}

bool StartsWithNoCase(std::string_view text, std::string_view prefix) {
  return text.size() >= prefix.size() && EqualsNoCase(text.substr(0, prefix.size()), prefix);
}

bool EqualsNoCase(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char left, char right) { return AsciiLower(left) == AsciiLower(right); });
}

std::vector<std::string_view> Split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  for (;;) {
    size_t end = text.find(separator);
    parts.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

std::string Join(const std::vector<std::string>& parts, std::string_view separator) {
  std::string joined;
  for (const std::string& part : parts) {
    if (&part != &parts.front()) joined += separator;
    joined += part;
  }
  return joined;
}

std::string PercentEncoded(std::string_view text, std::string_view also_plain) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  constexpr std::string_view kUnreservedMarks = "-._~";
  std::string encoded;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain = IsAsciiAlnum(c) || kUnreservedMarks.find(c) != std::string_view::npos ||
                       also_plain.find(c) != std::string_view::npos;
    if (plain) {
      encoded += c;
    } else {
      encoded += {'%', kHex[byte >> 4], kHex[byte & 15]};
    }
  }
  return encoded;
}

std::string ReplaceAll(std::string text, std::string_view from, std::string_view to) {
  if (from.empty()) return text;
  std::string replaced;
  size_t at = 0;
  for (size_t hit; (hit = text.find(from, at)) != std::string::npos; at = hit + from.size()) {
    replaced.append(text, at, hit - at);
    replaced += to;
  }
  if (at == 0) return text;
  replaced.append(text, at);
  return replaced;
}

// --- UTF-8 ---------------------------------------------------------------------------------------

namespace {

constexpr uint32_t kReplacement = 0xFFFD;

uint8_t ByteAt(std::string_view text, size_t at) { return static_cast<uint8_t>(text[at]); }
bool IsContinuation(uint8_t byte) { return (byte & 0xC0) == 0x80; }

// Bytes of the character that `lead` begins; 0 when no character begins so.
size_t SequenceLength(uint8_t lead) {
  if (lead < 0x80) return 1;
  if (lead >= 0xC2 && lead < 0xE0) return 2;
  if (lead >= 0xE0 && lead < 0xF0) return 3;
  if (lead >= 0xF0 && lead < 0xF5) return 4;
  return 0;
}

// The character at `at`, or nothing: overlong forms, surrogates and values beyond Unicode are
// malformed (RFC 3629, section 3).
bool Decode(std::string_view text, size_t at, uint32_t* code_point, size_t* length) {
  constexpr uint32_t kLeast[] = {0, 0, 0x80, 0x800, 0x10000};
  uint8_t lead = ByteAt(text, at);
  *length = SequenceLength(lead);
  if (*length == 0 || *length > text.size() - at) return false;
  if (*length == 1) {
    *code_point = lead;
    return true;
  }
  uint32_t value = lead & (0x7Fu >> *length);
  for (size_t i = 1; i < *length; ++i) {
    uint8_t byte = ByteAt(text, at + i);
    if (!IsContinuation(byte)) return false;
    value = value << 6 | (byte & 0x3Fu);
  }
  *code_point = value;
  return value >= kLeast[*length] && value <= 0x10FFFF && (value < 0xD800 || value > 0xDFFF);
}

}  // namespace

uint32_t NextCodePoint(std::string_view text, size_t* at) {
  uint32_t code_point;
  size_t length;
  if (Decode(text, *at, &code_point, &length)) {
    *at += length;
    return code_point;
  }
  ++*at;
  return kReplacement;
}

void AppendCodePoint(uint32_t code_point, std::string* out) {
  auto append = [out](uint32_t byte) { *out += static_cast<char>(byte); };
  if (code_point < 0x80) {
    append(code_point);
  } else if (code_point < 0x800) {
    append(0xC0 | code_point >> 6);
    append(0x80 | (code_point & 0x3F));
  } else if (code_point < 0x10000) {
    append(0xE0 | code_point >> 12);
    append(0x80 | (code_point >> 6 & 0x3F));
    append(0x80 | (code_point & 0x3F));
  } else {
    append(0xF0 | code_point >> 18);
    append(0x80 | (code_point >> 12 & 0x3F));
    append(0x80 | (code_point >> 6 & 0x3F));
    append(0x80 | (code_point & 0x3F));
  }
}

bool IsValidUtf8(std::string_view text) {
  uint32_t code_point;
  size_t length;
  for (size_t at = 0; at < text.size(); at += length) {
    if (!Decode(text, at, &code_point, &length)) return false;
  }
  return true;
}

std::string_view Utf8Prefix(std::string_view text, size_t bytes) {
  if (text.size() <= bytes) return text;
  // Only a character that is whole is worth backing off for; malformed bytes are cut anywhere.
  for (size_t back = 1; back <= 3 && back <= bytes; ++back) {
    uint8_t byte = ByteAt(text, bytes - back);
    if (IsContinuation(byte)) continue;
    return text.substr(0, SequenceLength(byte) > back ? bytes - back : bytes);
  }
  return text.substr(0, bytes);
}

// --- Nearness ------------------------------------------------------------------------------------

size_t EditDistance(std::string_view a, std::string_view b, size_t limit) {
  if (a.size() > b.size()) std::swap(a, b);
  if (b.size() - a.size() > limit) return limit + 1;
  return CountEdits(a, b, limit).distance;
}

std::vector<std::string> NearestNames(std::string_view wanted,
                                      const std::vector<std::string>& candidates, size_t most) {
  // A part of a name says something from three characters on.
  constexpr size_t kShortestPart = 3;
  const size_t limit = MostEdits(wanted);
  const std::string folded = AsciiLowered(wanted);
  std::vector<std::pair<size_t, const std::string*>> near;
  for (const std::string& candidate : candidates) {
    size_t distance = EditDistance(wanted, candidate, limit);
    if (distance > limit) {
      // One holds the other: the less is left over, the nearer, but behind every slip of the keys.
      std::string other = AsciiLowered(candidate);
      auto [shorter, longer] = std::minmax(
          folded, other, [](const auto& x, const auto& y) { return x.size() < y.size(); });
      if (shorter.size() < kShortestPart || longer.find(shorter) == std::string::npos) continue;
      distance = limit + longer.size() - shorter.size();
    }
    near.emplace_back(distance, &candidate);
  }
  std::stable_sort(near.begin(), near.end(),
                   [](const auto& x, const auto& y) { return x.first < y.first; });
  std::vector<std::string> names;
  for (size_t i = 0; i < near.size() && i < most; ++i) names.push_back(*near[i].second);
  return names;
}

// --- File names ----------------------------------------------------------------------------------

std::string SafeFileStem(std::string_view name) {
  // 64 and 17 more characters fit every file system; twelve digits tell a million names apart.
  constexpr size_t kMaxSlug = 64;
  constexpr size_t kHashDigits = 12;
  std::string slug;
  for (char c : name) {
    if (slug.size() == kMaxSlug) break;
    if (IsAsciiAlnum(c)) {
      slug += AsciiLower(c);
    } else if (!slug.empty() && slug.back() != '-') {
      slug += '-';
    }
  }
  if (!slug.empty() && slug.back() == '-') slug.pop_back();
  if (slug.empty()) slug = "unnamed";
  return slug + "-" + Sha256(name).Hex().substr(0, kHashDigits);
}

}  // namespace mcprisk
