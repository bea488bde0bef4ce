#include "crawl/reader.h"

#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <map>
#include <system_error>
#include <utility>

#include "crawl/archive.h"
#include "crawl/files.h"
#include "crawl/formats/all.h"
#include "crawl/limits.h"
#include "crawl/lines.h"
#include "crawl/packages/package.h"

namespace mcprisk {
namespace {

// Files that are one record together when they lie in one folder; the first one makes the others
// part of it.
constexpr std::array<std::string_view, 3> kRecordFiles = {"server.yaml", "tools.json",
                                                          "tools.yaml"};

bool IsRecordFile(std::string_view name) {
  return std::find(kRecordFiles.begin(), kRecordFiles.end(), name) != kRecordFiles.end();
}

// Everything before the last slash, and it: "a/b/" of "a/b/c".
std::string FolderOf(std::string_view path) {
  return std::string(path.substr(0, path.rfind('/') + 1));
}

}  // namespace

void ArgumentReader::Run() {
  recognizer_.BeginFile(location_);
  File file;
  file.place = location_;
  file.asked = true;
  if (location_ == "-") {
    file.path = "stdin";
    recognizer_.sink().file();
    return ReadFile(Stream::StandardInput(), file);
  }
  file.path = location_.substr(FolderOf(location_).size());
  struct stat status = {};
  if (stat(location_.c_str(), &status) != 0) {
    std::string why = std::generic_category().message(errno);
    return recognizer_.Trouble(location_, "cannot be read: " + why);
  }
  if (!S_ISDIR(status.st_mode)) {
    recognizer_.sink().file();
    Result<Stream> stream = Stream::OpenFile(location_);
    if (!stream) return recognizer_.Trouble(location_, stream.error());
    return ReadFile(std::move(*stream), file);
  }
  Tree tree;
  tree.place_prefix = location_ == "." ? "" : location_ == "/" ? "/" : location_ + "/";
  FolderWalk walk = WalkFolder(location_, stop_);
  for (Problem& problem : walk.problems) {
    bool inside = !problem.place.empty();
    recognizer_.Trouble(inside ? tree.place_prefix + problem.place : location_,
                        std::move(problem.what));
  }
  tree.paths = std::move(walk.paths);
  tree.open = [&tree](const std::string& path) {
    return Stream::OpenFile(tree.place_prefix + path);
  };
  ReadFolderPackage(&tree);
  ReadTree(tree);
}

// --- Folders and what lies in them ---------------------------------------------------------------

ArgumentReader::File ArgumentReader::FileOf(const Tree& tree, const std::string& path) const {
  File file;
  file.place = tree.place_prefix + path;
  file.path = tree.path_prefix + path;
  file.in_archive = tree.in_archive;
  return file;
}

void ArgumentReader::ReadTree(const Tree& tree) {
  std::map<std::string, bool> record_folders;  // with server.yaml -> whether it is a record
  for (const std::string& path : tree.paths) {
    if (stop_) return;
    std::string folder = FolderOf(path);
    auto known = record_folders.find(folder);
    if (known == record_folders.end() &&
        std::binary_search(tree.paths.begin(), tree.paths.end(),
                           folder + std::string(kRecordFiles.front()))) {
      known = record_folders.emplace(folder, ReadRecordFolder(tree, folder)).first;
    }
    const bool in_record_folder = known != record_folders.end();
    if (in_record_folder && IsRecordFile(std::string_view(path).substr(folder.size()))) continue;
    // An archive's entries were counted when it was unpacked.
    if (!tree.in_archive) recognizer_.sink().file();
    File file = FileOf(tree, path);
    // Beside a record lie more files about it, such as Metorial's listing.yaml.
    file.expected = !(in_record_folder && known->second);
    Result<Stream> stream = tree.open(path);
    if (stream) {
      ReadFile(std::move(*stream), file);
    } else {
      recognizer_.Trouble(file.place, stream.error());
    }
  }
}

// Reads the record files of `folder`: as one record if they are one (true), else one by one.
bool ArgumentReader::ReadRecordFolder(const Tree& tree, const std::string& folder) {
  std::vector<std::unique_ptr<LoadedDocument>> loaded;
  DocumentGroup group;
  std::vector<Problem> lost;
  recognizer_.BeginFile(tree.place_prefix + folder);
  for (std::string_view name : kRecordFiles) {
    std::string path = folder + std::string(name);
    if (!std::binary_search(tree.paths.begin(), tree.paths.end(), path)) continue;
    std::unique_ptr<LoadedDocument> document = LoadRecordFile(tree, path);
    if (!document) continue;
    group.documents.push_back(document->document());
    lost.insert(lost.end(), document->lost().begin(), document->lost().end());
    loaded.push_back(std::move(document));
  }
  if (loaded.empty()) return false;
  if (ReadGroup(group, lost)) return true;
  for (const std::unique_ptr<LoadedDocument>& document : loaded) {
    ReadAlone(*document, FileOf(tree, folder + std::string(document->document().FileName())));
  }
  return false;
}

std::unique_ptr<LoadedDocument> ArgumentReader::LoadRecordFile(const Tree& tree,
                                                               const std::string& path) {
  if (!tree.in_archive) recognizer_.sink().file();
  File file = FileOf(tree, path);
  Result<Stream> stream = tree.open(path);
  if (!stream) {
    recognizer_.Trouble(file.place, stream.error());
    return nullptr;
  }
  Content content = Sniff(&*stream);
  if (content == Content::kJson || content == Content::kYaml) {
    return Load(content, &*stream, file);
  }
  ReadFile(std::move(*stream), file);
  return nullptr;
}

// --- One file ------------------------------------------------------------------------------------

void ArgumentReader::ReadFile(Stream stream, const File& file) {
  recognizer_.BeginFile(file.place);
  Content content = Sniff(&stream);
  if (!stream.error().empty()) return recognizer_.Trouble(file.place, stream.error());
  switch (content) {
    case Content::kEmpty:
      return Unknown(file, "the file is empty");
    case Content::kOther:
      return Unknown(file, kUnknownFormat);
    case Content::kLines:
      return ReadLineFile(&stream, file);
    case Content::kJson:
    case Content::kYaml:
      return ReadDocument(content, &stream, file);
    case Content::kZip:
    case Content::kArchive:
      return ReadArchive(content, &stream, file);
  }
}

void ArgumentReader::ReadDocument(Content content, Stream* stream, const File& file) {
  std::unique_ptr<LoadedDocument> loaded = Load(content, stream, file);
  if (loaded) ReadAlone(*loaded, file);
}

void ArgumentReader::ReadAlone(const LoadedDocument& loaded, const File& file) {
  DocumentGroup alone{.folder = "", .documents = {loaded.document()}, .asked = file.asked};
  if (ReadGroup(std::move(alone), loaded.lost())) return;
  if (loaded.lost().empty()) return Unknown(file, kUnknownFormat);
  for (const Problem& problem : loaded.lost()) recognizer_.Trouble(problem.place, problem.what);
}

std::unique_ptr<LoadedDocument> ArgumentReader::Load(Content content, Stream* stream,
                                                     const File& file) {
  if (!ReadWhole(stream, file, kMaxFileBytes, "kMaxFileBytes")) return nullptr;
  auto loaded =
      LoadedDocument::Load(content, stream->Ahead(), file.place, file.path, file.place != "-");
  if (loaded) return std::move(*loaded);
  // Much that is no data looks like YAML at first sight.
  if (file.asked || IsDataName(file.path)) {
    recognizer_.Trouble(std::move(loaded.error().place), std::move(loaded.error().what));
  }
  return nullptr;
}

void ArgumentReader::ReadLineFile(Stream* stream, const File& file) {
  if (stream->size_hint() > kMaxFileBytes) {
    return recognizer_.Trouble(
        file.place,
        "larger than " + LimitText("kMaxFileBytes", kMaxFileBytes) + " bytes; split it");
  }
  std::string why;
  if (!ReadLines(stream, file.place, file.path, file.asked, &recognizer_, stop_, &why)) {
    Unknown(file, why);
  }
  if (!stream->error().empty()) recognizer_.Trouble(file.place, stream->error());
}

// --- Archives ------------------------------------------------------------------------------------

void ArgumentReader::ReadArchive(Content content, Stream* stream, const File& file) {
  if (file.in_archive) {
    return Unknown(file, "an archive inside an archive is not opened; unpack the outer one");
  }
  if (!ReadWhole(stream, file, kMaxArchiveBytes, "kMaxArchiveBytes")) return;
  if (content == Content::kZip && ReadBundle(stream->Ahead(), file)) return;
  UnpackedArchive archive =
      Unpack(stream->Ahead(), content, file.place, stop_, recognizer_.sink().file, IsPackageFile);
  for (Problem& problem : archive.problems) {
    recognizer_.Trouble(std::move(problem.place), std::move(problem.what));
  }
  if (archive.single_file) {
    File inner = file;
    inner.path = WithoutCompressionSuffix(file.path);
    inner.in_archive = true;
    for (ArchiveEntry& entry : archive.entries) ReadFile(Stream(std::move(entry.text)), inner);
    return;
  }
  if (ReadPackageOf(archive.entries, file)) return;
  Tree tree;
  tree.in_archive = true;
  tree.place_prefix = file.place + "!";
  tree.path_prefix = file.asked ? "" : file.path + "!";
  for (const ArchiveEntry& entry : archive.entries) tree.paths.push_back(entry.path);
  tree.open = [&](const std::string& path) -> Result<Stream> {
    auto at = std::lower_bound(tree.paths.begin(), tree.paths.end(), path);
    return Stream(std::move(archive.entries[static_cast<size_t>(at - tree.paths.begin())].text));
  };
  ReadTree(tree);
}

// An MCPB bundle is known by its manifest.json; the rest of it is not unpacked.
bool ArgumentReader::ReadBundle(std::string_view zip, const File& file) {
  constexpr std::string_view kManifest = "manifest.json";
  std::optional<std::string> manifest = ReadFromZip(zip, kManifest, stop_);
  if (!manifest) return false;
  auto loaded = LoadedDocument::Load(Content::kJson, *manifest, file.place + "!manifest.json",
                                     std::string(kManifest), true);
  if (!loaded) return false;
  DocumentGroup group{.folder = "", .documents = {(*loaded)->document()}};
  if (!kMcpbFormat.recognize(group)) return false;
  UnpackedArchive program;
  if ((*loaded)->document().root["tools"].Size() == 0) {
    program = Unpack(
        zip, Content::kZip, file.place, stop_, [] {}, IsPackageFile);
    group.files = &program.entries;
    group.package_place = file.place;
  }
  return ReadGroup(std::move(group), (*loaded)->lost());
}

// The files of an archive or a folder as a package, when they are one. False when they are to be
// read one by one as well.
bool ArgumentReader::ReadPackageOf(const std::vector<ArchiveEntry>& files, const File& file) {
  std::optional<PackageManifest> manifest = FindManifest(files);
  if (!manifest) return false;
  JsonParser parser;
  Result<Json> root = parser.Parse(manifest->json);
  if (!root) return false;
  Document document{file.place + "!" + manifest->path, manifest->path, *root, true};
  DocumentGroup group{.folder = "", .documents = {std::move(document)}, .asked = file.asked};
  group.files = &files;
  group.package_type = manifest->type;
  group.package_place = file.place;
  return recognizer_.Read(group, {}) && !manifest->has_records;
}

// A folder with a manifest in its root is a package that was unpacked; its other files are read all
// the same.
void ArgumentReader::ReadFolderPackage(Tree* tree) {
  std::vector<ArchiveEntry> files;
  size_t bytes = 0;
  const bool has_manifest = std::any_of(
      tree->paths.begin(), tree->paths.end(),
      [](const std::string& path) { return path == "package.json" || path == "pyproject.toml"; });
  for (const std::string& path : tree->paths) {
    if (!has_manifest || stop_ || bytes > kMaxArchiveBytes) break;
    if (!IsPackageFile(path)) continue;
    Result<Stream> stream = tree->open(path);
    if (!stream || stream->size_hint() > kMaxEntryBytes) continue;
    stream->Fill(kMaxEntryBytes);
    bytes += stream->Ahead().size();
    files.push_back({path, std::move(*stream).Rest()});
  }
  // A manifest without any source is a document like others.
  if (files.size() < 2) return;
  File folder;
  folder.place = location_;
  if (ReadPackageOf(files, folder)) std::erase(tree->paths, FindManifest(files)->path);
}

// --- What all of them need -----------------------------------------------------------------------

bool ArgumentReader::ReadWhole(Stream* stream, const File& file, size_t limit,
                               std::string_view limit_name) {
  if (stream->size_hint() <= limit) stream->Fill(limit + 1);
  if (!stream->error().empty()) {
    recognizer_.Trouble(file.place, stream->error());
    return false;
  }
  if (stream->size_hint() <= limit && stream->Ahead().size() <= limit) return true;
  recognizer_.Trouble(file.place, "larger than " + LimitText(limit_name, limit) + " bytes");
  return false;
}

bool ArgumentReader::ReadGroup(DocumentGroup group, const std::vector<Problem>& lost) {
  group.folder = FolderOf(group.documents.front().path);
  if (!group.folder.empty()) group.folder.pop_back();
  return recognizer_.Read(group, lost);
}

// In a folder of thousands, such as a checkout, only those files are spoken of that one would
// expect to be read.
void ArgumentReader::Unknown(const File& file, std::string_view why) {
  if (file.asked || (file.expected && IsDataName(file.path))) {
    recognizer_.Trouble(file.place, std::string(why));
  }
}

}  // namespace mcprisk
