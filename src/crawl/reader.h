// Reads everything under one argument of the user.
#ifndef MCPRISK_CRAWL_READER_H_
#define MCPRISK_CRAWL_READER_H_

#include <atomic>
#include <functional>
#include <string>
#include <vector>

#include "crawl/archive.h"
#include "crawl/document.h"
#include "crawl/recognize.h"
#include "crawl/stream.h"

namespace mcprisk {

class ArgumentReader {
 public:
  // `location`: the argument, normalized. `sink` and `stop` must outlive this.
  ArgumentReader(std::string location, const CrawlSink& sink, const std::atomic<bool>& stop)
      : location_(std::move(location)), stop_(stop), recognizer_(location_, sink) {}

  void Run();

 private:
  // The files of a folder or an archive.
  struct Tree {
    std::vector<std::string> paths;  // in byte order
    std::function<Result<Stream>(const std::string& path)> open;
    std::string place_prefix;  // place_prefix + path names a file to the user
    std::string path_prefix;   // path_prefix + path is the path inside the argument
    bool in_archive = false;
  };
  // How one file is to be read.
  struct File {
    std::string place;
    std::string path;         // inside the argument
    bool asked = false;       // the user named it
    bool in_archive = false;  // archives in archives are not opened
    bool expected = true;     // say so when its format is not known
  };

  void ReadTree(const Tree& tree);
  File FileOf(const Tree& tree, const std::string& path) const;
  bool ReadRecordFolder(const Tree& tree, const std::string& folder);
  std::unique_ptr<LoadedDocument> LoadRecordFile(const Tree& tree, const std::string& path);

  void ReadFile(Stream stream, const File& file);
  void ReadDocument(Content content, Stream* stream, const File& file);
  void ReadAlone(const LoadedDocument& loaded, const File& file);
  std::unique_ptr<LoadedDocument> Load(Content content, Stream* stream, const File& file);
  void ReadLineFile(Stream* stream, const File& file);
  void ReadArchive(Content content, Stream* stream, const File& file);
  bool ReadBundle(std::string_view zip, const File& file);
  bool ReadPackageOf(const std::vector<ArchiveEntry>& files, const File& file);
  void ReadFolderPackage(Tree* tree);

  bool ReadWhole(Stream* stream, const File& file, size_t limit, std::string_view limit_name);
  bool ReadGroup(DocumentGroup group, const std::vector<Problem>& lost);
  void Unknown(const File& file, std::string_view why);

  const std::string location_;
  const std::atomic<bool>& stop_;
  Recognizer recognizer_;
};

}  // namespace mcprisk

#endif  // MCPRISK_CRAWL_READER_H_
