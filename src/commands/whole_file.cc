#include "commands/whole_file.h"

#include <unistd.h>

#include <iostream>
#include <utility>

#include "base/result.h"
#include "base/text.h"

namespace mcprisk {

namespace fs = std::filesystem;

WholeFileStream::WholeFileStream(fs::path path) : path_(std::move(path)), part_(path_) {
  part_ += "." + std::to_string(getpid()) + ".part";  // two runs must not write one file
  out_.open(part_, std::ios::binary | std::ios::trunc);
}

WholeFileStream::~WholeFileStream() {
  std::error_code ignored;
  fs::remove(part_, ignored);
}

void WholeFileStream::Commit() {
  out_.close();
  std::error_code error;
  if (out_) fs::rename(part_, path_, error);
  if (!out_ || error) {
    throw Error(ForTerminal(path_.string()) +
                ": cannot be written; is the folder there and writable?");
  }
}

void WriteWhole(const fs::path& path, const std::string& text) {
  WholeFileStream file(path);
  file.Append(text);
  file.Commit();
}

std::string ReadWhole(const std::string& path) {
  std::ifstream file;
  if (path != "-") file.open(path, std::ios::binary);
  std::istream& in = path == "-" ? std::cin : file;
  std::string text;
  char buffer[1 << 14];
  while (in.read(buffer, sizeof(buffer)) || in.gcount() > 0) {
    text.append(buffer, static_cast<size_t>(in.gcount()));
    if (text.size() > kMaxPolicyFileBytes) {
      throw Error(ForTerminal(path) + ": larger than kMaxPolicyFileBytes, " +
                  Grouped(kMaxPolicyFileBytes) + " bytes");
    }
  }
  std::error_code ignored;
  if (path != "-" && (!file.is_open() || in.bad() || fs::is_directory(path, ignored))) {
    throw Error(ForTerminal(path) + ": cannot be read; is it a file, and may you read it?");
  }
  return text;
}

}  // namespace mcprisk
