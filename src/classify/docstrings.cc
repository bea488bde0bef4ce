#include "classify/docstrings.h"

#include <algorithm>
#include <utility>

#include "base/text.h"

namespace mcprisk {
namespace {

// The byte behind `name` and the type that may follow it, where a line of the docstring explains
// that parameter: "action: ...", "  action (str): ..."; npos where `line` does not.
size_t BehindDocumented(std::string_view line, std::string_view name) {
  size_t at = line.find_first_not_of(" \t-*`");
  if (at == std::string_view::npos || !line.substr(at).starts_with(name)) return line.npos;
  at += name.size();
  while (at < line.size() && (line[at] == '`' || line[at] == '*' || line[at] == ' ')) ++at;
  if (at < line.size() && line[at] == '(') {
    at = line.find(')', at);
    if (at == line.npos) return line.npos;
    ++at;
  }
  return at < line.size() && line[at] == ':' ? at + 1 : line.npos;
}

}  // namespace

Docstrings::Docstrings(const Traits& traits) {
  for (const ParameterTraits& one : traits.parameters) {
    names_.push_back(AsciiLowered(one.parameter->name));
  }
  said_.resize(names_.size());
  Read(Utf8Prefix(traits.lowered_description, kMaxContextBytes));
}

void Docstrings::Read(std::string_view text) {
  std::vector<size_t> open;  // parameters that the lines explain; several may have one name
  size_t begin = 0;
  for (size_t at = 0; at < text.size();) {
    const size_t end = std::min(text.size(), text.find('\n', at));
    const std::string_view line = text.substr(at, end - at);
    size_t behind = line.npos;
    std::vector<size_t> explained = ExplainedBy(line, &behind);
    if (!explained.empty() || Trimmed(line).empty()) {
      Close(open, text.substr(begin, at - begin));
      open = std::move(explained);
      begin = at + (open.empty() ? 0 : behind);
    }
    at = end + 1;
  }
  if (!open.empty()) Close(open, text.substr(begin));
}

std::vector<size_t> Docstrings::ExplainedBy(std::string_view line, size_t* behind) const {
  std::vector<size_t> explained;
  for (size_t i = 0; i < names_.size(); ++i) {
    const size_t found = BehindDocumented(line, names_[i]);
    if (found == line.npos) continue;
    *behind = found;
    explained.push_back(i);
  }
  return explained;
}

void Docstrings::Close(const std::vector<size_t>& open, std::string_view text) {
  for (const size_t parameter : open) {
    if (!said_[parameter].data()) said_[parameter] = text;
  }
}

}  // namespace mcprisk
