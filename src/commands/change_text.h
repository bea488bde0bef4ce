// What changed, for people: one line an event, and the words or values that differ below it.
#ifndef MCPRISK_COMMANDS_CHANGE_TEXT_H_
#define MCPRISK_COMMANDS_CHANGE_TEXT_H_

#include <string>
#include <string_view>

#include "commands/console.h"
#include "model/change.h"

namespace mcprisk {

// "Critical  acme/notes · delete_note  def.injected  /description  silently at 1.2.0" and its
// details, each with a newline. `lead` stands in front. All that a server wrote is escaped.
std::string ChangeText(std::string_view lead, const std::string& server, const ChangeEvent& event,
                       const Console& console);

// "Get [-a note-]{+all notes+} by id", one line: removed words in [- -], added ones in {+ +}; runs
// of equal words are shortened. Escaped.
std::string WordDifference(std::string_view before, std::string_view after);

}  // namespace mcprisk

#endif  // MCPRISK_COMMANDS_CHANGE_TEXT_H_
