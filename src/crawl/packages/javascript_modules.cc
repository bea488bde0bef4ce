// What a JavaScript file takes from others and gives to them: that part of JsIndex.
#include <utility>

#include "crawl/packages/javascript_index.h"

namespace mcprisk {

void JsIndex::ReadImport(uint32_t at) {
  const SourceText& source = *source_;
  constexpr uint32_t kMaxTokens = 2000;
  uint32_t from = at + 1;
  while (from < at + kMaxTokens && from < source.size() && !source.Is(from, "from") &&
         !source.Is(from, ";") && !source.IsText(from)) {
    from = source.Next(from);
  }
  if (!source.Is(from, "from") || !source.IsText(from + 1)) return;
  JsDeclaration import;
  import.kind = JsDeclaration::Kind::kImport;
  import.scope = {0, source.size()};
  import.module = source.Decoded(from + 1);
  for (Range piece : source.Split({at + 1, from}, ",")) {
    if (source.IsOpen(piece.begin, '{')) {
      for (Range name : source.Split(source.Inside(piece.begin), ",")) {
        uint32_t last = name.end - 1;
        import.key = source.Text(name.begin);
        if (source.IsName(last)) Declare(source.Text(last), import);
      }
    } else {
      import.key = source.Is(piece.begin, "*") ? "*" : "default";
      if (source.IsName(piece.end - 1)) Declare(source.Text(piece.end - 1), import);
    }
  }
}

void JsIndex::ReadExport(uint32_t at) {
  const SourceText& source = *source_;
  if (source.Is(at + 1, "default")) {
    exports_["default"] = {{at + 2, EndOfExpression(at + 2)}, "", ""};
  } else if (source.IsOpen(at + 1, '{')) {
    ReadExportList(at + 1);
  } else if (source.Is(at + 1, "*")) {
    uint32_t from = at + 2;
    std::string name;
    if (source.Is(from, "as")) {
      name = source.Text(from + 1);
      from += 2;
    }
    if (!source.Is(from, "from") || !source.IsText(from + 1)) return;
    if (name.empty()) {
      star_exports_.push_back(source.Decoded(from + 1));
    } else {
      exports_[name] = {{}, source.Decoded(from + 1), "*"};
    }
  }
}

void JsIndex::ReadExportList(uint32_t open) {
  const SourceText& source = *source_;
  uint32_t behind = source.Next(open);
  std::string module;
  if (source.Is(behind, "from") && source.IsText(behind + 1)) module = source.Decoded(behind + 1);
  for (Range piece : source.Split(source.Inside(open), ",")) {
    std::string name(source.Text(piece.end - 1));
    Export exported;
    exported.value = {piece.begin, piece.begin + 1};
    exported.module = module;
    exported.key = source.Text(piece.begin);
    exports_[name] = std::move(exported);
  }
}

// exports.name = value; module.exports = value
void JsIndex::ReadCommonExport(uint32_t at) {
  const SourceText& source = *source_;
  if (source.Is(at + 1, ".") && source.Is(at + 3, "=")) {
    Range value = {at + 4, EndOfExpression(at + 4)};
    // TypeScript writes exports.a = exports.b = void 0 first.
    bool placeholder = source.Is(value.begin, "void") || source.Is(value.begin, "exports");
    if (!placeholder) exports_[std::string(source.Text(at + 2))] = {value, "", ""};
  }
}

}  // namespace mcprisk
