#include "classify/accuracy.h"

#include <algorithm>
#include <cmath>

namespace mcprisk {

void Accuracy::Add(Category label, const std::vector<Category>& also, Category verdict,
                   double confidence) {
  bool right = label == verdict;
  ++tools_;
  strict_ += right ? 1 : 0;
  lenient_ += right || std::find(also.begin(), also.end(), verdict) != also.end() ? 1 : 0;
  ++confusion_[static_cast<size_t>(label)][static_cast<size_t>(verdict)];
  auto bin = static_cast<size_t>(std::max(0.0, confidence) * static_cast<double>(bins_.size()));
  Bin& into = bins_[std::min(bins_.size() - 1, bin)];
  into.confidence += confidence;
  into.right += right ? 1 : 0;
}

size_t Accuracy::Labeled(Category label) const {
  size_t sum = 0;
  for (size_t count : confusion_[static_cast<size_t>(label)]) sum += count;
  return sum;
}

size_t Accuracy::AtLeast(Category least) const {
  size_t sum = 0;
  for (int label = static_cast<int>(least); label < kCategories; ++label) {
    sum += Labeled(static_cast<Category>(label));
  }
  return sum;
}

size_t Accuracy::CalledRead(Category least) const {
  size_t sum = 0;
  for (int label = static_cast<int>(least); label < kCategories; ++label) {
    sum += Count(static_cast<Category>(label), Category::kRead);
  }
  return sum;
}

double Accuracy::EffectMissed() const {
  return Share(CalledRead(Category::kWrite), AtLeast(Category::kWrite));
}

double Accuracy::SevereMissed() const { return Share(SevereMisses(), AtLeast(Category::kExecute)); }

double Accuracy::FalseAlarm() const {
  size_t reads = Labeled(Category::kRead);
  return Share(reads - Count(Category::kRead, Category::kRead), reads);
}

double Accuracy::MacroF1() const {
  double sum = 0;
  size_t categories = 0;
  for (int c = 0; c < kCategories; ++c) {
    auto category = static_cast<Category>(c);
    size_t labeled = Labeled(category);
    if (labeled == 0) continue;
    size_t called = 0;
    for (int label = 0; label < kCategories; ++label) {
      called += Count(static_cast<Category>(label), category);
    }
    // 2tp / (2tp + fp + fn), since tp + fp are those called so and tp + fn those labeled so.
    sum += Share(2 * Count(category, category), called + labeled);
    ++categories;
  }
  return categories == 0 ? 0 : sum / static_cast<double>(categories);
}

double Accuracy::CalibrationError() const {
  double error = 0;
  for (const Bin& bin : bins_) error += std::abs(bin.confidence - static_cast<double>(bin.right));
  return tools_ == 0 ? 0 : error / static_cast<double>(tools_);
}

}  // namespace mcprisk
