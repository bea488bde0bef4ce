// From claims to one category: precedence that a reader can follow, not weights.
//
//   1. Each frame (name, lead clause) gets the claim of the first rule of precedence.yaml's `frame`
//      section that holds for it; of several verbs in one clause the most severe counts.
//   2. Name and lead are weighed against each other by the cases of judge.cc, in their order.
//   3. The operations that an action parameter names stand over that.
//   4. Where neither name nor lead has a verb, the `parameters` section is asked; where that is
//      silent, too, and the path's confidence is below kSilentConfidence, the server's name.
//   5. The `stated` section refines: what the definition says outright of its effect.
// Each way out has a name, the decision path, whose confidence was measured on labels.
#ifndef MCPRISK_CLASSIFY_JUDGE_H_
#define MCPRISK_CLASSIFY_JUDGE_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "classify/classify.h"
#include "classify/match.h"

namespace mcprisk {

// What one rule says of one frame (or, without a frame, of the definition).
struct Claim {
  const Rule* rule = nullptr;
  const Frame* frame = nullptr;
  Category category = Category::kRead;
  bool specific = false;  // the rule looks at more than the verb
};

struct Verdict {
  Category category = Category::kRead;
  std::string_view path;               // a decision path of rules/confidence.yaml
  std::vector<const Claim*> deciding;  // into `claims`
  std::vector<Claim> claims;           // everything that was claimed
  std::string operation_parameter;
  std::vector<Operation> operations;
  bool server_decided = false;
  size_t server_begin = 0;  // the word of the server's name that decided, in bytes
  size_t server_end = 0;
};

// The verdict on what `subject` holds. Sets subject->category as it goes.
Verdict Judge(const Context& context, Subject* subject);

// The claim of the first frame rule that holds; rule == nullptr when none does.
Claim ClaimOfFrame(const Frame& frame, const Subject& subject);

// The operations that a parameter enumerates, with the category of each; empty when no parameter is
// an action parameter. `parameter` gets its name.
std::vector<Operation> FindOperations(const Subject& subject, std::string* parameter);
// Whether a parameter is called by what chooses an operation: "action", "operation", "op".
bool NamesOperation(std::string_view parameter);
// The same of one that lists its values, where "method" is such a name, too.
bool ListsOperations(std::string_view parameter);

// The operations that the description enumerates ("operations: create, list, delete"), for tools
// whose verb says nothing ("manage"); empty when it names fewer than two.
std::vector<Operation> FindNamedOperations(const Subject& subject);
// The same where each has an object of its own ("create lists, rename them, or delete a list").
std::vector<Operation> FindListedOperations(const Subject& subject);

// True when a parameter is called an action or an operation and lists no values: the text tells
// which there are.
bool TakesOperation(const Subject& subject);

// The operations that the description of an action parameter without values enumerates ("one of
// list, create, delete"), in the schema, in a docstring, or as a list in the tool's description;
// empty when none names two. `parameter` gets its name.
std::vector<Operation> FindDescribedOperations(const Subject& subject, std::string* parameter);

// What the whole tool is, given the operations of `parameter`: the most severe one; a raw HTTP call
// is Execute though one of its methods deletes (taxonomy).
Category CategoryOfTool(const std::vector<Operation>& operations, std::string_view parameter);

// Destructive and Financial are equally severe; the others rise in order.
bool MoreSevere(Category a, Category b);

}  // namespace mcprisk

#endif  // MCPRISK_CLASSIFY_JUDGE_H_
