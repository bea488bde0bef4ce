// What is looked at of a server's tools together, and what is kept of it.
#ifndef MCPRISK_MODEL_ASSESSMENT_H_
#define MCPRISK_MODEL_ASSESSMENT_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/classification.h"
#include "model/listing.h"

namespace mcprisk {

// A judged tool as far as an assessment goes. A view: what it points to must outlive it.
struct AssessedTool {
  std::string_view server;  // as its user calls it
  std::string_view name;
  Category category = Category::kRead;
  Risk risk = Risk::kLow;
  const std::vector<std::string>* capabilities = nullptr;
  std::optional<Severity> worst_finding;  // of the definition
  size_t tokens = 0;                      // what the definition costs in a model's context
};

AssessedTool AssessedToolOf(std::string_view server, std::string_view name,
                            const Classification& classification, size_t tokens);

// A tool as far as its server's tools are looked at together. A view, too.
struct SetTool {
  std::string_view name;
  std::string_view description;   // empty: none
  std::string_view input_schema;  // canonical JSON; empty: none
};

// What a server tells about itself and its tools.
struct ServerTexts {
  std::string_view instructions;  // empty: none
  std::vector<SetTool> tools;
  std::vector<std::string> repeated;  // names under which it has several definitions
};

// A few hundred numbers that stand for what the tools of a server say (assess/copies.h), rising.
using ToolSetSketch = std::vector<uint64_t>;

// A server as far as it is held against others.
struct SketchedServer {
  int64_t id = 0;
  std::string name;
  std::vector<Identity> identities;
  bool in_registry = false;  // a registry lists it under its registry name
  int64_t first_run = 0;     // lower: known earlier
  ToolSetSketch sketch;
};

// What a catalog keeps for each server, so that servers can be listed by it.
struct AssessmentSummary {
  char grade = 0;  // 'A' to 'F'; 0: its tools are unknown, or it has none
  int points = 0;  // that the grade comes from, 0 to 100
  std::optional<Risk> worst_risk;
  size_t tokens = 0;                      // of all definitions
  std::vector<std::string> capabilities;  // of all tools, in the order of rules/capabilities.yaml
  std::vector<std::string> flows;         // ids of rules/flows.yaml, in its order
  std::optional<Severity> worst_finding;  // about a definition, or the server itself

  bool operator==(const AssessmentSummary&) const = default;
};

}  // namespace mcprisk

#endif  // MCPRISK_MODEL_ASSESSMENT_H_
