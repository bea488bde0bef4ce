#include "classify/word_frequency.h"

#include <algorithm>
#include <iterator>

namespace mcprisk {
namespace {

struct Frequency {
  std::string_view word;
  double percent;
};

// Sorted.
constexpr Frequency kFrequent[] = {
    {"about", 5},       {"access", 2},        {"account", 2},      {"add", 3},
    {"additional", 20}, {"address", 3},       {"after", 2},        {"all", 12},
    {"and", 23},        {"any", 6},           {"api", 6},          {"app", 3},
    {"are", 4},         {"args", 9},          {"arguments", 16},   {"array", 8},
    {"available", 4},   {"base", 2},          {"based", 3},        {"before", 3},
    {"boolean", 6},     {"can", 6},           {"check", 3},        {"code", 4},
    {"collection", 2},  {"configuration", 2}, {"containing", 3},   {"content", 6},
    {"context", 2},     {"create", 9},        {"current", 5},      {"data", 7},
    {"database", 3},    {"date", 4},          {"default", 16},     {"defaults", 3},
    {"delete", 5},      {"description", 34},  {"detailed", 4},     {"details", 5},
    {"dictionary", 2},  {"directory", 2},     {"draft", 18},       {"each", 2},
    {"email", 2},       {"end", 2},           {"enum", 6},         {"error", 2},
    {"example", 4},     {"existing", 3},      {"false", 21},       {"fetch", 3},
    {"fields", 2},      {"file", 6},          {"files", 3},        {"filter", 4},
    {"find", 2},        {"first", 2},         {"for", 32},         {"format", 6},
    {"from", 16},       {"full", 2},          {"generate", 2},     {"get", 35},
    {"given", 2},       {"http", 19},         {"identifier", 3},   {"ids", 2},
    {"image", 2},       {"include", 3},       {"including", 4},    {"index", 2},
    {"info", 3},        {"information", 8},   {"integer", 8},      {"items", 8},
    {"its", 3},         {"json", 21},         {"key", 4},          {"limit", 5},
    {"list", 18},       {"max", 3},           {"maximum", 5},      {"message", 3},
    {"metadata", 2},    {"min", 2},           {"minimum", 3},      {"multiple", 3},
    {"must", 3},        {"name", 16},         {"need", 2},         {"new", 8},
    {"not", 6},         {"note", 2},          {"null", 5},         {"number", 16},
    {"object", 55},     {"one", 3},           {"only", 5},         {"operation", 2},
    {"optional", 9},    {"org", 18},          {"organization", 2}, {"other", 2},
    {"output", 2},      {"page", 5},          {"pagination", 3},   {"parameter", 2},
    {"parameters", 4},  {"path", 5},          {"per", 2},          {"project", 5},
    {"properties", 54}, {"provided", 4},      {"query", 7},        {"read", 3},
    {"repository", 2},  {"request", 4},       {"required", 44},    {"response", 2},
    {"results", 5},     {"retrieve", 5},      {"retrieves", 2},    {"return", 5},
    {"returns", 15},    {"schema", 19},       {"search", 8},       {"set", 3},
    {"should", 2},      {"single", 2},        {"specific", 13},    {"specified", 5},
    {"start", 4},       {"status", 4},        {"str", 3},          {"string", 46},
    {"task", 3},        {"text", 5},          {"that", 5},         {"the", 46},
    {"their", 3},       {"this", 11},         {"time", 4},         {"title", 18},
    {"token", 3},       {"tool", 7},          {"true", 5},         {"type", 56},
    {"unique", 3},      {"update", 6},        {"url", 5},          {"use", 10},
    {"used", 3},        {"user", 9},          {"using", 6},        {"value", 3},
    {"when", 5},        {"whether", 3},       {"which", 2},        {"will", 4},
    {"with", 15},       {"you", 6},           {"your", 3},
};

}  // namespace

double PercentOfDefinitions(std::string_view word) {
  const auto* found = std::lower_bound(
      std::begin(kFrequent), std::end(kFrequent), word,
      [](const Frequency& one, std::string_view wanted) { return one.word < wanted; });
  return found != std::end(kFrequent) && found->word == word ? found->percent : 0;
}

}  // namespace mcprisk
