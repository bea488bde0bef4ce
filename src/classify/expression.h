// A regular expression of a rule, in RE2 syntax.
//
// The rules have some two thousand, and a definition asks for a few: those inside the program,
// which a test has compiled, are compiled when they are asked for the first time. Safe from any
// thread.
#ifndef MCPRISK_CLASSIFY_EXPRESSION_H_
#define MCPRISK_CLASSIFY_EXPRESSION_H_

#include <memory>
#include <mutex>
#include <string>

namespace re2 {
class RE2;
}

namespace mcprisk {

enum class Compiling {
  kAtOnce,     // what is wrong with an expression is wanted
  kWhenAsked,  // nothing is wrong
};

class Expression {
 public:
  Expression(std::string pattern, Compiling compiling);
  ~Expression();
  Expression(const Expression&) = delete;
  Expression& operator=(const Expression&) = delete;

  // What is wrong with it, in RE2's words; empty when nothing is, or when it was not compiled at
  // once. For the thread that made it, before others have it.
  std::string Problem() const;
  // Throws Error when there is a problem.
  const re2::RE2& Compiled() const;

 private:
  void Compile() const;

  mutable std::once_flag once_;
  mutable std::string pattern_;  // until it is compiled
  mutable std::unique_ptr<re2::RE2> compiled_;
};

}  // namespace mcprisk

#endif  // MCPRISK_CLASSIFY_EXPRESSION_H_
