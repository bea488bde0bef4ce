// What is wrong with a stack, each with the place in the configuration where it can be mended.
//
// Pure functions, deterministic, safe from any thread. Messages may quote names of strangers; the
// printer escapes. They never hold the value of a secret.
#ifndef MCPRISK_STACK_FINDINGS_H_
#define MCPRISK_STACK_FINDINGS_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "model/classification.h"
#include "model/tool.h"
#include "stack/stack.h"

namespace mcprisk {

struct StackTool {
  Tool tool;
  Classification classification;
};

// A configured server with what is known of it.
struct JudgedServer {
  StackServer server;
  std::string catalog_name;  // empty: it is not in the catalog
  int64_t catalog_id = 0;    // there; of the catalog that was asked
  bool tools_known = false;
  bool answered = false;         // the tools are what the server itself answered, not the catalog's
  std::vector<StackTool> tools;  // those that the entry offers, riskiest first
  std::string instructions{};    // that it tells the model; empty: none, or not known
  std::vector<Finding> findings{};  // about these, and about its tools together
};

struct StackRule {
  std::string_view id;     // "stack/plain-text-secret"
  std::string_view title;  // one clause
  std::string_view help;   // why it matters, and what to do
  Severity severity;
};

// In the order of SARIF's rule list.
const std::vector<StackRule>& StackRules();

struct StackFinding {
  std::string rule;  // StackRule::id
  Severity severity = Severity::kInfo;
  std::string message;  // one sentence without a full stop
  std::string client;
  std::string server;  // its key
  std::string file;
  ConfigPosition at;
  // What the finding is about besides rule, client and server: with them it stays the same when
  // lines move. No secret's value.
  std::string subject;
};

// Something among the servers of one client, as whoever assesses them together tells it: a toxic
// flow, or a server that reaches into another one.
struct StackFlow {
  std::string client;
  std::string server;   // the key of the server where it is mended most easily
  std::string flow;     // its kind, "data-leak", or what else tells it from others of its rule
  std::string message;  // one sentence without a full stop
  Severity severity = Severity::kHigh;
  std::string rule = "stack/toxic-flow";
};

// In the order of the servers, the flows behind them; of one server in the order of StackRules(). A
// server that is disabled is asked for secrets only. A flow names an enabled server of its client.
std::vector<StackFinding> FindStackFindings(const std::vector<JudgedServer>& servers,
                                            const std::vector<StackFlow>& flows);

// "npx @acme/notes@1.2.3", "docker ghcr.io/acme/notes", "https://mcp.acme.example/mcp": what an
// entry starts or calls.
std::string RunsText(const StackServer& server);

}  // namespace mcprisk

#endif  // MCPRISK_STACK_FINDINGS_H_
