// How verdicts compare with labels, in the figures that the taxonomy's scorers use.
#ifndef MCPRISK_TESTS_SUPPORT_ACCURACY_H_
#define MCPRISK_TESTS_SUPPORT_ACCURACY_H_

#include <array>
#include <cstddef>
#include <string>
#include <vector>

#include "model/classification.h"

namespace mcprisk {

class Accuracy {
 public:
  // `also`: other categories that a careful expert could defend. `what`: the tool, for Misses().
  void Add(Category label, const std::vector<Category>& also, Category verdict, double confidence,
           std::string what);

  size_t Tools() const { return tools_; }
  // Shares of 0 to 1: verdicts that are the label; verdicts that are the label or defensible; tools
  // that do something and are called Read; tools that read and are called anything else.
  double Strict() const { return Share(strict_, tools_); }
  double Lenient() const { return Share(lenient_, tools_); }
  double EffectMissed() const { return Share(EffectsCalledRead(Category::kWrite), Effects()); }
  double FalseAlarm() const;
  // Execute, Destructive and Financial tools that are called Read.
  size_t SevereMissed() const { return EffectsCalledRead(Category::kExecute); }
  // The mean distance between confidence and the share that was right, over ten bins.
  double CalibrationError() const;

  // The figures in one line, the table of labels against verdicts, and the severe misses' count.
  std::string Figures() const;
  // One line a wrong verdict, the severe ones first.
  std::string Misses() const;

 private:
  struct Bin {
    size_t tools = 0;
    double confidence = 0;
    size_t right = 0;
  };
  static double Share(size_t part, size_t whole) {
    return whole == 0 ? 0 : static_cast<double>(part) / static_cast<double>(whole);
  }
  size_t Row(Category label) const;
  size_t Effects() const { return tools_ - Row(Category::kRead); }
  // Tools of a label at or above `least` that were called Read.
  size_t EffectsCalledRead(Category least) const;

  size_t tools_ = 0;
  size_t strict_ = 0;
  size_t lenient_ = 0;
  std::array<std::array<size_t, kCategories>, kCategories> confusion_{};  // [label][verdict]
  std::array<Bin, 10> bins_{};
  std::vector<std::string> severe_misses_;
  std::vector<std::string> other_misses_;
};

}  // namespace mcprisk

#endif  // MCPRISK_TESTS_SUPPORT_ACCURACY_H_
