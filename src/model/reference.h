// What the ids that findings, attack patterns and records cite mean: one table over all frameworks,
// data/references.yaml, with the version and the date of each.
//
// Plain data, made once and never changed; safe from any thread.
#ifndef MCPRISK_MODEL_REFERENCE_H_
#define MCPRISK_MODEL_REFERENCE_H_

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/string_map.h"

namespace mcprisk {

struct Framework {
  std::string id;  // "SAFE-MCP": what people call it
  std::string title;
  std::string version;    // as its publisher counts, "5.6.0"
  std::string published;  // a date, as precise as it is known
  std::string checked;    // when our list was last held against the source
  std::string url;
};

struct Reference {
  std::string id;    // "MCP03:2025", "ASI02:2026", "SAFE-T1001", "AML.T0110", "CWE-78"
  std::string name;  // as published
  const Framework* framework = nullptr;
};

class References {
 public:
  // What the program carries. Throws Error when it does not load, which a test prevents.
  static const References& Shipped();
  // nullptr when there was a problem; all of them are in `problems`, placed "path:line:column".
  static std::unique_ptr<References> Parse(std::string_view path, const std::string& yaml,
                                           std::vector<Problem>* problems);

  const std::vector<std::unique_ptr<Framework>>& frameworks() const { return frameworks_; }
  const std::vector<Reference>& all() const { return all_; }  // by framework, in its order
  const Reference* Find(std::string_view id) const;           // nullptr when no framework has it

 private:
  friend class ReferencesReader;
  std::vector<std::unique_ptr<Framework>> frameworks_;
  std::vector<Reference> all_;
  StringMap<size_t> by_id_;  // index in all_
};

}  // namespace mcprisk

#endif  // MCPRISK_MODEL_REFERENCE_H_
