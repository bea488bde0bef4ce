// Tokens and frames as one line of text: tests read as name or sentence in, words out.
#ifndef MCPRISK_TESTS_SUPPORT_FRAMES_H_
#define MCPRISK_TESTS_SUPPORT_FRAMES_H_

#include <string>
#include <string_view>
#include <vector>

#include "classify/grammar.h"
#include "classify/traits.h"

namespace mcprisk {

// "get|users", with a comma behind a word that ends its clause, a compound as it is written:
// "pull request,|list". Throws when a token is not the very bytes between its offsets.
std::string Words(const std::vector<Token>& tokens, std::string_view lowered);
std::string WordsOfIdentifier(std::string_view identifier, const Grammar& grammar);
std::string WordsOfText(std::string_view text, const Grammar& grammar);

// "verb=get object=users first", where there are any: "mentions=by+name" and, when the verb is less
// than certain, "usually" or "sometimes". Several frames are joined by "; ". "no verb" without one.
std::string Frames(const std::vector<Frame>& frames, const Grammar& grammar);
// The frames of a name, seen together with a description.
std::string NameFrames(std::string_view name, const Grammar& grammar,
                       std::string_view description = {});
// The frames of a description's lead.
std::string LeadFrames(std::string_view description, const Grammar& grammar);

}  // namespace mcprisk

#endif  // MCPRISK_TESTS_SUPPORT_FRAMES_H_
