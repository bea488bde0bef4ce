#include "records/reference_url.h"

#include "model/reference.h"

namespace mcprisk {

std::string ReferenceUrl(std::string_view reference) {
  if (reference.starts_with("https://")) return std::string(reference);
  const Reference* known = References::Shipped().Find(reference);
  return known && known->framework ? known->framework->url : std::string();
}

std::string ReferenceText(std::string_view reference) {
  const Reference* known = References::Shipped().Find(reference);
  return std::string(reference) + (known ? " " + known->name : std::string());
}

}  // namespace mcprisk
