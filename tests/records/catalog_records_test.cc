// Records of what stands in a catalog: servers, figures, problems.
#include <gtest/gtest.h>

#include <string>

#include "base/text.h"
#include "catalog/reader.h"
#include "records/assessment_record.h"
#include "records/problem_record.h"
#include "records/server_record.h"
#include "records/stats_record.h"
#include "records/tool_record.h"
#include "support/catalog_text.h"
#include "support/paths.h"

namespace mcprisk {
namespace {

class CatalogRecords : public testing::Test {
 protected:
  CatalogRecords() {
    IndexText(path_,
              "mcpm files: npm:@acme/files\n"
              "  get_file: Get a file.\n"
              "  delete_file: Delete a file.\n"
              "docker maps: pypi:maps\n"
              "  ?\n"
              "! docker maps.json: not JSON\n");
  }

  TempDir dir_;
  const std::string path_ = dir_ / "catalog.db";
};

TEST_F(CatalogRecords, AServerWithItsTools) {
  CatalogReader reader(path_);
  CatalogServer server = reader.FindServers("files", 1).at(0);
  std::vector<CatalogTool> tools = reader.ToolsOfServer(server.id);
  const Posture& posture = *Postures::Shipped().Find("balanced");
  const std::string head =
      R"({"name":"files","title":"The files","description":"","version":"1.0",)"
      R"("status":"active","transports":["stdio"],)"
      R"("identities":[{"kind":"package","value":"npm:@acme/files"}],)"
      R"("sightings":[{"format":"mcpm","location":"/data/mcpm","name":"files","version":"1.0",)"
      R"("place":"line 1","access":null,"tools":2}],"tools_known":true,"tool_count":2,)"
      R"("by_category":{"Read":1,"Write":0,"Execute":0,"Destructive":1,"Financial":0},)"
      R"("by_risk":{"Low":1,"Medium":0,"High":0,"Critical":1})";
  EXPECT_EQ(ServerRecord(server).Json(-1), head + "}");
  const ServerView view = ViewServer(reader, server);
  EXPECT_EQ(
      ServerRecord(view, posture).Json(-1),
      head +
          R"(,"grade":{"grade":"F","points":76,"meaning":"serious harm is possible in many ways, )"
          R"(or without being asked for","terms":[)"
          R"({"term":"critical-tools","title":"tools of Critical risk","points":22,)"
          R"("tools":["delete_file"]},)"
          R"({"term":"high-tools","title":"tools of High risk or above","points":18,)"
          R"("tools":["delete_file"]},)"
          R"({"term":"medium-tools","title":"tools of Medium risk or above","points":6,)"
          R"("tools":["delete_file"]},)"
          R"({"term":"grave-findings","title":"definitions with a High finding or above",)"
          R"("points":26,"tools":["delete_file"]},)"
          R"({"term":"findings","title":"definitions with a Medium finding or above","points":4,)"
          R"("tools":["delete_file"]}]},)"
          R"("publisher":{"standing":"unknown","publisher":null,"evidence":[],)"
          R"("well_known":null,"look_alikes":[],"shared":[]},)"
          R"("capabilities":[{"capability":"deletes-data","tools":["delete_file"]},)"
          R"({"capability":"bulk","tools":["delete_file"]}],"toxic_flows":[],"findings":[],"attacks":)" +
          ServerAttackRecords(view.attacks).Json(-1) + R"(,"tokens":)" +
          TokensRecord(view.assessment.tokens).Json(-1) + ",\"tools\":[" +
          ToolRecord(tools.at(0), posture).Json(-1) + "," +
          ToolRecord(tools.at(1), posture).Json(-1) + "]}");
}

TEST_F(CatalogRecords, AServerWhoseToolsAreUnknown) {
  CatalogReader reader(path_);
  EXPECT_EQ(ServerRecord(reader.FindServers("maps", 1).at(0)).Json(-1),
            R"({"name":"maps","title":"The maps","description":"","version":"1.0",)"
            R"("status":"active","transports":["stdio"],)"
            R"("identities":[{"kind":"package","value":"pypi:maps"}],)"
            R"("sightings":[{"format":"docker","location":"/data/docker","name":"maps",)"
            R"("version":"1.0","place":"line 4","access":null,"tools":null}],"tools_known":false,)"
            R"("tool_count":0,)"
            R"("by_category":{"Read":0,"Write":0,"Execute":0,"Destructive":0,"Financial":0},)"
            R"("by_risk":{"Low":0,"Medium":0,"High":0,"Critical":0}})");
}

TEST(AccessRecord, HowAServerMeetsWhoAsks) {
  const auto said = [](const ServerAccess& access) {
    return Join(AccessWords(access), ", ") + " " + AccessRecord(access).Json(-1);
  };
  EXPECT_EQ(said({"required", "Bearer", {"ab12", "CN=\x1b[31mR3,O=Acme"}}),
            "asks for credentials (Bearer), certificate issued by CN=\\u{1b}[31mR3,O=Acme "
            R"({"authentication":"required","scheme":"Bearer",)"
            R"("tls":{"key":"ab12","issuer":"CN=\u001b[31mR3,O=Acme"}})");
  EXPECT_EQ(said({"required", "", {}}),
            R"(asks for credentials {"authentication":"required","scheme":"","tls":null})");
  EXPECT_EQ(said({"forbidden", "", {}}),
            R"(refuses us {"authentication":"forbidden","scheme":"","tls":null})");
  EXPECT_EQ(said({"open", "", {}}),
            R"(open to everybody {"authentication":"open","scheme":"","tls":null})");
  EXPECT_EQ(said({}), " null");
}

TEST_F(CatalogRecords, Figures) {
  const CatalogStats stats = CatalogReader(path_).Stats();
  const std::string figures =
      R"({"servers":2,"servers_with_tools":1,"listings":2,"merged_servers":0,)"
      R"("merged_sources":0,"tools":2,"definitions":2,"problems":1,)"
      R"("by_category":{"Read":1,"Write":0,"Execute":0,"Destructive":1,"Financial":0},)"
      R"("by_category_and_risk":{"Read":{"Low":1,"Medium":0,"High":0,"Critical":0},)"
      R"("Write":{"Low":0,"Medium":0,"High":0,"Critical":0},)"
      R"("Execute":{"Low":0,"Medium":0,"High":0,"Critical":0},)"
      R"("Destructive":{"Low":0,"Medium":0,"High":0,"Critical":1},)"
      R"("Financial":{"Low":0,"Medium":0,"High":0,"Critical":0}},)"
      R"("by_risk":{"Low":1,"Medium":0,"High":0,"Critical":1},)"
      R"("by_grade":{"A":0,"B":0,"C":0,"D":0,"E":0,"F":0},)"
      R"("toxic_flows":{"servers":0,"with_flow":0,"by_flow":{"data-leak":0,"code-execution":0,)"
      R"("destruction":0,"payment":0}},"ruleset":")" +
      stats.ruleset + R"(","program_version":"0.1.0","updated":"later")";
  EXPECT_EQ(StatsRecord(stats, false).Json(-1), figures + "}");
  EXPECT_EQ(StatsRecord(stats, true).Json(-1),
            figures + R"(,"sources":[{"format":"docker","location":"/data/docker","records":1,)"
                      R"("servers":1,"servers_with_tools":0,"tools":0,"problems":1},)"
                      R"({"format":"mcpm","location":"/data/mcpm","records":1,"servers":1,)"
                      R"("servers_with_tools":1,"tools":2,"problems":0}]})");
}

TEST_F(CatalogRecords, Problems) {
  CatalogReader reader(path_);
  EXPECT_EQ(StoredProblemRecord(reader.Problems(9).at(0)).Json(-1),
            R"({"format":"docker","location":"/data/docker","place":"maps.json",)"
            R"("what":"not JSON","seen":"2026-01-01T00:00:00Z"})");
  EXPECT_EQ(ProblemRecord({"a.json:1", "not JSON"}).Json(-1),
            R"({"place":"a.json:1","what":"not JSON"})");
}

}  // namespace
}  // namespace mcprisk
