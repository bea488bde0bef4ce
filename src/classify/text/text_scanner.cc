#include "classify/text/text_scanner.h"

#include <algorithm>

#include "base/text.h"
#include "classify/text/screen.h"
#include "classify/traits.h"

namespace mcprisk {
namespace {

FoldMode ModeOf(TextRole role) {
  return role == TextRole::kName || role == TextRole::kProperty ? FoldMode::kIdentifier
                                                                : FoldMode::kProse;
}

// Roles as bits.
constexpr uint16_t BitOf(TextRole role) {
  return static_cast<uint16_t>(1u << static_cast<unsigned>(role));
}

}  // namespace

// Whether a detector, or a phrase that may stand in a text of these roles, is worth asking.
bool TextScanner::AnyMarkFor(uint16_t roles, const std::vector<size_t>& marks) const {
  return std::any_of(marks.begin(), marks.end(), [&](size_t mark) {
    const TextConditions::Meaning& meaning = conditions_.MeaningOf(mark);
    return meaning.detector || (conditions_.all()[meaning.condition].roles & roles) != 0;
  });
}

bool TextScanner::IsSuspicious(std::string_view text, uint16_t roles) const {
  if (AnyMarkFor(roles, buffers_.marks)) return true;
  const uint8_t signs = SignsOf(text);
  return (signs & (kPacked | kSpread)) != 0 || FoldingMakesWords(text, signs);
}

const std::vector<ConditionHit>& TextScanner::Scan(const Tool& tool,
                                                   const PatternSet::Buffers& described) {
  hits_.clear();
  LookAt(TextRole::kName, "name", tool.name);
  if (tool.title) LookAt(TextRole::kTitle, "title", *tool.title);
  if (tool.description) LookAtDescription(*tool.description, described);
  if (tool.annotations.title) {
    LookAt(TextRole::kTitle, "annotations.title", *tool.annotations.title);
  }
  LookAtSchemas(tool);
  Sort();
  return hits_;
}

const std::vector<ConditionHit>& TextScanner::ScanField(const TextField& field) {
  hits_.clear();
  LookAt(field.role, field.field, field.text);
  Sort();
  return hits_;
}

template <typename MakeField>
void TextScanner::LookOnceAt(TextRole role, std::string_view text, const MakeField& field) {
  if (clean_.Has(role, text)) return;
  patterns_.ScreenMarks(text, &buffers_);
  const size_t hits = hits_.size();
  if (IsSuspicious(text, BitOf(role))) Look(field());
  if (hits_.size() == hits) clean_.Add(role, text);
}

void TextScanner::LookAt(TextRole role, const std::string& name, const std::string& text) {
  LookOnceAt(role, text, [&] { return TextField{role, name, text}; });
}

void TextScanner::LookAtDescription(const std::string& text, const PatternSet::Buffers& described) {
  if (text.size() > kMaxPatternBytes) {
    patterns_.ScreenMarks(text, &buffers_);
  } else {
    buffers_.marks = described.marks;
    buffers_.hits = described.hits;
  }
  if (IsSuspicious(text, BitOf(TextRole::kDescription))) {
    Look({TextRole::kDescription, "description", text});
  }
}

void TextScanner::LookAtSchemas(const Tool& tool) {
  VisitSchemaTexts(tool, &parser_, [this](const SchemaText& one) {
    LookOnceAt(one.role, one.text, [&] { return one.Field(); });
  });
}

void TextScanner::Sort() {
  std::stable_sort(hits_.begin(), hits_.end(), [](const ConditionHit& a, const ConditionHit& b) {
    return a.condition < b.condition;
  });
}

void TextScanner::Look(const TextField& field) {
  const auto& detectors = TextDetectors();
  std::vector<bool> look(detectors.size());
  const uint8_t signs = SignsOf(field.text);
  for (size_t i = 0; i < detectors.size(); ++i) look[i] = (detectors[i]->signs & signs) != 0;
  for (size_t mark : buffers_.marks) {
    if (auto detector = conditions_.MeaningOf(mark).detector) look[*detector] = true;
  }
  // Else what occurs in the folded text occurs in the raw one.
  const bool new_words = FoldingMakesWords(field.text, signs);
  if (new_words || AnyMarkFor(BitOf(field.role), buffers_.marks)) {
    const FoldMode mode = ModeOf(field.role);
    FoldText(field.text, mode, &folded_);
    if (new_words || (signs & kNonAscii) != 0 || mode != FoldMode::kProse) {
      patterns_.ScreenMarks(folded_.text, &buffers_);
    } else {
      PatternSet::Rewrite(folded_.from, &buffers_);
    }
    LookForPhrases(field, nullptr);
  }
  for (size_t i = 0; i < detectors.size(); ++i) {
    if (look[i]) LookThrough(*detectors[i], field);
  }
}

void TextScanner::LookThrough(const TextDetector& detector, const TextField& field) {
  std::vector<TextHit> found;
  detector.find(field, &found);
  if (found.size() > kMaxHitsAField) found.resize(kMaxHitsAField);
  for (const TextHit& hit : found) {
    FoldText(hit.revealed, FoldMode::kProse, &folded_);
    for (size_t i = 0; i < conditions_.all().size(); ++i) {
      const TextCondition& condition = conditions_.all()[i];
      if (condition.detector != &detector || !condition.IsFor(field.role)) continue;
      if (condition.phrases && !condition.phrases->Find(folded_.text)) continue;
      Note(i, field, hit.begin, hit.end, hit.revealed);
    }
    if (detector.hides && !hit.revealed.empty()) {
      patterns_.ScreenMarks(folded_.text, &buffers_);
      LookForPhrases(field, &hit);
    }
  }
}

// The first place in folded_ where the phrase counts. What cannot go beyond a sentence is looked
// for in those sentences alone that have all that it needs.
std::optional<Phrases::Place> TextScanner::FirstPlace(size_t mark, const Phrases& phrases,
                                                      size_t phrase) {
  const std::string_view text = folded_.text;
  std::optional<Phrases::Place> place;
  size_t before = text.size() + 1;  // where the sentence began that was looked at last
  patterns_.AnyRow(mark, kMaxPhraseBytes, &buffers_, [&](size_t first, size_t last) {
    if (!phrases.IsInLine(phrase)) {
      place = phrases.FindOne(phrase, text);
      return true;
    }
    // Rows come from the end of the text. What is asked of every row is short, and of a sentence
    // once: hostile text is one sentence of a megabyte.
    if (last >= before || text.substr(first, last - first).find('\n') != std::string_view::npos) {
      return false;
    }
    const size_t begin = text.rfind('\n', first) + 1;
    before = begin;
    const size_t end = std::min(text.find('\n', last), text.size());
    if (auto found = phrases.FindOneIn(phrase, text, {begin, end})) place = found;
    return false;
  });
  return place;
}

// Each condition is noted once a text, at the first place of its phrases.
void TextScanner::LookForPhrases(const TextField& field, const TextHit* hidden) {
  const std::vector<size_t>& marks = buffers_.marks;
  for (size_t i = 0; i < marks.size();) {
    if (conditions_.MeaningOf(marks[i]).detector) {
      ++i;
      continue;
    }
    const size_t number = conditions_.MeaningOf(marks[i]).condition;
    const TextCondition& condition = conditions_.all()[number];
    std::optional<Phrases::Place> first;
    for (; i < marks.size(); ++i) {
      const TextConditions::Meaning& meaning = conditions_.MeaningOf(marks[i]);
      if (meaning.detector || meaning.condition != number) break;
      if (!condition.IsFor(field.role)) continue;
      auto place = FirstPlace(marks[i], *condition.phrases, meaning.phrase);
      if (place && (!first || place->first < first->first)) first = place;
    }
    if (!first) continue;
    if (hidden) {
      Note(number, field, hidden->begin, hidden->end, hidden->revealed);
    } else {
      auto [begin, end] = folded_.RawRange(first->first, first->second);
      Note(number, field, begin, end, {});
    }
  }
}

void TextScanner::Note(size_t condition, const TextField& field, size_t begin, size_t end,
                       std::string_view revealed) {
  hits_.push_back({condition, field.field, begin, end, field.text.substr(begin, end - begin),
                   std::string(revealed)});
}

}  // namespace mcprisk
