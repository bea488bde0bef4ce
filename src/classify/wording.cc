#include "classify/wording.h"

#include <algorithm>
#include <cstring>

#include "base/json_pointer.h"
#include "base/text.h"
#include "classify/wording_text.h"

namespace mcprisk {
namespace {

constexpr size_t kMaxShownWords = 6;

// Of the first four letters, which it must have.
size_t BeginOf(std::string_view text) {
  uint32_t four;
  std::memcpy(&four, text.data(), sizeof(four));
  return four * 0x9e3779b1u >> 16;
}

bool IsWord(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(),
                                      [](char c) { return (c >= 'a' && c <= 'z') || c == '\''; });
}

bool Matches(std::string_view word, const std::string& wanted) {
  if (!wanted.ends_with('*')) return word == wanted;
  return word.starts_with(std::string_view(wanted).substr(0, wanted.size() - 1));
}

}  // namespace

std::string_view WordingMarkName(WordingMark mark) {
  constexpr std::string_view kNames[kWordingMarks] = {
      "quoted", "url",  "email",     "path", "address", "percent", "number",
      "host",   "self", "parameter", "name", "proper",  "schema",  "lead"};
  return kNames[static_cast<size_t>(mark)];
}

std::string_view WordStem(std::string_view word) {
  for (std::string_view ending : {"ing", "ed", "es", "s"}) {
    if (word.size() > ending.size() + 3 && word.ends_with(ending)) {
      return word.substr(0, word.size() - ending.size());
    }
  }
  return word;
}

// One sentence of a text, with what is known of it from outside.
struct Wording::Sentence {
  std::span<const std::string_view> words;
  uint16_t marks;
  size_t length;
  size_t sentences;
};

// The sum, and what it is made of.
struct Wording::Weighed {
  int sum = 0;
  uint64_t classes = 0;
  std::vector<const Word*> words;  // each counts once
  // As shown; few sentences are, so it is filled where it is asked for.
  std::vector<std::pair<std::string_view, int>>* parts = nullptr;

  void Add(std::string_view text, int weight) {
    sum += weight;
    if (parts) parts->emplace_back(text, weight);
  }
};

bool Wording::AddClass(std::string_view name, int weight) {
  if (classes_.size() == kMaxWordingClasses) return false;
  classes_.push_back({std::string(name), weight});
  return true;
}

void Wording::AddPhrase(const std::vector<std::string>& phrase) {
  const size_t in_class = classes_.size() - 1;
  if (phrase[0].ends_with('*')) {
    stems_.push_back({phrase[0].substr(0, phrase[0].size() - 1), in_class});
    stem_begins_.set(BeginOf(stems_.back().text));
    return;
  }
  Take(phrase[0]).phrases.push_back({{phrase.begin() + 1, phrase.end()}, in_class});
}

Wording::Word& Wording::Take(std::string_view text) {
  Word* known = words_.Find(text);
  return known ? *known : words_.Add(text);
}

// Those that begin with the word at `at`, of which `known` is known.
void Wording::AddClasses(std::span<const std::string_view> words, size_t at, const Word* known,
                         Weighed* weighed) const {
  auto add = [&](size_t in_class) {
    const uint64_t bit = uint64_t{1} << in_class;
    if ((weighed->classes & bit) != 0) return;
    weighed->classes |= bit;
    weighed->Add(words[at], classes_[in_class].weight);
  };
  if (known) {
    for (const Phrase& phrase : known->phrases) {
      if (phrase.rest.size() >= words.size() - at) continue;
      bool all = true;
      for (size_t i = 0; all && i < phrase.rest.size(); ++i) {
        all = Matches(words[at + 1 + i], phrase.rest[i]);
      }
      if (all) add(phrase.in_class);
    }
  }
  if (words[at].size() < 4 || !stem_begins_.test(BeginOf(words[at]))) return;
  for (const Stem& stem : stems_) {
    if (words[at].starts_with(stem.text)) add(stem.in_class);
  }
}

void Wording::Weigh(const Sentence& sentence, Weighed* weighed) const {
  weighed->classes = 0;
  weighed->words.clear();
  weighed->sum = base_ + sentences_[std::min<size_t>(sentence.sentences, 6) - 1] +
                 lengths_[std::min<size_t>(sentence.length, 399) / 50];
  for (int mark = 0; mark < kWordingMarks; ++mark) {
    if (sentence.marks >> mark & 1) weighed->sum += marks_[static_cast<size_t>(mark)];
  }
  bool first = true;
  for (size_t at = 0; at < sentence.words.size(); ++at) {
    const std::string_view text = sentence.words[at];
    if (text.empty()) continue;
    const Word* const known = words_.Find(text);
    AddClasses(sentence.words, at, known, weighed);
    if (!IsWord(text)) continue;
    if (first) {
      if (known) weighed->sum += known->first;
      first = false;
    }
    if (text.size() < 2) continue;
    const std::string_view stem = WordStem(text);
    const Word* const word = stem.size() == text.size() ? known : words_.Find(stem);
    if (!word || word->weight == 0) continue;
    auto& counted = weighed->words;
    if (std::find(counted.begin(), counted.end(), word) != counted.end()) continue;
    counted.push_back(word);
    weighed->Add(text, word->weight);
  }
}

std::vector<std::string> Wording::WeightiestWords(const Sentence& sentence) const {
  std::vector<std::pair<std::string_view, int>> parts;
  Weighed weighed;
  weighed.parts = &parts;
  Weigh(sentence, &weighed);
  std::stable_sort(parts.begin(), parts.end(),
                   [](const auto& a, const auto& b) { return a.second > b.second; });
  std::vector<std::string> shown;
  for (const auto& [word, weight] : parts) {
    if (weight <= 0 || shown.size() == kMaxShownWords) break;
    if (std::find(shown.begin(), shown.end(), word) == shown.end()) shown.emplace_back(word);
  }
  return shown;
}

std::optional<WordingSum> Wording::Highest(const Tool& tool, int at_least) const {
  std::optional<WordingSum> highest;
  const WordingNames names(tool);
  Weighed weighed;
  auto look = [&](const std::string& text, bool schema, const auto& field) {
    const WordingText cut(text, names, schema);
    const auto& all = cut.sentences();
    const bool alone = all.size() == 1 && !schema;
    for (size_t i = schema || alone ? 0 : 1; i < all.size(); ++i) {
      if (all[i].word_count < kMinWordingWords) continue;
      uint16_t marks = all[i].marks;
      if (schema) marks |= 1u << static_cast<unsigned>(WordingMark::kSchema);
      if (alone) marks |= 1u << static_cast<unsigned>(WordingMark::kLead);
      const auto words = std::span(cut.words()).subspan(all[i].first_word, all[i].word_count);
      const Sentence sentence = {words, marks, all[i].length, all.size()};
      Weigh(sentence, &weighed);
      if (weighed.sum < at_least || (highest && weighed.sum <= highest->sum)) continue;
      highest = WordingSum{weighed.sum,
                           field(),
                           all[i].begin,
                           all[i].end,
                           text.substr(all[i].begin, all[i].end - all[i].begin),
                           WeightiestWords(sentence)};
    }
  };
  if (tool.description) look(*tool.description, false, [] { return std::string("description"); });
  for (const Parameter& parameter : tool.parameters) {
    if (parameter.description.size() < kMinWordingBytes) continue;
    look(parameter.description, true,
         [&] { return "/inputSchema/properties/" + PointerStep(parameter.name) + "/description"; });
  }
  return highest;
}

}  // namespace mcprisk
