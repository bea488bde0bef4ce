#include "crawl/packages/plain_reader.h"

#include <utility>

namespace mcprisk {
namespace {

using Kind = SourceValue::Kind;

}  // namespace

std::shared_ptr<SourceValue> NewMap() {
  auto map = std::make_shared<SourceValue>();
  map->kind = Kind::kMap;
  return map;
}

PlainReader::PlainReader(SourcePackage& package, Language language) : package_(package) {
  for (size_t i = 0; i < package.files.size(); ++i) {
    if (package.files[i].language() != language || !package.Spend(package.files[i].size()))
      continue;
    files_.push_back(i);
    FindConstants(i);
  }
}

// name = "text", name := "text", name: &str = "text". Of a name with several texts none is taken.
void PlainReader::FindConstants(size_t number) {
  const SourceText& file = source(number);
  for (uint32_t at = 0; at + 2 < file.size(); ++at) {
    if (!file.IsName(at) || (at > 0 && file.Is(at - 1, "."))) continue;
    uint32_t behind = at + 1;
    if (file.Is(behind, ":")) {
      for (behind += 1; behind < at + 6 && !file.Is(behind, "=") && !file.Is(behind, ";");) {
        ++behind;
      }
    } else if (file.IsName(behind) && file.language() == Language::kGo) {
      ++behind;  // const name string = "text"
    }
    if (!file.Is(behind, "=") && !file.Is(behind, ":=")) continue;
    if (!file.IsText(behind + 1)) continue;
    auto [known, is_new] = constants_.try_emplace(file.Text(at), Constant{number, behind + 1});
    const Constant& other = known->second;
    if (is_new || source(other.file).Text(other.token) == file.Text(behind + 1)) continue;
    known->second.unique = false;
  }
}

bool PlainReader::Mentions(std::string_view name_or_text) const {
  for (size_t number : files_) {
    const SourceText& file = source(number);
    for (uint32_t at = 0; at < file.size(); ++at) {
      if (file.Is(at, name_or_text)) return true;
      if (file.IsText(at) && file.Text(at).find(name_or_text) != std::string_view::npos)
        return true;
    }
  }
  return false;
}

ValuePtr PlainReader::Read(Range range, size_t number) const {
  const SourceText& file = source(number);
  if (range.empty() || !package_.Spend(range.end - range.begin)) return UnknownValue();
  std::vector<Range> parts = file.Split(range, "+");
  if (parts.size() > 1) {
    std::string text;
    bool whole = true;
    for (Range part : parts) {
      ValuePtr value = Read(part, number);
      const bool is_text = IsKind(value, Kind::kText);
      text += is_text ? value->text : "…";
      whole = whole && is_text && value->whole;
    }
    return TextValue(std::move(text), {number, range.begin}, whole);
  }
  const uint32_t at = range.begin;
  const uint32_t last = range.end - 1;
  if (file.IsText(at) && at == last) {
    return TextValue(file.Decoded(at), {number, at}, !file[at].holes);
  }
  if (file[at].kind == TokenKind::kNumber && at == last) {
    return NumberValue(std::string(file.Text(at)));
  }
  if (!file.IsName(at) || !file.IsName(last)) return UnknownValue();
  if (file.Is(at, "true")) return BoolValue(true);
  if (file.Is(at, "false")) return BoolValue(false);
  auto constant = constants_.find(file.Text(last));
  if (constant == constants_.end() || !constant->second.unique) return UnknownValue();
  const Constant& found = constant->second;
  return TextValue(source(found.file).Decoded(found.token), {number, at});
}

ValuePtr PlainReader::Named(const std::vector<Range>& pieces, std::string_view name,
                            size_t number) const {
  const SourceText& file = source(number);
  for (Range piece : pieces) {
    if (!file.Is(piece.begin, name)) continue;
    if (file.Is(piece.begin + 1, "=") || file.Is(piece.begin + 1, ":")) {
      return Read({piece.begin + 2, piece.end}, number);
    }
  }
  return UnknownValue();
}

std::vector<Range> PlainReader::SplitParameters(Range range, size_t number) const {
  const SourceText& file = source(number);
  std::vector<Range> whole;
  size_t open = 0;
  for (Range piece : file.Split(range, ",")) {
    if (open > 0) {
      whole.back().end = piece.end;
    } else {
      whole.push_back(piece);
    }
    for (uint32_t at = piece.begin; at < piece.end; at = file.Next(at)) {
      if (file.Is(at, "<")) ++open;
      if (file.Is(at, ">") && open > 0) --open;
    }
  }
  return whole;
}

}  // namespace mcprisk
