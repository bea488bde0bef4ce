#include "base/json.h"

#include <simdjson.h>

#include <algorithm>
#include <bit>
#include <cstdint>
#include <cstring>
#include <iterator>
#include <new>
#include <type_traits>
#include <utility>

#include "base/text.h"

namespace mcprisk {
namespace {

using simdjson::dom::element;
using simdjson::dom::element_type;

// A Json is an element by another name, so that the header need not know simdjson.
static_assert(sizeof(Json) == sizeof(element));
static_assert(std::is_trivially_copyable_v<Json> && std::is_trivially_copyable_v<element>);

element ElementOf(const Json& json) { return std::bit_cast<element>(json); }
Json JsonOf(const element& value) { return std::bit_cast<Json>(value); }

// For values whose type is known.
simdjson::dom::array ArrayOf(const element& value) { return value.get_array().value_unsafe(); }
simdjson::dom::object ObjectOf(const element& value) { return value.get_object().value_unsafe(); }

// Keys of objects in the order of RFC 8785, section 3.2.3: by UTF-16 code units. That is the order
// of bytes, but for characters beyond the BMP (F0 to F4 begins them), whose surrogates stand before
// U+E000 to U+FFFF (EE and EF).
bool KeyBefore(std::string_view a, std::string_view b) {
  auto end = a.begin() + static_cast<ptrdiff_t>(std::min(a.size(), b.size()));
  auto [at, other] = std::mismatch(a.begin(), end, b.begin());
  if (at == end) return a.size() < b.size();
  auto left = static_cast<uint8_t>(*at);
  auto right = static_cast<uint8_t>(*other);
  if (left >= 0xEE && right >= 0xEE && (left >= 0xF0) != (right >= 0xF0)) return left >= 0xF0;
  return left < right;
}

// Writes RFC 8785. Recursion is as deep as the document, which the parser keeps within
// kMaxJsonDepth.
class CanonicalWriter {
 public:
  explicit CanonicalWriter(std::string* out) : out_(*out) {}

  // False when a key stands twice; duplicate() names it.
  bool Write(const element& value) {
    switch (value.type()) {
      case element_type::OBJECT:
        return WriteObject(value);
      case element_type::ARRAY:
        return WriteArray(value);
      case element_type::STRING:
        AppendJsonString(value.get_string().value_unsafe(), &out_);
        return true;
      case element_type::BOOL:
        out_ += value.get_bool().value_unsafe() ? "true" : "false";
        return true;
      case element_type::NULL_VALUE:
        out_ += "null";
        return true;
      default:
        AppendJsonNumber(value.get_double().value_unsafe(), &out_);
        return true;
    }
  }

  std::string_view duplicate() const { return duplicate_; }

 private:
  struct Entry {
    std::string_view key;
    element value;
  };

  bool WriteArray(const element& array) {
    char separator = '[';
    for (element item : ArrayOf(array)) {
      out_ += separator;
      separator = ',';
      if (!Write(item)) return false;
    }
    out_ += separator == '[' ? "[]" : "]";
    return true;
  }

  bool WriteObject(const element& object) {
    // The members of all open objects lie in one vector, so that an object costs no allocation.
    const size_t begin = entries_.size();
    bool ascending = true;
    for (auto [key, value] : ObjectOf(object)) {
      if (entries_.size() > begin && !KeyBefore(entries_.back().key, key)) ascending = false;
      entries_.push_back({key, value});
    }
    if (!ascending && !Sort(begin)) return false;
    char separator = '{';
    for (size_t i = begin; i < entries_.size(); ++i) {
      Entry entry = entries_[i];  // a copy, as the vector grows below
      out_ += separator;
      separator = ',';
      AppendJsonString(entry.key, &out_);
      out_ += ':';
      if (!Write(entry.value)) return false;
    }
    out_ += separator == '{' ? "{}" : "}";
    entries_.resize(begin);
    return true;
  }

  bool Sort(size_t begin) {
    auto first = entries_.begin() + static_cast<ptrdiff_t>(begin);
    std::sort(first, entries_.end(),
              [](const Entry& a, const Entry& b) { return KeyBefore(a.key, b.key); });
    auto twice = std::adjacent_find(first, entries_.end(),
                                    [](const Entry& a, const Entry& b) { return a.key == b.key; });
    if (twice == entries_.end()) return true;
    duplicate_ = twice->key;
    return false;
  }

  std::string& out_;
  std::vector<Entry> entries_;
  std::string_view duplicate_;
};

}  // namespace

// --- Json ----------------------------------------------------------------------------------------

JsonType Json::type() const {
  if (IsMissing()) return JsonType::kMissing;
  switch (ElementOf(*this).type()) {
    case element_type::OBJECT:
      return JsonType::kObject;
    case element_type::ARRAY:
      return JsonType::kArray;
    case element_type::STRING:
      return JsonType::kString;
    case element_type::BOOL:
      return JsonType::kBool;
    case element_type::NULL_VALUE:
      return JsonType::kNull;
    default:
      return JsonType::kNumber;
  }
}

Json Json::operator[](std::string_view key) const {
  if (!IsObject()) return Json();
  element value;
  if (ElementOf(*this).at_key(key).get(value) != simdjson::SUCCESS) return Json();
  return JsonOf(value);
}

Json Json::FirstOf(std::initializer_list<std::string_view> keys) const {
  for (std::string_view key : keys) {
    Json value = (*this)[key];
    if (!value.IsMissing() && value.type() != JsonType::kNull) return value;
  }
  return Json();
}

std::optional<std::string_view> Json::String() const {
  if (type() != JsonType::kString) return std::nullopt;
  return ElementOf(*this).get_string().value_unsafe();
}

std::optional<bool> Json::Bool() const {
  if (type() != JsonType::kBool) return std::nullopt;
  return ElementOf(*this).get_bool().value_unsafe();
}

std::optional<double> Json::Number() const {
  if (type() != JsonType::kNumber) return std::nullopt;
  return ElementOf(*this).get_double().value_unsafe();
}

size_t Json::Size() const {
  // simdjson counts up to this number and stays there.
  constexpr size_t kManyItems = 0xFFFFFF;
  auto count = [](const auto& container) -> size_t {
    size_t size = container.size();
    if (size < kManyItems) return size;
    return static_cast<size_t>(std::distance(container.begin(), container.end()));
  };
  if (IsArray()) return count(ArrayOf(ElementOf(*this)));
  if (IsObject()) return count(ObjectOf(ElementOf(*this)));
  return 0;
}

std::vector<Json> Json::Items() const {
  std::vector<Json> items;
  if (!IsArray()) return items;
  simdjson::dom::array array = ArrayOf(ElementOf(*this));
  items.reserve(array.size());
  for (element item : array) items.push_back(JsonOf(item));
  return items;
}

std::vector<Json::Member> Json::Members() const {
  std::vector<Member> members;
  if (!IsObject()) return members;
  simdjson::dom::object object = ObjectOf(ElementOf(*this));
  members.reserve(object.size());
  for (auto [key, value] : object) members.push_back({key, JsonOf(value)});
  return members;
}

Result<std::string> Json::Canonical() const {
  std::string text;
  std::string failure = AppendCanonical(&text);
  if (!failure.empty()) return Failure(std::move(failure));
  return text;
}

std::string Json::AppendCanonical(std::string* out) const {
  constexpr size_t kShownKeyBytes = 80;
  if (IsMissing()) return "there is no value";
  CanonicalWriter writer(out);
  if (writer.Write(ElementOf(*this))) return {};
  std::string_view key = writer.duplicate();
  std::string shown(Utf8Prefix(key, kShownKeyBytes));
  return "duplicate key \"" + shown + (shown.size() < key.size() ? "…\"" : "\"");
}

// --- JsonParser ----------------------------------------------------------------------------------

namespace {

// Integers beyond 64 bits outside of strings, which simdjson refuses, get ".0" so that they are
// read as doubles. Empty when there is none.
std::string WithWideIntegers(std::string_view text) {
  constexpr size_t kDigitsOfInt64 = 19;
  constexpr std::string_view kNumber = "+-.0123456789Ee";
  std::string widened;
  size_t copied = 0;
  for (size_t at = 0; at < text.size();) {
    if (text[at] == '"') {
      for (++at; at < text.size() && text[at] != '"'; ++at) {
        if (text[at] == '\\') ++at;
      }
      ++at;
      continue;
    }
    if (!IsAsciiDigit(text[at])) {
      ++at;
      continue;
    }
    size_t end = std::min(text.find_first_not_of(kNumber, at), text.size());
    std::string_view number = text.substr(at, end - at);
    bool whole = number.find_first_not_of("0123456789") == std::string_view::npos;
    if (whole && number.size() >= kDigitsOfInt64) {
      widened.append(text, copied, end - copied);
      widened += ".0";
      copied = end;
    }
    at = end;
  }
  if (copied > 0) widened.append(text, copied);
  return widened;
}

// What a person can do something with; which of simdjson's errors comes may depend on the machine.
std::string PlainMessage(simdjson::error_code error) {
  switch (error) {
    case simdjson::EMPTY:
      return "empty, not JSON";
    case simdjson::UTF8_ERROR:
      return "not valid UTF-8";
    case simdjson::DEPTH_ERROR:
      return "nested deeper than " + std::to_string(kMaxJsonDepth) + " levels";
    case simdjson::MEMALLOC:
      return "too large for the memory of this machine";
    case simdjson::NUMBER_ERROR:
      return "not JSON: a number is malformed or beyond the range of a double";
    case simdjson::STRING_ERROR:
      return "not JSON: a string holds a malformed escape or half a surrogate pair";
    case simdjson::UNESCAPED_CHARS:
      return "not JSON: a string holds a control character";
    case simdjson::UNCLOSED_STRING:
      return "not JSON: a string does not end";
    case simdjson::T_ATOM_ERROR:
    case simdjson::F_ATOM_ERROR:
    case simdjson::N_ATOM_ERROR:
      return "not JSON: a word is not true, false or null";
    default:
      return "not JSON: brackets, commas and colons do not fit together";
  }
}

}  // namespace

struct JsonParser::Rep {
  simdjson::dom::parser parser;
  std::unique_ptr<char[]> buffer;  // the text and its padding
  size_t capacity = 0;

  // Makes room for `size` bytes. Small texts of many sizes are the rule, so the buffers at least
  // double; large ones come alone, and simdjson takes 14 bytes for each of theirs.
  simdjson::error_code Reserve(size_t size) {
    constexpr size_t kSmall = size_t{1} << 20;
    if (buffer && size <= capacity) return simdjson::SUCCESS;
    size_t wanted = size < kSmall ? std::max(std::bit_ceil(size), size_t{4096}) : size + size / 8;
    capacity = 0;
    buffer.reset(new (std::nothrow) char[wanted + simdjson::SIMDJSON_PADDING]);
    if (!buffer) return simdjson::MEMALLOC;
    // simdjson does not count an innermost container without items.
    simdjson::error_code error = parser.allocate(wanted, kMaxJsonDepth + 1);
    if (!error) error = parser.doc.allocate(wanted);
    if (!error) capacity = wanted;
    return error;
  }

  simdjson::error_code Parse(std::string_view text) {
    simdjson::error_code error = Reserve(text.size());
    if (error) return error;
    if (!text.empty()) std::memcpy(buffer.get(), text.data(), text.size());
    std::memset(buffer.get() + text.size(), ' ', simdjson::SIMDJSON_PADDING);
    return parser.parse(buffer.get(), text.size(), false).error();
  }
};

JsonParser::JsonParser() : rep_(std::make_unique<Rep>()) {}
JsonParser::~JsonParser() = default;

Result<Json> JsonParser::Parse(std::string_view text) {
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  if (text.size() > kMaxJsonBytes) return Failure("larger than 1 GiB");
  simdjson::error_code error = rep_->Parse(text);
  if (error) {
    std::string widened = WithWideIntegers(text);
    if (!widened.empty()) error = rep_->Parse(widened);
  }
  if (error) return Failure(PlainMessage(error));
  return JsonOf(rep_->parser.doc.root());
}

}  // namespace mcprisk
