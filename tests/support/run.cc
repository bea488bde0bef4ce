#include "support/run.h"

#include <sys/wait.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "support/paths.h"

namespace mcprisk {

std::string ReadWholeFile(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

void WriteWholeFile(const std::string& path, const std::string& text) {
  std::ofstream(path, std::ios::binary) << text;
}

Ran RunShell(const std::string& line, const std::string& folder, const std::string& input) {
  TempDir streams;
  WriteWholeFile(streams / "in", input);
  const std::string program = std::filesystem::path(ProgramPath()).parent_path().string();
  // env: the shell of the test machine may set colors or widths that tests must not see.
  const std::string command = "cd '" + folder + "' && export PATH='" + program +
                              "':\"$PATH\" && unset NO_COLOR && { " + line + "\n} < '" +
                              (streams / "in") + "' > '" + (streams / "out") + "' 2> '" +
                              (streams / "err") + "'";
  int status = std::system(command.c_str());
  Ran ran;
  ran.code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  ran.out = ReadWholeFile(streams / "out");
  ran.err = ReadWholeFile(streams / "err");
  return ran;
}

}  // namespace mcprisk
