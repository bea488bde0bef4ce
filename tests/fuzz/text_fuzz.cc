// Folding, decoding and detectors on any bytes: places stay within the text, and what comes out is
// bounded.
#include "classify/text/decoding.h"
#include "classify/text/detector.h"
#include "classify/text/folded_text.h"
#include "classify/text/screen.h"
#include "fuzz/targets.h"

namespace mcprisk {

void FuzzText(std::string_view bytes) {
  for (FoldMode mode : {FoldMode::kProse, FoldMode::kIdentifier, FoldMode::kSkeleton}) {
    FoldedText folded;
    FoldText(bytes, mode, &folded);
    Promise(folded.text.size() == folded.from.size(), "each folded byte has its place");
    for (size_t at = 0; at < folded.text.size(); at += 7) {
      auto [begin, end] = folded.RawRange(at, at + 1);
      Promise(begin <= end && end <= bytes.size(), "a folded byte came from within the text");
    }
  }
  size_t decoded = 0;
  for (const DecodedText& part : DecodeParts(bytes)) {
    Promise(part.begin < part.end && part.end <= bytes.size(), "what is decoded stands there");
    decoded += part.text.size();
  }
  Promise(decoded <= 2 * kMaxDecodedBytes, "decoding is bounded");
  const TextField field = {TextRole::kDescription, "description", std::string(bytes)};
  const uint8_t signs = SignsOf(bytes);
  for (const TextDetector* detector : TextDetectors()) {
    std::vector<TextHit> hits;
    detector->find(field, &hits);
    for (const TextHit& hit : hits) {
      Promise(hit.begin < hit.end && hit.end <= bytes.size(), "a hit stands in the text");
    }
    bool by_sign_alone = detector->literals.empty() && !hits.empty();
    Promise(!by_sign_alone || (detector->signs & signs) != 0, "the screen misses nothing");
  }
}

}  // namespace mcprisk
