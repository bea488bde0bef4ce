#include "support/accuracy.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "base/text.h"

namespace mcprisk {
namespace {

constexpr size_t kColumn = 13;

std::string Percent(double share) {
  char text[16];
  std::snprintf(text, sizeof text, "%.1f %%", 100 * share);
  return text;
}

size_t Index(Category category) { return static_cast<size_t>(category); }

}  // namespace

void Accuracy::Add(Category label, const std::vector<Category>& also, Category verdict,
                   double confidence, std::string what) {
  bool right = label == verdict;
  ++tools_;
  strict_ += right ? 1 : 0;
  lenient_ += right || std::find(also.begin(), also.end(), verdict) != also.end() ? 1 : 0;
  ++confusion_[Index(label)][Index(verdict)];
  Bin& bin = bins_[std::min<size_t>(bins_.size() - 1, static_cast<size_t>(confidence * 10))];
  ++bin.tools;
  bin.confidence += confidence;
  bin.right += right ? 1 : 0;
  if (right) return;
  bool severe = label >= Category::kExecute && verdict == Category::kRead;
  std::string line = std::string(CategoryName(label)) + " called " +
                     std::string(CategoryName(verdict)) + ": " + what;
  (severe ? severe_misses_ : other_misses_).push_back(std::move(line));
}

size_t Accuracy::Row(Category label) const {
  size_t sum = 0;
  for (size_t count : confusion_[Index(label)]) sum += count;
  return sum;
}

size_t Accuracy::EffectsCalledRead(Category least) const {
  size_t sum = 0;
  for (size_t label = Index(least); label < kCategories; ++label) {
    sum += confusion_[label][Index(Category::kRead)];
  }
  return sum;
}

double Accuracy::FalseAlarm() const {
  size_t reads = Row(Category::kRead);
  return Share(reads - confusion_[Index(Category::kRead)][Index(Category::kRead)], reads);
}

double Accuracy::CalibrationError() const {
  double error = 0;
  for (const Bin& bin : bins_) error += std::abs(bin.confidence - static_cast<double>(bin.right));
  return tools_ == 0 ? 0 : error / static_cast<double>(tools_);
}

std::string Accuracy::Figures() const {
  std::string text = Counted(tools_, "tool") + ": strict " + Percent(Strict()) + ", lenient " +
                     Percent(Lenient()) + ", effect missed " + Percent(EffectMissed()) +
                     ", severe missed " + std::to_string(SevereMissed()) + ", false alarm " +
                     Percent(FalseAlarm()) + ", calibration error " + Percent(CalibrationError()) +
                     "\n" + PadTo("label", kColumn);
  for (int verdict = 0; verdict < kCategories; ++verdict) {
    text += PadTo(CategoryName(static_cast<Category>(verdict)), kColumn);
  }
  for (int label = 0; label < kCategories; ++label) {
    text += "\n" + PadTo(CategoryName(static_cast<Category>(label)), kColumn);
    for (size_t count : confusion_[static_cast<size_t>(label)]) {
      text += PadTo(std::to_string(count), kColumn);
    }
  }
  return text + "\n";
}

std::string Accuracy::Misses() const {
  return Join(severe_misses_, "\n") + (severe_misses_.empty() ? "" : "\n") +
         Join(other_misses_, "\n") + "\n";
}

}  // namespace mcprisk
