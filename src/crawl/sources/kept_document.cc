#include "crawl/sources/kept_document.h"

#include "crawl/recognize.h"
#include "crawl/sniff.h"
#include "crawl/stream.h"

namespace mcprisk {

tl::expected<std::unique_ptr<LoadedDocument>, Problem> LoadBody(std::string_view body,
                                                                const std::string& url) {
  // Sniffing looks at the first lines only.
  constexpr size_t kSniffedBytes = 4096;
  Stream stream{std::string(body.substr(0, kSniffedBytes))};
  Content content = Sniff(&stream);
  if (content == Content::kLines) content = Content::kJson;  // a page may stand on one line
  if (content != Content::kJson && content != Content::kYaml) {
    return tl::unexpected(Problem{url, std::string(kUnknownFormat), 0});
  }
  const std::string path = url.substr(0, url.find('?'));
  return LoadedDocument::Load(content, body, url, path.substr(path.rfind('/') + 1), false);
}

tl::expected<std::unique_ptr<LoadedDocument>, Problem> LoadKept(const KeptDocument& kept) {
  return LoadBody(kept.body, kept.url);
}

}  // namespace mcprisk
