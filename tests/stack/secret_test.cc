#include "stack/secret.h"

#include <gtest/gtest.h>

namespace mcprisk {
namespace {

std::string Kind(std::string_view name, std::string_view value) {
  return KindOfNamedSecret(name, value).value_or("none");
}

// Made up at run time, so that no scanner takes this file for a leak.
std::string Token(const std::string& prefix) { return prefix + "a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6"; }

TEST(SecretTest, ByTheShapeOfTheValue) {
  EXPECT_EQ(Kind("X", Token("ghp_")), "GitHub token");
  EXPECT_EQ(Kind("X", Token("sk-ant-")), "Anthropic API key");
  EXPECT_EQ(Kind("X", Token("xoxb-")), "Slack token");
  EXPECT_EQ(Kind("Authorization", "Bearer " + Token("eyJ")), "JSON web token");
  EXPECT_EQ(Kind("DATABASE", "postgres://me:hunter2pass@db/x"), "password in a URL");
}

TEST(SecretTest, ByTheName) {
  EXPECT_EQ(Kind("LINEAR_API_KEY", "abc123def456"), "API key");
  EXPECT_EQ(Kind("X-Api-Key", "abc123def456"), "API key");
  EXPECT_EQ(Kind("--token", "abc123def456"), "token");
  EXPECT_EQ(Kind("dbPassword", "correct horse"), "password");
  EXPECT_EQ(Kind("Authorization", "Basic dXNlcjpwYXNz"), "credentials");
  EXPECT_EQ(Kind("MONKEY", "abc123def456"), "none");
  EXPECT_EQ(Kind("MODE", "abc123def456"), "none");
}

TEST(SecretTest, ReferencesPlaceholdersAndSettingsAreNone) {
  EXPECT_EQ(Kind("API_KEY", "${API_KEY}"), "none");
  EXPECT_EQ(Kind("API_KEY", "${API_KEY:-}"), "none");
  EXPECT_EQ(Kind("API_KEY", "$API_KEY"), "none");
  EXPECT_EQ(Kind("API_KEY", "%API_KEY%"), "none");
  EXPECT_EQ(Kind("API_KEY", "${input:key}"), "none");
  EXPECT_EQ(Kind("API_KEY", "{{key}}"), "none");
  EXPECT_EQ(Kind("API_KEY", "op://vault/item/key"), "none");
  EXPECT_EQ(Kind("Authorization", "Bearer ${TOKEN}"), "none");
  EXPECT_EQ(Kind("API_KEY", "<your api key>"), "none");
  EXPECT_EQ(Kind("API_KEY", "YOUR_API_KEY_HERE"), "none");
  EXPECT_EQ(Kind("API_KEY", ""), "none");
  EXPECT_EQ(Kind("TOKEN_LIMIT", "abc123def456"), "none");
  EXPECT_EQ(Kind("MAX_TOKEN", "1000000"), "none");
  EXPECT_EQ(Kind("TOKEN_FILE", "abc123def456"), "none");
  EXPECT_EQ(Kind("TOKEN", "/run/secrets/token"), "none");
  EXPECT_EQ(Kind("USE_TOKEN", "false"), "none");
}

std::string InUrl(std::string_view url) {
  std::string found = UrlWithoutSecrets(url);
  for (const UrlSecret& secret : SecretsInUrl(url)) {
    found += " " + secret.name + ": " + secret.kind + " " + std::string(secret.value);
  }
  return found;
}

TEST(SecretTest, UrlsAreShownWithoutTheirSecrets) {
  EXPECT_EQ(InUrl("https://mcp.acme.example/mcp"), "https://mcp.acme.example/mcp");
  EXPECT_EQ(InUrl("https://me:hunter2@acme.example:8443/mcp#x"),
            "https://acme.example:8443/mcp password: password hunter2");
  EXPECT_EQ(InUrl("https://acme.example/mcp?api_key=abc123def&mode=fast"),
            "https://acme.example/mcp api_key: API key abc123def");
  EXPECT_EQ(InUrl("https://acme.example/mcp?api_key=abc123def&token=ghi456jkl"),
            "https://acme.example/mcp api_key: API key abc123def token: token ghi456jkl");
  EXPECT_EQ(InUrl("https://acme.example/mcp?api_key=${KEY}"), "https://acme.example/mcp");
  EXPECT_EQ(InUrl("https://acme.example/s/a8f3k2m9x7q1w5z4c6v0/mcp"),
            "https://acme.example/s/***/mcp path: token a8f3k2m9x7q1w5z4c6v0");
  EXPECT_EQ(InUrl("https://acme.example/a-long-name-of-a-project/mcp"),
            "https://acme.example/a-long-name-of-a-project/mcp");
  EXPECT_EQ(InUrl("${BASE}/mcp"), "${BASE}/mcp");
  EXPECT_EQ(InUrl(""), "");
}

}  // namespace
}  // namespace mcprisk
