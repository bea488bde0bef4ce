// URLs, redirects and ranges of strangers: whatever is taken for a URL leads where its own text
// leads again.
#include <optional>

#include "crawl/fetch/limits.h"
#include "crawl/fetch/url.h"
#include "fuzz/targets.h"

namespace mcprisk {

void FuzzUrl(std::string_view bytes) {
  if (auto url = ParseUrl(bytes, kMaxUrlBytes)) {
    auto again = ParseUrl(url->text, kMaxUrlBytes);
    Promise(again && again->Origin() == url->Origin(), "a URL means what its text says");
    CheckUrl(*url, false, AddressRules());
    ResolveUrl(*url, bytes, kMaxUrlBytes);
  }
  const WebUrl base = *ParseUrl("https://acme.example/a/b", kMaxUrlBytes);
  ResolveUrl(base, bytes, kMaxUrlBytes);
  AddressRules rules;
  if (rules.Allow(bytes)) rules.Vouched(bytes);
  if (std::optional<IpAddress> address = IpAddress::Parse(bytes)) {
    Promise(IpAddress::Parse(address->Text()) == address, "an address reads as it is written");
    IsPublic(*address);
  }
}

}  // namespace mcprisk
