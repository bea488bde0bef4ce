// The site as files: names, links, and what strangers named.
#include "serve/static_site.h"

#include <gtest/gtest.h>

#include "support/paths.h"
#include "support/run.h"
#include "support/served.h"

namespace mcprisk {
namespace {

namespace fs = std::filesystem;

TEST(StaticSiteTest, OurPagesKeepTheirNamesAndThoseOfStrangersAreSafe) {
  EXPECT_EQ(StaticSite::FileOf("/"), "index.html");
  EXPECT_EQ(StaticSite::FileOf("/risk/critical"), "risk/critical.html");
  EXPECT_EQ(StaticSite::FileOf("/rules/category/deletes-data"), "rules/category/deletes-data.html");
  EXPECT_EQ(StaticSite::FileOf("/assets/0123456789/site.css"), "assets/0123456789/site.css");
  EXPECT_EQ(StaticSite::FileOf("/changes.atom"), "changes.atom");
  EXPECT_EQ(StaticSite::FileOf("/api/v1/servers/acme").substr(0, 20), "api/v1/servers/acme-");
  EXPECT_TRUE(StaticSite::FileOf("/api/v1/servers/acme").ends_with(".json"));
  EXPECT_TRUE(StaticSite::FileOf("/policy/codex/acme").ends_with(".toml"));
  EXPECT_TRUE(StaticSite::FileOf("/badge/acme.svg").ends_with(".svg"));
  // Alike to a file system, and yet two.
  EXPECT_NE(StaticSite::FileOf("/servers/Acme"), StaticSite::FileOf("/servers/acme"));
  EXPECT_NE(StaticSite::FileOf("/risk/low?cursor=1"), StaticSite::FileOf("/risk/low?cursor=2"));
  for (const char* path : {"/servers/../../etc/passwd", "/servers/%2e%2e/x", "/rules/../../x",
                           "/../x", "//evil.example/x", "/servers/a/../../../b"}) {
    const std::string file = StaticSite::FileOf(path);
    EXPECT_EQ(file.find(".."), std::string::npos) << path;
    EXPECT_FALSE(file.starts_with("/")) << path;
  }
}

TEST(StaticSiteTest, HostileNamesStayInTheFolder) {
  Served served(R"(mcpm ../../evil
  ../../../get_it: Get it <a href="/servers/nobody">here</a>.
mcpm a"b<c>
  delete it: Delete it.
mcpm ..
  get_time: Get the time.
)");
  ServeSettings settings = served.settings();
  settings.fixed = true;
  TempDir folder;
  fs::create_directories(folder / "site");
  EXPECT_GT(StaticSite(settings, served.watch(), folder / "site").Write(), 100u);
  size_t others = 0;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder.path())) {
    others += entry.path().filename() != "site" ? 1 : 0;
  }
  EXPECT_EQ(others, 0u);
  const std::string front = ReadWholeFile(folder / "site/index.html");
  EXPECT_EQ(front.find("<a href=\"/servers/nobody\">"), std::string::npos);
  EXPECT_NE(front.find("href=\"servers/evil-"), std::string::npos);
}

}  // namespace
}  // namespace mcprisk
