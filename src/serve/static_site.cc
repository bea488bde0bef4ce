#include "serve/static_site.h"

#include <algorithm>
#include <fstream>
#include <sstream>

#include "base/result.h"
#include "base/text.h"
#include "policy/target.h"

namespace mcprisk {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kBegin[] = {"/", "/changes.atom", "/robots.txt"};
// What follows was named by strangers.
constexpr std::string_view kOfStrangers[] = {"/servers/",      "/tools/",          "/policy/",
                                             "/badge/",        "/api/v1/servers/", "/api/v1/tools/",
                                             "/api/v1/policy/"};

bool IsPlain(std::string_view path) {
  return path.find("..") == std::string_view::npos && path.find("//") == std::string_view::npos &&
         std::all_of(path.begin(), path.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || IsAsciiDigit(c) || c == '/' || c == '-' || c == '.' ||
                  c == '_';
         });
}

// What the file of a client's policy ends in: ".json" of "settings.json".
std::string PolicyEnding(std::string_view rest) {
  const Target* target = FindTarget(rest.substr(0, rest.find('/')));
  const size_t dot = target ? target->file_name.rfind('.') : std::string_view::npos;
  return dot == std::string_view::npos ? ".txt" : std::string(target->file_name.substr(dot));
}

std::string EndingOf(std::string_view path) {
  if (path.starts_with("/assets/") || path == "/changes.atom" || path == "/robots.txt") return "";
  if (path.starts_with("/api/")) return ".json";
  if (path.starts_with("/badge/")) return ".svg";
  if (path.starts_with("/policy/")) return PolicyEnding(path.substr(8));
  return ".html";
}

std::string StemOf(std::string_view path) {
  if (path == "/") return "index";
  for (std::string_view prefix : kOfStrangers) {
    if (!path.starts_with(prefix)) continue;
    return std::string(prefix.substr(1)) + SafeFileStem(path.substr(prefix.size()));
  }
  return IsPlain(path) ? std::string(path.substr(1)) : SafeFileStem(path);
}

bool HasLinks(std::string_view file) { return file.ends_with(".html") || file.ends_with(".atom"); }

// The text behind the references that HtmlEscaped makes.
std::string HtmlUnescaped(std::string text) {
  for (const auto& [reference, character] :
       {std::pair("&lt;", "<"), std::pair("&gt;", ">"), std::pair("&quot;", "\""),
        std::pair("&#39;", "'"), std::pair("&#96;", "`"), std::pair("&amp;", "&")}) {
    text = ReplaceAll(std::move(text), reference, character);
  }
  return text;
}

// Calls visit(begin, value) for every local address in an attribute of our own markup; `begin` is
// where the blank before the attribute stands. Text of strangers holds no raw quote.
template <typename Visit>
void ForEachLink(std::string_view text, const Visit& visit) {
  for (size_t at = text.find("=\"/"); at != std::string_view::npos;
       at = text.find("=\"/", at + 1)) {
    const size_t begin = text.rfind(' ', at);
    const std::string_view name = text.substr(begin + 1, at - begin - 1);
    const size_t close = text.find('"', at + 2);
    if ((name == "href" || name == "src") && close != std::string_view::npos) {
      visit(begin, text.substr(at + 2, close - at - 2));
    }
  }
}

}  // namespace

StaticSite::StaticSite(const ServeSettings& settings, CatalogWatch& watch, fs::path folder)
    : folder_(std::move(folder)), site_(settings, watch) {}

std::string StaticSite::FileOf(std::string_view target) {
  const size_t mark = target.find('?');
  const std::string_view path = target.substr(0, mark);
  std::string file = StemOf(path);
  if (mark != std::string_view::npos) file += "-" + SafeFileStem(target.substr(mark + 1));
  return file + EndingOf(path);
}

void StaticSite::Save(const std::string& file, const std::string& text) const {
  const fs::path path = folder_ / file;
  std::error_code ignored;
  fs::create_directories(path.parent_path(), ignored);
  std::ofstream out(path, std::ios::binary | std::ios::trunc);
  out << text;
  out.close();
  if (!out) throw Error(ForTerminal(path.string()) + ": cannot be written; is the disk full?");
}

void StaticSite::Link(std::string_view text) {
  std::string target = HtmlUnescaped(std::string(text.substr(0, text.find('#'))));
  if (file_of_.emplace(target, std::string()).second) unseen_.push_back(std::move(target));
}

void StaticSite::Gather() {
  for (std::string_view target : kBegin) Link(target);
  while (!unseen_.empty()) {
    const std::string target = std::move(unseen_.back());
    unseen_.pop_back();
    std::optional<WebRequest> request = MakeRequest("GET", target, {{"host", "localhost"}});
    const WebResponse response = request ? site_.Answer(*request) : PlainResponse(400, "");
    if (response.status != 200) continue;
    const std::string file = FileOf(target);
    Save(file, response.body);
    file_of_[target] = file;
    if (HasLinks(file)) {
      ForEachLink(response.body, [&](size_t, std::string_view value) { Link(value); });
    }
  }
}

std::string StaticSite::Relinked(std::string_view text, const std::string& file) const {
  std::string up;
  for (char c : file) {
    if (c == '/') up += "../";
  }
  std::string out;
  size_t copied = 0;
  ForEachLink(text, [&](size_t begin, std::string_view value) {
    out.append(text, copied, begin - copied);
    copied = static_cast<size_t>(value.data() + value.size() + 1 - text.data());
    const size_t hash = std::min(value.find('#'), value.size());
    const auto found = file_of_.find(HtmlUnescaped(std::string(value.substr(0, hash))));
    if (found == file_of_.end() || found->second.empty()) return;  // no link any more
    const std::string_view attribute = text.substr(begin, value.data() - text.data() - begin);
    out.append(attribute).append(up).append(found->second).append(value.substr(hash)).append("\"");
  });
  return out.append(text, copied);
}

size_t StaticSite::Write() {
  Gather();
  size_t files = 0;
  for (const auto& [target, file] : file_of_) {
    if (file.empty()) continue;
    ++files;
    if (!HasLinks(file)) continue;
    std::ifstream in(folder_ / file, std::ios::binary);
    std::stringstream text;
    text << in.rdbuf();
    in.close();
    Save(file, Relinked(text.str(), file));
  }
  return files;
}

}  // namespace mcprisk
