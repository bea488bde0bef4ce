// Commands that the program proposes, ready to be pasted into a shell.
#ifndef MCPRISK_COMMANDS_SHELL_WORD_H_
#define MCPRISK_COMMANDS_SHELL_WORD_H_

#include <string>

namespace mcprisk {

// `text` as one word of a POSIX shell: quoted when it holds anything but plain characters, and
// safe to print, so that what cannot be seen is written out.
std::string ShellWord(const std::string& text);

}  // namespace mcprisk

#endif  // MCPRISK_COMMANDS_SHELL_WORD_H_
