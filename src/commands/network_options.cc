#include "commands/network_options.h"

#include <algorithm>
#include <cstdlib>

#include "base/result.h"
#include "commands/command.h"

namespace mcprisk {

void NetworkFlags::AddTo(Options* parser) {
  parser->Repeated("--allow-private", &allow_private_,
                   "A host or range (registry.internal, 10.1.0.0/16) that may be asked although it "
                   "is not public; http and any port are allowed there");
  parser->Repeated("--limit", &limits_,
                   "NAME=VALUE: another limit for this run (mcprisk limits lists them)");
  parser->Text("--contact", &contact_,
               "Where operators can reach you, sent in the User-Agent (or set MCPRISK_CONTACT)");
  parser->Text("--ca-file", &ca_file_, "Trust the certificates of this file, not the system's");
}

FetchOptions NetworkFlags::Fetching() const {
  FetchOptions options;
  options.ca_file = ca_file_;
  for (const std::string& limit : limits_) {
    Result<FetchLimits> limits = WithLimit(options.limits, limit);
    if (!limits) throw UsageError("--limit: " + limits.error());
    options.limits = *limits;
  }
  for (const std::string& host : allow_private_) {
    Result<bool> allowed = options.allowed.Allow(host);
    if (!allowed) throw UsageError("--allow-private: " + allowed.error());
  }
  std::string contact = contact_;
  if (const char* set = std::getenv("MCPRISK_CONTACT"); set && contact.empty()) contact = set;
  // It becomes part of a header.
  std::replace_if(
      contact.begin(), contact.end(), [](char c) { return c < ' ' || c > '~'; }, '?');
  options.user_agent = "mcprisk/" + std::string(ProgramVersion()) + " (risk catalog of MCP tools" +
                       (contact.empty() ? "" : "; " + contact) + ")";
  return options;
}

std::vector<std::string> NetworkFlags::Words() const {
  std::vector<std::string> words;
  for (const std::string& host : allow_private_)
    words.insert(words.end(), {"--allow-private", host});
  for (const std::string& limit : limits_) words.insert(words.end(), {"--limit", limit});
  if (!contact_.empty()) words.insert(words.end(), {"--contact", contact_});
  if (!ca_file_.empty()) words.insert(words.end(), {"--ca-file", ca_file_});
  return words;
}

}  // namespace mcprisk
