// Flags and arguments of one command. CLI11 does the work inside options.cc.
#ifndef MCPRISK_COMMANDS_OPTIONS_H_
#define MCPRISK_COMMANDS_OPTIONS_H_

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "commands/console.h"

namespace mcprisk {

class Options {
 public:
  // `example` is a command line that works; --help shows it.
  Options(const std::string& command, const std::string& summary, const std::string& example);
  ~Options();

  // Each binds a variable that must outlive Parse. `name` is "--json" or "-o,--out".
  void Flag(const std::string& name, bool* value, const std::string& help);
  void Text(const std::string& name, std::string* value, const std::string& help);
  // Takes one or more values behind one name, and may come again.
  void Texts(const std::string& name, std::vector<std::string>* values, const std::string& help);
  void Number(const std::string& name, size_t* value, const std::string& help);
  // One of `choices`, ASCII case ignored.
  void Choice(const std::string& name, std::string* value, const std::vector<std::string>& choices,
              const std::string& help);
  // May be given several times, one value each.
  void Repeated(const std::string& name, std::vector<std::string>* values, const std::string& help);
  void Argument(const std::string& name, std::string* value, bool required,
                const std::string& help);
  void Arguments(const std::string& name, std::vector<std::string>* values, bool required,
                 const std::string& help);

  // False when the command is over: --help was printed (code kExitDone). Throws UsageError on a
  // wrong command line.
  bool Parse(const std::vector<std::string>& arguments, Console& console);

 private:
  struct Rep;
  std::unique_ptr<Rep> rep_;
};

}  // namespace mcprisk

#endif  // MCPRISK_COMMANDS_OPTIONS_H_
