// What is read waits here to be judged, and what is judged to be written, in the order in which it
// was read; as many threads judge as there are processors.
#ifndef MCPRISK_JUDGING_H_
#define MCPRISK_JUDGING_H_

#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>
#include <variant>
#include <vector>

#include "catalog/catalog.h"
#include "classify/rule_set.h"

namespace mcprisk {

// Tools that may wait between reading and writing; at about 3 KB each a few megabytes.
inline constexpr size_t kMaxQueuedTools = 4096;
// Threads that judge, at most; beyond these reading and writing set the pace.
inline constexpr unsigned kMaxJudges = 16;

using SourcedProblem = std::pair<Source, Problem>;
using Item = std::variant<JudgedListing, SourcedProblem>;

// One step of the work, and how far it is.
struct Work {
  Item item;
  std::vector<size_t> to_judge;  // tools of the listing
  bool ready = false;            // nothing is left to judge
};

// A bounded queue: one producer, any number of judges, one consumer, which gets the items in the
// order of the producer. Safe from any thread.
class WorkQueue {
 public:
  // Waits while the queue is full. False once the consumer has given up.
  bool Push(Item item, std::vector<size_t> to_judge);
  // What is to be judged next; nullptr once there will be nothing.
  std::shared_ptr<Work> NextToJudge();
  void Judged(Work* work);
  // The next item; nullopt once the producer is done and the queue is empty, or all was given up.
  // `idle` is called now and then while there is nothing: a crawl may take an hour until the first
  // listing.
  std::optional<Item> Pop(const std::function<void()>& idle);
  // Nothing more comes.
  void Close() { Set(&closed_); }
  // Nothing more is taken or handed out.
  void Abandon() { Set(&abandoned_); }

 private:
  void Set(bool* flag);

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
  // `judged` counts definitions. All three outlive this.
  Judges(const RuleSet& rules, std::atomic<size_t>* judged, WorkQueue* queue);
  ~Judges() { Join(); }
  Judges(const Judges&) = delete;
  Judges& operator=(const Judges&) = delete;

  // Call when the queue is closed or abandoned.
  void Join();
  // After Join(): what went wrong, which abandoned the queue; nullptr for nothing.
  std::exception_ptr failure() const { return failure_; }

 private:
  void Run();

  const RuleSet& rules_;
  std::atomic<size_t>& judged_;
  WorkQueue& queue_;
  std::mutex mutex_;
  std::exception_ptr failure_;
  std::vector<std::thread> threads_;
};

}  // namespace mcprisk

#endif  // MCPRISK_JUDGING_H_
