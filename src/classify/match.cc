#include "classify/match.h"

#include <algorithm>

#include "base/text.h"
#include "classify/pattern_set.h"

namespace mcprisk {
namespace {

constexpr size_t kNoList = ListBits::kMax;

bool Contains(const std::vector<std::string>& list, const std::string& item) {
  return std::find(list.begin(), list.end(), item) != list.end();
}

// Remembers the first of `tokens` that is on the list.
void NoteToken(const Frame& frame, const std::vector<uint16_t>& tokens, size_t list,
               std::vector<Span>* spans) {
  for (uint16_t at : tokens) {
    if ((*frame.tokens)[at].On(list)) {
      spans->push_back(SpanOfToken(frame, at));
      return;
    }
  }
}

bool FrameHolds(const Match& match, const Frame& frame, const Subject& subject,
                std::vector<Span>* spans) {
  const Vocabulary& vocabulary = subject.rules->grammar().vocabulary;
  if (match.frame && *match.frame != frame.kind) return false;
  if (match.verb != kNoList && !vocabulary.LemmaOn(frame.verb, match.verb)) return false;
  if (match.object != kNoList && !frame.head_lists.Has(match.object)) return false;
  if (match.about != kNoList && !frame.object_lists.Has(match.about)) return false;
  if (match.mentions != kNoList && !frame.mention_lists.Has(match.mentions)) return false;
  if (!spans) return true;
  if (match.verb != kNoList) spans->push_back(SpanOfToken(frame, frame.verb_token));
  if (match.object != kNoList && frame.HasHead()) {
    if (frame.Head().On(match.object)) spans->push_back(SpanOfToken(frame, frame.object.back()));
  }
  if (match.about != kNoList) NoteToken(frame, frame.object, match.about, spans);
  if (match.mentions != kNoList) {
    size_t before = spans->size();
    NoteToken(frame, frame.object, match.mentions, spans);
    if (spans->size() == before) NoteToken(frame, frame.mentions, match.mentions, spans);
  }
  return true;
}

bool ParameterHolds(const ParameterMatch& match, size_t index, const Subject& subject,
                    std::vector<Span>* spans) {
  const ParameterTraits& traits = subject.traits->parameters[index];
  const Parameter& parameter = *traits.parameter;
  if (!match.names.empty() && !Contains(match.names, traits.name)) return false;
  if (match.word != kNoList) {
    bool on = std::any_of(traits.words.begin(), traits.words.end(),
                          [&](const Token& token) { return token.On(match.word); });
    if (!on) return false;
  }
  if (!match.types.empty() && !Contains(match.types, parameter.type)) return false;
  if (!match.formats.empty() && !Contains(match.formats, parameter.format)) return false;
  if (match.required && *match.required != parameter.required) return false;
  if (match.has_values && *match.has_values != !parameter.values.empty()) return false;
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
  if (spans && (!match.names.empty() || match.word != kNoList)) {
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

// What a pattern gave for this definition, so that it runs once for all frames and rules.
bool OccursOnce(size_t pattern, bool lead_only, std::string_view text, const Subject& subject) {
  signed char& known = subject.pattern_memory[2 * pattern + (lead_only ? 1 : 0)];
  if (known >= 0) return known == 1;
  known = subject.rules->patterns().Occurs(pattern, text) ? 1 : 0;
  return known == 1;
}

bool PatternHolds(size_t pattern, bool lead_only, const Subject& subject,
                  std::vector<Span>* spans) {
  const Traits& traits = *subject.traits;
  std::string_view text = traits.lowered_description;
  size_t begin = lead_only ? traits.lead_begin : 0;
  if (lead_only) text = text.substr(begin, traits.lead_end - begin);
  if (!OccursOnce(pattern, lead_only, text, subject)) return false;
  if (!spans) return true;
  auto place = subject.rules->patterns().Find(pattern, text);
  spans->push_back({SpanField::kDescription,
                    0,
                    0,
                    static_cast<uint32_t>(begin + place->first),
                    static_cast<uint32_t>(begin + place->second),
                    {}});
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

bool DefinitionHolds(const Match& match, const Subject& subject, std::vector<Span>* spans) {
  const Traits& traits = *subject.traits;
  if (match.category != 0) {
    if (!subject.category) return false;
    if (!(match.category >> static_cast<unsigned>(*subject.category) & 1)) return false;
  }
  if (match.context != kNoList && !traits.context.Has(match.context)) return false;
  if (match.no_parameters && *match.no_parameters != traits.parameters.empty()) return false;
  if (match.described && *match.described != traits.tool->description.has_value()) return false;
  if (match.name != kNoList && !NameHolds(match.name, subject, spans)) return false;
  if (match.annotation && !AnnotationHolds(*match.annotation, subject, spans)) return false;
  if (!match.capability.empty() &&
      std::none_of(match.capability.begin(), match.capability.end(),
                   [&](const std::string& id) { return Contains(subject.capabilities, id); })) {
    return false;
  }
  if (!match.parameter.empty() && !AnyParameterHolds(match.parameter, subject, spans)) return false;
  // Patterns last: they cost most.
  if (match.description != kNoPattern && !PatternHolds(match.description, false, subject, spans)) {
    return false;
  }
  return match.lead == kNoPattern || PatternHolds(match.lead, true, subject, spans);
}

}  // namespace

bool Match::NeedsFrame() const {
  if (verb != kNoList || object != kNoList || about != kNoList || mentions != kNoList || frame) {
    return true;
  }
  return std::any_of(any.begin(), any.end(), [](const Match& m) { return m.NeedsFrame(); });
}

bool Match::MayHoldForVerb(const Vocabulary& vocabulary, Lemma lemma) const {
  if (verb != kNoList && !vocabulary.LemmaOn(lemma, verb)) return false;
  return any.empty() || std::any_of(any.begin(), any.end(), [&](const Match& one) {
           return one.MayHoldForVerb(vocabulary, lemma);
         });
}

bool Match::LooksBeyondVerb() const {
  return object != kNoList || about != kNoList || mentions != kNoList || context != kNoList ||
         name != kNoList || description != kNoPattern || lead != kNoPattern || !parameter.empty() ||
         !any.empty();
}

bool Holds(const Match& match, const Frame* frame, const Subject& subject,
           std::vector<Span>* spans) {
  size_t before = spans ? spans->size() : 0;
  auto fail = [&] {
    if (spans) spans->resize(before);
    return false;
  };
  bool of_frame = match.verb != kNoList || match.object != kNoList || match.about != kNoList ||
                  match.mentions != kNoList || match.frame;
  if (of_frame && (!frame || !FrameHolds(match, *frame, subject, spans))) return fail();
  if (!DefinitionHolds(match, subject, spans)) return fail();
  if (!match.any.empty() && std::none_of(match.any.begin(), match.any.end(), [&](const Match& one) {
        return Holds(one, frame, subject, spans);
      })) {
    return fail();
  }
  for (const Match& one : match.except) {
    if (Holds(one, frame, subject, nullptr)) return fail();
  }
  return true;
}

bool HoldsSomewhere(const Match& match, const Subject& subject, std::vector<Span>* spans) {
  if (!match.NeedsFrame()) return Holds(match, nullptr, subject, spans);
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

Evidence ToEvidence(const Span& span, const Traits& traits, const std::string& rule) {
  Evidence evidence;
  evidence.begin = span.begin;
  evidence.end = span.end;
  evidence.rule = rule;
  const Tool& tool = *traits.tool;
  std::string_view text;
  switch (span.field) {
    case SpanField::kName:
      evidence.field = "name";
      text = tool.name;
      break;
    case SpanField::kDescription:
      evidence.field = "description";
      text = *tool.description;
      break;
    case SpanField::kParameterName:
      evidence.field = "parameters." + tool.parameters[span.parameter].name;
      text = tool.parameters[span.parameter].name;
      break;
    case SpanField::kParameterValue:
      evidence.field = "parameters." + tool.parameters[span.parameter].name + ".enum[" +
                       std::to_string(span.item) + "]";
      text = tool.parameters[span.parameter].values[span.item];
      break;
    case SpanField::kParameterDescription:
      evidence.field = "parameters." + tool.parameters[span.parameter].name + ".description";
      text = tool.parameters[span.parameter].description;
      break;
    case SpanField::kAnnotation:
      evidence.field = "annotations." + span.hint;
      text = span.end == 4 ? "true" : "false";
      break;
  }
  evidence.quote = text.substr(span.begin, span.end - span.begin);
  return evidence;
}

}  // namespace mcprisk
