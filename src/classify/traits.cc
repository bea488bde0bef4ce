#include "classify/traits.h"

#include <algorithm>

#include "base/text.h"
#include "classify/folding.h"

namespace mcprisk {
namespace {

void Lower(std::string_view text, size_t limit, std::string* lowered) {
  lowered->assign(text.substr(0, limit));
  FoldCase(lowered);
}

// "shellCommand", "shell-command" and "Shell Command" are "shell_command".
void NormalizeName(std::string_view name, const std::vector<Token>& words,
                   std::string* normalized) {
  normalized->clear();
  for (const Token& word : words) {
    if (!normalized->empty()) *normalized += '_';
    for (char c : name.substr(word.begin, word.end - word.begin)) {
      *normalized += c == ' ' || c == '-' ? '_' : AsciiLower(c);
    }
  }
}

void AddContext(const std::vector<Token>& tokens, Traits* traits) {
  for (const Token& token : tokens) {
    token.AddListsTo(&traits->context);
  }
}

void ExtractParameters(const Tool& tool, const Grammar& grammar, Traits* traits) {
  traits->parameters.resize(tool.parameters.size());
  auto& [lowered, normalized, words, lead_verbs] = traits->scratch;
  for (size_t i = 0; i < tool.parameters.size(); ++i) {
    ParameterTraits& parameter = traits->parameters[i];
    std::string_view name = std::string_view(tool.parameters[i].name).substr(0, kMaxToolNameBytes);
    Lower(name, kMaxToolNameBytes, &lowered);
    words.clear();
    TokenizeIdentifier(name, lowered, grammar, &words);
    NormalizeName(name, words, &normalized);
    parameter.parameter = &tool.parameters[i];
    parameter.name_sets = grammar.parameter_names.Find(normalized);
    parameter.word_lists = ListBits();
    for (const Token& word : words) word.AddListsTo(&parameter.word_lists);
    traits->context |= parameter.word_lists;
  }
}

void ExtractContext(const Tool& tool, const Grammar& grammar, Traits* traits) {
  AddContext(traits->name, traits);
  AddContext(traits->lead, traits);
  std::vector<Token>& words = traits->scratch.words;
  if (tool.title) {
    std::string& lowered = traits->scratch.lowered;
    Lower(*tool.title, kMaxToolNameBytes, &lowered);
    words.clear();
    TokenizeText(lowered, 0, lowered.size(), grammar, &words);
    AddContext(words, traits);
  }
  // Word by word behind the lead; a token list is not needed for bits.
  std::string_view rest = std::string_view(traits->lowered_description).substr(0, kMaxContextBytes);
  size_t at = std::min(rest.size(), traits->lead_end);
  while (at < rest.size()) {
    words.clear();
    size_t end = std::min(rest.size(), rest.find('\n', at));
    TokenizeText(rest, at, end, grammar, &words);
    AddContext(words, traits);
    at = end + 1;
  }
}

}  // namespace

void ExtractTraits(const Tool& tool, const Grammar& grammar, Traits* traits) {
  traits->tool = &tool;
  traits->name.clear();
  traits->lead.clear();
  traits->name_frames.clear();
  traits->lead_frames.clear();
  traits->lead_begin = traits->lead_end = 0;
  traits->context = ListBits();
  traits->unknown_words = 0;
  Lower(tool.name, kMaxToolNameBytes, &traits->lowered_name);
  std::string_view description = tool.description ? std::string_view(*tool.description) : "";
  Lower(description, kMaxPatternBytes, &traits->lowered_description);

  std::string_view name = std::string_view(tool.name).substr(0, kMaxToolNameBytes);
  TokenizeIdentifier(name, traits->lowered_name, grammar, &traits->name);
  for (const Token& token : traits->name) traits->unknown_words += token.word == nullptr;

  if (tool.description) FindLead(traits->lowered_description, grammar, traits);
  std::vector<Lemma>& lead_verbs = traits->scratch.lead_verbs;
  lead_verbs.clear();
  for (const Frame& frame : traits->lead_frames) lead_verbs.push_back(frame.verb);
  FindNameFrames(traits->name, lead_verbs, grammar, FrameKind::kName, &traits->name_frames);
  ExtractParameters(tool, grammar, traits);
  ExtractContext(tool, grammar, traits);
}

}  // namespace mcprisk
