#include "catalog/reader.h"

#include <gtest/gtest.h>

#include "base/text.h"
#include "model/tool.h"
#include "support/catalog_text.h"
#include "support/paths.h"

namespace mcprisk {
namespace {

constexpr char kWorld[] =
    "registry io.acme/weather: io.acme/weather npm:@acme/weather github.com/acme/weather\n"
    "  ?\n"
    "mcpm weather-server: npm:@acme/weather\n"
    "  get_weather: Get the weather.\n"
    "  delete_city: Forget a city.\n"
    "  pay_fee: Pay the fee.\n"
    "toolsdk @acme/weather: npm:@acme/weather\n"
    "  get_weather: Weather, in short.\n"
    "docker Mail: https://mail.example/mcp\n"
    "  GET_WEATHER: Of the mail.\n"
    "  run_script: Run it.\n"
    "docker maps: pypi:maps\n"
    "  ?\n"
    "docker empty: pypi:empty\n";

class Reader : public testing::Test {
 protected:
  Reader() { IndexText(path_, kWorld); }

  std::string Servers(const std::string& name) {
    std::string names;
    for (const CatalogServer& server : CatalogReader(path_).FindServers(name, 9)) {
      names += server.name + "\n";
    }
    return names;
  }
  static std::string Print(const std::vector<CatalogTool>& tools) {
    std::string text;
    for (const CatalogTool& tool : tools) {
      text += tool.server + " / " + tool.tool.name + ": " +
              std::string(CategoryName(tool.classification.category)) + " " +
              std::string(RiskName(tool.classification.risk)) + ", " + tool.source_format + "\n";
    }
    return text;
  }

  TempDir dir_;
  const std::string path_ = dir_ / "catalog.db";
};

TEST_F(Reader, FindsServersByTheBestKindOfMatch) {
  // Exactly: a name, any source's name, an identity.
  EXPECT_EQ(Servers("io.acme/weather"), "io.acme/weather\n");
  EXPECT_EQ(Servers("weather-server"), "io.acme/weather\n");
  EXPECT_EQ(Servers("npm:@acme/weather"), "io.acme/weather\n");
  EXPECT_EQ(Servers("@acme/weather"), "io.acme/weather\n");
  EXPECT_EQ(Servers("github.com/acme/weather"), "io.acme/weather\n");
  EXPECT_EQ(Servers("https://mail.example/mcp"), "Mail\n");
  // Case folded.
  EXPECT_EQ(Servers("mail"), "Mail\n");
  EXPECT_EQ(Servers("@ACME/Weather"), "io.acme/weather\n");
  // A title.
  EXPECT_EQ(Servers("the maps"), "maps\n");
  // The beginning of a name, or of its last part.
  EXPECT_EQ(Servers("weather"), "io.acme/weather\n");
  EXPECT_EQ(Servers("m"), "Mail\nmaps\n");
  EXPECT_EQ(Servers("IO.AC"), "io.acme/weather\n");
  EXPECT_EQ(Servers("nothing"), "");
  EXPECT_EQ(Servers(""), "");
}

TEST_F(Reader, AnExactMatchHidesLooserOnes) {
  IndexText(path_, "other MAIL: pypi:other\n  get_it: Get it.\nother mailbox: pypi:mailbox\n");
  EXPECT_EQ(Servers("Mail"), "Mail\n");
  EXPECT_EQ(Servers("mail"), "MAIL\nMail\n");
  EXPECT_EQ(Servers("mai"), "MAIL\nMail\nmailbox\n");
  EXPECT_EQ(CatalogReader(path_).FindServers("mai", 2).size(), 2u);
}

TEST_F(Reader, TheServerOfThatVeryNameComesFirst) {
  IndexText(path_,
            "registry io.aaa/zeta: io.aaa/zeta npm:aaa\n  ?\n"
            "mcpm zeta: npm:aaa\n  ?\n"
            "docker zeta: npm:zeta\n  ?\n");
  EXPECT_EQ(Servers("zeta"), "zeta\nio.aaa/zeta\n");
  EXPECT_EQ(CatalogReader(path_).FindServers("zeta", 1).at(0).name, "zeta");
  EXPECT_EQ(CatalogReader(path_).ServerCalled("zeta")->name, "zeta");
}

TEST_F(Reader, AServerIsWhatAllItsSourcesSay) {
  const CatalogServer server = CatalogReader(path_).FindServers("io.acme/weather", 1).at(0);
  EXPECT_EQ(server.name, "io.acme/weather");
  EXPECT_EQ(server.title, "The weather-server");
  EXPECT_EQ(server.version, "1.0");
  EXPECT_EQ(server.status, "active");
  EXPECT_EQ(server.transports, std::vector<std::string>{"stdio"});
  std::string identities;
  for (const Identity& identity : server.identities) {
    identities += std::string(IdentityKindName(identity.kind)) + " " + identity.value + "\n";
  }
  EXPECT_EQ(identities,
            "name io.acme/weather\n"
            "package npm:@acme/weather\n"
            "repository github.com/acme/weather\n");
  std::string sightings;
  for (const ServerSighting& sighting : server.sightings) {
    sightings += sighting.source.format + " " + sighting.source.location + " " + sighting.name +
                 " " + sighting.version + " " + sighting.place + " " +
                 (sighting.tools_known ? std::to_string(sighting.tools) : "?") + "\n";
  }
  EXPECT_EQ(sightings,
            "mcpm /data/mcpm weather-server 1.0 line 3 3\n"
            "toolsdk /data/toolsdk @acme/weather 1.0 line 7 1\n"
            "registry /data/registry io.acme/weather 1.0 line 1 ?\n");
  EXPECT_TRUE(server.tools_known);
  EXPECT_EQ(server.tool_count, 3u);
  EXPECT_EQ(std::vector<size_t>(server.by_category, server.by_category + kCategories),
            (std::vector<size_t>{1, 0, 0, 1, 1}));
  EXPECT_EQ(std::vector<size_t>(server.by_risk, server.by_risk + kRisks),
            (std::vector<size_t>{1, 0, 0, 2}));
}

TEST_F(Reader, TheRegistrySaysVersionAndStatus) {
  RunInput input = ParseRun(
      "mcpm w: npm:w\n"
      "docker w: npm:w\n"
      "registry io.acme/w: io.acme/w npm:w\n");
  input.listings[0].listing.server.version = "0.9";
  input.listings[1].listing.server.version = "";
  input.listings[1].listing.server.title = "";
  input.listings[1].listing.server.description = "Docker's words";
  input.listings[1].listing.server.transports = {"sse", "stdio"};
  input.listings[2].listing.server.version = "2.0";
  input.listings[2].listing.server.status = "deprecated";
  IndexRun(path_, input, input.sources);
  const CatalogServer server = CatalogReader(path_).FindServers("io.acme/w", 1).at(0);
  EXPECT_EQ(server.title, "The w");
  EXPECT_EQ(server.description, "Docker's words");
  EXPECT_EQ(server.version, "2.0");
  EXPECT_EQ(server.status, "deprecated");
  EXPECT_EQ(Join(server.transports, " "), "sse stdio");
}

TEST_F(Reader, ServersWithoutTools) {
  CatalogReader reader(path_);
  const CatalogServer maps = reader.FindServers("maps", 1).at(0);
  EXPECT_FALSE(maps.tools_known);
  EXPECT_EQ(maps.tool_count, 0u);
  const CatalogServer empty = reader.FindServers("empty", 1).at(0);
  EXPECT_TRUE(empty.tools_known);
  EXPECT_EQ(empty.tool_count, 0u);
  EXPECT_TRUE(reader.ToolsOfServer(empty.id).empty());
}

TEST_F(Reader, ServersById) {
  CatalogReader reader(path_);
  std::string names;
  for (const auto& [id, name] : reader.ServerNames()) {
    EXPECT_EQ(reader.ServerById(id)->name, name);
    EXPECT_EQ(reader.ServerById(id)->id, id);
    names += name + "\n";
  }
  EXPECT_EQ(names, "Mail\nempty\nio.acme/weather\nmaps\n");
  EXPECT_FALSE(reader.ServerById(0));
  EXPECT_FALSE(reader.ServerById(99));
  EXPECT_FALSE(reader.ServerById(-1));
}

TEST_F(Reader, ToolsOfAServerRiskiestFirst) {
  CatalogReader reader(path_);
  const int64_t id = reader.FindServers("io.acme/weather", 1).at(0).id;
  EXPECT_EQ(Print(reader.ToolsOfServer(id)),
            "io.acme/weather / delete_city: Destructive Critical, mcpm\n"
            "io.acme/weather / pay_fee: Financial Critical, mcpm\n"
            "io.acme/weather / get_weather: Read Low, mcpm\n");
  EXPECT_EQ(Print(reader.ToolsOfServer(99)), "");
}

TEST_F(Reader, ToolsByName) {
  CatalogReader reader(path_);
  EXPECT_EQ(Print(reader.ToolsByName("get_weather", 9)),
            "io.acme/weather / get_weather: Read Low, mcpm\n");
  EXPECT_EQ(Print(reader.ToolsByName("GET_WEATHER", 9)), "Mail / GET_WEATHER: Read Low, docker\n");
  const std::string both =
      "Mail / GET_WEATHER: Read Low, docker\n"
      "io.acme/weather / get_weather: Read Low, mcpm\n";
  EXPECT_EQ(Print(reader.ToolsByName("Get_Weather", 9)), both);
  EXPECT_EQ(Print(reader.ToolsByName("Get_Weather", 1)), "Mail / GET_WEATHER: Read Low, docker\n");
  EXPECT_EQ(Print(reader.ToolsByName("weather", 9)), "");
  EXPECT_EQ(Print(reader.ToolsByName("", 9)), "");
}

TEST_F(Reader, TheRiskiest) {
  CatalogReader reader(path_);
  EXPECT_EQ(Print(reader.Riskiest(3)),
            "io.acme/weather / delete_city: Destructive Critical, mcpm\n"
            "io.acme/weather / pay_fee: Financial Critical, mcpm\n"
            "Mail / run_script: Execute High, docker\n");
  EXPECT_EQ(reader.Riskiest(99).size(), 5u);
  EXPECT_EQ(reader.Riskiest(1).size(), 1u);
  EXPECT_EQ(reader.Riskiest(0).size(), 0u);
}

TEST_F(Reader, NearNames) {
  CatalogReader reader(path_);
  EXPECT_EQ(reader.NearToolNames("get_wether", 3),
            (std::vector<std::string>{"GET_WEATHER", "get_weather"}));
  EXPECT_EQ(reader.NearToolNames("weather", 1).size(), 1u);
  EXPECT_EQ(reader.NearToolNames("script", 3), std::vector<std::string>{"run_script"});
  EXPECT_EQ(reader.NearToolNames("get_weather_of_paris", 3),
            (std::vector<std::string>{"GET_WEATHER", "get_weather"}));
  EXPECT_EQ(reader.NearToolNames("zzzzzzzzzz", 3), std::vector<std::string>());
  EXPECT_EQ(reader.NearServerNames("wether", 3), std::vector<std::string>{"io.acme/weather"});
  EXPECT_EQ(reader.NearServerNames("io.acme/wether", 3),
            std::vector<std::string>{"io.acme/weather"});
  EXPECT_EQ(reader.NearServerNames("mial", 3), std::vector<std::string>{"Mail"});
  EXPECT_EQ(reader.NearServerNames("map", 0), std::vector<std::string>());
}

TEST_F(Reader, NearNamesAmongMany) {
  std::string world = "docker many: pypi:many\n";
  for (const char* object : {"alert", "branch", "card", "draft", "event", "file", "group", "issue",
                             "issues", "item", "job", "label", "milestone", "note", "tissue"}) {
    for (const char* verb : {"create_", "get_", "list_"}) {
      world += "  " + std::string(verb) + object + ": Of the tracker.\n";
    }
  }
  world += "  @acme_sync: Of acme.\n  _sync: All.\n  createIssue: The same.\n";
  IndexText(path_, world);
  CatalogReader reader(path_);
  const auto near = [&](const std::string& name) {
    return Join(reader.NearToolNames(name, 3), " ");
  };
  // One slip: too few, too many, another, swapped; at the begin and at the end.
  EXPECT_EQ(near("create_isue"), "create_issue createIssue create_issues");
  EXPECT_EQ(near("create_isssue"), "create_issue createIssue create_issues");
  EXPECT_EQ(near("rceate_issue"), "create_issue createIssue create_issues");
  EXPECT_EQ(near("creaet_label"), "create_label");
  EXPECT_EQ(near("ccreate_label"), "create_label");
  EXPECT_EQ(near("ceate_label"), "create_label");
  EXPECT_EQ(near("reate_label"), "create_label");
  EXPECT_EQ(near("xreate_label"), "create_label");
  EXPECT_EQ(near("cXeate_label"), "create_label");
  EXPECT_EQ(near("create_labek"), "create_label");
  EXPECT_EQ(near("CREATE_LABEK"), "create_label");
  // Two and three.
  EXPECT_EQ(near("crate_milstone"), "create_milestone");
  EXPECT_EQ(near("crate_milstonne"), "create_milestone");
  EXPECT_EQ(near("crete_milstonne_"), "");
  // What it begins with, what has its words, what begins with no letter.
  EXPECT_EQ(near("create_issue_in_repository"), "create_issue");
  EXPECT_EQ(near("milestone"), "get_milestone list_milestone create_milestone");
  EXPECT_EQ(near("@acm_sync"), "@acme_sync");
  EXPECT_EQ(near("_snyc"), "_sync");
  EXPECT_EQ(near(std::string(100'000, 'c')), "");
  EXPECT_EQ(near("create_label" + std::string(200, '!')), "create_label");
}

TEST_F(Reader, Stats) {
  IndexText(path_, std::string(kWorld) + "! docker broken: not YAML\n");
  const CatalogStats stats = CatalogReader(path_).Stats();
  EXPECT_EQ(stats.servers, 4u);
  EXPECT_EQ(stats.servers_with_tools, 2u);
  EXPECT_EQ(stats.merged_servers, 1u);
  EXPECT_EQ(stats.merged_sources, 1u);
  EXPECT_EQ(stats.listings, 6u);
  EXPECT_EQ(stats.tools, 5u);
  EXPECT_EQ(stats.definitions, 6u);
  EXPECT_EQ(std::vector<size_t>(stats.by_category, stats.by_category + kCategories),
            (std::vector<size_t>{2, 0, 1, 1, 1}));
  EXPECT_EQ(std::vector<size_t>(stats.by_risk, stats.by_risk + kRisks),
            (std::vector<size_t>{2, 0, 1, 2}));
  EXPECT_EQ(stats.by_both[0][0], 2u);
  EXPECT_EQ(stats.by_both[4][3], 1u);
  EXPECT_EQ(stats.problems, 1u);
  EXPECT_EQ(stats.ruleset, Sha256("rules").Hex());
  EXPECT_EQ(stats.program_version, "0.1.0");
  EXPECT_EQ(stats.updated, "later");
  std::string sources;
  for (const SourceStats& source : stats.sources) {
    sources += source.source.format + " " + source.source.location + " " +
               std::to_string(source.records) + " " + std::to_string(source.servers) + " " +
               std::to_string(source.servers_with_tools) + " " + std::to_string(source.tools) +
               " " + std::to_string(source.problems) + "\n";
  }
  EXPECT_EQ(sources,
            "docker /data/docker 3 3 1 2 1\n"
            "mcpm /data/mcpm 1 1 1 3 0\n"
            "registry /data/registry 1 1 0 0 0\n"
            "toolsdk /data/toolsdk 1 1 1 1 0\n");
}

TEST_F(Reader, AToolComesBackAsItWasStored) {
  RunInput input = ParseRun("live all:\n  get_it: It.\n");
  JudgedTool& judged = input.listings[0].tools[0];
  judged.tool = RestoreTool("get_it", "Get \"it\"", "",
                            "{\"properties\":{\"a\":{\"type\":\"string\"}},\"type\":\"object\"}",
                            "{\"type\":\"object\"}", "{\"readOnlyHint\":false,\"x\":1}")
                    .value();
  Classification& made = *judged.classification;
  made.category = Category::kExecute;
  made.risk = Risk::kHigh;
  made.confidence = 0.625;
  made.basis = {
      .name = true, .description = false, .schema = true, .annotations = true, .server = true};
  made.capabilities = {"runs-code", "bulk"};
  made.rationale = "Because.\nReally — 天.";
  made.evidence = {{"parameters.a", 1, 2, "a", "category/x"}, {"name", 0, 3, "get", "category/y"}};
  made.findings = {{"warning/one", Severity::kInfo, "First", {}},
                   {"warning/two", Severity::kCritical, "Second", made.evidence}};
  made.operation_parameter = "action";
  made.operations = {{"list", Category::kRead}, {"drop", Category::kDestructive}};
  made.risk_steps = {"one step", "another"};
  IndexRun(path_, input, {});

  CatalogReader reader(path_);
  const std::vector<CatalogTool> tools = reader.ToolsByName("get_it", 9);
  ASSERT_EQ(tools.size(), 1u);
  EXPECT_EQ(tools[0].tool.digest, judged.tool.digest);
  EXPECT_EQ(CanonicalDefinition(tools[0].tool), CanonicalDefinition(judged.tool));
  EXPECT_EQ(tools[0].tool.parameters.size(), 1u);
  EXPECT_EQ(tools[0].tool.annotations.read_only, false);
  EXPECT_EQ(tools[0].server_id, reader.FindServers("all", 1).at(0).id);
  EXPECT_EQ(tools[0].source_location, "/data/live");
  EXPECT_EQ(tools[0].first_seen, "2026-01-01T00:00:00Z");
  const Classification& read = tools[0].classification;
  EXPECT_EQ(read.category, Category::kExecute);
  EXPECT_EQ(read.risk, Risk::kHigh);
  EXPECT_EQ(read.confidence, 0.625);
  EXPECT_EQ(read.basis.Text(), "name, schema, annotations, server");
  EXPECT_EQ(read.capabilities, made.capabilities);
  EXPECT_EQ(read.rationale, made.rationale);
  ASSERT_EQ(read.evidence.size(), 2u);
  EXPECT_EQ(read.evidence[0].field + "|" + read.evidence[0].quote + "|" + read.evidence[0].rule,
            "parameters.a|a|category/x");
  EXPECT_EQ(read.evidence[1].end, 3u);
  ASSERT_EQ(read.findings.size(), 2u);
  EXPECT_EQ(read.findings[0].rule + "|" + read.findings[0].message, "warning/one|First");
  EXPECT_EQ(read.findings[1].severity, Severity::kCritical);
  EXPECT_EQ(read.findings[1].evidence.size(), 2u);
  EXPECT_EQ(read.operation_parameter, "action");
  ASSERT_EQ(read.operations.size(), 2u);
  EXPECT_EQ(read.operations[1].value, "drop");
  EXPECT_EQ(read.operations[1].category, Category::kDestructive);
  EXPECT_EQ(read.risk_steps, made.risk_steps);
}

}  // namespace
}  // namespace mcprisk
