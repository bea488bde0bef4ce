// The manifests of packages: that part of package.h.
#include <algorithm>
#include <array>
#include <utility>

#include "base/json.h"
#include "base/text.h"
#include "crawl/packages/package.h"
#include "crawl/packages/source.h"

namespace mcprisk {
namespace {

// Headers of METADATA, and lines of pyproject.toml, that are looked at.
constexpr size_t kMaxManifestLines = 10000;

std::string_view FileName(std::string_view path) { return path.substr(path.rfind('/') + 1); }

size_t Depth(std::string_view path) {
  return static_cast<size_t>(std::count(path.begin(), path.end(), '/'));
}

// The members of package.json that are asked for, made from another manifest.
class JsonManifest {
 public:
  void Set(std::string_view name, std::string_view value) {
    if (value.empty() || json_.find("\"" + std::string(name) + "\":") != std::string::npos) return;
    Key(name, &json_);
    AppendJsonString(value, &json_);
  }
  void AddDependency(std::string_view name) {
    if (name.empty()) return;
    Key(name, &dependencies_);
    dependencies_ += "\"*\"";
  }
  std::string Text() const {
    std::string dependencies = json_.empty() ? "" : ",";
    return "{" + json_ + dependencies + "\"dependencies\":{" + dependencies_ + "}}";
  }

 private:
  static void Key(std::string_view name, std::string* json) {
    if (!json->empty()) *json += ',';
    AppendJsonString(name, json);
    *json += ':';
  }

  std::string json_;
  std::string dependencies_;
};

// "mcp[cli]>=1.2" is mcp.
std::string_view RequirementName(std::string_view requirement) {
  requirement = Trimmed(requirement);
  return requirement.substr(0, requirement.find_first_of(" [<>=!~;("));
}

bool IsRepositoryLabel(std::string_view label) {
  constexpr std::array<std::string_view, 5> kLabels = {"repository", "source", "source code",
                                                       "github", "homepage"};
  std::string lowered = AsciiLowered(Trimmed(label));
  return std::find(kLabels.begin(), kLabels.end(), lowered) != kLabels.end();
}

// Core metadata of Python packages: "Name: value" lines up to the first empty one.
std::string ReadMetadata(std::string_view text) {
  JsonManifest manifest;
  size_t lines = 0;
  for (std::string_view line : Split(text, '\n')) {
    line = Trimmed(line);
    size_t colon = line.find(':');
    if (line.empty() || ++lines > kMaxManifestLines) break;
    if (colon == std::string_view::npos) continue;
    std::string_view key = line.substr(0, colon);
    std::string_view value = Trimmed(line.substr(colon + 1));
    if (EqualsNoCase(key, "Name")) manifest.Set("name", value);
    if (EqualsNoCase(key, "Version")) manifest.Set("version", value);
    if (EqualsNoCase(key, "Summary")) manifest.Set("description", value);
    if (EqualsNoCase(key, "Home-page")) manifest.Set("repository", value);
    if (EqualsNoCase(key, "Requires-Dist")) manifest.AddDependency(RequirementName(value));
    if (EqualsNoCase(key, "Project-URL")) {
      size_t comma = value.find(',');
      if (comma != std::string_view::npos && IsRepositoryLabel(value.substr(0, comma))) {
        manifest.Set("repository", Trimmed(value.substr(comma + 1)));
      }
    }
  }
  return manifest.Text();
}

// The text between the first quotes of a line.
std::string_view Quoted(std::string_view line) {
  size_t begin = line.find_first_of("\"'");
  if (begin == std::string_view::npos) return {};
  size_t end = line.find(line[begin], begin + 1);
  return end == std::string_view::npos ? std::string_view()
                                       : line.substr(begin + 1, end - begin - 1);
}

// Of pyproject.toml only plain lines of [project] are read: name = "…" and the dependencies.
std::string ReadPyproject(std::string_view text) {
  JsonManifest manifest;
  std::string_view table;
  bool in_dependencies = false;
  size_t lines = 0;
  for (std::string_view line : Split(text, '\n')) {
    line = Trimmed(line);
    if (++lines > kMaxManifestLines) break;
    if (line.starts_with('[')) {
      table = line;
      in_dependencies = false;
      continue;
    }
    if (table == "[project.urls]" && IsRepositoryLabel(line.substr(0, line.find('=')))) {
      manifest.Set("repository", Quoted(line));
    }
    if (table != "[project]") continue;
    std::string_view key = Trimmed(line.substr(0, line.find('=')));
    if (key == "dependencies") in_dependencies = true;
    if (in_dependencies) manifest.AddDependency(RequirementName(Quoted(line)));
    if (line.ends_with(']')) in_dependencies = false;
    for (std::string_view wanted : {"name", "version", "description"}) {
      if (key == wanted) manifest.Set(wanted, Quoted(line));
    }
  }
  return manifest.Text();
}

// The text of the first element of this name.
std::string Element(std::string_view xml, const std::string& name) {
  size_t begin = xml.find("<" + name + ">");
  if (begin == std::string_view::npos) return {};
  begin += name.size() + 2;
  size_t end = xml.find("</" + name + ">", begin);
  if (end == std::string_view::npos) return {};
  std::string text(Trimmed(xml.substr(begin, end - begin)));
  using Entity = std::pair<std::string_view, std::string_view>;
  for (auto [entity, character] : {Entity{"&lt;", "<"}, Entity{"&gt;", ">"}, Entity{"&quot;", "\""},
                                   Entity{"&apos;", "'"}, Entity{"&amp;", "&"}}) {
    text = ReplaceAll(std::move(text), entity, character);
  }
  return text;
}

std::string ReadNuspec(std::string_view xml) {
  JsonManifest manifest;
  manifest.Set("name", Element(xml, "id"));
  manifest.Set("version", Element(xml, "version"));
  manifest.Set("description", Element(xml, "description"));
  size_t repository = xml.find("<repository ");
  if (repository != std::string_view::npos) {
    std::string_view tag = xml.substr(repository, xml.find('>', repository) - repository);
    size_t url = tag.find("url=");
    if (url != std::string_view::npos) manifest.Set("repository", Quoted(tag.substr(url)));
  }
  if (xml.find("McpServer") != std::string_view::npos) manifest.AddDependency("McpServer");
  return manifest.Text();
}

using ReadManifest = std::string (*)(std::string_view text);

struct ManifestKind {
  std::string_view type;
  std::string_view name;  // how the file name ends
  size_t most_folders;    // above it
  ReadManifest read;      // nullptr: it is what package.json is
};

// In the order of preference.
constexpr std::array<ManifestKind, 5> kKinds = {{{"npm", "package.json", 1, nullptr},
                                                 {"pypi", ".dist-info/METADATA", 1, ReadMetadata},
                                                 {"pypi", "PKG-INFO", 1, ReadMetadata},
                                                 {"pypi", "pyproject.toml", 1, ReadPyproject},
                                                 {"nuget", ".nuspec", 0, ReadNuspec}}};

bool Matches(const ManifestKind& kind, std::string_view path) {
  if (!path.ends_with(kind.name) || Depth(path) > kind.most_folders) return false;
  return kind.name.starts_with('.') || FileName(path) == kind.name;
}

}  // namespace

bool IsPackageFile(std::string_view path) {
  return SourceLanguage(path) ||
         std::any_of(kKinds.begin(), kKinds.end(),
                     [path](const auto& kind) { return Matches(kind, path); });
}

std::optional<PackageManifest> FindManifest(const std::vector<ArchiveEntry>& files) {
  // In a folder above it only when the package has but one: npm's "package/", an sdist's "x-1.0/".
  const std::string_view first = files.empty() ? std::string_view() : files.front().path;
  const std::string root(first.substr(0, first.find('/') + 1));
  const bool one_root = !root.empty() && files.back().path.starts_with(root);
  for (const ManifestKind& kind : kKinds) {
    for (const ArchiveEntry& file : files) {
      if (!Matches(kind, file.path)) continue;
      const bool in_root = Depth(file.path) == 0 || one_root || kind.name.starts_with('.');
      if (!in_root) continue;
      PackageManifest manifest;
      manifest.type = kind.type;
      manifest.path = file.path;
      manifest.json = kind.read ? kind.read(file.text) : file.text;
      manifest.has_records = kind.type == "nuget";
      return manifest;
    }
  }
  return std::nullopt;
}

}  // namespace mcprisk
