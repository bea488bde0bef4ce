#include "classify/labels.h"

#include "base/json.h"
#include "base/text.h"

namespace mcprisk {
namespace {

Result<Category> ReadCategory(Json json, const std::string& member) {
  std::optional<Category> category = ParseCategory(json.Text());
  if (category) return *category;
  return Failure("`" + member + "` is no category; one of Read, Write, Execute, Destructive, " +
                 "Financial");
}

// What a label says of its tool, whichever way it names the tool. The message, or "".
std::string ReadVerdict(Json json, Label* label) {
  Result<Category> category = ReadCategory(json["category"], "category");
  if (!category) return category.error();
  label->category = *category;
  for (Json also : json["also"].Items()) {
    Result<Category> other = ReadCategory(also, "also");
    if (!other) return other.error();
    label->also.push_back(*other);
  }
  for (const Json::Member& member : json["operations"].Members()) {
    Result<Category> of_value = ReadCategory(member.value, "operations");
    if (!of_value) return of_value.error();
    label->operations.push_back({std::string(member.key), *of_value});
  }
  return "";
}

Result<Label> ReadLabel(Json json) {
  if (!json.IsObject()) return Failure("a label is an object");
  Label label;
  std::string wrong = ReadVerdict(json, &label);
  if (!wrong.empty()) return Failure(wrong);
  label.stratum = json["stratum"].Text();
  label.server = json["server"].Text();
  label.name = json["name"].Text();
  if (json["tool"].IsObject()) {
    Result<Tool> tool = ReadTool(json["tool"]);
    if (!tool) return Failure(tool.error());
    label.name = tool->name;
    label.tool = std::move(*tool);
    return label;
  }
  if (!json["digest"].IsMissing()) {
    label.digest = Digest::FromHex(json["digest"].Text());
    if (!label.digest) return Failure("`digest` is not 64 hex digits");
    return label;
  }
  if (label.server.empty() || label.name.empty()) {
    return Failure("the label names no definition; give `tool`, `digest`, or `server` and `name`");
  }
  return label;
}

}  // namespace

LabelSet LabelSet::Read(std::istream& in, const std::string& place, const ProblemSink& problem) {
  LabelSet set;
  JsonParser parser;
  std::string text;
  for (size_t line = 1; std::getline(in, text); ++line) {
    if (Trimmed(text).empty()) continue;
    Result<Json> json = parser.Parse(text);
    Result<Label> label = json ? ReadLabel(*json) : Failure(json.error());
    if (!label) {
      problem({place + ":" + std::to_string(line), label.error()});
      continue;
    }
    label->line = line;
    size_t index = set.labels_.size();
    if (!label->tool) {
      if (label->digest) {
        set.by_digest_[*label->digest].push_back(index);
      } else {
        set.by_name_[{label->server, label->name}].push_back(index);
      }
    }
    set.labels_.push_back(std::move(*label));
  }
  return set;
}

void LabelSet::Offer(std::string_view server, const Tool& tool) {
  if (auto found = by_digest_.find(tool.digest); found != by_digest_.end()) {
    Give(found->second, server, tool);
    by_digest_.erase(found);
  }
  if (by_name_.empty()) return;
  auto found = by_name_.find({std::string(server), tool.name});
  if (found == by_name_.end()) return;
  Give(found->second, server, tool);
  by_name_.erase(found);
}

void LabelSet::Give(const std::vector<size_t>& labels, std::string_view server, const Tool& tool) {
  for (size_t index : labels) {
    Label& label = labels_[index];
    label.tool = tool;
    label.name = tool.name;
    if (label.server.empty()) label.server = server;
  }
}

std::vector<const Label*> LabelSet::Missing() const {
  std::vector<const Label*> missing;
  for (const Label& label : labels_) {
    if (!label.tool) missing.push_back(&label);
  }
  return missing;
}

}  // namespace mcprisk
