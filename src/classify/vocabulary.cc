#include "classify/vocabulary.h"

#include <algorithm>
#include <utility>

#include "base/text.h"

namespace mcprisk {
namespace {

bool IsVowel(char c) { return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u'; }

bool EndsWith(std::string_view word, std::string_view tail) { return word.ends_with(tail); }

// list -> lists, push -> pushes, copy -> copies.
std::string ThirdPerson(std::string_view base) {
  std::string word(base);
  if (EndsWith(word, "y") && word.size() > 1 && !IsVowel(word[word.size() - 2])) {
    word.pop_back();
    return word + "ies";
  }
  for (std::string_view tail : {"s", "x", "z", "ch", "sh", "o"}) {
    if (EndsWith(word, tail)) return word + "es";
  }
  return word + "s";
}

// stop -> stopp(ing): one vowel, before one final consonant, in a short word ("edit" has two).
bool DoublesLastLetter(std::string_view base) {
  if (base.size() < 3 || base.size() > 4) return base == "submit" || base == "commit";
  if (std::count_if(base.begin(), base.end(), IsVowel) != 1) return false;
  char last = base.back();
  char before = base[base.size() - 2];
  char second = base[base.size() - 3];
  return !IsVowel(last) && last != 'w' && last != 'x' && last != 'y' && IsVowel(before) &&
         !IsVowel(second);
}

std::string Stem(std::string_view base) {
  std::string word(base);
  if (EndsWith(word, "e") && !EndsWith(word, "ee") && word.size() > 2) word.pop_back();
  if (DoublesLastLetter(base)) word += base.back();
  return word;
}

std::string Gerund(std::string_view base) { return Stem(base) + "ing"; }

std::string Past(std::string_view base) {
  if (EndsWith(base, "y") && base.size() > 1 && !IsVowel(base[base.size() - 2])) {
    return std::string(base.substr(0, base.size() - 1)) + "ied";
  }
  return Stem(base) + "ed";
}

// Scripts that put no spaces between words begin at U+2E80, whose UTF-8 begins with 0xE2 or above;
// Latin, Greek and Cyrillic letters begin lower.
bool IsUnspaced(std::string_view word) {
  return !word.empty() && static_cast<unsigned char>(word[0]) >= 0xe2;
}

}  // namespace

const Word* Vocabulary::Find(std::string_view word) const { return words_.Find(word); }

Word& Vocabulary::Entry(std::string_view word) {
  if (Word* found = words_.Find(word)) return *found;
  Word& entry = words_.Add(word);
  entry.lists = &sets_.emplace_back();
  if (IsUnspaced(word)) {
    size_t& longest = longest_unspaced_[std::string(word.substr(0, 3))];
    longest = std::max(longest, word.size());
  }
  return entry;
}

void Vocabulary::SetForm(std::string_view word, Lemma lemma, VerbForm form) {
  Word& entry = Entry(word);
  // A base form is never displaced by another verb's inflection ("saw", "found").
  if (entry.form == VerbForm::kBase && form != VerbForm::kBase) return;
  entry.lemma = lemma;
  entry.form = form;
  entry.category = lemmas_[lemma].category;
  entry.surety = lemmas_[lemma].surety;
}

bool Vocabulary::AddVerb(std::string_view base, Category category, Surety surety) {
  if (lemma_numbers_.contains(base)) return false;
  Lemma lemma = static_cast<Lemma>(lemmas_.size());
  lemmas_.push_back({std::string(base), category, surety, {}});
  lemma_numbers_.emplace(base, lemma);
  SetForm(base, lemma, VerbForm::kBase);
  if (!IsAscii(base)) return true;
  SetForm(ThirdPerson(base), lemma, VerbForm::kThird);
  SetForm(Gerund(base), lemma, VerbForm::kGerund);
  SetForm(Past(base), lemma, VerbForm::kPast);
  return true;
}

bool Vocabulary::AddForm(std::string_view word, std::string_view base, VerbForm form) {
  Lemma lemma = FindLemma(base);
  if (lemma == kNoLemma) return false;
  if (form != VerbForm::kBase) {
    SetForm(word, lemma, form);
    return true;
  }
  // Another language's verb: as sure as the English one, unless English already uses the word.
  Word& entry = Entry(word);
  if (entry.lemma != kNoLemma) return true;
  SetForm(word, lemma, form);
  return true;
}

void Vocabulary::AddSeparable(std::string_view head, std::string_view tail) {
  Entry(tail);
  Entry(head).starts_separable = true;
}

const Word* Vocabulary::FindSeparable(std::string_view head, std::string_view tail) const {
  return Find(std::string(head) + " … " + std::string(tail));
}

void Vocabulary::AddAlias(std::string_view word, std::string_view english) {
  ListBits lists;
  if (const Word* found = Find(english)) lists = *found->lists;
  Lists(Entry(word)) |= lists;
}

void Vocabulary::AddToList(size_t list, const std::vector<std::string>& words) {
  for (const std::string& word : words) {
    Lists(Entry(word)).Set(list);
    if (IsAscii(word)) {
      Lists(Entry(ThirdPerson(word))).Set(list);
      size_t space = word.find(' ');
      if (space != std::string::npos) {
        AddCompound(std::string_view(word).substr(0, space),
                    std::string_view(word).substr(space + 1));
      }
    }
  }
}

void Vocabulary::AddToVerbList(size_t list, const std::vector<std::string>& verbs) {
  for (const std::string& verb : verbs) {
    if (Lemma lemma = FindLemma(verb)) lemmas_[lemma].verb_lists.Set(list);
  }
}

void Vocabulary::Include(size_t from, size_t into) {
  for (auto& known : words_.entries()) {
    if (known.value.lists->Has(from)) Lists(known.value).Set(into);
  }
}

void Vocabulary::IncludeVerbs(size_t from, size_t into) {
  for (LemmaEntry& lemma : lemmas_) {
    if (lemma.verb_lists.Has(from)) lemma.verb_lists.Set(into);
  }
}

void Vocabulary::AddCompound(std::string_view first, std::string_view second) {
  std::string start = std::string(first) + " ";
  const ListBits lists = *Entry(start + std::string(second)).lists;
  for (const std::string& form : {std::string(second), ThirdPerson(second)}) {
    Word& whole = Entry(start + form);
    whole.compound = true;
    Lists(whole) |= lists;
  }
  Entry(first).starts_compound = true;
}

const Word* Vocabulary::FindCompound(std::string_view first, std::string_view second) const {
  // Longer than any noun of the rules.
  std::array<char, 128> whole;
  const size_t size = first.size() + 1 + second.size();
  if (size > whole.size()) return nullptr;
  std::copy(first.begin(), first.end(), whole.begin());
  whole[first.size()] = ' ';
  std::copy(second.begin(), second.end(), whole.begin() + first.size() + 1);
  const Word* found = Find(std::string_view(whole.data(), size));
  return found && found->compound ? found : nullptr;
}

void Vocabulary::Freeze() {
  std::map<ListBits, const ListBits*> shared;
  std::deque<ListBits> distinct;
  list_sizes_.assign(lists_.size(), 0);
  for (auto& known : words_.entries()) {
    Word& word = known.value;
    word.lists->ForEach([&](size_t list) { ++list_sizes_[list]; });
    auto [at, fresh] = shared.emplace(*word.lists, nullptr);
    if (fresh) at->second = &distinct.emplace_back(*word.lists);
    word.lists = at->second;
    word.listed = !word.lists->Empty();
    word.first_lists = word.lists->First();
  }
  sets_ = std::move(distinct);
}

size_t Vocabulary::NumberIn(Numbers* numbers, std::string_view name) {
  auto found = numbers->find(name);
  if (found != numbers->end()) return found->second;
  if (numbers->size() == ListBits::kMax) throw Error("more than 1,024 word lists in the rules");
  size_t number = numbers->size();
  numbers->emplace(name, number);
  return number;
}

size_t Vocabulary::ListNumber(std::string_view name) { return NumberIn(&lists_, name); }
size_t Vocabulary::VerbListNumber(std::string_view name) { return NumberIn(&verb_lists_, name); }

size_t Vocabulary::FindList(std::string_view name) const {
  auto found = lists_.find(name);
  return found == lists_.end() ? ListBits::kMax : found->second;
}

size_t Vocabulary::FindVerbList(std::string_view name) const {
  auto found = verb_lists_.find(name);
  return found == verb_lists_.end() ? ListBits::kMax : found->second;
}

Lemma Vocabulary::FindLemma(std::string_view base) const {
  auto found = lemma_numbers_.find(base);
  return found == lemma_numbers_.end() ? kNoLemma : found->second;
}

size_t Vocabulary::LongestUnspaced(std::string_view text) const {
  // A character of these scripts begins at every third byte or so; only such ends are tried, and
  // only as many as the longest word with this first character has.
  auto longest = longest_unspaced_.find(text.substr(0, 3));
  if (longest == longest_unspaced_.end()) return 0;
  for (size_t length = std::min(text.size(), longest->second); length >= 3; --length) {
    bool boundary = length == text.size() || (text[length] & 0xc0) != 0x80;
    if (boundary && Find(text.substr(0, length))) return length;
  }
  return 0;
}

}  // namespace mcprisk
