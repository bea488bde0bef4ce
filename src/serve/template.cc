#include "serve/template.h"

#include <kainjow/mustache.hpp>
#include <map>

#include "base/embedded.h"
#include "base/result.h"

namespace mcprisk {
namespace {

namespace mustache = kainjow::mustache;

constexpr std::string_view kFolder = "data/site/";
constexpr std::string_view kEnding = ".mustache";
constexpr int kMaxNesting = 8;

std::string TemplateText(std::string_view name) {
  const std::string path = std::string(kFolder).append(name).append(kEnding);
  for (const EmbeddedFile& file : EmbeddedFiles()) {
    if (file.path == path) return std::string(file.text);
  }
  throw Error("no template " + path);
}

// With the text of {{> name}} in its place.
std::string WithPartials(std::string text, int nesting) {
  if (nesting > kMaxNesting) throw Error("templates take each other in without end");
  constexpr std::string_view kOpen = "{{> ";
  for (size_t at = text.find(kOpen); at != std::string::npos; at = text.find(kOpen, at)) {
    const size_t close = text.find("}}", at);
    const std::string name = text.substr(at + kOpen.size(), close - at - kOpen.size());
    const std::string partial = WithPartials(TemplateText(name), nesting + 1);
    text.replace(at, close + 2 - at, partial);
    at += partial.size();
  }
  return text;
}

std::string_view ReferenceOf(char c) {
  switch (c) {
    case '&':
      return "&amp;";
    case '<':
      return "&lt;";
    case '>':
      return "&gt;";
    case '"':
      return "&quot;";
    case '\'':
      return "&#39;";
    default:
      return "&#96;";
  }
}

}  // namespace

struct View::Rep {
  mustache::data data{mustache::data::type::object};
};

View::View() : rep_(std::make_unique<Rep>()) {}
View::~View() = default;
View::View(View&&) noexcept = default;
View& View::operator=(View&&) noexcept = default;

View& View::Set(const std::string& key, const std::string& text) {
  // To the library's sections an empty text is there; to ours it is not.
  rep_->data.set(key, text.empty() ? mustache::data(false) : mustache::data(text));
  return *this;
}

View& View::Set(const std::string& key, bool truth) {
  rep_->data.set(key, mustache::data(truth));
  return *this;
}

View& View::Set(const std::string& key, View map) {
  rep_->data.set(key, map.rep_->data);
  return *this;
}

View& View::Set(const std::string& key, std::vector<View> list) {
  mustache::data items{mustache::data::type::list};
  for (View& item : list) items.push_back(item.rep_->data);
  rep_->data.set(key, items);
  return *this;
}

struct Templates::Rep {
  std::map<std::string, mustache::mustache, std::less<>> by_name;
};

Templates::Templates() : rep_(std::make_unique<Rep>()) {
  for (const EmbeddedFile& file : EmbeddedFiles()) {
    if (!file.path.starts_with(kFolder) || !file.path.ends_with(kEnding)) continue;
    std::string name(file.path.substr(kFolder.size()));
    name.resize(name.size() - kEnding.size());
    mustache::mustache parsed(WithPartials(std::string(file.text), 0));
    if (!parsed.is_valid()) throw Error(std::string(file.path) + ": " + parsed.error_message());
    parsed.set_custom_escape([](const std::string& text) { return HtmlEscaped(text); });
    rep_->by_name.emplace(std::move(name), std::move(parsed));
  }
}

Templates::~Templates() = default;

std::string Templates::Render(std::string_view name, const View& view) {
  const auto found = rep_->by_name.find(name);
  if (found == rep_->by_name.end()) throw Error("no template " + std::string(name));
  std::string page;
  found->second.render(view.rep_->data, [&](const std::string& piece) { page += piece; });
  return page;
}

std::string HtmlEscaped(std::string_view text) {
  constexpr std::string_view kSpecial = "&<>\"'`";
  std::string out;
  out.reserve(text.size() + text.size() / 16);
  size_t at = 0;
  for (size_t next = text.find_first_of(kSpecial); next != std::string_view::npos;
       next = text.find_first_of(kSpecial, at)) {
    out.append(text, at, next - at).append(ReferenceOf(text[next]));
    at = next + 1;
  }
  return out.append(text, at);
}

}  // namespace mcprisk
