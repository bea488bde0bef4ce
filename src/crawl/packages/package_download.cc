#include "crawl/packages/package_download.h"

#include <utility>

#include "base/json.h"
#include "base/text.h"
#include "crawl/fetch/url.h"
#include "crawl/limits.h"

namespace mcprisk {
namespace {

constexpr std::string_view kJson = "application/json";
constexpr std::string_view kSimpleIndex = "application/vnd.pypi.simple.v1+json";

// The last of the versions that is no pre-release, as NuGet lists them in order.
std::string NewestOf(const Json& versions) {
  std::string newest;
  for (const Json& version : versions.Items()) {
    const std::string_view text = version.Text();
    if (newest.empty() || text.find('-') == std::string_view::npos) newest = text;
  }
  return newest;
}

}  // namespace

PackageDownload::PackageDownload(ServerPackage package, const PackageRegistries& registries,
                                 std::string known)
    : package_(std::move(package)),
      registry_(package_.type == "mcpb" ? PackageRegistry{} : RegistryOf(package_, registries)),
      known_(std::move(known)) {}

std::optional<PackageQuestion> PackageDownload::Start() {
  artifact_.version = package_.version;
  if (package_.type == "mcpb") {
    artifact_.url = package_.identifier;
    if (!package_.sha256.empty()) artifact_.algorithm = "sha256";
    artifact_.digest = package_.sha256;
    return Archive();
  }
  if (registry_.base.empty()) return End(Outcome::kNeedsRegistry, HowToConfigure(package_.type));
  if (package_.type == "nuget") return Document(Step::kServiceIndex, registry_.base, kJson);
  if (package_.type == "pypi") {
    return Document(Step::kDocument, PypiDocumentUrl(registry_.base, package_.identifier),
                    kSimpleIndex);
  }
  return Document(Step::kDocument,
                  NpmDocumentUrl(registry_.base, package_.identifier, package_.version), kJson);
}

std::optional<PackageQuestion> PackageDownload::Take(const Response& response) {
  Ending verdict = response.Verdict();
  if (verdict.outcome == Outcome::kNotFound) verdict.outcome = Outcome::kPackageNotFound;
  if (verdict.outcome == Outcome::kLimitBody && step_ == Step::kArchive) {
    verdict = {Outcome::kLimitPackage, LimitText("kMaxPackageBytes", kMaxPackageBytes)};
  }
  if (!verdict.Ok()) return End(verdict.outcome, std::move(verdict.detail));
  switch (step_) {
    case Step::kServiceIndex:
      return TakeServiceIndex(response.body);
    case Step::kVersions:
      return TakeVersions(response.body);
    case Step::kDocument:
      return TakeDocument(response);
    case Step::kArchive:
      return TakeArchive(response);
  }
  return std::nullopt;
}

std::string PackageDownload::digest() const {
  return artifact_.digest.empty() ? "" : artifact_.algorithm + ":" + artifact_.digest;
}

std::optional<PackageQuestion> PackageDownload::End(Outcome outcome, std::string detail) {
  ending_ = {outcome, std::move(detail)};
  return std::nullopt;
}

std::optional<PackageQuestion> PackageDownload::Document(Step step, std::string url,
                                                         std::string_view accept) {
  step_ = step;
  const bool of_user = IsOfUser(url);
  return PackageQuestion{
      std::move(url), {{"Accept", std::string(accept)}}, /*is_archive=*/false, of_user};
}

// What lies elsewhere was named by the registry and not by its user.
bool PackageDownload::IsOfUser(const std::string& text) const {
  auto url = ParseUrl(text, kMaxUrlBytes);
  auto base = ParseUrl(registry_.base, kMaxUrlBytes);
  return registry_.of_user && url && base && url->Origin() == base->Origin();
}

std::optional<PackageQuestion> PackageDownload::Archive() {
  if (!known_.empty() && known_ == digest()) {
    unchanged_ = true;
    return End(Outcome::kOk, "");
  }
  step_ = Step::kArchive;
  return PackageQuestion{artifact_.url, {}, /*is_archive=*/true, IsOfUser(artifact_.url)};
}

std::optional<PackageQuestion> PackageDownload::TakeServiceIndex(const std::string& body) {
  JsonParser parser;
  Result<Json> root = parser.Parse(body);
  if (!root) return End(Outcome::kBadJson, root.error());
  for (const Json& resource : (*root)["resources"].Items()) {
    if (resource["@type"].Text().starts_with("PackageBaseAddress/")) {
      nuget_base_ = resource["@id"].Text();
      break;
    }
  }
  while (nuget_base_.ends_with('/')) nuget_base_.pop_back();
  if (nuget_base_.empty()) return End(Outcome::kBadContent, "not a service index of NuGet");
  nuget_base_ += "/" + PercentEncoded(AsciiLowered(package_.identifier));
  if (!package_.version.empty()) return NugetArchive(package_.version);
  return Document(Step::kVersions, nuget_base_ + "/index.json", kJson);
}

std::optional<PackageQuestion> PackageDownload::TakeVersions(const std::string& body) {
  JsonParser parser;
  Result<Json> root = parser.Parse(body);
  if (!root) return End(Outcome::kBadJson, root.error());
  const std::string newest = NewestOf((*root)["versions"]);
  if (newest.empty()) return End(Outcome::kPackageNotFound, "it has no version");
  return NugetArchive(newest);
}

// NuGet's registries promise no digest; their packages are signed instead.
std::optional<PackageQuestion> PackageDownload::NugetArchive(const std::string& wanted) {
  artifact_.version = AsciiLowered(wanted);
  const std::string version = PercentEncoded(artifact_.version);
  artifact_.url = nuget_base_ + "/" + version + "/" +
                  PercentEncoded(AsciiLowered(package_.identifier)) + "." + version + ".nupkg";
  return Archive();
}

std::optional<PackageQuestion> PackageDownload::TakeDocument(const Response& response) {
  Result<PackageArtifact> artifact =
      package_.type == "npm" ? NpmArtifact(response.body, package_.version)
                             : PypiArtifact(response.body, package_.version, response.head.url);
  if (!artifact) return End(Outcome::kPackageNotFound, artifact.error());
  artifact_ = *std::move(artifact);
  return Archive();
}

std::optional<PackageQuestion> PackageDownload::TakeArchive(const Response& response) {
  if (response.body.size() > kMaxPackageBytes) {
    return End(Outcome::kLimitPackage, LimitText("kMaxPackageBytes", kMaxPackageBytes));
  }
  if (std::string fault = artifact_.digest.empty() ? "" : CheckArtifact(artifact_, response.body);
      !fault.empty()) {
    return End(Outcome::kPackageIntegrity, std::move(fault));
  }
  archive_ = response.body;
  return End(Outcome::kOk, "");
}

}  // namespace mcprisk
