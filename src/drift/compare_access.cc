#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.h"
#include "drift/events.h"

namespace mcprisk {
namespace {

// "Let's Encrypt", of "CN=R3,O=Let's Encrypt,C=US": an authority has many keys to sign with, and
// takes turns. All of it where it names no organization.
std::string_view OrganizationOf(std::string_view issuer) {
  constexpr std::string_view kOrganization = "O=";
  for (size_t begin = 0; begin < issuer.size();) {
    size_t end = begin;
    while (end < issuer.size() && issuer[end] != ',') end += issuer[end] == '\\' ? 2 : 1;
    end = std::min(end, issuer.size());
    const std::string_view part = issuer.substr(begin, end - begin);
    if (part.starts_with(kOrganization)) return part.substr(kOrganization.size());
    begin = end + 1;
  }
  return issuer;
}

}  // namespace

std::vector<ChangeEvent> CompareAccess(const DriftTable& table, const ServerAccess& before,
                                       const ServerAccess& after) {
  std::vector<ChangeEvent> events;
  const bool both_known = !before.authentication.empty() && !after.authentication.empty();
  const bool was_open = before.authentication == "open";
  const bool is_open = after.authentication == "open";
  if (both_known && was_open != is_open) {
    events.push_back(MakeEvent("", "/authentication",
                               GradeOf(table, "posture.flip", is_open ? "weaker" : "stronger"),
                               JsonText(std::string_view(before.authentication)),
                               JsonText(std::string_view(after.authentication))));
  }
  if (!before.tls.key.empty() && !after.tls.key.empty() && before.tls.key != after.tls.key) {
    const bool same = OrganizationOf(before.tls.issuer) == OrganizationOf(after.tls.issuer);
    events.push_back(MakeEvent("", "/certificate",
                               GradeOf(table, "identity.change", same ? "key" : "issuer"),
                               JsonTexts({before.tls.key, before.tls.issuer}),
                               JsonTexts({after.tls.key, after.tls.issuer})));
  }
  return events;
}

}  // namespace mcprisk
