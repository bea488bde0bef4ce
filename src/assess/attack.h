// How access is abused: the attack patterns of data/attacks.yaml, and which of them a tool or a
// server offers the means for.
//
// Plain data and pure functions, deterministic, safe from any thread.
#ifndef MCPRISK_ASSESS_ATTACK_H_
#define MCPRISK_ASSESS_ATTACK_H_

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "model/assessment.h"
#include "model/classification.h"
#include "model/listing.h"
#include "model/tool_case.h"

namespace mcprisk {

struct AttackPattern {
  std::string id;               // "rug-pull"
  std::string name;             // "Rug pull"
  std::string group;            // "supply chain"
  std::string summary;          // one paragraph
  std::vector<ToolCase> tools;  // a tool that one of these holds for can be abused so
  // Cases about the server as a whole.
  bool packages = false;                // it is started from a package
  bool remotes = false;                 // it is called at an address
  bool any_tools = false;               // it offers tools at all
  std::vector<std::string> prevent;     // sentences
  std::vector<std::string> references;  // ids of data/references.yaml

  bool AppliesTo(const AssessedTool& tool) const;
  bool AppliesToServer(const std::vector<Identity>& identities, bool has_tools) const;
  // What is found in what the server tells the model, where a finding about a tool would do.
  bool AppliesByFinding(const std::vector<Finding>& findings) const;
};

class AttackPatterns {
 public:
  // data/attacks.yaml, inside the program. Throws Error when it does not load.
  static const AttackPatterns& Shipped();
  // nullptr when there was a problem; all of them are in `problems`, placed "path:line:column".
  static std::unique_ptr<AttackPatterns> Parse(std::string_view path, const std::string& yaml,
                                               std::vector<Problem>* problems);

  const std::vector<AttackPattern>& all() const { return all_; }  // in the order of the file
  const AttackPattern* Find(std::string_view id) const;
  std::vector<std::string> Ids() const;

 private:
  friend class AttackPatternsReader;
  std::vector<AttackPattern> all_;
};

// Of one tool, in the order of the table.
std::vector<const AttackPattern*> AttacksOnTool(const AttackPatterns& patterns,
                                                const AssessedTool& tool);

// A pattern with the tools of a server that it can abuse.
struct ServerAttack {
  const AttackPattern* pattern = nullptr;
  bool server = false;             // it applies to the server as a whole
  std::vector<std::string> tools;  // names, in the order given
};

// Those that apply to the server or one of its tools, in the order of the table. `findings` are
// about the server itself: what it tells the model, and its tools together.
std::vector<ServerAttack> AttacksOnServer(const AttackPatterns& patterns,
                                          const std::vector<Identity>& identities,
                                          const std::vector<AssessedTool>& tools,
                                          const std::vector<Finding>& findings);

}  // namespace mcprisk

#endif  // MCPRISK_ASSESS_ATTACK_H_
