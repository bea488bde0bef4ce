// One format of tool definitions: the seam of this layer. To add one, write one file under
// crawl/formats/ that defines one Format, declared in formats/all.h, and add its line to kFormats
// in crawl/formats.cc.
//
// A format sees JSON only (YAML was turned into it) and never fails: what it cannot read goes to
// Emitter::Trouble, and the rest is read on. Text of strangers is copied out of the documents,
// which live as long as the call of `read`.
#ifndef MCPRISK_CRAWL_FORMAT_H_
#define MCPRISK_CRAWL_FORMAT_H_

#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "base/json.h"
#include "crawl/crawl.h"

namespace mcprisk {

struct ArchiveEntry;

// One file's content as JSON, and where it came from.
struct Document {
  std::string place;  // "mcpm/redis.json", "metorial.tar.xz!catalog/a/b/c/tools.yaml"
  std::string path;   // path inside the argument, "/"-separated: "catalog/a/b/c/tools.yaml"
  Json root;
  // The file holds this document and nothing else, so that its name may be the record's. Not so for
  // one line of many and for standard input.
  bool own_file = true;

  std::string_view FileName() const;  // last part of the path: "tools.yaml"
  std::string_view Stem() const;      // the file name without its last extension: "tools"
};

// Files of one folder that are one record together, e.g. server.yaml and tools.json. Files that
// stand alone come as a group of one.
struct DocumentGroup {
  std::string folder;  // path inside the argument; its last part often names the server
  std::vector<Document> documents;  // never empty
  // The user named this very file. Then a shape that says little by itself, such as a bare list of
  // names, is believed; in a folder of thousands it is not.
  bool asked = false;
  // Of a package: its files (the source, above all), and how the package is named to the user.
  // `package_type` is "npm", "pypi" or "nuget"; a bundle, which has a format of its own, has none.
  const std::vector<ArchiveEntry>* files = nullptr;
  std::string package_type = {};
  std::string package_place = {};

  // The document whose file name (last part of the path) is `name`, or nullptr.
  const Document* Find(std::string_view name) const;
};

// Hands out what a format finds, in the name of one source.
class Emitter {
 public:
  Emitter(Source source, const CrawlSink& sink) : source_(std::move(source)), sink_(sink) {}

  // Fills Origin and hands the listing out. One whose server has no name, or one beyond
  // kMaxServerNameBytes, becomes a problem; longer texts than kMaxServerTextBytes are cut, which is
  // a problem too.
  void Emit(Listing listing, std::string place, Standing standing);
  void Trouble(std::string place, std::string what);
  // The same for a whole record that cannot be read.
  void LoseRecord(std::string place, std::string what);

  // Reports records that were given up before the format could see them. What the format says later
  // of the same places is dropped, as it is said already. Forgotten with the next call.
  void GiveUp(std::vector<Problem> lost);

  // A name for a server whose document does not promise a unique one: `wanted`, unless another file
  // of this source took it before; then "wanted (stem)" or, if that is taken too, "wanted (path)".
  std::string UniqueName(std::string_view wanted, const Document& document);

  const Source& source() const { return source_; }

 private:
  bool Take(const std::string& name, const std::string& path);

  Source source_;
  const CrawlSink& sink_;
  std::unordered_set<std::string> given_up_;
  std::unordered_map<std::string, std::string> names_;  // name -> path that took it
};

struct Format {
  std::string_view name;
  std::string_view what;
  // True when the group is of this format: a question about shape only, cheap, no side effect.
  bool (*recognize)(const DocumentGroup& group);
  void (*read)(const DocumentGroup& group, Emitter& emitter);
};

// All formats, in the order in which they are asked.
const std::vector<const Format*>& Formats();

// --- Pieces that several formats share
// ------------------------------------------------------------

// Real names reach 120 bytes; the registry allows 200.
inline constexpr size_t kMaxServerNameBytes = 512;
// Title, description, version and instructions of a server, each.
inline constexpr size_t kMaxServerTextBytes = size_t{64} << 10;
// Real records have up to a dozen; more would cost more than they tell.
inline constexpr size_t kMaxIdentities = 100;
// Records looked at when a format is recognized: the first ones may be broken.
inline constexpr size_t kRecordsToRecognize = 20;

// Adds tools to one listing, one by one.
class ToolCollector {
 public:
  // Both must outlive the collector. Tools that the listing has already count as met.
  ToolCollector(Emitter& emitter, Listing* listing);
  ~ToolCollector();

  // Reads one entry: a definition in any dialect, or a bare name. `name`: of an entry that keeps it
  // outside; else empty. What cannot be read, and a later entry of a name already met ("the first
  // one stands"), becomes a problem at `place`, with "#index" behind it unless `index` is 0.
  void Add(const Json& entry, std::string_view name, const std::string& place, size_t index);
  // kMaxToolsPerServer are there.
  bool Full() const;

 private:
  Emitter& emitter_;
  Listing* listing_;
  std::unordered_set<std::string> names_;
  std::unique_ptr<JsonParser> empty_;  // holds the definition that a bare name stands for
};

// Reads the tools of any container of the field: an array of Tools, of names or of {name}; a map
// name -> Tool; one Tool; an object with `tools`; a JSON string that holds an array; a JSON-RPC
// envelope. Tools that cannot be read become problems at `place`#index. Sets listing->tools (also
// to the empty list) and adds to listing->tools_read; null, missing and "dynamic" leave the tools
// unknown.
void ReadToolsInto(const Json& container, const std::string& place, Emitter& emitter,
                   Listing* listing);

// True when `entry` is an object that has the marks of a tool definition: a name, and a schema or
// annotations. With `plain`, a name and nothing but members that tools have is enough.
bool LooksLikeTool(const Json& entry, bool plain);
// True when one of the first kRecordsToRecognize items looks like a tool.
bool LooksLikeToolList(const Json& list, bool plain);

// Adds the identity when its value, normalized already, is not empty and not there yet.
void AddIdentity(IdentityKind kind, std::string value, Server* server);
// The same for what a record says; nothing is added for a package type that names no registry, for
// a download (mcpb) and for an address of the author's own machine.
void AddPackage(std::string_view type, std::string_view identifier, Server* server);
void AddRemote(std::string_view url, Server* server);
void AddRepository(std::string_view url, std::string_view subfolder, Server* server);
// Knows the spellings in use; unknown transports are left out.
void AddTransport(std::string_view transport, Server* server);

// "place#index", the way records and tools are named in problems.
std::string RecordPlace(const std::string& place, size_t index);

}  // namespace mcprisk

#endif  // MCPRISK_CRAWL_FORMAT_H_
