#include "policy/targets/cases.h"

#include <algorithm>
#include <utility>

#include "base/json_pointer.h"
#include "base/text.h"
#include "policy/arguments.h"
#include "policy/call_limit.h"

namespace mcprisk {
namespace {

bool IsPlainName(const std::string& name) {
  return !name.empty() &&
         std::all_of(name.begin(), name.end(), [](char c) { return IsAsciiAlnum(c) || c == '_'; });
}

bool ListsValues(const RulingCase& one) {
  return one.conditions.size() == 1 && one.conditions[0].kind == ArgumentCondition::Kind::kOneOf;
}

void Unite(const RulingCase& from, RulingCase* into) {
  std::vector<std::string>& values = into->conditions[0].values;
  for (const std::string& value : from.conditions[0].values) {
    if (std::find(values.begin(), values.end(), value) == values.end()) values.push_back(value);
  }
  into->decision = std::max(into->decision, from.decision);
  into->limit = StricterLimit(into->limit, from.limit);
  into->when = ConditionText(into->conditions[0]);
}

}  // namespace

std::vector<std::string> PointerParts(const ArgumentCondition& condition) {
  std::vector<std::string> parts;
  std::string_view pointer = condition.parameter;
  if (!pointer.empty()) pointer.remove_prefix(1);
  for (std::string_view part : Split(pointer, '/')) {
    parts.push_back(NameOfPointerStep(part));
  }
  return parts;
}

std::string DottedPath(const ArgumentCondition& condition) {
  return Join(PointerParts(condition), ".");
}

bool HasDottedPath(const ArgumentCondition& condition) {
  std::vector<std::string> parts = PointerParts(condition);
  return std::all_of(parts.begin(), parts.end(), IsPlainName);
}

void KeepOneCase(std::string_view target, Ruling* ruling, std::vector<TargetNote>* notes) {
  if (ruling->decision < Decision::kAsk) ruling->cases.clear();
  std::vector<RulingCase> united;
  for (RulingCase& one : ruling->cases) {
    auto same = std::find_if(united.begin(), united.end(), [&](const RulingCase& other) {
      return ListsValues(one) && ListsValues(other) &&
             one.conditions[0].parameter == other.conditions[0].parameter;
    });
    if (same == united.end()) {
      united.push_back(std::move(one));
    } else {
      Unite(one, &*same);
    }
  }
  for (size_t i = 1; i < united.size(); ++i) {
    notes->push_back({std::string(target) + " holds one exception a tool: calls of " +
                      ruling->tool + " are not let through because " + united[i].when});
  }
  if (united.size() > 1) united.resize(1);
  ruling->cases = std::move(united);
}

}  // namespace mcprisk
