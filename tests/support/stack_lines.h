// A stack as lines of text, so that tests compare whole outputs.
#ifndef MCPRISK_TESTS_SUPPORT_STACK_LINES_H_
#define MCPRISK_TESTS_SUPPORT_STACK_LINES_H_

#include <string>
#include <string_view>

#include "stack/findings.h"
#include "stack/stack.h"

namespace mcprisk {

// "3:5 notes: stdio npx @acme/notes@1.2.3 pinned = npm:@acme/notes; env A, B; secret …".
std::string ServerLine(const StackServer& server);
// A line for every server and every problem that `text` holds for a client.
std::string ReadConfigLines(std::string_view client, const std::string& path,
                            std::string_view text);

// A tool with a verdict, as the catalog would give it.
StackTool MadeTool(const std::string& name, Category category, Risk risk,
                   std::vector<std::string> capabilities);

}  // namespace mcprisk

#endif  // MCPRISK_TESTS_SUPPORT_STACK_LINES_H_
