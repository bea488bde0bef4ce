// Modules, and the places that call a function: how JsReader goes from file to file.
#include <algorithm>
#include <array>
#include <utility>

#include "base/text.h"
#include "crawl/packages/javascript_reader.h"

namespace mcprisk {
namespace {

using Kind = SourceValue::Kind;

// Files that export what another one exports, one behind the other.
constexpr size_t kMaxExportDepth = 10;

// "dist/tools" and "../lib/./x.js" give "dist/lib/x.js" for a file in dist/tools.
std::string ResolvedPath(std::string_view folder, std::string_view relative) {
  std::vector<std::string> parts;
  for (std::string_view text : {folder, relative}) {
    for (std::string_view part : Split(text, '/')) {
      if (part == ".." && !parts.empty()) {
        parts.pop_back();
      } else if (!part.empty() && part != ".") {
        parts.emplace_back(part);
      }
    }
  }
  return Join(parts, "/");
}

}  // namespace

// --- Modules -------------------------------------------------------------------------------------

std::optional<size_t> JsReader::FindModule(size_t from, std::string_view module) const {
  if (!module.starts_with('.')) return std::nullopt;
  const std::string& path = index(from).source().path();
  size_t slash = path.rfind('/');
  std::string_view folder =
      slash == std::string::npos ? std::string_view() : std::string_view(path).substr(0, slash);
  std::string wanted = ResolvedPath(folder, module);
  std::string stem = wanted.substr(0, wanted.rfind('.'));
  constexpr std::array<std::string_view, 9> kEndings = {
      "", ".js", ".mjs", ".cjs", ".ts", "/index.js", "/index.mjs", "/index.cjs", "/index.ts"};
  for (std::string_view ending : kEndings) {
    auto found = by_path_.find(wanted + std::string(ending));
    if (found != by_path_.end()) return found->second;
  }
  // TypeScript names the file that it will be compiled to.
  for (std::string_view ending : {".ts", ".tsx", ".mts", ".cts"}) {
    auto found = by_path_.find(stem + std::string(ending));
    if (found != by_path_.end()) return found->second;
  }
  return std::nullopt;
}

ValuePtr JsReader::ModuleValue(size_t file) const {
  auto value = std::make_shared<SourceValue>();
  value->kind = Kind::kModule;
  value->place.file = file;
  return value;
}

ValuePtr JsReader::Exported(size_t file, std::string_view name, size_t depth) {
  std::pair<size_t, std::string> key = {file, std::string(name)};
  if (auto known = exported_.find(key); known != exported_.end()) return known->second;
  ValuePtr value = FindExported(file, name, depth);
  exported_.emplace(std::move(key), value);
  return value;
}

ValuePtr JsReader::FindExported(size_t file, std::string_view name, size_t depth) {
  if (depth > kMaxExportDepth || !package_.Spend(1)) return UnknownValue();
  const JsIndex& module = index(file);
  const Context context{file, nullptr};
  if (auto found = module.exports().find(name); found != module.exports().end()) {
    const JsIndex::Export& exported = found->second;
    if (exported.module.empty()) return Read(exported.value, context);
    std::optional<size_t> other = FindModule(file, exported.module);
    if (!other) return UnknownValue();
    return exported.key == "*" ? ModuleValue(*other) : Exported(*other, exported.key, depth + 1);
  }
  // export const name = …, and what CommonJS declares before it exports it.
  const uint32_t last = module.source().size() == 0 ? 0 : module.source().size() - 1;
  uint32_t declaration = module.Lookup(name, last);
  if (declaration != kNoIndex &&
      module.declarations()[declaration].kind != JsDeclaration::Kind::kImport) {
    return ReadDeclaration(declaration, context);
  }
  for (const std::string& star : module.star_exports()) {
    std::optional<size_t> other = FindModule(file, star);
    ValuePtr value = other ? Exported(*other, name, depth + 1) : UnknownValue();
    if (IsKnown(value)) return value;
  }
  return UnknownValue();
}

// --- Calls ---------------------------------------------------------------------------------------

void JsReader::ForEachCall(const Free& free, const Context& context,
                           const std::function<void(const Context&)>& use) {
  ForEach(free, context, 0, use);
}

void JsReader::ForEach(const Free& free, const Context& context, size_t depth,
                       const std::function<void(const Context&)>& use) {
  Level level(&depth_);
  if (depth > kMaxCallDepth || depth_ > kMaxReaderDepth || !package_.Spend(1)) return;
  const JsDeclaration& declaration = index(free.file).declarations()[free.declaration];
  if (declaration.kind == JsDeclaration::Kind::kLoop) {
    ForEachItem(free, context, depth, use);
  } else {
    ForEachCallSite(free, context, depth, use);
  }
}

// The items of the list that a loop goes through.
void JsReader::ForEachItem(const Free& free, const Context& context, size_t depth,
                           const std::function<void(const Context&)>& use) {
  const JsDeclaration& declaration = index(free.file).declarations()[free.declaration];
  const Context here{free.file, context.bindings};
  auto each = [&](const Context& inner) {
    ValuePtr list = Read(declaration.value, inner);
    for (const ValuePtr& item : list->items) {
      auto bindings = std::make_shared<Bindings>();
      bindings->outer = inner.bindings;
      bindings->file = free.file;
      bindings->declaration = free.declaration;
      bindings->value = declaration.key.empty() ? item : Member(item, declaration.key);
      use({context.file, std::move(bindings)});
    }
  };
  std::optional<Free> outer;
  ValuePtr list = Read(declaration.value, here, &outer);
  if (outer && list->items.empty()) {
    ForEach(*outer, here, depth + 1, each);
  } else {
    each(here);
  }
}

void JsReader::ForEachCallSite(const Free& free, const Context& context, size_t depth,
                               const std::function<void(const Context&)>& use) {
  const JsIndex& own = index(free.file);
  const JsFunction& function = own.functions()[own.declarations()[free.declaration].function];
  // list.forEach((item) => …): the items are its arguments.
  const uint32_t begin = function.whole.begin;
  if (begin >= 4 && own.source().IsOpen(begin - 1, '(') &&
      (own.source().Is(begin - 2, "forEach") || own.source().Is(begin - 2, "map"))) {
    Range list = own.ChainBefore(begin - 3);
    const Context here{free.file, context.bindings};
    auto each = [&](const Context& inner) {
      ValuePtr items = Read(list, inner);
      for (const ValuePtr& item : items->items) {
        Context bound = Bind(inner, free, {item});
        bound.file = context.file;
        use(bound);
      }
    };
    std::optional<Free> outer;
    ValuePtr items = Read(list, here, &outer);
    if (outer && items->items.empty()) return ForEach(*outer, here, depth + 1, each);
    return each(here);
  }
  if (function.name.empty()) return;
  for (size_t file = 0; file < files(); ++file) {
    for (uint32_t call : index(file).CallsOf(function.name)) {
      if (!package_.Spend(1)) return;
      if (!Calls(file, call, free, function)) continue;
      UseCall(file, index(file).source().Inside(call + 1), free, context, depth, use);
    }
  }
}

// Whether the name at token `call` is that of `function`.
bool JsReader::Calls(size_t file, uint32_t call, const Free& free,
                     const JsFunction& function) const {
  const JsIndex& index_of_call = index(file);
  const SourceText& source = index_of_call.source();
  if (call >= function.whole.begin && call < function.whole.end && file == free.file) return false;
  const bool is_member = call > 0 && (source.Is(call - 1, ".") || source.Is(call - 1, "?."));
  if (is_member) return file == free.file || index_of_call.Homonyms(function.name) == 0;
  const uint32_t declaration = index_of_call.Lookup(function.name, call);
  if (declaration == kNoIndex) return false;
  const JsDeclaration& seen = index_of_call.declarations()[declaration];
  if (seen.kind == JsDeclaration::Kind::kImport) {
    return file != free.file && FindModule(file, seen.module).has_value();
  }
  if (file != free.file) return false;
  return seen.kind == JsDeclaration::Kind::kFunction
             ? &index(file).functions()[seen.function] == &function
             : function.whole.begin >= seen.value.begin && function.whole.begin < seen.value.end;
}

// Binds the parameters of the function of `free` to the arguments of one call, whose own parameters
// may have to be looked for in turn.
void JsReader::UseCall(size_t file, Range arguments, const Free& free, const Context& context,
                       size_t depth, const std::function<void(const Context&)>& use) {
  // A call in the very function that is being read sees the bindings of that function.
  const Context there{file, file == free.file ? context.bindings : nullptr};
  auto bind = [&](const Context& caller) {
    Context bound = Bind({free.file, context.bindings}, free, ReadArguments(arguments, caller));
    bound.file = context.file;
    use(bound);
  };
  std::optional<Free> outer = std::exchange(free_, std::nullopt);
  ReadArguments(arguments, there);
  std::swap(outer, free_);
  const uint32_t function = index(free.file).declarations()[free.declaration].function;
  const bool by_itself = outer && outer->file == free.file &&
                         index(outer->file).declarations()[outer->declaration].function == function;
  if (outer && !by_itself && depth < kMaxCallDepth) {
    bool used = false;
    ForEach(*outer, there, depth + 1, [&](const Context& inner) {
      used = true;
      bind(inner);
    });
    if (used) return;
  }
  bind(there);
}

}  // namespace mcprisk
