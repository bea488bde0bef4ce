// JSON as it comes from strangers: a read-only view of one parsed document.
//
// simdjson does the work and stays inside json.cc, since its header costs seconds a file. A Json is
// a cheap handle (two words) into a document that a JsonParser owns: it is valid until that parser
// parses again or dies. A value that is not there is a Json too, of type kMissing, so that readers
// of many dialects can chain look-ups: v["repo"]["url"].String().
//
// What is refused, because two readers could see two things or we could not store it: invalid
// UTF-8, lone surrogates, numbers beyond double, nesting beyond kMaxJsonDepth. Duplicate keys are
// seen by Canonical(). Integers beyond 64 bits are read as doubles, which is what RFC 8785 makes of
// them.
//
// Threads: one parser for one thread; a Json may be read from any thread while its parser rests.
#ifndef MCPRISK_BASE_JSON_H_
#define MCPRISK_BASE_JSON_H_

#include <cstddef>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace mcprisk {

// Real definitions reach 28 levels; containers around them add a handful. An empty object or array
// is no level.
inline constexpr size_t kMaxJsonDepth = 100;
// The largest document that is parsed in one piece.
inline constexpr size_t kMaxJsonBytes = size_t{1} << 30;

enum class JsonType { kMissing, kNull, kBool, kNumber, kString, kArray, kObject };

class Json {
 public:
  struct Member;

  Json() = default;  // kMissing

  JsonType type() const;
  bool IsMissing() const { return document_ == nullptr; }
  bool IsObject() const { return type() == JsonType::kObject; }
  bool IsArray() const { return type() == JsonType::kArray; }
  bool IsString() const { return type() == JsonType::kString; }

  // The value of `key`; kMissing when this is no object or has no such key. Of duplicate keys the
  // first counts here; Canonical() refuses them.
  Json operator[](std::string_view key) const;
  // The first of `keys` that is there and not null.
  Json FirstOf(std::initializer_list<std::string_view> keys) const;

  // The value, when it is of that type. The text lives as long as the document.
  std::optional<std::string_view> String() const;
  std::optional<bool> Bool() const;
  std::optional<double> Number() const;
  // String() or the empty text.
  std::string_view Text() const { return String().value_or(std::string_view()); }

  // Number of items or members; 0 for everything else.
  size_t Size() const;
  std::vector<Json> Items() const;      // of an array, in order; empty for everything else
  std::vector<Member> Members() const;  // of an object, in order, duplicates too

  // RFC 8785: no white space, keys in order of their UTF-16 code units, shortest numbers.
  // Fails on a duplicate key, naming it.
  Result<std::string> Canonical() const;
  // Appends to `out` instead of making a string; the empty string on success, else the message.
  std::string AppendCanonical(std::string* out) const;

 private:
  friend class JsonParser;
  const void* document_ = nullptr;
  size_t index_ = 0;
};

struct Json::Member {
  std::string_view key;
  Json value;
};

class JsonParser {
 public:
  JsonParser();
  ~JsonParser();
  JsonParser(const JsonParser&) = delete;
  JsonParser& operator=(const JsonParser&) = delete;

  // Parses one document; a byte-order mark in front is skipped. The result is valid until the next
  // Parse. The message says what is wrong in plain words, without a place.
  Result<Json> Parse(std::string_view text);

 private:
  struct Rep;
  std::unique_ptr<Rep> rep_;
};

// Appends `text`, which is UTF-8, as a JSON string with quotes and the minimal escapes of RFC 8785.
void AppendJsonString(std::string_view text, std::string* out);
// Appends a finite number as ECMAScript writes it (RFC 8785, section 3.2.2.3): the shortest digits
// that read back as the same double.
void AppendJsonNumber(double number, std::string* out);

// For a document that does not parse as a whole: the text of each item of the outermost array, or
// of the first array under one of `keys` in the outermost object, or in an object right inside it
// (a JSON-RPC envelope), split by looking at brackets and quotes only. So one bad record costs one
// record. A string ends at a line break too, so that a missing quote costs one line. `complete` is
// false when the text ended inside an item, which is left out, or held no such array. Linear.
struct JsonPieces {
  std::vector<std::string_view> items;
  bool complete = false;
};
JsonPieces SplitJsonArray(std::string_view text, const std::vector<std::string_view>& keys);

// 1-based line of a byte offset.
size_t LineOfOffset(std::string_view text, size_t offset);

}  // namespace mcprisk

#endif  // MCPRISK_BASE_JSON_H_
