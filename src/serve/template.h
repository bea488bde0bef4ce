// Pages as templates: data/site/*.mustache, filled with what a handler found. Mustache escapes
// every {{value}}, so a page shows foreign text and never runs it; kainjow's library does the work
// inside template.cc.
//
// {{> name}} takes in another template when the templates are loaded, not when a page is made. A
// name that a section's own data lacks is looked up around it: give members of lists names of
// their own.
#ifndef MCPRISK_SERVE_TEMPLATE_H_
#define MCPRISK_SERVE_TEMPLATE_H_

#include <iterator>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace mcprisk {

// What a template is filled with: a map of texts, truths, maps and lists. Keys are set once. To a
// section, an empty text or list is false.
class View {
 public:
  View();
  ~View();
  View(View&&) noexcept;
  View& operator=(View&&) noexcept;

  View& Set(const std::string& key, const std::string& text);
  View& Set(const std::string& key, const char* text) { return Set(key, std::string(text)); }
  View& Set(const std::string& key, std::string_view text) { return Set(key, std::string(text)); }
  View& Set(const std::string& key, bool truth);
  View& Set(const std::string& key, View map);
  View& Set(const std::string& key, std::vector<View> list);

 private:
  friend class Templates;
  struct Rep;
  std::unique_ptr<Rep> rep_;
};

// A list of what `view` makes of each item.
template <typename Items, typename MakeView>
std::vector<View> ViewsOf(const Items& items, const MakeView& make_view) {
  std::vector<View> views;
  views.reserve(std::size(items));
  for (const auto& item : items) views.push_back(make_view(item));
  return views;
}

// Parsed once; one for one thread.
class Templates {
 public:
  // Those that the program carries. Throws Error when one is wrong, which a test prevents.
  Templates();
  ~Templates();
  Templates(const Templates&) = delete;
  Templates& operator=(const Templates&) = delete;

  // `name` without folder and ".mustache".
  std::string Render(std::string_view name, const View& view);

 private:
  struct Rep;
  std::unique_ptr<Rep> rep_;
};

// For {{{…}}} and for markup made in code: & < > " ' ` as references.
std::string HtmlEscaped(std::string_view text);

}  // namespace mcprisk

#endif  // MCPRISK_SERVE_TEMPLATE_H_
