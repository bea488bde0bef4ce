#include "support/package_host.h"

#include <openssl/evp.h>

#include <algorithm>

#include "base/digest.h"
#include "base/text.h"
#include "support/archives.h"

namespace mcprisk {
namespace {

std::string Sha512Base64(const std::string& bytes) {
  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned size = 0;
  EVP_Digest(bytes.data(), bytes.size(), digest, &size, EVP_sha512(), nullptr);
  unsigned char text[2 * EVP_MAX_MD_SIZE];
  EVP_EncodeBlock(text, digest, static_cast<int>(size));
  return reinterpret_cast<const char*>(text);
}

std::string FileName(const std::string& package, const std::string& version) {
  return package.substr(package.rfind('/') + 1) + "-" + version;
}

}  // namespace

PackageHost::PackageHost()
    : server_(std::make_unique<LoopbackServer>(
          [this](const HttpRequest& request) { return Answer(request); })) {}

std::string PackageHost::PutFile(const std::string& path, const std::string& bytes) {
  std::lock_guard lock(mutex_);
  files_["/" + path] = bytes;
  return server_->Url("/" + path);
}

void PackageHost::PutNpm(const std::string& name, const std::string& version,
                         const std::string& bytes, const std::string& sent) {
  const std::string file = "files/" + FileName(name, version) + ".tgz";
  const std::string url = PutFile(file, sent.empty() ? bytes : sent);
  const std::string document = R"({"name": ")" + name + R"(", "version": ")" + version +
                               R"(", "dist": {"tarball": ")" + url + R"(", "integrity": "sha512-)" +
                               Sha512Base64(bytes) + R"("}})";
  const std::string package = "npm/" + ReplaceAll(name, "/", "%2F");
  PutFile(package + "/" + version, document);
  PutFile(package + "/latest", document);
}

void PackageHost::PutPypi(const std::string& name, const std::string& version,
                          const std::string& bytes) {
  const std::string file = name + "-" + version + "-py3-none-any.whl";
  PutFile("files/" + file, bytes);
  std::vector<std::string>& files = pypi_[name];
  files.push_back(R"({"filename": ")" + file + R"(", "url": "../../../files/)" + file +
                  R"(", "size": )" + std::to_string(bytes.size()) + R"(, "hashes": {"sha256": ")" +
                  Sha256(bytes).Hex() + R"("}})");
  PutFile("pypi/simple/" + name + "/",
          R"({"versions": [")" + version + R"("], "files": [)" + Join(files, ", ") + "]}");
}

void PackageHost::PutNuget(const std::string& id, const std::string& version,
                           const std::string& bytes) {
  const std::string name = AsciiLowered(id);
  PutFile("nuget/v3/index.json", R"({"version": "3.0.0", "resources": [{"@id": ")" +
                                     server_->Url("/nuget/flat/") +
                                     R"(", "@type": "PackageBaseAddress/3.0.0"}]})");
  std::vector<std::string>& versions = nuget_[name];
  versions.push_back("\"" + version + "\"");
  PutFile("nuget/flat/" + name + "/index.json", R"({"versions": [)" + Join(versions, ", ") + "]}");
  PutFile("nuget/flat/" + name + "/" + version + "/" + name + "." + version + ".nupkg", bytes);
}

std::string PackageHost::Asked() {
  const std::vector<HttpRequest> requests = server_->Requests();
  std::vector<std::string> paths;
  for (; told_ < requests.size(); ++told_) paths.push_back(requests[told_].target.substr(1));
  std::sort(paths.begin(), paths.end());
  return Join(paths, " ");
}

Reply PackageHost::Answer(const HttpRequest& request) {
  std::lock_guard lock(mutex_);
  auto file = files_.find(request.target);
  if (file == files_.end()) return Answered(404, R"({"error": "Not found"})");
  return Answered(200, file->second);
}

std::string NpmTarball(const std::string& name, const std::string& version,
                       const std::string& tool) {
  return MakeArchive(
      "tar", "gzip",
      {{"package/package.json", R"({"name": ")" + name + R"(", "version": ")" + version +
                                    R"(", "dependencies": {"@modelcontextprotocol/sdk": "1"}})"},
       {"package/index.js", "import '@modelcontextprotocol/sdk';\nserver.registerTool('" + tool +
                                "', {description: 'Does it.'}, f);\n"}});
}

}  // namespace mcprisk
