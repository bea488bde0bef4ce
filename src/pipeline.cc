#include "pipeline.h"

#include <exception>
#include <memory>
#include <optional>
#include <set>
#include <thread>
#include <utility>
#include <variant>

#include "assess/assessment.h"
#include "assess/copies.h"
#include "assess/name_doubles.h"
#include "assess/publisher.h"
#include "assess/tool_set.h"
#include "base/text.h"
#include "classify/classify.h"
#include "judging.h"

namespace mcprisk {
namespace {

// Reads, on its own thread, and tells what is to be judged.
class Producer {
 public:
  Producer(const IndexRequest& request, std::unordered_set<Digest, DigestHash> judged,
           std::atomic<bool>& stop, IndexProgress* progress, WorkQueue* queue)
      : request_(request),
        judged_(std::move(judged)),
        stop_(stop),
        progress_(*progress),
        queue_(*queue) {}

  void Run() {
    try {
      CrawlSink sink;
      sink.listing = [this](Listing listing) { Take(std::move(listing)); };
      sink.problem = [this](const Source& source, Problem problem) {
        ++progress_.problems;
        Push(SourcedProblem(source, std::move(problem)), {});
      };
      sink.file = [this] { ++progress_.files; };
      if (request_.gather) {
        request_.gather(stop_, sink);
      } else {
        Gather(sink);
      }
    } catch (...) {
      failure_ = std::current_exception();
    }
    queue_.Close();
  }

  std::exception_ptr failure() const { return failure_; }
  // nullptr when nothing in the network was asked.
  SourceCrawl* network() { return network_.get(); }

 private:
  void Gather(const CrawlSink& sink) {
    IndexArguments arguments = SplitArguments(request_.arguments);
    Crawl(arguments.files, stop_, sink);
    if (arguments.sources.empty() || stop_) return;
    network_ = std::make_unique<SourceCrawl>(std::move(arguments.sources),
                                             NetworkOptionsOf(request_), &progress_.network);
    network_->Run(stop_, sink);
  }

  // A definition is judged once: the same definition has the same judgement on every server. (Where
  // a server's name broke the tie, the first server that shows the definition speaks for it.)
  void Take(Listing listing) {
    JudgedListing judged;
    std::vector<size_t> to_judge;
    judged.tools_known = listing.tools.has_value();
    if (listing.tools) {
      judged.tools.reserve(listing.tools->size());
      for (Tool& tool : *listing.tools) {
        if (judged_.insert(tool.digest).second) to_judge.push_back(judged.tools.size());
        judged.tools.emplace_back().tool = std::move(tool);
      }
      progress_.tools += judged.tools.size();
      listing.tools->clear();
    }
    ++progress_.listings;
    judged.listing = std::move(listing);
    Push(std::move(judged), std::move(to_judge));
  }

  void Push(Item item, std::vector<size_t> to_judge) {
    if (!queue_.Push(std::move(item), std::move(to_judge))) stop_ = true;
  }

  const IndexRequest& request_;
  std::unordered_set<Digest, DigestHash> judged_;
  std::atomic<bool>& stop_;
  IndexProgress& progress_;
  WorkQueue& queue_;
  std::exception_ptr failure_;
  std::unique_ptr<SourceCrawl> network_;
};

// Sources that were read to their end without trouble: only these may lose listings that they no
// longer show.
class Completeness {
 public:
  void Saw(const Source& source) { seen_.insert(source); }
  void Trouble(const Source& source) { troubled_.insert(source.location); }

  std::vector<Source> Complete() const {
    std::vector<Source> complete;
    for (const Source& source : seen_) {
      if (!troubled_.contains(source.location)) complete.push_back(source);
    }
    return complete;
  }

 private:
  std::set<Source> seen_;
  std::set<std::string> troubled_;
};

// What a change means, judged on both sides by the rules of this run.
Grader GraderByRules(const RuleSet& rules) {
  auto classifier = std::make_shared<Classifier>(rules);
  Grader grader;
  grader.version = DriftTable::Shipped().version;
  grader.grade = [classifier](const ChangedListing& changed) {
    DriftSide before = JudgedSide(changed.before.server, changed.before.tools, classifier.get());
    DriftSide after = JudgedSide(changed.after.server, changed.after.tools, classifier.get());
    before.open = changed.was_open;
    after.open = changed.is_open;
    return CompareServers(before, after,
                          {.versions_known = changed.versions_known,
                           .names_elsewhere = changed.names_elsewhere,
                           .changed = changed.changed,
                           .changed_before = changed.changed_before});
  };
  return grader;
}

Assessor AssessorByRules(const RuleSet& rules) {
  auto classifier = std::make_shared<Classifier>(rules);
  Assessor assessor;
  // New rules find other things in instructions.
  assessor.tables = Sha256(AssessmentTables().Hex() + rules.digest().Hex());
  assessor.summarize = Summarize;
  assessor.sketch = SketchOf;
  assessor.compare = [](const std::vector<SketchedServer>& servers) {
    auto findings = FindNameDoubles(ToolSetRules::Shipped(), servers);
    for (auto& copy : FindCopies(ToolSetRules::Shipped(), servers)) {
      findings.push_back(std::move(copy));
    }
    return findings;
  };
  assessor.find = [classifier](const ServerTexts& texts) {
    return FindAboutServer(texts, classifier.get());
  };
  return assessor;
}

}  // namespace

IndexArguments SplitArguments(const std::vector<std::string>& arguments) {
  IndexArguments split;
  std::set<std::string> locations;
  for (const std::string& argument : arguments) {
    std::optional<NamedSource> source = FindSource(argument);
    if (!source) {
      split.files.push_back(argument);
    } else if (locations.insert(source->location).second) {
      split.sources.push_back(std::move(*source));
    }
  }
  return split;
}

NetworkOptions NetworkOptionsOf(const IndexRequest& request) {
  NetworkOptions options = request.network;
  options.now = request.now;
  options.program_version = request.program_version;
  if (options.archive.empty()) options.archive = request.catalog + ".archive";
  return options;
}

std::vector<Finding> FindAboutServer(const ServerTexts& texts, Classifier* classifier) {
  std::vector<Finding> findings;
  if (!texts.instructions.empty()) findings = classifier->JudgeInstructions(texts.instructions);
  for (Finding& finding : JudgeToolSet(ToolSetRules::Shipped(), texts)) {
    findings.push_back(std::move(finding));
  }
  return findings;
}

DriftSide JudgedSide(Server server, const std::optional<std::vector<Tool>>& tools,
                     Classifier* classifier) {
  DriftSide side;
  if (tools) {
    side.tools.emplace();
    for (const Tool& tool : *tools) {
      side.tools->push_back({tool, classifier->Classify(tool, {server.name})});
    }
  }
  side.server = std::move(server);
  // A listing under the very name that it has in a registry is that registry's.
  const std::vector<Identity>& identities = side.server.identities;
  const Identity own_name = {IdentityKind::kRegistryName, side.server.name};
  const bool in_registry =
      std::find(identities.begin(), identities.end(), own_name) != identities.end();
  const PublisherReport report = ReportPublisher(
      WellKnownServers::Shipped(),
      {.name = side.server.name, .identities = &identities, .in_registry = in_registry});
  for (const LookAlike& alike : report.look_alikes) {
    if (alike.severity < Severity::kMedium) continue;  // the same name, as forks have it
    side.look_alikes.push_back({alike.of->names[0], alike.severity});
  }
  if (!side.server.instructions.empty()) {
    side.instruction_findings = classifier->JudgeInstructions(side.server.instructions);
  }
  return side;
}

IndexReport RunIndex(const IndexRequest& request, const RuleSet& rules, std::atomic<bool>& stop,
                     IndexProgress* progress, const std::function<void()>& tick) {
  Catalog catalog(request.catalog);
  catalog.BeginRun(rules.digest(), request.program_version, request.now());
  WorkQueue queue;
  Producer producer(request, catalog.JudgedDefinitions(), stop, progress, &queue);
  Completeness completeness;
  Judges judges(rules, &progress->judged, &queue);
  std::thread reading([&] { producer.Run(); });
  try {
    while (std::optional<Item> item = queue.Pop(tick)) {
      if (auto* listing = std::get_if<JudgedListing>(&*item)) {
        completeness.Saw(listing->listing.origin.source);
        catalog.Add(*listing);
      } else {
        const auto& [source, problem] = std::get<SourcedProblem>(*item);
        completeness.Trouble(source);
        catalog.AddProblem(source, problem);
      }
      tick();
    }
  } catch (...) {
    stop = true;
    queue.Abandon();
    reading.join();
    throw;
  }
  reading.join();
  judges.Join();
  if (judges.failure()) std::rethrow_exception(judges.failure());
  if (producer.failure()) std::rethrow_exception(producer.failure());
  IndexReport report;
  report.interrupted = stop;
  const Grader grader = GraderByRules(rules);
  const Assessor assessor = AssessorByRules(rules);
  report.merge = stop ? catalog.Interrupt(request.now(), grader, assessor)
                      : catalog.Finish(completeness.Complete(), request.now(), grader, assessor);
  if (SourceCrawl* network = producer.network()) {
    report.sources = network->reports();
    if (!report.interrupted) network->Confirm();
  }
  return report;
}

}  // namespace mcprisk
