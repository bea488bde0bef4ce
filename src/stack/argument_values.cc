#include "stack/argument_values.h"

namespace mcprisk {
namespace {

using Kind = ArgumentValue::Kind;

bool NamesHeader(std::string_view flag) {
  return flag == "--header" || flag == "-H" || flag == "--headers";
}

ArgumentValue ValueOf(std::string_view before, std::string_view word) {
  const size_t equals = word.find('=');
  const size_t colon = word.find(':');
  if (NamesHeader(before) && colon != std::string_view::npos) {
    return {Kind::kHeader, word.substr(0, colon), word.substr(colon + 1)};
  }
  if (word.starts_with('-') && equals != std::string_view::npos) {
    const std::string_view flag = word.substr(0, equals);
    const std::string_view value = word.substr(equals + 1);
    // "--header=Authorization: Bearer X", "--url=https://…"
    const bool inside = NamesHeader(flag) || value.find("://") != std::string_view::npos;
    return inside ? ValueOf(flag, value) : ArgumentValue{Kind::kArgument, flag, value};
  }
  if (word.find("://") != std::string_view::npos) return {Kind::kUrl, {}, word};
  if (before.starts_with("--") && !word.starts_with('-')) return {Kind::kArgument, before, word};
  return {Kind::kArgument, {}, word};
}

}  // namespace

std::vector<ArgumentValue> ArgumentValues(const std::vector<std::string>& arguments) {
  std::vector<ArgumentValue> values;
  values.reserve(arguments.size());
  for (size_t i = 0; i < arguments.size(); ++i) {
    values.push_back(ValueOf(i > 0 ? arguments[i - 1] : std::string_view(), arguments[i]));
    values.back().argument = i;
  }
  return values;
}

}  // namespace mcprisk
