#include "classify/expression.h"

#include <re2/re2.h>

#include <utility>

#include "base/result.h"

namespace mcprisk {

Expression::Expression(std::string pattern, Compiling compiling) : pattern_(std::move(pattern)) {
  if (compiling == Compiling::kAtOnce) Compile();
}
Expression::~Expression() = default;

void Expression::Compile() const {
  std::call_once(once_, [this] {
    compiled_ = std::make_unique<RE2>(pattern_, RE2::Quiet);
    pattern_ = std::string();
  });
}

std::string Expression::Problem() const { return compiled_ ? compiled_->error() : std::string(); }

const RE2& Expression::Compiled() const {
  Compile();
  if (!compiled_->ok()) {
    throw Error("the expression " + compiled_->pattern() + " does not compile");
  }
  return *compiled_;
}

}  // namespace mcprisk
