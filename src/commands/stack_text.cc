#include "commands/stack_text.h"

#include <algorithm>
#include <map>

#include "assess/assessment.h"
#include "base/text.h"
#include "commands/shell_word.h"

namespace mcprisk {
namespace {

constexpr size_t kRiskiestShown = 8;
constexpr size_t kStepsShown = 3;
constexpr size_t kFindingsShown = 12;

const Client& ClientOf(const std::string& id) {
  const Client* client = FindClient(id);
  return client == nullptr ? UnknownClient() : *client;
}

// A text as YAML's double quotes take it, which are JSON's.
std::string YamlText(const std::string& text) {
  std::string json;
  const std::string shown = ForTerminal(text);
  json += '"';
  for (char c : shown) {
    if (c == '"' || c == '\\') json += '\\';
    json += c;
  }
  return json + '"';
}

void PrintHead(const JudgedStack& judged, Console& console) {
  std::vector<std::string> clients;
  size_t tools = 0;
  size_t unknown = 0;
  for (const JudgedServer& one : judged.servers) {
    clients.push_back(one.server.client);
    tools += one.tools.size();
    if (one.server.enabled && !one.tools_known) ++unknown;
  }
  std::sort(clients.begin(), clients.end());
  const auto distinct = std::unique(clients.begin(), clients.end()) - clients.begin();
  console.out() << console.Bold(Counted(static_cast<size_t>(distinct), "client") + " · " +
                                Counted(judged.servers.size(), "server") + " · " +
                                Counted(tools, "tool"));
  if (unknown > 0) {
    console.out() << "       " << Counted(unknown, "server") << (unknown == 1 ? " is" : " are")
                  << " unknown";
  }
  console.out() << "\n";
}

// "2 Critical, 1 High · 1 Destructive, 2 Execute, 4 Read"
std::string CountsText(const JudgedServer& judged) {
  size_t by_category[kCategories] = {};
  size_t by_risk[kRisks] = {};
  for (const StackTool& tool : judged.tools) {
    ++by_category[static_cast<int>(tool.classification.category)];
    ++by_risk[static_cast<int>(tool.classification.risk)];
  }
  std::vector<std::string> risks;
  for (int r = kRisks - 1; r >= 0; --r) {
    if (by_risk[r] == 0) continue;
    risks.push_back(std::to_string(by_risk[r]) + " " + std::string(RiskName(static_cast<Risk>(r))));
  }
  std::vector<std::string> categories;
  for (int c = kCategories - 1; c >= 0; --c) {
    if (by_category[c] == 0) continue;
    categories.push_back(std::to_string(by_category[c]) + " " +
                         std::string(CategoryName(static_cast<Category>(c))));
  }
  return Join(risks, ", ") + " · " + Join(categories, ", ");
}

void PrintServer(const JudgedServer& judged, const ServerInspection* inspection, Console& console) {
  const StackServer& server = judged.server;
  std::string line = "  " + PadTo(ForTerminal(server.name), 18) + " ";
  if (!judged.tools.empty()) {
    const Risk highest = judged.tools[0].classification.risk;
    const AssessmentSummary summary = Summarize(AssessedTools(judged), judged.findings);
    line += std::string(1, summary.grade) + "  " +
            console.Colored(highest, PadTo(RiskName(highest), 9));
  } else {
    line += "-  " + PadTo(judged.tools_known ? "no tools" : "unknown", 9);
  }
  line += " " + ForTerminal(RunsText(server), console.columns() - 34);
  if (!server.enabled) line += " (disabled)";
  console.out() << line << "\n";
  if (!judged.tools.empty()) {
    console.out() << std::string(24, ' ') << ForTerminal(CountsText(judged), console.columns() - 24)
                  << "\n";
  }
  if (inspection != nullptr) {
    console.out() << Wrapped(ForTerminal(InspectionText(*inspection)), console.columns(), 24)
                  << "\n";
  }
}

void PrintServers(const JudgedStack& judged, Console& console) {
  std::string place;
  for (size_t i = 0; i < judged.servers.size(); ++i) {
    const StackServer& server = judged.servers[i].server;
    std::string here = std::string(ClientOf(server.client).title) + "   " +
                       ForTerminal(server.file) + "   " + std::string(ScopeName(server.scope));
    if (!server.project.empty()) here += " " + ForTerminal(server.project, 40);
    if (here != place) console.out() << "\n" << here << "\n";
    place = here;
    PrintServer(judged.servers[i], judged.inspections.empty() ? nullptr : &judged.inspections[i],
                console);
  }
}

void PrintRiskiest(const JudgedStack& judged, Console& console) {
  struct Row {
    const JudgedServer* server;
    const StackTool* tool;
  };
  std::vector<Row> rows;
  for (const JudgedServer& one : judged.servers) {
    if (!one.server.enabled) continue;
    for (const StackTool& tool : one.tools) {
      if (tool.classification.risk >= Risk::kHigh) rows.push_back({&one, &tool});
    }
  }
  if (rows.empty()) return;
  std::stable_sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) {
    const Classification& x = a.tool->classification;
    const Classification& y = b.tool->classification;
    return std::pair(x.risk, x.category) > std::pair(y.risk, y.category);
  });
  console.out() << "\nriskiest tools\n";
  for (size_t i = 0; i < rows.size() && i < kRiskiestShown; ++i) {
    const Classification& c = rows[i].tool->classification;
    std::string line = "  " + console.Colored(c.risk, PadTo(RiskName(c.risk), 9)) +
                       PadTo(CategoryName(c.category), 12) +
                       PadTo(ForTerminal(rows[i].tool->tool.name), 24) + " " +
                       PadTo(ForTerminal(rows[i].server->server.name), 16);
    while (line.ends_with(' ')) line.pop_back();
    console.out() << line << "\n";
  }
  if (rows.size() > kRiskiestShown) {
    console.out() << "  and " << rows.size() - kRiskiestShown << " more of High or Critical risk\n";
  }
}

void PrintLeg(const FlowLeg& leg, Console& console) {
  std::string list;
  for (size_t i = 0; i < leg.steps.size() && i < kStepsShown; ++i) {
    const FlowStep& step = leg.steps[i];
    list += (i == 0 ? "" : ", ") + ForTerminal(step.server + ":" + step.tool, 48) + " (" +
            step.reason + ")";
  }
  if (leg.steps.size() > kStepsShown) {
    list += " and " + std::to_string(leg.steps.size() - kStepsShown) + " more";
  }
  const std::string wrapped = Wrapped(list, console.columns(), 18);
  console.out() << "  " << PadTo(leg.rule->title, 16)
                << wrapped.substr(std::min<size_t>(18, wrapped.size())) << "\n";
}

void PrintFlows(const JudgedStack& judged, Console& console) {
  for (const ClientFlow& one : judged.flows) {
    std::string title = one.flow.rule->title;
    title[0] = AsciiLower(title[0]);
    console.out() << "\n"
                  << Wrapped(
                         "toxic flow in " + std::string(ClientOf(one.client).title) + ": " + title,
                         console.columns(), 0)
                  << "\n";
    for (const FlowLeg& leg : one.flow.legs) PrintLeg(leg, console);
  }
}

void PrintPolicies(const JudgedStack& judged, Console& console) {
  std::vector<std::string> clients;
  for (const JudgedServer& one : judged.servers) {
    if (std::find(clients.begin(), clients.end(), one.server.client) == clients.end()) {
      clients.push_back(one.server.client);
    }
  }
  std::string commands;
  for (const std::string& client : clients) {
    const std::string command = PolicyCommand(client, judged);
    if (!command.empty()) commands += (commands.empty() ? "" : "      ") + command + "\n";
  }
  if (!commands.empty()) console.out() << "\nfix:  " << commands;
}

// The client's servers that a policy can be written for: name in the catalog -> key.
std::map<std::string, std::string> PolicyServers(const std::string& client,
                                                 const std::vector<JudgedServer>& servers) {
  std::map<std::string, std::string> keys;
  for (const JudgedServer& judged : servers) {
    if (judged.server.client != client || !judged.server.enabled || judged.catalog_id == 0 ||
        !judged.tools_known) {
      continue;
    }
    keys.emplace(judged.catalog_name, judged.server.name);
  }
  return keys;
}

}  // namespace

std::string PolicyCommand(const std::string& client, const JudgedStack& judged) {
  const bool any =
      std::any_of(judged.servers.begin(), judged.servers.end(), [&client](const JudgedServer& one) {
        return one.server.client == client && one.server.enabled && one.tools_known;
      });
  if (!any) return "";
  const StackOptions& options = judged.options;
  const std::string_view own = ClientOf(client).policy_target;
  std::string command = "mcprisk policy --stack";
  auto add = [&command](std::initializer_list<std::string_view> words) {
    for (std::string_view word : words) command += " " + std::string(word);
  };
  for (const std::string& path : options.paths) add({ShellWord(path)});
  // A client that obeys no policy of its own gets a gateway's.
  add({"--target", own.empty() ? "policylayer" : own});
  if (own.empty()) add({"--client", client});
  if (!options.catalog.empty()) add({"--catalog", ShellWord(options.catalog)});
  if (!options.home.empty()) add({"--home", ShellWord(options.home)});
  if (options.ask.inspect) {
    add({"--inspect"});
    if (options.ask.allow_network) add({"--allow-network"});
    for (const std::string& name : options.ask.pass_env) add({"--pass-env", ShellWord(name)});
    const std::vector<std::string> network = options.ask.network.Words();
    for (const std::string& word : network) {
      add({word.starts_with("--") ? word : ShellWord(word)});
    }
  }
  add({"--out", client + "/"});
  return command;
}

std::string ServerKeysYaml(const std::string& client, const std::vector<JudgedServer>& servers) {
  std::string yaml = "servers:\n";
  for (const auto& [server, key] : PolicyServers(client, servers)) {
    yaml += "  " + YamlText(server) + ": { key: " + YamlText(key) + " }\n";
  }
  return yaml;
}

void PrintStackFindings(const std::vector<StackFinding>& findings, size_t most, Console& console) {
  std::vector<const StackFinding*> sorted;
  for (const StackFinding& finding : findings) sorted.push_back(&finding);
  std::stable_sort(sorted.begin(), sorted.end(), [](const StackFinding* a, const StackFinding* b) {
    return a->severity > b->severity;
  });
  for (size_t i = 0; i < sorted.size() && i < most; ++i) {
    const StackFinding& finding = *sorted[i];
    console.out() << "  " << PadTo(SeverityName(finding.severity), 9) << ForTerminal(finding.file)
                  << ":" << finding.at.line << ":" << finding.at.column << ": "
                  << ForTerminal(finding.message, 240) << "\n";
  }
  if (sorted.size() > most) console.out() << "  and " << sorted.size() - most << " more\n";
}

void PrintStack(const JudgedStack& judged, const std::vector<StackFinding>& findings,
                Console& console) {
  PrintHead(judged, console);
  PrintServers(judged, console);
  PrintRiskiest(judged, console);
  PrintFlows(judged, console);
  // What the lists above do not show already.
  std::vector<StackFinding> rest;
  for (const StackFinding& finding : findings) {
    if (!finding.rule.ends_with("-tools") && finding.rule != "stack/toxic-flow" &&
        finding.rule != "stack/unknown-server") {
      rest.push_back(finding);
    }
  }
  if (!rest.empty()) {
    console.out() << "\nfindings\n";
    PrintStackFindings(rest, kFindingsShown, console);
  }
  PrintPolicies(judged, console);
}

}  // namespace mcprisk
