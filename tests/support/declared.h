// What is found in source text, as lines: tests read as source in, tools out.
#ifndef MCPRISK_TESTS_SUPPORT_DECLARED_H_
#define MCPRISK_TESTS_SUPPORT_DECLARED_H_

#include <string>
#include <utility>
#include <vector>

namespace mcprisk {

// One line a tool, "path:line definition", and the problems: "problem place: what".
std::string Declared(const std::vector<std::pair<std::string, std::string>>& files);
std::string Declared(const std::string& path, const std::string& text);
// The names alone, a blank between them.
std::string DeclaredNames(const std::vector<std::pair<std::string, std::string>>& files);
std::string DeclaredNames(const std::string& path, const std::string& text);

}  // namespace mcprisk

#endif  // MCPRISK_TESTS_SUPPORT_DECLARED_H_
