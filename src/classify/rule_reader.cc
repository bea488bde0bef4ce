// Reads one rule file: YAML -> Rule, every problem with its place.
#include <yaml-cpp/yaml.h>

#include "base/json.h"
#include "base/text.h"
#include "base/value.h"
#include "base/yaml_file.h"
#include "classify/pattern_set.h"
#include "classify/rule_set_reader.h"
#include "classify/text_condition_reader.h"
#include "classify/wording_reader.h"

namespace mcprisk {
namespace {

class RuleReader {
 public:
  RuleReader(YamlFile* file, Grammar* grammar, PatternSet* patterns, TextConditions* texts)
      : file_(*file), grammar_(grammar), patterns_(patterns), texts_(texts) {}

  Rule Read() {
    const YAML::Node& root = file_.root();
    file_.CheckKeys(root, {"id", "title", "status", "claim", "match", "rationale", "message",
                           "raises", "false_positives", "references", "examples"});
    if (!root.IsMap()) return std::move(rule_);
    ReadHead(root);
    ReadClaim(root);
    if (YAML::Node match = root["match"]) {
      if (rule_.kind == RuleKind::kWarning && match.IsMap() && match["text"]) {
        rule_.texts = ReadTextConditions(&file_, match["text"], texts_, patterns_);
        match.remove("text");
      }
      if (rule_.kind == RuleKind::kWarning && match.IsMap() && match["shape"]) {
        if (!rule_.texts.empty()) file_.Complain(match["shape"], "shape and text make two rules");
        ReadShapes(match["shape"]);
        match.remove("shape");
      }
      if (rule_.kind == RuleKind::kWarning && match.IsMap() && match["wording"]) {
        rule_.wording = ReadLeastWording(&file_, match["wording"]);
        match.remove("wording");
      }
      rule_.match = ReadMatch(match);
    } else {
      file_.Complain(root, "missing key \"match\"");
    }
    ReadProse(root);
    ReadExamples(root);
    return std::move(rule_);
  }

 private:
  void ReadHead(const YAML::Node& root) {
    rule_.id = file_.Text(root, "id", true);
    rule_.title = file_.Text(root, "title", true);
    if (!rule_.id.empty() && "rules/" + rule_.id + ".yaml" != file_.path()) {
      file_.Complain(root["id"], "the id must be the path: " + PathId());
    }
    if (rule_.id.starts_with("category/")) {
      rule_.kind = RuleKind::kCategory;
    } else if (rule_.id.starts_with("capability/")) {
      rule_.kind = RuleKind::kCapability;
    } else {
      rule_.kind = RuleKind::kWarning;
    }
    std::string status = file_.Text(root, "status", true);
    if (status == "experimental") {
      rule_.status = RuleStatus::kExperimental;
    } else if (status == "deprecated") {
      rule_.status = RuleStatus::kDeprecated;
    } else if (status != "stable" && !status.empty()) {
      file_.Complain(root["status"], "status is experimental, stable or deprecated");
    }
  }

  std::string PathId() const {
    std::string id = file_.path().substr(std::string("rules/").size());
    return id.substr(0, id.size() - std::string(".yaml").size());
  }

  void ReadClaim(const YAML::Node& root) {
    YAML::Node claim = root["claim"];
    if (!claim || !claim.IsMap()) {
      file_.Complain(root, "missing key \"claim\"");
      return;
    }
    if (rule_.kind == RuleKind::kCategory) {
      file_.CheckKeys(claim, {"category"});
      std::optional<Category> category = ParseCategory(file_.Text(claim, "category", true));
      if (category) {
        rule_.category = *category;
      } else {
        file_.Complain(claim, "category is Read, Write, Execute, Destructive or Financial");
      }
    } else if (rule_.kind == RuleKind::kCapability) {
      file_.CheckKeys(claim, {"capability"});
      rule_.capability = file_.Text(claim, "capability", true);
    } else {
      file_.CheckKeys(claim, {"severity"});
      std::optional<Severity> severity = ParseSeverity(file_.Text(claim, "severity", true));
      if (severity) {
        rule_.severity = *severity;
      } else {
        file_.Complain(claim, "severity is Info, Low, Medium, High or Critical");
      }
    }
  }

  // A list of words, or the name of a list ("$delete"), or both mixed: the number of one list.
  size_t ReadWords(const YAML::Node& node) {
    std::vector<std::string> words = file_.Texts(node);
    if (words.size() == 1 && words[0].starts_with("$")) return NamedList(node, words[0]);
    std::string name = "[" + Join(words, ", ") + "]";
    Vocabulary& vocabulary = grammar_->vocabulary;
    bool known = vocabulary.FindList(name) != ListBits::kMax;
    size_t list = vocabulary.ListNumber(name);
    if (known) return list;
    std::vector<std::string> plain;
    for (const std::string& word : words) {
      if (word.starts_with("$")) {
        vocabulary.Include(NamedList(node, word), list);
      } else {
        plain.push_back(word);
      }
    }
    vocabulary.AddToList(list, plain);
    return list;
  }

  size_t NamedList(const YAML::Node& at, const std::string& name) {
    size_t list = grammar_->vocabulary.FindList(std::string_view(name).substr(1));
    if (list == ListBits::kMax) file_.Complain(at, "no word list " + name + " in the vocabulary");
    return list == ListBits::kMax ? 0 : list;
  }

  // The same of verbs: base forms, each known as a verb.
  size_t ReadVerbs(const YAML::Node& node) {
    std::vector<std::string> verbs = file_.Texts(node);
    Vocabulary& vocabulary = grammar_->vocabulary;
    size_t list = vocabulary.VerbListNumber("[" + Join(verbs, ", ") + "]");
    for (const std::string& verb : verbs) {
      if (verb.starts_with("$")) {
        size_t named = vocabulary.FindVerbList(std::string_view(verb).substr(1));
        if (named == ListBits::kMax) {
          file_.Complain(node, "no verb list " + verb + " in the vocabulary");
        } else {
          vocabulary.IncludeVerbs(named, list);
        }
      } else if (vocabulary.FindLemma(verb) == kNoLemma) {
        file_.Complain(node, "\"" + verb + "\" is no verb of rules/vocabulary.yaml");
      }
    }
    vocabulary.AddToVerbList(list, verbs);
    return list;
  }

  // Each pattern is checked by itself, so that the message is about it; then they become one.
  size_t ReadPatterns(const YAML::Node& node) {
    std::vector<std::string> patterns = file_.Texts(node);
    bool sound = true;
    for (const std::string& pattern : patterns) {
      std::string problem = patterns_->Problem(pattern);
      if (problem.empty()) continue;
      file_.Complain(node, "bad pattern: " + problem);
      sound = false;
    }
    return sound ? patterns_->Add(patterns) : kNoPattern;
  }

  void ReadShapes(const YAML::Node& node) {
    for (const std::string& id : file_.Texts(node)) {
      if (const std::optional<Shape> shape = FindShape(id)) {
        rule_.shapes.push_back(*shape);
        continue;
      }
      std::vector<std::string> ids;
      for (const ShapeName& name : ShapeNames()) ids.emplace_back(name.id);
      file_.Complain(node, "no shape \"" + id + "\"; there are " + Join(ids, ", "));
    }
  }

  std::optional<bool> ReadBool(const YAML::Node& node) {
    if (node.IsScalar() && (node.Scalar() == "true" || node.Scalar() == "false")) {
      return node.Scalar() == "true";
    }
    file_.Complain(node, "expected true or false");
    return std::nullopt;
  }

  std::vector<Match> ReadMatches(const YAML::Node& node) {
    std::vector<Match> matches;
    if (!node.IsSequence()) {
      file_.Complain(node, "expected a list of maps");
      return matches;
    }
    for (const YAML::Node& one : node) matches.push_back(ReadMatch(one));
    return matches;
  }

  Match ReadMatch(const YAML::Node& node) {
    Match match;
    file_.CheckKeys(node, {"verb", "object", "about", "mentions", "frame", "context", "name",
                           "description", "lead", "parameter", "no_parameters", "described",
                           "annotation", "category", "capability", "any", "except"});
    if (!node.IsMap()) return match;
    auto ask = [&](const char* key, Match::Asked asked, const auto& read) {
      YAML::Node value = node[key];
      if (!value) return;
      match.asked |= asked;
      read(value);
    };
    auto number = [](size_t list) { return static_cast<uint16_t>(list); };
    using Node = const YAML::Node&;
    ask("verb", Match::kVerb, [&](Node value) { match.verb = number(ReadVerbs(value)); });
    ask("object", Match::kObject, [&](Node value) { match.object = number(ReadWords(value)); });
    ask("about", Match::kAbout, [&](Node value) { match.about = number(ReadWords(value)); });
    ask("mentions", Match::kMentions,
        [&](Node value) { match.mentions = number(ReadWords(value)); });
    ask("frame", Match::kFrame, [&](Node value) { match.frame = ReadFrameKind(value); });
    ask("context", Match::kContext, [&](Node value) { match.context = number(ReadWords(value)); });
    ask("name", Match::kName, [&](Node value) { match.name = number(ReadWords(value)); });
    ask("category", Match::kCategory, [&](Node value) { match.category = ReadCategories(value); });
    ask("no_parameters", Match::kNoParameters,
        [&](Node value) { match.no_parameters = ReadBool(value).value_or(false); });
    ask("described", Match::kDescribed,
        [&](Node value) { match.described = ReadBool(value).value_or(false); });
    ask("annotation", Match::kAnnotation,
        [&](Node value) { match.annotation = ReadAnnotation(value); });
    ask("capability", Match::kCapability,
        [&](Node value) { match.capability = file_.Texts(value); });
    ask("parameter", Match::kParameter,
        [&](Node value) { match.parameter = ReadParameters(value); });
    ask("description", Match::kDescription,
        [&](Node value) { match.description = ReadPatterns(value); });
    ask("lead", Match::kLead, [&](Node value) { match.lead = ReadPatterns(value); });
    if (YAML::Node value = node["any"]) match.any = ReadMatches(value);
    if (YAML::Node value = node["except"]) match.except = ReadMatches(value);
    return match;
  }

  FrameKind ReadFrameKind(const YAML::Node& node) {
    const std::string& kind = node.Scalar();
    if (kind == "lead") return FrameKind::kLead;
    if (kind == "operation") return FrameKind::kOperation;
    if (kind != "name") file_.Complain(node, "frame is name, lead or operation");
    return FrameKind::kName;
  }

  uint8_t ReadCategories(const YAML::Node& node) {
    unsigned categories = 0;
    for (const std::string& name : file_.Texts(node)) {
      std::optional<Category> category = ParseCategory(name);
      if (category) {
        categories |= 1u << static_cast<unsigned>(*category);
      } else {
        file_.Complain(node, "no category \"" + name + "\"");
      }
    }
    return static_cast<uint8_t>(categories);
  }

  AnnotationMatch ReadAnnotation(const YAML::Node& node) {
    file_.CheckKeys(node, {"readOnlyHint", "destructiveHint", "idempotentHint", "openWorldHint"});
    if (!node.IsMap() || node.size() != 1) {
      file_.Complain(node, "annotation takes one hint");
      return {};
    }
    std::optional<bool> value = ReadBool(node.begin()->second);
    return {node.begin()->first.Scalar(), value.value_or(false)};
  }

  std::vector<ParameterMatch> ReadParameters(const YAML::Node& node) {
    if (!node.IsSequence()) return {ReadParameter(node)};
    std::vector<ParameterMatch> parameters;
    for (const YAML::Node& one : node) parameters.push_back(ReadParameter(one));
    return parameters;
  }

  size_t ReadNames(const YAML::Node& node) {
    return grammar_->parameter_names.Add(file_.Texts(node));
  }

  ParameterMatch ReadParameter(const YAML::Node& node) {
    ParameterMatch match;
    file_.CheckKeys(node, {"name", "word", "type", "values", "format", "required", "has_values",
                           "requests", "description"});
    if (!node.IsMap()) return match;
    if (YAML::Node value = node["name"]) match.name_set = ReadNames(value);
    if (YAML::Node value = node["word"]) match.word = ReadWords(value);
    if (YAML::Node value = node["type"]) match.types = file_.Texts(value);
    if (YAML::Node value = node["values"]) match.values = file_.Texts(value);
    if (YAML::Node value = node["format"]) match.formats = file_.Texts(value);
    if (YAML::Node value = node["required"]) match.required = ReadBool(value);
    if (YAML::Node value = node["has_values"]) match.has_values = ReadBool(value);
    if (YAML::Node value = node["requests"]) match.requests = ReadBool(value);
    if (YAML::Node value = node["description"]) match.pattern = ReadPatterns(value);
    return match;
  }

  void ReadProse(const YAML::Node& root) {
    bool warning = rule_.kind == RuleKind::kWarning;
    rule_.rationale = file_.Text(root, "rationale", !warning);
    rule_.message = file_.Text(root, "message", warning);
    rule_.raises = file_.Text(root, "raises", false);
    rule_.false_positives = file_.Text(root, "false_positives", false);
    if (YAML::Node value = root["references"]) rule_.references = file_.Texts(value);
  }

  void ReadExamples(const YAML::Node& root) {
    YAML::Node examples = root["examples"];
    auto some = [](const YAML::Node& list) { return list && list.IsSequence() && list.size() > 0; };
    bool both =
        examples && examples.IsMap() && some(examples["match"]) && some(examples["no_match"]);
    if (!both) {
      file_.Complain(root, "a rule needs examples: match and no_match, at least one each");
      return;
    }
    file_.CheckKeys(examples, {"match", "no_match"});
    for (const YAML::Node& one : examples["match"]) rule_.matching.push_back(ReadExample(one));
    for (const YAML::Node& one : examples["no_match"]) {
      rule_.not_matching.push_back(ReadExample(one));
    }
  }

  // {name, title, description, annotations, parameters: {p: type | {…JSON Schema…}}}, or schema:
  // the text of a JSON Schema
  Example ReadExample(const YAML::Node& node) {
    Example example;
    example.line = file_.Line(node);
    file_.CheckKeys(node, {"name", "title", "description", "parameters", "schema", "annotations"});
    if (!node.IsMap()) return example;
    Value definition = Value::Map({{"name", file_.Text(node, "name", true)}});
    if (node["title"]) definition.Set("title", node["title"].Scalar());
    if (node["description"]) definition.Set("description", node["description"].Scalar());
    if (YAML::Node hints = node["annotations"]) {
      Value annotations = Value::Map();
      for (const auto& pair : hints) {
        annotations.Set(pair.first.Scalar(), pair.second.Scalar() == "true");
      }
      definition.Set("annotations", std::move(annotations));
    }
    JsonParser parser;
    if (YAML::Node schema = node["schema"]) {
      if (Result<Json> json = parser.Parse(schema.Scalar()); !json) {
        file_.Complain(schema, "bad schema: " + json.error());
        return example;
      }
      definition.Set("inputSchema", Value::RawJson(schema.Scalar()));
    } else if (YAML::Node parameters = node["parameters"]) {
      Value properties = Value::Map();
      for (const auto& pair : parameters) {
        properties.Set(pair.first.Scalar(), ParameterSchema(pair.second));
      }
      definition.Set("inputSchema",
                     Value::Map({{"type", "object"}, {"properties", std::move(properties)}}));
    }
    Result<Json> json = parser.Parse(definition.Json(-1));
    Result<Tool> tool = json ? ReadTool(*json) : Failure(json.error());
    if (tool) {
      example.tool = std::move(*tool);
    } else {
      file_.Complain(node, "bad example: " + tool.error());
    }
    return example;
  }

  Value ParameterSchema(const YAML::Node& node) {
    if (node.IsScalar()) return Value::Map({{"type", node.Scalar()}});
    Value schema = Value::Map();
    for (const auto& pair : node) {
      schema.Set(pair.first.Scalar(), pair.second.IsSequence()
                                          ? Value::Texts(file_.Texts(pair.second))
                                          : Value(pair.second.Scalar()));
    }
    return schema;
  }

  YamlFile& file_;
  Grammar* grammar_;
  PatternSet* patterns_;
  TextConditions* texts_;
  Rule rule_;
};

}  // namespace

Rule ReadRule(YamlFile* file, Grammar* grammar, PatternSet* patterns, TextConditions* texts) {
  return RuleReader(file, grammar, patterns, texts).Read();
}

}  // namespace mcprisk
