// A whole text in ROT13, ROT47, backwards or with digits for letters.
#include "base/text.h"
#include "classify/text/decoding.h"
#include "classify/text/detector.h"

namespace mcprisk {
namespace {

// What an instruction to a model can hardly do without.
constexpr std::string_view kTelling[] = {"ignore", "instruction", "previous",    "password",
                                         "system", "override",    "do not tell", "credential",
                                         "secret", "disregard",   "the user"};
constexpr size_t kMinTelling = 2;

size_t Telling(const std::string& lowered) {
  size_t count = 0;
  for (std::string_view word : kTelling) count += lowered.find(word) != std::string::npos ? 1 : 0;
  return count;
}

void Find(const TextField& field, std::vector<TextHit>* hits) {
  std::string lowered = AsciiLowered(field.text);
  size_t plain = Telling(lowered);
  for (std::string& other : std::vector<std::string>{Rot13(field.text), Rot47(field.text),
                                                     Backwards(field.text), Unleeted(field.text)}) {
    size_t telling = Telling(AsciiLowered(other));
    if (telling >= kMinTelling && telling > plain) {
      hits->push_back({0, field.text.size(), std::move(other)});
    }
  }
}

std::vector<std::string> Literals() {
  std::vector<std::string> literals = {"1gnor", "ign0r",    "1nstruct", "instruct1", "instructi0",
                                       "1nstr", "pr3vi",    "prev1",    "syst3m",    "0verrid",
                                       "ov3rr", "passw0rd", "s3cr3t",   "d1sregard"};
  for (std::string_view word : kTelling) {
    literals.push_back(Rot13(word));
    literals.push_back(AsciiLowered(Rot47(word)));
    literals.push_back(Backwards(word));
  }
  return literals;
}

}  // namespace

extern const TextDetector kDisguisedText;
const TextDetector kDisguisedText = {"disguised-text",
                                     "text in ROT13, ROT47, backwards or with digits for letters",
                                     0,
                                     Literals(),
                                     Find,
                                     true};

}  // namespace mcprisk
