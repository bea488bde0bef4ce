// How verdicts compare with labels, in the figures by which classifiers of MCP tools are compared.
//
// All shares run from 0 to 1; a share of nothing is 0. Deterministic, and the order of Add does not
// matter but for the last digits of the calibration error.
#ifndef MCPRISK_CLASSIFY_ACCURACY_H_
#define MCPRISK_CLASSIFY_ACCURACY_H_

#include <array>
#include <cstddef>
#include <vector>

#include "model/classification.h"

namespace mcprisk {

class Accuracy {
 public:
  // `also`: other categories that a careful expert could defend.
  void Add(Category label, const std::vector<Category>& also, Category verdict, double confidence);

  size_t Tools() const { return tools_; }
  size_t Count(Category label, Category verdict) const {
    return confusion_[static_cast<size_t>(label)][static_cast<size_t>(verdict)];
  }

  double Strict() const { return Share(strict_, tools_); }    // the label
  double Lenient() const { return Share(lenient_, tools_); }  // the label or a defensible one
  // Of the tools that do something, those called Read.
  double EffectMissed() const;
  // The same of Execute, Destructive and Financial tools alone: as a share, and how many.
  double SevereMissed() const;
  size_t SevereMisses() const { return CalledRead(Category::kExecute); }
  // Of the tools that only read, those called anything else.
  double FalseAlarm() const;
  // The mean F1 of the categories that have a label.
  double MacroF1() const;
  // The mean distance between confidence and the share that was right, over ten bins.
  double CalibrationError() const;

 private:
  struct Bin {
    double confidence = 0;
    size_t right = 0;
  };
  static double Share(size_t part, size_t whole) {
    return whole == 0 ? 0 : static_cast<double>(part) / static_cast<double>(whole);
  }
  size_t Labeled(Category label) const;
  // Tools of a label at or above `least`, and those of them that were called Read.
  size_t AtLeast(Category least) const;
  size_t CalledRead(Category least) const;

  size_t tools_ = 0;
  size_t strict_ = 0;
  size_t lenient_ = 0;
  std::array<std::array<size_t, kCategories>, kCategories> confusion_{};  // [label][verdict]
  std::array<Bin, 10> bins_{};
};

}  // namespace mcprisk

#endif  // MCPRISK_CLASSIFY_ACCURACY_H_
