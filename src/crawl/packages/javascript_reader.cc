#include "crawl/packages/javascript_reader.h"

#include <algorithm>
#include <utility>

namespace mcprisk {
namespace {

using Kind = SourceValue::Kind;

// Where an expression is cut first: the operator that binds least.
struct Operators {
  uint32_t arrow = kNoIndex;
  uint32_t question = kNoIndex;
  uint32_t colon = kNoIndex;
  uint32_t fallback = kNoIndex;  // || or ??
  uint32_t both = kNoIndex;      // &&
  uint32_t plus = kNoIndex;      // the first one
  uint32_t cast = kNoIndex;      // as, satisfies
  uint32_t assign = kNoIndex;
  bool other = false;  // an operator whose value is not worth knowing
};

Operators FindOperators(const SourceText& source, Range range) {
  Operators found;
  auto first = [](uint32_t* at, uint32_t here) {
    if (*at == kNoIndex) *at = here;
  };
  for (uint32_t at = range.begin; at < range.end; at = source.Next(at)) {
    const SourceToken& token = source[at];
    const bool behind_value = at > range.begin && source[at - 1].kind != TokenKind::kSign;
    if (token.kind == TokenKind::kName && behind_value) {
      if (source.Is(at, "as") || source.Is(at, "satisfies")) first(&found.cast, at);
      if (source.Is(at, "in") || source.Is(at, "instanceof")) found.other = true;
    }
    if (token.kind != TokenKind::kSign) continue;
    std::string_view sign = source.Text(at);
    if (sign == "=>") {
      found.arrow = at;
      return found;  // all behind it belongs to the function
    }
    if (sign == "?") first(&found.question, at);
    if (sign == ":") found.colon = at;
    if (sign == "||" || sign == "??") first(&found.fallback, at);
    if (sign == "&&") first(&found.both, at);
    if (sign == "=") first(&found.assign, at);
    if (sign == "+" && behind_value) first(&found.plus, at);
    if (sign == "==" || sign == "===" || sign == "!=" || sign == "!==" || sign == "<" ||
        sign == ">" || sign == "<=" || sign == ">=" || sign == "*" || sign == "/" || sign == "%" ||
        sign == "**" || (sign == "-" && behind_value)) {
      found.other = true;
    }
  }
  return found;
}

// The colon that belongs to the first question mark of a range.
uint32_t ColonOf(const SourceText& source, uint32_t question, uint32_t end) {
  size_t open = 1;
  for (uint32_t at = question + 1; at < end; at = source.Next(at)) {
    if (source.Is(at, "?")) ++open;
    if (source.Is(at, ":") && --open == 0) return at;
  }
  return kNoIndex;
}

ValuePtr Joined(const ValuePtr& left, const ValuePtr& right) {
  const bool left_text = IsKind(left, Kind::kText);
  const bool right_text = IsKind(right, Kind::kText);
  if (!left_text && !right_text) return UnknownValue();
  auto part = [](const ValuePtr& value) {
    return IsKind(value, Kind::kText) || IsKind(value, Kind::kNumber) ? value->text
                                                                      : std::string("…");
  };
  auto whole = [](const ValuePtr& value) {
    return (IsKind(value, Kind::kText) && value->whole) || IsKind(value, Kind::kNumber);
  };
  SourcePlace place = left_text ? left->place : right->place;
  return TextValue(part(left) + part(right), place, whole(left) && whole(right));
}

// Of a choice made at run time: both lists, or the alternative that is known.
ValuePtr Either(const ValuePtr& first, const ValuePtr& second) {
  if (!IsKnown(first) || IsKind(first, Kind::kNull)) {
    if (!IsKind(second, Kind::kText)) return second;
    return TextValue(second->text, second->place, false);
  }
  if (IsKind(first, Kind::kList) && IsKind(second, Kind::kList)) {
    auto both = std::make_shared<SourceValue>(*first);
    both->items.insert(both->items.end(), second->items.begin(), second->items.end());
    return both;
  }
  if (!IsKind(first, Kind::kText)) return first;
  return TextValue(first->text, first->place, false);
}

}  // namespace

JsReader::JsReader(SourcePackage& package) : package_(package) {
  for (size_t i = 0; i < package.files.size(); ++i) {
    const SourceText& source = package.files[i];
    if (source.language() != Language::kJavaScript || !package.Spend(source.size())) continue;
    by_path_.emplace(source.path(), indexes_.size());
    file_numbers_.push_back(i);
    indexes_.push_back(std::make_unique<JsIndex>(source));
  }
}

ValuePtr JsReader::Read(Range range, const Context& context, std::optional<Free>* free) {
  std::optional<Free> outer = std::exchange(free_, std::nullopt);
  ValuePtr value = Read(range, context);
  *free = free_;
  free_ = outer;
  return value;
}

ValuePtr JsReader::Returned(Range range, const Context& context, std::optional<Free>* free) {
  std::optional<Free> outer = std::exchange(free_, std::nullopt);
  ValuePtr function = Read(range, context);
  if (!IsKind(function, Kind::kFunction)) {
    function = FunctionValue(index(context.file).FirstFunctionIn(range), context);
  }
  ValuePtr value = Apply(function, nullptr);
  *free = free_;
  free_ = outer;
  return value;
}

ValuePtr JsReader::Read(Range range, const Context& context) {
  Level level(&depth_);
  if (range.empty() || depth_ > kMaxReaderDepth) return UnknownValue();
  const SourceText& source = index(context.file).source();
  if (source.Is(range.begin, "await")) return Read({range.begin + 1, range.end}, context);
  if (!package_.Spend(range.end - range.begin)) return UnknownValue();
  return ReadOperators(range, context);
}

ValuePtr JsReader::ReadOperators(Range range, const Context& context) {
  const JsIndex& file = index(context.file);
  const SourceText& source = file.source();
  const Operators found = FindOperators(source, range);
  if (found.arrow != kNoIndex) return FunctionValue(file.FirstFunctionIn(range), context);
  if (found.assign != kNoIndex) return Read({found.assign + 1, range.end}, context);
  if (found.question != kNoIndex) {
    uint32_t colon = ColonOf(source, found.question, range.end);
    if (colon == kNoIndex) return UnknownValue();
    return Either(Read({found.question + 1, colon}, context),
                  Read({colon + 1, range.end}, context));
  }
  if (found.fallback != kNoIndex) {
    ValuePtr left = Read({range.begin, found.fallback}, context);
    Range right = {found.fallback + 1, range.end};
    if (IsKind(left, Kind::kNull)) return Read(right, context);
    return IsKnown(left) ? left : Either(left, Read(right, context));
  }
  if (found.both != kNoIndex) return Read({found.both + 1, range.end}, context);
  if (found.cast != kNoIndex) return Read({range.begin, found.cast}, context);
  if (found.other) return UnknownValue();
  if (found.plus == kNoIndex) return ReadUnary(range, context);
  ValuePtr sum;
  for (Range piece : source.Split(range, "+")) {
    ValuePtr value = Read(piece, context);
    sum = sum ? Joined(sum, value) : value;
    if (!package_.Spend(sum->text.size())) return UnknownValue();
  }
  return sum;
}

ValuePtr JsReader::ReadUnary(Range range, const Context& context) {
  const JsIndex& file = index(context.file);
  const SourceText& source = file.source();
  const uint32_t at = range.begin;
  if (source.Is(at, "!")) {
    if (source.Text(at + 1) == "0") return BoolValue(true);
    return source.Text(at + 1) == "1" ? BoolValue(false) : UnknownValue();
  }
  if (source.Is(at, "-") && source[at + 1].kind == TokenKind::kNumber) {
    return NumberValue("-" + std::string(source.Text(at + 1)));
  }
  if (source.Is(at, "void")) return NullValue();
  const bool is_async = source.Is(at, "async");
  if (source.Is(is_async ? at + 1 : at, "function")) {
    return FunctionValue(file.FirstFunctionIn(range), context);
  }
  if (source.Is(at, "new") || source.Is(at, "typeof") || source.Is(at, "class")) {
    return UnknownValue();
  }
  return ReadChain(range, context);
}

// A value and what is done with it: a.b(c)[d].
ValuePtr JsReader::ReadChain(Range range, const Context& context) {
  const SourceText& source = index(context.file).source();
  uint32_t at = range.begin;
  std::string_view name = source.IsName(at) ? source.Text(at) : std::string_view();
  ValuePtr value = ReadPrimary(&at, range.end, context);
  while (at < range.end) {
    if (!package_.Spend(1)) return UnknownValue();
    if (source.Is(at, ".") || source.Is(at, "?.")) {
      ++at;
      if (!source.IsName(at)) continue;
      std::string_view member = source.Text(at);
      if (source.IsOpen(at + 1, '(')) {
        Range arguments = source.Inside(at + 1);
        const bool global = !IsKnown(value) && (name == "Object" || name == "Array");
        value = global ? ReadGlobal(name, member, ReadArguments(arguments, context))
                       : ReadMethod(value, member, arguments, context);
        at = source.Next(at + 1);
      } else {
        value = Member(value, member);
        ++at;
      }
      name = member;
    } else if (source.IsOpen(at, '(')) {
      value = ReadCall(value, name, source.Inside(at), context);
      at = source.Next(at);
    } else if (source.IsOpen(at, '[')) {
      ValuePtr key = Read(source.Inside(at), context);
      value = IsKind(key, Kind::kText) ? Member(value, key->text) : UnknownValue();
      at = source.Next(at);
    } else if (source.Is(at, "!")) {
      ++at;
    } else {
      return UnknownValue();
    }
  }
  return value;
}

ValuePtr JsReader::ReadPrimary(uint32_t* at, uint32_t end, const Context& context) {
  const SourceText& source = index(context.file).source();
  const uint32_t here = *at;
  const SourceToken& token = source[here];
  *at = std::min(source.Next(here), end);
  switch (token.kind) {
    case TokenKind::kText:
      return package_.Spend(token.end - token.begin)
                 ? TextValue(source.Decoded(here), PlaceOf(context, here))
                 : UnknownValue();
    case TokenKind::kNumber:
      return NumberValue(std::string(source.Text(here)));
    case TokenKind::kName:
      return ReadName(here, context);
    case TokenKind::kOpen:
      break;
    default:
      return UnknownValue();
  }
  if (token.sign == '`') return ReadTemplate(here, context);
  if (token.sign == '[') return ReadList(here, context);
  if (token.sign == '{') return ReadMap(here, context);
  // (0, a.b) is a.b.
  std::vector<Range> pieces = source.Split(source.Inside(here), ",");
  return pieces.empty() ? UnknownValue() : Read(pieces.back(), context);
}

ValuePtr JsReader::ReadName(uint32_t at, const Context& context) {
  const JsIndex& file = index(context.file);
  std::string_view name = file.source().Text(at);
  if (name == "true") return BoolValue(true);
  if (name == "false") return BoolValue(false);
  if (name == "null" || name == "undefined") return NullValue();
  // The schema library is known by its name: to look into the copy that a bundle carries costs much
  // and brings nothing.
  if (name == "z" || name == "zod") return UnknownValue();
  if (!package_.Spend(file.Homonyms(name))) return UnknownValue();
  const uint32_t declaration = file.Lookup(name, at);
  return declaration == kNoIndex ? UnknownValue() : ReadDeclaration(declaration, context);
}

// What a whole file sees has one value, wherever it is read.
ValuePtr JsReader::ReadDeclaration(uint32_t number, const Context& context) {
  Level level(&depth_);
  const std::pair<size_t, uint32_t> self = {context.file, number};
  if (ValuePtr bound = Bound(context, number)) return bound;
  if (depth_ > kMaxReaderDepth ||
      std::find(being_read_.begin(), being_read_.end(), self) != being_read_.end()) {
    return UnknownValue();
  }
  const JsIndex& file = index(context.file);
  const Range& scope = file.declarations()[number].scope;
  const bool is_constant = scope.begin == 0 && scope.end == file.source().size();
  if (is_constant) {
    if (auto known = constants_.find(self); known != constants_.end()) return known->second;
  }
  const bool was_free = free_.has_value();
  being_read_.push_back(self);
  ValuePtr value = ReadDeclared(number, is_constant ? Context{context.file, nullptr} : context);
  being_read_.pop_back();
  if (is_constant && free_.has_value() == was_free) constants_.emplace(self, value);
  return value;
}

ValuePtr JsReader::ReadDeclared(uint32_t number, const Context& context) {
  const JsDeclaration& declaration = index(context.file).declarations()[number];
  switch (declaration.kind) {
    case JsDeclaration::Kind::kConstant: {
      ValuePtr value = Read(declaration.value, context);
      if (!declaration.key.empty()) value = Member(value, declaration.key);
      if (!IsKind(value, Kind::kList)) return value;
      return ReadPushes(declaration, number, value, context);
    }
    case JsDeclaration::Kind::kFunction:
      return FunctionValue(declaration.function, context);
    case JsDeclaration::Kind::kImport: {
      std::optional<size_t> module = FindModule(context.file, declaration.module);
      if (!module) return UnknownValue();
      return declaration.key == "*" ? ModuleValue(*module) : Exported(*module, declaration.key, 0);
    }
    case JsDeclaration::Kind::kParameter:
    case JsDeclaration::Kind::kLoop:
      if (!free_) free_ = Free{context.file, number};
      return UnknownValue();
  }
  return UnknownValue();
}

// A list that statements add to: tools.push(tool).
ValuePtr JsReader::ReadPushes(const JsDeclaration& declaration, uint32_t number, ValuePtr list,
                              const Context& context) {
  const JsIndex& file = index(context.file);
  const std::vector<Range>& pushes = file.PushesOf(declaration.name);
  if (pushes.empty()) return list;
  auto longer = std::make_shared<SourceValue>(*list);
  for (Range push : pushes) {
    if (!package_.Spend(1 + file.Homonyms(declaration.name)) ||
        file.Lookup(declaration.name, push.begin) != number) {
      continue;
    }
    for (Range piece : file.source().Split(push, ",")) {
      auto add = [&](const Context& inner) {
        bool spread = file.source().Is(piece.begin, "...");
        ValuePtr value = Read({piece.begin + (spread ? 1 : 0), piece.end}, inner);
        if (!package_.Spend(1 + value->items.size())) return;
        if (!spread) longer->items.push_back(value);
        if (spread)
          longer->items.insert(longer->items.end(), value->items.begin(), value->items.end());
      };
      std::optional<Free> free;
      bool spread = file.source().Is(piece.begin, "...");
      Read({piece.begin + (spread ? 1 : 0), piece.end}, context, &free);
      if (free) {
        ForEachCall(*free, context, add);
      } else {
        add(context);
      }
    }
  }
  return longer;
}

ValuePtr JsReader::Bound(const Context& context, uint32_t declaration) const {
  for (const Bindings* at = context.bindings.get(); at; at = at->outer.get()) {
    if (at->file == context.file && at->declaration == declaration) return at->value;
  }
  return nullptr;
}

}  // namespace mcprisk
