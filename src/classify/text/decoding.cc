#include "classify/text/decoding.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "base/text.h"

namespace mcprisk {
namespace {

int HexDigit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  char lower = AsciiLower(c);
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

// Of a letter of base64.
int Base64Digit(char c) {
  if (c >= 'A' && c <= 'Z') return c - 'A';
  if (c >= 'a' && c <= 'z') return c - 'a' + 26;
  if (c >= '0' && c <= '9') return c - '0' + 52;
  return c == '+' || c == '-' ? 62 : 63;
}

// Letters, blanks and marks that a person could read.
bool IsReadable(std::string_view text) {
  if (!IsValidUtf8(text)) return false;
  size_t letters = 0;
  for (char c : text) {
    bool control = static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t' && c != '\r';
    if (control || c == 0x7F) return false;
    letters += IsAsciiAlpha(c) || (c & 0x80) ? 1 : 0;
  }
  return 2 * letters >= text.size();
}

class Decoder {
 public:
  explicit Decoder(std::string_view text) : text_(text) {}

  std::vector<DecodedText> Run() {
    Base64();
    Hex();
    Escapes();
    std::sort(found_.begin(), found_.end(),
              [](const DecodedText& a, const DecodedText& b) { return a.begin < b.begin; });
    return std::move(found_);
  }

 private:
  void Keep(size_t begin, size_t end, std::string decoded) {
    if (!IsReadable(decoded)) return;
    if (decoded.size() > kMaxDecodedBytes - size_) decoded.resize(kMaxDecodedBytes - size_);
    size_ += decoded.size();
    if (!decoded.empty()) found_.push_back({begin, end, std::move(decoded)});
  }

  void Base64() {
    for (size_t at = 0; at < text_.size();) {
      size_t begin = at;
      while (at < text_.size() && IsBase64Letter(text_[at])) ++at;
      size_t length = at - begin;
      if (length >= kMinBase64Letters && length % 4 != 1) {
        std::string decoded;
        unsigned bits = 0;
        int count = 0;
        for (size_t i = begin; i < at; ++i) {
          bits = bits << 6 | static_cast<unsigned>(Base64Digit(text_[i]));
          count += 6;
          if (count < 8) continue;
          count -= 8;
          decoded += static_cast<char>(bits >> count & 0xFF);
        }
        Keep(begin, at, std::move(decoded));
      }
      if (at == begin) ++at;
    }
  }

  // Pairs of digits, each with "0x" or "\x" before it or not, and separators between them.
  void Hex() {
    for (size_t at = 0; at < text_.size();) {
      size_t begin = at;
      std::string decoded;
      size_t end = at;
      while (HexByte(&at, &decoded)) {
        end = at;
        while (at < text_.size() && (text_[at] == ' ' || text_[at] == ',' || text_[at] == ':') &&
               at - end < 2) {
          ++at;
        }
      }
      size_t least = text_[begin] == '\\' ? kMinEscapes : kMinHexBytes;
      if (decoded.size() >= least) Keep(begin, end, std::move(decoded));
      at = std::max(end, begin + 1);
    }
  }

  bool HexByte(size_t* at, std::string* decoded) const {
    size_t from = *at;
    std::string_view lead = text_.substr(from, 2);
    if (lead == "0x" || lead == "\\x" || lead == "0X") from += 2;
    if (from + 1 >= text_.size()) return false;
    int high = HexDigit(text_[from]);
    int low = HexDigit(text_[from + 1]);
    if (high < 0 || low < 0) return false;
    *decoded += static_cast<char>(high * 16 + low);
    *at = from + 2;
    return true;
  }

  // A stretch with no blank in it that has many escapes.
  void Escapes() {
    for (size_t at = 0; at < text_.size();) {
      size_t begin = at;
      size_t escapes = 0;
      std::string decoded;
      while (at < text_.size() && text_[at] != ' ' && text_[at] != '\n') {
        size_t next = at;
        if (Escape(&next, &decoded)) {
          ++escapes;
          at = next;
        } else {
          decoded += text_[at++];
        }
      }
      if (escapes >= kMinEscapes) Keep(begin, at, std::move(decoded));
      if (at < text_.size()) ++at;
    }
  }

  bool Escape(size_t* at, std::string* decoded) const {
    char c = text_[*at];
    if (c == '%') return Number(at, 1, 2, 16, decoded);
    std::string_view lead = text_.substr(*at, 3);
    if (lead.starts_with("\\u")) return Number(at, 2, 4, 16, decoded);
    if (lead == "&#x" || lead == "&#X") return Entity(at, 3, 16, decoded);
    if (lead.starts_with("&#")) return Entity(at, 2, 10, decoded);
    return false;
  }

  bool Number(size_t* at, size_t lead, size_t digits, uint32_t base, std::string* decoded) const {
    if (*at + lead + digits > text_.size()) return false;
    uint32_t value = 0;
    for (size_t i = 0; i < digits; ++i) {
      int digit = HexDigit(text_[*at + lead + i]);
      if (digit < 0) return false;
      value = value * base + static_cast<uint32_t>(digit);
    }
    if (digits == 2) {
      *decoded += static_cast<char>(value);
    } else {
      AppendCodePoint(value, decoded);
    }
    *at += lead + digits;
    return true;
  }

  bool Entity(size_t* at, size_t lead, uint32_t base, std::string* decoded) const {
    constexpr size_t kMaxDigits = 7;
    size_t from = *at + lead;
    uint32_t value = 0;
    size_t i = 0;
    for (; i < kMaxDigits && from + i < text_.size(); ++i) {
      int digit = HexDigit(text_[from + i]);
      if (digit < 0 || static_cast<uint32_t>(digit) >= base) break;
      value = value * base + static_cast<uint32_t>(digit);
    }
    if (i == 0 || value == 0 || value > 0x10FFFF) return false;
    AppendCodePoint(value, decoded);
    *at = from + i;
    if (*at < text_.size() && text_[*at] == ';') ++*at;
    return true;
  }

  std::string_view text_;
  std::vector<DecodedText> found_;
  size_t size_ = 0;
};

template <typename Map>
std::string Mapped(std::string_view text, const Map& map) {
  std::string mapped(text);
  for (char& c : mapped) c = map(c);
  return mapped;
}

}  // namespace

std::vector<DecodedText> DecodeParts(std::string_view text) {
  std::vector<DecodedText> all = Decoder(text).Run();
  size_t size = 0;
  for (const DecodedText& one : all) size += one.text.size();
  size_t fresh = 0;
  for (int round = 1; round < kMaxDecodeRounds; ++round) {
    size_t end = all.size();
    for (; fresh < end && size < kMaxDecodedBytes; ++fresh) {
      for (DecodedText& inner : Decoder(all[fresh].text).Run()) {
        size += inner.text.size();
        all.push_back({all[fresh].begin, all[fresh].end, std::move(inner.text)});
      }
    }
  }
  return all;
}

double EntropyOf(std::string_view text) {
  std::array<size_t, 256> counts{};
  for (char c : text) ++counts[static_cast<unsigned char>(c)];
  double entropy = 0;
  for (size_t count : counts) {
    if (count == 0) continue;
    const double share = static_cast<double>(count) / static_cast<double>(text.size());
    entropy -= share * std::log2(share);
  }
  return entropy;
}

std::string Rot13(std::string_view text) {
  return Mapped(text, [](char c) {
    if (!IsAsciiAlpha(c)) return c;
    char first = IsAsciiUpper(c) ? 'A' : 'a';
    return static_cast<char>(first + (c - first + 13) % 26);
  });
}

std::string Rot47(std::string_view text) {
  return Mapped(text, [](char c) {
    return c > ' ' && c < 0x7F ? static_cast<char>('!' + (c - '!' + 47) % 94) : c;
  });
}

std::string Backwards(std::string_view text) { return {text.rbegin(), text.rend()}; }

std::string Unleeted(std::string_view text) {
  return Mapped(text, [](char c) {
    switch (c) {
      case '0':
        return 'o';
      case '1':
      case '!':
        return 'i';
      case '3':
        return 'e';
      case '4':
      case '@':
        return 'a';
      case '5':
      case '$':
        return 's';
      case '7':
        return 't';
      default:
        return c;
    }
  });
}

}  // namespace mcprisk
