// All that rules may look at: what one definition says, found out before anything is judged.
//
// A definition has up to two frames, its name and the lead clause of its description. A frame is a
// verb, what it acts on, and the other words of the clause. The verb is found, not assumed first:
// "zia_get_users", "llm_job_status", "browser_tab_close", "Use this tool to permanently delete …".
//
// Traits point into the Tool and into buffers of their own: they live as long as both. Extraction
// is a pure function of (tool, vocabulary); buffers are kept between tools, since this is the hot
// path.
#ifndef MCPRISK_CLASSIFY_TRAITS_H_
#define MCPRISK_CLASSIFY_TRAITS_H_

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "classify/grammar.h"
#include "classify/vocabulary.h"
#include "model/tool.h"

namespace mcprisk {

// What is read of a definition: the lead decides, and beyond the first kilobyte only patterns look.
inline constexpr size_t kMaxNameWords = 24;
inline constexpr size_t kMaxLeadWords = 48;
inline constexpr size_t kMaxContextBytes = 400;
inline constexpr size_t kMaxPatternBytes = 4096;

// One word in the text it came from.
struct Token {
  std::string_view text;  // lower case
  uint32_t begin = 0;     // byte offsets into the field
  uint32_t end = 0;
  const Word* word = nullptr;  // nullptr: on no list
  bool compound = false;       // two words that are one noun ("pull request")
  bool clause_end = false;     // a comma, "and" or the like follows

  bool On(size_t list) const { return word && word->On(list); }
  // Adds the lists that it is on.
  void AddListsTo(ListBits* lists) const {
    if (word && word->listed) *lists |= *word->lists;
  }
};

enum class FrameKind : uint8_t { kName, kLead, kOperation };

// Places of tokens in their list, in place: a frame owns no memory.
class TokenPlaces {
 public:
  void push_back(size_t place) { places_[size_++] = static_cast<uint8_t>(place); }
  void clear() { size_ = 0; }
  bool empty() const { return size_ == 0; }
  size_t size() const { return size_; }
  size_t front() const { return places_[0]; }
  size_t back() const { return places_[size_ - 1u]; }
  const uint8_t* begin() const { return places_.data(); }
  const uint8_t* end() const { return places_.data() + size_; }

 private:
  uint8_t size_ = 0;
  std::array<uint8_t, std::max(kMaxNameWords, kMaxLeadWords)> places_;
};

// One verb with what it acts on.
struct Frame {
  FrameKind kind = FrameKind::kName;
  Lemma verb = kNoLemma;
  Surety surety = Surety::kNone;
  size_t verb_token = 0;  // index into tokens
  TokenPlaces object;     // tokens of the noun phrase, head last
  TokenPlaces mentions;   // all other words of the clause
  const std::vector<Token>* tokens = nullptr;
  // Unions over the words above.
  ListBits head_lists;
  ListBits object_lists;
  ListBits mention_lists;  // object and others
  bool first = false;      // the verb is the first word of the name or clause

  const Token& VerbToken() const { return (*tokens)[verb_token]; }
  bool HasHead() const { return !object.empty(); }
  const Token& Head() const { return (*tokens)[object.back()]; }
};

struct ParameterTraits {
  const Parameter* parameter = nullptr;
  ListBits word_lists;  // of all words of its name
  // The sets of names that rules ask for, by the normalized name: "shellCommand" and
  // "shell-command" are "shell_command". nullptr: in none.
  const ListBits* name_sets = nullptr;
};

struct Traits {
  const Tool* tool = nullptr;
  std::vector<Token> name;
  std::vector<Token> lead;  // of the first clause that has a verb
  size_t lead_begin = 0;    // byte range of that sentence in the description
  size_t lead_end = 0;
  std::vector<Frame> name_frames;  // best first; more than one for create_or_update
  std::vector<Frame> lead_frames;  // in order; several for "Create, update or delete"
  std::vector<ParameterTraits> parameters;
  ListBits context;          // of every word of name, title, description begin, parameter names
  size_t unknown_words = 0;  // words of the name on no list

  std::string lowered_name;
  std::string lowered_description;  // first kMaxPatternBytes

  // Room that extraction works in.
  struct Scratch {
    std::string lowered, normalized;
    std::vector<Token> words;
    std::vector<Lemma> lead_verbs;
  };
  Scratch scratch;
};

// Fills `traits` anew.
void ExtractTraits(const Tool& tool, const Grammar& grammar, Traits* traits);

// Pieces of it, for enum values and tests.
void TokenizeIdentifier(std::string_view original, std::string_view lowered, const Grammar& grammar,
                        std::vector<Token>* tokens);
void TokenizeText(std::string_view lowered, size_t begin, size_t end, const Grammar& grammar,
                  std::vector<Token>* tokens);
// The same, with what stands in parentheses.
void TokenizeEverything(std::string_view lowered, const Grammar& grammar,
                        std::vector<Token>* tokens);
// The frames of a name given as tokens. `lead_verbs`: verbs of the description's lead clause, which
// decide between several candidates.
void FindNameFrames(const std::vector<Token>& tokens, const std::vector<Lemma>& lead_verbs,
                    const Grammar& grammar, FrameKind kind, std::vector<Frame>* frames);
void FindLead(std::string_view lowered, const Grammar& grammar, Traits* traits);
void FillLists(Frame* frame);

}  // namespace mcprisk

#endif  // MCPRISK_CLASSIFY_TRAITS_H_
