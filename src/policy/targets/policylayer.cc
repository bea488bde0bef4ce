// PolicyLayer's policy.json. The format denies, hides and counts; it has no way to ask a person, so
// "ask" becomes a denial whose message says what a person would have to decide.
#include <algorithm>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <utility>

#include "base/digest.h"
#include "base/text.h"
#include "policy/policy.h"

namespace mcprisk {
namespace {

using OrderedJson = nlohmann::ordered_json;

// Notes name this many tools of a kind; the file itself has them all.
constexpr size_t kNamedTools = 5;
// Hex digits that keep counters apart whose tools' names look alike.
constexpr size_t kCounterDigits = 12;

// Names of strangers may hold anything; a byte that is not UTF-8 must not throw.
std::string Dump(const OrderedJson& json, int indent) {
  return json.dump(indent, ' ', false, OrderedJson::error_handler_t::replace);
}

// "*" is no name in this format: it hides, or opens, every tool.
bool IsWildcard(const Ruling& ruling) { return ruling.tool == "*"; }

bool IsPlain(char c) { return IsAsciiAlpha(c) || IsAsciiDigit(c) || c == '_'; }

// A condition's path is split at dots, so only a plain name can be one.
bool HasAmountPath(const Ruling& ruling) {
  const std::string& name = ruling.amount_parameter;
  return ruling.amount_cap && !name.empty() && std::all_of(name.begin(), name.end(), IsPlain);
}

// A counter is read back through a dotted path too. A name that had to be changed gets a part of
// its hash behind the word that all others end with: so no two tools share a counter, and a tool's
// counter does not depend on its neighbors.
std::string CounterName(const std::string& tool) {
  std::string safe = tool;
  std::replace_if(
      safe.begin(), safe.end(), [](char c) { return !IsPlain(c) && c != '-'; }, '_');
  if (safe == tool) return tool + "_rate";
  return safe + "_rate_" + Sha256(tool).Hex().substr(0, kCounterDigits);
}

// 100 and not 100.0; postures keep amounts within what a double holds exactly.
OrderedJson AmountValue(double amount) {
  auto whole = static_cast<int64_t>(amount);
  if (static_cast<double>(whole) == amount) return whole;
  return amount;
}

std::string AmountText(const Ruling& ruling) { return AmountValue(*ruling.amount_cap).dump(); }

OrderedJson Limits(const Ruling& ruling) {
  return OrderedJson::array({{{"counter", CounterName(ruling.tool)},
                              {"window", ruling.limit->window},
                              {"max", ruling.limit->max},
                              {"scope", "grant"}}});
}

// No conditions deny every call.
OrderedJson DenyIf(OrderedJson conditions, const std::string& message) {
  return OrderedJson::array({{{"conditions", std::move(conditions)}, {"on_deny", message}}});
}

OrderedJson Entry(const Ruling& ruling) {
  OrderedJson entry = OrderedJson::object();
  if (ruling.decision == Decision::kAllow) return entry;
  if (ruling.decision == Decision::kLimit && ruling.limit) {
    entry["limits"] = Limits(ruling);
  } else if (HasAmountPath(ruling)) {
    OrderedJson above = {{"path", "args." + ruling.amount_parameter},
                         {"op", "gt"},
                         {"value", AmountValue(*ruling.amount_cap)}};
    entry["deny_if"] =
        DenyIf(OrderedJson::array({above}),
               "Requires human approval above " + AmountText(ruling) + ": " + ruling.reason);
    if (ruling.limit) entry["limits"] = Limits(ruling);
  } else {
    entry["deny_if"] = DenyIf(OrderedJson::array(), "Requires human approval: " + ruling.reason);
  }
  return entry;
}

// "a, b and 3 more"
std::string Named(const std::vector<std::string>& tools) {
  size_t shown = std::min(tools.size(), kNamedTools);
  std::string text = Join({tools.begin(), tools.begin() + static_cast<ptrdiff_t>(shown)}, ", ");
  if (shown < tools.size()) text += " and " + std::to_string(tools.size() - shown) + " more";
  return text;
}

std::string AmountNote(const Ruling& ruling) {
  std::string note = "policy.json cannot ask: calls of " + ruling.tool + " with " +
                     ruling.amount_parameter + " above " + AmountText(ruling) +
                     ", in the tool's own unit, are denied; all others pass";
  if (ruling.limit) {
    note += ", at most " + std::to_string(ruling.limit->max) + " a " + ruling.limit->window;
  }
  return note;
}

void TakeNotes(const Policy& policy, std::vector<std::string>* notes) {
  std::vector<std::string> denied;
  for (const Ruling& ruling : policy.rulings) {
    if (IsWildcard(ruling)) {
      notes->push_back(
          "the tool named * is left out, so it is denied: in policy.json that name "
          "means every tool");
    } else if (ruling.decision == Decision::kAsk) {
      if (HasAmountPath(ruling)) {
        notes->push_back(AmountNote(ruling));
      } else {
        denied.push_back(ruling.tool);
      }
    }
  }
  if (denied.empty()) return;
  notes->push_back("policy.json cannot ask: " + Counted(denied.size(), "tool") +
                   " that a person should decide on " + (denied.size() == 1 ? "is" : "are") +
                   " denied with a message: " + Named(denied));
}

}  // namespace

std::string PolicyLayerJson(const Policy& policy, std::vector<std::string>* notes) {
  OrderedJson hide = OrderedJson::array();
  OrderedJson tools = OrderedJson::object();
  for (const Ruling& ruling : policy.rulings) {
    if (IsWildcard(ruling)) continue;
    if (ruling.decision == Decision::kDeny) {
      hide.push_back(ruling.tool);
    } else {
      tools[ruling.tool] = Entry(ruling);
    }
  }
  OrderedJson file = {{"version", "1"}, {"default", "deny"}};
  if (!hide.empty()) file["hide"] = std::move(hide);
  file["tools"] = std::move(tools);
  TakeNotes(policy, notes);
  return Dump(file, 2) + "\n";
}

std::string PolicyLayerEntry(const Ruling& ruling) {
  if (IsWildcard(ruling)) return "\"default\": \"deny\"";
  std::string name = Dump(ruling.tool, -1);
  if (ruling.decision == Decision::kDeny) return "\"hide\": [" + name + "]";
  return name + ": " + Dump(Entry(ruling), -1);
}

}  // namespace mcprisk
