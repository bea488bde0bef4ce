#include "classify/text/folded_text.h"

#include <utf8proc.h>

#include <array>

#include "base/characters.h"
#include "base/confusables.h"
#include "base/text.h"

namespace mcprisk {
namespace {

constexpr uint32_t kReplacement = 0xFFFD;
// The longest decomposition of one code point (U+FDFA) has 18.
constexpr int kMaxDecomposed = 18;

// Scripts whose letters would fall apart: they have no case and no look-alikes.
bool StaysWhole(uint32_t code_point) {
  return (code_point >= 0x3040 && code_point <= 0x9FFF) ||
         (code_point >= 0xAC00 && code_point <= 0xD7A3) ||
         (code_point >= 0x20000 && code_point <= 0x3FFFD);
}

bool EndsSentence(char c) { return c == '.' || c == '!' || c == '?'; }

// "e.g. x", "i.e. x", "etc. x", "vs. x" go on.
bool EndsAbbreviation(std::string_view text) {
  for (std::string_view abbreviation : {"e.g.", "i.e.", "etc.", "vs."}) {
    if (text.ends_with(abbreviation)) return true;
  }
  return false;
}

class Folding {
 public:
  Folding(std::string_view raw, FoldMode mode, FoldedText* folded)
      : raw_(raw), mode_(mode), folded_(*folded) {
    folded_.raw_size = static_cast<uint32_t>(raw.size());
    MakeRoom(raw.size());
  }

  void Run() {
    while (at_ < raw_.size()) {
      char c = raw_[at_];
      if (c == ' ' || c == '\n' || c == '\t' || c == '\r') {
        Blanks();
      } else if (mode_ == FoldMode::kProse && IsPlain(c)) {
        PlainRun();
      } else if (static_cast<unsigned char>(c) < 0x80) {
        Ascii(c);
        ++at_;
      } else {
        Other();
      }
    }
    folded_.text.resize(size_);
    folded_.from.resize(size_);
    if (look_alikes_) FoldLookAlikes();
  }

 private:
  // Both have room for more than what is folded so far: to grow with each word costs more than to
  // fold it.
  void MakeRoom(size_t more) {
    if (size_ + more <= folded_.from.size()) return;
    folded_.text.resize(size_ + more);
    folded_.from.resize(size_ + more);
  }

  void Put(char c, size_t from) {
    MakeRoom(1);
    folded_.text[size_] = c;
    folded_.from[size_++] = static_cast<uint32_t>(from);
  }

  void Blank(char blank, size_t from) {
    if (size_ == 0) return;
    char& last = folded_.text[size_ - 1];
    if (last == ' ' || last == '\n') {
      if (blank == '\n') last = '\n';
      return;
    }
    const std::string_view before(folded_.text.data(), size_);
    if (EndsSentence(last) && !EndsAbbreviation(before)) blank = '\n';
    Put(blank, from);
  }

  // A run of blanks: an empty line and the begin of a list item end what was said.
  void Blanks() {
    size_t begin = at_;
    int lines = 0;
    while (at_ < raw_.size() &&
           (raw_[at_] == ' ' || raw_[at_] == '\n' || raw_[at_] == '\t' || raw_[at_] == '\r')) {
      lines += raw_[at_++] == '\n' ? 1 : 0;
    }
    char next = at_ < raw_.size() ? raw_[at_] : ' ';
    bool item = lines > 0 &&
                (next == '-' || next == '*' || next == '#' || next == '<' || IsAsciiDigit(next));
    Blank(lines > 1 || item ? '\n' : ' ', begin);
  }

  // What prose keeps as it is, but for its case.
  static bool IsPlain(char c) { return c > ' ' && c < '\x7f' && c != '*' && c != '`'; }

  void PlainRun() {
    MakeRoom(raw_.size() - at_);
    size_t to = size_;
    for (; at_ < raw_.size() && IsPlain(raw_[at_]); ++at_, ++to) {
      folded_.text[to] = AsciiLower(raw_[at_]);
      folded_.from[to] = static_cast<uint32_t>(at_);
    }
    size_ = to;
  }

  void Ascii(char c) {
    if (c == '*' || c == '`' || c == '\x7f' || static_cast<unsigned char>(c) < 0x20) return;
    if (mode_ != FoldMode::kProse) {
      if (c == '_' || c == '-' || c == '.') {
        if (mode_ == FoldMode::kIdentifier) Blank(' ', at_);
        return;
      }
      bool hump = mode_ == FoldMode::kIdentifier && IsAsciiUpper(c) && at_ > 0 &&
                  IsAsciiAlpha(raw_[at_ - 1]) && !IsAsciiUpper(raw_[at_ - 1]);
      if (hump) Blank(' ', at_);
    }
    Put(AsciiLower(c), at_);
  }

  void Other() {
    size_t begin = at_;
    uint32_t code_point = NextCodePoint(raw_, &at_);
    if (code_point == kReplacement || IsHiddenCharacter(code_point)) return;
    if (StaysWhole(code_point)) {
      PutCodePoint(code_point, begin);
      return;
    }
    std::array<utf8proc_int32_t, kMaxDecomposed> parts{};
    int boundary = 0;
    utf8proc_ssize_t count = utf8proc_decompose_char(
        static_cast<utf8proc_int32_t>(code_point), parts.data(), kMaxDecomposed,
        static_cast<utf8proc_option_t>(UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT), &boundary);
    for (utf8proc_ssize_t i = 0; i < count && i < kMaxDecomposed; ++i) {
      PutPart(static_cast<uint32_t>(parts[static_cast<size_t>(i)]), begin);
    }
  }

  void PutPart(uint32_t part, size_t from) {
    if (IsHiddenCharacter(part)) return;
    utf8proc_category_t category = utf8proc_category(static_cast<utf8proc_int32_t>(part));
    if (category == UTF8PROC_CATEGORY_MN || category == UTF8PROC_CATEGORY_ME) return;
    if (part == ' ' || category == UTF8PROC_CATEGORY_ZS) {
      Blank(' ', from);
    } else if (part == 0x2019 || part == 0x2018) {
      Put('\'', from);
    } else if (part == 0x2013 || part == 0x2014) {
      Put('-', from);
    } else if (part == 0x3002) {
      PutCodePoint(part, from);
      Put('\n', from);
    } else {
      uint32_t lower = static_cast<uint32_t>(utf8proc_tolower(static_cast<utf8proc_int32_t>(part)));
      look_alikes_ = look_alikes_ || AsciiLookAlike(part) != '\0';
      PutCodePoint(lower, from);
    }
  }

  void PutCodePoint(uint32_t code_point, size_t from) {
    std::string bytes;
    AppendCodePoint(code_point, &bytes);
    for (char c : bytes) Put(c, from);
  }

  // Word by word: in one that has ASCII letters, or everywhere for a skeleton.
  void FoldLookAlikes() {
    std::string text;
    std::vector<uint32_t> from;
    size_t at = 0;
    const std::string old = std::move(folded_.text);
    while (at < old.size()) {
      size_t begin = at;
      bool latin = false;
      while (at < old.size() && (IsAsciiAlnum(old[at]) || (old[at] & 0x80))) {
        latin = latin || IsAsciiAlpha(old[at]);
        ++at;
      }
      if (at == begin) ++at;
      FoldWord(std::string_view(old).substr(begin, at - begin), begin,
               latin || mode_ == FoldMode::kSkeleton, &text, &from);
    }
    folded_.text = std::move(text);
    folded_.from = std::move(from);
  }

  void FoldWord(std::string_view word, size_t offset, bool fold, std::string* text,
                std::vector<uint32_t>* from) {
    size_t at = 0;
    while (at < word.size()) {
      size_t begin = at;
      uint32_t code_point = NextCodePoint(word, &at);
      char letter = fold && code_point >= 0x80 ? AsciiLookAlike(code_point) : '\0';
      if (letter) {
        *text += letter;
      } else {
        text->append(word.substr(begin, at - begin));
      }
      from->resize(text->size(), folded_.from[offset + begin]);
    }
  }

  std::string_view raw_;
  FoldMode mode_;
  FoldedText& folded_;
  size_t at_ = 0;
  size_t size_ = 0;  // of what is folded
  bool look_alikes_ = false;
};

}  // namespace

std::pair<size_t, size_t> FoldedText::RawRange(size_t begin, size_t end) const {
  if (begin >= from.size()) return {raw_size, raw_size};
  size_t last = end > begin ? end - 1 : begin;
  size_t raw_begin = from[begin];
  // The end is where the next character that came from further on begins.
  size_t raw_last = from[last];
  size_t raw_end = raw_size;
  for (size_t i = last + 1; i < from.size(); ++i) {
    if (from[i] > raw_last) {
      raw_end = from[i];
      break;
    }
  }
  return {raw_begin, raw_end};
}

void FoldText(std::string_view raw, FoldMode mode, FoldedText* folded) {
  Folding(raw.substr(0, 0xFFFFFFFF), mode, folded).Run();
}

std::string NameSkeleton(std::string_view name) {
  FoldedText folded;
  FoldText(name, FoldMode::kSkeleton, &folded);
  return folded.text;
}

}  // namespace mcprisk
