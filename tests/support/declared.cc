#include "support/declared.h"

#include "crawl/packages/extract.h"

namespace mcprisk {
namespace {

ExtractedTools Extract(const std::vector<std::pair<std::string, std::string>>& files) {
  std::vector<ArchiveEntry> entries;
  for (const auto& [path, text] : files) entries.push_back({path, text});
  return ExtractTools(entries);
}

}  // namespace

std::string Declared(const std::vector<std::pair<std::string, std::string>>& files) {
  ExtractedTools found = Extract(files);
  std::string text;
  for (size_t i = 0; i < found.tools.size(); ++i) {
    text += found.files[i] + ":" + std::to_string(found.lines[i]) + " " +
            CanonicalDefinition(found.tools[i]) + "\n";
  }
  for (const Problem& problem : found.problems) {
    text += "problem " + problem.place + ": " + problem.what + "\n";
  }
  return text;
}

std::string Declared(const std::string& path, const std::string& text) {
  return Declared({{path, text}});
}

std::string DeclaredNames(const std::vector<std::pair<std::string, std::string>>& files) {
  std::string names;
  for (const Tool& tool : Extract(files).tools) names += (names.empty() ? "" : " ") + tool.name;
  return names;
}

std::string DeclaredNames(const std::string& path, const std::string& text) {
  return DeclaredNames({{path, text}});
}

}  // namespace mcprisk
