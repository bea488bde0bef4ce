// mcprisk limits: every limit on foreign input, by the name of its constant.
#include "assess/tool_set.h"
#include "base/json.h"
#include "base/minisign.h"
#include "base/result.h"
#include "base/text.h"
#include "base/value.h"
#include "base/yaml.h"
#include "catalog/catalog.h"
#include "catalog/sql_limits.h"
#include "classify/rule_stats.h"
#include "classify/shape.h"
#include "classify/text/decoding.h"
#include "classify/text/phrases.h"
#include "classify/text/text_scanner.h"
#include "classify/traits.h"
#include "commands/command.h"
#include "commands/options.h"
#include "commands/whole_file.h"
#include "crawl/crawl.h"
#include "crawl/fetch/answer_archive.h"
#include "crawl/fetch/host_ledger.h"
#include "crawl/fetch/limits.h"
#include "crawl/mcp/ask_stdio.h"
#include "crawl/mcp/http_dialogue.h"
#include "crawl/mcp/limits.h"
#include "crawl/mcp/process.h"
#include "crawl/mcp/sandbox.h"
#include "crawl/packages/javascript_reader.h"
#include "crawl/packages/package_download.h"
#include "crawl/packages/registry_metadata.h"
#include "crawl/packages/source.h"
#include "crawl/sources/source_crawl.h"
#include "drift/drift.h"
#include "drift/manifest.h"
#include "drift/text_difference.h"
#include "judging.h"
#include "model/change.h"
#include "model/tool.h"
#include "serve/http_server.h"
#include "serve/lookup.h"
#include "serve/site.h"
#include "serve/watch.h"
#include "stack/lock.h"
#include "stack/stack.h"

namespace mcprisk {
namespace {

struct Limit {
  std::string_view name;
  size_t value;
  std::string_view unit;
  std::string_view what;
};

constexpr Limit kLimits[] = {
    {"kMaxFileBytes", kMaxFileBytes, "bytes", "one plain file"},
    {"kMaxLineBytes", kMaxLineBytes, "bytes", "one line of JSON Lines"},
    {"kMaxEntryBytes", kMaxEntryBytes, "bytes", "one archive entry, unpacked"},
    {"kMaxArchiveBytes", kMaxArchiveBytes, "bytes", "all entries of one archive, unpacked"},
    {"kMaxArchiveEntries", kMaxArchiveEntries, "entries", "of one archive"},
    {"kMaxCompressionRatio", kMaxCompressionRatio, "times", "unpacked to packed, of one archive"},
    {"kRatioFreeBytes", kRatioFreeBytes, "bytes", "unpacked before the ratio counts"},
    {"kMaxFolderDepth", kMaxFolderDepth, "levels", "of folders below a source"},
    {"kMaxJsonBytes", kMaxJsonBytes, "bytes", "one JSON document"},
    {"kMaxJsonDepth", kMaxJsonDepth, "levels", "of nesting in JSON and YAML"},
    {"kMaxYamlBytes", kMaxYamlBytes, "bytes", "one YAML document"},
    {"kMaxPackageBytes", kMaxPackageBytes, "bytes", "one package of a registry"},
    {"kMaxSourceFileBytes", kMaxSourceFileBytes, "bytes", "one source file of a package"},
    {"kMaxSourceBytes", kMaxSourceBytes, "bytes", "all source files of a package"},
    {"kMaxReadingSteps", kMaxReadingSteps, "steps", "taken to read a package's source"},
    {"kMaxValueDepth", kMaxValueDepth, "levels", "of expressions in a package's source"},
    {"kMaxCallDepth", kMaxCallDepth, "calls", "followed to find a tool's name in it"},
    {"kMaxPolicyFileBytes", kMaxPolicyFileBytes, "bytes", "a policy, posture or mcprisk.yaml"},
    {"kMaxToolNameBytes", kMaxToolNameBytes, "bytes", "a tool's name"},
    {"kMaxDescriptionBytes", kMaxDescriptionBytes, "bytes", "a tool's title or description"},
    {"kMaxSchemaBytes", kMaxSchemaBytes, "bytes", "a tool's input or output schema"},
    {"kMaxToolsPerServer", kMaxToolsPerServer, "tools", "of one server"},
    {"kMaxMessageBytes", kMaxMessageBytes, "bytes", "one message of a live server"},
    {"kMaxConversationBytes", kMaxConversationBytes, "bytes", "all messages of a live server"},
    {"kMaxToolPages", kMaxToolPages, "pages", "of a live server's list of tools"},
    {"kMaxStrayMessages", kMaxStrayMessages, "messages", "that answer nothing, of a live server"},
    {"kMaxStreamEvents", kMaxStreamEvents, "events", "of one stream, comments too"},
    {"kMaxStreamResumes", kMaxStreamResumes, "times",
     "a stream that ended early is taken up again"},
    {"kResumeMilliseconds", kResumeMilliseconds, "ms", "before it is taken up again"},
    {"kMaxSessionIdBytes", kMaxSessionIdBytes, "bytes", "the id of a session with a live server"},
    {"kConversationMilliseconds", kConversationMilliseconds, "ms",
     "waited for a live server, from its first answer to its last"},
    {"kProcessMilliseconds", kProcessMilliseconds, "ms", "a server's process may run"},
    {"kProcessCpuSeconds", kProcessCpuSeconds, "s", "of processor time, of a server's process"},
    {"kProcessFileBytes", kProcessFileBytes, "bytes", "one file that a server's process writes"},
    {"kProcessOpenFiles", kProcessOpenFiles, "files", "open in a server's process"},
    {"kProcessDataBytes", kProcessDataBytes, "bytes", "of memory of its own, of a process"},
    {"kProcessDataShare", kProcessDataShare, "", "and one in so many bytes that this machine has"},
    {"kProcessTasks", kProcessTasks, "tasks", "processes and threads of a server's process"},
    {"kProcessTasksEach", kProcessTasksEach, "tasks", "more, for each processor of this machine"},
    {"kInstallCpuSeconds", kInstallCpuSeconds, "s",
     "of processor time, of one that may use the network"},
    {"kInstallFileBytes", kInstallFileBytes, "bytes", "one file that it writes"},
    {"kInstallFolderBytes", kInstallFolderBytes, "bytes", "of each of its private folders"},
    {"kMaxProcessOutputBytes", kMaxProcessOutputBytes, "bytes", "that a server's process prints"},
    {"kGraceMilliseconds", kGraceMilliseconds, "ms",
     "to end by itself, twice, before it is killed"},
    {"kSandboxFolderBytes", kSandboxFolderBytes, "bytes", "of each private folder in the sandbox"},
    {"kMaxLeadWords", kMaxLeadWords, "words", "read of a description's lead sentence"},
    {"kMaxContextBytes", kMaxContextBytes, "bytes", "of a description whose words give context"},
    {"kMaxPatternBytes", kMaxPatternBytes, "bytes", "of a description that patterns look at"},
    {"kMaxPhraseBytes", kMaxPhraseBytes, "bytes", "of a text that one phrase of a rule spans"},
    {"kMaxBeforeBytes", kMaxBeforeBytes, "bytes", "around it that take it back (unless)"},
    {"kMaxPhraseTries", kMaxPhraseTries, "times", "it is looked for anew in one text"},
    {"kMaxDecodeRounds", kMaxDecodeRounds, "times", "hidden text is decoded, one code in another"},
    {"kMaxDecodedBytes", kMaxDecodedBytes, "bytes", "decoded from one text"},
    {"kMaxHitsAField", kMaxHitsAField, "places", "that one detector shows in one text"},
    {"kLongDescriptionBytes", kLongDescriptionBytes, "bytes", "beyond which it is called long"},
    {"kLargeSchemaBytes", kLargeSchemaBytes, "bytes", "beyond which it is called large"},
    {"kDeepSchemaLevels", kDeepSchemaLevels, "levels", "beyond which it is called deep"},
    {"kUsualParameters", kUsualParameters, "names", "beyond which there are many"},
    {"kManyTools", kManyTools, "tools", "of a server, beyond which there are many"},
    {"kMaxSampleBytes", kMaxSampleBytes, "bytes", "of a description that a sample shows"},
    {"kMaxJudges", kMaxJudges, "threads", "judging while one reads and one writes"},
    {"kMaxQueuedTools", kMaxQueuedTools, "tools", "waiting between reading and writing"},
    {"kMaxConfigBytes", kMaxConfigBytes, "bytes", "one client's configuration file"},
    {"kMaxConfigValues", kMaxConfigValues, "values", "of one configuration file"},
    {"kMaxConfigDepth", kMaxConfigDepth, "levels", "of nesting in a configuration file"},
    {"kMaxServersPerConfig", kMaxServersPerConfig, "servers", "of one configuration file"},
    {"kMaxProjectDepth", kMaxProjectDepth, "levels", "of folders below a project"},
    {"kMaxProjectFolders", kMaxProjectFolders, "folders", "of one project"},
    {"kMaxPluginDepth", kMaxPluginDepth, "levels", "of folders below a client's plugins"},
    {"kMaxEventValueBytes", kMaxEventValueBytes, "bytes", "of a value in a change event"},
    {"kMaxSchemaEvents", kMaxSchemaEvents, "events", "of one schema; beyond, it is one event"},
    {"kMaxWordEdits", kMaxWordEdits, "words", "that differ, in a word difference"},
    {"kMaxManifestBytes", kMaxManifestBytes, "bytes", "the manifest of a snapshot"},
    {"kMaxSnapshotBytes", kMaxSnapshotBytes, "bytes", "the catalog of a snapshot, unpacked"},
    {"kMaxKeyFileBytes", kMaxKeyFileBytes, "bytes", "a signature of minisign"},
    {"kMaxLockBytes", kMaxLockBytes, "bytes", "a lock file"},
    {"kMaxRequestHeaderBytes", kMaxRequestHeaderBytes, "bytes", "the header of a request to serve"},
    {"kMaxRequestBodyBytes", kMaxRequestBodyBytes, "bytes", "the body of a request to serve"},
    {"kMaxConnections", kMaxConnections, "clients", "connected to serve at a time"},
    {"kRequestHeaderMilliseconds", kRequestHeaderMilliseconds, "ms", "to send a request's header"},
    {"kRequestBodyMilliseconds", kRequestBodyMilliseconds, "ms", "to send a request's body"},
    {"kResponseMilliseconds", kResponseMilliseconds, "ms", "for a client to take an answer"},
    {"kIdleMilliseconds", kIdleMilliseconds, "ms", "between two requests of a connection"},
    {"kStopMilliseconds", kStopMilliseconds, "ms", "to answer what was asked when serve ends"},
    {"kMaxKeptBytes", kMaxKeptBytes, "bytes", "of answers that each thread of serve keeps"},
    {"kMaxSearchBytes", kMaxSearchBytes, "bytes", "of a search text"},
    {"kMaxSearchResults", kMaxSearchResults, "tools", "of a search that can be paged through"},
    {"kMaxPageSize", kMaxPageSize, "records", "of one page of a list of the API"},
    {"kWatchMilliseconds", kWatchMilliseconds, "ms", "between two looks at the served catalog"},
    {"kMaxSqlBytes", kMaxSqlBytes, "bytes", "of one SQL statement"},
    {"kMaxSqlDepth", kMaxSqlDepth, "levels", "of an expression of SQL"},
    {"kMaxSqlSelects", kMaxSqlSelects, "selects", "of one compound of SQL"},
    {"kMaxSqlSteps", kMaxSqlSteps, "steps", "of the program of one SQL statement"},
    {"kMaxSqlArguments", kMaxSqlArguments, "values", "given to a function of SQL"},
    {"kMaxTriggerDepth", kMaxTriggerDepth, "levels", "of triggers of a catalog"},
    {"kToolsPerTransaction", kToolsPerTransaction, "tools", "written in one transaction"},
};

constexpr Limit kCrawlLimits[] = {
    {"kMaxArchivedBytes", kMaxArchivedBytes, "bytes", "one archived answer, unpacked"},
    {"kMaxResumeHours", kMaxResumeHours, "h", "after which a broken crawl begins anew"},
    {"kFullCrawlHours", kFullCrawlHours, "h", "after which everything is asked for again"},
    {"kChangedSinceOverlapSeconds", kChangedSinceOverlapSeconds, "s",
     "before the last change that is asked for"},
    {"kGoodAnswersEach", kGoodAnswersEach, "answers", "of a host, for one failure in a row more"},
    {"kLedgerStep", kLedgerStep, "", "exchanges with a host that a kill may make forget"},
    {"kLiveFreshHours", kLiveFreshHours, "h", "before a live server is asked again"},
    {"kLiveRetryHours", kLiveRetryHours, "h", "before a slow or failing one is asked again"},
    {"kPackageFreshHours", kPackageFreshHours, "h", "before the newest package is asked for again"},
    {"kPackageMilliseconds", kPackageMilliseconds, "ms", "to download one package"},
    {"kMaxRecordPackages", kMaxRecordPackages, "packages", "of one record that are read"},
    {"kMaxRecordRemotes", kMaxRecordRemotes, "servers", "of one record that are asked"},
    {"kWaitingForEach", kWaitingForEach, "servers",
     "begun and waiting, for each exchange that may be under way"},
    {"kMaxShrinkPercent", kMaxShrinkPercent, "%", "of its servers a source may lose at a time"},
};

std::vector<Limit> AllLimits() {
  std::vector<Limit> all(std::begin(kLimits), std::end(kLimits));
  for (const FetchLimit& limit : KnownFetchLimits()) {
    all.push_back({limit.name, limit.value, limit.unit, limit.what});
  }
  all.insert(all.end(), std::begin(kCrawlLimits), std::end(kCrawlLimits));
  return all;
}

int Run(const std::vector<std::string>& arguments, Console& console) {
  bool json = false;
  Options parser(
      "limits",
      "Every limit on foreign input, by the name that problems use. Those of the network "
      "can be set with index --limit NAME=VALUE.",
      "mcprisk limits");
  parser.Flag("--json", &json, "Print as JSON");
  if (!parser.Parse(arguments, console)) return kExitDone;
  Value list = Value::List();
  for (const Limit& limit : AllLimits()) {
    if (json) {
      list.Add(Value::Map({{"name", limit.name},
                           {"value", limit.value},
                           {"unit", limit.unit},
                           {"what", limit.what}}));
      continue;
    }
    std::string value = Grouped(limit.value);
    console.out() << "  " << PadTo(limit.name, 28)
                  << std::string(value.size() < 14 ? 14 - value.size() : 0, ' ') << value << " "
                  << PadTo(limit.unit, 9) << limit.what << "\n";
  }
  if (json) console.out() << list.Json() << "\n";
  return kExitDone;
}

}  // namespace

extern const Command kLimitsCommand;
const Command kLimitsCommand = {"limits", "every limit on foreign input", Run};

}  // namespace mcprisk
