// Who publishes a server, as far as its identities show it, and whose name it nearly carries.
//
// Three sorts of statements are told apart. A registry that speaks the official registry's protocol
// gives a namespace only to the account or domain that it is named after, so a name there is
// proven. What a record states of itself (repository, package, address) proves nothing alone, but
// statements that agree with each other are harder to make up. And where nothing is stated, nothing
// is known.
//
// Pure functions over the tables inside the program, deterministic, safe from any thread.
#ifndef MCPRISK_ASSESS_PUBLISHER_H_
#define MCPRISK_ASSESS_PUBLISHER_H_

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "model/classification.h"
#include "model/listing.h"

namespace mcprisk {

struct WellKnownServer {
  std::vector<std::string> names;  // "github", without mcp, server and the like
  std::string publisher;           // "GitHub"
  std::vector<std::string> namespaces;
  std::vector<std::string> owners;
  std::vector<std::string> packages;
  std::vector<std::string> domains;
  std::vector<std::string> neighbors;  // near names that are no look-alikes
  bool reference = false;              // the MCP project's own repository had one of this name, too
};

class WellKnownServers {
 public:
  // data/well-known.yaml, inside the program. Throws Error when it does not load.
  static const WellKnownServers& Shipped();
  // nullptr when there was a problem; all of them are in `problems`, placed "path:line:column".
  static std::unique_ptr<WellKnownServers> Parse(std::string_view path, const std::string& yaml,
                                                 std::vector<Problem>* problems);

  const std::vector<WellKnownServer>& all() const { return all_; }

 private:
  friend class WellKnownReader;
  std::vector<WellKnownServer> all_;
};

struct PublisherInput {
  std::string_view name;  // of the server
  const std::vector<Identity>* identities = nullptr;
  bool in_registry = false;  // a registry lists it under its registry name
};

enum class PublisherStanding {
  kUnknown,     // no two statements agree, and nobody proved one
  kConsistent,  // statements of its own agree
  kProven,      // a registry proved its namespace
};
std::string_view PublisherStandingName(PublisherStanding standing);  // "unknown", …

struct PublisherEvidence {
  std::string kind;  // "namespace", "repository", "package", "image", "domain", "contradiction"
  std::string text;  // one sentence without a full stop; it may quote strangers
};

struct LookAlike {
  const WellKnownServer* of = nullptr;
  Severity severity = Severity::kInfo;  // Info: the plain name under another publisher, as forks
                                        // and clients have it; Medium and above: a disguise
  std::string how;   // "same-name", "edit", "swapped-words", "claims-official", "homoglyph", …
  std::string text;  // one sentence without a full stop; it may quote strangers
};

struct PublisherReport {
  PublisherStanding standing = PublisherStanding::kUnknown;
  std::string publisher;                      // account or domain; empty when unknown
  std::vector<PublisherEvidence> evidence;    // contradictions last
  const WellKnownServer* official = nullptr;  // the well-known server that it is
  std::vector<LookAlike> look_alikes;         // gravest first
};

PublisherReport ReportPublisher(const WellKnownServers& known, const PublisherInput& server);

}  // namespace mcprisk

#endif  // MCPRISK_ASSESS_PUBLISHER_H_
