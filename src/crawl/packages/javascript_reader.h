// What the expressions of a JavaScript package are, as far as that can be known without running it:
// literals, names and imports that lead to literals, functions that return them, zod schemas.
//
// A parameter of a function has no value by itself. Reading one leaves it in `free`, and
// ForEachCall goes through the places that give it one.
#ifndef MCPRISK_CRAWL_PACKAGES_JAVASCRIPT_READER_H_
#define MCPRISK_CRAWL_PACKAGES_JAVASCRIPT_READER_H_

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "crawl/packages/declaration.h"
#include "crawl/packages/javascript_index.h"
#include "crawl/packages/value.h"

namespace mcprisk {

// Functions around functions that are looked through for the value of one parameter.
inline constexpr size_t kMaxCallDepth = 6;

// Levels of calls, operators and brackets in each other that are read.
inline constexpr size_t kMaxReaderDepth = 3 * kMaxValueDepth;

class JsReader {
 public:
  // Reads the JavaScript files of `package`, which must outlive this.
  explicit JsReader(SourcePackage& package);

  // A place in the package and the bindings that hold there.
  struct Context {
    size_t file = 0;
    BindingsPtr bindings;
  };
  // A declaration that has a value only where its function is called.
  struct Free {
    size_t file = 0;
    uint32_t declaration = 0;
  };

  size_t files() const { return indexes_.size(); }
  const JsIndex& index(size_t file) const { return *indexes_[file]; }
  // Its number among the files of the package, for SourcePlace.
  size_t FileNumber(size_t file) const { return file_numbers_[file]; }

  // The value of the expression. Never nullptr.
  ValuePtr Read(Range range, const Context& context);
  // The same, and the first free declaration that was met.
  ValuePtr Read(Range range, const Context& context, std::optional<Free>* free);
  // What a function returns with these arguments; missing ones are undefined. Without `arguments`
  // its parameters stay free.
  ValuePtr Apply(const ValuePtr& function, const std::vector<ValuePtr>* arguments);
  // What the first function in the range returns, its parameters free.
  ValuePtr Returned(Range range, const Context& context, std::optional<Free>* free);
  ValuePtr Member(const ValuePtr& value, std::string_view name);
  // Function number `function` of the file, as a value.
  ValuePtr FunctionValue(uint32_t function, const Context& context);

  // Calls `use` with bindings in which `free` has a value, once for each value that the package
  // gives it.
  void ForEachCall(const Free& free, const Context& context,
                   const std::function<void(const Context&)>& use);

 private:
  // Counts one level for as long as it lives.
  class Level {
   public:
    explicit Level(size_t* depth) : depth_(depth) { ++*depth_; }
    ~Level() { --*depth_; }
    Level(const Level&) = delete;
    Level& operator=(const Level&) = delete;

   private:
    size_t* depth_;
  };

  ValuePtr ReadOperators(Range range, const Context& context);
  ValuePtr ReadUnary(Range range, const Context& context);
  ValuePtr ReadChain(Range range, const Context& context);
  ValuePtr ReadPrimary(uint32_t* at, uint32_t end, const Context& context);
  ValuePtr ReadName(uint32_t at, const Context& context);
  ValuePtr ReadDeclaration(uint32_t declaration, const Context& context);
  ValuePtr ReadDeclared(uint32_t declaration, const Context& context);
  ValuePtr ReadPushes(const JsDeclaration& declaration, uint32_t index, ValuePtr list,
                      const Context& context);
  ValuePtr ReadTemplate(uint32_t open, const Context& context);
  ValuePtr ReadList(uint32_t open, const Context& context);
  ValuePtr ReadMap(uint32_t open, const Context& context);
  void ReadMapEntry(Range entry, const Context& context, SourceValue* map);
  ValuePtr ReadCall(const ValuePtr& callee, std::string_view name, Range arguments,
                    const Context& context);
  ValuePtr ReadMethod(const ValuePtr& receiver, std::string_view method, Range arguments,
                      const Context& context);
  ValuePtr ReadGlobal(std::string_view object, std::string_view method,
                      const std::vector<ValuePtr>& arguments);
  ValuePtr ReadReturn(const JsFunction& function, const Context& context);
  std::vector<ValuePtr> ReadArguments(Range arguments, const Context& context);

  ValuePtr ListMethod(const ValuePtr& list, std::string_view method,
                      const std::vector<ValuePtr>& arguments);
  ValuePtr TextMethod(const ValuePtr& text, std::string_view method);

  ValuePtr Exported(size_t file, std::string_view name, size_t depth);
  ValuePtr FindExported(size_t file, std::string_view name, size_t depth);
  std::optional<size_t> FindModule(size_t from, std::string_view module) const;
  ValuePtr ModuleValue(size_t file) const;
  ValuePtr Bound(const Context& context, uint32_t declaration) const;
  void ForEachItem(const Free& free, const Context& context, size_t depth,
                   const std::function<void(const Context&)>& use);
  void ForEachCallSite(const Free& free, const Context& context, size_t depth,
                       const std::function<void(const Context&)>& use);
  void ForEach(const Free& free, const Context& context, size_t depth,
               const std::function<void(const Context&)>& use);
  void UseCall(size_t file, Range arguments, const Free& free, const Context& context, size_t depth,
               const std::function<void(const Context&)>& use);
  bool Calls(size_t file, uint32_t call, const Free& free, const JsFunction& function) const;
  Context Bind(const Context& context, const Free& function_of,
               const std::vector<ValuePtr>& values);
  SourcePlace PlaceOf(const Context& context, uint32_t token) const {
    return {file_numbers_[context.file], token};
  }

  SourcePackage& package_;
  std::vector<std::unique_ptr<JsIndex>> indexes_;
  std::vector<size_t> file_numbers_;
  std::unordered_map<std::string, size_t> by_path_;
  size_t depth_ = 0;
  std::optional<Free> free_;
  std::map<std::pair<size_t, uint32_t>, ValuePtr> constants_;  // of whole files, once read
  std::map<std::pair<size_t, std::string>, ValuePtr> exported_;
  std::vector<std::pair<size_t, uint32_t>> being_read_;  // declarations, against circles
};

// The schema that a call of zod makes: z.string(), schema.describe("…"). `receiver` is what the
// method is called on; nullptr when `method` is not one of zod's.
ValuePtr ZodCall(const ValuePtr& receiver, std::string_view method,
                 const std::vector<ValuePtr>& arguments);

}  // namespace mcprisk

#endif  // MCPRISK_CRAWL_PACKAGES_JAVASCRIPT_READER_H_
