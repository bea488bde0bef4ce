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
constexpr uint16_t kSchemaRoles = BitOf(TextRole::kTitle) | BitOf(TextRole::kProperty) |
                                  BitOf(TextRole::kSchema) | BitOf(TextRole::kValue);

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
  if (tool.description) {
    const std::string& text = *tool.description;
    if (text.size() > kMaxPatternBytes) {
      patterns_.ScreenMarks(text, &buffers_);
    } else {
      buffers_.marks = described.marks;
    }
    if (IsSuspicious(text, BitOf(TextRole::kDescription))) {
      Look({TextRole::kDescription, "description", text});
    }
  }
  if (tool.annotations.title) {
    LookAt(TextRole::kTitle, "annotations.title", *tool.annotations.title);
  }
  if (SchemaIsSuspicious(tool.input_schema) || SchemaIsSuspicious(tool.output_schema)) {
    fields_.clear();
    AddSchemaFields(tool, &fields_);
    for (const TextField& field : fields_) {
      patterns_.ScreenMarks(field.text, &buffers_);
      if (IsSuspicious(field.text, BitOf(field.role))) Look(field);
    }
  }
  Sort();
  return hits_;
}

bool TextScanner::SchemaIsSuspicious(const std::optional<std::string>& schema) {
  if (!schema) return false;
  patterns_.ScreenMarks(*schema, &buffers_);
  return IsSuspicious(*schema, kSchemaRoles);
}

const std::vector<ConditionHit>& TextScanner::ScanField(const TextField& field) {
  hits_.clear();
  LookAt(field.role, field.field, field.text);
  Sort();
  return hits_;
}

void TextScanner::LookAt(TextRole role, const std::string& name, const std::string& text) {
  patterns_.ScreenMarks(text, &buffers_);
  if (IsSuspicious(text, BitOf(role))) Look({role, name, text});
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
  if (AnyMarkFor(BitOf(field.role), buffers_.marks) || FoldingMakesWords(field.text, signs)) {
    LookForPhrases(field, field.text, ModeOf(field.role), nullptr);
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
      LookForPhrases(field, hit.revealed, FoldMode::kProse, &hit);
    }
  }
}

// Each condition is noted once a text, at the first place of its phrases.
void TextScanner::LookForPhrases(const TextField& field, std::string_view text, FoldMode mode,
                                 const TextHit* hidden) {
  FoldText(text, mode, &folded_);
  patterns_.ScreenMarks(folded_.text, &buffers_);
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
      if (!patterns_.IsInOrder(marks[i], kMaxPhraseBytes, &buffers_)) continue;
      auto place = condition.phrases->FindOne(meaning.phrase, folded_.text);
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
