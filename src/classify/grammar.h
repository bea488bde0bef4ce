// The vocabulary with the lists that finding frames needs, by name.
//
// These lists are ordinary lists of rules/vocabulary.yaml; this struct only remembers their numbers
// so that the code that finds verbs does not look them up by name for each tool.
#ifndef MCPRISK_CLASSIFY_GRAMMAR_H_
#define MCPRISK_CLASSIFY_GRAMMAR_H_

#include <string>
#include <string_view>
#include <vector>

#include "base/string_map.h"
#include "classify/name_sets.h"
#include "classify/vocabulary.h"

namespace mcprisk {

struct Grammar {
  Vocabulary vocabulary;
  NameSets parameter_names;

  size_t prepositions = ListBits::kMax;  // end a noun phrase: of, for, from, with …
  size_t of = ListBits::kMax;            // of, and the words of other languages for it
  size_t determiners = ListBits::kMax;   // a, the, all, your …: skipped
  size_t conjunctions = ListBits::kMax;  // and, or, then
  size_t negations = ListBits::kMax;  // not, without, never: what follows is no verb of the frame
  size_t adverbs = ListBits::kMax;    // permanently, safely …: skipped before a verb
  size_t openers = ListBits::kMax;    // to, that, can …: a verb may follow
  size_t states = ListBits::kMax;     // status, history …: make an event noun of what precedes
  size_t outcomes = ListBits::kMax;   // preview, estimate …: make any verb harmless
  size_t suffix_verbs = ListBits::kMax;   // verbs that stand last in resource_verb names
  size_t noun_suffixes = ListBits::kMax;  // of those, the ones that name a thing behind a verb
  size_t kept_states = ListBits::kMax;    // of the states, the ones that are acted on, too
  size_t interfaces = ListBits::kMax;     // browser, page: in these "type" is an act
  size_t light_nouns = ListBits::kMax;    // list of, number of …: the head is behind "of"
  size_t name_fillers = ListBits::kMax;   // tool, api, mcp, v1 …: never the head
  size_t skipped_sentences =
      ListBits::kMax;                   // if, when, note …: a sentence of this start is no lead
  size_t adjectives = ListBits::kMax;   // open, empty, clean: verbs that mostly describe
  size_t describing = ListBits::kMax;   // empty, complete: of these, the ones that do so at a start
  size_t records = ListBits::kMax;      // item, entry: states that are things, too
  size_t event_nouns = ListBits::kMax;  // run, build, order …: verbs that mostly name a thing

  // Verb lists that weigh frames against each other (classify/judge.cc).
  size_t light_verbs = ListBits::kMax;     // say little: run, make, start
  size_t simulations = ListBits::kMax;     // only try: simulate, validate
  size_t vague_reading = ListBits::kMax;   // may read or not: take, process
  size_t plain_reading = ListBits::kMax;   // leave no doubt: get, list, show
  size_t umbrella_verbs = ListBits::kMax;  // name no act: manage, handle, execute
  size_t hollow_verbs = ListBits::kMax;    // of these, the ones that harmless operations outweigh
  size_t pairs_with_remove = ListBits::kMax;  // add, assign: what "or remove" undoes
  size_t undoes_adding = ListBits::kMax;
  size_t amending_verbs = ListBits::kMax;     // change a part of what is there: update, set
  size_t offering_verbs = ListBits::kMax;     // say that something comes back: provide
  size_t storing_verbs = ListBits::kMax;      // keep what was read: save, store
  size_t session_verbs = ListBits::kMax;      // log in and out, whatever else the sentence says
  size_t action_parameters = ListBits::kMax;  // word list: action, operation, mode

  // Openings that say nothing ("use this tool to"), as words, longest first, under their first
  // word.
  using Phrases = std::vector<std::vector<std::string>>;
  StringMap<Phrases> boilerplate;

  // Fills the numbers above from the vocabulary's list names.
  void ResolveLists();
};

}  // namespace mcprisk

#endif  // MCPRISK_CLASSIFY_GRAMMAR_H_
