#include "support/served.h"

#include <filesystem>
#include <stdexcept>

#include "base/text.h"
#include "policy/posture.h"
#include "support/catalog_text.h"
#include "support/run.h"

namespace mcprisk {

Served::Served(std::string_view catalog_text, const std::string& base_url) {
  IndexText(path(), catalog_text);
  Start(base_url);
}

Served::Served(const Files& files, const std::string& base_url) {
  RunIndex(files);
  Start(base_url);
}

void Served::Start(const std::string& base_url) {
  settings_ = {.catalog = path(),
               .base_url = base_url,
               .hosts = {"localhost"},
               .posture = Postures::Shipped().Find(kDefaultPosture),
               .config = &config_,
               .rules = &RuleSet::Shipped(),
               .program_version = "0.1.0"};
  watch_ = std::make_unique<CatalogWatch>(path(), KnownCapabilities(*settings_.rules));
  site_ = std::make_unique<Site>(settings_, *watch_);
}

void Served::RunIndex(const Files& files) {
  std::filesystem::create_directories(folder_ / "source");
  for (const auto& [name, text] : files) WriteWholeFile(folder_ / ("source/" + name), text);
  const Ran ran = RunShell("mcprisk index --quiet source", folder_.path());
  if (ran.code != 0) throw std::runtime_error("mcprisk index: " + ran.err);
}

void Served::IndexFiles(const Files& files) {
  RunIndex(files);
  watch_->Check();
}

WebResponse Served::Ask(std::string_view request_text) {
  return site_->Answer(RequestOf(request_text));
}

void Served::Index(std::string_view catalog_text) {
  IndexText(path(), catalog_text, {}, "rules", "2026-02-01T00:00:00Z");
  watch_->Check();
}

WebRequest RequestOf(std::string_view text) {
  const size_t end = text.find("\n\n");
  const std::string body(end == std::string_view::npos ? "" : text.substr(end + 2));
  const std::vector<std::string_view> lines = Split(text.substr(0, end), '\n');
  const size_t space = lines[0].find(' ');
  Fields headers;
  bool has_host = false;
  for (size_t i = 1; i < lines.size(); ++i) {
    const size_t colon = lines[i].find(": ");
    headers.emplace_back(lines[i].substr(0, colon), lines[i].substr(colon + 2));
    has_host = has_host || EqualsNoCase(headers.back().first, "host");
  }
  if (!has_host) headers.emplace_back("Host", "localhost:8080");
  std::optional<WebRequest> request =
      MakeRequest(std::string(lines[0].substr(0, space)), std::string(lines[0].substr(space + 1)),
                  std::move(headers), body);
  if (!request) throw std::runtime_error("no request: " + std::string(text));
  return *std::move(request);
}

std::string PageText(std::string_view html) {
  std::string text;
  bool in_tag = false;
  for (char c : html) {
    if (c == '<') in_tag = true;
    const char shown = in_tag || c == '\n' ? ' ' : c;
    if (c == '>') in_tag = false;
    if (shown != ' ' || (!text.empty() && text.back() != ' ')) text += shown;
  }
  for (const auto& [reference, character] :
       {std::pair("&lt;", "<"), std::pair("&gt;", ">"), std::pair("&quot;", "\""),
        std::pair("&#39;", "'"), std::pair("&#96;", "`"), std::pair("&amp;", "&")}) {
    text = ReplaceAll(std::move(text), reference, character);
  }
  return text;
}

}  // namespace mcprisk
