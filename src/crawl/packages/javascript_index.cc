#include "crawl/packages/javascript_index.h"

#include <algorithm>
#include <array>
#include <utility>

namespace mcprisk {
namespace {

// Tokens of a type between a function's parameters and its body that are looked through.
constexpr uint32_t kMaxTypeTokens = 40;
// Bodies of arrow functions are read to their ends, one inside the other; a file of nothing but
// arrows would cost the square of its length.
constexpr size_t kMaxArrowSteps = size_t{16} << 20;

bool IsStatementWord(std::string_view name) {
  constexpr std::array<std::string_view, 9> kWords = {
      "if", "for", "while", "switch", "catch", "with", "return", "function", "await"};
  return std::find(kWords.begin(), kWords.end(), name) != kWords.end();
}

}  // namespace

JsIndex::JsIndex(const SourceText& source) : source_(&source) {
  for (uint32_t at = 0; at < source.size(); ++at) {
    const SourceToken& token = source[at];
    if (token.kind == TokenKind::kOpen && token.sign == '{') blocks_.push_back(at);
    if (token.kind == TokenKind::kClose && token.sign == '}' && !blocks_.empty()) {
      blocks_.pop_back();
    }
    ReadToken(at);
  }
  FindBodies();
}

// Bodies lie inside each other or apart, so one pass with a stack finds the innermost one.
void JsIndex::FindBodies() {
  std::vector<uint32_t> order(functions_.size());
  for (uint32_t i = 0; i < order.size(); ++i) order[i] = i;
  std::sort(order.begin(), order.end(), [this](uint32_t a, uint32_t b) {
    const Range& first = functions_[a].body;
    const Range& second = functions_[b].body;
    return first.begin != second.begin ? first.begin < second.begin : first.end > second.end;
  });
  by_begin_ = order;
  std::stable_sort(by_begin_.begin(), by_begin_.end(), [this](uint32_t a, uint32_t b) {
    return functions_[a].whole.begin < functions_[b].whole.begin;
  });
  around_.assign(source_->size(), kNoIndex);
  std::vector<uint32_t> open;
  size_t next = 0;
  for (uint32_t at = 0; at < source_->size(); ++at) {
    while (next < order.size() && functions_[order[next]].body.begin <= at) {
      open.push_back(order[next++]);
    }
    while (!open.empty() && functions_[open.back()].body.end <= at) open.pop_back();
    if (!open.empty()) around_[at] = open.back();
  }
}

void JsIndex::ReadToken(uint32_t at) {
  const SourceText& source = *source_;
  if (source.Is(at, "=>")) return ReadArrow(at);
  if (!source.IsName(at)) return;
  std::string_view name = source.Text(at);
  const bool is_member = at > 0 && (source.Is(at - 1, ".") || source.Is(at - 1, "?."));
  if (!is_member) {
    if (name == "const" || name == "let" || name == "var") return ReadConstant(at);
    if (name == "import") return ReadImport(at);
    if (name == "export") return ReadExport(at);
    if (name == "function") return ReadNamedFunction(at);
    if (name == "for" && source.IsOpen(at + 1, '(')) return ReadLoop(at + 1);
    if (name == "exports") return ReadCommonExport(at);
  }
  if (!source.IsOpen(at + 1, '(')) return;
  if (!is_member && IsMethod(at)) return ReadNamedFunction(at - 1);
  calls_[name].push_back(at);
  if (name == "push" && is_member && at >= 2 && source.IsName(at - 2)) {
    pushes_[source.Text(at - 2)].push_back(source.Inside(at + 1));
  }
}

Range JsIndex::Scope() const {
  return blocks_.empty() ? Range{0, source_->size()} : source_->Inside(blocks_.back());
}

// --- Declarations --------------------------------------------------------------------------------

void JsIndex::Declare(std::string_view name, JsDeclaration declaration) {
  declaration.name = name;
  by_name_[name].push_back(static_cast<uint32_t>(declarations_.size()));
  declarations_.push_back(std::move(declaration));
}

// The end of the expression at `at`: a comma, a semicolon or a bracket that closes around it.
uint32_t JsIndex::EndOfExpression(uint32_t at) const {
  const SourceText& source = *source_;
  const uint32_t begin = at;
  while (at < source.size()) {
    if (source[at].kind == TokenKind::kClose || source.Is(at, ",") || source.Is(at, ";")) break;
    // Without a semicolon, the next statement begins with a word on a line of its own.
    if (at > begin && source.IsName(at) && source[at - 1].kind != TokenKind::kSign) {
      std::string_view word = source.Text(at);
      if (word == "const" || word == "let" || word == "var" || word == "export" ||
          word == "import") {
        break;
      }
    }
    at = source.Next(at);
  }
  return at;
}

// const a = 1, b = 2; const {c, d: e} = f;
void JsIndex::ReadConstant(uint32_t at) {
  const SourceText& source = *source_;
  do {
    uint32_t name = at + 1;
    uint32_t behind = source.Next(name);
    // A type stands between the name and the value.
    if (source.Is(behind, ":")) {
      uint32_t limit = behind + kMaxTypeTokens;
      while (behind < limit && behind < source.size() && !source.Is(behind, "=") &&
             !source.Is(behind, ";")) {
        behind = source.Next(behind);
      }
    }
    JsDeclaration declaration;
    declaration.scope = Scope();
    if (source.Is(behind, "=")) {
      at = EndOfExpression(behind + 1);
      declaration.value = {behind + 1, at};
    } else {
      at = behind;
    }
    if (source.IsName(name)) Declare(source.Text(name), declaration);
    if (source.IsOpen(name, '{')) DeclarePattern(name, declaration);
  } while (source.Is(at, ","));
}

// The names of {a, b: c, d = 1}: members of what `like` declares.
void JsIndex::DeclarePattern(uint32_t open, const JsDeclaration& like) {
  const SourceText& source = *source_;
  for (Range piece : source.Split(source.Inside(open), ",")) {
    if (!source.IsName(piece.begin)) continue;
    JsDeclaration declaration = like;
    declaration.key = source.Text(piece.begin);
    uint32_t name = piece.begin;
    if (source.Is(name + 1, ":") && source.IsName(name + 2)) name += 2;
    if (like.kind == JsDeclaration::Kind::kParameter && source.Is(name + 1, "=")) {
      declaration.value = {name + 2, piece.end};
    }
    Declare(source.Text(name), std::move(declaration));
  }
}

// for (const tool of tools) …
void JsIndex::ReadLoop(uint32_t open) {
  const SourceText& source = *source_;
  Range head = source.Inside(open);
  uint32_t of = source.Find(head, "of");
  if (of >= head.end || of < head.begin + 2) return;
  JsDeclaration declaration;
  declaration.kind = JsDeclaration::Kind::kLoop;
  declaration.value = {of + 1, head.end};
  uint32_t body = head.end + 1;
  declaration.scope =
      source.IsOpen(body, '{') ? source.Inside(body) : Range{body, EndOfExpression(body)};
  if (source.IsName(of - 1)) Declare(source.Text(of - 1), declaration);
  if (source.IsOpen(head.begin + 1, '{')) DeclarePattern(head.begin + 1, declaration);
}

// --- Functions -----------------------------------------------------------------------------------

// name(…) { in a class or an object.
bool JsIndex::IsMethod(uint32_t at) const {
  const SourceText& source = *source_;
  if (at == 0 || IsStatementWord(source.Text(at))) return false;
  uint32_t body = BodyBehind(source.Next(at + 1) - 1);
  return body != kNoIndex && !source.Is(at - 1, "new") && !source.Is(at - 1, "function");
}

// The brace of the body behind the bracket that closes the parameters; kNoIndex when there is none.
uint32_t JsIndex::BodyBehind(uint32_t close) const {
  const SourceText& source = *source_;
  uint32_t at = close + 1;
  if (source.IsOpen(at, '{')) return at;
  if (!source.Is(at, ":")) return kNoIndex;
  const uint32_t limit = at + kMaxTypeTokens;
  for (++at; at < limit && at < source.size(); at = source.Next(at)) {
    if (source.IsOpen(at, '{') && !source.Is(at - 1, ":") && !source.Is(at - 1, "|")) return at;
    if (source.Is(at, ";") || source.Is(at, "=>") || source.Is(at, ",") || source.Is(at, "=")) {
      break;
    }
    if (source[at].kind == TokenKind::kClose) break;
  }
  return kNoIndex;
}

// function name(…) {…}, or a method whose name is behind `at`.
void JsIndex::ReadNamedFunction(uint32_t at) {
  const SourceText& source = *source_;
  uint32_t name = at + 1;
  if (source.Is(name, "*")) ++name;
  const bool named = source.IsName(name);
  uint32_t open = named ? name + 1 : name;
  if (!source.IsOpen(open, '(')) return;
  uint32_t body = BodyBehind(source.Next(open) - 1);
  if (body == kNoIndex) return;
  std::string_view text = named ? source.Text(name) : std::string_view();
  if (named && source.Is(at, "function")) {
    JsDeclaration declaration;
    declaration.kind = JsDeclaration::Kind::kFunction;
    declaration.scope = Scope();
    declaration.function = static_cast<uint32_t>(functions_.size());
    Declare(text, declaration);
  }
  AddFunction(text, source.Is(at, "function") ? at : name, source.Inside(open), source.Inside(body),
              false);
}

// (a): Type => … : the bracket that closes the parameters before the type that ends at `at`.
uint32_t JsIndex::CloseBefore(uint32_t at) const {
  const SourceText& source = *source_;
  for (uint32_t back = 0; back < kMaxTypeTokens && at > back; ++back) {
    uint32_t before = at - back;
    if (source.Is(before, ",") || source.Is(before, "=") || source.Is(before, ";")) break;
    if (source.Is(before, ")") && source.Is(before + 1, ":")) return before;
  }
  return at;
}

// (a, b) => …, a => …
void JsIndex::ReadArrow(uint32_t at) {
  const SourceText& source = *source_;
  if (at == 0) return;
  uint32_t close = at - 1;
  const bool typed = source.Is(close, ">") || (close > 0 && source.Is(close - 1, ":"));
  if (typed) close = CloseBefore(close);
  Range parameters = {close, at};
  uint32_t begin = close;
  if (source[close].kind == TokenKind::kClose) {
    begin = source[close].match;
    parameters = source.Inside(begin);
  }
  const bool is_block = source.IsOpen(at + 1, '{');
  if (!is_block && arrow_steps_ > kMaxArrowSteps) return;
  Range body = is_block ? source.Inside(at + 1) : Range{at + 1, EndOfExpression(at + 1)};
  if (!is_block) arrow_steps_ += body.end - body.begin;
  // const name = (…) => …
  std::string_view name;
  uint32_t before = begin > 0 && source.Is(begin - 1, "async") ? begin - 1 : begin;
  if (before >= 2 && source.Is(before - 1, "=") && source.IsName(before - 2)) {
    name = source.Text(before - 2);
  }
  AddFunction(name, begin, parameters, body, !is_block);
}

void JsIndex::AddFunction(std::string_view name, uint32_t begin, Range parameters, Range body,
                          bool is_expression) {
  const SourceText& source = *source_;
  JsFunction function;
  function.name = name;
  function.whole = {begin, body.end};
  function.body = body;
  function.is_expression = is_expression;
  JsDeclaration parameter;
  parameter.kind = JsDeclaration::Kind::kParameter;
  parameter.scope = body;
  parameter.function = static_cast<uint32_t>(functions_.size());
  const auto first = static_cast<uint32_t>(declarations_.size());
  for (Range piece : source.Split(parameters, ",")) {
    JsDeclaration declared = parameter;
    if (source.IsOpen(piece.begin, '{')) {
      DeclarePattern(piece.begin, declared);
    } else if (source.IsName(piece.begin)) {
      uint32_t assign = source.Find(piece, "=");
      if (assign < piece.end) declared.value = {assign + 1, piece.end};
      Declare(source.Text(piece.begin), std::move(declared));
    }
    ++parameter.position;
  }
  for (uint32_t i = first; i < declarations_.size(); ++i) function.parameters.push_back(i);
  functions_.push_back(std::move(function));
}

// --- Questions -----------------------------------------------------------------------------------

uint32_t JsIndex::Lookup(std::string_view name, uint32_t at) const {
  auto found = by_name_.find(name);
  if (found == by_name_.end()) return kNoIndex;
  uint32_t best = kNoIndex;
  for (uint32_t index : found->second) {
    const JsDeclaration& declaration = declarations_[index];
    const Range& scope = declaration.scope;
    if (at < scope.begin || at >= scope.end) continue;
    // The value of a name never reads the name itself.
    const bool own_value = at >= declaration.value.begin && at < declaration.value.end &&
                           declaration.kind == JsDeclaration::Kind::kConstant;
    if (own_value) continue;
    if (best == kNoIndex ||
        scope.end - scope.begin < declarations_[best].scope.end - declarations_[best].scope.begin) {
      best = index;
    }
  }
  return best;
}

size_t JsIndex::Homonyms(std::string_view name) const {
  auto found = by_name_.find(name);
  return found == by_name_.end() ? 0 : found->second.size();
}

uint32_t JsIndex::FirstFunctionIn(Range range) const {
  auto begins_before = [this](uint32_t function, uint32_t token) {
    return functions_[function].whole.begin < token;
  };
  auto first = std::lower_bound(by_begin_.begin(), by_begin_.end(), range.begin, begins_before);
  bool inside = first != by_begin_.end() && functions_[*first].whole.begin < range.end;
  return inside ? *first : kNoIndex;
}

uint32_t JsIndex::FunctionAround(uint32_t at) const {
  return at < around_.size() ? around_[at] : kNoIndex;
}

Range JsIndex::ChainBefore(uint32_t dot) const {
  const SourceText& source = *source_;
  uint32_t at = dot;
  while (at > 0) {
    const SourceToken& before = source[at - 1];
    const bool behind_value =
        source[at].kind == TokenKind::kSign || source[at].kind == TokenKind::kOpen;
    if (before.kind == TokenKind::kClose && behind_value) {
      at = before.match;
    } else if (before.kind == TokenKind::kName && behind_value && !source.Is(at - 1, "return")) {
      --at;
    } else if ((source.Is(at - 1, ".") || source.Is(at - 1, "?.")) && source.IsName(at)) {
      --at;
    } else {
      break;
    }
  }
  return {at, dot};
}

const std::vector<uint32_t>& JsIndex::CallsOf(std::string_view name) const {
  static const std::vector<uint32_t> kNone;
  auto found = calls_.find(name);
  return found == calls_.end() ? kNone : found->second;
}

const std::vector<Range>& JsIndex::PushesOf(std::string_view name) const {
  static const std::vector<Range> kNone;
  auto found = pushes_.find(name);
  return found == pushes_.end() ? kNone : found->second;
}

}  // namespace mcprisk
