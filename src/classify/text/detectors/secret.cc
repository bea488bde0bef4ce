// Keys and tokens written into a definition.
//
// The prefixes are those that providers publish for secret scanning. A hit is its prefix alone, so
// that evidence never repeats the secret.
#include <re2/re2.h>

#include "base/text.h"
#include "classify/text/decoding.h"
#include "classify/text/detector.h"

namespace mcprisk {
namespace {

constexpr size_t kShown = 4;
// Bits a character; example keys ("xxxx", "1234567890") have less.
constexpr double kMinEntropy = 3.2;

const RE2& Pattern() {
  static const RE2 kPattern(
      R"((\b(?:AKIA|ASIA)[0-9A-Z]{16}\b)"
      R"(|\bgh[pousr]_[A-Za-z0-9]{36,}|\bgithub_pat_[A-Za-z0-9_]{60,}|\bglpat-[A-Za-z0-9_-]{20,})"
      R"(|\bxox[abprs]-[A-Za-z0-9-]{20,}|\bsk-ant-[A-Za-z0-9_-]{24,}|\bsk-proj-[A-Za-z0-9_-]{24,})"
      R"(|\bsk-[A-Za-z0-9]{40,}|\bsk_live_[A-Za-z0-9]{20,}|\brk_live_[A-Za-z0-9]{20,})"
      R"(|\bAIza[A-Za-z0-9_-]{35}|\bnpm_[A-Za-z0-9]{36}|\bpypi-[A-Za-z0-9_-]{50,})"
      R"(|\bSG\.[A-Za-z0-9_-]{16,}\.[A-Za-z0-9_-]{30,}|\bhf_[A-Za-z0-9]{30,})"
      R"(|\bey[A-Za-z0-9_-]{16,}\.ey[A-Za-z0-9_-]{16,}\.[A-Za-z0-9_-]{20,})"
      R"(|-----BEGIN [A-Z ]*PRIVATE KEY-----\s*(?:\\n)?[A-Za-z0-9+/=\s]{64,}))");
  return kPattern;
}

// What documentation shows ("AKIAIOSFODNN7EXAMPLE") is no secret.
bool IsExample(std::string_view key) {
  std::string lowered = AsciiLowered(key);
  for (std::string_view word : {"example", "xxxx", "your", "sample", "dummy", "placeholder", "test",
                                "1234567", "abcdef", "redacted", "fake"}) {
    if (lowered.find(word) != std::string::npos) return true;
  }
  // The head of the token that jwt.io shows, in every manual.
  return lowered.find(".eyjzdwiioiixmjm0nty3odkwi") != std::string::npos ||
         EntropyOf(key) < kMinEntropy;
}

void Find(const TextField& field, std::vector<TextHit>* hits) {
  re2::StringPiece rest(field.text);
  re2::StringPiece key;
  while (RE2::FindAndConsume(&rest, Pattern(), &key)) {
    if (IsExample(std::string_view(key.data(), key.size()))) continue;
    size_t begin = static_cast<size_t>(key.data() - field.text.data());
    hits->push_back({begin, begin + kShown, {}});
  }
}

}  // namespace

extern const TextDetector kSecret;
const TextDetector kSecret = {
    "secret",
    "keys and tokens of known providers; evidence shows four characters",
    0,
    {"akia",     "asia",  "ghp_",  "gho_",  "ghu_",  "ghs_",  "ghr_", "github_pat_",
     "glpat-",   "xoxa-", "xoxb-", "xoxp-", "xoxr-", "xoxs-", "sk-",  "sk_live_",
     "rk_live_", "aiza",  "npm_",  "pypi-", "sg.",   "hf_",   ".ey",  "private key-----"},
    Find,
    false};

}  // namespace mcprisk
