#include "drift/drift_table.h"

#include "base/embedded.h"
#include "base/json.h"
#include "base/yaml.h"

namespace mcprisk {
namespace {

constexpr std::string_view kTablePath = "rules/drift.yaml";

std::string OfTable(const std::string& what) { return std::string(kTablePath).append(what); }

// Collects the first thing that is wrong.
class TableReader {
 public:
  explicit TableReader(const Json& root) : root_(root) {}

  Result<DriftTable> Read() {
    DriftTable table;
    table.version = static_cast<int>(Number("version", root_["version"]));
    for (const Json::Member& member : root_["classes"].Members()) {
      table.classes[std::string(member.key)] = ReadClass(std::string(member.key), member.value);
    }
    if (table.classes.empty()) Complain("it has no classes");
    table.injected_at_least = ReadSeverity("injected", root_["injected"]["at_least"]);
    table.injected_except = Texts("injected", root_["injected"]["except"]);
    table.much_changed = Number("much_changed", root_["much_changed"]);
    table.flapping_changes = static_cast<size_t>(Number("flapping", root_["flapping"]["changes"]));
    table.flapping_days = static_cast<int>(Number("flapping", root_["flapping"]["days"]));
    table.capability_words = WordSet("capability_words");
    table.capability_formats = WordSet("capability_formats");
    table.context_names = WordSet("context_names");
    table.free_text_words = WordSet("free_text_words");
    if (!trouble_.empty()) return Failure(trouble_);
    return table;
  }

 private:
  void Complain(const std::string& what) {
    if (trouble_.empty()) trouble_ = OfTable(": " + what);
  }

  DriftClass ReadClass(const std::string& name, const Json& json) {
    DriftClass result;
    result.meaning = json["meaning"].Text();
    if (result.meaning.empty()) Complain(name + " has no meaning");
    for (const Json::Member& member : json["cases"].Members()) {
      result.cases[std::string(member.key)] = ReadSeverity(name, member.value);
    }
    if (result.cases.empty()) Complain(name + " has no cases");
    return result;
  }

  Severity ReadSeverity(const std::string& where, const Json& json) {
    const std::optional<Severity> severity = ParseSeverity(json.Text());
    if (!severity) Complain(where + " has a severity that is none");
    return severity.value_or(Severity::kInfo);
  }

  double Number(const std::string& where, const Json& json) {
    const std::optional<double> number = json.Number();
    if (!number || *number < 0 || *number > 1000000) Complain(where + " has no number");
    return number.value_or(0);
  }

  std::vector<std::string> Texts(const std::string& where, const Json& json) {
    std::vector<std::string> texts;
    for (const Json& item : json.Items()) texts.emplace_back(item.Text());
    if (texts.empty()) Complain(where + " has no list");
    return texts;
  }

  DriftTable::Words WordSet(const std::string& key) {
    const std::vector<std::string> words = Texts(key, root_[key]);
    return {words.begin(), words.end()};
  }

  const Json root_;
  std::string trouble_;
};

}  // namespace

Severity DriftTable::Of(std::string_view kind, std::string_view of_case) const {
  const auto found = classes.find(kind);
  if (found != classes.end()) {
    const auto severity = found->second.cases.find(of_case);
    if (severity != found->second.cases.end()) return severity->second;
  }
  throw Error(OfTable(" has no case \"" + std::string(of_case) + "\" of " + std::string(kind)));
}

Result<DriftTable> DriftTable::FromYaml(std::string_view yaml) {
  const Result<std::string> json = YamlToJson(yaml);
  if (!json) return Failure(OfTable(":" + json.error()));
  JsonParser parser;
  const Result<Json> root = parser.Parse(*json);
  if (!root) return Failure(OfTable(": " + root.error()));
  return TableReader(*root).Read();
}

const DriftTable& DriftTable::Shipped() {
  static const DriftTable shipped = [] {
    for (const EmbeddedFile& file : EmbeddedFiles()) {
      if (file.path != kTablePath) continue;
      Result<DriftTable> table = FromYaml(file.text);
      if (!table) throw Error("the table inside this program does not load: " + table.error());
      return *std::move(table);
    }
    throw Error("this program was built without " + OfTable(""));
  }();
  return shipped;
}

}  // namespace mcprisk
