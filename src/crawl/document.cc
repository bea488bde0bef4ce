#include "crawl/document.h"

#include <utility>

#include "base/text.h"
#include "base/yaml.h"

namespace mcprisk {
namespace {

// "12:7: mapping values are not allowed" -> {"12:7", "mapping values are not allowed"}; the
// position is empty when the message does not begin with one.
std::pair<std::string, std::string> SplitPosition(const std::string& message) {
  size_t end = message.find(": ");
  if (end == std::string::npos || end == 0 || message.find_first_not_of("0123456789:") < end) {
    return {"", message};
  }
  return {message.substr(0, end), message.substr(end + 2)};
}

}  // namespace

tl::expected<std::unique_ptr<LoadedDocument>, Problem> LoadedDocument::Load(
    Content kind, std::string_view text, std::string place, std::string path, bool own_file) {
  auto loaded = std::make_unique<LoadedDocument>();
  std::string converted;
  if (kind == Content::kYaml) {
    Result<std::string> json = YamlToJson(text);
    if (!json) {
      auto [position, what] = SplitPosition(json.error());
      if (!position.empty()) place += ":" + position;
      return tl::unexpected(Problem{std::move(place), "cannot be read as YAML: " + what});
    }
    converted = std::move(*json);
    text = converted;
  }
  Result<Json> root = loaded->parser_.Parse(text);
  if (!root && kind == Content::kJson) {
    SavedJson saved = SaveRecords(text, place);
    Result<Json> rest = saved.text.empty() ? root : loaded->parser_.Parse(saved.text);
    if (rest) {
      root = rest;
      loaded->lost_ = std::move(saved.lost);
    }
  }
  if (!root) return tl::unexpected(Problem{std::move(place), root.error()});
  loaded->document_ = {std::move(place), std::move(path), *root, own_file};
  return loaded;
}

}  // namespace mcprisk
