#include "serve/http.h"

#include <gtest/gtest.h>

namespace mcprisk {
namespace {

TEST(HttpTest, TargetsAreTakenApart) {
  const auto request = MakeRequest("GET", "/search?q=send%20an+email&risk=High&empty&=x",
                                   {{"HOST", "localhost"}}, "");
  ASSERT_TRUE(request);
  EXPECT_EQ(request->path, "/search");
  EXPECT_EQ(request->Query("q"), "send an email");
  EXPECT_EQ(request->Query("risk"), "High");
  EXPECT_EQ(request->Query("empty"), "");
  EXPECT_EQ(request->Query("absent"), "");
  EXPECT_EQ(request->Header("host"), "localhost");
}

TEST(HttpTest, TargetsThatAreNoneAreRefused) {
  for (const char* target : {"", "*", "http://evil.example/", "search", "/a%", "/a%2", "/a%zz",
                             "/a%00b", "/a?q=%ff", "/%c0%ae", "/a?q=%00"}) {
    EXPECT_FALSE(MakeRequest("GET", target)) << target;
  }
}

TEST(HttpTest, EveryNameHasAPathOfItsOwn) {
  const std::pair<const char*, const char*> cases[] = {
      {"io.github.acme/weather", "io.github.acme/weather"},
      {"..", "=.."},
      {"a/../b", "a/=../b"},
      {".", "=."},
      {"", "="},
      {"a//b", "a/=/b"},
      {"/a", "=/a"},
      {"=a", "==a"},
      {"a b?c#d%e", "a%20b%3Fc%23d%25e"},
      {"<script>", "%3Cscript%3E"},
      {"https://mcp.acme.example/mcp", "https%3A/=/mcp.acme.example/mcp"},
      {"天气", "%E5%A4%A9%E6%B0%94"},
  };
  for (const auto& [name, path] : cases) {
    EXPECT_EQ(EncodeSegments(name), path);
    std::string decoded;
    std::string_view rest = path;
    for (;;) {
      const size_t slash = rest.find('/');
      decoded += DecodeSegment(rest.substr(0, slash)).value();
      if (slash == std::string_view::npos) break;
      decoded += '/';
      rest.remove_prefix(slash + 1);
    }
    EXPECT_EQ(decoded, name);
  }
}

TEST(HttpTest, ProblemsAreJson) {
  EXPECT_EQ(ProblemResponse(404, "no \"x\"").body,
            "{\"type\":\"about:blank\",\"title\":\"Not Found\",\"status\":404,"
            "\"detail\":\"no \\\"x\\\"\"}\n");
}

}  // namespace
}  // namespace mcprisk
