#include "judging.h"

#include <algorithm>
#include <chrono>

#include "classify/classify.h"

namespace mcprisk {
namespace {

constexpr auto kIdleInterval = std::chrono::milliseconds(100);

size_t Weight(const Item& item) {
  const auto* listing = std::get_if<JudgedListing>(&item);
  return listing ? 1 + listing->tools.size() : 1;
}

}  // namespace

bool WorkQueue::Push(Item item, std::vector<size_t> to_judge) {
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

std::shared_ptr<Work> WorkQueue::NextToJudge() {
  std::unique_lock lock(mutex_);
  judges_.wait(lock, [&] { return !to_judge_.empty() || closed_ || abandoned_; });
  if (to_judge_.empty() || abandoned_) return nullptr;
  std::shared_ptr<Work> work = std::move(to_judge_.front());
  to_judge_.pop_front();
  return work;
}

void WorkQueue::Judged(Work* work) {
  std::lock_guard lock(mutex_);
  work->ready = true;
  if (items_.front().get() == work) changed_.notify_all();
}

std::optional<Item> WorkQueue::Pop(const std::function<void()>& idle) {
  std::unique_lock lock(mutex_);
  const auto come = [&] { return items_.empty() ? closed_ : items_.front()->ready || abandoned_; };
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

void WorkQueue::Set(bool* flag) {
  std::lock_guard lock(mutex_);
  *flag = true;
  changed_.notify_all();
  judges_.notify_all();
}

Judges::Judges(const RuleSet& rules, std::atomic<size_t>* judged, WorkQueue* queue)
    : rules_(rules), judged_(*judged), queue_(*queue) {
  const unsigned count = std::clamp(std::thread::hardware_concurrency(), 1u, kMaxJudges);
  for (unsigned i = 0; i < count; ++i) threads_.emplace_back([this] { Run(); });
}

void Judges::Join() {
  for (std::thread& thread : threads_) {
    if (thread.joinable()) thread.join();
  }
}

void Judges::Run() {
  try {
    Classifier classifier(rules_);
    while (std::shared_ptr<Work> work = queue_.NextToJudge()) {
      auto& listing = std::get<JudgedListing>(work->item);
      for (size_t at : work->to_judge) {
        JudgedTool& tool = listing.tools[at];
        tool.classification = std::make_unique<Classification>(
            classifier.Classify(tool.tool, {listing.listing.server.name}));
      }
      judged_ += work->to_judge.size();
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

}  // namespace mcprisk
