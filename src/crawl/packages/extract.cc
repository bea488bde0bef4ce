#include "crawl/packages/extract.h"

#include <array>
#include <optional>
#include <string_view>
#include <unordered_set>
#include <utility>

#include "crawl/limits.h"
#include "crawl/packages/declaration.h"

namespace mcprisk {
namespace {

using Kind = SourceValue::Kind;

// The readers, one for each language.
constexpr std::array<FindTools, 6> kReaders = {FindJavaScriptTools, FindPythonTools, FindGoTools,
                                               FindCSharpTools,     FindJavaTools,   FindRustTools};

void AppendMember(std::string_view name, const ValuePtr& value, std::string* json) {
  if (!IsKnown(value) || value->kind == Kind::kNull) return;
  std::string text;
  if (!AppendValueJson(value, true, &text)) return;
  *json += *json == "{" ? "\"" : ",\"";
  json->append(name).append("\":").append(text);
}

// A schema whose parameters are not known would say that there are none.
bool IsUsableSchema(const ValuePtr& schema) {
  if (!IsKind(schema, Kind::kMap) && !IsKind(schema, Kind::kSchema)) return false;
  if (!schema->whole) return false;
  ValuePtr properties = schema->Find("properties");
  if (properties) return IsKind(properties, Kind::kMap) && properties->whole;
  ValuePtr type = schema->Find("type");
  return IsKind(type, Kind::kText) && type->text == "object";
}

std::string DefinitionText(const ToolDeclaration& declaration) {
  std::string json = "{";
  AppendMember("name", declaration.name, &json);
  AppendMember("title", declaration.title, &json);
  AppendMember("description", declaration.description, &json);
  if (IsUsableSchema(declaration.input_schema)) {
    AppendMember("inputSchema", declaration.input_schema, &json);
  }
  if (IsUsableSchema(declaration.output_schema)) {
    AppendMember("outputSchema", declaration.output_schema, &json);
  }
  if (IsKind(declaration.annotations, Kind::kMap)) {
    AppendMember("annotations", declaration.annotations, &json);
  }
  return json + "}";
}

SourcePackage Load(const std::vector<ArchiveEntry>& files, std::vector<Problem>* problems) {
  SourcePackage package;
  size_t bytes = 0;
  for (const ArchiveEntry& file : files) {
    std::optional<Language> language = SourceLanguage(file.path);
    if (!language) continue;
    if (file.text.size() > kMaxSourceFileBytes) {
      problems->push_back({file.path, "larger than " +
                                          LimitText("kMaxSourceFileBytes", kMaxSourceFileBytes) +
                                          " bytes; it was read so far"});
    }
    bytes += file.text.size();
    if (bytes > kMaxSourceBytes) {
      problems->push_back({file.path, "more source than " +
                                          LimitText("kMaxSourceBytes", kMaxSourceBytes) +
                                          " bytes; it was read up to here"});
      break;
    }
    package.files.emplace_back(file.path, file.text, *language);
  }
  return package;
}

}  // namespace

ExtractedTools ExtractTools(const std::vector<ArchiveEntry>& files) {
  ExtractedTools extracted;
  SourcePackage package = Load(files, &extracted.problems);
  std::vector<ToolDeclaration> declarations;
  for (FindTools find : kReaders) {
    std::vector<ToolDeclaration> found = find(package);
    declarations.insert(declarations.end(), found.begin(), found.end());
  }
  extracted.declarations = declarations.size();
  if (package.steps == 0) {
    extracted.problems.push_back({"", "reading its source takes more than " +
                                          LimitText("kMaxReadingSteps", kMaxReadingSteps) +
                                          " steps; the rest was not read"});
  }
  std::unordered_set<std::string> names;
  JsonParser parser;
  for (const ToolDeclaration& declaration : declarations) {
    if (!IsName(declaration.name) || !names.insert(declaration.name->text).second) continue;
    const SourceText& source = package.files[declaration.place.file];
    const size_t line = source.Line(declaration.place.token);
    Result<Json> json = parser.Parse(DefinitionText(declaration));
    Result<Tool> tool = json ? ReadTool(*json) : tl::unexpected(json.error());
    if (!tool) {
      extracted.problems.push_back({source.path() + ":" + std::to_string(line), tool.error()});
      continue;
    }
    if (extracted.tools.size() >= kMaxToolsPerServer) {
      extracted.problems.push_back(
          {source.path(), "a package with more tools than " +
                              LimitText("kMaxToolsPerServer", kMaxToolsPerServer) +
                              "; the rest of them was not read"});
      break;
    }
    extracted.tools.push_back(std::move(*tool));
    extracted.lines.push_back(line);
    extracted.files.push_back(source.path());
  }
  return extracted;
}

}  // namespace mcprisk
