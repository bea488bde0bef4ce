// What looks like a secret in a configuration: where it stands and of what kind it is, never its
// value.
//
// Prefixes of tokens are those that their makers publish (GitHub, GitLab, Slack, AWS, Stripe, …).
// A reference (${VAR}, $VAR, %VAR%, {{…}}, op://…) and a placeholder ("<your key>") are no secrets.
// Pure functions, deterministic, safe from any thread.
#ifndef MCPRISK_STACK_SECRET_H_
#define MCPRISK_STACK_SECRET_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "stack/config_value.h"

namespace mcprisk {

struct PlainSecret {
  std::string where;  // "environment variable", "header", "argument", "URL"
  std::string name;   // of the variable, header, flag or query parameter; empty when there is none
  std::string kind;   // "GitHub token", "API key"
  ConfigPosition at;
};

// The kind of `value` by its own shape; nothing when it has none that is known.
std::optional<std::string> KindOfToken(std::string_view value);
// The kind of a literal value that a name calls secret ("LINEAR_API_KEY", "X-Api-Key",
// "--token"), or that is one by its shape. Nothing for references and placeholders.
std::optional<std::string> KindOfNamedSecret(std::string_view name, std::string_view value);
// Whether the value is filled in when the client starts the server.
bool IsReference(std::string_view value);

// The secret itself, without the "Bearer " or "Basic " before it.
std::string_view WithoutScheme(std::string_view value);

// Where in a URL a secret stands: its name (a query parameter's, "user", "password" or "path") and
// kind; the secret itself is a view into the URL.
struct UrlSecret {
  std::string name;
  std::string kind;
  std::string_view value;
};
std::vector<UrlSecret> SecretsInUrl(std::string_view url);
// The URL without user, query and fragment, and "***" for every part of its path that looks like a
// token.
std::string UrlWithoutSecrets(std::string_view url);

}  // namespace mcprisk

#endif  // MCPRISK_STACK_SECRET_H_
