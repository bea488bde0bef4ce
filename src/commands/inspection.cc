#include "commands/inspection.h"

#include <algorithm>
#include <array>
#include <tuple>

#include "base/text.h"
#include "classify/classify.h"
#include "classify/rule_set.h"
#include "commands/assessment_text.h"
#include "commands/server_text.h"
#include "pipeline.h"
#include "records/problem_record.h"
#include "records/server_record.h"

namespace mcprisk {
namespace {

constexpr size_t kShownInstructions = 600;  // columns; --json has all of them
constexpr std::array<std::string_view, 8> kSecretWords = {
    "token", "key", "secret", "password", "passwd", "auth", "credential", "pat"};
constexpr size_t kShownKeyDigits = 12;

// The server as `mcprisk server` knows it, made of this one answer.
CatalogServer ServerOf(const Inspection& inspection) {
  CatalogServer server;
  server.name = inspection.origin.location;
  server.status = "active";
  if (!inspection.listing) return server;
  const Listing& listing = *inspection.listing;
  server.name = listing.server.name;
  server.title = listing.server.title;
  server.description = listing.server.description;
  server.version = listing.server.version;
  server.transports = listing.server.transports;
  server.instructions = listing.server.instructions;
  server.identities = listing.server.identities;
  server.tools_known = listing.tools.has_value();
  server.tool_count = listing.tools ? listing.tools->size() : 0;
  return server;
}

std::vector<CatalogTool> JudgedTools(const Inspection& inspection, Classifier* classifier,
                                     CatalogServer* server) {
  std::vector<CatalogTool> tools;
  if (!inspection.listing || !inspection.listing->tools) return tools;
  for (const Tool& tool : *inspection.listing->tools) {
    CatalogTool judged;
    judged.server = server->name;
    judged.tool = tool;
    judged.classification = classifier->Classify(tool, {server->name});
    judged.source_format = kLiveFormat;
    judged.source_location = inspection.origin.location;
    ++server->by_category[static_cast<size_t>(judged.classification.category)];
    ++server->by_risk[static_cast<size_t>(judged.classification.risk)];
    tools.push_back(std::move(judged));
  }
  auto rank = [](const CatalogTool& tool) {
    const Classification& c = tool.classification;
    return std::tuple(-static_cast<int>(c.risk), -static_cast<int>(c.category), tool.tool.name);
  };
  std::stable_sort(tools.begin(), tools.end(), [&rank](const CatalogTool& a, const CatalogTool& b) {
    return rank(a) < rank(b);
  });
  return tools;
}

ServerTexts TextsOf(const CatalogServer& server, const std::vector<CatalogTool>& tools) {
  ServerTexts texts{.instructions = server.instructions, .tools = {}, .repeated = {}};
  for (const CatalogTool& judged : tools) {
    const Tool& tool = judged.tool;
    texts.tools.push_back({tool.name, tool.description ? *tool.description : std::string_view(),
                           tool.input_schema ? *tool.input_schema : std::string_view()});
  }
  return texts;
}

bool HoldsSecretWord(std::string_view name) {
  const std::string lower = AsciiLowered(name);
  return std::any_of(kSecretWords.begin(), kSecretWords.end(), [&](std::string_view word) {
    // "pat" as a word of its own: paths are no secrets.
    const size_t at = lower.find(word);
    return at != std::string::npos && (word != "pat" || lower.size() == at + 3);
  });
}

}  // namespace

ServerView ViewInspection(const Inspection& inspection) {
  CatalogServer server = ServerOf(inspection);
  Classifier classifier(RuleSet::Shipped());
  std::vector<CatalogTool> tools = JudgedTools(inspection, &classifier, &server);
  ServerTexts texts = TextsOf(server, tools);
  if (inspection.listing) texts.repeated = inspection.listing->repeated;
  server.findings = FindAboutServer(texts, &classifier);
  return ViewServer(std::move(server), std::move(tools));
}

std::string HowAsked(const LiveAnswer& answer) {
  std::string how(McpTransportName(answer.transport));
  if (!answer.protocol_version.empty()) how += ", MCP " + answer.protocol_version;
  return how;
}

bool IsWholeList(const LiveAnswer& answer) {
  return answer.ending.Ok() || answer.ending.outcome == Outcome::kNoTools;
}

void ReadAnswer(Inspection* inspection) {
  CrawlSink sink;
  sink.listing = [&](Listing listing) { inspection->listing = std::move(listing); };
  const std::string ending = inspection->answer.ending.Text();
  sink.problem = [&](const Source&, Problem problem) {
    if (problem.what != ending) inspection->problems.push_back(std::move(problem));
  };
  sink.file = [] {};
  EmitLiveAnswer(inspection->answer, inspection->origin, sink);
}

void PrintInspection(const Inspection& inspection, Console& console) {
  const LiveAnswer& answer = inspection.answer;
  std::ostream& out = console.out();
  ServerView view = ViewInspection(inspection);
  view.server.transports.clear();  // told with the version
  PrintServerHead(view.server, console);
  out << ServerLabel("asked") << HowAsked(answer) << "\n";
  if (!answer.tls.key.empty()) {
    out << ServerLabel("tls") << "key " << answer.tls.key.substr(0, kShownKeyDigits)
        << "…, issued by " << ForTerminal(answer.tls.issuer) << "\n";
  }
  if (!inspection.protection.empty()) {
    PrintBeside("protection", inspection.protection, console);
  }
  for (const std::string& path : inspection.shown) {
    out << ServerLabel("shown") << ForTerminal(path) << ", read-only\n";
  }
  if (!IsWholeList(answer)) {
    out << ServerLabel("outcome") << ForTerminal(answer.ending.Text())
        << (answer.Partial() ? "; the list is not complete" : "") << "\n";
  }
  if (inspection.listing && !answer.greeting.empty()) {
    PrintGrade(view, console);
    PrintReach(view, console);
    PrintServerFindings(view.server, console);
    PrintServerTools(view.server, view.tools, console);
    const std::string& instructions = inspection.listing->server.instructions;
    if (!instructions.empty()) {
      out << "\n  it tells every model that uses it:\n"
          << Wrapped(ForTerminal(instructions, kShownInstructions), console.columns(), 4) << "\n";
    }
  }
}

Value InspectionRecord(const Inspection& inspection) {
  const LiveAnswer& answer = inspection.answer;
  return Value::Map({{"location", inspection.origin.location},
                     {"transport", McpTransportName(answer.transport)},
                     {"protocol_version", answer.protocol_version},
                     {"tls", TlsRecord(answer.tls)},
                     {"outcome", OutcomeName(answer.ending.outcome)},
                     {"detail", answer.ending.detail},
                     {"complete", IsWholeList(answer)},
                     {"protection", inspection.protection},
                     {"shown", Value::Texts(inspection.shown)},
                     {"instructions",
                      inspection.listing ? inspection.listing->server.instructions : std::string()},
                     {"problems", Value::ListOf(inspection.problems, ProblemRecord)}});
}

void PrintInspectionJson(const Inspection& inspection, const Posture& posture, Console& console) {
  Value record = ServerRecord(ViewInspection(inspection), posture);
  record.Set("inspection", InspectionRecord(inspection));
  console.out() << record.Json() << "\n";
}

int ExitCodeOf(const Inspection& inspection) {
  const LiveAnswer& answer = inspection.answer;
  if (IsWholeList(answer)) return inspection.problems.empty() ? kExitDone : kExitFindings;
  return answer.ToolsKnown() || IsPosture(answer.ending.outcome) ? kExitFindings : kExitCouldNot;
}

std::string WithoutSecrets(const std::vector<std::string>& command) {
  std::vector<std::string> shown;
  bool value_is_secret = false;
  for (const std::string& argument : command) {
    const size_t equals = argument.find('=');
    if (value_is_secret && !argument.starts_with('-')) {
      shown.emplace_back("…");
      value_is_secret = false;
      continue;
    }
    const bool names_secret = HoldsSecretWord(std::string_view(argument).substr(0, equals));
    if (equals != std::string::npos && names_secret) {
      shown.push_back(argument.substr(0, equals) + "=…");
    } else {
      shown.push_back(argument);
    }
    value_is_secret = argument.starts_with('-') && equals == std::string::npos && names_secret;
  }
  return Join(shown, " ");
}

std::vector<Identity> PackageOf(const std::vector<std::string>& command) {
  const std::string& program = command.front();
  const std::string runner = program.substr(program.rfind('/') + 1);
  const bool npm = runner == "npx" || runner == "bunx";
  if (!npm && runner != "uvx") return {};
  for (size_t i = 1; i < command.size(); ++i) {
    std::string name = command[i];
    const bool names_next = name == "-p" || name == "--package" || name == "--from";
    if (names_next && i + 1 < command.size()) {
      name = command[i + 1];
    } else if (name.starts_with('-')) {
      continue;
    }
    // "@acme/x@1.2" and "x==1.2" name a version too.
    name = name.substr(0, npm ? name.find('@', 1) : name.find_first_of("=<>@["));
    std::string package = NormalizedPackage(npm ? "npm" : "pypi", name);
    if (package.empty()) return {};
    return {{IdentityKind::kPackage, std::move(package)}};
  }
  return {};
}

}  // namespace mcprisk
