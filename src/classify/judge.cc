#include "classify/judge.h"

#include <algorithm>

#include "base/text.h"

namespace mcprisk {
namespace {

bool IsSevere(Category category) {
  return category == Category::kDestructive || category == Category::kFinancial;
}

// The verdict in the making: which of the two claims stands, and by which path.
struct Choice {
  const Claim* claim = nullptr;
  std::string_view path;
};

class Judgement {
 public:
  Judgement(const Context& context, Subject* subject)
      : context_(context),
        subject_(*subject),
        traits_(*subject->traits),
        rules_(*subject->rules),
        grammar_(subject->rules->grammar()) {}

  Verdict Run() {
    // Reserve: deciding claims are pointed at.
    verdict_.claims.reserve(kMaxNameWords + kMaxLeadWords + 8);
    const Claim* name = ClaimOfFrames(traits_.name_frames);
    const Claim* lead = ClaimOfFrames(traits_.lead_frames);
    Decide(name, lead);
    subject_.category = verdict_.category;
    ApplyOperations(name);
    subject_.category = verdict_.category;
    ApplyStated();
    subject_.category = verdict_.category;
    return std::move(verdict_);
  }

 private:
  bool On(const Claim* claim, size_t verb_list) const {
    return verb_list != ListBits::kMax && claim->frame &&
           rules_.grammar().vocabulary.LemmaOn(claim->frame->verb, verb_list);
  }

  // Of several verbs in one clause the most severe counts: "Create, update or delete a record".
  const Claim* ClaimOfFrames(const std::vector<Frame>& frames) {
    const Claim* most = nullptr;
    bool adds = false;
    for (const Frame& frame : frames) {
      Claim claim = ClaimOfFrame(frame, subject_);
      if (!claim.rule) continue;
      verdict_.claims.push_back(claim);
      const Claim* last = &verdict_.claims.back();
      adds = adds || On(last, grammar_.pairs_with_remove);
      if (!most || MoreSevere(last->category, most->category)) most = last;
    }
    // "Add or remove a label": to remove is to undo the adding.
    if (most && adds && most->category == Category::kDestructive &&
        On(most, grammar_.undoes_adding)) {
      for (const Claim& claim : verdict_.claims) {
        if (claim.category == Category::kWrite) return &claim;
      }
    }
    return most;
  }

  void Settle(const Claim* claim, std::string_view path) {
    verdict_.category = claim->category;
    verdict_.path = path;
    verdict_.deciding = {claim};
  }

  void Decide(const Claim* name, const Claim* lead) {
    if (name && lead) {
      DecideBetween(*name, *lead);
    } else if (name) {
      bool bare = Trimmed(traits_.lowered_description).empty();
      bool weak = name->frame->surety < Surety::kUsually;
      Settle(name, bare   ? weak ? "weak-name-alone" : "name-alone"
                   : weak ? "weak-name-without-sentence"
                          : "name-without-sentence");
      if (weak) PreferParameters(name);
    } else if (lead) {
      Settle(lead, lead->frame->first ? "sentence-alone" : "sentence-alone-later-verb");
    } else {
      DecideSilent();
    }
  }

  // A word that is mostly a noun is weaker than what the parameters show.
  void PreferParameters(const Claim* name) {
    const Rule* rule = FirstOf(rules_.parameter_conditions());
    if (!rule || !MoreSevere(rule->category, name->category)) return;
    AddDefinitionClaim(rule, "parameters-alone");
  }

  // The cases, in order; the first that applies decides.
  void DecideBetween(const Claim& name, const Claim& lead) {
    if (name.category == lead.category) {
      bool sure = name.frame->surety >= Surety::kUsually && lead.frame->first;
      Settle(&name, sure ? "both-agree" : "both-agree-weakly");
      if (lead.specific && !name.specific)
        verdict_.deciding = {&lead, &name};
      else
        verdict_.deciding = {&name, &lead};
      return;
    }
    Choice choice = Choose(name, lead);
    Settle(choice.claim, choice.path);
  }

  Choice Choose(const Claim& name, const Claim& lead) const {
    bool name_read = name.category == Category::kRead;
    bool lead_read = lead.category == Category::kRead;
    bool name_sure = name.frame->surety == Surety::kAlways;
    if (name.frame->verb == lead.frame->verb) {
      // The same verb with two objects: the one that a rule knows, else the fuller sentence.
      bool fuller =
          !lead.specific || (IsSevere(name.category) && MoreSevere(name.category, lead.category));
      if (name.specific && fuller) return {&name, "same-verb-two-objects"};
      return {&lead, "same-verb-two-objects"};
    }
    if (name_read && !lead_read) return ReadNameEffectLead(name, lead, name_sure);
    if (!name_read && lead_read) return EffectNameReadLead(name, lead, name_sure);
    return TwoEffects(name, lead, name_sure);
  }

  // A verb that can be nothing else, right behind a conjunction.
  bool Joined(const Frame& frame) const {
    const std::vector<Token>& tokens = *frame.tokens;
    return frame.verb_token > 0 && tokens[frame.verb_token - 1].On(grammar_.conjunctions) &&
           frame.surety == Surety::kAlways;
  }

  bool LeadHas(Lemma verb) const {
    return std::any_of(traits_.lead_frames.begin(), traits_.lead_frames.end(),
                       [&](const Frame& frame) { return frame.verb == verb; });
  }

  // get_report, "Run a report": a light verb says nothing against a clear reading name.
  Choice ReadNameEffectLead(const Claim& name, const Claim& lead, bool name_sure) const {
    // "take_screenshot: Save a screenshot of the page"
    if (On(&lead, grammar_.storing_verbs)) return {&lead, "effect-in-sentence-over-weak-name"};
    // "download_template: Download and deploy a template" does more than its name says.
    Surety enough = lead.category == Category::kDestructive ? Surety::kUsually : Surety::kAlways;
    bool outright = lead.frame->surety >= enough && lead.category != Category::kWrite &&
                    lead.frame->first && !On(&lead, grammar_.light_verbs);
    if (name.specific && !lead.specific && !outright) return {&name, "known-object-in-name"};
    // "yeoman_generate: Run a generator": only a verb that itself reads outweighs the sentence.
    bool plain = grammar_.vocabulary.LemmaCategory(name.frame->verb) == Category::kRead &&
                 !On(&name, grammar_.vague_reading);
    name_sure = name_sure && plain;
    // "zia_get_users: Perform a get": the place of a plain reading verb does not matter there.
    bool light = On(&lead, grammar_.light_verbs) && !lead.specific;
    bool plainly = name.frame->VerbToken().word->surety == Surety::kAlways &&
                   On(&name, grammar_.plain_reading);
    bool hollow = light && plainly && On(&lead, grammar_.hollow_verbs);
    // "retrieve_matches: Send a text and retrieve what is like it"
    bool goes_on = plainly && On(&lead, grammar_.light_verbs) && LeadHas(name.frame->verb) &&
                   lead.frame->verb == traits_.lead_frames.front().verb;
    if ((name_sure && light) || hollow || goes_on) return {&name, "reading-name-over-light-verb"};
    // "track_progress: Track progress and update the files" is no aside: it does both.
    bool aside = !lead.frame->first && lead.category == Category::kWrite && !lead.specific &&
                 !Joined(*lead.frame);
    if (name_sure && aside) return {&name, "reading-name-over-aside"};
    return {&lead, name_sure ? "effect-in-sentence-over-reading-name"
                             : "effect-in-sentence-over-weak-name"};
  }

  Choice EffectNameReadLead(const Claim& name, const Claim& lead, bool name_sure) const {
    // "get_or_create_customer: Return the customer, or create one"
    if (traits_.name_frames.size() > 1) return {&name, "effect-name-over-reading-sentence"};
    // "ask_perplexity: Provides help with programming"
    bool offers = name.specific && lead.frame->first && On(&lead, grammar_.offering_verbs);
    if (offers || On(&lead, grammar_.vague_reading)) return {&name, "name-over-light-effect-verb"};
    if (On(&lead, grammar_.simulations) && lead.frame->first) {
      return {&lead, "simulation-over-effect-name"};
    }
    if (name.frame->surety == Surety::kSometimes) return {&lead, "sentence-over-noun-like-name"};
    // "disable_dns_resolution: Perform a scan": what the sentence acts on is known to be only read.
    if (lead.specific && lead.frame->first && !name.specific) {
      return {&lead, "known-object-in-sentence"};
    }
    // "download_attachment: Get the attachment": the name's verb reads, and still it claims an
    // effect, by what it acts on or by a parameter.
    bool found_effect = name.specific && !lead.specific &&
                        grammar_.vocabulary.LemmaCategory(name.frame->verb) == Category::kRead;
    if (found_effect) return {&name, "effect-name-over-reading-sentence"};
    // "generate_task_state: Get the state of a task": a plain sentence is not mistaken.
    if (lead.frame->first && On(&lead, grammar_.plain_reading)) {
      return {&lead, "plain-reading-sentence-over-effect-name"};
    }
    // "ask_gemini: model [-m], sandbox [-s], and a switch for providing edits"
    bool known = name.specific && !lead.specific && !lead.frame->first;
    if (!name_sure && !known) return {&lead, "sentence-over-usual-verb-name"};
    return {&name, "effect-name-over-reading-sentence"};
  }

  Choice TwoEffects(const Claim& name, const Claim& lead, bool name_sure) const {
    // "logout: Invalidate the token and end the session" is a log-out.
    if (On(&name, grammar_.session_verbs)) return {&name, "known-object-in-name"};
    // "unblock_command: Remove a command from the blacklist": to remove is to undo.
    bool undoes = On(&lead, grammar_.undoes_adding) && !lead.specific && name_sure;
    if (undoes && name.category == Category::kWrite) return {&name, "name-over-removing"};
    // "update_entry: Update an entry, always send all values": what stands aside is no other act.
    if (name_sure && !lead.frame->first && On(&name, grammar_.amending_verbs) &&
        traits_.lead_frames.front().verb == name.frame->verb) {
      return {&name, "name-over-aside"};
    }
    if (IsSevere(lead.category) && !IsSevere(name.category) &&
        lead.frame->surety == Surety::kAlways) {
      return {&lead, "severe-sentence-over-name"};
    }
    // "confirm_delete_app: Confirm and execute the deletion of an app": a light verb has its object
    // from what the name says outright.
    bool said = name.category == Category::kDestructive &&
                name.frame->VerbToken().word->surety == Surety::kAlways;
    if (On(&lead, grammar_.light_verbs) && (!lead.specific || said))
      return {&name, "name-over-light-effect-verb"};
    // "python_repl: A prompt that keeps its state": what stands aside does not weaken the name.
    bool aside = !lead.frame->first && !lead.specific && lead.category == Category::kWrite;
    if (aside && MoreSevere(name.category, lead.category)) {
      return {&name, "name-over-light-effect-verb"};
    }
    // "start_on_task: Change the status of the task": the sentence says more than the name.
    bool says_little = On(&name, grammar_.light_verbs) && !name.specific;
    if (says_little && lead.frame->first && lead.frame->surety == Surety::kAlways) {
      return {&lead, "effect-sentence-over-weak-name"};
    }
    if (name_sure && IsSevere(name.category) && name.specific)
      return {&name, "effect-name-over-effect-sentence"};
    if (lead.specific && !name.specific) return {&lead, "known-object-in-sentence"};
    bool tells = name.specific && !lead.specific && !On(&name, grammar_.light_verbs);
    if (tells) return {&name, "known-object-in-name"};
    if (!name_sure) return {&lead, "effect-sentence-over-weak-name"};
    return {&name, "effect-name-over-effect-sentence"};
  }

  const Rule* FirstOf(ConditionRange conditions) {
    const Rule* first = nullptr;
    subject_.possible.definition.AnyOf(conditions, [&](uint32_t condition) {
      const Rule& rule = rules_.RuleOf(condition);
      if (HoldsSomewhere(rule.match, subject_, nullptr)) first = &rule;
      return first != nullptr;
    });
    return first;
  }

  void AddDefinitionClaim(const Rule* rule, std::string_view path) {
    verdict_.claims.push_back({rule, nullptr, rule->category, true});
    Settle(&verdict_.claims.back(), path);
  }

  // Neither the name nor the description has a verb that the vocabulary knows.
  void DecideSilent() {
    if (const Rule* rule = FirstOf(rules_.parameter_conditions())) {
      AddDefinitionClaim(rule, "parameters-alone");
      return;
    }
    verdict_.category = Category::kRead;
    bool described = !Trimmed(traits_.lowered_description).empty();
    bool known = traits_.unknown_words == 0;
    if (known) {
      verdict_.path = described ? "only-nouns" : "only-nouns-undescribed";
    } else {
      verdict_.path = described ? "unknown-words" : "unknown-words-undescribed";
    }
    if (rules_.Path(verdict_.path).confidence < kSilentConfidence) AskServer();
  }

  // The definition is silent: a verb in the server's name says what its tools are for.
  void AskServer() {
    std::string_view server = context_.server.substr(0, kMaxToolNameBytes);
    size_t owner = server.rfind('/');
    size_t begin = owner == std::string_view::npos ? 0 : owner + 1;
    server.remove_prefix(begin);
    std::string lowered = AsciiLowered(server);
    std::vector<Token> tokens;
    TokenizeIdentifier(server, lowered, grammar_, &tokens);
    std::vector<Frame> frames;
    FindNameFrames(tokens, {}, grammar_, FrameKind::kOperation, &frames);
    for (const Frame& frame : frames) {
      Claim claim = ClaimOfFrame(frame, subject_);
      // "mcp-prompt-server" names a thing.
      if (!claim.rule || frame.VerbToken().word->surety < Surety::kAlways) continue;
      verdict_.claims.push_back({claim.rule, nullptr, claim.category, claim.specific});
      Settle(&verdict_.claims.back(), "server-breaks-tie");
      verdict_.server_decided = true;
      verdict_.server_begin = begin + frame.VerbToken().begin;
      verdict_.server_end = begin + frame.VerbToken().end;
      return;
    }
  }

  // An action parameter that names its values says more than any verb: the most severe one counts.
  void ApplyOperations(const Claim* name) {
    const Claim* first = verdict_.deciding.empty() ? nullptr : verdict_.deciding[0];
    std::string parameter;
    std::vector<Operation> operations = FindOperations(subject_, &parameter);
    // "label_write, method: create|update|delete": what a method or action may be is no manner.
    bool listed = ListsOperations(parameter);
    if (operations.empty()) operations = FindDescribedOperations(subject_, &parameter);
    bool chooses = listed || TakesOperation(subject_);
    if (operations.empty() && first && On(first, grammar_.hollow_verbs)) {
      operations = FindListedOperations(subject_);
      // What is listed in words may leave something out, so that it only makes things worse.
      bool worse = MoreSevere(CategoryOfTool(operations, parameter), verdict_.category);
      if (!worse) operations.clear();
    }
    if (operations.empty() && (chooses || !first || On(first, grammar_.umbrella_verbs))) {
      operations = FindNamedOperations(subject_);
    }
    if (operations.empty()) return;
    // get_x with action: sum|avg reads whatever the value is called; thinking tools call what they
    // do with thoughts "create" and "delete".
    bool thinks = first && first->specific && first->category == Category::kRead;
    bool reads = name && name->category == Category::kRead &&
                 name->frame->surety == Surety::kAlways && name->frame->first;
    verdict_.operation_parameter = parameter;
    if (thinks || reads) {
      for (Operation& operation : operations) operation.category = Category::kRead;
      verdict_.operations = std::move(operations);
      return;
    }
    Category most = CategoryOfTool(operations, parameter);
    verdict_.operations = std::move(operations);
    if (most == verdict_.category) return;
    // What name and lead claim may be more than the values show (delete_x with mode: soft|hard).
    if (MoreSevere(verdict_.category, most)) {
      // Only a verb that says nothing gives way to harmless operations ("manage: list, get").
      if (!verdict_.deciding.empty() && !On(verdict_.deciding[0], grammar_.hollow_verbs)) return;
    } else {
      bool open = verdict_.deciding.empty() || On(verdict_.deciding[0], grammar_.umbrella_verbs);
      bool sure = name && name->frame->surety == Surety::kAlways;
      if (sure && !open && !chooses) return;
    }
    verdict_.category = most;
    verdict_.path = "operations";
    verdict_.deciding.clear();
  }

  void ApplyStated() {
    const Rule* rule = FirstOf(rules_.stated_conditions());
    if (!rule) return;
    if (rule->category == verdict_.category) {
      verdict_.claims.push_back({rule, nullptr, rule->category, true});
      verdict_.deciding.push_back(&verdict_.claims.back());
    } else {
      AddDefinitionClaim(rule, "stated");
    }
  }

  const Context& context_;
  Subject& subject_;
  const Traits& traits_;
  const RuleSet& rules_;
  const Grammar& grammar_;
  Verdict verdict_;
};

}  // namespace

bool MoreSevere(Category a, Category b) {
  auto severity = [](Category c) { return std::min(static_cast<int>(c), 3); };
  return severity(a) > severity(b);
}

Claim ClaimOfFrame(const Frame& frame, const Subject& subject) {
  const RuleSet& rules = *subject.rules;
  Claim claim;
  subject.PossibleFor(frame).AnyOf(rules.frame_conditions(), [&](uint32_t condition) {
    const Rule& rule = rules.RuleOf(condition);
    if (!Holds(rule.match, &frame, subject, nullptr)) return false;
    claim = {&rule, &frame, rule.category, rule.match.LooksBeyondVerb()};
    return true;
  });
  return claim;
}

Verdict Judge(const Context& context, Subject* subject) {
  return Judgement(context, subject).Run();
}

}  // namespace mcprisk
