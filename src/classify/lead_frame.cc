// The lead clause: what the first sentence of a description says that a call does.
//
// Imperative ("List users") is six times as common as the third person ("Lists users"); both, and
// "Use this tool to …", "A tool that …", "Image generation", end in the same frame. Only the lead
// is read as grammar: further sentences explain, warn and give examples, and reading them as verbs
// was tried and made more wrong than right.
#include <algorithm>

#include "base/text.h"
#include "classify/clause.h"
#include "classify/sentences.h"
#include "classify/traits.h"

namespace mcprisk {
namespace {

constexpr size_t kMaxSentences = 4;  // looked at until one has a verb
constexpr size_t kMaxObjectWords = 7;

// "Setzt den Zähler zurück": a verb in two parts becomes one token; the tail stands close behind
// the head or ends the clause.
void JoinSeparated(const Grammar& grammar, std::vector<Token>* tokens) {
  constexpr size_t kClose = 2;
  constexpr size_t kFar = 14;
  for (size_t head = 0; head < tokens->size(); ++head) {
    if (!(*tokens)[head].word || !(*tokens)[head].word->starts_separable) continue;
    for (size_t tail = head + 1; tail < tokens->size() && tail <= head + kFar; ++tail) {
      const Token& end = (*tokens)[tail];
      bool last = tail + 1 == tokens->size() || end.clause_end;
      bool ends = last || (*tokens)[tail + 1].On(grammar.conjunctions);
      // "Lädt ein Bild herunter": "ein" is an article there, and "aus der Liste" begins a phrase.
      bool close = tail <= head + kClose && !end.On(grammar.determiners) &&
                   !end.On(grammar.prepositions) && !end.On(grammar.openers);
      bool phrase_ends = ends || (*tokens)[tail + 1].On(grammar.prepositions);
      const Word* whole = close || phrase_ends
                              ? grammar.vocabulary.FindSeparable((*tokens)[head].text, end.text)
                              : nullptr;
      if (whole) {
        (*tokens)[head].word = whole;
        if (end.clause_end) (*tokens)[tail - 1].clause_end = true;
        tokens->erase(tokens->begin() + static_cast<std::ptrdiff_t>(tail));
      }
      if (whole || ends) break;
    }
  }
}

class LeadFinder : private Clause {
 public:
  LeadFinder(const std::vector<Token>& tokens, const Grammar& grammar, std::vector<Frame>* frames)
      : Clause(tokens, grammar), frames_(frames) {}

  // Frames of the sentence whose words begin at `start`. `lenient`: also where the verb is not at
  // the beginning.
  void Find(size_t start, bool lenient) {
    if (IsVerbFinal(start)) {
      if (lenient) FindVerbFinal(start);
      if (!lenient || !frames_->empty()) return;
    }
    size_t verb = VerbAtStart(start);
    if (verb != kNone && lenient) verb = PastAllowing(verb);
    bool first = verb != kNone;
    if (!first && lenient) verb = ThirdPerson(start);
    if (verb == kNone && lenient) verb = VerbBehindOpener(start);
    if (verb == kNone && lenient) verb = NounOfAction(start);
    if (verb == kNone && lenient) verb = FirstUnspaced(start);
    if (verb == kNone && lenient) verb = FinalVerb(start);
    if (verb == kNone) return;
    AddVerbs(verb, first);
  }

 private:
  size_t VerbAtStart(size_t start) const {
    size_t at = SkipAdverbs(start);
    const Word* word = VerbWord(at);
    return word && ReadsAsVerb(at, *word) ? at : kNone;
  }

  // "It allows assistants to search the web": what is allowed is behind "to". "Enables a rule" has
  // no such verb and is itself one.
  size_t PastAllowing(size_t verb) const {
    constexpr size_t kClose = 5;
    if (!Is(verb, grammar_.openers) || tokens_[verb].word->form != VerbForm::kThird) return verb;
    for (size_t at = verb + 1; at + 1 < tokens_.size() && at <= verb + kClose; ++at) {
      if (tokens_[at].clause_end) break;
      if (tokens_[at].text != "to") continue;
      size_t next = SkipAdverbs(at + 1);
      const Word* word = VerbWord(next);
      if (word && word->surety >= Surety::kUsually && ReadsAsVerb(next, *word)) return next;
    }
    return verb;
  }

  // Turkish ends a sentence with its verb: "Yeni bir görev oluşturur". In English the last word is
  // none, so that only words that another language has for a verb are taken.
  size_t FinalVerb(size_t start) const {
    size_t last = tokens_.size() - 1;
    const Word* word = last > start ? VerbWord(last) : nullptr;
    if (!word || word->surety < Surety::kAlways || Negated(last)) return kNone;
    const std::string& english = grammar_.vocabulary.LemmaText(word->lemma);
    bool foreign = !tokens_[last].text.starts_with(std::string_view(english).substr(0, 2));
    return foreign ? last : kNone;
  }

  // "A tool that creates …", "… for creating …", "… can be used to create …".
  size_t VerbBehindOpener(size_t start) const {
    for (size_t at = start; at + 1 < tokens_.size() && at < start + 14; ++at) {
      if (!Is(at, grammar_.openers)) continue;
      size_t next = SkipAdverbs(at + 1);
      const Word* word = VerbWord(next);
      // "It allows assistants to search": what is allowed is behind "to".
      if (!word || Is(next, grammar_.openers)) continue;
      if (ReadsAsVerb(next, *word) && word->surety >= Surety::kUsually) return next;
    }
    return kNone;
  }

  // "Given a component returns a list of …": a sure verb in the third person, before what it acts
  // on.
  size_t ThirdPerson(size_t start) const {
    for (size_t at = start + 1; at + 1 < tokens_.size() && at < start + 10; ++at) {
      if (Is(at, grammar_.openers) || tokens_[at].clause_end) return kNone;
      const Word* word = VerbWord(at);
      bool third = word && word->form == VerbForm::kThird && word->surety == Surety::kAlways;
      if (third && Is(at + 1, grammar_.determiners) && !Negated(at)) return at;
    }
    return kNone;
  }

  // "Image generation with …", "User search": the last such noun before a preposition.
  size_t NounOfAction(size_t start) const {
    size_t found = kNone;
    // "API for image deblurring", whose "API" is passed over.
    if (Is(start, grammar_.openers) && Is(start, grammar_.prepositions)) ++start;
    for (size_t at = start; at < tokens_.size() && at < start + 6; ++at) {
      if (Is(at, grammar_.prepositions)) break;
      const Word* word = VerbWord(at);
      if (!word || Negated(at) || Is(at, grammar_.adjectives)) continue;
      // "The migrate status command" looks something up.
      if (Is(at, grammar_.event_nouns) && Is(at + 1, grammar_.states)) continue;
      // "Files that a run has produced": behind an article it names a thing.
      if (at > start && Is(at - 1, grammar_.determiners)) continue;
      bool noun_of_action = word->form == VerbForm::kNominal;
      // "User search", "Crisp upscale of an image": sure verbs name what is done as nouns, too.
      bool sure = word->surety == Surety::kAlways && word->form != VerbForm::kThird;
      // Of "Table remove column get" the first verb counts, of nouns of action the last.
      if (noun_of_action || (sure && found == kNone)) found = at;
      if (tokens_[at].clause_end) break;
    }
    return found;
  }

  // Chinese puts before the verb by what, where and with whom: "根据关键词搜索…".
  size_t FirstUnspaced(size_t start) const {
    for (size_t at = start; at < tokens_.size(); ++at) {
      const Word* word = VerbWord(at);
      if (word && IsUnspaced(tokens_[at]) && ReadsAsVerb(at, *word)) return at;
    }
    return kNone;
  }

  // Japanese and Korean: the verb stands behind what it acts on and ends the clause.
  bool IsVerbFinal(size_t start) const {
    const Word* word = VerbWord(start);
    if (word && !IsUnspaced(tokens_[start])) return false;
    return std::any_of(tokens_.begin() + static_cast<std::ptrdiff_t>(start), tokens_.end(),
                       [](const Token& token) { return IsKana(token) || IsHangul(token); });
  }

  // を, 을, 를: openers in their own script.
  bool IsParticle(size_t at) const {
    return Is(at, grammar_.openers) && (IsKana(tokens_[at]) || IsHangul(tokens_[at]));
  }

  // Every verb right behind an object particle, and one that ends the clause. Several are a
  // sequence
  // ("…を取得し、…に保存します"); the judge takes the most severe.
  void FindVerbFinal(size_t start) {
    size_t reserve = kNone;  // …するために使用します
    size_t end = tokens_.size();
    while (end > start && Is(end - 1, grammar_.name_fillers)) --end;  // …하는 도구
    for (size_t at = start; at < end; ++at) {
      const Word* word = VerbWord(at);
      if (!word || !IsUnspaced(tokens_[at]) || IsParticle(at + 1)) continue;
      bool last = at + 1 == end || (Is(at + 1, grammar_.conjunctions) && at + 1 < end);
      bool acts = at > start && IsParticle(at - 1) && !Is(at + 1, grammar_.prepositions);
      if ((last || acts) && !Negated(at)) {
        AddVerbFinal(at, start);
      } else if (!Negated(at) && !Is(at + 1, grammar_.states)) {
        reserve = at;
      }
    }
    if (frames_->empty() && reserve != kNone) AddVerbFinal(reserve, start);
  }

  // The frame of the verb at `verb`, still without what it acts on.
  Frame FrameAt(size_t verb, bool first) const {
    Frame frame;
    frame.kind = FrameKind::kLead;
    frame.tokens = &tokens_;
    frame.verb = tokens_[verb].word->lemma;
    frame.surety = tokens_[verb].word->surety;
    frame.verb_token = verb;
    frame.first = first;
    return frame;
  }

  // What is acted on stands before the particle; the rest of the clause is only mentioned.
  void AddVerbFinal(size_t verb, size_t start) {
    Frame frame = FrameAt(verb, true);
    size_t particle = verb;
    while (particle > start && !IsParticle(particle - 1)) --particle;
    size_t end = particle > start ? particle - 1 : verb;
    size_t begin = end;
    while (begin > start && end - begin < 4 && !Is(begin - 1, grammar_.openers) &&
           !Is(begin - 1, grammar_.prepositions) && !Is(begin - 1, grammar_.conjunctions)) {
      --begin;
    }
    for (size_t at = start; at < tokens_.size(); ++at) {
      if (at == verb || Is(at, grammar_.determiners)) continue;
      (at >= begin && at < end ? frame.object : frame.mentions).push_back(at);
    }
    FillLists(&frame);
    frames_->push_back(frame);
  }

  static bool SameForm(const Word& a, const Word& b) { return a.form == b.form; }

  // The verb at `verb`, and those joined to it: "Create, update or delete a record".
  void AddVerbs(size_t verb, bool first) {
    const Word& main = *tokens_[verb].word;
    std::vector<size_t> verbs = {verb};
    size_t at = verb + 1;
    while (at < tokens_.size()) {
      size_t next = at;
      bool joined = tokens_[at - 1].clause_end;
      if (Is(next, grammar_.conjunctions)) {
        joined = true;
        ++next;
      }
      next = SkipAdverbs(next);
      const Word* word = VerbWord(next);
      if (!joined || !word || !SameForm(main, *word) || !ReadsAsVerb(next, *word)) break;
      // "Type, empty cells and range of a column": two words that may be nouns are a list of nouns.
      if (main.surety < Surety::kAlways && word->surety < Surety::kAlways) break;
      verbs.push_back(next);
      at = next + 1;
    }
    for (size_t one : verbs) AddFrame(one, at, first);
    if (grammar_.vocabulary.LemmaText(main.lemma) == "use") AddPurpose(at);
    AddLaterVerbs(at, main);
  }

  // "Use the archive format to compress files": what for says more.
  void AddPurpose(size_t at) {
    for (size_t words = 0; at + 1 < tokens_.size() && words < 10; ++at, ++words) {
      if (Is(at, grammar_.skipped_sentences)) return;
      if (tokens_[at].text != "to") continue;
      size_t next = SkipAdverbs(at + 1);
      const Word* word = VerbWord(next);
      if (!word || word->surety < Surety::kUsually || !ReadsAsVerb(next, *word)) continue;
      AddFrame(next, next + 1, true);
      return;
    }
  }

  // "Fetch the page and save it to a file": another verb of the same form behind "and".
  void AddLaterVerbs(size_t at, const Word& main) {
    if (main.form == VerbForm::kNominal) return;
    for (; at + 1 < tokens_.size(); ++at) {
      // What follows "that" or "to" is no act of the tool; "for" and "by" may stand in between.
      bool subordinate = Is(at, grammar_.openers) && !Is(at, grammar_.prepositions);
      if (subordinate || Is(at, grammar_.skipped_sentences)) return;
      // So do commas: "Create a sandbox, run code, and close the sandbox".
      if (!Is(at, grammar_.conjunctions) && !tokens_[at].clause_end) continue;
      size_t next = SkipAdverbs(at + 1);
      const Word* word = VerbWord(next);
      // "including SEO settings, Open Graph data"
      bool describes = Is(next, grammar_.adjectives) && !Is(next + 1, grammar_.determiners);
      if (word && SameForm(main, *word) && Acts(*word, at) && !describes &&
          ReadsAsVerb(next, *word) && !(main.category == Category::kRead && IsListed(next))) {
        AddFrame(next, next + 1, false);
      }
    }
  }

  void AddFrame(size_t verb, size_t behind, bool first) {
    Frame frame = FrameAt(verb, first);
    if (tokens_[verb].word->form == VerbForm::kNominal || behind >= tokens_.size()) {
      ObjectBefore(verb, &frame);
    } else {
      ObjectBehind(behind, &frame);
    }
    FillLists(&frame);
    frames_->push_back(frame);
  }

  // Image generation: what is acted on stands in front. So it does in Japanese and Korean.
  void ObjectBefore(size_t verb, Frame* frame) const {
    for (size_t at = verb > 4 ? verb - 4 : 0; at < verb; ++at) {
      if (Is(at, grammar_.determiners) || Is(at, grammar_.openers)) continue;
      frame->object.push_back(at);
    }
    for (size_t at = verb + 1; at < tokens_.size(); ++at) {
      frame->mentions.push_back(at);
    }
  }

  void ObjectBehind(size_t at, Frame* frame) const {
    // "Search for products": the preposition belongs to the verb.
    if (Is(at, grammar_.prepositions)) ++at;
    size_t words = 0;
    while (at < tokens_.size() && words < kMaxObjectWords) {
      if (Is(at, grammar_.prepositions)) {
        // "a list of users": the thing is behind "of".
        bool light = frame->HasHead() && frame->Head().On(grammar_.light_nouns);
        if (!light || !Is(at, grammar_.of)) break;
        frame->object.clear();
        ++at;
        continue;
      }
      if (Is(at, grammar_.openers) || Is(at, grammar_.conjunctions)) break;
      // "Download an attachment locally": how it is done is not what is acted on.
      if (Is(at, grammar_.adverbs)) {
        frame->mentions.push_back(at);
      } else if (!Is(at, grammar_.determiners)) {
        frame->object.push_back(at);
        ++words;
      }
      if (tokens_[at++].clause_end) break;
    }
    for (; at < tokens_.size(); ++at) frame->mentions.push_back(at);
  }

  std::vector<Frame>* frames_;
};

// "Returns: the rows", as docstrings have it, and "{ "link": ... }": a word that heads what follows
// is none of the sentence.
bool IsCaption(std::string_view lowered, const Token& first) {
  if (first.begin > 0 && lowered[first.begin - 1] == '"') return true;
  bool headed = first.end < lowered.size() && lowered[first.end] == ':';
  return headed && (first.text == "returns" || first.text == "return");
}

}  // namespace

void FindLead(std::string_view lowered, const Grammar& grammar, Traits* traits) {
  const std::string& original = *traits->tool->description;
  size_t at = 0;
  bool met_sentence = false;  // later ones must begin with their verb
  for (size_t sentence = 0; sentence < kMaxSentences && at < lowered.size(); ++sentence) {
    while (at < lowered.size() && (IsSpace(lowered[at]) || lowered[at] == '.')) ++at;
    size_t end = SentenceEnd(original, lowered, at);
    traits->lead.clear();
    TokenizeText(lowered, at, end, grammar, &traits->lead);
    size_t begin = at;
    at = end + (end < lowered.size() && (lowered[end] & 0x80) ? 3 : 1);  // the mark that ended it
    // What the rationale quotes when no sentence has a verb: the first one.
    if (sentence == 0) {
      traits->lead_begin = begin;
      traits->lead_end = end;
    }
    JoinSeparated(grammar, &traits->lead);
    if (traits->lead.empty()) continue;
    size_t start = SkipBoilerplate(traits->lead, grammar);
    if (start >= traits->lead.size()) continue;
    // "If the user …", "Note: …", "Summary:" say nothing of the effect.
    if (traits->lead[start].On(grammar.skipped_sentences)) continue;
    if (IsCaption(lowered, traits->lead[start])) continue;
    LeadFinder(traits->lead, grammar, &traits->lead_frames).Find(start, !met_sentence);
    met_sentence = true;
    if (!traits->lead_frames.empty()) {
      traits->lead_begin = begin;
      traits->lead_end = end;
      return;
    }
  }
}

}  // namespace mcprisk
