#include "stack/findings.h"

namespace mcprisk {

const std::vector<StackRule>& StackRules() {
  static const std::vector<StackRule> rules = {
      {"stack/plain-text-secret", "A secret stands in the configuration as plain text",
       "Whoever reads the file, a backup of it or the repository that it lies in has the secret. "
       "Revoke it, and refer to an environment variable (${NAME}) or to the client's store of "
       "secrets instead.",
       Severity::kHigh},
      {"stack/unpinned-package", "A server runs whatever version of its package is newest",
       "A new release, honest or taken over, runs with your rights at the next start. Name an "
       "exact version (package@1.2.3, package==1.2.3, image@sha256:…) and change it on purpose.",
       Severity::kMedium},
      {"stack/unencrypted-remote", "A remote server is called over plain HTTP",
       "Everybody on the way reads and changes what tools say and answer. Use an https address.",
       Severity::kHigh},
      {"stack/unknown-server", "A server's tools are not known",
       "No source of the catalog says what the server offers, so nothing here speaks for or "
       "against it. Index its definitions (mcprisk index FILE), or take it out.",
       Severity::kMedium},
      {"stack/low-tools", "All tools of a server have low risk",
       "They read, search or compute; nothing outside the call changes.", Severity::kLow},
      {"stack/medium-tools", "A server offers tools of medium risk",
       "They change what can be changed back, or read private data. mcprisk policy writes a policy "
       "that limits them.",
       Severity::kMedium},
      {"stack/high-tools", "A server offers tools of high risk",
       "They start what leaves the system, reach secrets or change access. mcprisk policy writes a "
       "policy that asks before they run.",
       Severity::kHigh},
      {"stack/critical-tools", "A server offers tools of critical risk",
       "They delete for good, move money, or run the caller's code. mcprisk policy writes a policy "
       "that asks before they run or hides them.",
       Severity::kCritical},
      {"stack/approved-without-asking", "Risky tools run without asking",
       "The entry approves tools of high or critical risk in advance, so a misled model runs them "
       "unseen. Take them off autoApprove, alwaysAllow or trust.",
       Severity::kHigh},
      {"stack/definition-warning", "A tool's definition is suspect",
       "The definition contradicts itself, hides text or speaks to the model. mcprisk tool NAME "
       "shows the very words.",
       Severity::kHigh},
      {"stack/toxic-flow", "Servers of one client together can carry private data out",
       "One tool brings text that strangers wrote, another reads private data or secrets, a third "
       "sends to the outside: text of a stranger can lead a model through all three. Separate them "
       "into different clients or profiles, or let the way out ask.",
       Severity::kHigh},
      {"stack/steers-other-server", "A server tells how to call a tool of another server",
       "A description or the server's instructions say when or how to call what another server "
       "offers, so one server steers the other. Take it out if its work does not explain it.",
       Severity::kHigh},
      {"stack/same-tool-name", "Two servers of one client have tools of the same name",
       "Some clients then offer only one of the two, and a model may call the one that was not "
       "meant. Name the servers apart, or take out what you do not need.",
       Severity::kLow},
      {"stack/changed-definition", "A definition differs from the lock",
       "The tool is not the one that was reviewed when mcprisk lock wrote the file. Read what "
       "changed (mcprisk check --lock), and run mcprisk lock again if it is right.",
       Severity::kHigh},
  };
  return rules;
}

}  // namespace mcprisk
