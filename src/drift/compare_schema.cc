// A schema, keyword by keyword: what a change lets through, what it refuses, what it asks for.
//
// Keywords are those of JSON Schema 2020-12 and of the drafts before it.
#include <algorithm>
#include <set>

#include "base/json.h"
#include "base/json_difference.h"
#include "base/json_pointer.h"
#include "base/text.h"
#include "drift/events.h"
#include "drift/schema_place.h"

namespace mcprisk {
namespace {

using Path = std::vector<std::string>;

// A larger value lets more through.
constexpr std::string_view kUpperBounds[] = {"maximum", "exclusiveMaximum", "maxItems",
                                             "maxProperties"};
constexpr std::string_view kLowerBounds[] = {"minimum", "exclusiveMinimum", "minItems",
                                             "minProperties", "minLength"};
constexpr std::string_view kTexts[] = {"description", "title", "$comment", "examples"};

template <size_t n>
bool IsOneOf(const std::string_view (&names)[n], std::string_view name) {
  return std::find(std::begin(names), std::end(names), name) != std::end(names);
}

bool HasWordOf(const DriftTable::Words& words, std::string_view name) {
  const std::vector<std::string> parts = NameWords(name);
  return std::any_of(parts.begin(), parts.end(), [&](const std::string& part) {
    return words.contains(part) || words.contains(Singular(part));
  });
}

bool HoldsAddress(const Json& json) {
  if (json.IsString()) return IsAddress(json.Text());
  for (const Json& item : json.Items()) {
    if (HoldsAddress(item)) return true;
  }
  for (const Json::Member& member : json.Members()) {
    if (HoldsAddress(member.value)) return true;
  }
  return false;
}

std::set<std::string> TextsOf(const Json& json) {
  std::set<std::string> texts;
  if (json.IsString()) texts.emplace(json.Text());
  for (const Json& item : json.Items()) {
    Result<std::string> text = item.Canonical();
    if (item.IsString()) {
      texts.emplace(item.Text());
    } else if (text) {
      texts.insert(*std::move(text));
    }
  }
  return texts;
}

class SchemaComparison {
 public:
  SchemaComparison(const DriftTable& table, const Tool& before, const Tool& after,
                   const std::string& root)
      : table_(table), before_(before), after_(after), root_(root) {}

  void Compare(const std::optional<std::string>& before, const std::optional<std::string>& after,
               std::vector<ChangeEvent>* events) {
    // A schema that comes or goes is compared with the one that says nothing.
    const std::string old_text = before.value_or("{}");
    const std::string new_text = after.value_or("{}");
    Result<Json> old_root = old_parser_.Parse(old_text);
    Result<Json> new_root = new_parser_.Parse(new_text);
    if (old_root) old_root_ = *old_root;
    if (new_root) new_root_ = *new_root;
    std::vector<ChangeEvent> found;
    for (const JsonDifference& difference : CompareJson(old_text, new_text)) {
      for (const JsonDifference& one : Expanded(difference)) AddEvent(one, &found);
    }
    // As when {} comes, or only the order of required names is new.
    const Graded whole = GradeOf(table_, "schema.compatible", "changed");
    if (found.empty() || found.size() > kMaxSchemaEvents) {
      Graded worst = whole;
      for (const ChangeEvent& event : found) {
        if (event.severity > worst.severity) worst = {KindOf(event), event.severity};
      }
      events->push_back(MakeEvent(after_.name, "/" + root_, worst, before, after));
      return;
    }
    events->insert(events->end(), std::make_move_iterator(found.begin()),
                   std::make_move_iterator(found.end()));
  }

 private:
  // The table's own text, which outlives the events.
  std::string_view KindOf(const ChangeEvent& event) const {
    return table_.classes.find(event.kind)->first;
  }

  // All properties at once are as many differences as there are properties.
  static std::vector<JsonDifference> Expanded(const JsonDifference& difference) {
    const bool whole = !difference.before || !difference.after;
    if (!whole || difference.path.empty() || difference.path.back() != "properties" ||
        PlaceOf(difference.path).keyword != "properties") {
      return {difference};
    }
    std::vector<JsonDifference> each =
        CompareJson(difference.before.value_or("{}"), difference.after.value_or("{}"));
    for (JsonDifference& one : each) {
      one.path.insert(one.path.begin(), difference.path.begin(), difference.path.end());
    }
    return each;
  }

  void AddEvent(const JsonDifference& difference, std::vector<ChangeEvent>* events) {
    const Place place = PlaceOf(difference.path);
    std::optional<Graded> grade;
    if (!place.named.empty()) {
      grade = OfNamed(place, difference);
    } else if (place.keyword == "required") {
      grade = OfRequired(place, difference);
      if (!grade) return;
    } else {
      grade = OfKeyword(place, difference);
    }
    events->push_back(MakeEvent(after_.name, "/" + root_ + JsonPointer(difference.path), *grade,
                                difference.before, difference.after));
  }

  Graded Breaking() const { return GradeOf(table_, "schema.breaking", "changed"); }
  Graded Compatible() const { return GradeOf(table_, "schema.compatible", "changed"); }
  Graded Loosened() const { return GradeOf(table_, "schema.capability", "loosened"); }
  bool IsInput() const { return root_ == "inputSchema"; }

  static Json At(Json json, const Path& path, size_t steps) {
    for (size_t i = 0; i < steps; ++i) {
      if (json.IsArray()) {
        const std::vector<Json> items = json.Items();
        const size_t position = static_cast<size_t>(std::atol(path[i].c_str()));
        json = position < items.size() ? items[position] : Json();
      } else {
        json = json[path[i]];
      }
    }
    return json;
  }

  // A property, or another schema with a name, that came or went.
  Graded OfNamed(const Place& place, const JsonDifference& difference) {
    if (!difference.after) return place.in_properties ? Breaking() : Compatible();
    if (!place.in_properties || !IsInput()) return Compatible();
    const Json property = At(new_root_, difference.path, difference.path.size());
    const Json owner = At(new_root_, difference.path, place.owner);
    const bool required = TextsOf(owner["required"]).contains(place.named);
    Graded grade = required ? Breaking() : Compatible();
    if (GivesPower(place.named, property)) {
      Raise(GradeOf(table_, "schema.capability", "parameter"), &grade);
    }
    if (HoldsAddress(property["default"]) || HoldsAddress(property["const"])) {
      Raise(GradeOf(table_, "schema.default", "address"), &grade);
    }
    if (table_.context_names.contains(Squeezed(place.named))) {
      Raise(GradeOf(table_, "schema.exfil", "context"), &grade);
    }
    if (required && IsFreeText(place.named, property) && !IsExplained(place.named)) {
      Raise(GradeOf(table_, "schema.exfil", "unrelated"), &grade);
    }
    return grade;
  }

  bool GivesPower(const std::string& name, const Json& property) const {
    return HasWordOf(table_.capability_words, name) ||
           table_.capability_formats.contains(property["format"].Text());
  }

  bool IsFreeText(const std::string& name, const Json& property) const {
    const std::string_view type = property["type"].Text();
    if (!type.empty() && type != "string") return false;
    for (const std::string_view bound : {"enum", "const", "pattern", "format"}) {
      if (!property[bound].IsMissing()) return false;
    }
    return HasWordOf(table_.free_text_words, name);
  }

  // Whether the tool spoke of it before: in its name, its texts or another parameter.
  bool IsExplained(const std::string& name) const {
    std::string said =
        before_.name + " " + before_.title.value_or("") + " " + before_.description.value_or("");
    for (const Parameter& parameter : before_.parameters) {
      said += " " + parameter.name + " " + parameter.description;
    }
    std::set<std::string> words;
    for (const std::string& word : NameWords(said)) words.insert(Singular(word));
    const std::vector<std::string> wanted = NameWords(name);
    return std::any_of(wanted.begin(), wanted.end(),
                       [&](const std::string& word) { return words.contains(Singular(word)); });
  }

  // Names that came or went with their properties are told there.
  std::optional<Graded> OfRequired(const Place& place, const JsonDifference& difference) {
    const Json old_owner = At(old_root_, difference.path, place.owner);
    const Json new_owner = At(new_root_, difference.path, place.owner);
    const std::set<std::string> before = TextsOf(old_owner["required"]);
    const std::set<std::string> after = TextsOf(new_owner["required"]);
    bool stricter = false;
    bool milder = false;
    for (const std::string& name : after) {
      stricter = stricter || (!before.contains(name) && !IsNew(name, old_owner, new_owner));
    }
    for (const std::string& name : before) {
      milder = milder || (!after.contains(name) && !IsNew(name, new_owner, old_owner));
    }
    if (stricter) return Breaking();
    if (milder) return Compatible();
    return std::nullopt;
  }

  static bool IsNew(const std::string& name, const Json& without, const Json& with) {
    return without["properties"][name].IsMissing() && !with["properties"][name].IsMissing();
  }

  Graded OfKeyword(const Place& place, const JsonDifference& difference) {
    const std::string& keyword = place.keyword;
    const Json before = At(old_root_, difference.path, difference.path.size());
    const Json after = At(new_root_, difference.path, difference.path.size());
    if (IsOneOf(kTexts, keyword)) return OfText(before, after);
    if (keyword == "default" || keyword == "const") {
      return GradeOf(table_, "schema.default", HoldsAddress(after) ? "address" : "changed");
    }
    if (!IsInput()) return keyword == "type" && difference.after ? Breaking() : Compatible();
    if (keyword == "type") return OfType(before, after);
    if (keyword == "enum") return OfEnum(before, after);
    if (keyword == "pattern") return difference.before ? Loosened() : Breaking();
    if (keyword == "maxLength") return IsHigher(before, after) ? Loosened() : Breaking();
    if (keyword == "additionalProperties") return OfAdditional(before, after);
    if (keyword == "format") return OfFormat(after);
    if (IsOneOf(kUpperBounds, keyword)) {
      return IsHigher(before, after) ? Compatible() : Breaking();
    }
    if (IsOneOf(kLowerBounds, keyword))
      return IsStricter(before, after) ? Breaking() : Compatible();
    const bool structural = HoldsSchemas(keyword) || keyword == "$ref";
    return structural && difference.before ? Breaking() : Compatible();
  }

  Graded OfText(const Json& before, const Json& after) const {
    const auto text = [](const Json& json) -> std::optional<std::string> {
      if (json.IsMissing()) return std::nullopt;
      return json.IsString() ? std::string(json.Text()) : json.Canonical().value_or("");
    };
    return GradeOf(table_, "desc.changed", TextChange(table_, text(before), text(after)));
  }

  // Absent types let everything through.
  Graded OfType(const Json& before, const Json& after) const {
    if (after.IsMissing()) return Compatible();
    if (before.IsMissing()) return Breaking();
    const std::set<std::string> old_types = TextsOf(before);
    const std::set<std::string> new_types = TextsOf(after);
    const bool wider =
        std::includes(new_types.begin(), new_types.end(), old_types.begin(), old_types.end());
    return wider ? Compatible() : Breaking();
  }

  Graded OfEnum(const Json& before, const Json& after) const {
    if (after.IsMissing()) return Loosened();
    if (before.IsMissing()) return Breaking();
    const std::set<std::string> old_values = TextsOf(before);
    const std::set<std::string> new_values = TextsOf(after);
    const bool wider =
        std::includes(new_values.begin(), new_values.end(), old_values.begin(), old_values.end());
    return wider ? Compatible() : Breaking();
  }

  Graded OfAdditional(const Json& before, const Json& after) const {
    const bool was_closed = before.Bool() == false;
    const bool is_closed = after.Bool() == false;
    if (was_closed) return Loosened();
    return is_closed ? Breaking() : Compatible();
  }

  Graded OfFormat(const Json& after) const {
    Graded grade = after.IsMissing() ? Compatible() : Breaking();
    if (table_.capability_formats.contains(after.Text())) {
      Raise(GradeOf(table_, "schema.capability", "parameter"), &grade);
    }
    return grade;
  }

  // No upper bound is above every bound.
  static bool IsHigher(const Json& before, const Json& after) {
    if (after.IsMissing()) return true;
    return !before.IsMissing() && after.Number().value_or(0) > before.Number().value_or(0);
  }

  // A lower bound that came or rose.
  static bool IsStricter(const Json& before, const Json& after) {
    if (after.IsMissing()) return false;
    return before.IsMissing() || after.Number().value_or(0) > before.Number().value_or(0);
  }

  const DriftTable& table_;
  const Tool& before_;
  const Tool& after_;
  const std::string& root_;
  JsonParser old_parser_, new_parser_;
  Json old_root_, new_root_;
};

}  // namespace

void CompareSchemas(const DriftTable& table, const Tool& before, const Tool& after,
                    const std::string& root, std::vector<ChangeEvent>* events) {
  const bool input = root == "inputSchema";
  const std::optional<std::string>& old_schema = input ? before.input_schema : before.output_schema;
  const std::optional<std::string>& new_schema = input ? after.input_schema : after.output_schema;
  if (old_schema == new_schema) return;
  SchemaComparison(table, before, after, root).Compare(old_schema, new_schema, events);
}

}  // namespace mcprisk
