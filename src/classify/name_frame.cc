// Which word of a name is its verb.
//
// Tried on 10,954 real names: 60 % begin with their verb, 22 % have it later, 17 % have none. So
// every word that can be a verb is a candidate, and the order of `Rank` below picks one. Adding
// weights was tried and dropped: a reader could not say why a word won.
#include <algorithm>

#include "classify/traits.h"

namespace mcprisk {
namespace {

// Why a word is taken for the verb, best reason first.
enum Rank : int {
  kConfirmed,       // the description's lead clause begins with the same verb
  kFirstSure,       // delete_user
  kLastSuffix,      // d1_database_delete
  kFirstUsual,      // post_comment
  kLaterSure,       // zia_get_users
  kLaterUsual,      // tweet_post
  kConfirmedOther,  // the same verb as the lead's, but in another form: image_generation
  kAction,          // image_generation, code_runner
  kInflected,       // creating_users
  kEvent,           // run_history, order_status: a noun most likely
  kWeak,            // words that mostly are nouns
  kNoVerb,
};

bool IsFiller(const Token& token, const Grammar& grammar) {
  return token.On(grammar.name_fillers) || token.text.empty();
}

// First word that is no filler and no determiner.
size_t FirstReal(const std::vector<Token>& tokens, const Grammar& grammar) {
  size_t at = 0;
  while (at + 1 < tokens.size() &&
         (IsFiller(tokens[at], grammar) || tokens[at].On(grammar.adverbs))) {
    ++at;
  }
  return at;
}

size_t LastReal(const std::vector<Token>& tokens, const Grammar& grammar) {
  size_t at = tokens.size() - 1;
  while (at > 0 && IsFiller(tokens[at], grammar)) --at;
  return at;
}

bool Contains(const std::vector<Lemma>& verbs, Lemma verb) {
  return std::find(verbs.begin(), verbs.end(), verb) != verbs.end();
}

struct NameView {
  const std::vector<Token>& tokens;
  const std::vector<Lemma>& lead_verbs;
  const Grammar& grammar;
  size_t first;
  size_t last;
};

// "/api/new/index", "!firestore": an address, whose words name things unless they can only be
// verbs.
bool IsAddress(const NameView& name) { return name.tokens.front().begin > 0; }

// salesforce_write_trigger: a verb that can be nothing else stands before the word at the end.
bool SureVerbBefore(const NameView& name, size_t at) {
  for (size_t back = 0; back < at; ++back) {
    const Token& token = name.tokens[back];
    if (token.word && !token.compound && token.word->form == VerbForm::kBase &&
        token.word->surety == Surety::kAlways && !token.On(name.grammar.event_nouns)) {
      return true;
    }
  }
  return false;
}

bool IsSureVerb(const Token& token) {
  return token.word && !token.compound && token.word->lemma != kNoLemma &&
         token.word->form == VerbForm::kBase && token.word->surety == Surety::kAlways;
}

// run_history and order_status are things; so is delete_preview.
bool IsEvent(const NameView& name, size_t at) {
  const Grammar& grammar = name.grammar;
  // check_availability reads either way, and its verb is no noun.
  bool reads = grammar.vocabulary.LemmaCategory(name.tokens[at].word->lemma) == Category::kRead;
  for (size_t next = at + 1; next <= name.last; ++next) {
    if (name.tokens[next].On(grammar.outcomes)) return next == name.last && !reads;
    // "publish_items", "sync_index": a verb that can be nothing else has such things for its
    // object.
    bool thing = name.tokens[next].On(grammar.records) ||
                 (at == name.first && name.tokens[next].On(grammar.kept_states));
    bool object = name.tokens[at].word->surety == Surety::kAlways && thing && next == name.last;
    if (name.tokens[at].On(grammar.event_nouns) && name.tokens[next].On(grammar.states) && !object)
      return true;
    if (name.tokens[next].word && name.tokens[next].word->surety == Surety::kAlways) break;
  }
  return false;
}

Rank RankOf(const NameView& name, size_t at) {
  const Token& token = name.tokens[at];
  if (!token.word || token.word->lemma == kNoLemma || token.compound) return kNoVerb;
  // "like_post": before what is liked it is no preposition.
  bool begins_name = at == name.first && at < name.last;
  bool preposition = token.On(name.grammar.prepositions) && !begins_name;
  if (token.word->form == VerbForm::kPast || preposition) return kNoVerb;
  const Word& word = *token.word;
  bool in_lead = Contains(name.lead_verbs, word.lemma);
  bool behind_preposition = at > 0 && name.tokens[at - 1].On(name.grammar.prepositions);
  if (behind_preposition && !in_lead) return kNoVerb;
  if (word.form != VerbForm::kBase) {
    if (in_lead) return kConfirmedOther;
    // cancellation_terms: what a thing has.
    bool has = at < name.last && name.tokens[name.last].On(name.grammar.states);
    if (word.form == VerbForm::kNominal) return has ? kEvent : kAction;
    // "price_monitoring", "user_following": what is going on, at the end, is a thing.
    if (word.form == VerbForm::kGerund && at == name.last && at != name.first) return kNoVerb;
    // "emails_search", "tips": in a name the -s is a plural, unless a thing follows
    bool acts = word.surety == Surety::kAlways && at == name.first && at < name.last;
    return acts ? kInflected : word.form == VerbForm::kThird ? kNoVerb : kWeak;
  }
  bool sure = word.surety == Surety::kAlways;
  // confirm_delete_application, schedule_send_email: what is done stands behind.
  bool prefix = !sure && at == name.first && at + 1 < name.last && IsSureVerb(name.tokens[at + 1]);
  // "Confirm and execute the deletion" destroys.
  bool before_delete = prefix && name.tokens[at + 1].word->category == Category::kDestructive;
  if (in_lead && !before_delete) return kConfirmed;
  if (IsEvent(name, at)) return kEvent;
  if (!sure && IsAddress(name)) return kNoVerb;
  bool at_end = at == name.last && at != name.first;
  bool suffix = at_end && token.On(name.grammar.suffix_verbs);
  if (word.surety == Surety::kSometimes) {
    // adb_shell acts, shell_netstat only says by what.
    bool begins = at == name.first && !(at < name.last && token.On(name.grammar.suffix_verbs));
    return suffix ? kLastSuffix : begins ? kWeak : kNoVerb;
  }
  bool noun = token.On(name.grammar.event_nouns) || token.On(name.grammar.noun_suffixes);
  if (suffix && noun && SureVerbBefore(name, at)) return kEvent;
  // "browser_type"; but step_log, order_history: what a thing has, not what is done with it.
  bool operates = suffix && at > 0 && name.tokens[at - 1].On(name.grammar.interfaces);
  bool had = !sure && at == name.last && at != name.first && token.On(name.grammar.states);
  if (had && !operates) return kEvent;
  if (prefix) return kLaterUsual;
  if (at == name.first) return sure ? kFirstSure : kFirstUsual;
  if (suffix) return kLastSuffix;
  return sure ? kLaterSure : kLaterUsual;
}

// In find_and_delete neither verb is what the other acts on.
bool JoinedVerb(const NameView& name, size_t at) {
  const Token& token = name.tokens[at];
  bool verb =
      token.word && token.word->form == VerbForm::kBase && token.word->surety >= Surety::kUsually;
  bool joined = (at > 0 && name.tokens[at - 1].On(name.grammar.conjunctions)) ||
                (at + 1 < name.tokens.size() && name.tokens[at + 1].On(name.grammar.conjunctions));
  return verb && joined;
}

void AddObject(const NameView& name, size_t verb, Frame* frame) {
  const Grammar& grammar = name.grammar;
  TokenPlaces behind;
  size_t at = verb + 1;
  while (at < name.tokens.size() && !name.tokens[at].On(grammar.prepositions) &&
         !name.tokens[at].On(grammar.conjunctions)) {
    if (!IsFiller(name.tokens[at], grammar) && !name.tokens[at].On(grammar.determiners)) {
      behind.push_back(at);
    }
    ++at;
  }
  TokenPlaces before;
  for (size_t i = 0; i < verb; ++i) {
    bool joins = name.tokens[i].On(grammar.conjunctions) || JoinedVerb(name, i);
    if (!IsFiller(name.tokens[i], grammar) && !joins) before.push_back(i);
  }
  frame->object = behind.empty() ? before : behind;
  if (!behind.empty()) frame->mentions = before;
  for (; at < name.tokens.size(); ++at) {
    if (name.tokens[at].On(grammar.prepositions) || name.tokens[at].On(grammar.conjunctions))
      continue;
    if (!JoinedVerb(name, at)) frame->mentions.push_back(at);
  }
}

Frame MakeFrame(const NameView& name, size_t verb, Rank rank, FrameKind kind) {
  Frame frame;
  frame.kind = kind;
  frame.tokens = &name.tokens;
  frame.verb = name.tokens[verb].word->lemma;
  frame.verb_token = verb;
  frame.first = verb == name.first;
  bool sure_word = name.tokens[verb].word->surety == Surety::kAlways;
  frame.surety = rank <= kFirstSure || (rank == kLastSuffix && sure_word) ? Surety::kAlways
                 : rank <= kConfirmedOther                                ? Surety::kUsually
                                                                          : Surety::kSometimes;
  AddObject(name, verb, &frame);
  return frame;
}

// create_or_update_file, find_and_replace: verbs joined to the one found.
void AddCoordinated(const NameView& name, size_t verb, FrameKind kind, std::vector<Frame>* frames) {
  auto is_verb = [&](size_t at) {
    return at < name.tokens.size() && name.tokens[at].word &&
           name.tokens[at].word->lemma != kNoLemma &&
           name.tokens[at].word->form == VerbForm::kBase &&
           name.tokens[at].word->surety >= Surety::kUsually;
  };
  size_t at = verb;
  while (at + 2 < name.tokens.size() && name.tokens[at + 1].On(name.grammar.conjunctions) &&
         is_verb(at + 2)) {
    at += 2;
    frames->push_back(MakeFrame(name, at, kLaterSure, kind));
  }
  if (at == verb) return;
  // They share what stands behind the last one.
  for (Frame& frame : *frames) {
    frame.object = frames->back().object;
    FillLists(&frame);
  }
}

}  // namespace

void FillLists(Frame* frame) {
  frame->head_lists = ListBits();
  frame->object_lists = ListBits();
  frame->mention_lists = ListBits();
  const std::vector<Token>& tokens = *frame->tokens;
  if (frame->HasHead() && frame->Head().word) frame->head_lists = *frame->Head().word->lists;
  for (size_t at : frame->object) tokens[at].AddListsTo(&frame->object_lists);
  frame->mention_lists = frame->object_lists;
  for (size_t at : frame->mentions) tokens[at].AddListsTo(&frame->mention_lists);
}

void FindNameFrames(const std::vector<Token>& tokens, const std::vector<Lemma>& lead_verbs,
                    const Grammar& grammar, FrameKind kind, std::vector<Frame>* frames) {
  if (tokens.empty()) return;
  NameView name{tokens, lead_verbs, grammar, FirstReal(tokens, grammar), LastReal(tokens, grammar)};
  Rank best = kNoVerb;
  size_t verb = 0;
  for (size_t at = 0; at < tokens.size(); ++at) {
    Rank rank = RankOf(name, at);
    // Of equals the first stands, but of several suffix-like nouns of action the last.
    if (rank < best || (rank == best && rank == kAction)) {
      best = rank;
      verb = at;
    }
  }
  // "issue_history", "queue_depth": a word that is mostly a noun, before what it has, is one.
  if (best >= kEvent && tokens[name.last].On(grammar.states)) return;
  if (best == kNoVerb) return;
  frames->push_back(MakeFrame(name, verb, best, kind));
  FillLists(&frames->back());
  AddCoordinated(name, verb, kind, frames);
}

}  // namespace mcprisk
