#include "crawl/packages/registry_metadata.h"

#include <gtest/gtest.h>

#include <map>

namespace mcprisk {
namespace {

std::string Text(const Result<PackageArtifact>& artifact) {
  if (!artifact) return artifact.error();
  return artifact->url + " " + artifact->version + " " + artifact->algorithm + ":" +
         artifact->digest.substr(0, 8) + " " + std::to_string(artifact->bytes);
}

// The digests of "lawn".
constexpr char kSha512[] =
    "VFxuad+eZ5tAgkXfGHeBWzixytoxDGhUGG9XlnXZn2XRtwFPkP7PNB0Fm87Q/o/4EPRhlq3ov1TCclWo2wVB4g==";

TEST(RegistryMetadata, ReadsNpmDocuments) {
  const std::string version = std::string(R"({"version": "1.2.0", "dist": {"tarball":
    "https://npm.example/lawn-1.2.0.tgz", "integrity": "sha512-)") +
                              kSha512 + R"("}})";
  EXPECT_EQ(Text(NpmArtifact(version, "")),
            "https://npm.example/lawn-1.2.0.tgz 1.2.0 "
            "sha512:545c6e69 0");
  const std::string package =
      R"({"dist-tags": {"latest": "1.2.0"}, "versions": {"1.2.0": )" + version + "}}";
  EXPECT_EQ(Text(NpmArtifact(package, "")), Text(NpmArtifact(version, "")));
  EXPECT_EQ(Text(NpmArtifact(package, "9.0.0")),
            "the registry has no version \"9.0.0\" of this package");
  EXPECT_EQ(Text(NpmArtifact(R"({"error": "Not found"})", "1.0.0")),
            "the registry has no version \"1.0.0\" of this package");
  EXPECT_EQ(Text(NpmArtifact(R"({"dist": {"tarball": "file:///etc/passwd"}})", "")),
            "the registry names no archive to download");
  EXPECT_EQ(Text(NpmArtifact(R"({"dist": {"tarball": "https://x.example/a.tgz"}})", "")),
            "the registry gives no digest of the archive");
}

TEST(RegistryMetadata, PrefersTheWheelThatRunsEverywhere) {
  const std::string digest(64, 'a');
  auto file = [&](const std::string& name, const std::string& more) {
    return R"({"filename": ")" + name + R"(", "url": "https://pypi.example/)" + name +
           R"(", "size": 10, "hashes": {"sha256": ")" + digest + "\"}" + more + "}";
  };
  const std::string index =
      R"({"versions": ["0.9", "1.0"], "files": [)" + file("lawn-0.9-py3-none-any.whl", "") + "," +
      file("lawn-1.0.tar.gz", "") + "," + file("lawn-1.0-cp312-linux.whl", "") + "," +
      file("lawn-1.0-py3-none-any.whl", "") + "," +
      file("lawn-1.0-py2-none-any.whl", R"(, "yanked": "broken")") + "]}";
  EXPECT_EQ(Text(PypiArtifact(index, "")),
            "https://pypi.example/lawn-1.0-py3-none-any.whl 1.0 sha256:aaaaaaaa 10");
  EXPECT_EQ(Text(PypiArtifact(index, "0.9")),
            "https://pypi.example/lawn-0.9-py3-none-any.whl 0.9 sha256:aaaaaaaa 10");
  EXPECT_EQ(Text(PypiArtifact(index, "3.0")), "the index has no wheel or sdist of this package");
}

TEST(RegistryMetadata, ChecksSizeAndDigest) {
  PackageArtifact artifact;
  artifact.algorithm = "sha256";
  artifact.digest = "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881";  // of "x"
  EXPECT_EQ(CheckArtifact(artifact, "x"), "");
  EXPECT_EQ(CheckArtifact(artifact, "y"),
            "the archive is not what the registry promised: its sha256 is another");
  artifact.bytes = 2;
  EXPECT_EQ(CheckArtifact(artifact, "x"), "the archive has 1 byte, the registry promised 2");
}

TEST(RegistryMetadata, TakesTheRegistryFromTheUsersConfiguration) {
  std::map<std::string, std::string> variables;
  Environment environment = [&](const std::string& name) { return variables[name]; };
  const std::string npmrc =
      "; mine\nregistry = \"https://npm.example/all/\"\n@acme:registry=https://acme.example/\n";
  EXPECT_EQ(NpmRegistry("lawn", environment, ""), "");
  EXPECT_EQ(NpmRegistry("lawn", environment, npmrc), "https://npm.example/all");
  EXPECT_EQ(NpmRegistry("@acme/lawn", environment, npmrc), "https://acme.example");
  variables["npm_config_registry"] = "https://env.example/";
  EXPECT_EQ(NpmRegistry("lawn", environment, npmrc), "https://env.example");
  EXPECT_EQ(NpmDocumentUrl("https://npm.example", "@acme/lawn", ""),
            "https://npm.example/@acme%2Flawn/latest");
  EXPECT_EQ(PypiIndex(environment, "[global]\nindex-url = https://pypi.example/simple/\n"),
            "https://pypi.example/simple");
  EXPECT_EQ(PypiDocumentUrl("https://pypi.example/simple/", "Lawn_MCP"),
            "https://pypi.example/simple/lawn-mcp/");
}

}  // namespace
}  // namespace mcprisk
