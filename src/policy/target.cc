#include "policy/target.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "base/text.h"

namespace mcprisk {
namespace {

// Notes name this many tools of a kind; the file itself has them all.
constexpr size_t kNamedTools = 5;
// What every product takes; Gemini CLI is the narrowest.
constexpr size_t kMaxDefaultKey = 25;

// Tools that lost the same thing, by what they lost, in the order in which it was met.
class Losses {
 public:
  Losses(const Target& target, std::vector<TargetNote>* notes)
      : name_(target.name), notes_(notes) {}

  // Told as "goose cannot count calls: 2 tools are asked for instead of limited: a, b".
  void Add(const std::string& lack, const std::string& what, const std::string& tool,
           bool weaker = false) {
    auto same = std::find_if(losses_.begin(), losses_.end(), [&](const Loss& loss) {
      return loss.lack == lack && loss.what == what;
    });
    if (same == losses_.end()) same = losses_.insert(losses_.end(), {lack, what, {}, weaker});
    if (same->tools.empty() || same->tools.back() != tool) same->tools.push_back(tool);
  }

  void Tell() const {
    for (const Loss& loss : losses_) {
      std::string text = name_ + " " + loss.lack + ": " + Counted(loss.tools.size(), "tool") + " " +
                         (loss.tools.size() == 1 ? "is " : "are ") + loss.what + ": " +
                         NamedTools(loss.tools);
      notes_->push_back({std::move(text), loss.weaker});
    }
  }

 private:
  struct Loss {
    std::string lack;
    std::string what;
    std::vector<std::string> tools;
    bool weaker;
  };
  std::string name_;
  std::vector<TargetNote>* notes_;
  std::vector<Loss> losses_;
};

// One ruling's way down to what a target can say.
class Degrader {
 public:
  Degrader(const Target& target, const TargetOptions& options, Losses* losses)
      : can_(target.can), options_(options), losses_(losses) {}

  void Degrade(Ruling* ruling) {
    DropCases(ruling);
    // A limit that says no number limits nothing.
    if (ruling->decision == Decision::kLimit && !ruling->limit) ruling->decision = Decision::kAsk;
    if (ruling->decision == Decision::kLimit && !can_.limit) LoseLimit(ruling);
    if (!can_.limit) ruling->limit.reset();
    if (ruling->decision == Decision::kAsk && !can_.ask) {
      ruling->decision = Decision::kDeny;
      ruling->would_ask = true;
      ruling->limit.reset();
      losses_->Add("cannot ask", "denied where a person should decide", ruling->tool);
    }
    if (ruling->decision == Decision::kDeny && !can_.deny && can_.ask && ruling->cases.empty()) {
      ruling->decision = Decision::kAsk;
      losses_->Add("cannot deny", "only asked for", ruling->tool, /*weaker=*/true);
    }
  }

 private:
  bool CanSay(const std::string& tool, RulingCase* one) {
    auto checkable = [&](const ArgumentCondition& condition) {
      return can_.condition && can_.condition(condition);
    };
    if (!std::all_of(one->conditions.begin(), one->conditions.end(), checkable)) return false;
    if (one->decision == Decision::kLimit && !can_.limit) {
      one->decision = options_.uncounted ? Decision::kAllow : Decision::kAsk;
      one->limit.reset();
      if (options_.uncounted || can_.case_ask) TellLimit(tool);
    }
    return one->decision != Decision::kAsk || can_.case_ask;
  }

  void DropCases(Ruling* ruling) {
    std::vector<RulingCase> said;
    for (RulingCase& one : ruling->cases) {
      if (CanSay(ruling->tool, &one)) said.push_back(std::move(one));
    }
    if (said.size() < ruling->cases.size()) {
      losses_->Add("cannot tell calls of a tool apart by all of their arguments",
                   "held to the strictest ruling", ruling->tool);
    }
    // A case that lost its limit may be no milder than the tool any more.
    std::erase_if(said, [&](const RulingCase& one) { return one.decision >= ruling->decision; });
    ruling->cases = std::move(said);
  }

  void TellLimit(const std::string& tool) {
    if (options_.uncounted) {
      losses_->Add("cannot count calls", "let through without a limit, as was wished", tool,
                   /*weaker=*/true);
    } else {
      losses_->Add("cannot count calls", "asked for instead of limited", tool);
    }
  }

  void LoseLimit(Ruling* ruling) {
    ruling->decision = options_.uncounted ? Decision::kAllow : Decision::kAsk;
    // Where it cannot ask either, the next step says what becomes of it.
    if (options_.uncounted || can_.ask) TellLimit(ruling->tool);
  }

  const Abilities& can_;
  const TargetOptions& options_;
  Losses* losses_;
};

// Ids of all servers' tools, so that those of two tools that are one can be told.
class Ids {
 public:
  explicit Ids(const Target& target) : target_(target) {}

  Result<std::string> Of(const std::string& tool, const TargetServer& server) const {
    if (!target_.tool_id) return tool;
    return target_.tool_id(tool, server);
  }

  void Count(const std::vector<TargetServer>& servers) {
    if (!target_.tool_id) return;
    for (const TargetServer& server : servers) {
      for (const Ruling& ruling : server.policy.rulings) {
        if (Result<std::string> id = Of(ruling.tool, server)) ++tools_[*id];
      }
    }
  }

  // Takes out the tools that have no id of their own, or denies them where that can be said.
  void Settle(TargetServer* server, Losses* losses) {
    const Abilities& can = target_.can;
    Decision unlisted = can.denies_unlisted
                            ? Decision::kDeny
                            : (can.asks_unlisted ? Decision::kAsk : Decision::kAllow);
    std::vector<Ruling> settled;
    for (Ruling& ruling : server->policy.rulings) {
      bool weaker = ruling.decision > unlisted;
      Result<std::string> id = Of(ruling.tool, *server);
      if (!id) {
        losses->Add("cannot name a tool where " + id.error(), "left out", ruling.tool, weaker);
        continue;
      }
      auto count = tools_.find(*id);
      if (count == tools_.end() || count->second == 1) {
        settled.push_back(std::move(ruling));
        continue;
      }
      Refuse(std::move(ruling), *id, losses, &settled);
    }
    server->policy.rulings = std::move(settled);
  }

 private:
  void Refuse(Ruling ruling, const std::string& id, Losses* losses, std::vector<Ruling>* settled) {
    const Abilities& can = target_.can;
    bool said = can.deny || can.ask;
    losses->Add("knows several tools by the one id " + id,
                can.deny ? "denied" : (can.ask ? "only asked for" : "left out"), ruling.tool,
                !can.deny && !can.denies_unlisted);
    if (!said || !refused_.insert(id).second) return;
    ruling.decision = can.deny ? Decision::kDeny : Decision::kAsk;
    ruling.would_ask = false;
    ruling.limit.reset();
    ruling.cases.clear();
    settled->push_back(std::move(ruling));
  }

  const Target& target_;
  std::map<std::string, size_t> tools_;
  std::set<std::string> refused_;
};

std::string ServersProblem(const Target& target, const std::vector<TargetServer>& servers) {
  std::string name(target.name);
  if (servers.empty()) return name + " needs a server";
  if (servers.size() > 1 && !target.can.many_servers) {
    return "one file of " + name + " holds one server; write one file for each";
  }
  std::set<std::string> keys;
  for (const TargetServer& server : servers) {
    if (!keys.insert(server.key).second) {
      return "two servers have the key \"" + server.key + "\"; give each its own";
    }
    std::string problem = target.key_problem ? target.key_problem(server.key) : "";
    if (!problem.empty()) {
      return name + " cannot take the server key \"" + server.key + "\": " + problem;
    }
  }
  return "";
}

}  // namespace

std::string NamedTools(const std::vector<std::string>& tools) {
  size_t shown = std::min(tools.size(), kNamedTools);
  std::string text = Join({tools.begin(), tools.begin() + static_cast<ptrdiff_t>(shown)}, ", ");
  if (shown < tools.size()) text += " and " + std::to_string(tools.size() - shown) + " more";
  return text;
}

Policy Degraded(const Policy& policy, const Target& target, const TargetOptions& options,
                std::vector<TargetNote>* notes) {
  Policy left = policy;
  Losses losses(target, notes);
  Degrader degrader(target, options, &losses);
  for (Ruling& ruling : left.rulings) degrader.Degrade(&ruling);
  losses.Tell();
  return left;
}

Result<TargetFile> WriteTarget(const Target& target, std::vector<TargetServer> servers,
                               const TargetOptions& options) {
  std::string problem = ServersProblem(target, servers);
  if (!problem.empty()) return Failure(problem);
  TargetFile file;
  Ids ids(target);
  ids.Count(servers);
  for (TargetServer& server : servers) {
    server.policy = Degraded(server.policy, target, options, &file.notes);
    Losses losses(target, &file.notes);
    ids.Settle(&server, &losses);
    losses.Tell();
  }
  if (!target.can.denies_unlisted) {
    file.notes.push_back({std::string(target.name) + (target.can.asks_unlisted
                                                          ? " asks for tools that the file does "
                                                            "not name, and does not deny them"
                                                          : " lets tools through that the file "
                                                            "does not name"),
                          true});
  }
  file.text = target.write(servers, &file.notes);
  if (target.schema) file.schema = target.schema(servers);
  return file;
}

std::string DefaultServerKey(std::string_view server) {
  std::string_view last = server.substr(server.find_last_of('/') + 1);
  std::string key;
  for (char c : last) {
    char lower = AsciiLower(c);
    bool plain = IsAsciiAlnum(c);
    if (plain) {
      key += lower;
    } else if (!key.empty() && key.back() != '-') {
      key += '-';
    }
    if (key.size() == kMaxDefaultKey) break;
  }
  while (!key.empty() && key.back() == '-') key.pop_back();
  return key.empty() ? "server" : key;
}

}  // namespace mcprisk
