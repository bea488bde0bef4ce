#include "classify/text/text_scanner.h"

#include <algorithm>

#include "base/text.h"
#include "classify/text/screen.h"
#include "classify/traits.h"

namespace mcprisk {
namespace {

// More than a record shows, and few enough that hostile text costs no more than its length.
constexpr size_t kMaxHitsAField = 64;

FoldMode ModeOf(TextRole role) {
  return role == TextRole::kName || role == TextRole::kProperty ? FoldMode::kIdentifier
                                                                : FoldMode::kProse;
}

}  // namespace

bool TextScanner::IsSuspicious(std::string_view text) {
  if (text.empty()) return false;
  uint8_t signs = SignsOf(text);
  // Typographic marks, emoji and Chinese alone are no reason: literals are looked for in the bytes.
  if ((signs & kNonAscii) && !NeedsFolding(text)) signs &= static_cast<uint8_t>(~kNonAscii);
  if (signs != 0) return true;
  patterns_.ScreenMarks(text, &buffers_);
  return !buffers_.marks.empty();
}

bool TextScanner::OwnTextIsSuspicious(const Tool& tool, const PatternSet::Buffers& described) {
  if (!described.marks.empty()) return true;
  if (tool.description) {
    const std::string& text = *tool.description;
    if (text.size() > kMaxPatternBytes && IsSuspicious(text)) return true;
    uint8_t signs = SignsOf(text);
    if ((signs & ~kNonAscii) != 0 || ((signs & kNonAscii) && NeedsFolding(text))) return true;
  }
  return IsSuspicious(tool.name) || (tool.title && IsSuspicious(*tool.title)) ||
         (tool.annotations.title && IsSuspicious(*tool.annotations.title));
}

const std::vector<ConditionHit>& TextScanner::Scan(const Tool& tool,
                                                   const PatternSet::Buffers& described) {
  hits_.clear();
  bool own = OwnTextIsSuspicious(tool, described);
  bool schema = (tool.input_schema && IsSuspicious(*tool.input_schema)) ||
                (tool.output_schema && IsSuspicious(*tool.output_schema));
  if (!own && !schema) return hits_;
  fields_.clear();
  if (own) AddOwnFields(tool, &fields_);
  if (schema) AddSchemaFields(tool, &fields_);
  for (const TextField& field : fields_) Look(field);
  Sort();
  return hits_;
}

const std::vector<ConditionHit>& TextScanner::ScanField(const TextField& field) {
  hits_.clear();
  if (IsSuspicious(field.text)) Look(field);
  Sort();
  return hits_;
}

void TextScanner::Sort() {
  std::stable_sort(hits_.begin(), hits_.end(), [](const ConditionHit& a, const ConditionHit& b) {
    return a.condition < b.condition;
  });
}

void TextScanner::Look(const TextField& field) {
  if (field.text.empty()) return;
  const auto& detectors = TextDetectors();
  std::vector<bool> look(detectors.size());
  uint8_t signs = SignsOf(field.text);
  for (size_t i = 0; i < detectors.size(); ++i) look[i] = (detectors[i]->signs & signs) != 0;
  patterns_.ScreenMarks(field.text, &buffers_);
  for (size_t mark : buffers_.marks) {
    if (auto detector = conditions_.MeaningOf(mark).detector) look[*detector] = true;
  }
  LookForPhrases(field, field.text, ModeOf(field.role), nullptr);
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
      LookForPhrases(field, hit.revealed, FoldMode::kProse, &hit);
    }
  }
}

void TextScanner::LookForPhrases(const TextField& field, std::string_view text, FoldMode mode,
                                 const TextHit* hidden) {
  FoldText(text, mode, &folded_);
  met_.assign(conditions_.all().size(), false);
  const std::string_view folded = folded_.text;
  for (size_t begin = 0; begin < folded.size();) {
    std::string_view sentence = SentenceAt(folded, begin);
    LookForPhrasesIn(begin, sentence, field, hidden);
    begin += sentence.size() + 1;
  }
}

// Each condition is noted once a text, at the first of its phrases.
void TextScanner::LookForPhrasesIn(size_t sentence_begin, std::string_view sentence,
                                   const TextField& field, const TextHit* hidden) {
  patterns_.ScreenMarks(sentence, &buffers_);
  const std::vector<size_t>& marks = buffers_.marks;
  for (size_t i = 0; i < marks.size();) {
    const size_t number = conditions_.MeaningOf(marks[i]).condition;
    const TextCondition& condition = conditions_.all()[number];
    bool wanted = !met_[number] && condition.IsFor(field.role);
    std::optional<Phrases::Place> first;
    for (; i < marks.size(); ++i) {
      const TextConditions::Meaning& meaning = conditions_.MeaningOf(marks[i]);
      if (meaning.detector || meaning.condition != number) break;
      if (!wanted) continue;
      std::optional<Phrases::Place> place = condition.phrases->FindOne(meaning.phrase, sentence);
      if (place && (!first || place->first < first->first)) first = place;
    }
    if (i < marks.size() && conditions_.MeaningOf(marks[i]).detector) ++i;
    if (!first) continue;
    met_[number] = true;
    if (hidden) {
      Note(number, field, hidden->begin, hidden->end, hidden->revealed);
    } else {
      auto [begin, end] =
          folded_.RawRange(sentence_begin + first->first, sentence_begin + first->second);
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
