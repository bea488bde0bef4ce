#include "classify/rationale.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace mcprisk {
namespace {

constexpr size_t kMaxQuoteBytes = 72;
constexpr size_t kMaxObjectBytes = 48;
constexpr size_t kMaxPhraseWords = 6;
constexpr size_t kMaxParametersNamed = 4;
constexpr size_t kUsualRationaleBytes = 400;  // nine in ten are shorter

// How a byte is quoted: on one line and without quotes inside.
constexpr std::array<char, 256> kQuoted = [] {
  std::array<char, 256> quoted{};
  for (size_t c = 0; c < quoted.size(); ++c) quoted[c] = static_cast<char>(c);
  for (unsigned char c : {'\n', '\t', '\r'}) quoted[c] = ' ';
  quoted['"'] = '\'';
  return quoted;
}();

constexpr bool IsTrimmed(char c) { return c == ' ' || c == '.' || c == ','; }

// Appends words of the definition in quotes, cut at a word. `limit`: at most kMaxQuoteBytes.
void AppendQuoted(std::string_view text, size_t limit, std::string* out) {
  std::array<char, 4 * kMaxQuoteBytes> words;
  size_t size = 0;
  bool longer = false;  // than what is quoted of it
  for (char c : Utf8Prefix(text, 4 * limit)) {
    c = kQuoted[static_cast<unsigned char>(c)];
    if (c == ' ' && (size == 0 || words[size - 1] == ' ')) continue;
    words[size++] = c;
    if (size <= limit || IsTrimmed(c)) continue;
    longer = true;
    break;
  }
  if (longer) {
    std::string_view all(words.data(), size);
    size = Utf8Prefix(all, limit).size();
    size_t space = all.substr(0, size).rfind(' ');
    if (space != std::string::npos && space > limit / 2) size = space;
  } else {
    while (size > 0 && IsTrimmed(words[size - 1])) --size;
  }
  *out += '"';
  out->append(words.data(), size);
  *out += longer ? "…\"" : "\"";
}

// "state of a background job": the noun phrase with what is hung on it by "of", "for", "in", up to
// the next act or aside.
uint32_t EndOfPhrase(const Frame& frame, const Grammar& grammar) {
  const std::vector<Token>& tokens = *frame.tokens;
  size_t last = frame.object.back();
  uint32_t end = tokens[last].end;
  for (size_t at = last + 1; at < tokens.size() && at <= last + kMaxPhraseWords; ++at) {
    const Token& token = tokens[at];
    if (tokens[at - 1].clause_end || token.On(grammar.conjunctions)) break;
    bool joins = token.On(grammar.prepositions) || token.On(grammar.determiners);
    if (token.On(grammar.openers) && !joins) break;
    if (!joins) end = token.end;
  }
  return end;
}

// A parameter's name between backquotes; what would break out of them becomes "_".
void AppendCode(std::string_view name, std::string* out) {
  *out += '`';
  for (char c : Utf8Prefix(name, kMaxObjectBytes)) {
    *out += c == '`' || static_cast<unsigned char>(c) <= ' ' ? '_' : c;
  }
  *out += '`';
}

// "`owner`, `repo` and 3 more", as they stand in the schema.
void AppendParameters(const std::vector<Parameter>& parameters, std::string* out) {
  const size_t named = std::min(parameters.size(), kMaxParametersNamed);
  for (size_t at = 0; at < named; ++at) {
    if (at > 0) *out += at + 1 == parameters.size() ? " and " : ", ";
    AppendCode(parameters[at].name, out);
  }
  if (parameters.size() > named) {
    *out += " and " + std::to_string(parameters.size() - named) + " more";
  }
}

// Appends what is acted on, in the definition's own words. False when it does not say.
bool AppendObject(const Claim& claim, const Traits& traits, const Grammar& grammar,
                  std::string* out) {
  if (!claim.frame || !claim.frame->HasHead()) return false;
  const Frame& frame = *claim.frame;
  const Token& first = (*frame.tokens)[frame.object.front()];
  const Token& last = frame.Head();
  if (last.end < first.begin) return false;
  if (frame.kind == FrameKind::kLead) {
    std::string_view text = *traits.tool->description;
    uint32_t end = EndOfPhrase(frame, grammar);
    AppendQuoted(text.substr(first.begin, end - first.begin), kMaxObjectBytes, out);
    return true;
  }
  std::string words;
  for (size_t at : frame.object) {
    const Token& token = (*frame.tokens)[at];
    if (!words.empty()) words += ' ';
    words += std::string_view(traits.tool->name).substr(token.begin, token.end - token.begin);
  }
  AppendQuoted(words, kMaxObjectBytes, out);
  return true;
}

// Appends `sentence` with {verb} and {object|what to say without one} filled in; `append_object`
// is as AppendObject.
template <typename AppendTheObject>
void AppendFilled(std::string_view sentence, std::string_view verb,
                  const AppendTheObject& append_object, std::string* out) {
  while (true) {
    size_t open = sentence.find('{');
    size_t close = open == std::string_view::npos ? open : sentence.find('}', open);
    if (close == std::string_view::npos) break;
    *out += sentence.substr(0, open);
    std::string_view key = sentence.substr(open + 1, close - open - 1);
    size_t bar = std::min(key.size(), key.find('|'));
    bool said = key.substr(0, bar) == "verb" ? !verb.empty() : append_object(out);
    if (said && key.substr(0, bar) == "verb") *out += verb;
    if (!said && bar < key.size()) *out += key.substr(bar + 1);
    sentence.remove_prefix(close + 1);
  }
  *out += sentence;
}

std::string_view CategoryInWords(Category category) {
  switch (category) {
    case Category::kRead:
      return "It only reads: nothing outside the call changes.";
    case Category::kWrite:
      return "It creates or changes state that can be changed back.";
    case Category::kExecute:
      return "It starts something whose extent depends on the arguments.";
    case Category::kDestructive:
      return "It removes or discards something that may not come back.";
    case Category::kFinancial:
      return "It moves, commits or promises money or priced assets.";
  }
  return "";
}

const Claim* ClaimFrom(const Verdict& verdict, FrameKind kind) {
  for (const Claim* claim : verdict.deciding) {
    if (claim->frame && claim->frame->kind == kind) return claim;
  }
  return nullptr;
}

void AppendOperations(const Verdict& verdict, std::string* out) {
  if (verdict.operation_parameter.empty()) {
    *out += "Its description names ";
  } else {
    *out += "Its parameter ";
    AppendCode(verdict.operation_parameter, out);
    *out += " chooses between ";
  }
  *out += std::to_string(verdict.operations.size()) + " operations, and the most severe is ";
  const size_t begin = out->size();
  for (const Operation& operation : verdict.operations) {
    if (operation.category != verdict.category) continue;
    if (out->size() > begin) *out += ", ";
    AppendQuoted(operation.value, kMaxObjectBytes, out);
    if (out->size() > begin + kMaxQuoteBytes) break;
  }
  *out += ". ";
  *out += CategoryInWords(verdict.category);
}

// The first sentence: what kind of operation it is, by the rule that decided.
void AppendWhatItDoes(const Verdict& verdict, const Subject& subject, std::string* out) {
  if (verdict.path == "operations") return AppendOperations(verdict, out);
  if (verdict.deciding.empty()) {
    *out += CategoryInWords(verdict.category);
    return;
  }
  const Claim& claim = *verdict.deciding.front();
  // The lead's words say what is acted on better than the name's.
  const Claim* lead = ClaimFrom(verdict, FrameKind::kLead);
  const Claim& speaking = lead ? *lead : claim;
  const Grammar& grammar = subject.rules->grammar();
  std::string_view verb;
  if (claim.frame) verb = grammar.vocabulary.LemmaText(claim.frame->verb);
  auto object = [&](std::string* text) {
    return AppendObject(speaking, *subject.traits, grammar, text);
  };
  AppendFilled(claim.rule->rationale, verb, object, out);
}

std::string_view LeadOf(const Traits& traits) {
  std::string_view text = *traits.tool->description;
  return text.substr(traits.lead_begin, traits.lead_end - traits.lead_begin);
}

void AppendLead(const Traits& traits, std::string* out) {
  AppendQuoted(LeadOf(traits), kMaxQuoteBytes, out);
}

void AppendVerb(const Claim& claim, const Traits& traits, std::string* out) {
  const Token& token = claim.frame->VerbToken();
  std::string_view text = claim.frame->kind == FrameKind::kLead
                              ? std::string_view(*traits.tool->description)
                              : std::string_view(traits.tool->name);
  AppendQuoted(text.substr(token.begin, token.end - token.begin), kMaxObjectBytes, out);
}

// True when the lead holds anything that AppendLead would quote.
bool HasLead(const Traits& traits) {
  if (traits.lead_end <= traits.lead_begin) return false;
  std::string_view looked_at = Utf8Prefix(LeadOf(traits), 4 * kMaxQuoteBytes);
  return std::any_of(looked_at.begin(), looked_at.end(),
                     [](char c) { return !IsTrimmed(kQuoted[static_cast<unsigned char>(c)]); });
}

// The second sentence: the words it rests on.
void AppendWhatSaysSo(const Verdict& verdict, const Subject& subject, std::string* out) {
  const Traits& traits = *subject.traits;
  const Claim* name = ClaimFrom(verdict, FrameKind::kName);
  const Claim* lead = ClaimFrom(verdict, FrameKind::kLead);
  if (name) {
    // A name of one word is its verb; of others the whole tells one tool from the next.
    const Token& verb = name->frame->VerbToken();
    bool whole = verb.begin == 0 && verb.end == traits.tool->name.size();
    *out += whole ? " The name says " : " The name ";
    if (!whole) {
      AppendQuoted(traits.tool->name, kMaxQuoteBytes, out);
      *out += " says ";
    }
    AppendVerb(*name, traits, out);
    if (lead || HasLead(traits)) {
      *out += lead ? ", and so does the description: " : "; the description reads ";
      AppendLead(traits, out);
    }
    *out += '.';
  } else if (HasLead(traits)) {
    *out += " The description of ";
    AppendQuoted(traits.tool->name, kMaxQuoteBytes, out);
    *out += " reads ";
    AppendLead(traits, out);
    *out += '.';
  } else if (traits.name.empty()) {
    *out += " The name holds no word to go by.";
  } else {
    *out += " The name ";
    AppendQuoted(traits.tool->name, kMaxQuoteBytes, out);
    *out += " is all there is to go by.";
  }
}

// The parameter that one of the evidences is about; nullptr when there is none.
const Parameter* EvidentParameter(const Traits& traits, const Classification& result) {
  constexpr std::string_view kPrefix = "parameters.";
  for (const Evidence& evidence : result.evidence) {
    if (!evidence.field.starts_with(kPrefix)) continue;
    std::string_view field = std::string_view(evidence.field).substr(kPrefix.size());
    for (const Parameter& parameter : traits.tool->parameters) {
      if (!parameter.name.empty() && field.starts_with(parameter.name)) return &parameter;
    }
  }
  return nullptr;
}

// The third: what about its parameters or capabilities matters, with their names.
void AppendWhatMatters(const Verdict& verdict, const Subject& subject, const Classification& result,
                       std::string* out) {
  if (verdict.path == "operations") return;  // said already
  if (const Parameter* parameter = EvidentParameter(*subject.traits, result)) {
    *out += " What a call does depends on its parameter ";
    AppendCode(parameter->name, out);
    *out += '.';
    return;
  }
  const std::vector<Parameter>& parameters = subject.traits->tool->parameters;
  if (parameters.empty()) return;
  size_t required = static_cast<size_t>(std::count_if(
      parameters.begin(), parameters.end(), [](const Parameter& p) { return p.required; }));
  *out += " It takes ";
  AppendParameters(parameters, out);
  if (required == 0) {
    *out += ", none required.";
  } else if (required == parameters.size()) {
    *out += required == 1 ? ", required." : ", all required.";
  } else {
    *out += ", " + std::to_string(required) + " required.";
  }
}

// The last: what limits confidence, or what would raise the risk.
void AppendWhatLimits(const Verdict& verdict, const Subject& subject, const Classification& result,
                      std::string* out) {
  if (result.basis.server) {
    *out += " The definition is silent, so the server's name broke the tie; confidence is low.";
  } else if (!result.basis.description) {
    *out += " There is no description, which limits confidence.";
  } else if (result.confidence < 0.75) {
    *out += " Confidence is limited: ";
    *out += subject.rules->Path(verdict.path).meaning;
    *out += '.';
  } else if (!verdict.deciding.empty() && !verdict.deciding.front()->rule->raises.empty()) {
    *out += " The risk would be higher with ";
    *out += verdict.deciding.front()->rule->raises;
    *out += '.';
  }
}

}  // namespace

std::string WriteRationale(const Verdict& verdict, const Subject& subject,
                           const Classification& result) {
  std::string text;
  text.reserve(kUsualRationaleBytes);
  AppendWhatItDoes(verdict, subject, &text);
  AppendWhatSaysSo(verdict, subject, &text);
  AppendWhatMatters(verdict, subject, result, &text);
  AppendWhatLimits(verdict, subject, result, &text);
  return text;
}

}  // namespace mcprisk
