#include "classify/match.h"

#include <algorithm>

#include "base/text.h"
#include "classify/pattern_set.h"

namespace mcprisk {
namespace {

constexpr size_t kNoList = ListBits::kMax;

template <typename Items>
bool Contains(const Items& list, std::string_view item) {
  return std::find(list.begin(), list.end(), item) != list.end();
}

// Remembers the first of `tokens` that is on the list.
void NoteToken(const Frame& frame, const TokenPlaces& tokens, size_t list,
               std::vector<Span>* spans) {
  for (size_t at : tokens) {
    if ((*frame.tokens)[at].On(list)) {
      spans->push_back(SpanOfToken(frame, at));
      return;
    }
  }
}

bool FrameHolds(const Match& match, const Frame& frame, const Subject& subject) {
  const unsigned asked = match.asked;
  if ((asked & Match::kFrame) && match.frame != frame.kind) return false;
  if (asked & Match::kVerb) {
    const Vocabulary& vocabulary = subject.rules->grammar().vocabulary;
    if (!vocabulary.LemmaOn(frame.verb, match.verb)) return false;
  }
  if ((asked & Match::kObject) && !frame.head_lists.Has(match.object)) return false;
  if ((asked & Match::kAbout) && !frame.object_lists.Has(match.about)) return false;
  return !(asked & Match::kMentions) || frame.mention_lists.Has(match.mentions);
}

void NoteFrame(const Match& match, const Frame& frame, std::vector<Span>* spans) {
  const unsigned asked = match.asked;
  if (asked & Match::kVerb) spans->push_back(SpanOfToken(frame, frame.verb_token));
  if ((asked & Match::kObject) && frame.HasHead() && frame.Head().On(match.object)) {
    spans->push_back(SpanOfToken(frame, frame.object.back()));
  }
  if (asked & Match::kAbout) NoteToken(frame, frame.object, match.about, spans);
  if (asked & Match::kMentions) {
    size_t before = spans->size();
    NoteToken(frame, frame.object, match.mentions, spans);
    if (spans->size() == before) NoteToken(frame, frame.mentions, match.mentions, spans);
  }
}

bool ParameterHolds(const ParameterMatch& match, size_t index, const Subject& subject,
                    std::vector<Span>* spans) {
  const ParameterTraits& traits = subject.traits->parameters[index];
  const Parameter& parameter = *traits.parameter;
  bool named =
      match.name_set == kNoList || (traits.name_sets && traits.name_sets->Has(match.name_set));
  if (!named) return false;
  if (match.word != kNoList && !traits.word_lists.Has(match.word)) return false;
  if (!match.types.empty() && !Contains(match.types, parameter.type)) return false;
  if (!match.formats.empty() && !Contains(match.formats, parameter.format)) return false;
  if (match.required && *match.required != parameter.required) return false;
  if (match.has_values && *match.has_values != !parameter.values.empty()) return false;
  if (match.requests && *match.requests != parameter.requests) return false;
  auto at = static_cast<uint32_t>(index);
  if (!match.values.empty()) {
    auto wanted = [&](const std::string& value) {
      return Contains(match.values, AsciiLowered(value));
    };
    auto found = std::find_if(parameter.values.begin(), parameter.values.end(), wanted);
    if (found == parameter.values.end()) return false;
    if (spans) {
      auto item = static_cast<uint32_t>(found - parameter.values.begin());
      spans->push_back(
          {SpanField::kParameterValue, at, item, 0, static_cast<uint32_t>(found->size()), {}});
    }
  }
  if (match.pattern != kNoPattern) {
    std::string lowered = AsciiLowered(parameter.description.substr(0, kMaxPatternBytes));
    auto place = subject.rules->patterns().Find(match.pattern, lowered);
    if (!place) return false;
    if (spans) {
      spans->push_back({SpanField::kParameterDescription,
                        at,
                        0,
                        static_cast<uint32_t>(place->first),
                        static_cast<uint32_t>(place->second),
                        {}});
    }
  }
  if (spans && (match.name_set != kNoList || match.word != kNoList)) {
    spans->push_back(
        {SpanField::kParameterName, at, 0, 0, static_cast<uint32_t>(parameter.name.size()), {}});
  }
  return true;
}

bool AnyParameterHolds(const std::vector<ParameterMatch>& matches, const Subject& subject,
                       std::vector<Span>* spans) {
  for (const ParameterMatch& match : matches) {
    for (size_t i = 0; i < subject.traits->parameters.size(); ++i) {
      size_t before = spans ? spans->size() : 0;
      if (ParameterHolds(match, i, subject, spans)) return true;
      if (spans) spans->resize(before);
    }
  }
  return false;
}

// Where a pattern is met in this definition, asked once for all frames and rules.
const PatternPlace& PlaceOf(size_t pattern, bool lead_only, std::string_view text,
                            const Subject& subject) {
  PatternPlace& place = subject.pattern_memory[2 * pattern + (lead_only ? 1 : 0)];
  if (place.state != PatternPlace::kUnasked) return place;
  auto found = subject.rules->patterns().Find(pattern, text);
  place.state = found ? PatternPlace::kOccurs : PatternPlace::kNever;
  if (found) {
    place.begin = static_cast<uint32_t>(found->first);
    place.end = static_cast<uint32_t>(found->second);
  }
  return place;
}

bool PatternHolds(size_t pattern, bool lead_only, const Subject& subject,
                  std::vector<Span>* spans) {
  const Traits& traits = *subject.traits;
  std::string_view text = traits.lowered_description;
  size_t begin = lead_only ? traits.lead_begin : 0;
  if (lead_only) text = text.substr(begin, traits.lead_end - begin);
  const PatternPlace& place = PlaceOf(pattern, lead_only, text, subject);
  if (place.state != PatternPlace::kOccurs) return false;
  if (!spans) return true;
  auto offset = static_cast<uint32_t>(begin);
  spans->push_back({SpanField::kDescription, 0, 0, offset + place.begin, offset + place.end, {}});
  return true;
}

bool NameHolds(size_t list, const Subject& subject, std::vector<Span>* spans) {
  for (const Token& token : subject.traits->name) {
    if (!token.On(list)) continue;
    if (spans) spans->push_back({SpanField::kName, 0, 0, token.begin, token.end, {}});
    return true;
  }
  return false;
}

std::optional<bool> Hint(const Annotations& annotations, const std::string& hint) {
  if (hint == "readOnlyHint") return annotations.read_only;
  if (hint == "destructiveHint") return annotations.destructive;
  if (hint == "idempotentHint") return annotations.idempotent;
  return annotations.open_world;
}

bool AnnotationHolds(const AnnotationMatch& match, const Subject& subject,
                     std::vector<Span>* spans) {
  std::optional<bool> value = Hint(subject.traits->tool->annotations, match.hint);
  if (!value || *value != match.value) return false;
  if (spans) {
    spans->push_back({SpanField::kAnnotation, 0, 0, 0, match.value ? 4u : 5u, match.hint});
  }
  return true;
}

bool CapabilityHolds(const Match& match, const Subject& subject) {
  return std::any_of(match.capability.begin(), match.capability.end(),
                     [&](const std::string& id) { return Contains(subject.capabilities, id); });
}

// Cheap questions first.
bool DefinitionHolds(const Match& match, const Subject& subject, std::vector<Span>* spans) {
  const Traits& traits = *subject.traits;
  const unsigned asked = match.asked;
  if ((asked & Match::kContext) && !traits.context.Has(match.context)) return false;
  if (asked & Match::kCategory) {
    if (!subject.category) return false;
    if (!(match.category >> static_cast<unsigned>(*subject.category) & 1)) return false;
  }
  if ((asked & Match::kNoParameters) && match.no_parameters != traits.parameters.empty()) {
    return false;
  }
  if ((asked & Match::kDescribed) && match.described != traits.tool->description.has_value()) {
    return false;
  }
  if ((asked & Match::kName) && !NameHolds(match.name, subject, spans)) return false;
  if ((asked & Match::kAnnotation) && !AnnotationHolds(match.annotation, subject, spans)) {
    return false;
  }
  if ((asked & Match::kCapability) && !CapabilityHolds(match, subject)) return false;
  if ((asked & Match::kParameter) && !AnyParameterHolds(match.parameter, subject, spans)) {
    return false;
  }
  if ((asked & Match::kDescription) && !PatternHolds(match.description, false, subject, spans)) {
    return false;
  }
  return !(asked & Match::kLead) || PatternHolds(match.lead, true, subject, spans);
}

bool HoldsSilently(const Match& match, const Frame* frame, const Subject& subject);

const ConditionBits& PossibleFor(const Frame* frame, const Subject& subject) {
  return frame ? subject.PossibleFor(*frame) : subject.possible.definition;
}

// The index is asked first: it takes no look at the alternatives themselves. It knows nothing of
// exceptions.
const Match* FirstAlternative(const std::vector<Match>& any, const Frame* frame,
                              const Subject& subject) {
  const uint32_t first = any.front().number;
  if (first == 0) {
    auto found = std::find_if(any.begin(), any.end(),
                              [&](const Match& one) { return HoldsSilently(one, frame, subject); });
    return found == any.end() ? nullptr : &*found;
  }
  const Match* found = nullptr;
  ConditionRange range{first, static_cast<uint32_t>(any.size())};
  PossibleFor(frame, subject).AnyOf(range, [&](uint32_t number) {
    const Match& one = any[number - first];
    if (!HoldsSilently(one, frame, subject)) return false;
    found = &one;
    return true;
  });
  return found;
}

bool HoldsSilently(const Match& match, const Frame* frame, const Subject& subject) {
  if ((match.asked & Match::kOfFrame) && (!frame || !FrameHolds(match, *frame, subject))) {
    return false;
  }
  if ((match.asked & ~Match::kOfFrame) && !DefinitionHolds(match, subject, nullptr)) return false;
  if (!match.any.empty() && !FirstAlternative(match.any, frame, subject)) return false;
  return std::none_of(match.except.begin(), match.except.end(),
                      [&](const Match& one) { return HoldsSilently(one, frame, subject); });
}

// Where it is met, known to hold.
void NoteSpans(const Match& match, const Frame* frame, const Subject& subject,
               std::vector<Span>* spans) {
  if (match.asked & Match::kOfFrame) NoteFrame(match, *frame, spans);
  DefinitionHolds(match, subject, spans);
  if (!match.any.empty()) {
    NoteSpans(*FirstAlternative(match.any, frame, subject), frame, subject, spans);
  }
}

}  // namespace

bool Match::NeedsFrame() const {
  return (asked & kOfFrame) ||
         std::any_of(any.begin(), any.end(), [](const Match& m) { return m.NeedsFrame(); });
}

bool Match::MayHoldForVerb(const Vocabulary& vocabulary, Lemma lemma) const {
  if ((asked & kVerb) && !vocabulary.LemmaOn(lemma, verb)) return false;
  return any.empty() || std::any_of(any.begin(), any.end(), [&](const Match& one) {
           return one.MayHoldForVerb(vocabulary, lemma);
         });
}

bool Match::LooksBeyondVerb() const {
  constexpr unsigned kBeyond =
      kObject | kAbout | kMentions | kContext | kName | kDescription | kLead | kParameter;
  return (asked & kBeyond) || !any.empty();
}

const ConditionBits& Subject::PossibleFor(const Frame& frame) const {
  // What an operation names stands in no index of the definition.
  if (frame.kind == FrameKind::kOperation) return rules->index().ForVerb(frame.verb);
  if (frame.kind == FrameKind::kName) {
    return possible.frames[static_cast<size_t>(&frame - traits->name_frames.data())];
  }
  return possible.frames[traits->name_frames.size() +
                         static_cast<size_t>(&frame - traits->lead_frames.data())];
}

bool Holds(const Match& match, const Frame* frame, const Subject& subject,
           std::vector<Span>* spans) {
  if (!PossibleFor(frame, subject).Has(match.number)) return false;
  if (!HoldsSilently(match, frame, subject)) return false;
  if (spans) NoteSpans(match, frame, subject, spans);
  return true;
}

bool HoldsSomewhere(const Match& match, const Subject& subject, std::vector<Span>* spans) {
  if (!match.needs_frame) return Holds(match, nullptr, subject, spans);
  // Both frames may carry evidence.
  bool holds = false;
  for (const std::vector<Frame>* frames :
       {&subject.traits->name_frames, &subject.traits->lead_frames}) {
    for (const Frame& frame : *frames) {
      if (!Holds(match, &frame, subject, spans)) continue;
      holds = true;
      if (!spans) return true;
      break;
    }
  }
  return holds;
}

Span SpanOfToken(const Frame& frame, size_t token) {
  const Token& at = (*frame.tokens)[token];
  SpanField field = frame.kind == FrameKind::kLead ? SpanField::kDescription : SpanField::kName;
  return {field, 0, 0, at.begin, at.end, {}};
}

std::string FieldOf(const Span& span, const Traits& traits) {
  auto parameter = [&](std::string_view tail) {
    std::string field = "parameters.";
    field += traits.tool->parameters[span.parameter].name;
    field += tail;
    return field;
  };
  switch (span.field) {
    case SpanField::kName:
      return "name";
    case SpanField::kDescription:
      return "description";
    case SpanField::kParameterName:
      return parameter("");
    case SpanField::kParameterValue:
      return parameter(".enum[" + std::to_string(span.item) + "]");
    case SpanField::kParameterDescription:
      return parameter(".description");
    case SpanField::kAnnotation:
      return std::string("annotations.").append(span.hint);
  }
  return "";
}

Evidence ToEvidence(const Span& span, const Traits& traits, const std::string& rule) {
  const Tool& tool = *traits.tool;
  std::string_view text;
  switch (span.field) {
    case SpanField::kName:
      text = tool.name;
      break;
    case SpanField::kDescription:
      text = *tool.description;
      break;
    case SpanField::kParameterName:
      text = tool.parameters[span.parameter].name;
      break;
    case SpanField::kParameterValue:
      text = tool.parameters[span.parameter].values[span.item];
      break;
    case SpanField::kParameterDescription:
      text = tool.parameters[span.parameter].description;
      break;
    case SpanField::kAnnotation:
      text = span.end == 4 ? "true" : "false";
      break;
  }
  return {FieldOf(span, traits), span.begin, span.end,
          std::string(text.substr(span.begin, span.end - span.begin)), rule};
}

}  // namespace mcprisk
