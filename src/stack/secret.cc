#include "stack/secret.h"

#include <algorithm>
#include <array>
#include <set>
#include <vector>

#include "base/text.h"

namespace mcprisk {
namespace {

struct TokenShape {
  std::string_view prefix;
  size_t bytes;  // at least
  std::string_view kind;
};

// Longer prefixes first.
constexpr TokenShape kShapes[] = {
    {"github_pat_", 30, "GitHub token"},
    {"ghp_", 30, "GitHub token"},
    {"gho_", 30, "GitHub token"},
    {"ghs_", 30, "GitHub token"},
    {"ghu_", 30, "GitHub token"},
    {"glpat-", 20, "GitLab token"},
    {"xoxb-", 20, "Slack token"},
    {"xoxp-", 20, "Slack token"},
    {"xapp-", 20, "Slack token"},
    {"sk-ant-", 20, "Anthropic API key"},
    {"sk_live_", 16, "Stripe key"},
    {"rk_live_", 16, "Stripe key"},
    {"sk_test_", 16, "Stripe key"},
    {"sk-", 20, "API key"},
    {"AKIA", 20, "AWS access key"},
    {"ASIA", 20, "AWS access key"},
    {"AIza", 35, "Google API key"},
    {"GOCSPX-", 20, "Google client secret"},
    {"npm_", 30, "npm token"},
    {"pypi-", 40, "PyPI token"},
    {"hf_", 20, "Hugging Face token"},
    {"lin_api_", 20, "Linear API key"},
    {"ntn_", 20, "Notion token"},
    {"figd_", 20, "Figma token"},
    {"dop_v1_", 20, "DigitalOcean token"},
    {"SG.", 30, "SendGrid key"},
    {"pplx-", 20, "Perplexity API key"},
    {"tvly-", 16, "Tavily API key"},
    {"eyJ", 30, "JSON web token"},
    {"-----BEGIN ", 20, "private key"},
};

// A shorter value is a mode or a number of something.
constexpr size_t kLeastSecretBytes = 6;

std::vector<std::string> WordsOf(std::string_view name) {
  std::vector<std::string> words(1);
  for (size_t i = 0; i < name.size(); ++i) {
    const char c = name[i];
    const bool letter = IsAsciiAlnum(c);
    const bool hump = IsAsciiUpper(c) && i > 0 && !IsAsciiUpper(name[i - 1]);
    if ((!letter || hump) && !words.back().empty()) words.emplace_back();
    if (letter) words.back() += AsciiLower(c);
  }
  if (words.back().empty()) words.pop_back();
  return words;
}

bool Holds(const std::vector<std::string>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

// The kind that a name promises; empty when it promises no secret.
std::string_view KindByName(std::string_view name) {
  const std::vector<std::string> words = WordsOf(name);
  if (words.empty()) return {};
  // A name that says where the secret lies, or something about it.
  constexpr std::array<std::string_view, 18> kAbout = {
      "file", "path", "dir",   "name", "id",   "limit",   "limits", "mode",   "type",
      "url",  "uri",  "count", "ttl",  "size", "timeout", "max",    "expiry", "endpoint"};
  if (std::find(kAbout.begin(), kAbout.end(), words.back()) != kAbout.end()) return {};
  for (std::string_view word : {"password", "passwd", "pass", "passphrase"}) {
    if (Holds(words, word)) return "password";
  }
  for (std::string_view word : {"token", "pat", "jwt", "bearer"}) {
    if (Holds(words, word)) return "token";
  }
  for (std::string_view word : {"secret", "credential", "credentials", "cookie"}) {
    if (Holds(words, word)) return "secret";
  }
  if (Holds(words, "authorization")) return "credentials";
  if (Holds(words, "apikey") || words.back() == "key") return "API key";
  return {};
}

bool IsPlaceholder(std::string_view value) {
  const std::string lower = AsciiLowered(value);
  if (lower.starts_with('<') && lower.ends_with('>')) return true;
  for (std::string_view part : {"your", "changeme", "change-me", "change_me", "xxxx", "replace",
                                "example", "placeholder", "****", "...", "todo", "redacted"}) {
    if (lower.find(part) != std::string::npos) return true;
  }
  return false;
}

bool IsNumberOrFlag(std::string_view value) {
  if (EqualsNoCase(value, "true") || EqualsNoCase(value, "false")) return true;
  return std::all_of(value.begin(), value.end(),
                     [](char c) { return IsAsciiDigit(c) || c == '.' || c == '-'; }) &&
         value.size() < 12;
}

// A run of letters and digits that nobody chose.
bool LooksRandom(std::string_view text) {
  if (text.size() < 20) return false;
  size_t digits = 0;
  size_t letters = 0;
  std::set<char> distinct;
  for (char c : text) {
    if (IsAsciiDigit(c)) {
      ++digits;
    } else if (IsAsciiAlpha(c)) {
      ++letters;
    } else if (c != '-' && c != '_' && c != '=' && c != '.') {
      return false;
    }
    distinct.insert(c);
  }
  return digits >= 4 && letters >= 4 && distinct.size() >= 10;
}

struct UrlParts {
  std::string_view scheme;  // with "://"
  std::string_view user;    // "user:password"
  std::string_view host;    // with the port
  std::string_view path;
  std::string_view query;  // without "?"
};

UrlParts PartsOf(std::string_view url) {
  UrlParts parts;
  const size_t scheme_end = url.find("://");
  if (scheme_end != std::string_view::npos) {
    parts.scheme = url.substr(0, scheme_end + 3);
    url.remove_prefix(scheme_end + 3);
  }
  url = url.substr(0, url.find('#'));
  const size_t question = url.find('?');
  if (question != std::string_view::npos) parts.query = url.substr(question + 1);
  url = url.substr(0, question);
  const size_t slash = std::min(url.find('/'), url.size());
  std::string_view authority = url.substr(0, slash);
  parts.path = url.substr(slash);
  const size_t at = authority.rfind('@');
  if (at != std::string_view::npos) parts.user = authority.substr(0, at);
  parts.host = authority.substr(at + 1);  // npos + 1 is 0
  return parts;
}

bool IsSecretSegment(std::string_view segment) {
  return !IsReference(segment) && (KindOfToken(segment) || LooksRandom(segment));
}

}  // namespace

bool IsReference(std::string_view value) {
  if (value.find("${") != std::string_view::npos || value.find("{{") != std::string_view::npos) {
    return true;
  }
  if (value.starts_with('$') || value.starts_with("op://") || value.starts_with("env:")) {
    return true;
  }
  const size_t percent = value.find('%');
  return percent != std::string_view::npos && percent + 1 < value.size() &&
         IsAsciiAlpha(value[percent + 1]) && value.find('%', percent + 1) != std::string_view::npos;
}

std::optional<std::string> KindOfToken(std::string_view value) {
  for (const TokenShape& shape : kShapes) {
    if (value.size() >= shape.bytes && value.starts_with(shape.prefix) && !IsPlaceholder(value)) {
      return std::string(shape.kind);
    }
  }
  return std::nullopt;
}

std::string_view WithoutScheme(std::string_view value) {
  value = Trimmed(value);
  for (std::string_view scheme : {"Bearer ", "Basic ", "Token ", "ApiKey "}) {
    if (StartsWithNoCase(value, scheme)) return Trimmed(value.substr(scheme.size()));
  }
  return value;
}

std::optional<std::string> KindOfNamedSecret(std::string_view name, std::string_view value) {
  value = WithoutScheme(value);
  if (value.size() < kLeastSecretBytes || IsReference(value) || IsPlaceholder(value)) {
    return std::nullopt;
  }
  if (std::optional<std::string> kind = KindOfToken(value)) return kind;
  if (value.find("://") != std::string_view::npos) {
    const std::vector<UrlSecret> inside = SecretsInUrl(value);
    return inside.empty() ? std::nullopt : std::optional(inside[0].kind + " in a URL");
  }
  const std::string_view kind = KindByName(name);
  if (kind.empty() || IsNumberOrFlag(value)) return std::nullopt;
  // "/run/secrets/token" and "~/.keys" say where it is kept.
  if (value.starts_with('/') || value.starts_with("./") || value.starts_with("~/")) {
    return std::nullopt;
  }
  return std::string(kind);
}

std::vector<UrlSecret> SecretsInUrl(std::string_view url) {
  std::vector<UrlSecret> secrets;
  const UrlParts parts = PartsOf(url);
  const size_t colon = parts.user.find(':');
  if (colon != std::string_view::npos) {
    const std::string_view password = parts.user.substr(colon + 1);
    if (!password.empty() && !IsReference(password) && !IsPlaceholder(password)) {
      secrets.push_back({"password", "password", password});
    }
  } else if (std::optional<std::string> kind = KindOfToken(parts.user)) {
    secrets.push_back({"user", *kind, parts.user});
  }
  for (std::string_view pair : Split(parts.query, '&')) {
    const size_t equals = std::min(pair.find('='), pair.size());
    const std::string_view name = pair.substr(0, equals);
    const std::string_view value = pair.substr(std::min(equals + 1, pair.size()));
    if (std::optional<std::string> kind = KindOfNamedSecret(name, value)) {
      secrets.push_back({std::string(name), *kind, value});
    }
  }
  for (std::string_view segment : Split(parts.path, '/')) {
    if (IsSecretSegment(segment)) {
      secrets.push_back({"path", KindOfToken(segment).value_or("token"), segment});
    }
  }
  return secrets;
}

std::string UrlWithoutSecrets(std::string_view url) {
  const UrlParts parts = PartsOf(url);
  std::string shown = std::string(parts.scheme) + std::string(parts.host);
  bool first = true;
  for (std::string_view segment : Split(parts.path, '/')) {
    if (!first) shown += '/';
    first = false;
    shown += IsSecretSegment(segment) ? std::string_view("***") : segment;
  }
  return shown;
}

}  // namespace mcprisk
