#include "commands/whole_file.h"

#include <unistd.h>

#include <fstream>
#include <iostream>

#include "base/result.h"
#include "base/text.h"

namespace mcprisk {

namespace fs = std::filesystem;

void WriteWhole(const fs::path& path, const std::string& text) {
  fs::path part = path;
  part += "." + std::to_string(getpid()) + ".part";  // two runs must not write one file
  std::ofstream out(part, std::ios::binary | std::ios::trunc);
  out << text;
  out.close();
  std::error_code error;
  if (out) fs::rename(part, path, error);
  if (!out || error) {
    std::error_code ignored;
    fs::remove(part, ignored);
    throw Error(ForTerminal(path.string()) +
                ": cannot be written; is the folder there and writable?");
  }
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
