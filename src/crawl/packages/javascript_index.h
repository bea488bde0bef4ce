// The names of one JavaScript or TypeScript file: what declares them, where they can be seen, what
// the file imports and exports. One pass over the tokens.
#ifndef MCPRISK_CRAWL_PACKAGES_JAVASCRIPT_INDEX_H_
#define MCPRISK_CRAWL_PACKAGES_JAVASCRIPT_INDEX_H_

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "crawl/packages/source.h"

namespace mcprisk {

inline constexpr uint32_t kNoIndex = UINT32_MAX;

struct JsDeclaration {
  enum class Kind {
    kConstant,   // `value`, or the member `key` of it
    kFunction,   // `function`
    kParameter,  // number `position` of `function`, or the member `key` of it
    kLoop,       // each item of `value` in turn
    kImport,     // `key` of `module`; "*" is the module itself
  };
  Kind kind = Kind::kConstant;
  std::string_view name;
  Range scope;
  Range value;  // of a parameter: its default
  uint32_t function = kNoIndex;
  uint32_t position = 0;
  std::string key;
  std::string module;
};

struct JsFunction {
  std::string_view name;  // empty when it has none of its own
  Range whole;            // from its first token to behind its last
  Range body;
  bool is_expression = false;        // the body is the value; else it has return statements
  std::vector<uint32_t> parameters;  // declarations
};

class JsIndex {
 public:
  explicit JsIndex(const SourceText& source);

  const SourceText& source() const { return *source_; }
  const std::vector<JsDeclaration>& declarations() const { return declarations_; }
  const std::vector<JsFunction>& functions() const { return functions_; }

  // The declaration of `name` that is seen at token `at`; kNoIndex when there is none.
  uint32_t Lookup(std::string_view name, uint32_t at) const;
  // How many declarations Lookup looks through.
  size_t Homonyms(std::string_view name) const;
  // The function that begins first within the range; kNoIndex when there is none.
  uint32_t FirstFunctionIn(Range range) const;
  // The innermost function whose body holds token `at`; kNoIndex outside of all.
  uint32_t FunctionAround(uint32_t at) const;
  // The end of the expression that begins at `at`.
  uint32_t EndOfExpression(uint32_t at) const;
  // The chain a.b(c) that ends with the dot before a method, which is token `dot`.
  Range ChainBefore(uint32_t dot) const;
  // Tokens of `name` that are called: followed by "(" and no declaration.
  const std::vector<uint32_t>& CallsOf(std::string_view name) const;
  // The arguments of x in `name`.push(x).
  const std::vector<Range>& PushesOf(std::string_view name) const;

  // name -> what the file exports under it: a value of this file, or of another one.
  struct Export {
    Range value;
    std::string module;  // of what is exported again
    std::string key;
  };
  const std::map<std::string, Export, std::less<>>& exports() const { return exports_; }
  const std::vector<std::string>& star_exports() const { return star_exports_; }

 private:
  void FindBodies();
  void ReadToken(uint32_t at);
  void ReadConstant(uint32_t at);
  void ReadLoop(uint32_t open);
  void ReadImport(uint32_t at);
  void ReadExport(uint32_t at);
  void ReadExportList(uint32_t open);
  void ReadCommonExport(uint32_t at);
  void ReadNamedFunction(uint32_t at);
  void ReadArrow(uint32_t at);
  bool IsMethod(uint32_t at) const;

  void DeclarePattern(uint32_t open, const JsDeclaration& like);
  void Declare(std::string_view name, JsDeclaration declaration);
  void AddFunction(std::string_view name, uint32_t begin, Range parameters, Range body,
                   bool is_expression);
  uint32_t BodyBehind(uint32_t close) const;
  uint32_t CloseBefore(uint32_t at) const;
  Range Scope() const;

  const SourceText* source_;
  std::vector<JsDeclaration> declarations_;
  std::vector<JsFunction> functions_;
  std::vector<uint32_t> blocks_;  // open braces around the token that is being read
  std::unordered_map<std::string_view, std::vector<uint32_t>> by_name_;
  std::unordered_map<std::string_view, std::vector<uint32_t>> calls_;
  std::unordered_map<std::string_view, std::vector<Range>> pushes_;
  std::map<std::string, Export, std::less<>> exports_;
  std::vector<std::string> star_exports_;
  size_t arrow_steps_ = 0;
  std::vector<uint32_t> by_begin_;  // functions, by their first tokens
  std::vector<uint32_t> around_;    // token -> innermost function
};

}  // namespace mcprisk

#endif  // MCPRISK_CRAWL_PACKAGES_JAVASCRIPT_INDEX_H_
