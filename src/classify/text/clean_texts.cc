#include "classify/text/clean_texts.h"

#include <functional>

namespace mcprisk {
namespace {

char LetterOf(TextRole role) { return static_cast<char>('a' + static_cast<int>(role)); }

}  // namespace

uint64_t CleanTexts::HashOf(TextRole role, std::string_view text) {
  // 0 is a place that nobody has.
  return (std::hash<std::string_view>{}(text) ^ static_cast<uint64_t>(role)) | 1;
}

bool CleanTexts::Has(TextRole role, std::string_view text) const {
  if (hashes_.empty() || text.size() > kMaxCleanTextBytes) return false;
  const uint64_t hash = HashOf(role, text);
  const size_t place = hash / 2 % kCleanTexts;
  if (hashes_[place] != hash) return false;
  const std::string& known = texts_[place];
  return known.front() == LetterOf(role) && std::string_view(known).substr(1) == text;
}

void CleanTexts::Add(TextRole role, std::string_view text) {
  if (text.size() > kMaxCleanTextBytes) return;
  hashes_.resize(kCleanTexts);
  texts_.resize(kCleanTexts);
  const uint64_t hash = HashOf(role, text);
  const size_t place = hash / 2 % kCleanTexts;
  hashes_[place] = hash;
  texts_[place] = LetterOf(role);
  texts_[place] += text;
}

}  // namespace mcprisk
