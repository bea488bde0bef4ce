// What the expressions and type hints of a Python package are, as far as that can be known without
// running it.
#ifndef MCPRISK_CRAWL_PACKAGES_PYTHON_READER_H_
#define MCPRISK_CRAWL_PACKAGES_PYTHON_READER_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "crawl/packages/declaration.h"
#include "crawl/packages/value.h"

namespace mcprisk {

class PyReader {
 public:
  // One logical line: what stands between line breaks that are in no bracket.
  struct Line {
    Range tokens;
    size_t column = 0;
  };
  struct File {
    size_t number = 0;  // among the files of the package
    const SourceText* source = nullptr;
    std::vector<Line> lines;
  };
  // The arguments of a call.
  struct Arguments {
    std::vector<Range> positional;
    std::vector<std::pair<std::string_view, Range>> named;

    Range Named(std::string_view name) const;  // empty when it is not there
  };

  // Reads the Python files of `package`, which must outlive this.
  explicit PyReader(SourcePackage& package);

  const std::vector<File>& files() const { return files_; }

  // The value of the expression in file number `file` of files(). Never nullptr.
  ValuePtr Read(Range range, size_t file);
  Arguments ReadArguments(Range inside, size_t file) const;
  // The JSON Schema of a type hint; {} where the type is not known.
  ValuePtr TypeHint(Range range, size_t file);
  // The JSON Schema of a function's parameters, those that the server fills in left out.
  ValuePtr ParameterSchema(Range parameters, size_t file);
  // The line that holds `def name(` outside of all classes; its index, or lines.size().
  size_t FindFunction(std::string_view name, size_t file) const;

 private:
  struct Binding {
    size_t file = 0;
    Range value;
  };
  struct Class {
    size_t file = 0;
    size_t first_line = 0;  // of the body
    size_t column = 0;      // of the word `class`
  };

  void Index(size_t file);
  ValuePtr ReadText(Range* range, size_t file);
  ValuePtr ReadPrimary(Range* range, size_t file);
  ValuePtr ReadSuffix(ValuePtr value, Range range, size_t file);
  ValuePtr ReadName(std::string_view name, Range* rest, size_t file);
  ValuePtr ReadCall(std::string_view name, Range inside, size_t file);
  ValuePtr ReadDictionary(Range inside, size_t file);
  ValuePtr ClassMember(std::string_view class_name, std::string_view member);
  ValuePtr ClassSchema(std::string_view class_name);
  ValuePtr NamedType(std::string_view name);
  ValuePtr GenericType(std::string_view name, Range inside, size_t file);
  ValuePtr AnyOf(const std::vector<Range>& pieces, size_t file);
  // Adds one property as `name: hint = value` states it.
  void AddProperty(Range piece, size_t file, SourceValue* properties);
  ValuePtr WithField(ValuePtr schema, Range call, size_t file);

  SourcePackage& package_;
  std::vector<File> files_;
  std::unordered_map<std::string_view, Binding> constants_;
  std::unordered_map<std::string_view, Class> classes_;
  size_t depth_ = 0;
};

// A docstring as inspect.cleandoc leaves it: without the indentation that its lines share.
std::string CleanDocstring(std::string_view text);

}  // namespace mcprisk

#endif  // MCPRISK_CRAWL_PACKAGES_PYTHON_READER_H_
