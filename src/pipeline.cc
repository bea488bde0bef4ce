#include "pipeline.h"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <exception>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <thread>
#include <utility>
#include <variant>

#include "assess/assessment.h"
#include "assess/publisher.h"
#include "assess/tool_set.h"
#include "base/text.h"
#include "classify/classify.h"

namespace mcprisk {
namespace {

using SourcedProblem = std::pair<Source, Problem>;
using Item = std::variant<JudgedListing, SourcedProblem>;

constexpr unsigned kMaxJudges = 16;
constexpr auto kIdleInterval = std::chrono::milliseconds(100);

size_t Weight(const Item& item) {
  const auto* listing = std::get_if<JudgedListing>(&item);
  return listing ? 1 + listing->tools.size() : 1;
}

// One step of the work, and how far it is.
struct Work {
  Item item;
  std::vector<size_t> to_judge;  // tools of the listing
  bool ready = false;            // nothing is left to judge
};

// A bounded queue: one producer, any number of judges, one consumer, which gets the items in the
// order of the producer.
class WorkQueue {
 public:
  // Waits while the queue is full. False once the consumer has given up.
  bool Push(Item item, std::vector<size_t> to_judge) {
    auto work = std::make_shared<Work>();
    work->ready = to_judge.empty();
    work->item = std::move(item);
    work->to_judge = std::move(to_judge);
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return weight_ < kMaxQueuedTools || abandoned_; });
    if (abandoned_) return false;
    weight_ += Weight(work->item);
    items_.push_back(work);
    if (work->ready) {
      changed_.notify_all();
    } else {
      to_judge_.push_back(std::move(work));
      judges_.notify_one();
    }
    return true;
  }

  // What is to be judged next; nullptr once there will be nothing.
  std::shared_ptr<Work> NextToJudge() {
    std::unique_lock lock(mutex_);
    judges_.wait(lock, [&] { return !to_judge_.empty() || closed_ || abandoned_; });
    if (to_judge_.empty() || abandoned_) return nullptr;
    std::shared_ptr<Work> work = std::move(to_judge_.front());
    to_judge_.pop_front();
    return work;
  }

  void Judged(Work* work) {
    std::lock_guard lock(mutex_);
    work->ready = true;
    if (items_.front().get() == work) changed_.notify_all();
  }

  // The next item; nullopt once the producer is done and the queue is empty. `idle` is called now
  // and then while there is nothing: a crawl may take an hour until the first listing.
  std::optional<Item> Pop(const std::function<void()>& idle) {
    std::unique_lock lock(mutex_);
    const auto come = [&] {
      return items_.empty() ? closed_ : items_.front()->ready || abandoned_;
    };
    while (!changed_.wait_for(lock, kIdleInterval, come)) {
      lock.unlock();
      idle();
      lock.lock();
    }
    if (items_.empty() || abandoned_) return std::nullopt;
    std::shared_ptr<Work> work = std::move(items_.front());
    items_.pop_front();
    weight_ -= Weight(work->item);
    changed_.notify_all();
    lock.unlock();
    return std::move(work->item);
  }

  void Close() { Set(&closed_); }
  // Nothing more is taken or handed out.
  void Abandon() { Set(&abandoned_); }

 private:
  void Set(bool* flag) {
    std::lock_guard lock(mutex_);
    *flag = true;
    changed_.notify_all();
    judges_.notify_all();
  }

  std::mutex mutex_;
  std::condition_variable changed_;  // for the producer and the consumer
  std::condition_variable judges_;
  std::deque<std::shared_ptr<Work>> items_;
  std::deque<std::shared_ptr<Work>> to_judge_;
  size_t weight_ = 0;
  bool closed_ = false;
  bool abandoned_ = false;
};

// The threads that judge, until the queue has nothing more for them.
class Judges {
 public:
  Judges(const RuleSet& rules, IndexProgress* progress, WorkQueue* queue)
      : rules_(rules), progress_(*progress), queue_(*queue) {
    const unsigned count = std::clamp(std::thread::hardware_concurrency(), 1u, kMaxJudges);
    for (unsigned i = 0; i < count; ++i) threads_.emplace_back([this] { Run(); });
  }
  ~Judges() { Join(); }
  Judges(const Judges&) = delete;
  Judges& operator=(const Judges&) = delete;

  // Call when the queue is closed or abandoned.
  void Join() {
    for (std::thread& thread : threads_) {
      if (thread.joinable()) thread.join();
    }
  }
  std::exception_ptr failure() const { return failure_; }

 private:
  void Run() {
    try {
      Classifier classifier(rules_);
      while (std::shared_ptr<Work> work = queue_.NextToJudge()) {
        auto& listing = std::get<JudgedListing>(work->item);
        for (size_t at : work->to_judge) {
          JudgedTool& tool = listing.tools[at];
          tool.classification = std::make_unique<Classification>(
              classifier.Classify(tool.tool, {listing.listing.server.name}));
        }
        progress_.judged += work->to_judge.size();
        queue_.Judged(work.get());
      }
    } catch (...) {
      {
        std::lock_guard lock(mutex_);
        if (!failure_) failure_ = std::current_exception();
      }
      queue_.Abandon();
    }
  }

  const RuleSet& rules_;
  IndexProgress& progress_;
  WorkQueue& queue_;
  std::mutex mutex_;
  std::exception_ptr failure_;
  std::vector<std::thread> threads_;
};

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
  assessor.find = [classifier](const ServerTexts& texts) {
    std::vector<Finding> findings;
    if (!texts.instructions.empty()) {
      findings = classifier->JudgeInstructions(texts.instructions);
    }
    for (Finding& finding : JudgeToolSet(ToolSetRules::Shipped(), texts.tools)) {
      findings.push_back(std::move(finding));
    }
    return findings;
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
  Judges judges(rules, progress, &queue);
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
