#include "commands/stack_inspection.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <utility>

#include "base/text.h"
#include "commands/ask_server.h"
#include "commands/stop_on_signal.h"
#include "crawl/mcp/sandbox.h"
#include "stack/argument_values.h"
#include "stack/launch.h"
#include "stack/references.h"
#include "stack/secret.h"

namespace mcprisk {
namespace {

namespace fs = std::filesystem;

// A shorter value is a mode or a number, and taking it out would leave holes in any sentence.
constexpr size_t kLeastHiddenBytes = 6;

// They would steer bubblewrap's own loader, before it has locked anything away.
bool SteersLoader(std::string_view name) {
  return name.starts_with("LD_") || name.starts_with("GLIBC_") || name.starts_with("GCONV_") ||
         name.starts_with("MALLOC_") || name == "LOCPATH" || name == "NLSPATH" || name == "HOME";
}

// The sandbox hands these on by itself.
bool IsPassedAnyway(std::string_view name) {
  return name == "PATH" || name == "LANG" || name == "LC_ALL" || name == "LC_CTYPE" || name == "TZ";
}

// The folder that a client would start the entry in.
std::string FolderOf(const StackServer& server, const std::string& here) {
  if (!server.project.empty()) return server.project;
  if (server.scope != Scope::kProject) return here;
  fs::path folder = (fs::path(here) / server.file).lexically_normal().parent_path();
  // .cursor/mcp.json and .vscode/mcp.json lie one folder below the project's.
  if (folder.filename().string().starts_with('.')) folder = folder.parent_path();
  return folder.string();
}

// What is asked of one entry, its references filled in.
struct Question {
  ServerStart start;
  std::string folder;
  std::string location;
  std::vector<Identity> identities;
  std::vector<std::string> left_out;
  std::optional<Ending> refused;  // why it cannot be asked

  // Equal for entries that start or call the same in the same way.
  std::string Same() const {
    std::string same = folder + '\0' + start.url;
    for (const std::string& word : start.command) same += '\0' + word;
    for (const std::vector<Assignment>* values : {&start.environment, &start.headers}) {
      same += '\1';
      for (const Assignment& one : *values) same += '\0' + one.name + '=' + one.value;
    }
    return same;
  }
};

class QuestionMaker {
 public:
  QuestionMaker(const StackAskOptions& options, const Surroundings& machine) : machine_(machine) {
    for (const std::string& name : options.pass_env) {
      auto value = machine.environment.find(name);
      if (value != machine.environment.end()) given_.emplace(name, value->second);
    }
  }

  Question Make(const StackServer& server) const {
    Question question;
    const ServerStart& start = *server.start;
    question.location = RunsText(server);
    question.identities = server.identities;
    question.folder = FolderOf(server, machine_.folder);
    question.start.url = Needed(start.url, &question);
    for (const std::string& word : start.command) {
      question.start.command.push_back(Needed(word, &question));
    }
    const bool plain = AsciiLowered(question.start.url).starts_with("http://");
    for (const Assignment& header : start.headers) {
      // Everybody on the way would read it.
      if (plain) {
        question.left_out.push_back(header.name);
      } else {
        Add(header, &question.start.headers, &question);
      }
    }
    for (const Assignment& variable : start.environment) {
      if (SteersLoader(variable.name)) {
        question.left_out.push_back(variable.name);
      } else {
        Add(variable, &question.start.environment, &question);
      }
    }
    return question;
  }

 private:
  std::string Needed(const std::string& text, Question* question) const {
    Result<std::string> filled = FillReferences(text, given_);
    if (filled) return *filled;
    if (!question->refused) {
      question->refused = {Outcome::kNeedsConfiguration, filled.error()};
    }
    return "";
  }

  void Add(const Assignment& wanted, std::vector<Assignment>* values, Question* question) const {
    Result<std::string> filled = FillReferences(wanted.value, given_);
    if (filled) {
      values->push_back({wanted.name, *filled});
    } else {
      question->left_out.push_back(wanted.name);
    }
  }

  const Surroundings& machine_;
  std::map<std::string, std::string> given_;
};

// The texts that nothing told of an answer may hold.
std::vector<std::string> HiddenTexts(const ServerStart& start) {
  std::vector<std::string> hidden;
  auto hide = [&hidden](std::string_view text) {
    if (text.size() >= kLeastHiddenBytes) hidden.emplace_back(text);
  };
  auto hide_secrets_of_url = [&hide](std::string_view url) {
    for (const UrlSecret& secret : SecretsInUrl(url)) hide(secret.value);
  };
  hide(start.url);
  hide_secrets_of_url(start.url);
  for (const Assignment& one : start.environment) hide(one.value);
  for (const Assignment& one : start.headers) {
    hide(one.value);
    hide(WithoutScheme(one.value));
  }
  if (!start.command.empty()) {
    const std::vector<std::string> arguments(start.command.begin() + 1, start.command.end());
    for (const Assignment& one : ReadLaunch(start.command[0], arguments).environment) {
      hide(one.value);
    }
    for (const ArgumentValue& one : ArgumentValues(arguments)) {
      if (one.kind == ArgumentValue::Kind::kUrl) {
        hide_secrets_of_url(one.value);
      } else if (KindOfNamedSecret(one.name, one.value)) {
        hide(WithoutScheme(one.value));
      }
    }
  }
  // A longer one may hold a shorter one.
  std::sort(hidden.begin(), hidden.end(), [](const std::string& a, const std::string& b) {
    return std::pair(b.size(), a) < std::pair(a.size(), b);
  });
  return hidden;
}

void Hide(const std::vector<std::string>& hidden, std::string* text) {
  for (const std::string& one : hidden) *text = ReplaceAll(*text, one, "…");
}

class StackAsker {
 public:
  StackAsker(const StackAskOptions& options, Surroundings machine, Console& console)
      : options_(options), machine_(std::move(machine)), console_(console) {}

  std::vector<Inspection> Ask(const std::vector<Question>& questions) {
    std::vector<Inspection> inspections(questions.size());
    std::vector<UrlQuestion> urls;
    std::vector<size_t> url_numbers;
    for (size_t i = 0; i < questions.size(); ++i) {
      const Question& question = questions[i];
      if (question.refused) {
        inspections[i].origin.location = question.location;
        inspections[i].answer.ending = *question.refused;
      } else if (question.start.command.empty()) {
        urls.push_back({question.start.url, HeadersOf(question.start), question.location});
        url_numbers.push_back(i);
      } else {
        inspections[i] = AskCommand(question);
      }
    }
    if (!urls.empty()) {
      std::vector<Inspection> answers =
          AskUrls(urls, options_.network.Fetching(), options_.timeout_seconds, StopRequested());
      for (size_t i = 0; i < answers.size(); ++i) {
        answers[i].origin.identities = questions[url_numbers[i]].identities;
        inspections[url_numbers[i]] = std::move(answers[i]);
      }
    }
    for (size_t i = 0; i < questions.size(); ++i) Read(questions[i], &inspections[i]);
    return inspections;
  }

 private:
  static Headers HeadersOf(const ServerStart& start) {
    Headers headers;
    for (const Assignment& one : start.headers) headers.push_back({one.name, one.value});
    return headers;
  }

  Inspection AskCommand(const Question& question) const {
    Inspection inspection;
    inspection.origin = {question.location, "", question.identities};
    Surroundings machine = machine_;
    machine.folder = question.folder;
    LaunchRequest request{question.start.command, options_.allow_network, {}};
    for (const Assignment& one : question.start.environment) {
      machine.environment[one.name] = one.value;
      if (!IsPassedAnyway(one.name)) request.pass_env.push_back(one.name);
    }
    const LaunchPlan plan = PlanLaunch(request, machine);
    if (plan.arguments.empty()) {
      inspection.answer.ending = {Outcome::kProcessFailed, "there is no such program"};
    } else if (!plan.sandboxed) {
      inspection.answer.ending = {Outcome::kSandbox, machine.why_not};
    } else {
      if (console_.progress()) {
        console_.err() << "mcprisk: asking " << ForTerminal(question.location, 60) << "\n";
      }
      return AskProcess(plan, inspection.origin, options_.timeout_seconds, StopRequested());
    }
    return inspection;
  }

  static void Read(const Question& question, Inspection* inspection) {
    const std::vector<std::string> hidden = HiddenTexts(question.start);
    Hide(hidden, &inspection->answer.ending.detail);
    ReadAnswer(inspection);
    if (inspection->listing) Hide(hidden, &inspection->listing->server.instructions);
    for (Problem& problem : inspection->problems) {
      Hide(hidden, &problem.place);
      Hide(hidden, &problem.what);
    }
  }

  const StackAskOptions& options_;
  const Surroundings machine_;
  Console& console_;
};

}  // namespace

void StackAskOptions::AddTo(Options* parser) {
  parser->Flag("--inspect", &inspect,
               "Ask the servers themselves: start what the entries say, inside bubblewrap or not "
               "at all, and call what they call");
  parser->Flag("--allow-network", &allow_network, "With --inspect: commands may use the network");
  parser->Repeated("--pass-env", &pass_env,
                   "With --inspect: hand on this variable to entries that refer to it");
  parser->Number("--timeout", &timeout_seconds, "With --inspect: seconds for one server");
  network.AddTo(parser);
}

std::vector<ServerInspection> InspectStack(const std::vector<JudgedServer>& servers,
                                           const StackAskOptions& options, Console& console) {
  StopOnSignal stop_on_signal;
  Surroundings machine = SurroundingsHere();
  for (const std::string& name : options.pass_env) {
    if (machine.environment.contains(name)) continue;
    console.err() << "mcprisk: --pass-env " << ForTerminal(name, 60) << ": it is not set\n";
  }
  const QuestionMaker maker(options, machine);
  std::vector<ServerInspection> inspections(servers.size());
  std::vector<Question> questions;
  std::map<std::string, size_t> numbers;  // of questions, by Question::Same
  std::vector<size_t> asked(servers.size());
  for (size_t i = 0; i < servers.size(); ++i) {
    const StackServer& server = servers[i].server;
    if (!server.enabled || !server.start) continue;
    Question question = maker.Make(server);
    inspections[i].left_out = question.left_out;
    const auto [known, is_new] = numbers.emplace(question.Same(), questions.size());
    asked[i] = known->second;
    if (is_new) questions.push_back(std::move(question));
  }
  const std::vector<Inspection> answers =
      StackAsker(options, std::move(machine), console).Ask(questions);
  for (size_t i = 0; i < servers.size(); ++i) {
    if (servers[i].server.enabled && servers[i].server.start) {
      inspections[i].asked = answers[asked[i]];
    }
  }
  return inspections;
}

void TakeAnswers(const std::vector<ServerInspection>& inspections,
                 std::vector<JudgedServer>* servers, std::vector<Problem>* problems) {
  for (size_t i = 0; i < inspections.size(); ++i) {
    if (!inspections[i].asked) continue;
    const Inspection& asked = *inspections[i].asked;
    JudgedServer& judged = (*servers)[i];
    const StackServer& server = judged.server;
    const bool whole = IsWholeList(asked.answer);
    if (asked.answer.ToolsKnown() && (whole || !judged.tools_known)) {
      judged.answered = true;
      judged.tools_known = true;
      judged.tools.clear();
      ServerView view = ViewInspection(asked);
      judged.instructions = std::move(view.server.instructions);
      judged.findings = std::move(view.server.findings);
      for (CatalogTool& tool : view.tools) {
        if (!server.Offers(tool.tool.name)) continue;
        judged.tools.push_back({std::move(tool.tool), std::move(tool.classification)});
      }
    }
    const std::string place =
        server.file + ":" + std::to_string(server.at.line) + ":" + std::to_string(server.at.column);
    if (!whole) {
      problems->push_back({place, "server " + server.name + ": " + asked.answer.ending.Text()});
    }
    for (const Problem& problem : asked.problems) {
      problems->push_back({place, "server " + server.name + ": " + problem.what});
    }
  }
}

std::string InspectionText(const ServerInspection& inspection) {
  if (!inspection.asked) return "not asked: it is disabled";
  const Inspection& asked = *inspection.asked;
  const Outcome outcome = asked.answer.ending.outcome;
  const bool never = outcome == Outcome::kSandbox || outcome == Outcome::kNeedsConfiguration;
  std::string text = never ? "not asked: " : "asked: ";
  text += IsWholeList(asked.answer) ? HowAsked(asked.answer) : asked.answer.ending.Text();
  if (asked.answer.Partial()) text += "; the list is not complete";
  if (!asked.protection.empty()) text += "; " + asked.protection;
  if (!inspection.left_out.empty()) text += "; without " + Join(inspection.left_out, ", ");
  return text;
}

}  // namespace mcprisk
