#include "classify/grammar.h"

namespace mcprisk {

void Grammar::ResolveLists() {
  prepositions = vocabulary.FindList("prepositions");
  of = vocabulary.FindList("of");
  determiners = vocabulary.FindList("determiners");
  conjunctions = vocabulary.FindList("conjunctions");
  negations = vocabulary.FindList("negations");
  adverbs = vocabulary.FindList("adverbs");
  openers = vocabulary.FindList("openers");
  states = vocabulary.FindList("states");
  outcomes = vocabulary.FindList("outcomes");
  suffix_verbs = vocabulary.FindList("suffix_verbs");
  noun_suffixes = vocabulary.FindList("noun_suffixes");
  kept_states = vocabulary.FindList("kept_states");
  interfaces = vocabulary.FindList("interfaces");
  light_nouns = vocabulary.FindList("light_nouns");
  name_fillers = vocabulary.FindList("name_fillers");
  skipped_sentences = vocabulary.FindList("skipped_sentences");
  adjectives = vocabulary.FindList("adjectives");
  describing = vocabulary.FindList("describing");
  event_nouns = vocabulary.FindList("event_nouns");
  records = vocabulary.FindList("records");
  action_parameters = vocabulary.FindList("action_parameters");
  light_verbs = vocabulary.FindVerbList("light_verbs");
  simulations = vocabulary.FindVerbList("simulations");
  vague_reading = vocabulary.FindVerbList("vague_reading");
  plain_reading = vocabulary.FindVerbList("plain_reading");
  umbrella_verbs = vocabulary.FindVerbList("umbrella_verbs");
  hollow_verbs = vocabulary.FindVerbList("hollow_verbs");
  pairs_with_remove = vocabulary.FindVerbList("pairs_with_remove");
  amending_verbs = vocabulary.FindVerbList("amending_verbs");
  offering_verbs = vocabulary.FindVerbList("offering_verbs");
  storing_verbs = vocabulary.FindVerbList("storing_verbs");
  session_verbs = vocabulary.FindVerbList("session_verbs");
  undoes_adding = vocabulary.FindVerbList("undoes_adding");
}

}  // namespace mcprisk
