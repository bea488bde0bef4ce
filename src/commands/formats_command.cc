// mcprisk formats: what index reads.
#include "base/result.h"
#include "base/text.h"
#include "base/value.h"
#include "commands/command.h"
#include "commands/options.h"
#include "crawl/crawl.h"

namespace mcprisk {
namespace {

int Run(const std::vector<std::string>& arguments, Console& console) {
  bool json = false;
  Options parser("formats", "The formats that index recognizes, from content alone.",
                 "mcprisk formats");
  parser.Flag("--json", &json, "Print as JSON");
  if (!parser.Parse(arguments, console)) return kExitDone;
  Value list = Value::List();
  for (const FormatInfo& format : KnownFormats()) {
    if (json) {
      list.Add(Value::Map({{"name", format.name}, {"what", format.what}}));
    } else {
      console.out() << "  " << PadTo(format.name, 12) << format.what << "\n";
    }
  }
  if (json) console.out() << list.Json() << "\n";
  return kExitDone;
}

}  // namespace

extern const Command kFormatsCommand;
const Command kFormatsCommand = {"formats", "the formats that index reads", Run};

}  // namespace mcprisk
