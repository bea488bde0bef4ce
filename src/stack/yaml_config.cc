#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/mark.h>
#include <yaml-cpp/parser.h>

#include <map>
#include <sstream>

#include "base/text.h"
#include "stack/config_value.h"

namespace mcprisk {
namespace {

// Leaves the parser from inside an event. Never leaves this file.
struct Refused {
  ConfigPosition at;
  std::string what;
};

ConfigPosition PositionOf(const YAML::Mark& mark) {
  if (mark.is_null()) return {};
  return {static_cast<size_t>(mark.line) + 1, static_cast<size_t>(mark.column) + 1};
}

size_t CountValues(const ConfigValue& value) {
  size_t count = 1;
  for (const ConfigValue& item : value.items) count += CountValues(item);
  for (const ConfigMember& member : value.members) count += CountValues(member.value);
  return count;
}

// Builds the tree as events come. yaml-cpp promises that they nest rightly.
class Builder : public YAML::EventHandler {
 public:
  ConfigValue Take() { return std::move(root_); }

  void OnDocumentStart(const YAML::Mark&) override {}
  void OnDocumentEnd() override {}

  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    Scalar(mark, anchor, ConfigType::kNull, "");
  }

  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    const bool plain = tag == "?";
    ConfigType type = ConfigType::kString;
    std::string text = value;
    if (plain && (value == "true" || value == "True" || value == "TRUE")) {
      type = ConfigType::kBool;
      text = "true";
    } else if (plain && (value == "false" || value == "False" || value == "FALSE")) {
      type = ConfigType::kBool;
      text = "false";
    } else if (plain && (value.empty() || value == "~" || AsciiLowered(value) == "null")) {
      type = ConfigType::kNull;
      text.clear();
    }
    Scalar(mark, anchor, type, std::move(text));
  }

  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    auto found = anchors_.find(anchor);
    if (found == anchors_.end()) throw Refused{PositionOf(mark), "an alias of what is still open"};
    Count(mark, CountValues(found->second));
    if (open_.size() >= kMaxConfigDepth / 2) {
      throw Refused{PositionOf(mark), "an alias that is nested too deep"};
    }
    ConfigValue copy = found->second;
    copy.at = PositionOf(mark);
    Place(std::move(copy));
  }

  void OnSequenceStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    Open(mark, anchor, ConfigType::kArray);
  }
  void OnSequenceEnd() override { Close(); }
  void OnMapStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    Open(mark, anchor, ConfigType::kObject);
  }
  void OnMapEnd() override { Close(); }

 private:
  struct Level {
    ConfigValue value;
    YAML::anchor_t anchor = YAML::NullAnchor;
    bool at_key = true;
    std::string key;
    ConfigPosition key_at;
  };

  void Count(const YAML::Mark& mark, size_t more) {
    values_ += more;
    if (values_ > kMaxConfigValues) {
      throw Refused{PositionOf(mark),
                    "more than " + std::to_string(kMaxConfigValues) + " values (kMaxConfigValues)"};
    }
  }

  void Remember(YAML::anchor_t anchor, const ConfigValue& value) {
    if (anchor == YAML::NullAnchor) return;
    // Half the depth, so that a copy in a place of half the depth fits.
    if (DepthOf(value) > kMaxConfigDepth / 2) {
      throw Refused{value.at, "an anchor of what is nested too deep"};
    }
    Count(YAML::Mark::null_mark(), CountValues(value));
    anchors_[anchor] = value;
  }

  static size_t DepthOf(const ConfigValue& value) {
    size_t deepest = 0;
    for (const ConfigValue& item : value.items) deepest = std::max(deepest, DepthOf(item));
    for (const ConfigMember& member : value.members) {
      deepest = std::max(deepest, DepthOf(member.value));
    }
    return deepest + 1;
  }

  void Scalar(const YAML::Mark& mark, YAML::anchor_t anchor, ConfigType type, std::string text) {
    Count(mark, 1);
    ConfigValue value;
    value.type = type;
    value.text = std::move(text);
    value.at = PositionOf(mark);
    Remember(anchor, value);
    Place(std::move(value));
  }

  void Open(const YAML::Mark& mark, YAML::anchor_t anchor, ConfigType type) {
    if (!open_.empty() && open_.back().value.IsObject() && open_.back().at_key) {
      throw Refused{PositionOf(mark), "a key that is not a scalar"};
    }
    if (open_.size() == kMaxConfigDepth) {
      throw Refused{PositionOf(mark),
                    "nested deeper than " + std::to_string(kMaxConfigDepth) + " levels"};
    }
    Count(mark, 1);
    Level level;
    level.value.type = type;
    level.value.at = PositionOf(mark);
    level.anchor = anchor;
    open_.push_back(std::move(level));
  }

  void Close() {
    Level level = std::move(open_.back());
    open_.pop_back();
    Remember(level.anchor, level.value);
    Place(std::move(level.value));
  }

  void Place(ConfigValue value) {
    if (open_.empty()) {
      root_ = std::move(value);
      return;
    }
    Level& level = open_.back();
    if (level.value.IsArray()) {
      level.value.items.push_back(std::move(value));
    } else if (level.at_key) {
      if (value.IsObject() || value.IsArray())
        throw Refused{value.at, "a key that is not a scalar"};
      level.key = value.text;
      level.key_at = value.at;
      level.at_key = false;
    } else {
      level.value.members.push_back({std::move(level.key), level.key_at, std::move(value)});
      level.at_key = true;
    }
  }

  ConfigValue root_;
  std::vector<Level> open_;
  std::map<YAML::anchor_t, ConfigValue> anchors_;
  size_t values_ = 0;
};

}  // namespace

Result<ConfigValue> ReadYamlConfig(std::string_view text) {
  // yaml-cpp would pass malformed UTF-8 on, and take NUL and 0x04 for something else.
  if (!IsValidUtf8(text)) return ConfigFailure({}, "not valid UTF-8");
  if (text.find('\0') != std::string_view::npos || text.find('\x04') != std::string_view::npos) {
    return ConfigFailure({}, "a control character");
  }
  std::istringstream in{std::string(text)};
  try {
    Builder builder;
    YAML::Parser parser(in);
    parser.HandleNextDocument(builder);
    return builder.Take();
  } catch (const Refused& refused) {
    return ConfigFailure(refused.at, refused.what);
  } catch (const YAML::Exception& error) {
    return ConfigFailure(PositionOf(error.mark), "cannot be read as YAML: " + error.msg);
  }
}

}  // namespace mcprisk
