// mcprisk sources: what index can ask in the network.
#include <cstdlib>

#include "base/result.h"
#include "base/text.h"
#include "base/value.h"
#include "commands/command.h"
#include "commands/options.h"
#include "crawl/sources/source.h"

namespace mcprisk {
namespace {

std::string KeyText(const SourceKind& kind) {
  if (kind.key.empty()) return "no key";
  const bool is_set = std::getenv(std::string(kind.key).c_str()) != nullptr;
  return std::string(kind.key_required ? "needs " : "may use ") + std::string(kind.key) +
         (is_set ? " (set)" : "");
}

int Run(const std::vector<std::string>& arguments, Console& console) {
  bool json = false;
  Options parser("sources", "The sources in the network that index can ask, by name.",
                 "mcprisk sources");
  parser.Flag("--json", &json, "Print as JSON");
  if (!parser.Parse(arguments, console)) return kExitDone;
  Value list = Value::List();
  for (const SourceKind* kind : SourceKinds()) {
    if (json) {
      list.Add(Value::Map({{"name", kind->name},
                           {"what", kind->what},
                           {"carries", kind->carries},
                           {"url", kind->url},
                           {"key", kind->key},
                           {"key_required", kind->key_required}}));
      continue;
    }
    console.out() << "  " << PadTo(kind->name, 10) << kind->what << "\n"
                  << "            carries " << kind->carries << " · " << KeyText(*kind) << "\n";
    if (!kind->url.empty()) console.out() << "            " << kind->url << "\n";
  }
  if (json) console.out() << list.Json() << "\n";
  return kExitDone;
}

}  // namespace

extern const Command kSourcesCommand;
const Command kSourcesCommand = {"sources", "the registries that index can ask", Run};

}  // namespace mcprisk
