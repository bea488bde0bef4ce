#include "support/frames.h"

#include <algorithm>
#include <stdexcept>

#include "base/text.h"

namespace mcprisk {
namespace {

std::string Joined(const TokenPlaces& at, const std::vector<Token>& tokens) {
  std::vector<std::string> words;
  for (size_t one : at) words.emplace_back(tokens[one].text);
  return Join(words, "+");
}

// The other words of the clause; those of the object are no news.
TokenPlaces MentionsOnly(const Frame& frame) {
  TokenPlaces others;
  for (size_t at : frame.mentions) {
    if (std::find(frame.object.begin(), frame.object.end(), at) == frame.object.end()) {
      others.push_back(at);
    }
  }
  return others;
}

std::string OneFrame(const Frame& frame, const Grammar& grammar) {
  std::string line = "verb=" + grammar.vocabulary.LemmaText(frame.verb);
  if (frame.HasHead()) line += " object=" + Joined(frame.object, *frame.tokens);
  std::string mentions = Joined(MentionsOnly(frame), *frame.tokens);
  if (!mentions.empty()) line += " mentions=" + mentions;
  if (frame.first) line += " first";
  if (frame.surety == Surety::kUsually) line += " usually";
  if (frame.surety == Surety::kSometimes) line += " sometimes";
  return line;
}

Tool ToolOf(std::string_view name, std::string_view description) {
  Tool tool;
  tool.name = name;
  if (!description.empty()) tool.description = description;
  return tool;
}

}  // namespace

std::string Words(const std::vector<Token>& tokens, std::string_view lowered) {
  std::vector<std::string> words;
  for (const Token& token : tokens) {
    if (token.end > lowered.size() || token.begin > token.end ||
        lowered.substr(token.begin, token.end - token.begin) != token.text) {
      throw std::runtime_error("a token is not the bytes at its place: " + std::string(token.text));
    }
    words.push_back(std::string(token.text) + (token.clause_end ? "," : ""));
  }
  return Join(words, "|");
}

std::string WordsOfIdentifier(std::string_view identifier, const Grammar& grammar) {
  std::string lowered = AsciiLowered(identifier);
  std::vector<Token> tokens;
  TokenizeIdentifier(identifier, lowered, grammar, &tokens);
  return Words(tokens, lowered);
}

std::string WordsOfText(std::string_view text, const Grammar& grammar) {
  std::string lowered = AsciiLowered(text);
  std::vector<Token> tokens;
  TokenizeText(lowered, 0, lowered.size(), grammar, &tokens);
  return Words(tokens, lowered);
}

std::string Frames(const std::vector<Frame>& frames, const Grammar& grammar) {
  if (frames.empty()) return "no verb";
  std::vector<std::string> lines;
  lines.reserve(frames.size());
  for (const Frame& frame : frames) lines.push_back(OneFrame(frame, grammar));
  return Join(lines, "; ");
}

std::string NameFrames(std::string_view name, const Grammar& grammar,
                       std::string_view description) {
  Tool tool = ToolOf(name, description);
  Traits traits;
  ExtractTraits(tool, grammar, &traits);
  return Frames(traits.name_frames, grammar);
}

std::string LeadFrames(std::string_view description, const Grammar& grammar) {
  Tool tool = ToolOf("x", description);
  Traits traits;
  ExtractTraits(tool, grammar, &traits);
  return Frames(traits.lead_frames, grammar);
}

}  // namespace mcprisk
