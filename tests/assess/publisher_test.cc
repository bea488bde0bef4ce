#include "assess/publisher.h"

#include <gtest/gtest.h>

#include "assess/server_names.h"
#include "base/text.h"

namespace mcprisk {
namespace {

Identity RegistryName(const std::string& value) { return {IdentityKind::kRegistryName, value}; }
Identity Package(const std::string& value) { return {IdentityKind::kPackage, value}; }
Identity Remote(const std::string& value) { return {IdentityKind::kRemote, value}; }
Identity Repository(const std::string& value) { return {IdentityKind::kRepository, value}; }

// The report in lines.
std::string Report(const std::string& name, const std::vector<Identity>& identities,
                   bool in_registry = true) {
  const PublisherReport report =
      ReportPublisher(WellKnownServers::Shipped(),
                      {.name = name, .identities = &identities, .in_registry = in_registry});
  std::string lines =
      std::string(PublisherStandingName(report.standing)) + " " + report.publisher + "\n";
  for (const PublisherEvidence& one : report.evidence) lines += one.kind + ": " + one.text + "\n";
  if (report.official != nullptr) lines += "official " + report.official->names[0] + "\n";
  for (const LookAlike& one : report.look_alikes) {
    lines += std::string(SeverityName(one.severity)) + " " + one.how + ": " + one.text + "\n";
  }
  return lines;
}

TEST(PublisherTest, NothingStatedIsUnknown) {
  EXPECT_EQ(Report("notes", {}, false), "unknown \n");
  EXPECT_EQ(Report("acme/notes", {Repository("github.com/acme/notes")}, false), "unknown \n");
  EXPECT_EQ(Report("notes", {Package("pypi:notes-mcp")}, false), "unknown \n");
}

TEST(PublisherTest, ARegistryProvesANamespace) {
  EXPECT_EQ(Report("io.github.acme/notes",
                   {RegistryName("io.github.acme/notes"), Package("npm:@acme/notes"),
                    Repository("github.com/acme/notes")}),
            "proven github.com/acme\n"
            "namespace: the registry gives io.github.acme only to the GitHub account acme\n"
            "repository: the repository belongs to the account of the namespace, acme\n"
            "package: npm:@acme/notes is published under the account of the namespace\n");
  EXPECT_EQ(Report("example.acme/notes",
                   {RegistryName("example.acme/notes"), Remote("https://mcp.acme.example/mcp")}),
            "proven acme.example\n"
            "namespace: the registry gives example.acme only to the holder of acme.example\n"
            "domain: the address mcp.acme.example is under the namespace's domain\n");
}

TEST(PublisherTest, OutsideOfARegistryANamespaceIsOnlyAStatement) {
  EXPECT_EQ(
      Report("io.github.acme/notes",
             {RegistryName("io.github.acme/notes"), Repository("github.com/acme/notes")}, false),
      "consistent acme\n"
      "repository: the repository belongs to the account of the namespace, acme\n");
}

TEST(PublisherTest, StatementsThatAgreeAreConsistent) {
  EXPECT_EQ(
      Report("notes", {Package("npm:@acme/notes"), Repository("github.com/acme/notes#mcp")}, false),
      "consistent acme\n"
      "package: npm:@acme/notes is published under the owner of the repository\n");
  EXPECT_EQ(Report("notes",
                   {Package("oci:ghcr.io/acme/notes"), Repository("github.com/acme/notes")}, false),
            "consistent acme\n"
            "image: oci:ghcr.io/acme/notes is published under the owner of the repository\n");
  EXPECT_EQ(Report("notes",
                   {Package("oci:docker.io/mcp/notes"), Repository("github.com/mcp/notes")}, false),
            "unknown \n");
}

TEST(PublisherTest, ContradictionsAreSaid) {
  EXPECT_EQ(Report("io.github.acme/notes",
                   {RegistryName("io.github.acme/notes"), Package("npm:@other/notes"),
                    Repository("github.com/zenith/notes")}),
            "proven github.com/acme\n"
            "namespace: the registry gives io.github.acme only to the GitHub account acme\n"
            "contradiction: the repository belongs to zenith, the namespace to acme\n"
            "contradiction: npm:@other/notes is published under other, the namespace belongs to "
            "acme\n");
  EXPECT_EQ(Report("example.acme/notes",
                   {RegistryName("example.acme/notes"), Remote("https://notacme.example/mcp")}),
            "proven acme.example\n"
            "namespace: the registry gives example.acme only to the holder of acme.example\n"
            "contradiction: the address notacme.example is not under the namespace's domain "
            "acme.example\n");
}

TEST(PublisherTest, AWellKnownServerIsKnownByWhatOnlyItsPublisherHas) {
  EXPECT_EQ(
      Report("com.stripe/mcp", {RegistryName("com.stripe/mcp"), Remote("https://mcp.stripe.com")}),
      "proven stripe.com\n"
      "namespace: the registry gives com.stripe only to the holder of stripe.com\n"
      "domain: the address mcp.stripe.com is under the namespace's domain\n"
      "official stripe\n");
  EXPECT_EQ(Report("github",
                   {Package("oci:ghcr.io/github/github-mcp-server"),
                    Repository("github.com/github/github-mcp-server")},
                   false),
            "consistent github\n"
            "image: oci:ghcr.io/github/github-mcp-server is published under the owner of the "
            "repository\n"
            "official github\n");
}

TEST(PublisherTest, LookAlikesAreFound) {
  const auto alike = [](const std::string& name) {
    const std::string report = Report(name, {}, false);
    return report.substr(report.find('\n') + 1);
  };
  EXPECT_EQ(alike("somebody/githbu-mcp"),
            "Medium edit: \"somebody/githbu-mcp\" is a slip of the keys away from GitHub's "
            "github\n");
  EXPECT_EQ(alike("somebody/g\xd1\x96thub-mcp-server"),
            "High homoglyph: \"somebody/g\xd1\x96thub-mcp-server\" looks like, letter for letter, "
            "GitHub's github\n");
  EXPECT_EQ(alike("somebody/search-brave"),
            "Medium swapped-words: \"somebody/search-brave\" has the words of another order of "
            "Brave's brave-search\n");
  EXPECT_EQ(alike("official-stripe-mcp"),
            "Medium claims-official: \"official-stripe-mcp\" calls itself official under another "
            "publisher than Stripe's stripe\n");
  EXPECT_EQ(alike("somebody/mcp-server-slack"),
            "Info same-name: \"somebody/mcp-server-slack\" has the name of Slack's slack\n");
  EXPECT_EQ(
      alike("somebody/hugging-face"),
      "Info same-name: \"somebody/hugging-face\" has the name of Hugging Face's huggingface\n");
  EXPECT_EQ(alike("somebody/motion-mcp"), "");  // an honest neighbor
  EXPECT_EQ(alike("somebody/gitlab-tools"),
            "Info same-name: \"somebody/gitlab-tools\" has the name of GitLab's gitlab\n");
  EXPECT_EQ(alike("somebody/slick"), "");  // too short to be told from a word of its own
  EXPECT_EQ(alike("somebody/weather"), "");
}

TEST(PublisherTest, AnAddressUnderAnotherEndingIsALookAlike) {
  const auto at = [](const std::string& remote) {
    const std::string report = Report("acme/notes", {Remote(remote)}, false);
    return report.substr(report.find('\n') + 1);
  };
  EXPECT_EQ(at("https://mcp.stripe.example/mcp"),
            "Medium other-ending: the address mcp.stripe.example is Stripe's stripe.com under "
            "another ending\n");
  EXPECT_EQ(at("https://stripe.co.uk/"),
            "Medium other-ending: the address stripe.co.uk is Stripe's stripe.com under another "
            "ending\n");
  EXPECT_EQ(at("https://mcp.stripe.com/mcp"), "");
  EXPECT_EQ(at("https://notes.netlify.app/mcp"), "");  // rented there
  EXPECT_EQ(at("https://mystripe.example/mcp"), "");
}

TEST(PublisherTest, WhoLeadsToThePublishersRepositoryIsNoLookAlike) {
  EXPECT_EQ(Report("somebody/githbu", {Repository("github.com/github/github-mcp-server")}, false),
            "unknown \n");
  EXPECT_EQ(
      Report("slack", {Repository("github.com/modelcontextprotocol/servers#src/slack")}, false),
      "unknown \n");
}

TEST(ServerNamesTest, NamesAreCutIntoWhatTheySay) {
  const auto words = [](std::string_view name) { return Join(NameWords(name, false), " "); };
  EXPECT_EQ(words("io.github.acme/GitHub-MCP-Server"), "github");
  EXPECT_EQ(words("npm:@acme/mcp-server-brave_search"), "brave search");
  EXPECT_EQ(words("pypi:mcp"), "");
  EXPECT_EQ(ServerNameSkeleton("\xef\xbc\xa7\xd1\x96t\xd0\x9d"
                               "ub0"),
            "githubo");
}

TEST(ServerNamesTest, IdentitiesSayWhose) {
  EXPECT_EQ(PackageOwner("npm:@Acme/notes"), "acme");
  EXPECT_EQ(PackageOwner("npm:notes"), "");
  EXPECT_EQ(PackageOwner("oci:docker.io/acme/notes"), "acme");
  EXPECT_EQ(PackageOwner("oci:docker.io/library/notes"), "");
  EXPECT_EQ(PackageOwner("pypi:acme/notes"), "");
  EXPECT_EQ(RepositoryOwner("github.com/acme/notes#mcp"), "acme");
  EXPECT_EQ(RemoteHost("https://MCP.acme.example:8443/mcp?x"), "mcp.acme.example");
  EXPECT_EQ(NamespaceDomain("example.acme.mcp"), "mcp.acme.example");
  EXPECT_EQ(NamespaceDomain("io.github.acme"), "");
  EXPECT_EQ(NamespaceAccount("io.github.acme"), "acme");
  EXPECT_TRUE(IsUnderDomain("mcp.acme.example", "acme.example"));
  EXPECT_FALSE(IsUnderDomain("notacme.example", "acme.example"));
  EXPECT_FALSE(IsUnderDomain("acme.example", ""));
}

}  // namespace
}  // namespace mcprisk
