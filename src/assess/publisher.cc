#include "assess/publisher.h"

#include <algorithm>

#include "assess/server_names.h"
#include "base/text.h"

namespace mcprisk {
namespace {

using Strings = std::vector<std::string>;

bool Holds(const Strings& list, std::string_view value) {
  return std::find(list.begin(), list.end(), value) != list.end();
}

bool Holds(const std::vector<PublisherEvidence>& list, std::string_view kind) {
  return std::any_of(list.begin(), list.end(),
                     [&](const PublisherEvidence& one) { return one.kind == kind; });
}

// What the identities of a server say, each sort in the order given.
struct Statements {
  std::string registry_namespace;  // of the first registry name
  std::string registry_name;
  std::string account;  // that the namespace is named after
  std::string domain;   // that the namespace is named after
  Strings repository_owners;
  Strings packages;
  std::vector<std::pair<std::string, std::string>> package_owners;  // package, owner
  Strings hosts;
};

Statements StatementsOf(const PublisherInput& server) {
  Statements said;
  for (const Identity& identity : *server.identities) {
    switch (identity.kind) {
      case IdentityKind::kRegistryName:
        if (!said.registry_namespace.empty()) break;
        said.registry_name = identity.value;
        said.registry_namespace = RegistryNamespace(identity.value);
        said.account = NamespaceAccount(said.registry_namespace);
        said.domain = NamespaceDomain(said.registry_namespace);
        break;
      case IdentityKind::kPackage: {
        said.packages.push_back(identity.value);
        const std::string owner = PackageOwner(identity.value);
        if (!owner.empty()) said.package_owners.emplace_back(identity.value, owner);
        break;
      }
      case IdentityKind::kRemote:
        said.hosts.push_back(RemoteHost(identity.value));
        break;
      case IdentityKind::kRepository:
        said.repository_owners.push_back(RepositoryOwner(identity.value));
        break;
    }
  }
  return said;
}

// Which statements agree, and which contradict.
class Weighing {
 public:
  Weighing(const PublisherInput& server, const Statements& said) : server_(server), said_(said) {}

  void Fill(PublisherReport* report) {
    WeighNamespace(report);
    WeighRepositories();
    WeighPackages();
    WeighHosts();
    if (report->standing == PublisherStanding::kUnknown && !agreed_.empty()) {
      report->standing = PublisherStanding::kConsistent;
      report->publisher = agreed_;
    }
    report->evidence.insert(report->evidence.end(), for_.begin(), for_.end());
    report->evidence.insert(report->evidence.end(), against_.begin(), against_.end());
  }

 private:
  void WeighNamespace(PublisherReport* report) {
    if (!server_.in_registry || said_.registry_namespace.empty()) return;
    const bool account = !said_.account.empty();
    if (!account && said_.domain.empty()) return;
    report->standing = PublisherStanding::kProven;
    report->publisher = account ? "github.com/" + said_.account : said_.domain;
    for_.push_back({"namespace", "the registry gives " + said_.registry_namespace + " only to " +
                                     (account ? "the GitHub account " : "the holder of ") +
                                     (account ? said_.account : said_.domain)});
  }

  void WeighRepositories() {
    if (said_.account.empty()) return;
    for (const std::string& owner : said_.repository_owners) {
      if (owner == said_.account) {
        Agree("repository", owner,
              "the repository belongs to the account of the namespace, " + owner);
      } else {
        Contradict("the repository belongs to " + owner + ", the namespace to " + said_.account);
      }
    }
  }

  void WeighPackages() {
    for (const auto& [package, owner] : said_.package_owners) {
      const std::string kind = package.starts_with("oci:") ? "image" : "package";
      if (owner == said_.account) {
        Agree(kind, owner, package + " is published under the account of the namespace");
      } else if (Holds(said_.repository_owners, owner)) {
        Agree(kind, owner, package + " is published under the owner of the repository");
      } else if (!said_.account.empty() && kind == "package") {
        // Scopes are often a company's where the account is a person's.
        Contradict(package + " is published under " + owner + ", the namespace belongs to " +
                   said_.account);
      }
    }
  }

  void WeighHosts() {
    if (said_.domain.empty()) return;
    for (const std::string& host : said_.hosts) {
      if (host.empty()) continue;
      if (IsUnderDomain(host, said_.domain)) {
        Agree("domain", said_.domain, "the address " + host + " is under the namespace's domain");
      } else {
        Contradict("the address " + host + " is not under the namespace's domain " + said_.domain);
      }
    }
  }

  void Agree(const std::string& kind, const std::string& whom, std::string text) {
    if (agreed_.empty()) agreed_ = whom;
    if (!Holds(for_, kind)) for_.push_back({kind, std::move(text)});
  }

  void Contradict(std::string text) {
    const PublisherEvidence evidence = {"contradiction", std::move(text)};
    const bool known =
        std::any_of(against_.begin(), against_.end(),
                    [&](const PublisherEvidence& one) { return one.text == evidence.text; });
    if (!known) against_.push_back(evidence);
  }

  const PublisherInput& server_;
  const Statements& said_;
  std::string agreed_;
  std::vector<PublisherEvidence> for_;
  std::vector<PublisherEvidence> against_;
};

// --- Well-known servers --------------------------------------------------------------------------

bool IsUnderNamespace(const WellKnownServer& known, const std::string& registry_namespace) {
  return std::any_of(known.namespaces.begin(), known.namespaces.end(), [&](const auto& one) {
    return registry_namespace == one || registry_namespace.starts_with(one + ".");
  });
}

bool IsAtDomain(const WellKnownServer& known, const std::string& host) {
  return std::any_of(known.domains.begin(), known.domains.end(),
                     [&](const auto& domain) { return IsUnderDomain(host, domain); });
}

// Something that only the publisher can have: a namespace, scope, package or host of its own.
bool IsOfPublisher(const WellKnownServer& known, const PublisherInput& server,
                   const Statements& said) {
  if (server.in_registry && IsUnderNamespace(known, said.registry_namespace)) return true;
  for (const auto& [package, owner] : said.package_owners) {
    if (Holds(known.owners, owner)) return true;
  }
  for (const std::string& package : said.packages) {
    if (Holds(known.packages, package.substr(package.find(':') + 1))) return true;
  }
  return std::any_of(said.hosts.begin(), said.hosts.end(),
                     [&](const std::string& host) { return IsAtDomain(known, host); });
}

// It leads to the publisher's own repository, so whoever lists it means that server.
bool StatesRepository(const WellKnownServer& known, const Statements& said) {
  return std::any_of(
      said.repository_owners.begin(), said.repository_owners.end(), [&](const std::string& owner) {
        return Holds(known.owners, owner) || (known.reference && owner == "modelcontextprotocol");
      });
}

std::string Joined(const Strings& words) { return Join(words, "-"); }

// Words written as one, and without a number behind them: hugging-face, elasticsearch7.
std::string Compact(const Strings& words) {
  std::string compact = Join(words, "");
  while (!compact.empty() && IsAsciiDigit(compact.back())) compact.pop_back();
  return compact;
}

Strings Sorted(Strings words) {
  std::sort(words.begin(), words.end());
  return words;
}

// Short words are near too many others.
size_t EditsAllowed(size_t length) { return length >= 9 ? 2 : length >= 6 ? 1 : 0; }

// How `name` resembles `known_name`; an empty `how` where it does not.
LookAlike Compare(const WellKnownServer& known, const std::string& known_name,
                  std::string_view name) {
  LookAlike alike{.of = &known, .severity = Severity::kInfo, .how = "", .text = ""};
  const std::string called = "\"" + std::string(name) + "\"";
  const Strings words = NameWords(name, false);
  const Strings known_words = NameWords(known_name, false);
  const std::string plain = Joined(words);
  const std::string wanted = Joined(known_words);
  if (plain.empty() || Holds(known.neighbors, plain)) return alike;
  const auto is = [&](Severity severity, const char* how, const std::string& text) {
    alike.severity = severity;
    alike.how = how;
    alike.text = called + " " + text + " " + known.publisher + "'s " + known_name;
  };
  if (plain == wanted || Compact(words) == Join(known_words, "")) {
    const bool official = AsciiLowered(name).find("official") != std::string::npos;
    if (official) {
      is(Severity::kMedium, "claims-official",
         "calls itself official under another publisher than");
    } else {
      is(Severity::kInfo, "same-name", "has the name of");
    }
  } else if (Joined(NameWords(name, true)) == Joined(NameWords(known_name, true))) {
    is(Severity::kHigh, "homoglyph", "looks like, letter for letter,");
  } else if (words.size() > 1 && Sorted(words) == Sorted(known_words)) {
    is(Severity::kMedium, "swapped-words", "has the words of another order of");
  } else {
    const size_t allowed = EditsAllowed(wanted.size());
    if (allowed > 0 && EditDistance(plain, wanted, allowed) <= allowed) {
      is(Severity::kMedium, "edit", "is a slip of the keys away from");
    }
  }
  return alike;
}

bool IsWellKnownName(const WellKnownServers& known, std::string_view name) {
  const std::string plain = Joined(NameWords(name, false));
  return std::any_of(known.all().begin(), known.all().end(),
                     [&](const WellKnownServer& one) { return Holds(one.names, plain); });
}

// Under which names people meet the server. One that is only called mcp goes by its namespace:
// com.stripe/mcp.
Strings NamesOf(const PublisherInput& server, const Statements& said) {
  Strings names = {std::string(server.name)};
  if (!said.registry_name.empty()) names.push_back(said.registry_name);
  names.insert(names.end(), said.packages.begin(), said.packages.end());
  if (NameWords(said.registry_name, false).empty()) {
    const std::vector<std::string_view> labels = Split(said.registry_namespace, '.');
    const size_t subject = said.account.empty() ? 1 : 2;
    if (labels.size() > subject) names.emplace_back(labels[subject]);
  }
  return names;
}

// The gravest way in which any name of the server resembles any name of `known`.
LookAlike Gravest(const WellKnownServers& all, const WellKnownServer& known, const Strings& names) {
  LookAlike gravest{.of = &known, .severity = Severity::kInfo, .how = "", .text = ""};
  for (const std::string& name : names) {
    for (const std::string& known_name : known.names) {
      LookAlike alike = Compare(known, known_name, name);
      if (alike.how.empty()) continue;
      if (alike.how == "edit" && IsWellKnownName(all, name)) continue;
      if (gravest.how.empty() || alike.severity > gravest.severity) gravest = std::move(alike);
    }
  }
  return gravest;
}

// Of "stripe.com" or "stripe.co.uk": "stripe".
std::string_view OwnLabel(std::string_view domain) {
  std::vector<std::string_view> labels = Split(domain, '.');
  labels.pop_back();
  static const Strings kSecond = {"co", "com", "org", "net", "gov", "ac"};
  if (labels.size() > 1 && Holds(kSecond, labels.back())) labels.pop_back();
  return labels.empty() ? std::string_view() : labels.back();
}

// The address of a publisher under another ending: mcp.stripe.example for stripe.com. Deeper names
// are those of who rents from a host such as vercel.app.
void FindOtherEnding(const WellKnownServer& known, const Statements& said, LookAlike* gravest) {
  constexpr size_t kShortest = 5;  // shorter labels are many people's
  static const Strings kDoors = {"", "mcp.", "api.", "www.", "app."};
  for (const std::string& host : said.hosts) {
    const std::string_view label = OwnLabel(host);
    if (label.size() < kShortest || IsAtDomain(known, host)) continue;
    const bool at_door = std::any_of(kDoors.begin(), kDoors.end(), [&](const std::string& door) {
      return host.starts_with(door + std::string(label) + ".");
    });
    const auto domain = std::find_if(known.domains.begin(), known.domains.end(),
                                     [&](const auto& one) { return OwnLabel(one) == label; });
    if (!at_door || domain == known.domains.end()) continue;
    if (gravest->severity >= Severity::kMedium) return;
    *gravest = {.of = &known,
                .severity = Severity::kMedium,
                .how = "other-ending",
                .text = "the address " + host + " is " + known.publisher + "'s " + *domain +
                        " under another ending"};
  }
}

void FindLookAlikes(const WellKnownServers& known, const PublisherInput& server,
                    const Statements& said, PublisherReport* report) {
  const Strings names = NamesOf(server, said);
  for (const WellKnownServer& one : known.all()) {
    LookAlike alike = Gravest(known, one, names);
    FindOtherEnding(one, said, &alike);
    const bool of_publisher = IsOfPublisher(one, server, said);
    if (of_publisher && report->official == nullptr && !alike.how.empty()) {
      report->official = &one;
    }
    if (alike.how.empty() || of_publisher || StatesRepository(one, said)) continue;
    report->look_alikes.push_back(std::move(alike));
  }
  std::stable_sort(report->look_alikes.begin(), report->look_alikes.end(),
                   [](const LookAlike& a, const LookAlike& b) { return a.severity > b.severity; });
}

}  // namespace

std::string_view PublisherStandingName(PublisherStanding standing) {
  switch (standing) {
    case PublisherStanding::kProven:
      return "proven";
    case PublisherStanding::kConsistent:
      return "consistent";
    case PublisherStanding::kUnknown:
      break;
  }
  return "unknown";
}

PublisherReport ReportPublisher(const WellKnownServers& known, const PublisherInput& server) {
  PublisherReport report;
  const Statements said = StatementsOf(server);
  Weighing(server, said).Fill(&report);
  FindLookAlikes(known, server, said, &report);
  return report;
}

}  // namespace mcprisk
