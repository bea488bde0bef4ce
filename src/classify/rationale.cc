#include "classify/rationale.h"

#include <algorithm>

#include "base/text.h"

namespace mcprisk {
namespace {

constexpr size_t kMaxQuoteBytes = 72;
constexpr size_t kMaxObjectBytes = 48;
constexpr size_t kMaxPhraseWords = 6;

// Words of the definition in quotes: one line, no quotes inside, cut at a word.
std::string Quoted(std::string_view text, size_t limit) {
  std::string words;
  for (char c : Utf8Prefix(text, 4 * limit)) {
    bool space = c == ' ' || c == '\n' || c == '\t' || c == '\r';
    if (space && (words.empty() || words.back() == ' ')) continue;
    words += space ? ' ' : c == '"' ? '\'' : c;
  }
  while (!words.empty() && (words.back() == ' ' || words.back() == '.' || words.back() == ',')) {
    words.pop_back();
  }
  if (words.size() <= limit) return "\"" + words + "\"";
  std::string cut(Utf8Prefix(words, limit));
  size_t space = cut.rfind(' ');
  if (space != std::string::npos && space > limit / 2) cut.resize(space);
  return "\"" + cut + "…\"";
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
std::string Code(std::string_view name) {
  std::string plain(Utf8Prefix(name, kMaxObjectBytes));
  for (char& c : plain) {
    if (c == '`' || static_cast<unsigned char>(c) <= ' ') c = '_';
  }
  return "`" + plain + "`";
}

// What is acted on, in the definition's own words, or "" when it does not say.
std::string ObjectText(const Claim& claim, const Traits& traits, const Grammar& grammar) {
  if (!claim.frame || !claim.frame->HasHead()) return "";
  const Frame& frame = *claim.frame;
  const Token& first = (*frame.tokens)[frame.object.front()];
  const Token& last = frame.Head();
  if (last.end < first.begin) return "";
  if (frame.kind == FrameKind::kLead) {
    std::string_view text = *traits.tool->description;
    uint32_t end = EndOfPhrase(frame, grammar);
    return Quoted(text.substr(first.begin, end - first.begin), kMaxObjectBytes);
  }
  std::string words;
  for (uint16_t at : frame.object) {
    const Token& token = (*frame.tokens)[at];
    if (!words.empty()) words += ' ';
    words += std::string_view(traits.tool->name).substr(token.begin, token.end - token.begin);
  }
  return Quoted(words, kMaxObjectBytes);
}

// Fills {verb} and {object|what to say without one}.
std::string Filled(const std::string& sentence, const std::string& verb,
                   const std::string& object) {
  std::string text;
  size_t at = 0;
  while (at < sentence.size()) {
    size_t open = sentence.find('{', at);
    if (open == std::string::npos) break;
    size_t close = sentence.find('}', open);
    if (close == std::string::npos) break;
    text += sentence.substr(at, open - at);
    std::string key = sentence.substr(open + 1, close - open - 1);
    size_t bar = key.find('|');
    std::string otherwise = bar == std::string::npos ? "" : key.substr(bar + 1);
    key.resize(std::min(key.size(), bar));
    const std::string& value = key == "verb" ? verb : object;
    text += value.empty() ? otherwise : value;
    at = close + 1;
  }
  return text + sentence.substr(std::min(at, sentence.size()));
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

// The first sentence: what kind of operation it is, by the rule that decided.
std::string WhatItDoes(const Verdict& verdict, const Subject& subject) {
  if (verdict.path == "operations") {
    std::string names;
    for (const Operation& operation : verdict.operations) {
      if (operation.category != verdict.category) continue;
      if (!names.empty()) names += ", ";
      names += Quoted(operation.value, kMaxObjectBytes);
      if (names.size() > kMaxQuoteBytes) break;
    }
    std::string count = std::to_string(verdict.operations.size()) + " operations";
    std::string what =
        verdict.operation_parameter.empty()
            ? "Its description names " + count
            : "Its parameter " + Code(verdict.operation_parameter) + " chooses between " + count;
    return what + ", and the most severe is " + names + ". " +
           std::string(CategoryInWords(verdict.category));
  }
  if (verdict.deciding.empty()) return std::string(CategoryInWords(verdict.category));
  const Claim& claim = *verdict.deciding.front();
  // The lead's words say what is acted on better than the name's.
  const Claim* lead = ClaimFrom(verdict, FrameKind::kLead);
  const Claim& speaking = lead ? *lead : claim;
  std::string verb;
  if (claim.frame) verb = subject.rules->grammar().vocabulary.LemmaText(claim.frame->verb);
  return Filled(claim.rule->rationale, verb,
                ObjectText(speaking, *subject.traits, subject.rules->grammar()));
}

std::string LeadQuote(const Traits& traits) {
  std::string_view text = *traits.tool->description;
  return Quoted(text.substr(traits.lead_begin, traits.lead_end - traits.lead_begin),
                kMaxQuoteBytes);
}

std::string VerbWord(const Claim& claim, const Traits& traits) {
  const Token& token = claim.frame->VerbToken();
  std::string_view text = claim.frame->kind == FrameKind::kLead
                              ? std::string_view(*traits.tool->description)
                              : std::string_view(traits.tool->name);
  return Quoted(text.substr(token.begin, token.end - token.begin), kMaxObjectBytes);
}

// The second sentence: the words it rests on.
std::string WhatSaysSo(const Verdict& verdict, const Subject& subject) {
  const Traits& traits = *subject.traits;
  const Claim* name = ClaimFrom(verdict, FrameKind::kName);
  const Claim* lead = ClaimFrom(verdict, FrameKind::kLead);
  if (name && lead) {
    return "The name says " + VerbWord(*name, traits) +
           ", and so does the description: " + LeadQuote(traits) + ".";
  }
  bool described = traits.lead_end > traits.lead_begin && LeadQuote(traits) != "\"\"";
  if (name) {
    std::string text = "The name says " + VerbWord(*name, traits);
    if (!described) return text + ".";
    return text + "; the description reads " + LeadQuote(traits) + ".";
  }
  if (described) return "The description reads " + LeadQuote(traits) + ".";
  if (traits.name.empty()) return "The name holds no word to go by.";
  return "The name " + Quoted(traits.tool->name, kMaxQuoteBytes) + " is all there is to go by.";
}

// The third: what about its parameters or capabilities matters, with their names.
std::string WhatMatters(const Verdict& verdict, const Subject& subject,
                        const Classification& result) {
  if (verdict.path == "operations") return "";  // said already
  for (const Evidence& evidence : result.evidence) {
    for (const Parameter& parameter : subject.traits->tool->parameters) {
      if (parameter.name.empty()) continue;
      if (!evidence.field.starts_with("parameters." + parameter.name)) continue;
      return "What a call does depends on its parameter " + Code(parameter.name) + ".";
    }
  }
  const std::vector<Parameter>& parameters = subject.traits->tool->parameters;
  if (parameters.empty() || result.category == Category::kRead) return "";
  size_t required = static_cast<size_t>(std::count_if(
      parameters.begin(), parameters.end(), [](const Parameter& p) { return p.required; }));
  return "It takes " + Counted(parameters.size(), "parameter") + ", " + std::to_string(required) +
         " required.";
}

// The last: what limits confidence, or what would raise the risk.
std::string WhatLimits(const Verdict& verdict, const Subject& subject,
                       const Classification& result) {
  if (result.basis.server) {
    return "The definition is silent, so the server's name broke the tie; confidence is low.";
  }
  if (!result.basis.description) {
    return "There is no description, which limits confidence.";
  }
  if (result.confidence < 0.75) {
    return "Confidence is limited: " + subject.rules->Path(verdict.path).meaning + ".";
  }
  if (!verdict.deciding.empty() && !verdict.deciding.front()->rule->raises.empty()) {
    return "The risk would be higher with " + verdict.deciding.front()->rule->raises + ".";
  }
  return "";
}

}  // namespace

std::string WriteRationale(const Verdict& verdict, const Subject& subject,
                           const Classification& result) {
  std::string text = WhatItDoes(verdict, subject);
  for (const std::string& sentence :
       {WhatSaysSo(verdict, subject), WhatMatters(verdict, subject, result),
        WhatLimits(verdict, subject, result)}) {
    if (sentence.empty()) continue;
    text += ' ';
    text += sentence;
  }
  return text;
}

}  // namespace mcprisk
